"""How every seat sees the boards of its room: what is hidden and by what, distance, angle, turn."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from planner.room.facts import BoardView
from planner.room.rays import clip, leave_room, stack, wall_footprint
from planner.room.shapes import first_containing, pieces, polygon, seats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.catalogue.model import Limits
    from planner.room.layout import Board, Layout, Room
    from planner.room.shapes import PlacedSeat, Ring

Item = tuple[str, "Ring", float]
_COLUMNS = (np.arange(9) + 0.5) / 9
_ROWS = (np.arange(3) + 0.5) / 3
_BEFORE_BOARD_M = 0.05
"""How far before a board its room is looked for; boards are drawn on the wall itself."""


@dataclass(frozen=True, slots=True)
class Eye:
    """An eye: place and height in metres, the direction of the seat in degrees."""

    x: float
    y: float
    z: float
    facing: float


def eye_of(seat: "PlacedSeat", limits: "Limits") -> Eye:
    """Return the eye of somebody on a seat, by its posture."""
    return Eye(seat.x, seat.y, limits[f"eye_{seat.posture}_m"], seat.facing)


def board_room(layout: "Layout", board: "Board") -> str | None:
    """Return the room a board is seen from: the one on the left of its first towards its second point."""
    x, y = before_board(board, _BEFORE_BOARD_M)
    rings = tuple(room.outline for room in layout.rooms)
    index = int(first_containing(rings, np.array([[x, y]]))[0])
    return layout.rooms[index].id if index >= 0 else None


def before_board(board: "Board", distance_m: float) -> tuple[float, float]:
    """Return the place at a distance straight before the middle of a board."""
    (x1, y1), (x2, y2) = board.line
    length = float(np.hypot(x2 - x1, y2 - y1))
    nx, ny = -(y2 - y1) / length, (x2 - x1) / length
    return (x1 + x2) / 2 + nx * distance_m, (y1 + y2) / 2 + ny * distance_m


def board_views(layout: "Layout", limits: "Limits") -> tuple[BoardView, ...]:
    """Return a view for each seat in a room and each board of that room; cached by the room's parts.

    ``seat`` counts as in :func:`planner.room.shapes.seats`.
    """
    placed = seats(layout)
    boards = [(board, board_room(layout, board)) for board in layout.boards]
    views: list[BoardView] = []
    for room in layout.rooms:
        own = tuple(board for board, at in boards if at == room.id)
        index = [i for i, seat in enumerate(placed) if seat.room == room.id]
        eyes = tuple(eye_of(placed[i], limits) for i in index)
        if own and eyes:
            found = _room_views(room, own, eyes, standing_items(layout, room))
            views += [BoardView(index[v.seat], *_rest(v)) for v in found]
    return tuple(views)


def _rest(view: BoardView) -> tuple[str, float, float, float, float, str | None]:
    return view.board, view.visible, view.distance_m, view.angle_deg, view.turn_deg, view.hidden_by


def standing_items(layout: "Layout", room: "Room") -> tuple[Item, ...]:
    """All that may hide a board in a room, solid from the floor to its height."""
    near = polygon(room.outline)
    items: list[Item] = [(piece.id, piece.corners, piece.height_m) for piece in pieces(layout)]
    items += [
        (wall.id, wall_footprint(wall), room.height_m if wall.height_m is None else wall.height_m)
        for wall in layout.walls
    ]
    return tuple(item for item in items if item[2] > 0 and near.intersects(polygon(item[1])))


@lru_cache(maxsize=256)
def _room_views(
    room: "Room", boards: "tuple[Board, ...]", eyes: tuple[Eye, ...], items: tuple[Item, ...]
) -> tuple[BoardView, ...]:
    """Return the views of one room; ``seat`` counts within ``eyes``."""
    return tuple(view for board in boards for view in _board_views(room, board, eyes, items))


def _board_views(
    room: "Room", board: "Board", eyes: tuple[Eye, ...], items: tuple[Item, ...]
) -> list[BoardView]:
    hidden, by = _hidden(room, board, eyes, items)
    line = np.array(board.line)
    places = np.array([(eye.x, eye.y) for eye in eyes])
    gap = line.mean(axis=0) - places
    distance = np.hypot(*gap.T)
    facing = np.array([eye.facing for eye in eyes])
    turn = np.abs((np.degrees(np.arctan2(gap[:, 1], gap[:, 0])) - facing + 180) % 360 - 180)
    angle = _far_edge_deg(line, places)
    seen = np.where(angle > 0, 1 - hidden, 0.0)
    return [
        BoardView(i, board.id, float(seen[i]), float(distance[i]), float(angle[i]), float(turn[i]), by[i])
        for i in range(len(eyes))
    ]


def _far_edge_deg(line: "NDArray[np.float64]", places: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the angle between board plane and line to the farther edge; negative from behind."""
    direction = (line[1] - line[0]) / np.hypot(*(line[1] - line[0]))
    normal = np.array([-direction[1], direction[0]])
    gaps = places[:, None, :] - line[None, :, :]
    lengths = np.hypot(gaps[..., 0], gaps[..., 1])
    far = lengths.argmax(axis=1)
    rows = np.arange(len(places))
    sine = (gaps[rows, far] @ normal) / np.maximum(lengths[rows, far], 1e-9)
    made: NDArray[np.float64] = np.degrees(np.arcsin(np.clip(sine, -1, 1)))
    return made


def _hidden(
    room: "Room", board: "Board", eyes: tuple[Eye, ...], items: tuple[Item, ...]
) -> "tuple[NDArray[np.float64], list[str | None]]":
    """Return the hidden share of the board and the item that hides most, for each eye.

    Rays to 9 x 3 points; a ray is blocked where an item is higher than the ray over its footprint, or
    where the ray leaves the room. An item an eye stands in does not block it.
    """
    count = len(eyes)
    line = np.array(board.line)
    targets = line[0] + _COLUMNS[:, None] * (line[1] - line[0])
    start = np.repeat(np.array([(eye.x, eye.y) for eye in eyes]), len(_COLUMNS), axis=0)
    end = np.tile(targets, (count, 1))
    outside = leave_room(start, end, room.outline).reshape(count, -1, 1)
    eye_z = np.repeat([eye.z for eye in eyes], len(_COLUMNS))
    low = min(float(eye_z.min()), board.bottom_m)
    high = [item for item in items if item[2] > low]
    blocked = _blocked(start, end, eye_z, board, high).reshape(count, len(_COLUMNS), len(_ROWS), -1)
    any_hidden = blocked.any(axis=3) | outside
    shares = blocked.mean(axis=(1, 2))
    most = shares.argmax(axis=1) if high else np.zeros(count, dtype=int)
    by = [high[most[i]][0] if high and shares[i, most[i]] > 0 else None for i in range(count)]
    return any_hidden.mean(axis=(1, 2)), by


def _blocked(
    start: "NDArray[np.float64]",
    end: "NDArray[np.float64]",
    eye_z: "NDArray[np.float64]",
    board: "Board",
    items: list[Item],
) -> "NDArray[np.bool_]":
    """Tell which items block which rays: ``(rays, rows, items)``."""
    entry, away = clip(start, end, stack([ring for _, ring, _ in items]))
    heights = np.array([height for _, _, height in items])
    target_z = board.bottom_m + _ROWS * (board.top_m - board.bottom_m)
    rise = target_z[None, :, None] - eye_z[:, None, None]
    lowest = eye_z[:, None, None] + np.minimum(rise * entry[:, None, :], rise * away[:, None, :])
    crosses = (away - entry > 1e-9) & (entry > 0)
    blocked: NDArray[np.bool_] = crosses[:, None, :] & (lowest < heights)
    return blocked


def letter_height_m(distance_m: float, limits: "Limits") -> float:
    """Return how high letters must be for the farthest viewer (DISCAS: image height times element share)."""
    return distance_m / limits["letter_distance_ratio"]
