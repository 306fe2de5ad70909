"""Where furniture and seats stand in the world: footprints, places, and the zone each seat belongs to."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from planner.catalogue.loader import load_catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from planner.catalogue.base import Words
    from planner.catalogue.model import Posture
    from planner.room.layout import Furniture, Layout, Room, Zone

Corner = tuple[float, float]
Ring = tuple[Corner, ...]


@dataclass(frozen=True, slots=True)
class PlacedSeat:
    """A seat in world coordinates.

    ``facing`` is in degrees counter-clockwise from x, 0-360; ``furniture`` is None for a seat of a zone
    itself; ``zone`` and ``room`` are None where no zone or room contains it. ``table_height_m`` is 0
    for a seat without a table.
    """

    x: float
    y: float
    facing: float
    posture: "Posture"
    furniture: str | None
    zone: str | None
    room: str | None
    table_height_m: float | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of furniture in world coordinates; ``corners`` run counter-clockwise.

    ``blocks`` tells whether it stands in the way of walking, ``seats`` are ``(x, y, facing, posture)``.
    """

    id: str
    kind: str
    name: "Words"
    corners: Ring
    height_m: float
    blocks: bool
    table: bool
    fixed: bool
    seats: tuple[tuple[float, float, float, "Posture"], ...]


def turned(dx: float, dy: float, at: Corner, angle: float) -> Corner:
    """Turn an offset by an angle in degrees and move it to a place."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return at[0] + dx * cos - dy * sin, at[1] + dx * sin + dy * cos


@lru_cache(maxsize=4096)
def piece(item: "Furniture") -> Piece:
    """Place a piece of furniture; what it leaves out comes from its kind in the catalogue."""
    kind = load_catalogue().furniture[item.kind]
    width, depth = item.size or kind.size
    corners = tuple(
        turned(sx * width / 2, sy * depth / 2, item.at, item.angle)
        for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    )
    seats = tuple(
        (*turned(dx, dy, item.at, item.angle), (facing + item.angle) % 360, posture)
        for dx, dy, facing, posture in (kind.seats if item.seats is None else item.seats)
    )
    height = kind.height_m if item.height_m is None else item.height_m
    return Piece(
        item.id, item.kind, kind.name, corners, height, kind.blocks_walking, kind.table, item.fixed, seats
    )


def pieces(layout: "Layout") -> tuple[Piece, ...]:
    """Place all furniture of a layout, in its order."""
    return tuple(piece(item) for item in layout.furniture)


@lru_cache(maxsize=1024)
def polygon(ring: Ring) -> shapely.Polygon:
    """Return a ring as a prepared polygon."""
    made = shapely.Polygon(ring)
    shapely.prepare(made)
    return made


def inside(ring: Ring, points: "NDArray[np.float64]") -> "NDArray[np.bool_]":
    """Tell which points ``(n, 2)`` a ring contains, its edge included."""
    answer: NDArray[np.bool_] = shapely.intersects_xy(polygon(ring), points[:, 0], points[:, 1])
    return answer


def first_containing(rings: "tuple[Ring, ...]", points: "NDArray[np.float64]") -> "NDArray[np.int64]":
    """Return for each point ``(n, 2)`` the index of the first ring that contains it, -1 for none."""
    found = np.full(len(points), -1, dtype=np.int64)
    for index in range(len(rings) - 1, -1, -1):
        found[inside(rings[index], points)] = index
    return found


def _raw_seats(layout: "Layout") -> list[tuple[float, float, float, "Posture", Piece | None, int]]:
    """All seats with their piece, or with the index of the zone that lists them."""
    raw: list[tuple[float, float, float, Posture, Piece | None, int]] = [
        (*seat, item, -1) for item in pieces(layout) for seat in item.seats
    ]
    raw += [(*seat, None, index) for index, zone in enumerate(layout.zones) for seat in zone.seats]
    return raw


@lru_cache(maxsize=64)
def seats(layout: "Layout") -> tuple[PlacedSeat, ...]:
    """Place all seats: those of the furniture in its order, then those the zones list themselves.

    A seat of a piece belongs to the first zone that contains it, a seat of a zone to that zone.
    """
    raw = _raw_seats(layout)
    points = np.array([(x, y) for x, y, *_ in raw], dtype=float).reshape(-1, 2)
    zones = first_containing(tuple(zone.polygon for zone in layout.zones), points)
    rooms = first_containing(tuple(room.outline for room in layout.rooms), points)
    return tuple(
        PlacedSeat(
            x,
            y,
            facing % 360,
            posture,
            item.id if item else None,
            layout.zones[own if own >= 0 else zone].id if max(own, zone) >= 0 else None,
            layout.rooms[room].id if room >= 0 else None,
            item.height_m if item and item.table else 0.0,
        )
        for (x, y, facing, posture, item, own), zone, room in zip(raw, zones, rooms, strict=True)
    )


@lru_cache(maxsize=64)
def seats_by_zone(layout: "Layout") -> "Mapping[str, tuple[PlacedSeat, ...]]":
    """Return the seats of every zone, in the order of ``seats``; zones without seats included."""
    groups: dict[str, list[PlacedSeat]] = {zone.id: [] for zone in layout.zones}
    for seat in seats(layout):
        if seat.zone is not None:
            groups[seat.zone].append(seat)
    return {zone: tuple(group) for zone, group in groups.items()}


@lru_cache(maxsize=1024)
def middle(ring: Ring) -> Corner:
    """Return the middle of a ring: its centroid, or a point within where that lies outside."""
    shape = polygon(ring)
    point = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
    return float(point.x), float(point.y)


def room_of_zone(layout: "Layout", zone: "Zone") -> "Room":
    """Return the room that contains the middle of a zone; the first room where none does."""
    point = np.array([middle(zone.polygon)])
    index = int(first_containing(tuple(room.outline for room in layout.rooms), point)[0])
    return layout.rooms[max(index, 0)]
