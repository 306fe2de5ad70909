"""Any field of a lesson, set, said to be none, or taken out again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.errors import PlannerError
from planner.lesson.faults import plan_faults
from planner.lesson.model import Activity, Adult, Lesson, Phase, Plan
from planner.locale import mark
from planner.plan.changes import NOT_RECORDED
from planner.plan.parts import (
    PartT,
    changed_part,
    find_activity,
    find_phase,
    replace_activity,
    replace_phase,
    without_field,
)

Level = Literal["plan", "lesson", "phase", "activity", "adult"]

FIELDS: Final[dict[Level, tuple[str, ...]]] = {
    "plan": ("title", "subject", "grade", "language", "between_form"),
    "lesson": ("minutes", "goal", "supports"),
    "phase": ("title", "minutes", "supports", "moves", "co_teaching"),
    "activity": tuple(field for field in Activity.model_fields if field != "id"),
    "adult": ("role", "present"),
}
"""What can be set where: ids, students, the layout and whole phases have changes of their own."""

DEPTH: Final[dict[Level, int]] = {"plan": 0, "lesson": 0, "phase": 1, "activity": 2, "adult": 1}

_SAID: Final = {
    "kind": "kind",
    "social_form": "social_form",
    "voice": "voice",
    "co_teaching": "co_teaching",
    "role": "role",
    "between_form": "between_form",
}
"""Fields whose values have a word of their own, and the table of these words."""

_INDEX: Final = re.compile(r"\[\d+\]")
_PRIVATE: Final = mark(
    "Write what the students need or do – no diagnosis, no label and no civil registration number. "
    "For example “a place at the front” or “a quiet corner”."
)
_REFUSED: Final = {
    "adult": mark("This adult is not in the plan."),
    "supports": mark("This support is not in the catalogue."),
    "present": mark("An adult must come before they go."),
    "group_size": mark("The largest group is smaller than the smallest one."),
    "returns_to": mark("A group that works apart must return in a later phase. Change that first."),
    **dict.fromkeys(("title", "subject", "goal", "instructions", "purpose"), _PRIVATE),
}
"""What is said of a fault, by the field it is in."""


@dataclass(frozen=True, slots=True)
class SetField:
    """A field of the plan, the lesson, a phase, an activity or an adult.

    ``ids`` is empty for the plan and the lesson, ``(phase,)``, ``(phase, activity)`` or ``(adult,)``.
    ``None`` says "none" where the format has that; ``NOT_RECORDED`` takes the field out of the plan.
    That zones are in the layout is for the caller to see to.
    """

    part: Level
    ids: tuple[str, ...]
    field: str
    value: object

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        self._require_place()
        words = load_catalogue().words
        named = self._said()
        key = "said" if named is not None else _variant(self.value)
        field = words["changes_lesson_field"][f"{self.part}_{self.field}"]
        params: dict[str, Value] = {"where": self._where(plan), "field": field}
        if named is not None:
            params["value"] = named
        return Message(words["changes_lesson"][key], params)

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the field set, or taken out."""
        self._require_place()
        changed = self._in(plan)
        require_sound(changed, plan)
        return changed

    def _require_place(self) -> None:
        if self.field not in FIELDS[self.part] or len(self.ids) != DEPTH[self.part]:
            raise PlannerError(mark("The place of the change does not fit."))

    def _said(self) -> Value | None:
        table = load_catalogue().words.get(_SAID.get(self.field, ""), {})
        return table.get(str(self.value)) if self.value is not None else None

    def _where(self, plan: Plan) -> Value:
        if self.part in {"plan", "lesson"}:
            return load_catalogue().words["changes_lesson_field"][self.part]
        if self.part == "phase":
            return find_phase(plan, *self.ids).title
        if self.part == "adult":
            return find_adult(plan, *self.ids).id
        return find_activity(plan, *self.ids).title

    def _in(self, plan: Plan) -> Plan:
        if self.part == "plan":
            return self._of(plan)
        if self.part == "lesson":
            return with_lesson(plan, self._of(plan.lesson))
        if self.part == "phase":
            return replace_phase(plan, self._of(find_phase(plan, *self.ids)))
        if self.part == "adult":
            return _replace_adult(plan, self._of(find_adult(plan, *self.ids)))
        return replace_activity(plan, self.ids[0], self._of(find_activity(plan, *self.ids)))

    def _of(self, part: PartT) -> PartT:
        return set_in(part, self.field, self.value)


def set_in(part: PartT, field: str, value: object) -> PartT:
    """Return a part with a field set, or taken out where ``value`` is ``NOT_RECORDED``.

    Raises
    ------
    PlannerError
        The value is not allowed, or the field must be given.
    """
    if value is not NOT_RECORDED:
        return changed_part(part, **{field: value})
    if type(part).model_fields[field].is_required():
        raise PlannerError(mark("This must be answered."))
    return without_field(part, field)


def find_adult(plan: Plan, adult: str) -> Adult:
    """Return an adult by id; PlannerError where there is none."""
    for found in plan.adults:
        if found.id == adult:
            return found
    raise PlannerError(mark("This adult is not in the plan."))


def with_lesson(plan: Plan, lesson: Lesson) -> Plan:
    """Return the plan with another lesson."""
    return plan.model_copy(update={"lesson": lesson})


def with_phases(plan: Plan, phases: Iterable[Phase]) -> Plan:
    """Return the plan with other phases; PlannerError where there are none or too many."""
    return with_lesson(plan, changed_part(plan.lesson, phases=tuple(phases)))


def require_sound(plan: Plan, before: Plan | None = None) -> None:
    """Refuse a plan whose parts do not fit each other; PlannerError with one sentence about the first.

    What was wrong ``before`` already does not stand in the way of mending something else.
    """
    faults = plan_faults(plan, "da")
    known = plan_faults(before, "da") if faults and before else ()
    for fault in faults:
        if fault in known:
            continue
        field = _INDEX.sub("", fault.path).rpartition(".")[2]
        raise PlannerError(_REFUSED.get(field, mark("This value is not allowed here.")))


def _replace_adult(plan: Plan, adult: Adult) -> Plan:
    adults = tuple(adult if old.id == adult.id else old for old in plan.adults)
    return plan.model_copy(update={"adults": adults})


def _variant(value: object) -> str:
    if value is NOT_RECORDED:
        return "missing"
    return "none" if value is None or value == () else "set"
