"""Space: floor and volume per person, and what is drawn on top of each other, outside, or in a door's way."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from planner.room.rays import wall_footprint
from planner.room.shapes import pieces, polygon, seats, turned
from planner.room.transfer import volume

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.catalogue.model import Limits
    from planner.room.layout import Door, Layout
    from planner.room.shapes import Piece


@dataclass(frozen=True, slots=True)
class Clash:
    """Something in the way of something else: two places as ``kind:id``, and the shared area in m²."""

    place: str
    other: str
    area_m2: float


def area_m2(layout: "Layout") -> float:
    """Return the floor area of all rooms."""
    return float(sum(polygon(room.outline).area for room in layout.rooms))


def volume_m3(layout: "Layout", limits: "Limits") -> float:
    """Return the volume of all rooms, height counted up to 4 m (BR18 § 230)."""
    return sum(volume(room, limits) for room in layout.rooms)


def free_area_m2(layout: "Layout") -> float:
    """Return the floor that no furniture stands on."""
    floor = shapely.union_all([polygon(room.outline) for room in layout.rooms])
    standing = shapely.union_all([polygon(piece.corners) for piece in pieces(layout) if piece.blocks])
    return float(floor.difference(standing).area)


def overlaps(layout: "Layout", limits: "Limits") -> "tuple[Clash, ...]":
    """Return pieces that share floor with an earlier piece or an inner wall.

    Low seats may stand under a table; what does not block walking may lie under anything.
    """
    placed = [piece for piece in pieces(layout) if piece.blocks]
    walls = [polygon(wall_footprint(wall)) for wall in layout.walls]
    shapes = [polygon(piece.corners) for piece in placed]
    return tuple(_pairs(placed, shapes, limits)) + tuple(_in_walls(layout, placed, walls, limits))


def _pairs(placed: "list[Piece]", shapes: list[shapely.Polygon], limits: "Limits") -> "Iterator[Clash]":
    if not shapes:
        return
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    for i, j in sorted(zip(first.tolist(), second.tolist(), strict=True)):
        if j < i and not _fits_under(placed[i], placed[j]) and not _fits_under(placed[j], placed[i]):
            shared = float(shapes[i].intersection(shapes[j]).area)
            if shared > limits["overlap_m2"]:
                yield Clash(f"furniture:{placed[i].id}", f"furniture:{placed[j].id}", shared)


def _fits_under(low: "Piece", table: "Piece") -> bool:
    return bool(table.table and low.seats and not low.table and low.height_m < table.height_m)


def _in_walls(
    layout: "Layout", placed: "list[Piece]", walls: list[shapely.Polygon], limits: "Limits"
) -> "Iterator[Clash]":
    for piece in placed:
        for wall, shape in zip(layout.walls, walls, strict=True):
            shared = float(polygon(piece.corners).intersection(shape).area)
            if shared > limits["overlap_m2"]:
                yield Clash(f"furniture:{piece.id}", f"wall:{wall.id}", shared)


def outside(layout: "Layout", limits: "Limits") -> "tuple[Clash, ...]":
    """Return pieces that stand partly or wholly outside every room."""
    floors = [polygon(room.outline) for room in layout.rooms]
    found: list[Clash] = []
    for piece in pieces(layout):
        shape = polygon(piece.corners)
        if any(floor.contains(shape) for floor in floors):
            continue
        over = float(shape.area - sum(floor.intersection(shape).area for floor in floors))
        if over > limits["overlap_m2"]:
            found.append(Clash(f"furniture:{piece.id}", "", over))
    return tuple(found)


def door_leaves(door: "Door", layout: "Layout", limits: "Limits") -> tuple[shapely.Polygon, ...]:
    """Return the quarter circles a door's leaves sweep in the room they open into; none for other doors.

    Left and right are seen from that room; the leaf hangs in the face of the wall on its side.
    """
    room = next((room for room in layout.rooms if room.id == door.opens_into), None)
    if room is None or door.leaf in {"slide", "none"}:
        return ()
    ahead = _into(door, room.outline)
    extra = limits["door_leaf_extra_m"]
    if door.leaf == "double":
        return tuple(_quarter(door, ahead, side, door.clear_m / 2 + extra) for side in (-1, 1))
    # Seen from the room one looks against ``ahead``: the left hand is then on the right of ``ahead``.
    return (_quarter(door, ahead, 1 if door.leaf == "left" else -1, door.clear_m + extra),)


def _into(door: "Door", outline: "tuple[tuple[float, float], ...]") -> int:
    """Return whether a room lies along the door's normal (1) or against it (-1)."""
    step = door.thickness_m / 2 + 0.1
    there = shapely.Point(turned(0, step, door.at, door.angle))
    return 1 if polygon(outline).distance(there) == 0 else -1


def _quarter(door: "Door", ahead: int, side: int, radius_m: float) -> shapely.Polygon:
    """Return a quarter circle around the hinge, in the door's own axes and then in the world's."""
    hinge_x, hinge_y = ahead * side * door.clear_m / 2, ahead * door.thickness_m / 2
    arc = [(0.0, 0.0)] + [
        (-ahead * side * radius_m * math.cos(a), ahead * radius_m * math.sin(a))
        for a in np.linspace(0, math.pi / 2, 17)
    ]
    return shapely.Polygon([turned(hinge_x + x, hinge_y + y, door.at, door.angle) for x, y in arc])


def door_clashes(layout: "Layout", limits: "Limits") -> "tuple[Clash, ...]":
    """Return furniture and occupied seats in the way of a door's leaf."""
    bodies = [(f"furniture:{piece.id}", polygon(piece.corners)) for piece in pieces(layout) if piece.blocks]
    for seat in seats(layout):
        owner = f"furniture:{seat.furniture}" if seat.furniture else f"zone:{seat.zone}"
        bodies.append((owner, shapely.Point(seat.x, seat.y).buffer(limits["seat_radius_m"], quad_segs=8)))
    worst: dict[tuple[str, str], float] = {}
    for door in layout.doors:
        for leaf in door_leaves(door, layout, limits):
            for place, shape in bodies:
                shared = float(leaf.intersection(shape).area) if leaf.intersects(shape) else 0.0
                if shared > limits["overlap_m2"]:
                    key = (place, f"door:{door.id}")
                    worst[key] = max(shared, worst.get(key, 0.0))
    return tuple(Clash(place, door, area) for (place, door), area in worst.items())
