"""Find the parts of a plan and put other ones in their place."""

from typing import Final, TypeVar

from pydantic import ValidationError

from planner.errors import PlannerError
from planner.lesson.model import Activity, Part, Phase, Plan, Student
from planner.locale import mark

PartT = TypeVar("PartT", bound=Part)
CLASS_FIELDS: Final = ("students", "bands", "class_size", "between_form", "pins", "places")


def find_phase(plan: Plan, phase: str) -> Phase:
    """Return a phase by id; PlannerError where there is none."""
    for found in plan.lesson.phases:
        if found.id == phase:
            return found
    raise PlannerError(mark("This phase is not in the plan."))


def find_activity(plan: Plan, phase: str, activity: str) -> Activity:
    """Return an activity of a phase by id; PlannerError where there is none."""
    for found in find_phase(plan, phase).activities:
        if found.id == activity:
            return found
    raise PlannerError(mark("This activity is not in the phase."))


def find_student(plan: Plan, code: str) -> Student:
    """Return a student by code; PlannerError where there is none."""
    for found in plan.students:
        if found.code == code:
            return found
    raise PlannerError(mark("This student is not in the plan."))


def changed_part(part: PartT, **values: object) -> PartT:
    """Return a part with other values, which count as recorded from now on.

    Raises
    ------
    PlannerError
        A value is not allowed for its field.
    """
    try:
        checked = type(part).model_validate(
            part.model_dump(by_alias=True, exclude_unset=True) | _plain(values)
        )
    except ValidationError as error:
        raise PlannerError(mark("This value is not allowed here.")) from error
    return part.model_copy(update={field: getattr(checked, field) for field in values})


def without_field(part: PartT, field: str) -> PartT:
    """Return a part in which a field that need not be given is not recorded."""
    kept = part.model_dump(by_alias=True, exclude_unset=True)
    kept.pop(field, None)
    return type(part).model_validate(kept)


def without_class(plan: Plan) -> Plan:
    """Return a plan in which nothing is recorded of its class."""
    for field in CLASS_FIELDS:
        plan = without_field(plan, field)
    return plan


def replace_phase(plan: Plan, phase: Phase) -> Plan:
    """Return the plan with a phase in the place of the one with its id."""
    phases = tuple(phase if old.id == phase.id else old for old in plan.lesson.phases)
    return plan.model_copy(update={"lesson": plan.lesson.model_copy(update={"phases": phases})})


def replace_activity(plan: Plan, phase: str, activity: Activity) -> Plan:
    """Return the plan with an activity in the place of the one with its id."""
    found = find_phase(plan, phase)
    activities = tuple(activity if old.id == activity.id else old for old in found.activities)
    return replace_phase(plan, found.model_copy(update={"activities": activities}))


def replace_student(plan: Plan, student: Student) -> Plan:
    """Return the plan with a student in the place of the one with their code."""
    students = tuple(student if old.code == student.code else old for old in plan.students)
    return plan.model_copy(update={"students": students})


def _plain(values: dict[str, object]) -> dict[str, object]:
    return {
        key: value.model_dump(by_alias=True, exclude_unset=True) if isinstance(value, Part) else value
        for key, value in values.items()
    }
