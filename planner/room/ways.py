"""The ways inside one room, worked out from its slice of the layout alone and kept for the next look."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from planner.room.distances import ground_edges, walking_ground, walks
from planner.room.obstacles import narrow_spots
from planner.room.paths import Path, walk_path
from planner.room.portals import walk_portals
from planner.room.surface import Surface, blocking, places, surface, wheel_surface
from planner.room.traffic import zone_crossings
from planner.room.turning import turning_circles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.catalogue.model import Limits
    from planner.room.distances import Walk
    from planner.room.facts import Narrow
    from planner.room.floor import RoomSlice

ROOMS_KEPT = 256


@dataclass(frozen=True, slots=True)
class Way:
    """The way between two places of one room; the facts are those of a ``Route``.

    ``crosses`` are the zones its walk runs through or close by, ``path`` the corners of the walk in either
    direction: only of ways that a door begins or ends, for these are drawn.
    """

    clear_m: float
    clear_pushed_in_m: float
    distance_m: float | None
    wheel_clear_m: float
    wheel_distance_m: float | None
    step_free: bool
    narrowest: "Narrow | None"
    wheel_narrowest: "Narrow | None"
    steps: tuple[str, ...]
    crosses: tuple[str, ...]
    path: Path = ()


@dataclass(frozen=True, slots=True)
class RoomWays:
    """Ways between the places of a room, and the largest circle to turn a wheelchair in per zone.

    Places are named ``zone:<id>`` and ``door:<id>``; each pair that is joined at all stands once.
    """

    ways: "Mapping[tuple[str, str], Way]"
    turning_m: "Mapping[str, float]"


def _walks(room: "RoomSlice", foot: Surface, wheel: Surface, limits: "Limits") -> tuple["Walk", "Walk"]:
    """Return walks on foot and on wheels; one ground serves both where no step stands in the way."""
    least = limits["walking_width_m"]
    passage = limits["wheelchair_passage_m"] - limits["limit_tie_m"]
    ground = walking_ground(foot.axis, least / 2)
    doors = {door.id for door in room.doors}
    portals = walk_portals(room, (ground.xy, ground.clear), limits, doors)
    edges = ground_edges(ground, passage)
    on_foot = walks(ground, edges, portals, least)
    if wheel.axis is not foot.axis:
        ground = walking_ground(wheel.axis, passage / 2)
        edges = ground_edges(ground, passage)
    if wheel is not foot:
        low = {door.id for door in room.doors if not door.high}
        portals = walk_portals(room, (ground.xy, ground.clear), limits, low)
    return on_foot, walks(ground, edges, portals, passage)


def _metres(length: float) -> float | None:
    return float(length) if np.isfinite(length) else None


@lru_cache(maxsize=ROOMS_KEPT)
def room_ways(room: "RoomSlice", limits: "Limits") -> RoomWays:
    """Return all ways inside a room; pure, so the answer for an unchanged room is kept."""
    foot = surface(room, limits)
    wheel = wheel_surface(room, limits, foot)
    pushed = surface(room, limits, occupied=False).widest.width if room.chairs else foot.widest.width
    walk, roll = _walks(room, foot, wheel, limits)
    spots = narrow_spots(room, foot.axis, foot.widest, limits)
    tight = spots if wheel is foot else narrow_spots(room, wheel.axis, wheel.widest, limits)
    crossed = zone_crossings(room, walk, limits)
    steps = {} if wheel is foot else blocking(room, foot, wheel, limits)
    names, ways = places(room), {}
    for a, b in combinations(range(len(names)), 2):
        clear, rolling = float(foot.widest.width[a, b]), float(wheel.widest.width[a, b])
        if max(clear, pushed[a, b]) > 0:
            ways[names[a], names[b]] = Way(
                clear_m=clear,
                # Sampling may differ by a millimetre; a chair pushed in never narrows a way.
                clear_pushed_in_m=max(clear, float(pushed[a, b])),
                distance_m=_metres(walk.length[a, b]),
                wheel_clear_m=rolling,
                wheel_distance_m=_metres(roll.length[a, b]),
                step_free=rolling >= min(clear, limits["walking_width_m"]) > 0,
                narrowest=spots[int(foot.widest.edge[a, b])] if clear > 0 else None,
                wheel_narrowest=tight[int(wheel.widest.edge[a, b])] if rolling > 0 else None,
                steps=steps.get((a, b), ()),
                crosses=crossed[a, b],
                path=walk_path(walk, a, b) if b >= len(room.zones) else (),
            )
    return RoomWays(ways, turning_circles(room, wheel, limits))
