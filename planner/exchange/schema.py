"""The JSON Schemas of the file formats, as the models generate them."""

from typing import Any, Literal

from planner.lesson.validate import plan_schema
from planner.room.layout import Layout

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def layout_schema() -> dict[str, Any]:
    """Return the JSON Schema of a layout file."""
    return {"$schema": DIALECT, **Layout.model_json_schema(), "title": "planner/layout/1"}


def schema_of(kind: Literal["plan", "layout"]) -> dict[str, Any]:
    """Return the JSON Schema of a format."""
    return plan_schema() if kind == "plan" else layout_schema()
