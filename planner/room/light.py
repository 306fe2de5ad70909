"""Daylight: glass against floor, for the glazing rule."""

from typing import TYPE_CHECKING

import shapely

from planner.room.shapes import polygon

if TYPE_CHECKING:
    from planner.catalogue.model import Limits
    from planner.room.layout import Layout, Room, Window


def windows_of(layout: "Layout", room: "Room", limits: "Limits") -> "tuple[Window, ...]":
    """Return the windows that stand in the outline of a room."""
    edge = polygon(room.outline).exterior
    return tuple(
        window
        for window in layout.windows
        if edge.distance(shapely.LineString(window.line).centroid) <= limits["wall_near_m"]
        and _nearest(layout, window) == room.id
    )


def _nearest(layout: "Layout", window: "Window") -> str:
    point = shapely.LineString(window.line).centroid
    return min(layout.rooms, key=lambda room: polygon(room.outline).exterior.distance(point)).id


def glass_m2(windows: "tuple[Window, ...]", limits: "Limits") -> float:
    """Return the glass of windows in m²: opening times the share that is glass (BR18 § 379)."""
    openings = (shapely.LineString(w.line).length * (w.head_m - w.sill_m) for w in windows)
    return float(sum(openings)) * limits["glass_share"]
