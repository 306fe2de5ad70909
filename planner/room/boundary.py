"""The boundary of a free floor as samples, and where points lie to it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

# The boundary is sampled this densely.
SPACING_M = 0.10


@dataclass(frozen=True, slots=True, eq=False)
class Boundary:
    """Samples of the boundary ``(n, 2)`` with their neighbours along it; the free floor lies left."""

    points: "Floats"
    before: "Floats"
    after: "Floats"


def sample_boundary(free: shapely.Geometry) -> Boundary:
    """Sample the boundary of a free floor, with corners always among the samples."""
    parts = shapely.orient_polygons(shapely.get_parts(free))
    rings = shapely.segmentize(shapely.get_rings(parts), SPACING_M)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    if not len(points):
        return Boundary(points, points, points)
    last = np.append(ring[1:] != ring[:-1], True)
    keep = np.flatnonzero(~last)
    after = points[keep + 1]
    starts = np.concatenate(([0], np.flatnonzero(last)[:-1] + 1))
    before = points[keep - 1]
    before[np.searchsorted(keep, starts)] = points[np.flatnonzero(last) - 1]
    return Boundary(points[keep], before, after)


def to_segment(point: "Floats", a: "Floats", b: "Floats") -> "Floats":
    """Distance of points to segments, broadcast over the leading axes."""
    x, y = b[..., 0] - a[..., 0], b[..., 1] - a[..., 1]
    px, py = point[..., 0] - a[..., 0], point[..., 1] - a[..., 1]
    t = np.clip((px * x + py * y) / np.maximum(x * x + y * y, 1e-18), 0.0, 1.0)
    px, py = px - t * x, py - t * y
    length: Floats = np.sqrt(px * px + py * py)
    return length


def to_boundary(boundary: Boundary, points: "Floats", nearest: "Ints") -> "Floats":
    """Distance of points to the boundary beside the given samples."""
    sample = boundary.points[nearest]
    back = to_segment(points, boundary.before[nearest], sample)
    return np.minimum(back, to_segment(points, sample, boundary.after[nearest]))


def is_free(boundary: Boundary, points: "Floats", nearest: "Ints") -> "Bools":
    """Tell which points lie on the free side of their nearest boundary sample."""
    sample = boundary.points[nearest]
    ahead, back, to = boundary.after[nearest] - sample, sample - boundary.before[nearest], points - sample
    left_back = back[..., 0] * to[..., 1] - back[..., 1] * to[..., 0] > 0
    left_ahead = ahead[..., 0] * to[..., 1] - ahead[..., 1] * to[..., 0] > 0
    inner = back[..., 0] * ahead[..., 1] - back[..., 1] * ahead[..., 0] > 0
    answer: Bools = np.where(inner, left_back & left_ahead, left_back | left_ahead)
    return answer
