"""Read a layout: everything that is wrong with it, each with its field and what was expected."""

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from planner.catalogue.faults import fault, faults_of
from planner.errors import InputError
from planner.room.faults import layout_faults
from planner.room.layout import Layout

if TYPE_CHECKING:
    from planner.catalogue.base import Language

_LAYOUT = TypeAdapter(Layout)


def validate_layout(raw: object, language: "Language" = "da") -> Layout:
    """Turn the parsed JSON of a layout into a layout.

    Types are held strictly: a number in quotes is no number.

    Raises
    ------
    InputError
        With every fault; the faults between fields are looked for once all fields can be read.
    """
    try:
        layout = _LAYOUT.validate_json(_as_json(raw, language), strict=True)
    except ValidationError as error:
        raise InputError(faults_of(error, language, raw=raw, fields=_field_names())) from error
    faults = layout_faults(layout, language)
    if faults:
        raise InputError(faults)
    return layout


def _as_json(raw: object, language: "Language") -> str:
    """Write the input as JSON again, as pydantic is strict on JSON without refusing lists."""
    try:
        return json.dumps(raw)
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError((fault("not_json_layout", "", language),)) from error


def layout_schema() -> dict[str, Any]:
    """Return the JSON Schema of a layout file."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_LAYOUT.json_schema()}
    schema["title"] = "planner/layout/1"
    return schema


@cache
def _field_names() -> frozenset[str]:
    """All field names of a layout, to suggest the nearest one for a misspelt name."""
    schema = layout_schema()
    parts = [schema, *schema["$defs"].values()]
    return frozenset(name for part in parts for name in part.get("properties", {}))
