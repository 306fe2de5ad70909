"""The JSON Schemas of the file formats, as the models generate them."""

from typing import Any, Literal

from planner.lesson.validate import plan_schema
from planner.room.validate import layout_schema


def schema_of(kind: Literal["plan", "layout"]) -> dict[str, Any]:
    """Return the JSON Schema of a format."""
    return plan_schema() if kind == "plan" else layout_schema()
