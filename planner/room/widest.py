"""The widest ways between the places of a room, in one pass over its medial axis."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.room.medial import Medial

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

# So many bits fit one machine integer.
WORD = 62


@dataclass(frozen=True, slots=True, eq=False)
class Widest:
    """Widest ways between ``t`` places.

    ``width[a, b]`` is 0 where there is none; ``edge[a, b]`` is the edge that is the narrowest spot, or
    -1 - v where that is the vertex v at which both places meet.
    """

    width: "Floats"
    edge: "Ints"


def _meeting(axis: "Medial", portals: "Bools") -> Widest:
    """Widths of places that share a vertex: they meet there."""
    count = len(portals)
    diameter = np.where(portals, axis.wide, 0.0)
    width, edge = np.zeros((count, count)), np.zeros((count, count), np.int64)
    for place in range(count):
        shared = np.where(portals, diameter[place], 0.0)
        best = shared.argmax(axis=1)
        width[place] = shared[np.arange(count), best]
        edge[place] = -1 - best
    return Widest(width, edge)


def _tree(axis: "Medial") -> "Ints":
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


def widest_ways(axis: "Medial", portals: "Bools") -> Widest:
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


def _merge(axis: "Medial", portals: "Bools") -> Widest:
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
    left_over = _together(axis, edges, portals)
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
                left_over -= 1
        if not left_over:
            break
    return Widest(width, edge)


def _together(axis: "Medial", edges: "Ints", portals: "Bools") -> int:
    """Count the pairs of places that hang together at all: nothing more is to be found then."""
    size, (one, two) = len(axis.xy), axis.pairs[edges].T
    graph = coo_matrix((np.ones(len(edges)), (one, two)), shape=(size, size))
    count, part = connected_components(graph, directed=False)
    place, vertex = np.nonzero(portals)
    touched = np.zeros((len(portals), count), np.int64)
    touched[place, part[vertex]] = 1
    return int(np.triu(touched @ touched.T, 1).astype(bool).sum())


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
