"""Give every phase of a plan places enough: open more zones where the class would not fit.

A plan that was carried into another room may have lost zones, or have the whole class in a few of them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from planner.catalogue.loader import load_catalogue
from planner.plan.fitting import zone_places
from planner.plan.parts import changed_part
from planner.room.shapes import room_of_zone, seats_by_zone

if TYPE_CHECKING:
    from planner.lesson.model import Activity, Phase, Plan
    from planner.room.layout import Layout


def with_places(plan: "Plan", layout: "Layout", students: int, *, calm: bool = False) -> "Plan":
    """Return the plan with a zone for every activity, and with places for the class in every phase.

    Zones are only added: those in a room the phase is in already first, those with seats, calm ones last.
    Where the layout has no more, the check says how many places are short. With ``calm``, a phase of work
    that uses no calm zone opens one for a low voice, if the layout has one.
    """
    room = _Room(layout)
    phases = tuple(_roomy(phase, room, students, calm=calm) for phase in plan.lesson.phases)
    return plan.model_copy(update={"lesson": plan.lesson.model_copy(update={"phases": phases})})


def least_places(plan: "Plan", layout: "Layout") -> int:
    """Return how many students the tightest phase has places for."""
    room = _Room(layout)
    return min(room.held(_used(phase.activities)) for phase in plan.lesson.phases)


@dataclass(frozen=True)
class _Room:
    """A layout with what is asked of its zones, worked out once."""

    layout: "Layout"

    @cached_property
    def places(self) -> dict[str, int]:
        return zone_places(self.layout)

    @cached_property
    def rooms(self) -> dict[str, str]:
        return {zone.id: room_of_zone(self.layout, zone).id for zone in self.layout.zones}

    @cached_property
    def seated(self) -> frozenset[str]:
        return frozenset(zone for zone, seats in seats_by_zone(self.layout).items() if zone and seats)

    @cached_property
    def calm(self) -> frozenset[str]:
        return frozenset(zone.id for zone in self.layout.zones if zone.use == "quiet")

    def held(self, used: Iterable[str]) -> int:
        """Return how many students zones hold together."""
        return sum(self.places.get(zone, 0) for zone in set(used))

    def free(self, used: Iterable[str]) -> list[str]:
        """Return the zones that are not used, the one to open first in front."""
        taken = set(used)
        near = {self.rooms[zone] for zone in taken if zone in self.rooms}
        return sorted(
            (zone for zone in self.places if zone not in taken),
            key=lambda z: (self.rooms[z] not in near, z in self.calm, z not in self.seated, -self.places[z]),
        )


def _roomy(phase: "Phase", room: _Room, students: int, *, calm: bool) -> "Phase":
    activities = _zoned(phase.activities, room)
    if calm and any(activity.kind == "work" for activity in activities):
        activities = _with_calm(activities, room)
    if room.held(_used(activities)) < students:
        activities = _widened(activities, room, students)
    return phase if activities == phase.activities else phase.model_copy(update={"activities": activities})


def _zoned(activities: tuple["Activity", ...], room: _Room) -> tuple["Activity", ...]:
    """Give an activity without a zone the one that is used least."""
    for activity in activities:
        if activity.zones is None and room.places:
            used = _used(activities)
            least = min(room.free(()), key=lambda zone: (used[zone], zone not in room.seated))
            activities = _opened(activities, activity, least)
    return activities


def _with_calm(activities: tuple["Activity", ...], room: _Room) -> tuple["Activity", ...]:
    """Open a calm zone for an activity of a low voice, best one with an adult who sees to it."""
    used = _used(activities)
    free = [zone for zone in room.free(used) if zone in room.calm]
    low = [
        a
        for a in activities
        if a.apart is None and (a.voice or 0) <= load_catalogue().limits()["quiet_voice"]
    ]
    if not free or not low or room.calm & used.keys():
        return activities
    return _opened(activities, min(low, key=lambda a: (a.adult is None, a.voice or 0)), free[0])


def _widened(activities: tuple["Activity", ...], room: _Room, students: int) -> tuple["Activity", ...]:
    """Open zones until the class fits; a class that is together gets all of its room with seats."""
    rooms = {room.rooms[zone] for zone in _used(activities) if zone in room.rooms}
    for zone in room.free(_used(activities)):
        own_room = len(activities) == 1 and room.rooms[zone] in rooms
        together = own_room and zone in room.seated and zone not in room.calm
        if room.held(_used(activities)) < students or together:
            activities = _opened(activities, _host(activities, zone, room), zone)
    return activities


def _used(activities: Iterable["Activity"]) -> Counter[str]:
    return Counter(zone for activity in activities for zone in activity.zones or ())


def _host(activities: tuple["Activity", ...], zone: str, room: _Room) -> "Activity":
    """Return the activity a zone is opened for: in the same room; a calm zone for the lowest voice."""
    return min(
        activities,
        key=lambda activity: (
            activity.apart is not None,
            (activity.voice or 0) if zone in room.calm else 0,
            all(room.rooms.get(own) != room.rooms[zone] for own in activity.zones or ()),
            any(own in room.calm for own in activity.zones or ()),
            len(activity.zones or ()),
        ),
    )


def _opened(activities: tuple["Activity", ...], host: "Activity", zone: str) -> tuple["Activity", ...]:
    wider = changed_part(host, zones=(*(host.zones or ()), zone))
    return tuple(wider if activity.id == host.id else activity for activity in activities)
