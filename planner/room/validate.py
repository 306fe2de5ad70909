"""Read a layout: everything that is wrong with it, each with its field and what was expected."""

from typing import TYPE_CHECKING, Any

from planner.catalogue.document import Document
from planner.errors import InputError
from planner.room.faults import layout_faults
from planner.room.layout import SCHEMA, Layout

if TYPE_CHECKING:
    from planner.catalogue.base import Language

_LAYOUT = Document(Layout, SCHEMA, "not_json_layout")


def validate_layout(raw: object, language: "Language" = "da") -> Layout:
    """Turn the parsed JSON of a layout into a layout.

    Raises
    ------
    InputError
        With every fault; the faults between fields are looked for once all fields can be read.
    """
    layout = _LAYOUT.read(raw, language)
    faults = layout_faults(layout, language)
    if faults:
        raise InputError(faults)
    return layout


def layout_schema() -> dict[str, Any]:
    """Return the JSON Schema of a layout file."""
    return _LAYOUT.schema()
