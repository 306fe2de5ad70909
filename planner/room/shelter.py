"""Whether a zone is sheltered from sight: walls, screens and high furniture along its edge."""

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from planner.room.rays import wall_footprint
from planner.room.shapes import pieces, polygon

if TYPE_CHECKING:
    from planner.catalogue.model import Limits
    from planner.room.layout import Layout, Room, Zone
    from planner.room.shapes import Ring

_EVERY_M = 0.25


def screened(layout: "Layout", zone: "Zone", room: "Room", limits: "Limits") -> bool:
    """Return what the zone records, else whether most of its edge is sheltered."""
    if zone.screened is not None:
        return zone.screened
    return (
        sheltered_share(zone.polygon, room.outline, _shelters(layout, limits), limits["shelter_near_m"])
        >= (limits["screened_share"])
    )


def _shelters(layout: "Layout", limits: "Limits") -> "tuple[Ring, ...]":
    """Footprints of what is at least as high as the eye of somebody sitting; one sees across a table."""
    eye = limits["eye_chair_m"]
    walls = [wall_footprint(wall) for wall in layout.walls if wall.height_m is None or wall.height_m >= eye]
    return tuple(p.corners for p in pieces(layout) if not p.table and p.height_m >= eye) + tuple(walls)


@lru_cache(maxsize=512)
def sheltered_share(ring: "Ring", outline: "Ring", shelters: "tuple[Ring, ...]", near_m: float) -> float:
    """Return the share of a zone's edge within ``near_m`` of its room's walls or of a shelter."""
    edge = polygon(ring).exterior
    marks = shapely.line_interpolate_point(edge, np.arange(0, edge.length, _EVERY_M))
    bodies = np.array([polygon(outline).exterior, *(polygon(shelter) for shelter in shelters)])
    return float(shapely.dwithin(marks[:, None], bodies[None, :], near_m).any(axis=1).mean())
