"""The places of a room by name: what a finger does on the picture, done by choosing from a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from planner.catalogue.base import Language
from planner.locale import gettext
from planner.room.layout import Door, Layout, Line, Room
from planner.room.shapes import Corner, first_containing, middle, turned
from planner.web.student.plan import front_of

IN_FRONT_M: Final = 0.8
"""How far from a board, a door or a window "beside it" is."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place with what a student would call it; ``at`` in metres."""

    name: str
    at: Corner


def places_of(layout: Layout, language: Language) -> tuple[Place, ...]:
    """Return the places of a layout: its zones, then by the boards, doors and windows, and the middle."""
    found = [Place(zone.name, middle(zone.polygon)) for zone in layout.zones]
    found += _named(layout, gettext("By the board", language), _boards(layout))
    found += _named(layout, gettext("By the door", language), _doors(layout))
    found += _named(layout, gettext("By the windows", language), _windows(layout))
    found += _named(
        layout, gettext("In the middle", language), (middle(room.outline) for room in layout.rooms)
    )
    return tuple(Place(place.name, (round(place.at[0], 2), round(place.at[1], 2))) for place in found)


def _boards(layout: Layout) -> Iterable[Corner]:
    return (_half(front_of(board.line, IN_FRONT_M)) for board in layout.boards)


def _windows(layout: Layout) -> Iterable[Corner]:
    """Return the middle one of each room's windows: a number would not tell which of them is meant."""
    by_room: dict[str, list[Corner]] = {}
    for window in layout.windows:
        sides = [_half(front_of(window.line, side)) for side in (IN_FRONT_M, -IN_FRONT_M)]
        for point in _inside(layout, sides):
            room = _room_at(layout, point)
            by_room.setdefault(room.id if room else "", []).append(point)
    return (points[len(points) // 2] for points in by_room.values())


def _doors(layout: Layout) -> Iterable[Corner]:
    for door in layout.doors:
        yield from _inside(layout, _beside(door), only=door.rooms[0])


def _beside(door: Door) -> list[Corner]:
    return [turned(0.0, side, door.at, door.angle) for side in (IN_FRONT_M, -IN_FRONT_M)]


def _inside(layout: Layout, points: list[Corner], only: str | None = None) -> Iterable[Corner]:
    """Return the first of two points beside a wall that lies in a room; none where neither does."""
    rooms = [_room_at(layout, point) for point in points]
    known = [
        point
        for point, room in zip(points, rooms, strict=True)
        if room is not None and only in (None, room.id)
    ]
    return known[:1]


def _half(line: Line) -> Corner:
    return (line[0][0] + line[1][0]) / 2, (line[0][1] + line[1][1]) / 2


def _room_at(layout: Layout, point: Corner) -> Room | None:
    index = int(first_containing(tuple(room.outline for room in layout.rooms), np.array([point]))[0])
    return layout.rooms[index] if index >= 0 else None


def _named(layout: Layout, name: str, points: Iterable[Corner]) -> list[Place]:
    """Name places of one kind: with their room where there are several, else with a number."""
    found = list(points)
    rooms = [_room_at(layout, point) for point in found]
    many = len(layout.rooms) > 1
    names = [f"{name} ({room.name})" if many and room is not None else name for room in rooms]
    return [
        Place(own if names.count(own) == 1 else f"{own} {names[: number + 1].count(own)}", at)
        for number, (own, at) in enumerate(zip(names, found, strict=True))
    ]
