"""Walking distances in a room: shortest ways on the medial axis joined with a grid.

The axis finds the narrow gaps, the grid the straight ways across open floor (0.2 m, 16 neighbours: on
average 3.4 % longer than the exact shortest way).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from planner.room.boundary import is_free, to_boundary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.room.medial import Medial

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

STEP_M = 0.2
# Half of the 16 neighbours of a grid point; the other half comes by symmetry.
NEIGHBOURS = ((1, 0), (0, 1), (1, 1), (1, -1), (2, 1), (1, 2), (2, -1), (1, -2))
JOIN = ((0, 0), (1, 0), (0, 1), (1, 1))


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Nodes to walk on: the vertices of the axis, then the free points of the grid.

    ``xy`` and ``clear`` are their places and free radii, ``grid`` the number of the node at each grid
    point ``(rows, columns)`` or -1, ``origin`` the first grid point.
    """

    axis: "Medial"
    tree: "cKDTree[None]"
    xy: "Floats"
    clear: "Floats"
    grid: "Ints"
    origin: "Floats"


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Edges of a ground: node numbers ``(m, 2)``, the free radius along each, and its length."""

    pairs: "Ints"
    free: "Floats"
    lengths: "Floats"


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """Shortest walks between ``t`` places.

    Attributes
    ----------
    nodes, before
        Places of the nodes ``(n, 2)``, and per place the node before each node on the walk from there
        ``(t, n)``, negative at the start.
    length, last
        ``(t, t)``: length in metres (inf: no way) and the node at which the walk reaches its goal.
    """

    nodes: "Floats"
    before: "Ints"
    length: "Floats"
    last: "Ints"


def _clearance(axis: "Medial", tree: "cKDTree[None]", points: "Floats", upper: float) -> "Floats":
    """Free radius of points, negative where they lie outside the floor; 0 is good enough below ``upper``."""
    nearest = np.asarray(tree.query(points)[1], dtype=np.int64)
    clear = to_boundary(axis.boundary, points, nearest)
    clear[~is_free(axis.boundary, points, nearest)] = -1.0
    clear[clear < upper] = -1.0
    return clear


def walking_ground(axis: "Medial", least_m: float) -> Ground:
    """Lay a grid over a room; points closer than ``least_m`` to an obstacle are left out."""
    tree = cKDTree(axis.boundary.points)
    if not len(axis.boundary.points):
        return Ground(axis, tree, axis.xy, axis.clear, np.full((1, 1), -1), np.zeros(2))
    low, high = axis.boundary.points.min(axis=0), axis.boundary.points.max(axis=0)
    rows, columns = np.ceil((high - low) / STEP_M).astype(int) + 1
    places = (
        low
        + np.stack(np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij"), axis=-1).reshape(-1, 2)
        * STEP_M
    )
    clear = _clearance(axis, tree, places, least_m)
    used = np.flatnonzero(clear >= least_m)
    grid = np.full(rows * columns, -1)
    grid[used] = len(axis.xy) + np.arange(len(used))
    xy = np.concatenate([axis.xy, places[used]])
    return Ground(axis, tree, xy, np.concatenate([axis.clear, clear[used]]), grid.reshape(rows, columns), low)


def _shifted(grid: "Ints", dx: int, dy: int) -> tuple["Ints", "Ints"]:
    """Nodes of the grid and their neighbours at an offset, where both are free."""
    rows, columns = grid.shape
    low, high = max(0, -dy), columns - max(0, dy)
    here, there = grid[: rows - dx, low:high], grid[dx:, low + dy : high + dy]
    both = (here >= 0) & (there >= 0)
    return here[both], there[both]


def _grid_edges(ground: Ground, widest_m: float) -> tuple["Ints", "Floats"]:
    """Edges between grid points and the free radius along them, exact up to half of ``widest_m``."""
    if min(ground.grid.shape) < 3:
        return np.empty((0, 2), np.int64), np.empty(0)
    joined = [_shifted(ground.grid, dx, dy) for dx, dy in NEIGHBOURS]
    edges = np.concatenate([np.stack(pair, axis=1) for pair in joined])
    ends = ground.clear[edges]
    one, two = ground.xy[edges[:, 0]], ground.xy[edges[:, 1]]
    # The free radius changes by no more than the way walked: far from obstacles nothing needs a look.
    free = (ends.sum(axis=1) - np.hypot(*(one - two).T)) / 2
    unsure = np.flatnonzero(free < widest_m / 2)
    middles, which = _unique((one + two)[unsure] / 2, ground.origin)
    middle = _clearance(ground.axis, ground.tree, middles, 0.0)[which]
    free[unsure] = np.minimum(ends[unsure].min(axis=1), middle)
    return edges, free


def _unique(points: "Floats", origin: "Floats") -> tuple["Floats", "Ints"]:
    """Return the different ones among points on the half grid, and which one each is."""
    cell = np.round((points - origin) / (STEP_M / 2)).astype(np.int64)
    _, first, which = np.unique(cell[:, 0] << 32 | cell[:, 1], return_index=True, return_inverse=True)
    return points[first], which


def _joints(ground: Ground) -> tuple["Ints", "Floats"]:
    """Edges from vertices of the axis to the grid points around them that lie in their free circle."""
    axis = ground.axis
    cell = np.floor((axis.xy - ground.origin) / STEP_M).astype(int)
    limit = np.array(ground.grid.shape) - 1
    places = np.clip(cell[:, None] + np.array(JOIN), 0, limit)
    node = ground.grid[places[..., 0], places[..., 1]]
    away = np.hypot(*(ground.xy[node] - axis.xy[:, None]).transpose(2, 0, 1))
    vertex, which = np.nonzero((node >= 0) & (away <= axis.clear[:, None]))
    edges = np.stack([vertex, node[vertex, which]], axis=1)
    return edges, ground.clear[edges].min(axis=1)


def ground_edges(ground: Ground, widest_m: float) -> Edges:
    """Join the nodes of a ground for everybody up to a width."""
    axis = ground.axis
    grid, grid_free = _grid_edges(ground, widest_m)
    joints, joint_free = _joints(ground)
    pairs = np.concatenate([axis.pairs, grid, joints])
    lengths = np.hypot(*(ground.xy[pairs[:, 0]] - ground.xy[pairs[:, 1]]).T)
    return Edges(pairs, np.concatenate([axis.width / 2, grid_free, joint_free]), lengths)


def walks(ground: Ground, edges: Edges, portals: list[tuple["Ints", "Floats"]], width_m: float) -> Walk:
    """Return the shortest walks between all places for somebody of a width.

    Parameters
    ----------
    portals
        Per place its nodes and how far each is; nodes too narrow for the width are ignored.
    """
    count, size = len(portals), len(ground.xy)
    used = edges.free >= width_m / 2
    pairs, lengths = edges.pairs[used], edges.lengths[used]
    wide = [(node[ok], away[ok]) for node, away in portals for ok in [ground.clear[node] >= width_m / 2]]
    start = np.repeat(size + np.arange(count), [len(node) for node, _ in wide])
    nodes = np.concatenate([node for node, _ in wide]) if wide else np.empty(0, np.int64)
    aways = np.concatenate([away for _, away in wide]) if wide else np.empty(0)
    # Edges leave the places but never lead into them: nobody walks through a seat to save metres.
    heads = np.concatenate([pairs[:, 0], pairs[:, 1], start])
    tails = np.concatenate([pairs[:, 1], pairs[:, 0], nodes])
    weights = np.maximum(np.concatenate([lengths, lengths, aways]), 1e-9)
    graph = coo_matrix((weights, (heads, tails)), shape=(size + count, size + count)).tocsr()
    far, before = dijkstra(graph, indices=size + np.arange(count), return_predecessors=True)
    return _arrivals(ground, wide, far[:, :size], before[:, :size].astype(np.int64))


def _arrivals(ground: Ground, portals: list[tuple["Ints", "Floats"]], far: "Floats", before: "Ints") -> Walk:
    count = len(portals)
    length, last = np.full((count, count), np.inf), np.full((count, count), -1)
    for goal, (node, away) in enumerate(portals):
        if len(node):
            total = far[:, node] + away
            best = total.argmin(axis=1)
            length[:, goal] = total[np.arange(count), best]
            last[:, goal] = node[best]
    before = np.where(before >= len(ground.xy), -1, before)
    return Walk(ground.xy, before, np.minimum(length, length.T), last)


def passed(walk: Walk, marks: "Ints") -> "Ints":
    """Return for each walk ``(t, t)`` the union of the bit marks of the nodes on it."""
    start, goal = np.nonzero(walk.last >= 0)
    node = walk.last[start, goal]
    found = np.zeros_like(walk.last)
    while len(node):
        found[start, goal] |= marks[node]
        node = walk.before[start, node]
        on = node >= 0
        start, goal, node = start[on], goal[on], node[on]
    return found
