"""Where places join the ways of a room: seats, whole zones and doors."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from planner.room.shapes import polygon

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from planner.catalogue.model import Limits
    from planner.room.floor import RoomSlice, ZonePlace

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

# Crossing less than this share of the way to a seat is touching, not crossing.
TOUCH = 1e-3
# One sits down on deep furniture, such as a sofa, from this far before its edge.
EDGE_M = 0.1
# A door is joined by points whose free circle comes this close to its middle.
DOOR_M = 0.1
# Nodes of a walk lie at most so far beyond arm's length of a seat.
WALK_M = 0.3
ROOMS_KEPT = 8
# Directions one looks from a seat for what stands in between.
RAYS = np.stack([np.cos(np.arange(48) * np.pi / 24), np.sin(np.arange(48) * np.pi / 24)], axis=1)


def solid(room: "RoomSlice") -> "Floats":
    """Return the rectangles nobody reaches a seat through, ``(p, 4, 2)``, counter-clockwise."""
    rings = [*(item.corners for item in room.pieces), *(wall.corners for wall in room.walls)]
    return np.array(rings, dtype=float).reshape(-1, 4, 2)


@dataclass(frozen=True, slots=True, eq=False)
class Sitting:
    """Seats as places to reach, with the ``k`` rectangles nearby that may stand in between.

    Attributes
    ----------
    xy
        Their places ``(s, 2)``.
    reach
        From how far one sits down ``(s,)``; on a deep sofa from its edge.
    normals, off
        Outward normals of the rectangles' sides ``(s, k, 4, 2)`` and how far each side is from the seat
        along them ``(s, k, 4)``; rectangles that hold the seat and missing ones are never crossed.
    """

    xy: "Floats"
    reach: "Floats"
    normals: "Floats"
    off: "Floats"


def sitting(seats: "Floats", rectangles: "Floats", reach_m: float) -> Sitting:
    """Prepare seats ``(s, 2)`` among rectangles ``(p, 4, 2)``.

    One sits on a bench or a sofa: the rectangle that holds a seat does not stand in its way.
    """
    edges = np.roll(rectangles, -1, axis=1) - rectangles
    normals = np.stack([edges[..., 1], -edges[..., 0]], axis=-1) / np.hypot(*edges.T).T[..., None]
    off = np.einsum("pki,spki->spk", normals, seats[:, None, None] - rectangles)
    away = off.max(axis=2, initial=-np.inf)
    depth = np.maximum(-away, 0.0).max(axis=1, initial=0.0)
    reach = np.where(depth > 0, np.maximum(reach_m, depth + EDGE_M), reach_m)
    close = (away <= reach[:, None]) & (away >= 0)
    most = int(close.sum(axis=1).max(initial=0))
    order = np.argsort(~close, axis=1, kind="stable")[:, :most]
    near = np.take_along_axis(close, order, axis=1)
    # A side that is far away and parallel to everything is crossed by nobody.
    sides = np.where(near[..., None, None], normals[order], 0.0)
    offset = np.where(near[..., None], np.take_along_axis(off, order[..., None], axis=1), 1.0)
    return Sitting(seats, reach, sides, offset)


def until(seats: Sitting, seat: "Ints", ends: "Floats") -> "Floats":
    """Return the share of segments from a seat ``(n,)`` to an end ``(n, 2)`` before any rectangle.

    1 where a segment crosses none (Cyrus-Beck).
    """
    off = seats.off[seat]
    slope = np.einsum("nkci,ni->nkc", seats.normals[seat], ends - seats.xy[seat])
    with np.errstate(divide="ignore", invalid="ignore"):
        t = -off / slope
    enter = np.where(slope < 0, t, np.where((slope == 0) & (off > 0), 2.0, 0.0)).max(axis=2)
    leave = np.where(slope > 0, t, 1.0).min(axis=2)
    crossed = np.minimum(leave, 1.0) - np.maximum(enter, 0.0) > TOUCH
    answer: Floats = np.where(crossed, np.maximum(enter, 0.0), 1.0).min(axis=1, initial=1.0)
    return answer


def within_reach(seats: Sitting) -> shapely.Geometry:
    """Return the floor within reach of any of the seats, with nothing in between."""
    count = len(seats.xy)
    seat = np.repeat(np.arange(count), len(RAYS))
    way = (RAYS * seats.reach[:, None, None]).reshape(-1, 2)
    # No ray is quite without length, so that the rays of a seat enclose a simple shape.
    way *= np.maximum(until(seats, seat, seats.xy[seat] + way), TOUCH)[:, None]
    around = seats.xy[:, None] + way.reshape(count, -1, 2)
    stars: shapely.Geometry = shapely.union_all(shapely.polygons(around))
    return stars


def reached(seats: Sitting, nodes: tuple["Floats", "Floats"], most_m: float) -> tuple["Ints", "Floats"]:
    """Return the nodes from which a seat is reached, with the distance; nodes may appear more than once.

    Parameters
    ----------
    nodes
        Their places ``(n, 2)`` and free radii ``(n,)``. A node reaches the seats no farther from its free
        circle than their reach, with nothing in between.
    most_m
        Nodes farther than this beyond a seat's reach are left out.
    """
    low, high = seats.xy.min(axis=0), seats.xy.max(axis=0)
    widest = min(float(nodes[1].max(initial=0.0)), most_m) + seats.reach.max()
    around = np.flatnonzero(((nodes[0] >= low - widest) & (nodes[0] <= high + widest)).all(axis=1))
    xy, clear = nodes[0][around], nodes[1][around]
    away = np.hypot(seats.xy[:, 0, None] - xy[:, 0], seats.xy[:, 1, None] - xy[:, 1])
    seat, node = np.nonzero(away <= np.minimum(clear, most_m) + seats.reach[:, None])
    open_ = until(seats, seat, xy[node]) == 1
    seat, node = seat[open_], node[open_]
    return around[node], away[seat, node]


def entered(zone: "ZonePlace", nodes: tuple["Floats", "Floats"], body_m: float) -> tuple["Ints", "Floats"]:
    """Return the nodes from which somebody gets into a zone without seats, with the distance.

    From a node one gets anywhere in its free circle, less half of one's own width ``body_m``.
    """
    free = np.maximum(nodes[1] - body_m / 2, 0.0)
    corners = np.array(zone.polygon)
    outside = np.maximum(corners.min(axis=0) - nodes[0], nodes[0] - corners.max(axis=0)).max(axis=1)
    near = np.flatnonzero(outside <= free)
    away: Floats = np.asarray(shapely.distance(polygon(zone.polygon), shapely.points(nodes[0][near])))
    joined = away <= free[near]
    return near[joined], away[joined]


@lru_cache(maxsize=ROOMS_KEPT)
def room_seats(room: "RoomSlice", reach_m: float) -> tuple[Sitting, ...]:
    """Prepare the seats of each zone of a room; every floor of the room asks for them."""
    rectangles = solid(room)
    return tuple(sitting(np.array(zone.seats).reshape(-1, 2), rectangles, reach_m) for zone in room.zones)


def walk_portals(
    room: "RoomSlice", nodes: tuple["Floats", "Floats"], limits: "Limits", doors: "Collection[str]"
) -> list[tuple["Ints", "Floats"]]:
    """Return for each zone, then each door of a room the nodes of a walk it joins, with their distance.

    ``doors`` are the ids of those that can be used at all. Nodes farther off than half the widest of
    those who walk are left out: nearer ones join the same walk.
    """
    seats = room_seats(room, limits["seat_reach_m"])
    most = limits["wheelchair_comfort_m"] / 2 + WALK_M
    joined = [
        _zone_nodes(at, nodes, most) if zone.seats else entered(zone, nodes, limits["walking_width_m"])
        for zone, at in zip(room.zones, seats, strict=True)
    ]
    for door in room.doors:
        away = np.hypot(*(nodes[0] - door.at).T)
        near = np.flatnonzero((away <= np.minimum(nodes[1], most) + DOOR_M) & (door.id in doors))
        joined.append((near, away[near]))
    return joined


def _zone_nodes(seats: Sitting, nodes: tuple["Floats", "Floats"], most_m: float) -> tuple["Ints", "Floats"]:
    node, away = reached(seats, nodes, most_m)
    shortest = np.full(len(nodes[0]), np.inf)
    np.minimum.at(shortest, node, away)
    used = np.flatnonzero(np.isfinite(shortest))
    return used, shortest[used]
