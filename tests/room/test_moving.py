from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.catalogue.loader import load_catalogue
from planner.room.layout import Layout
from planner.room.moving import Moving, moving, moving_sentences

LIMITS = load_catalogue().limits()
RING = [[0, 0], [10, 0], [10, 8], [0, 8]]
PIECES = {"t": "group_table_4", "d": "desk", "c": "cupboard", "e": "group_table_4"}


def room(**places: Any) -> Layout:
    """Return a room with pieces at places, or turned where a place has three numbers."""
    furniture = [
        {"id": key, "kind": PIECES[key], "at": place[:2], "angle": (*place, 0)[2]}
        for key, place in places.items()
    ]
    inner = {"id": "R", "name": "R", "outline": RING, "height_m": 3, "use": "classroom"}
    return Layout.model_validate({"id": "r", "name": "R", "rooms": [inner], "furniture": furniture})


def cost(before: Layout, after: Layout) -> Moving:
    return moving(before, after, LIMITS)


def said(before: Layout, after: Layout, language: Any = "da") -> list[str]:
    return [message.text(language) for message in moving_sentences(cost(before, after))]


def test_a_room_that_stays_costs_nothing() -> None:
    assert said(room(t=(1, 1)), room(t=(1, 1))) == ["Intet skal flyttes."]
    assert cost(room(t=(1, 1)), room(t=(1.005, 1))).nothing


def test_pieces_metres_people_and_minutes_are_told_as_an_estimate() -> None:
    before, after = room(t=(1, 1), d=(5, 5)), room(t=(4, 5), d=(5, 3))

    assert said(before, after) == [
        "2 møbler skal flyttes, i alt 7,0 m.",
        "Et af dem kan én person klare.",
        "Et af dem kræver 2 personer.",
        "Skøn: under 1 minut, når 8 hjælper til.",
    ]
    assert said(before, after, "en")[-1] == "Estimate: less than 1 minute with 8 helping."


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        (room(d=(1, 1)), room(d=(1, 5)), "Det kan én person klare."),
        (room(t=(5, 5)), room(t=(5, 3)), "Det kræver 2 personer."),
        (room(t=(5, 5), e=(1, 5)), room(t=(5, 3), e=(1, 3)), "De kræver 2 personer hver."),
    ],
)
def test_where_all_take_the_same_nothing_is_counted_twice(before: Layout, after: Layout, whole: str) -> None:
    assert said(before, after)[1] == whole


def test_one_piece_takes_at_least_its_own_time() -> None:
    way_s = 2 * 5 * LIMITS["moving_detour"] / LIMITS["child_speed_m_s"]

    assert cost(room(t=(1, 1)), room(t=(4, 5))).minutes == pytest.approx(
        (LIMITS["moving_handling_s"] + way_s) / 60
    )


def test_a_piece_that_is_only_turned_is_told_so() -> None:
    assert said(room(t=(1, 1)), room(t=(1, 1, 90)))[0] == "1 møbel skal kun drejes."
    assert cost(room(t=(1, 1)), room(t=(1, 1, 360))).nothing


def test_what_nobody_should_move_comes_first_and_takes_no_minutes() -> None:
    before, after = room(c=(1, 1)), room(c=(3, 1))

    assert said(before, after)[0] == "Bør blive stående: skabet c – for tungt eller fast i lokalet."
    assert cost(before, after).minutes == 0


def test_a_zone_with_another_outline_is_counted() -> None:
    zone = {"id": "z", "name": "Z", "use": "group", "polygon": [[0, 0], [1, 0], [1, 1]]}
    before = room().model_copy(update={"zones": Layout.model_validate(raw(zone)).zones})
    other = zone | {"polygon": [[0, 0], [2, 0], [2, 2]]}
    after = room().model_copy(update={"zones": Layout.model_validate(raw(other)).zones})

    assert said(before, after) == ["1 zone får et andet omrids."]


def raw(zone: dict[str, Any]) -> dict[str, Any]:
    inner = {"id": "R", "name": "R", "outline": RING, "height_m": 3, "use": "classroom"}
    return {"id": "r", "name": "R", "rooms": [inner], "zones": [zone]}


@settings(max_examples=50, deadline=None)
@given(x=st.floats(0, 10), y=st.floats(0, 8))
def test_there_and_back_costs_the_same(x: float, y: float) -> None:
    there, back = room(t=(1, 1), d=(2, 2)), room(t=(x, y), d=(2, 2))

    assert cost(there, back).minutes == pytest.approx(cost(back, there).minutes)
    assert cost(there, back).metres == pytest.approx(cost(back, there).metres)
