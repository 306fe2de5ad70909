"""A floor of one room with its medial axis and the widest ways between its places."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from planner.room.floor import free_floor
from planner.room.joints import joined_axis, vertex_portals
from planner.room.medial import medial_axis
from planner.room.widest import widest_ways

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.catalogue.model import Limits
    from planner.room.floor import RoomSlice
    from planner.room.medial import Medial
    from planner.room.widest import Widest

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """The axis of a floor, the vertices each place joins ``(places, vertices)``, and the widest ways.

    ``level`` are the widest ways if all thresholds were low.
    """

    axis: "Medial"
    portals: "Bools"
    widest: "Widest"
    level: "Widest"


def places(room: "RoomSlice") -> list[str]:
    """Name the places of a room in the order of all its matrices: zones, then doors."""
    return [*(f"zone:{zone.id}" for zone in room.zones), *(f"door:{door.id}" for door in room.doors)]


def surface(room: "RoomSlice", limits: "Limits", *, occupied: bool = True, wheels: bool = False) -> Surface:
    """Work out a room's floor on foot or on wheels, chairs occupied or pushed in."""
    floor = free_floor(room, limits, occupied=occupied, wheels=wheels)
    axis, portals = joined_axis(room, floor, medial_axis(floor.free), limits)
    widest = widest_ways(axis, portals)
    return Surface(axis, portals, widest, widest)


def wheel_surface(room: "RoomSlice", limits: "Limits", foot: Surface) -> Surface:
    """Return the floor on wheels; the one on foot where no step or threshold makes a difference."""
    level = surface(room, limits, wheels=True) if room.steps else foot
    high = [len(room.zones) + n for n, door in enumerate(room.doors) if door.high]
    if not high:
        return level
    portals = level.portals.copy()
    portals[high] = False
    return Surface(level.axis, portals, widest_ways(level.axis, portals), level.widest)


def _with_only(room: "RoomSlice", step: int, wheel: Surface, limits: "Limits") -> "Floats":
    """Widths between places, to the spacing of the axis, where one step alone stands in the way."""
    if len(room.steps) == 1:
        return wheel.level.width
    alone = replace(room, steps=(room.steps[step],))
    floor = free_floor(alone, limits, wheels=True)
    axis = medial_axis(floor.free)
    return widest_ways(axis, vertex_portals(alone, floor, axis, limits)).width


def blocking(
    room: "RoomSlice", foot: Surface, wheel: Surface, limits: "Limits"
) -> dict[tuple[int, int], tuple[str, ...]]:
    """Return the steps and high thresholds on every way between places that wheels cannot join."""
    cut = (foot.widest.width > 0) & (wheel.widest.width <= 0)
    if not cut.any():
        return {}
    alone = {f"step:{step.id}": _with_only(room, n, wheel, limits) for n, step in enumerate(room.steps)}
    high = {len(room.zones) + n: f"door:{door.id}" for n, door in enumerate(room.doors) if door.high}
    found = {}
    for a, b in np.argwhere(cut).tolist():
        doors = {high[place] for place in (a, b) if place in high}
        found[a, b] = tuple(sorted(doors | {name for name, width in alone.items() if width[a, b] <= 0}))
    return found
