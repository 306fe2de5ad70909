import csv
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.catalogue.loader import load_catalogue
from planner.room.layout import Layout
from planner.room.rays import clip, leave_room, stack
from planner.room.shapes import seats
from planner.room.sight import board_views, letter_height_m
from planner.room.validate import validate_layout

LAYOUTS = Path(__file__).parents[1] / "data" / "layouts"
LIMITS = load_catalogue().limits()


def _raw(name: str) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads((LAYOUTS / f"{name}.json").read_text(encoding="utf-8"))
    return raw


def _one_seat(*extra: dict[str, Any], **changes: Any) -> Layout:
    room = {
        "id": "R",
        "name": "L",
        "outline": [[0, 0], [9, 0], [9, 6], [0, 6]],
        "height_m": 3,
        "use": "classroom",
    }
    chair = {"id": "c", "kind": "chair", "at": [6, 3], "angle": 90}
    board = {"id": "B", "line": [[0, 4], [0, 2]], "bottom_m": 1.0, "top_m": 2.0}
    raw = {"schema": "planner/layout/1", "id": "one", "name": "En", "rooms": [room], "boards": [board]}
    return validate_layout({**raw, "furniture": [chair, *extra], **changes})


def test_a_seat_straight_before_the_board_sees_it_all() -> None:
    (view,) = board_views(_one_seat(), LIMITS)
    assert (view.visible, view.hidden_by) == (1.0, None)
    assert view.distance_m == pytest.approx(6.0)
    assert view.turn_deg == pytest.approx(0.0)
    assert view.angle_deg == pytest.approx(math.degrees(math.atan2(6, 1)))


def test_the_piece_in_the_way_is_named_with_the_share_it_hides() -> None:
    cupboard = {"id": "cup", "kind": "cupboard", "at": [3, 2.5], "size": [0.2, 1.0]}
    (view,) = board_views(_one_seat(cupboard), LIMITS)
    assert view.visible == pytest.approx(4 / 9)
    assert view.hidden_by == "cup"


def test_a_low_piece_hides_nothing() -> None:
    assert board_views(_one_seat({"id": "d", "kind": "desk", "at": [3, 3]}), LIMITS)[0].visible == 1.0


def test_the_back_of_a_board_is_no_board() -> None:
    board = {"id": "B", "line": [[4, 2], [4, 4]], "bottom_m": 1.0, "top_m": 2.0}
    (view,) = board_views(_one_seat(boards=[board]), LIMITS)
    assert view.visible == 0.0


def test_a_corner_of_the_room_and_an_inner_wall_hide_the_board() -> None:
    bent = [[0, 0], [9, 0], [9, 6], [2, 6], [2, 2], [0, 2]]
    room = {"id": "R", "name": "L", "outline": bent, "height_m": 3, "use": "classroom"}
    board = {"id": "B", "line": [[0, 1.8], [0, 0.2]], "bottom_m": 1.0, "top_m": 2.0}
    (view,) = board_views(_one_seat(rooms=[room], boards=[board]), LIMITS)
    assert 0.0 < view.visible < 1.0
    wall = {"id": "w", "line": [[3, 0], [3, 6]]}
    (view,) = board_views(_one_seat(walls=[wall]), LIMITS)
    assert (view.visible, view.hidden_by) == (0.0, "w")


def test_the_trolley_of_the_rows_hides_what_was_worked_out_by_hand() -> None:
    layout = validate_layout(_raw("rows"))
    placed = seats(layout)
    row = [view for view in board_views(layout, LIMITS) if placed[view.seat].zone == "rowA"]
    assert min(view.visible for view in row) == pytest.approx(0.22, abs=0.005)
    assert {view.hidden_by for view in row} == {"tv"}
    assert max(view.distance_m for view in row) == pytest.approx(8.2, abs=0.05)


def test_lines_leave_only_rooms_with_corners_inwards() -> None:
    ends = np.array([[0.5, 4.0]])
    start = np.array([[4.0, 0.5]])
    square = ((0.0, 0.0), (5.0, 0.0), (5.0, 5.0), (0.0, 5.0))
    bent = ((0.0, 0.0), (5.0, 0.0), (5.0, 1.0), (1.0, 1.0), (1.0, 5.0), (0.0, 5.0))
    assert not leave_room(start, ends, square)[0]
    assert leave_room(start, ends, bent)[0]


@settings(max_examples=60)
@given(
    st.tuples(*[st.floats(-3, 3, allow_subnormal=False)] * 4),
    st.floats(0, 360),
    st.floats(0.1, 2),
    st.floats(0.1, 2),
)
def test_clipping_agrees_with_exact_geometry(
    line: tuple[float, float, float, float], angle: float, width: float, depth: float
) -> None:
    turn = np.radians(angle)
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [width / 2, depth / 2] @ spin.T
    start, end = np.array([line[:2]]), np.array([line[2:]])
    entry, away = clip(start, end, stack([tuple(map(tuple, corners.tolist()))]))
    inside = max(0.0, float(away[0, 0] - entry[0, 0])) * float(np.hypot(*(end - start)[0]))
    exact = shapely.LineString([line[:2], line[2:]]).intersection(shapely.Polygon(corners)).length
    assert inside == pytest.approx(exact, abs=1e-6)


def test_letters_are_as_high_as_the_worked_example_of_discas() -> None:
    with (LAYOUTS.parent / "tables" / "discas_bdm.csv").open() as file:
        row = next(csv.DictReader(file))
    high_m = float(row["image_height_mm"]) / 1000 * float(row["element_height_pct"]) / 100
    assert letter_height_m(float(row["farthest_viewer_mm"]) / 1000, LIMITS) == pytest.approx(high_m)
