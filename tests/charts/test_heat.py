"""Pins as shades on the plan of a room, and answers as bars."""

import json

import numpy as np
import pytest
from builders import layout_of, raw_layout

from planner.charts.answer_bars import answer_bars
from planner.charts.colours import DARK, LIGHT
from planner.charts.heat import CELL_M, FAINTEST, density, heat_map, heat_rows
from planner.charts.heat_svg import paper_plan
from planner.charts.sheet import Look
from planner.exchange.documents import layout_by_id

ROOM = layout_of(raw_layout())
CORNER = [(1.0, 1.0, 1.0), (1.2, 1.1, 1.0), (0.9, 1.3, 1.0), (1.1, 0.9, 1.0), (1.0, 1.2, 1.0)]


def test_the_strongest_shade_lies_where_most_pins_are() -> None:
    rows = heat_rows(ROOM, [*CORNER, (7.0, 5.0, 1.0)])
    strongest = max(rows, key=lambda row: row["share"])
    assert strongest["share"] == 1
    assert abs(strongest["x"] - 1) < 0.5
    assert abs(strongest["y"] - 1) < 0.5


def test_no_shade_lies_outside_the_rooms() -> None:
    rows = heat_rows(ROOM, [(0.0, 0.0, 1.0), (8.0, 6.0, 1.0)])
    assert rows
    assert all(0 <= row["x"] + CELL_M / 2 <= 8 and 0 <= row["y"] + CELL_M / 2 <= 6 for row in rows)
    assert all(row["share"] >= FAINTEST for row in rows)


def test_an_outline_with_a_corner_cut_out_is_followed() -> None:
    raw = raw_layout()
    raw["rooms"][0]["outline"] = [[0, 0], [8, 0], [8, 3], [4, 3], [4, 6], [0, 6]]
    rows = heat_rows(layout_of(raw), [(4.0, 3.0, 1.0)])
    assert not any(row["x"] >= 4 and row["y"] >= 3 for row in rows)


def test_without_pins_there_is_no_shade() -> None:
    assert heat_rows(ROOM, []) == []
    assert heat_rows(ROOM, [(30.0, 30.0, 1.0)]) == []


def test_density_falls_with_the_distance() -> None:
    line = density(np.array([0.0, 0.5, 1.0, 2.0]), np.array([0.0]), [(0.0, 0.0, 1.0)])[0]
    assert line.tolist() == sorted(line, reverse=True)
    assert line[0] == pytest.approx(1)


def test_many_light_pins_weigh_as_one_heavy_one() -> None:
    heavy, light = (1.0, 1.0, 1.0), (7.0, 5.0, 0.1)
    line = density(np.array([1.0, 7.0]), np.array([1.0, 5.0]), [heavy, *[light] * 10])
    assert line[0, 0] == pytest.approx(line[1, 1])


def test_the_drawing_holds_no_pin_itself() -> None:
    layout = layout_by_id("zoned-classroom")
    text = json.dumps(heat_map(layout, [(2.4371, 1.8193, 1.0)] * 5, None, "da"))
    assert "2.4371" not in text
    assert "1.8193" not in text
    assert "2.4371" not in paper_plan(layout, [(2.4371, 1.8193, 1.0)] * 5)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_shades_lie_below_the_names_and_on_the_scale_of_the_plan(colours: object) -> None:
    look = Look(colours=colours)  # type: ignore[arg-type]
    layers = heat_map(layout_by_id("zoned-classroom"), CORNER, None, "da", look)["layer"]
    kinds = [layer["mark"]["type"] for layer in layers]
    assert kinds.index("rect") < kinds.index("text")
    heat = layers[kinds.index("rect")]
    other = next(layer for layer in layers if layer["mark"]["type"] == "circle")
    assert heat["encoding"]["x"]["scale"] == other["encoding"]["x"]["scale"]
    assert heat["encoding"]["y"]["scale"] == other["encoding"]["y"]["scale"]
    assert heat["mark"]["color"] == look.colours.highlight


def test_a_drawing_leaves_the_plan_without_shades_as_it_was() -> None:
    before = json.dumps(heat_map(ROOM, [], None, "da"))
    heat_map(ROOM, CORNER, None, "da")
    assert json.dumps(heat_map(ROOM, [], None, "da")) == before


def test_a_plan_on_paper_names_its_zones_and_escapes_them() -> None:
    zone = {
        "id": "z",
        "name": "Ro & <ly>",
        "use": "quiet",
        "polygon": [[1, 1], [3, 1], [3, 3], [1, 3]],
    }
    drawing = paper_plan(layout_of(raw_layout(zones=[zone])))
    assert "Ro &amp; &lt;ly&gt;" in drawing
    assert drawing.count("</svg>") == 1


def test_bars_stand_in_the_order_given_with_their_numbers() -> None:
    spec = answer_bars([("Ja", 5), ("Lidt", 0), ("Nej", 2)])
    assert [(row["answer"], row["count"]) for row in spec["layer"][0]["data"]["values"]] == [
        ("Ja", 5),
        ("Lidt", 0),
        ("Nej", 2),
    ]
    assert {layer["mark"]["type"] for layer in spec["layer"]} == {"bar", "text"}
    assert all(layer["encoding"]["x"]["scale"]["domain"] == [0, 5] for layer in spec["layer"])


def test_bars_of_nobody_have_a_scale_all_the_same() -> None:
    spec = answer_bars([("Ja", 0)])
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 1]
    assert answer_bars([])["layer"][0]["data"]["values"] == []


def test_a_long_answer_is_broken_into_two_lines() -> None:
    spec = answer_bars([("For varmt, for koldt eller dårlig luft", 3)])
    assert spec["layer"][0]["data"]["values"][0]["answer"] == "For varmt, for koldt eller\ndårlig luft"
