"""The changes a person makes to a plan: plain values, applied to give another plan.

A field that is left out of a plan is *not recorded*; ``NOT_RECORDED`` takes a field out again, while
``None`` says "none" where the plan has such a thing. Every change says with ``label(plan)`` what the
history calls it, and raises PlannerError with one sentence where it does not fit the plan.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal, Protocol, TypeVar

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.errors import PlannerError
from planner.lesson.model import Activity, GroupSize, Lesson, Phase, Plan, Student
from planner.locale import mark
from planner.plan.parts import (
    changed_part,
    find_activity,
    find_phase,
    find_student,
    replace_activity,
    replace_phase,
    replace_student,
    without_field,
)


class Recorded(Enum):
    """Whether a field stands in the plan."""

    NO = "not_recorded"


NOT_RECORDED: Final = Recorded.NO
NotRecorded = Literal[Recorded.NO]
Scope = Literal["lesson", "phase", "activity"]
SupportedT = TypeVar("SupportedT", Lesson, Phase, Activity, Student)
_DEPTH: Final = {"lesson": 0, "phase": 1, "activity": 2}


class Change(Protocol):
    """A change of a plan: a frozen value that names itself for the history and gives another plan."""

    def label(self, plan: Plan) -> Message:
        """Say what the history calls the change of this plan."""
        ...

    def apply(self, plan: Plan) -> Plan:
        """Return another plan; PlannerError where the change does not fit."""
        ...


@dataclass(frozen=True, slots=True)
class SetSupport:
    """A support offered to everyone in the lesson, a phase or an activity, on or off.

    ``ids`` is empty for the lesson, ``(phase,)`` for a phase and ``(phase, activity)`` for an activity.
    """

    scope: Scope
    ids: tuple[str, ...]
    support: str
    on: bool

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        key = "support_on" if self.on else "support_off"
        return _label(key, support=_support_name(self.support), where=self._where(plan))

    def _where(self, plan: Plan) -> Value:
        if self.scope == "lesson":
            return load_catalogue().words["changes"]["whole_lesson"]
        if self.scope == "phase":
            return find_phase(plan, self.ids[0]).title
        return find_activity(plan, *self.ids).title

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the support on or off."""
        _require_support(self.support)
        if len(self.ids) != _DEPTH[self.scope]:
            raise PlannerError(mark("The place of the change does not fit."))
        if self.scope == "lesson":
            return plan.model_copy(update={"lesson": _toggled(plan.lesson, self.support, on=self.on)})
        if self.scope == "phase":
            return replace_phase(plan, _toggled(find_phase(plan, self.ids[0]), self.support, on=self.on))
        activity = _toggled(find_activity(plan, *self.ids), self.support, on=self.on)
        return replace_activity(plan, self.ids[0], activity)


@dataclass(frozen=True, slots=True)
class SetOwnSupport:
    """A support one student uses, on or off."""

    student: str
    support: str
    on: bool

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        student = find_student(plan, self.student).code
        key = "own_support_on" if self.on else "own_support_off"
        return _label(key, student=student, support=_support_name(self.support))

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the student's support on or off."""
        _require_support(self.support)
        return replace_student(plan, _toggled(find_student(plan, self.student), self.support, on=self.on))


@dataclass(frozen=True, slots=True)
class SetZones:
    """The zones an activity is open in; that they are in the layout is for the caller to see to."""

    phase: str
    activity: str
    zones: tuple[str, ...] | NotRecorded

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        return _label(_variant("zones", self.zones), activity=_title(plan, self.phase, self.activity))

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the activity in other zones."""
        return _set_in_activity(plan, (self.phase, self.activity), "zones", self.zones)


@dataclass(frozen=True, slots=True)
class SetVoice:
    """The voice level of an activity, 0 (silent) to 4 (class voice)."""

    phase: str
    activity: str
    voice: int | NotRecorded

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        title = _title(plan, self.phase, self.activity)
        return _label(_variant("voice", self.voice), activity=title, voice=_shown(self.voice))

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the activity at another voice level."""
        return _set_in_activity(plan, (self.phase, self.activity), "voice", self.voice)


@dataclass(frozen=True, slots=True)
class SetAdult:
    """The adult of an activity; None says that there is none."""

    phase: str
    activity: str
    adult: str | NotRecorded | None

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        title = _title(plan, self.phase, self.activity)
        return _label(_variant("adult", self.adult), activity=title, adult=_shown(self.adult))

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with another adult, or none, on the activity."""
        if isinstance(self.adult, str) and self.adult not in {adult.id for adult in plan.adults}:
            raise PlannerError(mark("This adult is not in the plan."))
        return _set_in_activity(plan, (self.phase, self.activity), "adult", self.adult)


@dataclass(frozen=True, slots=True)
class SetMinutes:
    """How long a phase lasts."""

    phase: str
    minutes: float

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        return _label("minutes", phase=find_phase(plan, self.phase).title, minutes=self.minutes)

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with a longer or shorter phase."""
        return replace_phase(plan, changed_part(find_phase(plan, self.phase), minutes=self.minutes))


@dataclass(frozen=True, slots=True)
class SetGroupSize:
    """The largest group an activity wants; None says that there is no limit."""

    phase: str
    activity: str
    most: int | NotRecorded | None

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        title = _title(plan, self.phase, self.activity)
        return _label(_variant("group_size", self.most), activity=title, most=_shown(self.most))

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with other groups; the smallest group stays as it is."""
        where = (self.phase, self.activity)
        if self.most is NOT_RECORDED:
            return _set_in_activity(plan, where, "group_size", self.most)
        old = find_activity(plan, *where).group_size or GroupSize()
        if self.most is not None and old.min is not None and self.most < old.min:
            raise PlannerError(mark("The largest group is smaller than the smallest one."))
        return _set_in_activity(plan, where, "group_size", changed_part(old, max=self.most))


def apply_change(plan: Plan, change: Change) -> Plan:
    """Return another plan in which the change is made; PlannerError where it does not fit."""
    return change.apply(plan)


def change_label(plan: Plan, change: Change) -> Message:
    """Return what the history calls the change of this plan."""
    return change.label(plan)


def _set_in_activity(plan: Plan, where: tuple[str, str], field: str, value: object) -> Plan:
    activity = find_activity(plan, *where)
    if value is NOT_RECORDED:
        return replace_activity(plan, where[0], without_field(activity, field))
    return replace_activity(plan, where[0], changed_part(activity, **{field: value}))


def _toggled(part: SupportedT, support: str, *, on: bool) -> SupportedT:
    if on == (support in part.supports):
        return part
    return part.model_copy(update={"supports": _with_support(part.supports, support, on=on)})


def _with_support(supports: tuple[str, ...], support: str, *, on: bool) -> tuple[str, ...]:
    others = tuple(old for old in supports if old != support)
    return (*others, support) if on else others


def _require_support(support: str) -> None:
    if support not in load_catalogue().supports:
        raise PlannerError(mark("This support is not in the catalogue."))


def _label(key: str, **params: Value) -> Message:
    return Message(load_catalogue().words["changes"][key], params)


def _support_name(support: str) -> Value:
    _require_support(support)
    return load_catalogue().supports[support].name


def _title(plan: Plan, phase: str, activity: str) -> str:
    return find_activity(plan, phase, activity).title


def _variant(key: str, value: object) -> str:
    if value is NOT_RECORDED:
        return f"{key}_missing"
    return f"{key}_none" if value is None else key


def _shown(value: str | int | NotRecorded | None) -> Value:
    return value if isinstance(value, str | int) else ""
