"""Where the walks of a room run, as lines to draw: from the entrance to every zone."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from planner.room.distances import Walk

Corner = tuple[float, float]
Path = tuple[Corner, ...]

STRAIGHT_M = 0.05
"""How far a drawn line may leave the walk, in metres: half a step of the grid is no bend."""


def walk_path(walk: "Walk", start: int, goal: int) -> Path:
    """Return the corners of the walk between two places, from the start; empty where there is none."""
    node, before = int(walk.last[start, goal]), walk.before[start]
    numbers: list[int] = []
    while node >= 0:
        numbers.append(node)
        node = int(before[node])
    points = walk.nodes[numbers[::-1]]
    if len(points) < 2:
        return tuple((float(x), float(y)) for x, y in points)
    return tuple((float(x), float(y)) for x, y in shapely.LineString(points).simplify(STRAIGHT_M).coords)


def joined_path(start: Corner, legs: Iterable[Path]) -> Path:
    """Join walks one after the other, each from the end that is nearer; centimetres are enough."""
    line = [start]
    for leg in legs:
        if leg:
            line.extend(leg if math.dist(line[-1], leg[0]) <= math.dist(line[-1], leg[-1]) else leg[::-1])
    rounded = [(round(x, 2), round(y, 2)) for x, y in line]
    return tuple(dict.fromkeys(rounded))
