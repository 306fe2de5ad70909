"""Clear widths worked out by hand, and against erosion of the floor."""

import json
import math
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import shapely
from builders import Raw, box, layout_of, raw_layout, zone
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.catalogue.loader import load_catalogue
from planner.room.facts import ENTRANCE, Route
from planner.room.floor import free_floor, room_slices
from planner.room.medial import medial_axis
from planner.room.routes import routes
from planner.room.surface import surface
from planner.room.ways import room_ways

LIMITS = load_catalogue().limits("DK")
LAYOUTS = Path(__file__).parents[1] / "data" / "layouts"
HAND_M = 0.005


def _routes(raw: Raw) -> Mapping[tuple[str, str], Route]:
    return routes(layout_of(raw), LIMITS)


def _between(route: Route) -> tuple[str, str]:
    assert route.narrowest is not None
    one, two = route.narrowest.between
    return one.en, two.en


def _ab() -> list[Raw]:
    return [zone("a", 1, 3), zone("b", 7, 3)]


def test_a_gap_between_two_pieces() -> None:
    furniture = [box("low", 4, 1.5, 0.5, 3.0), box("up", 4, 4.915, 0.5, 2.17)]
    found = _routes(raw_layout(furniture=furniture, zones=_ab()))["a", "b"]
    assert found.clear_m == pytest.approx(0.83, abs=HAND_M)
    assert set(_between(found)) == {"cupboard low", "cupboard up"}
    assert found.narrowest is not None
    assert found.narrowest.at == pytest.approx((4.0, 3.415), abs=0.3)


def test_a_diagonal_gap_between_two_corners() -> None:
    furniture = [box("low", 4.5, 1.25, 1, 2.5), box("up", 6, 4.5, 1, 3)]
    found = _routes(raw_layout(furniture=furniture, zones=_ab()))["a", "b"]
    assert found.clear_m == pytest.approx(math.sqrt(0.5), abs=HAND_M)


def test_a_door_between_two_rooms_is_its_clear_width() -> None:
    raw = raw_layout(zones=[zone("a", 1, 3), zone("b", 10, 3)])
    second = {**raw["rooms"][0], "id": "S", "outline": [[8.12, 0], [12, 0], [12, 6], [8.12, 6]]}
    door = {"id": "E", "at": [8.06, 3], "angle": 90, "clear_m": 0.77, "rooms": ["R", "S"]}
    found = _routes({**raw, "rooms": [*raw["rooms"], second], "doors": [*raw["doors"], door]})
    assert found["a", "b"].clear_m == pytest.approx(0.77, abs=HAND_M)
    assert _between(found["a", "b"]) == ("door E", "door E")
    assert found["a", "b"].distance_m == pytest.approx(8.4, rel=0.05)
    assert found[ENTRANCE, "b"].clear_m == pytest.approx(0.77, abs=HAND_M)


def test_a_corridor_around_a_corner() -> None:
    raw = raw_layout(zones=[zone("a", 0.6, 0.5), zone("b", 5.4, 4.5)], doors=[])
    outline = [[0, 0], [6, 0], [6, 5], [4.8, 5], [4.8, 1.0], [0, 1.0]]
    found = _routes({**raw, "rooms": [{**raw["rooms"][0], "outline": outline}]})["a", "b"]
    assert found.clear_m == pytest.approx(1.0, abs=HAND_M)
    assert _between(found) == ("the wall", "the wall")


def test_the_wider_of_two_ways() -> None:
    furniture = [box("block", 4, 2.85, 0.5, 4.5)]
    found = _routes(raw_layout(furniture=furniture, zones=_ab()))["a", "b"]
    assert found.clear_m == pytest.approx(0.9, abs=HAND_M)
    assert set(_between(found)) == {"cupboard block", "the wall"}


def test_the_wider_side_of_a_column() -> None:
    column = {"id": "c", "kind": "column", "at": [3, 0.9]}
    raw = raw_layout(6, 2, furniture=[column], zones=[zone("a", 1, 1), zone("b", 5, 1)])
    assert _routes(raw)["a", "b"].clear_m == pytest.approx(0.925, abs=HAND_M)


def test_the_only_way_into_the_cave_is_between_a_bookcase_and_the_wall() -> None:
    raw = json.loads((LAYOUTS / "zoned-classroom.json").read_text(encoding="utf-8"))
    found = _routes(raw)["camp", "cave"]
    assert found.clear_m == pytest.approx(0.62, abs=HAND_M)
    assert set(_between(found)) == {"bookcase bcB", "the wall"}
    assert found.narrowest is not None
    assert {word.da for word in found.narrowest.between} == {"reolen bcB", "væggen"}
    assert set(found.narrowest.ids) == {"bcB", None}
    assert found.wheel_distance_m is None


def test_chairs_pushed_in_widen_an_aisle() -> None:
    desks = [{"id": "d", "kind": "desk", "at": [4, 1.4], "angle": 0}]
    low = box("low", 4, 1.9, 0.7, 0.45)
    wall = box("up", 4, 4.05, 0.5, 3.9)
    found = _routes(raw_layout(furniture=[*desks, low, wall], zones=_ab()))["a", "b"]
    assert found.clear_m == pytest.approx(1.4 - 0.5 - 0.22, abs=0.01)
    assert found.clear_pushed_in_m == pytest.approx(1.4 - 0.275, abs=HAND_M)
    assert "a chair at desk d" in _between(found)


def test_an_inner_wall_stands_in_the_way() -> None:
    walls = [{"id": "w", "line": [[4, 0], [4, 5]], "thickness_m": 0.1}]
    found = _routes(raw_layout(walls=walls, zones=_ab()))["a", "b"]
    assert found.clear_m == pytest.approx(1.0, abs=HAND_M)
    assert set(_between(found)) == {"the inner wall w", "the wall"}


def test_a_step_stops_wheels_but_a_ramp_does_not() -> None:
    step = {"id": "s", "line": [[4, 0], [4, 6]], "rise_m": 0.15}
    stopped = _routes(raw_layout(steps=[step], zones=_ab()))["a", "b"]
    assert (stopped.wheel_clear_m, stopped.step_free, stopped.steps) == (0.0, False, ("step:s",))
    assert stopped.clear_m > 3
    ramp = _routes(raw_layout(steps=[{**step, "ramp": True}], zones=_ab()))["a", "b"]
    assert ramp.step_free
    assert ramp.wheel_clear_m == ramp.clear_m


def test_a_high_threshold_is_named_on_the_way_in() -> None:
    raw = raw_layout(zones=_ab())
    raw["doors"][0]["threshold_m"] = 0.04
    found = _routes(raw)
    assert found[ENTRANCE, "b"].steps == ("door:D",)
    assert found[ENTRANCE, "b"].wheel_clear_m == 0
    assert found["a", "b"].step_free


def test_a_zone_filled_with_furniture_has_no_way() -> None:
    found = _routes(raw_layout(furniture=[box("all", 7, 3, 1, 1)], zones=_ab()))["a", "b"]
    assert (found.clear_m, found.distance_m, found.narrowest) == (0.0, None, None)


def test_a_room_without_free_floor_has_no_ways() -> None:
    raw = raw_layout(furniture=[box("all", 4, 3, 9, 7)], zones=_ab(), doors=[])
    assert _routes(raw)["a", "b"].clear_m == 0


def test_two_doors_beside_each_other_do_not_join_outside() -> None:
    raw = raw_layout(zones=_ab(), walls=[{"id": "w", "line": [[0, 3], [8, 3]]}])
    doors = [
        {**raw["doors"][0], "id": name, "at": [-0.06, y], "clear_m": 0.9}
        for name, y in (("D", 2.3), ("E", 3.7))
    ]
    raw["zones"] = [zone("a", 4, 1.5), zone("b", 4, 4.5)]
    assert _routes({**raw, "doors": doors})["a", "b"].clear_m == 0


def _random_room(seed: int) -> Raw:
    random = np.random.default_rng(seed)
    furniture = [
        box(f"f{n}", x, y, w, d, angle=angle)
        for n, (x, y, w, d, angle) in enumerate(
            random.uniform((0.5, 0.5, 0.3, 0.3, 0), (7.5, 5.5, 1.6, 0.8, 180), (14, 5)).round(2).tolist()
        )
    ]
    doors = [
        {"id": name, "at": [x, 3], "angle": 90, "clear_m": 1.6, "rooms": ["R", None]}
        for name, x in (("D", -0.06), ("E", 8.06))
    ]
    return raw_layout(furniture=furniture, doors=doors)


def _by_erosion(free: shapely.Geometry, a: shapely.Geometry, b: shapely.Geometry) -> float:
    """Widest disc that gets from a to b, by bisection: slow, but of another kind."""
    low, high = 0.0, 1.6
    while high - low > 0.0005:
        width = (low + high) / 2
        parts = shapely.get_parts(shapely.buffer(free, -width / 2, quad_segs=32))
        joined = (shapely.intersects(parts, a) & shapely.intersects(parts, b)).any()
        low, high = (width, high) if joined else (low, width)
    return low


@pytest.mark.parametrize("seed", range(6))
def test_widths_agree_with_eroding_the_floor(seed: int) -> None:
    room = room_slices(layout_of(_random_room(seed)), LIMITS)["R"]
    floor = free_floor(room, LIMITS)
    landings = [floor.landings[door.id] for door in room.doors]
    expected = _by_erosion(floor.free, *landings)
    found = surface(room, LIMITS).widest.width[0, 1]
    assert found == pytest.approx(expected if expected > 0.12 else 0.0, abs=0.01)


@pytest.mark.parametrize("name", ["rows", "zoned-classroom", "common-area", "old-building"])
def test_the_axis_lies_on_the_floor_at_its_distance_from_the_boundary(name: str) -> None:
    raw = json.loads((LAYOUTS / f"{name}.json").read_text(encoding="utf-8"))
    for room in room_slices(layout_of(raw), LIMITS).values():
        free = free_floor(room, LIMITS).free
        axis = medial_axis(free)
        points = shapely.points(axis.xy)
        assert shapely.contains(free, points).all()
        assert np.abs(shapely.distance(points, shapely.boundary(free)) - axis.clear).max() < 0.002


PLACES = st.tuples(st.floats(0.8, 7.2), st.floats(0.8, 5.2), st.floats(0.3, 1.5), st.floats(0.3, 1.0))


@settings(max_examples=20)
@given(st.lists(PLACES, min_size=1, max_size=7), st.data())
def test_removing_an_obstacle_never_narrows_a_route(
    places: list[tuple[float, ...]], data: st.DataObject
) -> None:
    furniture = [box(f"f{n}", *place) for n, place in enumerate(places)]
    gone = data.draw(st.integers(0, len(furniture) - 1))
    zones = [*_ab(), zone("c", 4, 1)]
    with_it = _routes(raw_layout(furniture=furniture, zones=zones))
    without = _routes(raw_layout(furniture=furniture[:gone] + furniture[gone + 1 :], zones=zones))
    for pair, route in with_it.items():
        assert without[pair].clear_m >= route.clear_m - LIMITS["limit_tie_m"]
        assert without[pair].wheel_clear_m >= route.wheel_clear_m - LIMITS["limit_tie_m"]


@settings(max_examples=15)
@given(st.lists(PLACES, min_size=1, max_size=7), st.floats(0, 360), st.data())
def test_removing_an_obstacle_never_narrows_the_way_to_a_seat(
    places: list[tuple[float, ...]], angle: float, data: st.DataObject
) -> None:
    desks = [{"id": f"d{x}", "kind": "desk", "at": [x, 3], "angle": angle} for x in (2, 6)]
    furniture = [box(f"f{n}", *place) for n, place in enumerate(places)]
    gone = data.draw(st.integers(0, len(furniture) - 1))
    zones = [zone("a", 2, 3, side=2.0), zone("b", 6, 3, side=2.0)]
    with_it = _routes(raw_layout(furniture=desks + furniture, zones=zones))
    rest = furniture[:gone] + furniture[gone + 1 :]
    without = _routes(raw_layout(furniture=desks + rest, zones=zones))
    for pair, route in with_it.items():
        assert without[pair].clear_m >= route.clear_m - LIMITS["limit_tie_m"]


@settings(max_examples=20)
@given(st.lists(PLACES, min_size=1, max_size=7), st.data())
def test_removing_an_obstacle_never_narrows_the_way_between_doors(
    places: list[tuple[float, ...]], data: st.DataObject
) -> None:
    furniture = [box(f"f{n}", *place) for n, place in enumerate(places)]
    gone = data.draw(st.integers(0, len(furniture) - 1))
    raw = _random_room(0) | {"furniture": furniture}
    before = surface(room_slices(layout_of(raw), LIMITS)["R"], LIMITS).widest.width[0, 1]
    raw |= {"furniture": furniture[:gone] + furniture[gone + 1 :]}
    after = surface(room_slices(layout_of(raw), LIMITS)["R"], LIMITS).widest.width[0, 1]
    assert after >= before - LIMITS["limit_tie_m"]


@settings(max_examples=15)
@given(st.lists(PLACES, min_size=2, max_size=6))
def test_renaming_and_reordering_changes_nothing(places: list[tuple[float, ...]]) -> None:
    furniture = [box(f"f{n}", *place) for n, place in enumerate(places)]
    zones = [*_ab(), zone("c", 4, 1)]
    first = _routes(raw_layout(furniture=furniture, zones=zones))
    renamed = [{**item, "id": f"x-{item['id']}"} for item in reversed(furniture)]
    other = [{**area, "id": f"z{area['id']}"} for area in reversed(zones)]
    second = _routes(raw_layout(furniture=renamed, zones=other))
    for a, b in combinations("abc", 2):
        one, two = first[a, b], second[f"z{a}", f"z{b}"]
        assert (one.clear_m, one.distance_m) == pytest.approx((two.clear_m, two.distance_m), nan_ok=True)


def test_moving_one_piece_works_out_one_room_of_four() -> None:
    raw = json.loads((LAYOUTS / "common-area.json").read_text(encoding="utf-8"))
    room_ways.cache_clear()
    _routes(raw)
    assert room_ways.cache_info().misses == 4
    moved = [item | {"at": [1.7, 12.35]} if item["id"] == "r1g1" else item for item in raw["furniture"]]
    _routes({**raw, "furniture": moved})
    assert room_ways.cache_info().misses == 5
    assert room_ways.cache_info().hits == 3
