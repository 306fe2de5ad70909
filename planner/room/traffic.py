"""Passage traffic: which zones the shortest ways between other places run through or close by."""

from typing import TYPE_CHECKING

import numpy as np
import shapely

from planner.room.distances import passed
from planner.room.shapes import polygon

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.catalogue.model import Limits
    from planner.room.distances import Walk
    from planner.room.floor import RoomSlice

# Zones are marked by the bits of one integer; a room with more has its last ones left out.
MOST_ZONES = 62


def zone_crossings(
    room: "RoomSlice", walk: "Walk", limits: "Limits"
) -> dict[tuple[int, int], tuple[str, ...]]:
    """Return per pair of a room's places the zones their walk crosses, the pair's own zones left out.

    A walk crosses a zone if it comes closer to it than the disturbing distance.
    """
    marks = passed(walk, _marks(room, walk.nodes, limits["zone_edge_m"]))
    count = len(marks)
    found = {}
    for a in range(count):
        for b in range(a + 1, count):
            crossed = int(marks[a, b])
            found[a, b] = tuple(
                zone.id
                for n, zone in enumerate(room.zones[:MOST_ZONES])
                if n not in (a, b) and crossed >> n & 1
            )
    return found


def _marks(room: "RoomSlice", nodes: "NDArray[np.float64]", edge_m: float) -> "NDArray[np.int64]":
    """Bits of the zones each node lies in or close to."""
    marks = np.zeros(len(nodes), np.int64)
    for number, zone in enumerate(room.zones[:MOST_ZONES]):
        around = shapely.buffer(polygon(zone.polygon), edge_m, quad_segs=4)
        shapely.prepare(around)
        marks |= shapely.contains_xy(around, nodes[:, 0], nodes[:, 1]).astype(np.int64) << number
    return marks
