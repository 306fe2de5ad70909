"""Transitions: who can get where, who has to move, how long it takes at least."""

from typing import Any

import pytest
from builders import activity, phase, plan, room_facts, route, zone_facts

from planner.catalogue.loader import load_catalogue
from planner.participation.transitions import Transition, transitions

CATALOGUE = load_catalogue()
LIMITS = CATALOGUE.limits("DK")


def moved(before: list[str] | None, after: list[str], **ways: Any) -> Transition:
    first = (
        activity("one", zones=before)
        if before
        else {k: v for k, v in activity("one").items() if k != "zones"}
    )
    phases = (phase("p", first), phase("q", activity("two", zones=after)))
    wheels = {"code": "A2", "prerequisites": ["step_free"]}
    made = plan(*phases, students=[{"code": "A1"}, wheels])
    zones = [zone_facts(zone) for zone in ("a", "b")]
    facts = room_facts(*zones, routes={("a", "b"): route(**ways)})
    return transitions(made, {"p": facts, "q": facts}, CATALOGUE, LIMITS)[0]


def test_a_shared_zone_moves_nobody() -> None:
    found = moved(["a"], ["a", "b"])
    assert (found.start, found.end) == ("p", "q")
    assert (found.moving, found.stuck, found.walk_m) == ((), (), 0.0)
    assert found.reach["A1"] == {"a", "b"}


def test_another_zone_moves_everyone_at_a_childs_speed() -> None:
    found = moved(["a"], ["b"], distance_m=9.9)
    assert found.moving == ("A1", "A2")
    assert found.walk_m == 9.9
    assert found.seconds == pytest.approx(10.0)


def test_a_narrow_way_stops_wheels_alone() -> None:
    found = moved(["a"], ["b"], clear_m=0.6)
    assert found.stuck == ("A2",)
    assert found.reach["A2"] == frozenset()


def test_a_walk_is_not_known_where_the_zone_is_not() -> None:
    assert moved(None, ["b"]).seconds is None
