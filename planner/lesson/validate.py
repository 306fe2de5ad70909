"""Read a plan: everything that is wrong with it, each with its field and what was expected."""

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from planner.catalogue.faults import fault, faults_of
from planner.errors import Fault, InputError
from planner.lesson.faults import plan_faults
from planner.lesson.model import Plan

if TYPE_CHECKING:
    from planner.catalogue.base import Language

_PLAN = TypeAdapter(Plan)


def validate_plan(raw: object, language: "Language" = "da") -> Plan:
    """Turn the parsed JSON of a plan into a plan.

    Types are held strictly: a number in quotes is no number. A layout inside the plan is read for its
    fields; what its parts must be to each other is asked where rooms are validated.

    Raises
    ------
    InputError
        With every fault; the faults between fields are looked for once all fields can be read.
    """
    try:
        plan = _PLAN.validate_json(_as_json(raw, language), strict=True)
    except ValidationError as error:
        raise InputError(faults_of(error, language, raw=raw, fields=_field_names())) from error
    faults = plan_faults(plan, language)
    if faults:
        raise InputError(faults)
    return plan


def _as_json(raw: object, language: "Language") -> str:
    """Write the input as JSON again, as pydantic is strict on JSON without refusing lists."""
    try:
        return json.dumps(raw)
    except (TypeError, ValueError, RecursionError) as error:
        whole: Fault = fault("not_json", "", language)
        raise InputError((whole,)) from error


def plan_schema() -> dict[str, Any]:
    """Return the JSON Schema of a plan file."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_PLAN.json_schema()}
    schema["title"] = "planner/plan/1"
    return schema


@cache
def _field_names() -> frozenset[str]:
    """All field names of a plan, to suggest the nearest one for a misspelt name."""
    schema = plan_schema()
    parts = [schema, *schema["$defs"].values()]
    return frozenset(name for part in parts for name in part.get("properties", {}))
