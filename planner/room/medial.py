"""The medial axis of a free floor.

A person or a wheelchair is a disc; the widest way between two places is the path in the maximum spanning
tree of the Voronoi edges of the boundary (maximum-clearance roadmap: LaValle, Planning Algorithms, 6.2.3).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import Delaunay

from planner.room.boundary import SPACING_M, Boundary, is_free, sample_boundary, to_boundary

if TYPE_CHECKING:
    import shapely
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

# A gap narrower than this, a little more than the spacing of the samples, counts as closed.
LEAST_M = 0.12
# Tiny shifts spare the triangulation its degenerate cases.
JITTER_M = 1e-4
SCATTER = np.array([[12989.8, 39346.1], [78233.0, 11135.7]])


@dataclass(frozen=True, slots=True, eq=False)
class Medial:
    """The medial axis.

    Attributes
    ----------
    boundary
        What it is the middle of.
    xy, clear, wide
        Vertices ``(n, 2)``, their distance to the boundary and the clear width there ``(n,)``.
    away
        How far each vertex is from the boundary beside each of the samples it touches ``(n, 3)``.
    pairs, width, sides
        Edges as vertex indices ``(m, 2)``, their clear width ``(m,)`` and the two boundary samples that
        give it ``(m, 2)``.
    touch
        Three boundary samples each vertex touches ``(n, 3)``.
    """

    boundary: Boundary
    xy: "Floats"
    clear: "Floats"
    wide: "Floats"
    away: "Floats"
    touch: "Ints"
    pairs: "Ints"
    width: "Floats"
    sides: "Ints"


def _circumcentres(corners: "Floats") -> tuple["Floats", "Floats"]:
    """Centres ``(n, 2)`` and radii ``(n,)`` of the circles through triangles ``(n, 3, 2)``."""
    a = corners[:, 0]
    b, c = corners[:, 1] - a, corners[:, 2] - a
    double = 2 * (b[:, 0] * c[:, 1] - b[:, 1] * c[:, 0])
    double = np.where(np.abs(double) < 1e-15, 1e-15, double)
    bb, cc = np.einsum("ij,ij->i", b, b), np.einsum("ij,ij->i", c, c)
    off = np.stack([c[:, 1] * bb - b[:, 1] * cc, b[:, 0] * cc - c[:, 0] * bb], axis=1) / double[:, None]
    return a + off, np.sqrt(np.einsum("ij,ij->i", off, off))


@dataclass(frozen=True, slots=True, eq=False)
class _Ridges:
    """Voronoi vertices with their samples, and the ridges between them."""

    xy: "Floats"
    touch: "Ints"
    pairs: "Ints"
    sides: "Ints"


def _voronoi(boundary: Boundary) -> _Ridges:
    """Return the part of the boundary's Voronoi diagram that lies on the free floor."""
    # By the place, not by chance: where the floor stays the same, so does the axis.
    mesh = Delaunay(boundary.points + JITTER_M * np.sin(boundary.points @ SCATTER))
    triangles = mesh.simplices.astype(np.int64)
    centres, radii = _circumcentres(mesh.points[triangles])
    near = np.flatnonzero(radii > LEAST_M / 2)
    kept = near[is_free(boundary, centres[near], triangles[near, 0])]
    kept = kept[is_free(boundary, centres[kept, None], triangles[kept, 1:]).all(axis=1)]
    number = np.full(len(triangles), -1)
    number[kept] = np.arange(len(kept))
    touch = triangles[kept]
    other = np.where(mesh.neighbors[kept] < 0, -1, number[mesh.neighbors[kept]])
    row, corner = np.nonzero(other > np.arange(len(kept))[:, None])
    pairs = np.stack([row, other[row, corner]], axis=1)
    sides = np.stack([touch[row, (corner + 1) % 3], touch[row, (corner + 2) % 3]], axis=1)
    return _Ridges(centres[kept], touch, pairs, sides)


def _cut(ridges: _Ridges, ridge: "Ints", share: "Floats") -> _Ridges:
    """Put vertices on ridges ``(k,)`` at shares of their lengths ``(k,)``, in order along each.

    The last piece of a ridge keeps its number, the other pieces follow all ridges.
    """
    start, end = ridges.xy[ridges.pairs[ridge, 0]], ridges.xy[ridges.pairs[ridge, 1]]
    own = len(ridges.xy) + np.arange(len(ridge))
    first = np.append(True, ridge[1:] != ridge[:-1])[: len(ridge)]
    before = np.where(first, ridges.pairs[ridge, 0], own - 1)
    pairs = ridges.pairs.copy()
    last = np.append(first[1:], True)[: len(ridge)]
    pairs[ridge[last], 0] = own[last]
    sides = ridges.sides[ridge]
    return _Ridges(
        np.concatenate([ridges.xy, start + (end - start) * share[:, None]]),
        np.concatenate([ridges.touch, sides[:, [0, 1, 1]]]),
        np.concatenate([pairs, np.stack([before, own], axis=1)]),
        np.concatenate([ridges.sides, sides]),
    )


def _split(ridges: _Ridges) -> _Ridges:
    """Cut long ridges into pieces of the spacing at most."""
    ends = ridges.xy[ridges.pairs]
    pieces = np.ceil(np.hypot(*(ends[:, 1] - ends[:, 0]).T) / SPACING_M).astype(int).clip(1)
    ridge = np.repeat(np.arange(len(pieces)), pieces - 1)
    first = np.cumsum(pieces - 1) - (pieces - 1)
    step = np.arange(len(ridge)) - first[ridge] + 1
    return _cut(ridges, ridge, step / pieces[ridge])


def _gaps(boundary: Boundary, sides: "Ints") -> "Floats":
    """Distance between the two sides of edges, each the boundary beside a sample."""
    one, two = boundary.points[sides[:, 0]], boundary.points[sides[:, 1]]
    return np.minimum(to_boundary(boundary, one, sides[:, 1]), to_boundary(boundary, two, sides[:, 0]))


def _widths(boundary: Boundary, ridges: _Ridges, away: "Floats", which: "Ints") -> "Floats":
    """Clear width of edges: between their two sides where these face each other, else at their end.

    An end is as wide as the way across it from side to side: this is right to the millimetre although the
    vertices zigzag about the true middle, from sample to sample.

    Parameters
    ----------
    away
        How far each vertex is from the boundary beside each of its samples ``(n, 3)``.
    which
        The edges asked for.
    """
    pairs, sides = ridges.pairs[which], ridges.sides[which]
    across = np.zeros(pairs.shape)
    for end, side in ((0, 0), (0, 1), (1, 0), (1, 1)):
        vertex = pairs[:, end]
        sample = (ridges.touch[vertex] == sides[:, side, None]).argmax(axis=1)
        across[:, end] += away[vertex, sample]
    width: Floats = across.min(axis=1)
    middle = boundary.points[sides].mean(axis=1)
    one, two = middle - ridges.xy[pairs[:, 0]], middle - ridges.xy[pairs[:, 1]]
    facing = np.flatnonzero(one[:, 0] * two[:, 0] + one[:, 1] * two[:, 1] <= 0)
    width[facing] = _gaps(boundary, sides[facing])
    return width


def _axis(boundary: Boundary, ridges: _Ridges, away: "Floats", width: "Floats") -> Medial:
    least = away.min(axis=1)
    wide = least + away.max(axis=1)
    return Medial(boundary, ridges.xy, least, wide, away, ridges.touch, ridges.pairs, width, ridges.sides)


def medial_axis(free: "shapely.Geometry") -> Medial:
    """Return the medial axis of a free floor; one without vertices where nothing is free."""
    boundary = sample_boundary(free)
    if len(boundary.points) < 4:
        none, pairs, touch = np.empty((0, 2)), np.empty((0, 2), np.int64), np.empty((0, 3), np.int64)
        return Medial(
            boundary, none, none[:, 0], none[:, 0], np.empty((0, 3)), touch, pairs, none[:, 0], pairs
        )
    ridges = _split(_voronoi(boundary))
    away = to_boundary(boundary, ridges.xy[:, None], ridges.touch)
    width = _widths(boundary, ridges, away, np.arange(len(ridges.pairs)))
    wide = width > LEAST_M
    kept = _Ridges(ridges.xy, ridges.touch, ridges.pairs[wide], ridges.sides[wide])
    return _axis(boundary, kept, away, width[wide])


def cut(axis: Medial, edge: "Ints", share: "Floats") -> Medial:
    """Return an axis with further vertices on its edges ``(k,)``, at shares of their lengths ``(k,)``.

    The vertices follow those of the axis in the order given: along each edge from its start.
    """
    if not len(edge):
        return axis
    ridges = _cut(_Ridges(axis.xy, axis.touch, axis.pairs, axis.sides), edge, share)
    new = slice(len(axis.xy), None)
    away = np.concatenate([axis.away, to_boundary(axis.boundary, ridges.xy[new, None], ridges.touch[new])])
    width = np.concatenate([axis.width, np.empty(len(edge))])
    changed = np.concatenate([edge, len(axis.pairs) + np.arange(len(edge))])
    width[changed] = _widths(axis.boundary, ridges, away, changed)
    return _axis(axis.boundary, ridges, away, width)
