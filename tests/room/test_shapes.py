import json
from pathlib import Path

import numpy as np
import pytest

from planner.room.layout import Furniture, Layout
from planner.room.shapes import first_containing, middle, piece, room_of_zone, seats, seats_by_zone

LAYOUTS = Path(__file__).parents[1] / "data" / "layouts"


def _layout(name: str) -> Layout:
    return Layout.model_validate(json.loads((LAYOUTS / f"{name}.json").read_text(encoding="utf-8")))


def test_a_turned_desk_stands_and_seats_turned() -> None:
    desk = piece(Furniture(id="d", kind="double_desk", at=(2.6, 1.5), angle=90))
    xs, ys = np.array(desk.corners).T
    assert (xs.min(), xs.max(), ys.min(), ys.max()) == pytest.approx((2.325, 2.875, 0.85, 2.15))
    assert desk.seats[0][:3] == pytest.approx((3.1, 1.18, 180))


def test_size_height_and_seats_of_the_piece_win_over_its_kind() -> None:
    item = piece(Furniture(id="t", kind="trolley", at=(0, 0), height_m=1.75, size=(0.6, 1.0), seats=()))
    assert item.height_m == 1.75
    assert item.corners[0] == pytest.approx((-0.3, -0.5))
    assert item.seats == ()


def test_seats_belong_to_the_first_zone_that_contains_them() -> None:
    by_zone = seats_by_zone(_layout("zoned-classroom"))
    assert {zone: len(found) for zone, found in by_zone.items()}["cave"] == 6
    assert len([s for s in by_zone["camp"] if s.furniture is None]) == 7


def test_a_seat_knows_its_table_and_its_room() -> None:
    placed = seats(_layout("rows"))
    assert len(placed) == 30
    assert {seat.table_height_m for seat in placed} == {0.72}
    assert {seat.room for seat in placed} == {"R"}


def test_overlapping_rings_give_the_first() -> None:
    square = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    points = np.array([[0.5, 0.5], [2.0, 2.0], [1.0, 1.0]])
    assert first_containing((square, square), points).tolist() == [0, -1, 0]


def test_a_zone_lies_in_the_room_of_its_middle() -> None:
    layout = _layout("common-area")
    assert [room_of_zone(layout, zone).id for zone in layout.zones] == ["F"] * 6 + ["R1", "R2", "R3"]


def test_the_middle_of_a_bent_ring_lies_within() -> None:
    bent = ((0.0, 0.0), (4.0, 0.0), (4.0, 0.5), (0.5, 0.5), (0.5, 4.0), (0.0, 4.0))
    x, y = middle(bent)
    assert x <= 0.5 or y <= 0.5
