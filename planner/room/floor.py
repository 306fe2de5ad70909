"""The free floor of one room: what is left when furniture, inner walls and occupied chairs are taken away."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from planner.room.shapes import (
    Corner,
    Piece,
    Ring,
    pieces,
    polygon,
    room_of_zone,
    seats_by_zone,
    turned,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from planner.catalogue.model import Limits
    from planner.room.layout import Door, Layout, Room, Zone

# An opening reaches this far beyond its wall, so that rooms drawn a little apart still join.
OVERLAP_M = 0.05
# A step is a line; as an obstacle it needs some thickness.
STEP_M = 0.02
# Furniture stands on the floor of a room if it covers more than this of it, in square metres.
TOUCH_M2 = 1e-6
ROOMS_KEPT = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """A wall or a step as the rectangle it covers."""

    id: str
    corners: Ring


@dataclass(frozen=True, slots=True)
class Opening:
    """A door as one room sees it.

    ``opening`` is the hole in the wall; ``beyond`` the room on the other side, None outside.
    ``out`` points out of the room, ``high`` says that the threshold stops a wheelchair.
    """

    id: str
    at: Corner
    angle: float
    clear_m: float
    thickness_m: float
    out: int
    high: bool
    beyond: Ring | None

    def rectangle(self, near: float, far: float, width: float) -> Ring:
        """Return a rectangle across the door from ``near`` to ``far`` metres out of its middle."""
        across = ((-width / 2, near), (width / 2, near), (width / 2, far), (-width / 2, far))
        return tuple(turned(dx, self.out * dy, self.at, self.angle) for dx, dy in across)

    @property
    def opening(self) -> Ring:
        """The hole in the wall."""
        half = self.thickness_m / 2 + OVERLAP_M
        return self.rectangle(-half, half, self.clear_m)


@dataclass(frozen=True, slots=True)
class ZonePlace:
    """A zone of a room with the places of its seats."""

    id: str
    polygon: Ring
    seats: tuple[Corner, ...]


@dataclass(frozen=True, slots=True)
class RoomSlice:
    """All that getting around in one room depends on; hashable, in an order that ids do not change.

    ``chairs`` are ``(x, y, furniture id or empty)`` of people sitting or standing in the way; ``steps``
    only those a wheelchair cannot pass.
    """

    outline: Ring
    pieces: tuple[Piece, ...]
    chairs: tuple[tuple[float, float, str], ...]
    walls: tuple[Bar, ...]
    steps: tuple[Bar, ...]
    doors: tuple[Opening, ...]
    zones: tuple[ZonePlace, ...]


def _bar(name: str, line: tuple[Corner, Corner], thickness: float) -> Bar:
    (ax, ay), (bx, by) = line
    length = math.hypot(bx - ax, by - ay) or 1.0
    nx, ny = (ay - by) / length * thickness / 2, (bx - ax) / length * thickness / 2
    return Bar(name, ((ax - nx, ay - ny), (bx - nx, by - ny), (bx + nx, by + ny), (ax + nx, ay + ny)))


def _opening(door: "Door", room: "Room", outlines: dict[str, Ring], high_m: float) -> Opening:
    shape = polygon(room.outline)
    probe = door.thickness_m / 2 + OVERLAP_M
    left, right = (shape.distance(shapely.Point(turned(0, s * probe, door.at, door.angle))) for s in (1, -1))
    other = next((r for r in door.rooms if r != room.id), None)
    return Opening(
        door.id,
        door.at,
        door.angle,
        door.clear_m,
        door.thickness_m,
        1 if left > right else -1,
        door.threshold_m > high_m,
        outlines.get(other) if other else None,
    )


def _chairs(items: "Iterable[Piece]", zones: "Iterable[Zone]") -> tuple[tuple[float, float, str], ...]:
    """People in the way: seats beside their piece, not those on a bench, a sofa or the floor."""
    found = [
        (x, y, item.id)
        for item in items
        for x, y, _, posture in item.seats
        if posture != "floor" and not polygon(item.corners).contains(shapely.Point(x, y))
    ]
    found += [(x, y, "") for zone in zones for x, y, _, posture in zone.seats if posture != "floor"]
    return tuple(sorted(found))


def _within(room: "Room", openings: tuple[Opening, ...], rings: list[Ring]) -> "NDArray[np.bool_]":
    """Tell which rings cover some of a room's floor or of its doors' openings."""
    floor = shapely.union_all([polygon(room.outline), *(polygon(door.opening) for door in openings)])
    shapely.prepare(floor)
    shapes = shapely.polygons([[*ring, ring[0]] for ring in rings]) if rings else np.empty(0, object)
    near: NDArray[np.bool_] = shapely.intersects(floor, shapes)
    near[near] = shapely.area(shapely.intersection(floor, shapes[near])) > TOUCH_M2
    return near


def room_slices(layout: "Layout", limits: "Limits") -> dict[str, RoomSlice]:
    """Cut a layout into its rooms, by room id."""
    outlines: dict[str, Ring] = {room.id: room.outline for room in layout.rooms}
    homes = {zone.id: room_of_zone(layout, zone).id for zone in layout.zones}
    return {room.id: _slice(layout, room, outlines, homes, limits) for room in layout.rooms}


def _slice(
    layout: "Layout", room: "Room", outlines: dict[str, Ring], homes: dict[str, str], limits: "Limits"
) -> RoomSlice:
    high = limits["threshold_m"]
    doors = tuple(_opening(door, room, outlines, high) for door in layout.doors if room.id in door.rooms)
    standing = [item for item in pieces(layout) if item.blocks]
    bars = [_bar(wall.id, wall.line, wall.thickness_m) for wall in layout.walls]
    steps = [_bar(s.id, s.line, STEP_M) for s in layout.steps if s.rise_m > high and not s.ramp]
    rings = [*(item.corners for item in standing), *(bar.corners for bar in (*bars, *steps))]
    here = iter(_within(room, doors, rings).tolist())
    kept = sorted((item for item in standing if next(here)), key=lambda item: item.corners)
    walls = sorted((bar for bar in bars if next(here)), key=lambda bar: bar.corners)
    blocking = sorted((bar for bar in steps if next(here)), key=lambda bar: bar.corners)
    zones = [zone for zone in layout.zones if homes[zone.id] == room.id]
    seats = seats_by_zone(layout)
    places = [ZonePlace(z.id, z.polygon, tuple((s.x, s.y) for s in seats[z.id])) for z in zones]
    return RoomSlice(
        room.outline,
        tuple(kept),
        _chairs(kept, zones),
        tuple(walls),
        tuple(blocking),
        tuple(sorted(doors, key=lambda door: door.at)),
        tuple(sorted(places, key=lambda place: place.polygon)),
    )


def _apart(landing: shapely.Geometry, door: Opening, others: list[Opening]) -> shapely.Geometry:
    """Keep a landing on its own door's side of the middle to each other door nearby."""
    for other in others:
        dx, dy = other.at[0] - door.at[0], other.at[1] - door.at[1]
        distance = math.hypot(dx, dy)
        if 0 < distance < 10:
            angle = math.degrees(math.atan2(dy, dx))
            corners = ((-50, -50), (distance / 2 - OVERLAP_M, -50), (distance / 2 - OVERLAP_M, 50), (-50, 50))
            side = shapely.Polygon([turned(x, y, door.at, angle) for x, y in corners])
            landing = shapely.intersection(landing, side)
    return landing


def landing(room: RoomSlice, door: Opening, side_m: float) -> shapely.Geometry:
    """Return the free place beyond a door, wider than the door so that the door is the bottleneck.

    It never joins the room itself, nor the landing of another door.
    """
    width = max(side_m, door.clear_m + 4 * OVERLAP_M)
    start = door.thickness_m / 2
    place: shapely.Geometry = shapely.Polygon(door.rectangle(start, start + width, width))
    if door.beyond is not None:
        beyond = shapely.intersection(place, polygon(door.beyond))
        place = place if beyond.is_empty else beyond
    place = shapely.difference(place, shapely.buffer(polygon(room.outline), OVERLAP_M / 5))
    place = _apart(place, door, [other for other in room.doors if other != door])
    parts = shapely.get_parts(place)
    touching = parts[shapely.intersects(parts, polygon(door.opening))]
    return shapely.union_all(touching)


def discs(room: RoomSlice, radius_m: float) -> "NDArray[np.object_]":
    """Return the chairs as discs of a radius, around the true circle on average."""
    if not room.chairs:
        return np.empty(0, object)
    centres = shapely.points([(x, y) for x, y, _ in room.chairs])
    made: NDArray[np.object_] = shapely.buffer(centres, radius_m, quad_segs=4)
    return made


@lru_cache(maxsize=ROOMS_KEPT)
def _landings(room: RoomSlice, side_m: float) -> dict[str, shapely.Geometry]:
    """Landings of all doors by id; every floor of the room asks for them."""
    return {door.id: landing(room, door, side_m) for door in room.doors}


@dataclass(frozen=True, slots=True)
class Floor:
    """The free floor of a room: as polygons, with the landing of each door by id."""

    free: shapely.Geometry
    landings: dict[str, shapely.Geometry]


def free_floor(room: RoomSlice, limits: "Limits", *, occupied: bool = True, wheels: bool = False) -> Floor:
    """Return where one can walk in a room and through its doors.

    Parameters
    ----------
    occupied
        Whether people sit on their chairs; else the chairs are pushed in.
    wheels
        Whether steps stand in the way; doors with a high threshold lead nowhere else, so that they
        need not be closed.
    """
    landings = _landings(room, limits["landing_m"])
    ground = [polygon(room.outline), *(polygon(door.opening) for door in room.doors), *landings.values()]
    bars = (*room.walls, *(room.steps if wheels else ()))
    rings = [*(item.corners for item in room.pieces), *(bar.corners for bar in bars)]
    solid = [polygon(ring) for ring in rings]
    if occupied:
        solid += list(discs(room, limits["chair_radius_m"]))
    free = shapely.difference(shapely.union_all(ground), shapely.union_all(solid))
    return Floor(free, landings)
