"""The medial axis of a free floor and the widest ways on it.

A person or a wheelchair is a disc; the widest way between two places is the path in the maximum spanning
tree of the Voronoi edges of the boundary (maximum-clearance roadmap: LaValle, Planning Algorithms, 6.2.3).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import minimum_spanning_tree
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
# So many bits fit one machine integer.
WORD = 62


@dataclass(frozen=True, slots=True, eq=False)
class Medial:
    """The medial axis.

    Attributes
    ----------
    boundary
        What it is the middle of.
    xy, clear
        Vertices ``(n, 2)`` and their distance to the boundary ``(n,)``.
    pairs, width, sides
        Edges as vertex indices ``(m, 2)``, their clear width ``(m,)`` and the two boundary samples that
        give it ``(m, 2)``.
    touch
        Three boundary samples each vertex touches ``(n, 3)``.
    """

    boundary: Boundary
    xy: "Floats"
    clear: "Floats"
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


def _widths(boundary: Boundary, axis: tuple["Floats", "Floats"], pairs: "Ints", sides: "Ints") -> "Floats":
    """Clear width of each edge: between its two sides where these face each other, else at its end.

    The ends count with their radius to the samples, never smaller than the gap next to them: a gap is
    measured once, where its sides face each other.
    """
    xy, radius = axis
    one, two = boundary.points[sides[:, 0]], boundary.points[sides[:, 1]]
    middle = (one + two) / 2
    facing = np.einsum("ij,ij->i", middle - xy[pairs[:, 0]], middle - xy[pairs[:, 1]]) <= 0
    gap = np.minimum(to_boundary(boundary, one, sides[:, 1]), to_boundary(boundary, two, sides[:, 0]))
    return np.where(facing, gap, 2 * np.minimum(radius[pairs[:, 0]], radius[pairs[:, 1]]))


@dataclass(frozen=True, slots=True, eq=False)
class _Ridges:
    """Voronoi vertices with their radius and samples, and the ridges between them."""

    xy: "Floats"
    radius: "Floats"
    touch: "Ints"
    pairs: "Ints"
    sides: "Ints"


def _voronoi(boundary: Boundary) -> _Ridges:
    """Return the part of the boundary's Voronoi diagram that lies on the free floor."""
    # A fixed sequence, not chance: the same floor has the same axis.
    shift = np.random.default_rng(1).uniform(-JITTER_M, JITTER_M, boundary.points.shape)
    mesh = Delaunay(boundary.points + shift)
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
    return _Ridges(centres[kept], radii[kept], touch, pairs, sides)


def _split(boundary: Boundary, ridges: _Ridges) -> _Ridges:
    """Cut long ridges into pieces, so that a place can join the axis anywhere along them."""
    start, end = ridges.xy[ridges.pairs[:, 0]], ridges.xy[ridges.pairs[:, 1]]
    pieces = np.ceil(np.hypot(*(end - start).T) / SPACING_M).astype(int).clip(1)
    extra = pieces - 1
    ridge = np.repeat(np.arange(len(pieces)), extra)
    first = np.cumsum(extra) - extra
    step = np.arange(len(ridge)) - first[ridge] + 1
    xy = start[ridge] + (end - start)[ridge] * (step / pieces[ridge])[:, None]
    radius = np.hypot(*(xy - boundary.points[ridges.sides[ridge, 0]]).T)
    touch = ridges.sides[ridge][:, [0, 1, 1]]
    own = len(ridges.xy) + np.arange(len(ridge))
    inner = np.stack([np.where(step == 1, ridges.pairs[ridge, 0], own - 1), own], axis=1)
    ends = np.where(extra > 0, len(ridges.xy) + first + extra - 1, ridges.pairs[:, 0])
    return _Ridges(
        np.concatenate([ridges.xy, xy]),
        np.concatenate([ridges.radius, radius]),
        np.concatenate([ridges.touch, touch]),
        np.concatenate([np.stack([ends, ridges.pairs[:, 1]], axis=1), inner]),
        np.concatenate([ridges.sides, ridges.sides[ridge]]),
    )


def medial_axis(free: "shapely.Geometry") -> Medial:
    """Return the medial axis of a free floor; one without vertices where nothing is free."""
    boundary = sample_boundary(free)
    if len(boundary.points) < 4:
        none = np.empty((0, 2))
        pairs = np.empty((0, 2), np.int64)
        return Medial(boundary, none, none[:, 0], np.empty((0, 3), np.int64), pairs, none[:, 0], pairs)
    ridges = _split(boundary, _voronoi(boundary))
    clear = to_boundary(boundary, ridges.xy[:, None], ridges.touch).min(axis=1)
    width = _widths(boundary, (ridges.xy, ridges.radius), ridges.pairs, ridges.sides)
    wide = width > LEAST_M
    return Medial(
        boundary, ridges.xy, clear, ridges.touch, ridges.pairs[wide], width[wide], ridges.sides[wide]
    )


@dataclass(frozen=True, slots=True, eq=False)
class Widest:
    """Widest ways between ``t`` places.

    ``width[a, b]`` is 0 where there is none; ``edge[a, b]`` is the edge that is the narrowest spot, or
    -1 - v where that is the vertex v at which both places meet.
    """

    width: "Floats"
    edge: "Ints"


def _meeting(axis: Medial, portals: "Bools") -> Widest:
    """Widths of places that share a vertex: they meet there."""
    count = len(portals)
    diameter = np.where(portals, 2 * axis.clear, 0.0)
    width, edge = np.zeros((count, count)), np.zeros((count, count), np.int64)
    for place in range(count):
        shared = np.where(portals, diameter[place], 0.0)
        best = shared.argmax(axis=1)
        width[place] = shared[np.arange(count), best]
        edge[place] = -1 - best
    return Widest(width, edge)


def _tree(axis: Medial) -> "Ints":
    """Edges of the maximum spanning forest, from wide to narrow."""
    size = len(axis.xy)
    # One for a weight: the tree of smallest weights is that of the greatest widths.
    weight = 1.0 + axis.width.max() - axis.width
    graph = coo_matrix((weight, (axis.pairs[:, 0], axis.pairs[:, 1])), shape=(size, size)).tocsr()
    tree = minimum_spanning_tree(graph).tocoo()
    keys = axis.pairs[:, 0] * size + axis.pairs[:, 1]
    order = np.argsort(keys)
    edges = order[np.searchsorted(keys[order], tree.row.astype(np.int64) * size + tree.col)]
    return edges[np.argsort(-axis.width[edges], kind="stable")]


def widest_ways(axis: Medial, portals: "Bools") -> Widest:
    """Return the widest way between all places in one pass.

    Parameters
    ----------
    portals
        ``(places, vertices)``: the vertices at which each place joins the axis.

    Notes
    -----
    The edges of the maximum spanning forest are merged from wide to narrow; the edge that first brings
    two places together is the narrowest spot between them (union-find with a bit for each place).
    """
    met = _meeting(axis, portals) if len(axis.xy) else Widest(*_nothing(len(portals)))
    if not len(axis.pairs):
        return met
    joined = _merge(axis, portals)
    better = joined.width > met.width
    return Widest(np.where(better, joined.width, met.width), np.where(better, joined.edge, met.edge))


def _nothing(count: int) -> tuple["Floats", "Ints"]:
    return np.zeros((count, count)), np.zeros((count, count), np.int64)


def _merge(axis: Medial, portals: "Bools") -> Widest:
    count = len(portals)
    mask = _masks(portals)
    parent = list(range(len(axis.xy)))
    known = [0] * count
    seen: set[tuple[int, int]] = set()
    width, edge = _nothing(count)

    def root(vertex: int) -> int:
        while parent[vertex] != vertex:
            parent[vertex] = vertex = parent[parent[vertex]]
        return vertex

    edges = _tree(axis)
    for number, (one, two) in zip(edges.tolist(), axis.pairs[edges].tolist(), strict=True):
        a, b = root(one), root(two)
        left, right = mask[a], mask[b]
        parent[b] = a
        mask[a] = left | right
        # Most merges bring nobody together who was not together before.
        if left and right and (left, right) not in seen:
            seen.add((left, right))
            for place, partner in _new_pairs(left, right, known):
                width[place, partner] = width[partner, place] = axis.width[number]
                edge[place, partner] = edge[partner, place] = number
    return Widest(width, edge)


def _masks(portals: "Bools") -> list[int]:
    """Return for each vertex the places that join there, a bit for each."""
    masks = [0] * portals.shape[1]
    for start in range(0, len(portals), WORD):
        part = portals[start : start + WORD]
        words = (part.T @ (1 << np.arange(len(part)))).tolist()
        masks = [mask | word << start for mask, word in zip(masks, words, strict=True)]
    return masks


def _bits(mask: int) -> list[int]:
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]


def _new_pairs(left: int, right: int, known: list[int]) -> list[tuple[int, int]]:
    """Pairs of places on either side that were not yet together; remembers them in ``known``."""
    found = []
    for place in _bits(left):
        fresh = right & ~known[place]
        known[place] |= right
        for partner in _bits(fresh):
            known[partner] |= 1 << place
            if partner != place:
                found.append((place, partner))
    return found
