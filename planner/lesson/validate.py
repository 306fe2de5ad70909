"""Read a plan: everything that is wrong with it, each with its field and what was expected."""

from typing import TYPE_CHECKING, Any

from planner.catalogue.document import Document
from planner.errors import InputError
from planner.lesson.faults import plan_faults
from planner.lesson.model import SCHEMA, Plan

if TYPE_CHECKING:
    from planner.catalogue.base import Language

_PLAN = Document(Plan, SCHEMA, "not_json")


def validate_plan(raw: object, language: "Language" = "da") -> Plan:
    """Turn the parsed JSON of a plan into a plan.

    A layout inside the plan is read for its fields; what its parts must be to each other is asked where
    rooms are validated.

    Raises
    ------
    InputError
        With every fault; the faults between fields are looked for once all fields can be read.
    """
    plan = _PLAN.read(raw, language)
    faults = plan_faults(plan, language)
    if faults:
        raise InputError(faults)
    return plan


def plan_schema() -> dict[str, Any]:
    """Return the JSON Schema of a plan file."""
    return _PLAN.schema()
