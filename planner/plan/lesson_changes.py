"""Changes of a lesson's shape: phases, activities and adults come, go and move.

Every change leaves a plan that reads back as valid. What would lead nowhere after it is not recorded any
more: the adult of an activity who left the plan, the phase a group returns to that was taken out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.errors import PlannerError
from planner.lesson.model import Activity, Adult, Lesson, Phase, Plan
from planner.locale import mark
from planner.plan.new_parts import (
    activity_ids,
    copied_phase,
    copy_activity,
    copy_phase,
    fresh_activities,
    fresh_id,
    new_activity,
    new_phase,
    with_fresh_ids,
)
from planner.plan.parts import changed_part, find_activity, find_phase, replace_phase, without_field
from planner.plan.set_field import SetField, find_adult, require_sound, with_lesson, with_phases

__all__ = [
    "AddActivity",
    "AddAdult",
    "AddPhase",
    "MoveActivity",
    "MovePhase",
    "RemoveActivity",
    "RemoveAdult",
    "RemovePhase",
    "SetField",
    "SetLesson",
    "copied_phase",
    "copy_activity",
    "copy_phase",
    "fresh_id",
    "new_activity",
    "new_phase",
]

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class AddPhase:
    """A phase at a place, counted from 0; ids the plan has already are made new.

    An adult who is not in the plan and a return to a phase that does not come later are not recorded.
    """

    index: int
    phase: Phase

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        del plan
        return _label("phase_added", phase=self.phase.title)

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the phase."""
        phase = with_fresh_ids(plan, self.phase)
        return _sound(with_phases(plan, _inserted(plan.lesson.phases, self.index, phase)))


@dataclass(frozen=True, slots=True)
class RemovePhase:
    """A phase taken out; groups that would return to it have their return not recorded."""

    phase: str

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        return _label("phase_removed", phase=find_phase(plan, self.phase).title)

    def apply(self, plan: Plan) -> Plan:
        """Return the plan without the phase; the last one stays."""
        find_phase(plan, self.phase)
        left = [phase for phase in plan.lesson.phases if phase.id != self.phase]
        if not left:
            raise PlannerError(mark("A lesson needs a phase."))
        return _sound(with_phases(plan, left))


@dataclass(frozen=True, slots=True)
class MovePhase:
    """A phase at another place, counted from 0 among the phases as they stand afterwards.

    Refused where a group apart would then return before it left.
    """

    phase: str
    index: int

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        return _label("phase_moved", phase=find_phase(plan, self.phase).title)

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the phase at its new place."""
        moving = find_phase(plan, self.phase)
        others = tuple(phase for phase in plan.lesson.phases if phase.id != self.phase)
        moved = with_phases(plan, _inserted(others, self.index, moving))
        require_sound(moved)
        return moved


@dataclass(frozen=True, slots=True)
class AddActivity:
    """An activity beside the others of a phase; an id the plan has already is made new."""

    phase: str
    index: int
    activity: Activity

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        return _label("activity_added", activity=self.activity.title, phase=_title(plan, self.phase))

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the activity."""
        [activity] = fresh_activities(activity_ids(plan), [self.activity])
        phase = find_phase(plan, self.phase)
        return _sound(_with_activities(plan, phase, _inserted(phase.activities, self.index, activity)))


@dataclass(frozen=True, slots=True)
class RemoveActivity:
    """An activity taken out of a phase."""

    phase: str
    activity: str

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        activity = find_activity(plan, self.phase, self.activity)
        return _label("activity_removed", activity=activity.title, phase=_title(plan, self.phase))

    def apply(self, plan: Plan) -> Plan:
        """Return the plan without the activity; the last one of a phase stays."""
        find_activity(plan, self.phase, self.activity)
        phase = find_phase(plan, self.phase)
        return _with_activities(plan, phase, _without(phase, self.activity))


@dataclass(frozen=True, slots=True)
class MoveActivity:
    """An activity at another place of its phase or of another one, counted from 0 as it stands afterwards.

    Refused where a group apart would then return before it left.
    """

    phase: str
    activity: str
    to_phase: str
    index: int

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        activity = find_activity(plan, self.phase, self.activity)
        return _label("activity_moved", activity=activity.title, phase=_title(plan, self.to_phase))

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the activity at its new place."""
        activity = find_activity(plan, self.phase, self.activity)
        source, target = find_phase(plan, self.phase), find_phase(plan, self.to_phase)
        left = _without(source, self.activity, anything=source.id != target.id)
        if source.id != target.id:
            plan, left = _with_activities(plan, source, left), target.activities
        moved = _with_activities(plan, target, _inserted(left, self.index, activity))
        require_sound(moved)
        return moved


@dataclass(frozen=True, slots=True)
class AddAdult:
    """A grown-up of the lesson; an id the plan has already is made new."""

    adult: Adult

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        return _label("adult_added", adult=_fresh_adult(plan, self.adult).id, role=_role(self.adult))

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the adult."""
        adults = (*plan.adults, _fresh_adult(plan, self.adult))
        return _sound(_with_adults(plan, adults))


@dataclass(frozen=True, slots=True)
class RemoveAdult:
    """A grown-up taken out; the adult of their activities is not recorded any more."""

    adult: str

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        adult = find_adult(plan, self.adult)
        return _label("adult_removed", adult=adult.id, role=_role(adult))

    def apply(self, plan: Plan) -> Plan:
        """Return the plan without the adult."""
        find_adult(plan, self.adult)
        return _sound(_with_adults(plan, tuple(one for one in plan.adults if one.id != self.adult)))


@dataclass(frozen=True, slots=True)
class SetLesson:
    """Another lesson, and other adults where some are given; the class and the layout stay."""

    lesson: Lesson
    adults: tuple[Adult, ...] | None = None

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        del plan
        return _label("lesson_set")

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the lesson."""
        if self.adults is not None:
            plan = _with_adults(plan, self.adults)
        return _sound(with_lesson(plan, self.lesson))


def _sound(plan: Plan) -> Plan:
    """Return the plan without references that lead nowhere; PlannerError where more is wrong with it."""
    adults, later = {adult.id for adult in plan.adults}, {phase.id for phase in plan.lesson.phases}
    phases = []
    for phase in plan.lesson.phases:
        later.discard(phase.id)
        activities = tuple(_repaired(activity, adults, later) for activity in phase.activities)
        same = activities == phase.activities
        phases.append(phase if same else phase.model_copy(update={"activities": activities}))
    if tuple(phases) != plan.lesson.phases:
        plan = with_phases(plan, phases)
    require_sound(plan)
    return plan


def _repaired(activity: Activity, adults: set[str], later: set[str]) -> Activity:
    if activity.adult is not None and activity.adult not in adults:
        activity = without_field(activity, "adult")
    apart = activity.apart
    if apart is not None and apart.returns_to is not None and apart.returns_to not in later:
        activity = activity.model_copy(update={"apart": without_field(apart, "returns_to")})
    return activity


def _inserted(items: Iterable[ItemT], index: int, item: ItemT) -> tuple[ItemT, ...]:
    """Put an item at a place; a place beyond an end is that end."""
    known = list(items)
    known.insert(max(index, 0), item)
    return tuple(known)


def _without(phase: Phase, activity: str, *, anything: bool = True) -> tuple[Activity, ...]:
    left = tuple(one for one in phase.activities if one.id != activity)
    if anything and not left:
        raise PlannerError(mark("A phase needs an activity."))
    return left


def _with_activities(plan: Plan, phase: Phase, activities: tuple[Activity, ...]) -> Plan:
    return replace_phase(plan, changed_part(phase, activities=activities))


def _with_adults(plan: Plan, adults: tuple[Adult, ...]) -> Plan:
    return changed_part(plan, adults=adults)


def _fresh_adult(plan: Plan, adult: Adult) -> Adult:
    taken = {one.id for one in plan.adults}
    return adult.model_copy(update={"id": fresh_id(taken, adult.id)})


def _role(adult: Adult) -> Words:
    return load_catalogue().words["role"][adult.role]


def _title(plan: Plan, phase: str) -> str:
    return find_phase(plan, phase).title


def _label(key: str, **params: Value) -> Message:
    return Message(load_catalogue().words["changes_lesson"][key], params)
