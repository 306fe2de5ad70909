"""The timeline: phases as long as their minutes, activities side by side."""

import json
from typing import Any

import altair as alt
import pytest
from builders import activity, phase, plan

from planner.charts.colours import DARK, LIGHT, Colours
from planner.charts.timeline import lesson_timeline
from planner.lesson.model import Plan


def lesson() -> Plan:
    return plan(
        phase("start", activity("hello", kind="orient"), minutes=4),
        phase(
            "work", activity("bars"), activity("path", title="En meget lang titel på en opgave"), minutes=22
        ),
        phase("pause", activity("air", kind="break"), minutes=2.5),
        students=[{"code": "SECRET1", "prerequisites": ["low_noise"]}],
    )


def rows(layer: int, language: Any = "da") -> list[dict[str, Any]]:
    values: list[dict[str, Any]] = lesson_timeline(lesson(), language)["layer"][layer]["data"]["values"]
    return values


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_specification_is_valid_vega_lite(colours: Colours) -> None:
    alt.Chart.from_dict(lesson_timeline(lesson(), "da", colours), validate=True)


def test_phases_follow_each_other_and_are_as_long_as_their_minutes() -> None:
    assert [(row["x"], row["x2"]) for row in rows(0)] == [(0, 4), (4, 26), (26, 28.5)]


def test_activities_of_a_phase_lie_side_by_side() -> None:
    bars, path = (row for row in rows(1) if row["x"] == 4)
    assert bars["x2"] == path["x2"] == 26
    assert bars["y2"] < path["y"]


def test_the_sheet_holds_all_lanes() -> None:
    specification = lesson_timeline(lesson(), "da", width_px=600)
    assert specification["width"] == 600
    assert max(row["y2"] for row in rows(1)) <= specification["height"]


def test_labels_name_title_kind_and_minutes() -> None:
    assert rows(0)[1]["text"] == "2 Work\n22 min"
    assert rows(0)[2]["minutes"] == "2,5 min"
    assert rows(0, "en")[2]["minutes"] == "2.5 min"
    assert rows(1)[1]["text"] == "Bars\n(arbejde)"
    assert rows(1, "en")[1]["text"] == "Bars\n(work)"


def test_what_does_not_fit_ends_in_dots_and_stands_whole_in_the_tooltip() -> None:
    short = lesson_timeline(lesson(), "da", width_px=80)["layer"][1]["data"]["values"][2]
    assert "…" in short["text"]
    assert short["title"] == "En meget lang titel på en opgave"


@pytest.mark.parametrize("width_px", [200, 480, 900])
def test_no_word_is_broken(width_px: int) -> None:
    drawn = plan(
        phase("start", activity("walk", title="Gallerivandring"), minutes=3),
        phase("work", activity(), minutes=30),
    )
    for layer in lesson_timeline(drawn, "da", width_px=width_px)["layer"][:2]:
        for row in layer["data"]["values"]:
            words = {word.rstrip("…") for word in row["text"].split()}
            said = f"1 2 {row['title']} {row['minutes']} ({row.get('kind')})"
            assert words - {""} <= set(said.split()), row["text"]


def test_a_long_word_is_made_smaller_and_an_aside_that_does_not_fit_is_left_out() -> None:
    drawn = plan(
        phase("start", activity("walk", title="Gallerivandring"), minutes=3),
        phase("work", activity(), minutes=30),
    )
    wide, narrow = (
        lesson_timeline(drawn, "da", width_px=width)["layer"][1]["data"]["values"][0] for width in (1300, 990)
    )
    assert wide["size"] == 12
    assert 10 <= narrow["size"] < 12
    tiny = lesson_timeline(drawn, "da", width_px=300)["layer"][1]["data"]["values"][0]
    assert tiny["text"] == "Gallerivandring"


def test_nothing_about_students_is_in_it() -> None:
    text = json.dumps(lesson_timeline(lesson(), "da"))
    assert "SECRET1" not in text
    assert "low_noise" not in text
