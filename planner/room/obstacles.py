"""What causes a narrow spot, in words: "bookcase bcB" and "the wall", or a door."""

from typing import TYPE_CHECKING

import numpy as np
import shapely

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.room.facts import Narrow
from planner.room.floor import discs
from planner.room.shapes import polygon

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.catalogue.model import Limits
    from planner.room.floor import RoomSlice
    from planner.room.medial import Medial
    from planner.room.shapes import Piece
    from planner.room.widest import Widest

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

# A boundary sample farther than this from every obstacle belongs to the wall.
TOUCH_M = 0.005

Named = tuple[Words, str | None]


def obstacle(key: str, **parts: Words) -> Words:
    """Return the words of an obstacle with its parts filled in."""
    words = load_catalogue().words["obstacle"][key]
    return Words(
        da=words.da.format(**{name: part.da for name, part in parts.items()}),
        en=words.en.format(**{name: part.en for name, part in parts.items()}),
    )


def plain(text: str) -> Words:
    """Return a text that is the same in every language, such as an id."""
    return Words(da=text, en=text)


def piece_words(piece: "Piece") -> Words:
    """Name a piece of furniture with its id."""
    kind = load_catalogue().words["obstacle_kind"].get(piece.kind, piece.name)
    return obstacle("piece", kind=kind, id=plain(piece.id))


def _chair(owner: "Piece | None") -> Named:
    if owner is None:
        return obstacle("loose_chair"), None
    return obstacle("chair_at", piece=piece_words(owner)), owner.id


def _named(room: "RoomSlice", limits: "Limits") -> tuple[list["NDArray[np.object_]"], list[Named]]:
    """Everything in the way in a room: shapes and names; furniture before the chairs at it."""
    by_id = {piece.id: piece for piece in room.pieces}
    rings = [item.corners for item in room.pieces]
    rings += [bar.corners for bar in (*room.walls, *room.steps)]
    shapes = [*(polygon(ring) for ring in rings), *discs(room, limits["chair_radius_m"])]
    names: list[Named] = [(piece_words(piece), piece.id) for piece in room.pieces]
    names += [(obstacle("inner_wall", id=plain(wall.id)), None) for wall in room.walls]
    names += [(obstacle("step", id=plain(step.id)), None) for step in room.steps]
    names += [_chair(by_id.get(owner)) for _, _, owner in room.chairs]
    return shapes, names


def _sides(axis: "Medial", edges: "Ints") -> tuple["Floats", "Floats"]:
    """Both boundary points ``(n, 2, 2)`` and the middle ``(n, 2)`` of narrow spots."""
    across = np.empty((len(edges), 2), np.int64)
    met = edges < 0
    across[~met] = axis.sides[edges[~met]]
    across[met] = axis.touch[-1 - edges[met]][:, [0, -1]]
    points = axis.boundary.points[across]
    return points, points.mean(axis=1)


def narrow_spots(room: "RoomSlice", axis: "Medial", widest: "Widest", limits: "Limits") -> dict[int, Narrow]:
    """Describe the narrow spots of widest ways, by the number of the edge."""
    unique = np.unique(widest.edge[widest.width > 0])
    if not len(unique):
        return {}
    points, middles = _sides(axis, unique)
    shapes, names = _named(room, limits)
    names.append((obstacle("wall"), None))
    away = shapely.distance(np.asarray(shapely.points(points))[..., None], np.array([*shapes, None], object))
    away[..., -1] = TOUCH_M
    nearest = np.nan_to_num(away, nan=np.inf).argmin(axis=-1)
    openings = [shapely.buffer(polygon(door.opening), TOUCH_M) for door in room.doors]
    inside = shapely.contains_xy(np.array([openings], object).T, *middles.T).reshape(-1, len(unique))
    found = {}
    for index, edge in enumerate(unique.tolist()):
        one, two = names[nearest[index, 0]], names[nearest[index, 1]]
        if (nearest[index] == len(shapes)).all() and inside[:, index].any():
            door = room.doors[int(inside[:, index].argmax())]
            one = two = (obstacle("door", id=plain(door.id)), None)
        at = (float(middles[index, 0]), float(middles[index, 1]))
        found[edge] = Narrow(at, (one[0], two[0]), (one[1], two[1]))
    return found
