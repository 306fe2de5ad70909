"""How long the walking part of a transition takes at least."""

import csv
import json
from pathlib import Path

import pytest
from builders import Raw, layout_of, raw_layout, zone

from planner.catalogue.loader import load_catalogue
from planner.room.routes import RouteFacts, route_facts
from planner.room.transitions import corridor_flow, walking_time

LIMITS = load_catalogue().limits("DK")
DATA = Path(__file__).parents[1] / "data"


def test_corridor_flow_gives_the_published_table() -> None:
    with (DATA / "tables" / "imo_circ1533_table1.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            flow, speed = corridor_flow(float(row["density_p_m2"]))
            assert flow == pytest.approx(float(row["specific_flow_p_m_s"]))
            assert speed == pytest.approx(float(row["speed_m_s"]))


@pytest.mark.parametrize(
    ("density", "flow", "speed"), [(1.2, 0.975, 0.935), (2.55, 0.975, 0.435), (-1, 0, 1.2), (9, 0.32, 0.1)]
)
def test_corridor_flow_is_linear_between_the_rows_and_constant_beyond(
    density: float, flow: float, speed: float
) -> None:
    assert corridor_flow(density) == pytest.approx((flow, speed))


def _two_rooms(clear: float) -> Raw:
    raw = raw_layout(zones=[zone("a", 4, 3), zone("b", 12, 3), zone("c", 1, 3)])
    second = {**raw["rooms"][0], "id": "S", "outline": [[8.12, 0], [16, 0], [16, 6], [8.12, 6]]}
    inner = {"id": "E", "at": [8.06, 3], "angle": 90, "clear_m": clear, "rooms": ["R", "S"]}
    return raw | {"rooms": [*raw["rooms"], second], "doors": [*raw["doors"], inner]}


def _facts(raw: Raw) -> RouteFacts:
    return route_facts(layout_of(raw), LIMITS)


def test_one_student_only_walks() -> None:
    facts = _facts(_two_rooms(0.9))
    walk = walking_time(facts, {("a", "b"): 1}, LIMITS)
    metres = facts.routes["a", "b"].distance_m
    assert metres is not None
    assert walk.seconds == pytest.approx(metres / 0.99)
    assert walk.gap is None


def test_a_class_queues_at_the_door() -> None:
    facts = _facts(_two_rooms(0.9))
    walk = walking_time(facts, {("a", "b"): 28}, LIMITS)
    metres = facts.routes["a", "b"].distance_m
    assert metres is not None
    assert walk.bound_s == pytest.approx(metres / 0.99 + 27 / (1.6 * 0.9), rel=0.01)
    assert walk.queue_s == pytest.approx(walk.bound_s, rel=0.01)
    assert walk.gap == pytest.approx((8.06, 3), abs=0.5)
    assert not walk.meeting


def test_a_narrower_door_takes_longer() -> None:
    times = [walking_time(_facts(_two_rooms(w)), {("a", "b"): 28}, LIMITS).seconds for w in (1.2, 0.9, 0.7)]
    assert times == sorted(times)


def test_groups_that_meet_in_a_door_take_longer_and_are_told() -> None:
    facts = _facts(_two_rooms(0.9))
    one_way = walking_time(facts, {("a", "b"): 28}, LIMITS)
    both_ways = walking_time(facts, {("a", "b"): 14, ("b", "a"): 14}, LIMITS)
    assert both_ways.meeting
    assert both_ways.seconds > one_way.seconds


def test_those_who_stay_or_cannot_go_are_left_out() -> None:
    raw = raw_layout(zones=[zone("a", 1, 3), zone("b", 7, 3)], walls=[{"id": "w", "line": [[4, 0], [4, 6]]}])
    walk = walking_time(_facts(raw), {("a", "a"): 5, ("a", "b"): 3}, LIMITS)
    assert walk.seconds == 0
    assert walk.unreachable == (("a", "b"),)


def test_the_sample_with_zones_takes_seconds_not_minutes() -> None:
    raw = json.loads((DATA / "layouts" / "zoned-classroom.json").read_text(encoding="utf-8"))
    walk = walking_time(_facts(raw), {("camp", "water"): 8, ("camp", "shop"): 4, ("camp", "cave"): 6}, LIMITS)
    assert 4 < walk.seconds < 30
