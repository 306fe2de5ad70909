"""Room to turn a wheelchair: the largest free circle that can be reached from a zone."""

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from planner.room.boundary import to_segment
from planner.room.shapes import inside

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.catalogue.model import Limits
    from planner.room.floor import RoomSlice
    from planner.room.surface import Surface


def turning_circles(room: "RoomSlice", wheel: "Surface", limits: "Limits") -> dict[str, float]:
    """Return per zone the diameter of the largest free circle, up to the turning diameter.

    A circle counts if it lies in the room and one gets from a door to a seat of the zone and to the
    circle without a passage narrower than a wheelchair needs; 0 where there is none.
    """
    axis, doors = wheel.axis, wheel.portals[len(room.zones) :]
    passage = limits["wheelchair_passage_m"] - limits["limit_tie_m"]
    wide = axis.clear >= passage / 2
    part = _parts(wheel, passage)
    served = np.unique(part[wide & doors.any(axis=0)])
    within = wide & inside(room.outline, axis.xy)
    circle = np.zeros(len(axis.xy))
    # Nobody turns in a doorway: the circle stays inside the walls.
    corners = np.array(room.outline)
    walls = to_segment(axis.xy[within, None], corners, np.roll(corners, -1, axis=0)).min(axis=1)
    radius = np.minimum(axis.clear[within], walls)
    circle[within] = np.minimum(2 * radius, limits["turning_diameter_m"])
    found = {}
    for zone, joined in zip(room.zones, wheel.portals, strict=False):
        own = np.intersect1d(part[wide & joined], served)
        found[zone.id] = float(circle[within & np.isin(part, own)].max(initial=0.0))
    return found


def _parts(surface: "Surface", width_m: float) -> "NDArray[np.int32]":
    """Return the number of the part, hanging together at a width, that each vertex belongs to."""
    axis = surface.axis
    pairs = axis.pairs[axis.width >= width_m]
    size = len(axis.xy)
    graph = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    part: NDArray[np.int32] = connected_components(graph, directed=False)[1]
    return part
