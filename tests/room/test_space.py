import csv
import json
from pathlib import Path
from typing import Any

import pytest

from planner.catalogue.loader import load_catalogue
from planner.room.air import fresh_air_l_s
from planner.room.layout import Layout
from planner.room.light import glass_m2, windows_of
from planner.room.shapes import polygon
from planner.room.shelter import screened, sheltered_share
from planner.room.space import area_m2, door_clashes, free_area_m2, outside, overlaps, volume_m3
from planner.room.validate import validate_layout

DATA = Path(__file__).parents[1] / "data"
LIMITS = load_catalogue().limits()
DOOR = {"id": "D", "at": [2, -0.06], "clear_m": 0.9, "rooms": ["R", None], "opens_into": "R"}


def _given(name: str) -> Layout:
    return validate_layout(json.loads((DATA / "layouts" / f"{name}.json").read_text(encoding="utf-8")))


def _room(**parts: Any) -> Layout:
    room = {
        "id": "R",
        "name": "L",
        "outline": [[0, 0], [6, 0], [6, 5], [0, 5]],
        "height_m": 4.5,
        "use": "classroom",
    }
    return validate_layout({"schema": "planner/layout/1", "id": "r", "name": "R", "rooms": [room], **parts})


def test_fresh_air_is_that_of_the_building_guidance() -> None:
    with (DATA / "tables" / "co2_br18.csv").open() as file:
        (row,) = csv.DictReader(file)
    assert fresh_air_l_s(LIMITS) == pytest.approx(float(row["q_required_L_s_person"]), abs=0.01)


def test_floor_and_volume_count_height_up_to_four_metres() -> None:
    layout = _room(furniture=[{"id": "cup", "kind": "cupboard", "at": [3, 3]}])
    assert area_m2(layout) == 30
    assert volume_m3(layout, LIMITS) == 120
    assert free_area_m2(layout) == pytest.approx(29.55)


def test_the_old_building_clashes_where_it_was_drawn_to() -> None:
    old = _given("old-building")
    (on_top,) = overlaps(old, LIMITS)
    assert (on_top.place, on_top.other) == ("furniture:dX", "furniture:dA4")
    assert on_top.area_m2 == pytest.approx(0.08)
    (over,) = outside(old, LIMITS)
    assert over.place == "furniture:cup1"
    assert over.area_m2 == pytest.approx(0.075)
    (swing,) = door_clashes(old, LIMITS)
    assert (swing.place, swing.other) == ("furniture:dA2", "door:D1")
    assert swing.area_m2 == pytest.approx(0.018, abs=0.001)


@pytest.mark.parametrize(
    ("leaf", "x", "met"),
    [
        ("left", 2.3, True),
        ("left", 1.3, False),
        ("right", 1.7, True),
        ("right", 2.75, False),
        ("slide", 2.3, False),
    ],
)
def test_a_leaf_hangs_on_the_side_its_room_sees_it(leaf: str, x: float, *, met: bool) -> None:
    stool = {"id": "s", "kind": "column", "at": [x, 0.8], "size": [0.3, 0.3]}
    assert bool(door_clashes(_room(doors=[{**DOOR, "leaf": leaf}], furniture=[stool]), LIMITS)) == met


def test_a_double_door_sweeps_two_small_quarters() -> None:
    near, far = ({"id": "s", "kind": "column", "at": [2.3, y], "size": [0.2, 0.2]} for y in (0.3, 0.8))
    double = {**DOOR, "leaf": "double"}
    assert door_clashes(_room(doors=[double], furniture=[near]), LIMITS)
    assert not door_clashes(_room(doors=[double], furniture=[far]), LIMITS)


def test_an_occupied_seat_stands_in_the_way_too() -> None:
    zone = {"id": "z", "name": "Z", "use": "group", "polygon": [[0, 0], [6, 0], [6, 5], [0, 5]]}
    seated = {**zone, "seats": [[2.2, 0.5, 90, "floor"]]}
    (clash,) = door_clashes(_room(doors=[{**DOOR, "leaf": "left"}], zones=[seated]), LIMITS)
    assert (clash.place, clash.other) == ("zone:z", "door:D")


def test_a_chair_may_stand_under_a_table_and_anything_on_a_rug() -> None:
    table = {"id": "t", "kind": "teacher_desk", "at": [3, 3]}
    chair = {"id": "c", "kind": "chair", "at": [3, 2.7]}
    rug = {"id": "r", "kind": "rug", "at": [3, 3]}
    assert overlaps(_room(furniture=[table, chair, rug]), LIMITS) == ()
    wall = {"id": "w", "line": [[3, 1], [3, 4]]}
    assert [clash.other for clash in overlaps(_room(furniture=[table], walls=[wall]), LIMITS)] == ["wall:w"]


def test_windows_belong_to_the_room_they_stand_in() -> None:
    layout = _given("common-area")
    rooms = {room.id: room for room in layout.rooms}
    assert [w.id for w in windows_of(layout, rooms["R2"], LIMITS)] == ["W5"]
    share = glass_m2(windows_of(layout, rooms["F"], LIMITS), LIMITS) / polygon(rooms["F"].outline).area
    assert share == pytest.approx(0.1042, abs=0.0001)


def test_a_corner_behind_bookcases_is_screened_and_an_open_floor_is_not() -> None:
    layout = _given("zoned-classroom")
    zones = {zone.id: zone for zone in layout.zones}
    assert screened(layout, zones["cave"], layout.rooms[0], LIMITS)
    assert not screened(layout, zones["high"], layout.rooms[0], LIMITS)
    told = zones["high"].model_copy(update={"screened": True})
    assert screened(layout, told, layout.rooms[0], LIMITS)
    square = ((1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0))
    assert sheltered_share(square, ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)), (), 0.5) == 0.0
