"""New parts of a lesson and copies of old ones, with ids of their own."""

from collections.abc import Collection, Iterable
from itertools import count

from planner.catalogue.model import Kind
from planner.lesson.model import Activity, Phase, Plan
from planner.plan.parts import changed_part, find_activity, find_phase, without_field

LONGEST_ID = 40
"""How long an id may be in the plan format."""

NEW_MINUTES = 10.0
"""What a new phase lasts until somebody says otherwise."""


def fresh_id(taken: Collection[str], stem: str) -> str:
    """Return an id nobody has: the stem itself, else the stem with the lowest number from 2 that is free."""
    if stem not in taken:
        return stem
    numbers = (f"-{n}" for n in count(2))
    return next(made for end in numbers if (made := stem[: LONGEST_ID - len(end)] + end) not in taken)


def phase_ids(plan: Plan) -> set[str]:
    """Return the ids of all phases."""
    return {phase.id for phase in plan.lesson.phases}


def activity_ids(plan: Plan) -> set[str]:
    """Return the ids of all activities, which stand once in a plan."""
    return {activity.id for phase in plan.lesson.phases for activity in phase.activities}


def with_fresh_ids(plan: Plan, phase: Phase) -> Phase:
    """Return a phase whose id and whose activities' ids are not in the plan yet."""
    activities = fresh_activities(activity_ids(plan), phase.activities)
    new_id = fresh_id(phase_ids(plan), phase.id)
    return phase.model_copy(update={"id": new_id, "activities": activities})


def fresh_activities(taken: Iterable[str], activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """Return activities with ids that are neither taken nor given twice."""
    known, made = set(taken), []
    for activity in activities:
        new_id = fresh_id(known, activity.id)
        known.add(new_id)
        made.append(activity.model_copy(update={"id": new_id}))
    return tuple(made)


def new_activity(plan: Plan, title: str, kind: Kind = "work") -> Activity:
    """Return an activity in which nothing but its title and its kind is decided."""
    return Activity(id=fresh_id(activity_ids(plan), "activity"), title=title, kind=kind)


def new_phase(plan: Plan, title: str, activity_title: str | None = None) -> Phase:
    """Return a phase with one activity, in which nothing more is decided."""
    activity = new_activity(plan, activity_title or title)
    new_id = fresh_id(phase_ids(plan), "phase")
    return Phase(id=new_id, title=title, minutes=NEW_MINUTES, activities=(activity,))


def copy_phase(plan: Plan, phase: str, title: str | None = None) -> Phase:
    """Return a copy of a phase of the plan, with ids of its own and, where given, another title."""
    copy = with_fresh_ids(plan, find_phase(plan, phase))
    return changed_part(copy, title=title) if title else copy


def copy_activity(plan: Plan, phase: str, activity: str, title: str | None = None) -> Activity:
    """Return a copy of an activity of the plan, with an id of its own and, where given, another title."""
    found = find_activity(plan, phase, activity)
    copy = found.model_copy(update={"id": fresh_id(activity_ids(plan), found.id)})
    return changed_part(copy, title=title) if title else copy


def copied_phase(source: Plan, phase: str, target: Plan, zones: Collection[str]) -> Phase:
    """Return a phase of one plan as it can stand in another.

    Adults are those of the same role in the other plan; zones stay where the other layout has one of that
    id (``zones``); moved furniture stays in the same layout only. What cannot be carried over is not
    recorded – as is the phase a group apart returns to, which is a phase of the first plan.
    """
    found = find_phase(source, phase)
    if found.moves and source.layout != target.layout:
        found = without_field(found, "moves")
    roles = _same_roles(source, target)
    activities = tuple(_carried(activity, roles, zones) for activity in found.activities)
    return with_fresh_ids(target, found.model_copy(update={"activities": activities}))


def _same_roles(source: Plan, target: Plan) -> dict[str, str]:
    """Map adults to those of the other plan: the same id with the same role, else the first of the role."""
    roles = {adult.id: adult.role for adult in source.adults}
    first = {adult.role: adult.id for adult in reversed(target.adults)}
    same = {adult.id: adult.id for adult in target.adults if roles.get(adult.id) == adult.role}
    return {adult: first[role] for adult, role in roles.items() if role in first} | same


def _carried(activity: Activity, roles: dict[str, str], zones: Collection[str]) -> Activity:
    if activity.adult is not None:
        activity = _kept(activity, "adult", roles.get(activity.adult))
    if activity.zones is not None:
        there = tuple(zone for zone in activity.zones if zone in zones)
        activity = _kept(activity, "zones", there or None)
    if activity.apart is not None and activity.apart.returns_to is not None:
        apart = without_field(activity.apart, "returns_to")
        activity = activity.model_copy(update={"apart": apart})
    return activity


def _kept(activity: Activity, field: str, value: object | None) -> Activity:
    if value is None:
        return without_field(activity, field)
    return activity.model_copy(update={field: value})
