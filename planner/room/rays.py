"""Straight lines against convex footprints, many at once."""

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planner.room.layout import Wall
    from planner.room.shapes import Ring


def clip(
    start: "NDArray[np.float64]", end: "NDArray[np.float64]", footprints: "NDArray[np.float64]"
) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Return where lines enter and leave convex footprints, as shares of their length.

    Parameters
    ----------
    start, end
        Ends of the lines, ``(n, 2)`` each.
    footprints
        Corners counter-clockwise, ``(k, 4, 2)``.

    Returns
    -------
    Entry and exit ``(n, k)`` within 0-1; where exit is not above entry the line passes by.
    Cyrus & Beck (1978).
    """
    edge = np.roll(footprints, -1, axis=1) - footprints
    normal = np.stack([edge[..., 1], -edge[..., 0]], axis=-1)
    along = np.einsum("ni,kei->nke", end - start, normal)
    offset = np.einsum("kei,kei->ke", normal, footprints)
    ahead = offset[None] - np.einsum("ni,kei->nke", start, normal)
    level = np.abs(along) < 1e-12
    share = ahead / np.where(level, 1.0, along)
    enter = np.where(along < 0, share, 0.0)
    leave = np.where(along > 0, share, 1.0)
    beside = level & (ahead < 0)
    entry = np.maximum(np.where(level, 0.0, enter).max(axis=2), 0.0)
    away = np.minimum(np.where(level, 1.0, leave).min(axis=2), 1.0)
    away = np.where(beside.any(axis=2), -1.0, away)
    return entry, away


def wall_footprint(wall: "Wall") -> "Ring":
    """Return the four corners of an inner wall, counter-clockwise."""
    (x1, y1), (x2, y2) = wall.line
    length = float(np.hypot(x2 - x1, y2 - y1))
    nx, ny = -(y2 - y1) / length * wall.thickness_m / 2, (x2 - x1) / length * wall.thickness_m / 2
    return ((x1 - nx, y1 - ny), (x2 - nx, y2 - ny), (x2 + nx, y2 + ny), (x1 + nx, y1 + ny))


def stack(rings: "Sequence[Ring]") -> "NDArray[np.float64]":
    """Return four-cornered footprints as one array ``(k, 4, 2)``."""
    return np.array(rings, dtype=float).reshape(-1, 4, 2)


def leave_room(
    start: "NDArray[np.float64]", end: "NDArray[np.float64]", outline: "Ring", slack_m: float = 0.02
) -> "NDArray[np.bool_]":
    """Tell which lines leave a room; never in a convex one. ``slack_m`` forgives ends on the wall."""
    shape = shapely.Polygon(outline)
    if shape.convex_hull.area - shape.area < 1e-9 or not len(start):
        return np.zeros(len(start), dtype=bool)
    wide = shape.buffer(slack_m, join_style="mitre")
    shapely.prepare(wide)
    lines = shapely.linestrings(np.stack([start, end], axis=1))
    return np.logical_not(np.asarray(shapely.covers(wide, lines)))
