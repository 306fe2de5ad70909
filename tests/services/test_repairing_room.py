"""Furniture in the way: where it is to stand, by how much it moves, and that the geometry says the same."""

from typing import Any

import pytest
from builders import activity, box, phase, raw_layout, raw_plan, zone

from planner.lesson.model import Plan
from planner.plan.changes import apply_change
from planner.plan.room_changes import own_layout
from planner.plan.several import Several
from planner.services.checking import check_plan, layout_facts
from planner.services.repairing import repair_plan


def parted(*, fixed: bool = False, gap_m: float = 0.7) -> Plan:
    """Two cupboards part a room, with a gap between them; a student in a wheelchair works behind them."""
    low = box("c1", 4, 1.3, 0.5, 2.6, fixed=True)
    high = box("c2", 4, 2.6 + gap_m + 1.1, 0.5, 2.2, fixed=fixed)
    room = raw_layout(furniture=[low, high], zones=[zone("a", 6, 1.5, 1.6), zone("b", 6, 4.5, 1.6)])
    work = phase("work", activity("read", zones=["a", "b"], voice=0))
    students: list[dict[str, Any]] = [{"code": "A1", "prerequisites": ["step_free"]}, {"code": "A2"}]
    return Plan.model_validate(raw_plan(work, layout=room, students=students))


def width(plan: Plan, zone_id: str) -> float:
    return layout_facts(own_layout(plan)).zones[zone_id].entrance.wheel_clear_m


def test_a_cupboard_that_narrows_the_only_way_is_moved_as_far_as_it_takes() -> None:
    plan = parted()
    repaired = repair_plan(plan)
    first = repaired.proposals[0]

    [remedy] = first.remedies
    assert remedy.message.text("da") == "Flyt skab c2 0,15 m op på tegningen, til (4,00; 4,55)."
    assert remedy.message.text("en") == "Move cupboard c2 0.15 m up on the drawing, to (4.00; 4.55)."
    assert remedy.moved == (4.0, 4.55)
    assert (repaired.helps(first), repaired.touches(first)) == (("A1",), ())


def test_the_room_is_measured_anew_with_the_move_made() -> None:
    plan = parted()
    moved = apply_change(plan, Several(repair_plan(plan).proposals[0].changes))

    assert width(plan, "a") == pytest.approx(0.7)
    assert width(moved, "a") == pytest.approx(0.85)
    checked = check_plan(moved).check
    assert all(path.complete and min(path.choices.values()) >= 2 for path in checked.paths)


def test_what_is_fixed_stays_where_it_is() -> None:
    repaired = repair_plan(parted(fixed=True))

    assert repaired.proposals == ()
    assert repaired.nearest is None
    assert repaired.message.text("da") == "Vi har ikke fundet nogen ændring, der hjælper."


def test_where_the_gap_is_wide_enough_nothing_is_moved() -> None:
    assert repair_plan(parted(gap_m=0.85)).before.count == 0
