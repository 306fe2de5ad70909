"""The plan as a document: JSON that says only what is recorded."""

import json
from functools import lru_cache
from typing import Any

from planner.lesson.model import Plan
from planner.room.layout import SCHEMA as LAYOUT_SCHEMA


def _short(prerequisites: list[dict[str, Any]]) -> list[Any]:
    """Write a prerequisite without parameters as its id alone."""
    return [entry["id"] if entry.keys() == {"id"} else entry for entry in prerequisites]


def plan_document(plan: Plan) -> dict[str, Any]:
    """Return the plan as plain data; a field that is not recorded is left out.

    Reading it back gives an equal plan with the same recorded fields.
    """
    data = plan.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if isinstance(data["layout"], dict):
        data["layout"] = {"schema": LAYOUT_SCHEMA} | data["layout"]
    for student in data.get("students", ()):
        if "prerequisites" in student:
            student["prerequisites"] = _short(student["prerequisites"])
    for band in data.get("bands", ()):
        [band["prerequisite"]] = _short([band["prerequisite"]])
    return {"schema": plan.schema_} | data


def plan_text(plan: Plan, *, indent: int | None = None) -> str:
    """Return the plan as JSON text."""
    return json.dumps(plan_document(plan), ensure_ascii=False, indent=indent)


@lru_cache(maxsize=256)
def stored_plan(text: str) -> Plan:
    """Read a plan that was written by ``plan_text``; the same text gives the same object."""
    return Plan.model_validate_json(text)
