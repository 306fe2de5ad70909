"""Which zones an adult sees from another: over low furniture, not through high, and not into another room."""

from typing import Any

import pytest
from builders import box, layout_of, raw_layout, zone

from planner.catalogue.loader import load_catalogue
from planner.exchange.documents import layout_by_id
from planner.room.oversight import zones_seen

LIMITS = load_catalogue().limits()


def seen(*furniture: Any, **fields: Any) -> float:
    zones = [zone("a", 2, 3, 1.0), zone("b", 6, 3, 1.0)]
    layout = layout_of(raw_layout(zones=zones, furniture=list(furniture), **fields))
    return zones_seen(layout, LIMITS)["a", "b"]


def test_an_open_floor_is_seen_across() -> None:
    assert seen() == 1


@pytest.mark.parametrize(("height_m", "expected"), [(1.0, 1), (1.8, 0)])
def test_one_sees_over_what_is_low_and_not_through_what_is_high(height_m: float, expected: int) -> None:
    assert seen(box("c", 4, 3, 0.4, 6, height_m=height_m)) == expected


def test_a_narrow_cupboard_hides_a_part() -> None:
    assert 0 < seen(box("c", 5.2, 3, 0.2, 0.4, height_m=1.8)) < 1


def test_a_wall_hides_and_a_zone_sees_itself() -> None:
    wall = {"id": "w", "line": [[4, 0], [4, 6]], "thickness_m": 0.1}
    assert seen(walls=[wall]) == 0
    layout = layout_of(raw_layout(zones=[zone("a", 2, 3)]))
    assert dict(zones_seen(layout, LIMITS)) == {("a", "a"): 1}


def test_zones_of_other_rooms_are_not_told_of() -> None:
    layout = layout_by_id("common-area")
    found = zones_seen(layout, LIMITS)
    assert 0 < len(found) < len(layout.zones) ** 2
    assert all(0 <= share <= 1 for share in found.values())
    assert all(found[one.id, one.id] > 0 for one in layout.zones)
