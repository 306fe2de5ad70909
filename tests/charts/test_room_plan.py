"""The room plan: to scale, named, readable, and without anything about students."""

import json
from pathlib import Path
from typing import Any

import altair as alt
import pytest

from planner.catalogue.loader import load_catalogue
from planner.charts.colours import DARK, LIGHT, Colours, contrast
from planner.charts.room_plan import room_plan
from planner.charts.room_words import room_description
from planner.charts.sheet import Look, sheet_of
from planner.charts.strokes import hatch, swings
from planner.charts.thumbnail import room_thumbnail
from planner.room.facts import RoomFacts
from planner.room.facts_of import room_facts
from planner.room.layout import Door, Layout

ROOMS = Path(__file__).parents[1] / "data" / "layouts"
NAMES = ("zoned-classroom", "common-area", "old-building", "rows")


def layout(name: str = "zoned-classroom") -> Layout:
    return Layout.model_validate_json((ROOMS / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def facts() -> RoomFacts:
    return room_facts(layout(), load_catalogue().limits())


def drawn(specification: dict[str, Any], *fields: str, mark: str | None = None) -> list[dict[str, Any]]:
    """Return the rows of the layers that hold all the fields."""
    return [
        row
        for layer in specification["layer"]
        if mark is None or layer["mark"]["type"] == mark
        for row in layer["data"]["values"]
        if set(fields) <= row.keys()
    ]


def width_of(specification: dict[str, Any]) -> float:
    """Return the metres from the left to the right edge."""
    axes = next(layer["encoding"] for layer in specification["layer"] if "x" in layer.get("encoding", {}))
    left, right = axes["x"]["scale"]["domain"]
    return float(right - left)


@pytest.mark.parametrize(("name", "colours"), [("zoned-classroom", LIGHT), ("old-building", DARK)])
def test_the_specification_is_valid_vega_lite(name: str, colours: Colours) -> None:
    room = layout(name)
    places = frozenset({f"zone:{room.zones[0].id}", f"furniture:{room.furniture[0].id}"})
    specification = room_plan(room, None, "da", places, Look(colours=colours))
    json.dumps(specification, allow_nan=False)
    for layer in specification["layer"]:
        # Rows are free in the schema, yet checking hundreds of them takes seconds.
        layer["data"] = {"values": list(layer["data"]["values"])[:1]}
    alt.Chart.from_dict(specification, validate=True)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width_px", [320, 640, 900])
def test_both_axes_have_the_same_scale(name: str, width_px: int) -> None:
    specification = room_plan(layout(name), None, "en", look=Look(width_px=width_px))
    assert specification["width"] <= width_px + 1
    for layer in specification["layer"]:
        if "projection" in layer:
            assert layer["projection"]["scale"] == pytest.approx(
                specification["width"] / width_of(specification), rel=0.01
            )
            continue
        (left, right), (bottom, top) = (layer["encoding"][axis]["scale"]["domain"] for axis in "xy")
        across, up = specification["width"] / (right - left), specification["height"] / (top - bottom)
        assert across == pytest.approx(up, rel=0.01)


def test_no_page_squeezes_the_drawing() -> None:
    specification = room_plan(layout(), None, "da")
    assert specification["autosize"] == "pad"
    assert specification["padding"] == {"left": 0, "right": 0, "top": 0, "bottom": 0}


@pytest.mark.parametrize("name", NAMES)
def test_everything_lies_on_the_sheet(name: str) -> None:
    room = layout(name)
    sheet = sheet_of(room, 640)
    specification = room_plan(room, None, "en")
    points = [(row["x"], row["y"]) for row in drawn(specification, "x", "y")]
    points += [p for row in drawn(specification, "geometry") for p in row["geometry"]["coordinates"][0]]
    for x, y in points:
        assert sheet.left <= x <= sheet.right
        assert sheet.bottom <= y <= sheet.top


@pytest.mark.parametrize("name", NAMES)
def test_every_zone_is_named_and_every_piece_and_door_is_there(name: str) -> None:
    room = layout(name)
    specification = room_plan(room, None, "da")
    texts = {row["text"].replace("\n", " ") for row in drawn(specification, "text")}
    assert {zone.name for zone in room.zones} <= texts
    places = {row["place"] for row in drawn(specification, "place")}
    assert {f"furniture:{item.id}" for item in room.furniture} <= places
    assert {f"door:{door.id}" for door in room.doors} <= places


def test_a_zone_tells_its_facts(facts: RoomFacts) -> None:
    row = next(r for r in drawn(room_plan(layout(), facts, "da"), "way") if r["place"] == "zone:cave")
    cave = facts.zones["cave"]
    assert row["name"] == "Cave (hule)"
    assert row["use"] == "ro"
    assert row["places"] == str(cave.places)
    assert row["area"] == f"{cave.area_m2:.1f} m²".replace(".", ",")
    assert row["way"].startswith(f"{cave.entrance.clear_m:.2f} m".replace(".", ","))
    assert " mellem " in row["way"]


def test_furniture_and_doors_tell_what_they_are() -> None:
    rows = {row["place"]: row for row in drawn(room_plan(layout(), None, "da"), "name")}
    assert rows["furniture:be4"]["name"] == "bænk be4"
    assert rows["door:D1"]["name"] == "Dør D1"
    assert rows["door:D1"]["clear"].endswith(" m")


def test_tooltips_speak_the_language() -> None:
    def titles(language: Any) -> set[str]:
        layers = room_plan(layout(), None, language)["layer"]
        tips = [layer.get("encoding", {}).get("tooltip") for layer in layers]
        return {tip["title"] for group in tips if isinstance(group, list) for tip in group}

    assert {"Zone", "Pladser", "Areal", "Smalleste sted på vej ind", "Fri bredde"} <= titles("da")
    assert {"Piece of furniture", "Zone", "Places", "Area", "Narrowest way in", "Clear width"} <= titles("en")


def test_a_marked_place_has_an_outline_and_a_name() -> None:
    plain = room_plan(layout(), None, "da")
    marked = room_plan(layout(), None, "da", frozenset({"zone:cave", "door:D1", "phase:work", "zone:no"}))
    texts = [row["text"] for row in drawn(marked, "text")]
    assert texts.count("◆ Cave (hule)") == 2  # the name and its rim
    assert "▼ Dør D1" in texts
    assert "Cave (hule)" not in texts
    assert not any("◆" in row["text"] for row in drawn(plain, "text"))
    thick = [layer for layer in marked["layer"] if layer["mark"].get("color") == LIGHT.highlight]
    outline = next(layer for layer in thick if layer["mark"]["type"] == "rule")
    assert outline["mark"]["strokeWidth"] >= 4
    assert {row["place"] for row in outline["data"]["values"]} == {"zone:cave", "door:D1"}


def test_narrow_spots_are_shown_with_their_width_when_asked_for(facts: RoomFacts) -> None:
    with_spots = room_plan(layout(), facts, "da", look=Look(narrow_spots=True))
    narrow = facts.zones["cave"].entrance
    expected = f"{narrow.clear_m:.2f} m".replace(".", ",")
    assert expected in {row["text"] for row in drawn(with_spots, "text")}
    assert expected not in {row["text"] for row in drawn(room_plan(layout(), facts, "da"), "text")}


def test_the_plan_made_before_is_not_changed_by_the_next_one() -> None:
    before = room_plan(layout(), None, "da")
    kept = json.dumps(before)
    room_plan(layout("rows"), None, "da", frozenset({"door:D1"}))
    assert json.dumps(before) == kept


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_text_and_lines_can_be_told_from_what_lies_below(colours: Colours) -> None:
    below = [colours.background, colours.floor, colours.furniture, *colours.zones.values()]
    for fill in [*below, *colours.kinds.values()]:
        assert contrast(colours.text, fill) >= 4.5
    for fill in (colours.floor, colours.background):
        assert contrast(colours.highlight, fill) >= 4.5
        assert contrast(colours.step, fill) >= 4.5
    for fill in below:
        for line in (colours.edge, colours.wall, colours.highlight, colours.window, colours.board):
            assert contrast(line, fill) >= 3


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_uses_differ_in_pattern_and_patterns_stay_inside() -> None:
    square = ((0.0, 0.0), (3.0, 0.0), (3.0, 2.0), (0.0, 2.0))
    patterns = {use: hatch(square, use) for use in LIGHT.zones}
    assert len({str(pattern) for pattern in patterns.values()}) == len(patterns)
    for x, y in [point for pattern in patterns.values() for line in pattern for point in line]:
        assert -1e-9 <= x <= 3 + 1e-9
        assert -1e-9 <= y <= 2 + 1e-9


@pytest.mark.parametrize(
    ("leaf", "hinge", "side"),
    [("left", (1.45, 0.0), 1), ("right", (0.55, 0.0), 1), ("left", (0.55, 0.0), -1)],
)
def test_a_door_swings_into_its_room_around_the_hinge_seen_from_there(
    leaf: Any, hinge: tuple[float, float], side: int
) -> None:
    outline = [[0, 0], [4, 0], [4, 3 * side], [0, 3 * side]]
    room = Layout.model_validate(
        {
            "id": "r",
            "name": "R",
            "rooms": [{"id": "R", "name": "R", "outline": outline, "height_m": 3, "use": "classroom"}],
        }
    )
    door = Door(id="D", at=(1.0, 0.0), clear_m=0.9, rooms=("R", None), leaf=leaf, opens_into="R")
    [swing] = swings(room, door)
    assert swing[0] == pytest.approx(hinge)
    assert swing[1] == pytest.approx((hinge[0], 0.9 * side))
    assert swing[-1][1] == pytest.approx(0)


def test_the_room_is_told_in_words(facts: RoomFacts) -> None:
    danish, english = (room_description(layout(), facts, language) for language in ("da", "en"))
    for zone in layout().zones:
        assert zone.name in danish
    assert "klasselokale, " in danish
    assert " gange " in danish
    assert "En tavle." in danish
    assert "smalleste sted på vej ind: " in danish
    assert "narrowest way in: " in english
    assert "no way in" not in english


def test_without_facts_the_words_tell_the_uses_only() -> None:
    told = room_description(layout(), None, "da")
    assert "Cave (hule): ro." in told
    assert "m²" not in told


def test_a_thumbnail_is_a_small_named_picture_with_the_rooms_proportions() -> None:
    room = layout().model_copy(update={"name": 'Room <"1">'})
    picture = room_thumbnail(room)
    assert picture.startswith("<svg ")
    assert 'aria-label="Room &lt;&quot;1&quot;&gt;"' in picture
    assert picture.count("<polygon") == len(room.rooms) + len(room.zones) + len(room.furniture)
    assert len(picture) < 12_000
    sheet = sheet_of(room, 220)
    assert f'width="{sheet.width_px}" height="{sheet.height_px}"' in picture
