"""The room plan: the layout to scale, with its zones, furniture, doors and what is marked in it."""

from collections.abc import Sequence
from typing import Any

from planner.catalogue.base import Language
from planner.charts.marked import marked_rows
from planner.charts.room_layers import room_template
from planner.charts.room_rows import Row, fixed_rows, label_rows, narrow_rows, scale_rows, zone_rows
from planner.charts.sheet import Look, Sheet, sheet_of
from planner.room.facts import RoomFacts
from planner.room.layout import Layout

DEFAULT_LOOK = Look()


def room_plan(
    layout: Layout,
    facts: RoomFacts | None,
    language: Language,
    highlight: frozenset[str] = frozenset(),
    look: Look = DEFAULT_LOOK,
) -> dict[str, Any]:
    """Draw a layout as a Vega-Lite specification.

    ``highlight`` holds places as findings name them (``zone:cave``, ``furniture:bcB``, ``door:D1``);
    others, such as phases, are passed over. The drawing has its own width and height, the same scale
    along both: show it at its own size, never stretched. It holds nothing about students.
    """
    sheet = sheet_of(layout, look.width_px)
    strokes, names = marked_rows(layout, highlight, language)
    zones = zone_rows(layout, facts, language, look.colours)
    rows: dict[str, Sequence[Row]] = {
        **fixed_rows(layout, language),
        **scale_rows(sheet),
        "zones": zones,
        "labels": label_rows(layout, sheet, zones, highlight),
        "narrow": narrow_rows(facts, language) if look.narrow_spots else [],
        "marked": strokes,
        "marked_text": names,
    }
    template = room_template(language, look.colours)
    layers = [_filled(layer, rows, sheet) for layer in template["layer"]]
    return template | {"layer": layers, "width": sheet.width_px, "height": sheet.height_px}


def _filled(layer: dict[str, Any], rows: dict[str, Sequence[Row]], sheet: Sheet) -> dict[str, Any]:
    filled = layer | {"data": {"values": rows[layer["data"]["name"]]}}
    if layer["mark"]["type"] == "geoshape":
        return filled | {"projection": _projection(sheet)}
    encoding = layer["encoding"]
    axes = {
        "x": encoding["x"] | {"scale": _scale(sheet.left, sheet.right)},
        "y": encoding["y"] | {"scale": _scale(sheet.bottom, sheet.top)},
    }
    return filled | {"encoding": encoding | axes}


def _projection(sheet: Sheet) -> dict[str, Any]:
    """Return the projection that puts metres where the scaled axes put them."""
    move = [-sheet.left * sheet.scale, sheet.top * sheet.scale]
    return {"type": "identity", "reflectY": True, "scale": sheet.scale, "translate": move}


def _scale(low: float, high: float) -> dict[str, Any]:
    return {"domain": [low, high], "nice": False, "zero": False}
