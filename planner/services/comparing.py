"""Compare two versions of a plan, or a version with what is shown now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from planner.catalogue.message import Message
from planner.errors import PlannerError
from planner.lesson.model import Plan
from planner.plan.changes import Change
from planner.plan.compare import Comparison, Side, compare, plain_difference
from planner.plan.compare_room import layouts_said
from planner.plan.document import stored_plan
from planner.room.patch import Patch, apply_patch
from planner.services.archive import Archive
from planner.services.checking import check_plan
from planner.services.layouts import load_layout, stored_layout
from planner.services.plans import load_plan, plan_layout, try_change, with_own_room
from planner.storage.store import Where


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states of a plan beside each other, and what differs."""

    before: Side
    after: Side
    comparison: Comparison


def compare_plans(before: Plan, after: Plan) -> Compared:
    """Check two states of a plan and compare them; a state that cannot be checked is compared in words."""
    old, new = side_of(before), side_of(after)
    return Compared(old, new, compare(old, new))


def compare_states(archive: Archive, plan_id: str, before: int | None, after: int | None) -> Compared:
    """Compare two states of a plan by their edits; None is what is shown now.

    Raises
    ------
    NotFoundError
        There is no such plan, or it has no such state.
    """
    archive.require(plan_id, "open")
    return compare_plans(_state(archive, plan_id, before), _state(archive, plan_id, after))


def changed_since(archive: Archive, plan_id: str, edit: int) -> tuple[Message, ...]:
    """Say what was changed between a state of a plan and what is shown now, without checking either."""
    sides = (_state(archive, plan_id, edit), load_plan(archive, plan_id).plan)
    return tuple(one.message for one in plain_difference(*(_unchecked(plan) for plan in sides)))


def changes_said(
    archive: Archive, where: Where, changes: Iterable[Change]
) -> tuple[tuple[Message, ...] | None, ...]:
    """Say of each change, before and after, what it would have done to a state of a plan.

    A change is made after those before it; None stands for one that does not fit or says nothing new.
    """
    said: list[tuple[Message, ...] | None] = []
    plan = stored_plan(archive.content(*where))
    for change in changes:
        before = with_own_room(plan, change)
        try:
            plan = try_change(before, change)
        except PlannerError:
            said.append(None)
            continue
        found = plain_difference(_unchecked(before), _unchecked(plan))
        said.append(tuple(one.message for one in found) or None)
    return tuple(said)


def patches_said(
    archive: Archive, where: Where, patches: Iterable[Patch]
) -> tuple[tuple[Message, ...] | None, ...]:
    """Say the same of changes of a room of one's own."""
    said: list[tuple[Message, ...] | None] = []
    layout = stored_layout(archive.content(*where))
    for patch in patches:
        before = layout
        try:
            layout = apply_patch(before, patch)
        except PlannerError:
            said.append(None)
            continue
        said.append(tuple(one.message for one in layouts_said(before, layout)) or None)
    return tuple(said)


def layout_changed_since(archive: Archive, document: str, edit: int) -> tuple[Message, ...]:
    """Say what was changed between a state of a room and what is shown now."""
    before = stored_layout(archive.content(document, edit))
    return tuple(one.message for one in layouts_said(before, load_layout(archive, document).layout))


def state_at(archive: Archive, plan_id: str, moment: datetime) -> int | None:
    """Return the version that was the newest at a moment, None where there was none yet."""
    return next((version.edit for version in archive.versions(plan_id) if version.saved_at <= moment), None)


def side_of(plan: Plan) -> Side:
    """Return a state with its room and its check, as far as there are any."""
    side = _unchecked(plan)
    if side.layout is None:
        return side
    try:
        return Side(plan, side.layout, check_plan(plan, side.layout).check)
    except PlannerError:
        return side


def _unchecked(plan: Plan) -> Side:
    """Return a state with its room, as far as there is one."""
    try:
        return Side(plan, plan_layout(plan), None)
    except PlannerError:
        return Side(plan, None, None)


def _state(archive: Archive, plan_id: str, edit: int | None) -> Plan:
    shown = load_plan(archive, plan_id)
    return shown.plan if edit is None else stored_plan(archive.content(plan_id, edit))
