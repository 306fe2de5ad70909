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
from scipy.spatial.distance import cdist

from planner.room.boundary import to_boundary
from planner.room.medial import Medial, cut
from planner.room.portals import room_seats, within_reach
from planner.room.shapes import polygon

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.catalogue.model import Limits
    from planner.room.floor import Floor, RoomSlice, ZonePlace

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

# An edge near the end of a place is looked at in this many parts.
PARTS = 5
SHARES = np.arange(PARTS + 1) / PARTS
# A way that gains less than this need not be told apart.
GAIN_M = 1e-4
ROOMS_KEPT = 8


@dataclass(frozen=True, slots=True, eq=False)
class Circles:
    """Free circles: their middles ``(n, 2)``, also as points, and radii ``(n,)``."""

    xy: "Floats"
    points: "NDArray[np.object_]"
    clear: "Floats"

    def some(self, which: "Ints") -> "Circles":
        """Return some of them."""
        return Circles(self.xy[which], self.points[which], self.clear[which])


def _circles(xy: "Floats", clear: "Floats") -> Circles:
    return Circles(xy, np.asarray(shapely.points(xy), object), clear)


@dataclass(frozen=True, slots=True, eq=False)
class Aim:
    """What the free circles of a zone touch: its floor, prepared, at least ``deep_m`` inside the circle.

    ``seats`` ``(s, 2)`` lie on the floor, no part of which is farther than ``reach_m`` from one of them;
    of a zone without seats it is the middle.
    """

    floor: shapely.Geometry
    seats: "Floats"
    reach_m: float
    deep_m: float

    def joined(self, circles: Circles, more_m: "Floats | float" = 0.0) -> "Bools":
        """Tell which free circles, made larger by ``more_m``, reach the floor."""
        free = circles.clear - self.deep_m
        # The type stubs of shapely know of a single distance only.
        radius: Any = free + more_m
        away = cdist(circles.xy, self.seats).min(axis=1)
        found: Bools = (free >= 0) & (away <= radius)
        unsure = np.flatnonzero((free >= 0) & (away > radius) & (away <= radius + self.reach_m))
        found[unsure] = shapely.dwithin(self.floor, circles.points[unsure], radius[unsure])
        return found

    def short_of(self, circles: Circles, which: "Ints") -> "Floats":
        """Return how far some of the circles are from reaching the floor, negative where they do."""
        away: Floats = np.asarray(shapely.distance(self.floor, circles.points[which]))
        return away - (circles.clear[which] - self.deep_m)


@lru_cache(maxsize=ROOMS_KEPT)
def zone_aims(room: "RoomSlice", limits: "Limits") -> tuple[Aim, ...]:
    """Return the aim of each zone of a room; every floor of the room asks for them."""
    seats = room_seats(room, limits["seat_reach_m"])
    return tuple(
        _aim(within_reach(at), at.xy, float(at.reach.max()), 0.0)
        if zone.seats
        else _standing(zone, limits["walking_width_m"])
        for zone, at in zip(room.zones, seats, strict=True)
    )


def _standing(zone: "ZonePlace", body_m: float) -> Aim:
    """Return the aim of a zone without seats: somebody of the width of a body stands in it."""
    floor = polygon(zone.polygon)
    inner = np.asarray(floor.point_on_surface().coords)
    reach = np.hypot(*(np.array(zone.polygon) - inner).T).max()
    return _aim(floor, inner, float(reach), body_m / 2)


def _aim(floor: shapely.Geometry, seats: "Floats", reach_m: float, deep_m: float) -> Aim:
    shapely.prepare(floor)
    return Aim(floor, seats, reach_m, deep_m)


def _begins(axis: Medial, joined: "Bools") -> "Ints":
    """Return the edges a place joins at one end only, where the way becomes wider towards the other."""
    one, two = joined[axis.pairs].T
    other = np.where(one, axis.wide[axis.pairs[:, 1]], axis.wide[axis.pairs[:, 0]])
    return np.flatnonzero((one != two) & (axis.width < other - GAIN_M))


def _longest(axis: Medial) -> "Floats":
    """Length of the longest edge at each vertex ``(n,)``."""
    one, two = axis.xy[axis.pairs[:, 0]], axis.xy[axis.pairs[:, 1]]
    length = np.hypot(two[:, 0] - one[:, 0], two[:, 1] - one[:, 1])
    longest = np.zeros(len(axis.xy))
    np.maximum.at(longest, axis.pairs.ravel(), np.repeat(length, 2))
    return longest


def _near(aim: Aim, circles: Circles, joined: "Bools", longest: "Floats") -> "Bools":
    """Tell which vertices do not join a place, but may have an edge that does."""
    near = np.zeros(len(joined), bool)
    rest = np.flatnonzero(~joined)
    near[rest] = aim.joined(circles.some(rest), longest[rest])
    return near


def _between(axis: Medial, near: "Bools", joined: "Bools") -> "Ints":
    """Return the edges a place joins at neither end, but perhaps in between."""
    return np.flatnonzero(near[axis.pairs].any(axis=1) & ~joined[axis.pairs].any(axis=1))


def _along(axis: Medial, edge: "Ints") -> Circles:
    """Return the free circles at the shares of edges, one edge after the other."""
    start, end = axis.xy[axis.pairs[edge, 0]], axis.xy[axis.pairs[edge, 1]]
    xy = start[:, None] + (end - start)[:, None] * SHARES[:, None]
    clear = to_boundary(axis.boundary, xy[:, :, None], axis.sides[edge][:, None]).min(axis=2)
    return _circles(xy.reshape(-1, 2), clear.ravel())


def _borders(axis: Medial, aim: Aim, joined: "Bools", near: "Bools") -> tuple["Ints", "Floats"]:
    """Return where a place begins and ends inside edges: the edges and the shares of their lengths."""
    edge = np.concatenate([_begins(axis, joined), _between(axis, near, joined)])
    circles = _along(axis, edge)
    inside = aim.joined(circles).reshape(-1, len(SHARES))
    row, part = np.nonzero(inside[:, 1:] != inside[:, :-1])
    first = row * len(SHARES) + part
    before, after = aim.short_of(circles, first), aim.short_of(circles, first + 1)
    return edge[row], (part + np.clip(before / (before - after), 0, 1)) / PARTS


def vertex_portals(room: "RoomSlice", floor: "Floor", axis: Medial, limits: "Limits") -> "Bools":
    """Return for each zone, then each door of a room the vertices of the axis that it joins.

    A door is joined beyond its opening, so that its width counts.
    """
    return _joined(room, floor, _circles(axis.xy, axis.clear), limits)


def _joined(room: "RoomSlice", floor: "Floor", circles: Circles, limits: "Limits") -> "Bools":
    xy = circles.xy
    joined = np.zeros((len(room.zones) + len(room.doors), len(xy)), bool)
    for row, aim in zip(joined, zone_aims(room, limits), strict=False):
        row[:] = aim.joined(circles)
    for row, door in zip(joined[len(room.zones) :], room.doors, strict=True):
        place = floor.landings.get(door.id)
        if place is not None:
            bounds = shapely.bounds(place)
            near = np.flatnonzero(((xy >= bounds[:2]) & (xy <= bounds[2:])).all(axis=1))
            row[near] = shapely.contains_xy(place, xy[near, 0], xy[near, 1])
    return joined


def joined_axis(room: "RoomSlice", floor: "Floor", axis: Medial, limits: "Limits") -> tuple[Medial, "Bools"]:
    """Return the axis with vertices where places begin and end, and its :func:`vertex_portals`."""
    circles, longest = _circles(axis.xy, axis.clear), _longest(axis)
    portals = _joined(room, floor, circles, limits)
    found = [
        _borders(axis, aim, row, _near(aim, circles, row, longest))
        for aim, row in zip(zone_aims(room, limits), portals, strict=False)
    ]
    edge = np.concatenate([np.empty(0, np.int64), *(edges for edges, _ in found)])
    share = np.concatenate([np.empty(0), *(shares for _, shares in found)])
    owner = np.repeat(np.arange(len(found)), [len(edges) for edges, _ in found])
    order = np.lexsort((share, edge))
    finer = cut(axis, edge[order], share[order])
    added = _circles(finer.xy[len(axis.xy) :], finer.clear[len(axis.xy) :])
    new = _joined(room, floor, added, limits)
    # Rounding must not take a place off its own border.
    new[owner[order], np.arange(len(order))] = True
    return finer, np.concatenate([portals, new], axis=1)
