"""The pieces between two plans that are about the lesson and its adults."""

from collections.abc import Callable, Iterator
from typing import Final, cast

from planner.errors import PlannerError
from planner.lesson.model import Activity, Lesson, Part, Phase, Plan
from planner.locale import mark
from planner.plan.changes import NOT_RECORDED, Change, Scope, SetSupport
from planner.plan.lesson_changes import (
    AddActivity,
    AddAdult,
    AddPhase,
    MoveActivity,
    MovePhase,
    RemoveActivity,
    RemoveAdult,
    RemovePhase,
    SetLesson,
)
from planner.plan.new_parts import activity_ids, phase_ids
from planner.plan.set_field import FIELDS, Level, SetField

Steps = Iterator[Change]
Place = tuple[Level, tuple[str, ...]]


def whole_lesson(plan: Plan, target: Plan) -> Steps:
    """Yield the lesson of the target with its adults as one change."""
    del plan
    yield SetLesson(target.lesson, target.adults)


def adults_added(plan: Plan, target: Plan) -> Steps:
    """Yield the adults who come."""
    known = {adult.id for adult in plan.adults}
    yield from (AddAdult(adult) for adult in target.adults if adult.id not in known)


def adults_removed(plan: Plan, target: Plan) -> Steps:
    """Yield the adults who go."""
    kept = {adult.id for adult in target.adults}
    yield from (RemoveAdult(adult.id) for adult in plan.adults if adult.id not in kept)


def phases_added(plan: Plan, target: Plan) -> Steps:
    """Yield the phases that come; PlannerError where one takes activities of another."""
    known, activities = phase_ids(plan), activity_ids(plan)
    for index, phase in enumerate(target.lesson.phases):
        if phase.id not in known:
            if not activities.isdisjoint(activity.id for activity in phase.activities):
                raise PlannerError(mark("This activity is in another phase already."))
            yield AddPhase(index, phase)


def phases_removed(plan: Plan, target: Plan) -> Steps:
    """Yield the phases that go."""
    kept = phase_ids(target)
    yield from (RemovePhase(phase.id) for phase in plan.lesson.phases if phase.id not in kept)


def activities_added(plan: Plan, target: Plan) -> Steps:
    """Yield the activities that come."""
    known = activity_ids(plan)
    for phase in target.lesson.phases:
        for index, activity in enumerate(phase.activities):
            if activity.id not in known:
                yield AddActivity(phase.id, index, activity)


def activities_moved(plan: Plan, target: Plan) -> Steps:
    """Yield the activities that go to another phase."""
    homes = {activity.id: phase.id for phase in plan.lesson.phases for activity in phase.activities}
    for phase in target.lesson.phases:
        for index, activity in enumerate(phase.activities):
            home = homes.get(activity.id, phase.id)
            if home != phase.id:
                yield MoveActivity(home, activity.id, phase.id, index)


def activities_removed(plan: Plan, target: Plan) -> Steps:
    """Yield the activities that go, those of phases that go aside."""
    kept, phases = activity_ids(target), phase_ids(target)
    for phase in plan.lesson.phases:
        for activity in phase.activities:
            if phase.id in phases and activity.id not in kept:
                yield RemoveActivity(phase.id, activity.id)


def phases_ordered(plan: Plan, target: Plan) -> Steps:
    """Yield the phases that stand elsewhere."""
    wanted = [phase.id for phase in target.lesson.phases]
    for phase, index in placings([phase.id for phase in plan.lesson.phases], wanted):
        yield MovePhase(phase, index)


def activities_ordered(plan: Plan, target: Plan) -> Steps:
    """Yield the activities that stand elsewhere in their phase."""
    present = {phase.id: phase for phase in plan.lesson.phases}
    for phase in target.lesson.phases:
        wanted = [activity.id for activity in phase.activities]
        for activity, index in placings([one.id for one in present[phase.id].activities], wanted):
            yield MoveActivity(phase.id, activity, phase.id, index)


def placings(present: list[str], wanted: list[str]) -> Iterator[tuple[str, int]]:
    """Yield what to put at which place, one after the other, to get from one order to another.

    One that only has to go to another place is moved alone, not all the others around it.
    """
    order = list(present)
    while order != wanted:
        place = next(n for n, (is_, should) in enumerate(zip(order, wanted, strict=True)) if is_ != should)
        later = order[place]
        passed = wanted.index(later)
        shifted = [*order[:place], *order[place + 1 : passed + 1], later, *order[passed + 1 :]]
        item, index = (later, passed) if shifted == wanted else (wanted[place], place)
        order.remove(item)
        order.insert(index, item)
        yield item, index


def fields_set(plan: Plan, target: Plan) -> Steps:
    """Yield every field of the lesson, of an adult, a phase or an activity that differs."""
    yield from _fields(("lesson", ()), plan.lesson, target.lesson)
    adults = {adult.id: adult for adult in plan.adults}
    for adult in target.adults:
        yield from _fields(("adult", (adult.id,)), adults[adult.id], adult)
    present = {phase.id: phase for phase in plan.lesson.phases}
    for phase in target.lesson.phases:
        yield from _fields(("phase", (phase.id,)), present[phase.id], phase)
        activities = {activity.id: activity for activity in present[phase.id].activities}
        for activity in phase.activities:
            place: Place = ("activity", (phase.id, activity.id))
            yield from _fields(place, activities[activity.id], activity)


def plan_fields_set(plan: Plan, target: Plan) -> Steps:
    """Yield the fields of the plan itself that differ."""
    yield from _fields(("plan", ()), plan, target)


def _fields(place: Place, old: Part, new: Part) -> Steps:
    level, ids = place
    for field in FIELDS[level]:
        recorded = new.recorded(field)
        if getattr(old, field) == getattr(new, field) and old.recorded(field) == recorded:
            continue
        if field == "supports" and recorded and isinstance(new, Lesson | Phase | Activity):
            yield from _supports(place, old, new)
        else:
            yield SetField(level, ids, field, getattr(new, field) if recorded else NOT_RECORDED)


def _supports(place: Place, old: Part, new: Lesson | Phase | Activity) -> Steps:
    """Yield each support that comes or goes; that a place has none is said as a whole."""
    before: tuple[str, ...] = getattr(old, "supports", ())
    if not new.supports:
        yield SetField(*place, "supports", ())
        return
    scope = cast("Scope", place[0])
    for support in new.supports:
        if support not in before:
            yield SetSupport(scope, place[1], support, on=True)
    for support in before:
        if support not in new.supports:
            yield SetSupport(scope, place[1], support, on=False)


LESSON_STEPS: Final[tuple[Callable[[Plan, Plan], Steps], ...]] = (
    adults_added,
    phases_added,
    activities_added,
    activities_moved,
    activities_removed,
    phases_removed,
    phases_ordered,
    activities_ordered,
    fields_set,
    adults_removed,
)
"""What leads from one lesson to another, in an order in which each step fits."""
