"""What a standing adult sees of the zones of a room: sight lines over and past the furniture."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from planner.room.rays import clip, leave_room, stack
from planner.room.shapes import inside, middle, room_of_zone, seats_by_zone
from planner.room.sight import standing_items

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.catalogue.model import Limits
    from planner.room.layout import Layout, Room, Zone
    from planner.room.shapes import Ring
    from planner.room.sight import Item

_LATTICE = (np.arange(5) + 0.5) / 5
"""Where an adult stands, or somebody without a seat is, within the box around a zone."""


@lru_cache(maxsize=64)
def zones_seen(layout: "Layout", limits: "Limits") -> Mapping[tuple[str, str], float]:
    """Return the share of a zone that is seen from the best place to stand in another, under ``(from, to)``.

    Seen are heads at the height of their seats; in a zone without seats heads of people on chairs spread
    over it. Zones of different rooms are left out: doors may be shut, and panes in walls are not drawn.
    Other people are not in the way.
    """
    found: dict[tuple[str, str], float] = {}
    for room in layout.rooms:
        zones = [zone for zone in layout.zones if room_of_zone(layout, zone).id == room.id]
        heads = {zone.id: _heads(layout, zone, limits) for zone in zones}
        items = standing_items(layout, room)
        for zone in zones:
            found |= _seen_from(room, zone, heads, items, limits["eye_stand_m"])
    return MappingProxyType(found)


def _heads(layout: "Layout", zone: "Zone", limits: "Limits") -> "NDArray[np.float64]":
    """Return the heads to see in a zone, ``(n, 3)`` in metres."""
    seats = seats_by_zone(layout)[zone.id]
    if seats:
        return np.array([(seat.x, seat.y, limits[f"eye_{seat.posture}_m"]) for seat in seats])
    spread = _spread(zone.polygon)
    return np.column_stack([spread, np.full(len(spread), limits["eye_chair_m"])])


def _spread(ring: "Ring") -> "NDArray[np.float64]":
    """Return points spread over a ring, its middle among them, ``(n, 2)``."""
    corners = np.array(ring)
    low, high = corners.min(axis=0), corners.max(axis=0)
    x, y = np.meshgrid(*(low[i] + _LATTICE * (high[i] - low[i]) for i in (0, 1)))
    points = np.column_stack([x.ravel(), y.ravel()])
    return np.vstack([[middle(ring)], points[inside(ring, points)]])


def _seen_from(
    room: "Room",
    zone: "Zone",
    heads: "Mapping[str, NDArray[np.float64]]",
    items: "tuple[Item, ...]",
    eye_m: float,
) -> dict[tuple[str, str], float]:
    standing = _spread(zone.polygon)
    every = np.vstack(list(heads.values()))
    start = np.repeat(standing, len(every), axis=0)
    end = np.tile(every, (len(standing), 1))
    blocked = _blocked(start, end, items, eye_m) | leave_room(start, end[:, :2], room.outline)
    seen = ~blocked.reshape(len(standing), len(every))
    found: dict[tuple[str, str], float] = {}
    first = 0
    for other, here in heads.items():
        found[zone.id, other] = float(seen[:, first : first + len(here)].mean(axis=1).max())
        first += len(here)
    return found


def _blocked(
    start: "NDArray[np.float64]", end: "NDArray[np.float64]", items: "tuple[Item, ...]", eye_m: float
) -> "NDArray[np.bool_]":
    """Tell which lines from an eye to a head something stands in: higher than the line over its footprint.

    What the eye or the head itself is at does not hide it.
    """
    high = [item for item in items if item[2] > float(end[:, 2].min())]
    if not high:
        return np.zeros(len(start), dtype=bool)
    entry, away = clip(start, end[:, :2], stack([ring for _, ring, _ in high]))
    rise = (end[:, 2] - eye_m)[:, None]
    lowest = eye_m + np.minimum(rise * entry, rise * away)
    crosses = (away - entry > 1e-9) & (entry > 0) & (away < 1)
    return np.asarray((crosses & (lowest < np.array([item[2] for item in high]))).any(axis=1))
