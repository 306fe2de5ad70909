"""Where on the medial axis the places of a room join it, exactly: at any point along its edges.

A zone is joined wherever a free circle touches the floor from which one sits down at a seat or, without
seats, where it holds somebody standing in the zone. Both only gain where an obstacle goes, so that taking
furniture away never narrows a way.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from planner.room.boundary import SPACING_M, to_boundary
from planner.room.medial import Medial, cut
from planner.room.portals import room_seats, within_reach
from planner.room.shapes import polygon

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.catalogue.model import Limits
    from planner.room.floor import Floor, RoomSlice

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

# An edge near the end of a place is looked at in this many parts.
PARTS = 8
SHARES = np.arange(PARTS + 1) / PARTS
# A way that gains less than this need not be told apart.
GAIN_M = 1e-4
ROOMS_KEPT = 8


@dataclass(frozen=True, slots=True, eq=False)
class Aim:
    """What the free circles of a zone touch: its floor, prepared, at least ``deep_m`` inside the circle."""

    floor: shapely.Geometry
    bounds: "Floats"
    deep_m: float

    def joined(self, xy: "Floats", clear: "Floats", more_m: float = 0.0) -> "Bools":
        """Tell which free circles, made larger by ``more_m``, reach the floor."""
        free = clear - self.deep_m
        outside = np.maximum(self.bounds[:2] - xy, xy - self.bounds[2:]).max(axis=1)
        found: Bools = (free >= 0) & (outside <= free + more_m)
        near = np.flatnonzero(found)
        # The type stubs know of a single distance only.
        reach: Any = free[near] + more_m
        found[near] = shapely.dwithin(self.floor, np.asarray(shapely.points(xy[near])), reach)
        return found

    def away(self, xy: "Floats") -> "Floats":
        """Return how far points ``(..., 2)`` are from the floor."""
        return np.asarray(shapely.distance(self.floor, np.asarray(shapely.points(xy))))


@lru_cache(maxsize=ROOMS_KEPT)
def _aims(room: "RoomSlice", limits: "Limits") -> tuple[Aim, ...]:
    """Return the aim of each zone of a room; every floor of the room asks for them."""
    seats = room_seats(room, limits["seat_reach_m"])
    aims = []
    for zone, at in zip(room.zones, seats, strict=True):
        floor = within_reach(at) if zone.seats else polygon(zone.polygon)
        shapely.prepare(floor)
        aims.append(Aim(floor, shapely.bounds(floor), 0.0 if zone.seats else limits["walking_width_m"] / 2))
    return tuple(aims)


def _begins(axis: Medial, joined: "Bools") -> "Ints":
    """Return the edges a place joins at one end only, where the way becomes wider towards the other."""
    one, two = joined[axis.pairs].T
    other = np.where(one, axis.wide[axis.pairs[:, 1]], axis.wide[axis.pairs[:, 0]])
    return np.flatnonzero((one != two) & (axis.width < other - GAIN_M))


def _between(axis: Medial, aim: Aim, joined: "Bools") -> "Ints":
    """Return the edges a place joins at neither end, but perhaps in between.

    Along an edge the free radius is at most the mean of its ends', weighted by the place, and the
    distance to the floor changes by no more than the way walked.
    """
    rest = np.flatnonzero(~joined)
    near = np.zeros(len(joined), bool)
    near[rest] = aim.joined(axis.xy[rest], axis.clear[rest], SPACING_M / 2)
    edge = np.flatnonzero(near[axis.pairs].any(axis=1) & ~joined[axis.pairs].any(axis=1))
    used, which = np.unique(axis.pairs[edge], return_inverse=True)
    away = aim.away(axis.xy[used])[which.reshape(-1, 2)]
    ends = axis.xy[axis.pairs[edge]]
    length = np.hypot(*(ends[:, 1] - ends[:, 0]).T)
    at = np.clip((1 + (away[:, 0] - away[:, 1]) / np.maximum(length, 1e-9)) / 2, 0, 1)
    free = axis.clear[axis.pairs[edge]] - aim.deep_m
    most = free[:, 0] + at * (free[:, 1] - free[:, 0])
    unsure: Ints = edge[(away.sum(axis=1) - length) / 2 <= most]
    return unsure


def _borders(axis: Medial, aim: Aim, joined: "Bools") -> tuple["Ints", "Floats"]:
    """Return where a place begins and ends inside edges: the edges and the shares of their lengths."""
    edge = np.concatenate([_begins(axis, joined), _between(axis, aim, joined)])
    start, end = axis.xy[axis.pairs[edge, 0]], axis.xy[axis.pairs[edge, 1]]
    xy = start[:, None] + (end - start)[:, None] * SHARES[:, None]
    clear = to_boundary(axis.boundary, xy[:, :, None], axis.sides[edge][:, None]).min(axis=2)
    short = aim.away(xy) - (clear - aim.deep_m)
    row, part = np.nonzero((short[:, 1:] <= 0) != (short[:, :-1] <= 0))
    before, after = short[row, part], short[row, part + 1]
    return edge[row], (part + before / (before - after)) / PARTS


def vertex_portals(room: "RoomSlice", floor: "Floor", axis: Medial, limits: "Limits") -> "Bools":
    """Return for each zone, then each door of a room the vertices of the axis that it joins.

    A door is joined beyond its opening, so that its width counts.
    """
    return _joined(room, floor, (axis.xy, axis.clear), limits)


def _joined(room: "RoomSlice", floor: "Floor", nodes: tuple["Floats", "Floats"], limits: "Limits") -> "Bools":
    xy, clear = nodes
    rows = [aim.joined(xy, clear) for aim in _aims(room, limits)]
    for door in room.doors:
        place = floor.landings.get(door.id)
        row = np.zeros(len(xy), bool)
        if place is not None:
            row = shapely.contains_xy(place, xy[:, 0], xy[:, 1])
        rows.append(row)
    return np.array(rows, dtype=bool).reshape(len(rows), len(xy))


def joined_axis(room: "RoomSlice", floor: "Floor", axis: Medial, limits: "Limits") -> tuple[Medial, "Bools"]:
    """Return the axis with vertices where places begin and end, and its :func:`vertex_portals`."""
    portals = vertex_portals(room, floor, axis, limits)
    found = [_borders(axis, aim, row) for aim, row in zip(_aims(room, limits), portals, strict=False)]
    edge = np.concatenate([np.empty(0, np.int64), *(edges for edges, _ in found)])
    share = np.concatenate([np.empty(0), *(shares for _, shares in found)])
    owner = np.repeat(np.arange(len(found)), [len(edges) for edges, _ in found])
    order = np.lexsort((share, edge))
    finer = cut(axis, edge[order], share[order])
    new = _joined(room, floor, (finer.xy[len(axis.xy) :], finer.clear[len(axis.xy) :]), limits)
    # Rounding must not take a place off its own border.
    new[owner[order], np.arange(len(order))] = True
    return finer, np.concatenate([portals, new], axis=1)
