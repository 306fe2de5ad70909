"""Carry a plan into another room: which zones its activities take there."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Activity, Lesson, Move, Phase, Plan
from planner.plan.parts import without_field
from planner.plan.placed import with_zones_mapped
from planner.room.layout import Furniture, Layout, Zone, ZoneUse
from planner.room.shapes import polygon, seats_by_zone

SIMILAR: Final[Mapping[ZoneUse, tuple[ZoneUse, ...]]] = {
    "instruction": ("group", "individual"),
    "group": ("practical", "individual", "instruction"),
    "individual": ("group", "practical"),
    "practical": ("group", "individual"),
    "movement": ("instruction", "practical"),
    "quiet": (),
}
"""What a zone may stand in for, the best first; nothing but a quiet zone is quiet."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A plan in another room.

    Attributes
    ----------
    plan
        With the other room as a whole; zones of activities carried over.
    lost
        ``(phase, activity)`` whose zones have no counterpart: their zone is not recorded any more.
    mapped
        Old zone id → new zone id, for every zone the plan uses that has a counterpart.
    """

    plan: Plan
    lost: tuple[tuple[str, str], ...]
    mapped: Mapping[str, str]


def fitted(plan: Plan, before: Layout, after: Layout, *, similar: bool = False) -> Fitted:
    """Carry a plan from one room into another.

    A zone goes to the one of the same id, else to one of the same use: first one that no other zone went to,
    then one with places enough, then the one nearest in places. With ``similar``, a zone whose use the other
    room lacks goes to one of a similar use. What a phase moves is dropped, unless it stands the same in both.
    """
    mapped = _mapped(plan, before, after, similar=similar)
    kept = _standing_alike(before, after)
    phases = tuple(_carried(phase, mapped, kept) for phase in plan.lesson.phases)
    lesson: Lesson = plan.lesson.model_copy(update={"phases": phases})
    moved = plan.model_copy(update={"layout": after, "lesson": lesson})
    return Fitted(with_zones_mapped(moved, mapped), _lost(plan, mapped), mapped)


def zone_places(layout: Layout) -> dict[str, int]:
    """Return how many students each zone holds: its seats, else by standing room, as the check counts."""
    own, standing = seats_by_zone(layout), load_catalogue().limits()["standing_m2"]
    return {
        zone.id: len(own[zone.id]) or max(1, int(polygon(zone.polygon).area / standing))
        for zone in layout.zones
    }


def _mapped(plan: Plan, before: Layout, after: Layout, *, similar: bool) -> dict[str, str]:
    old = {zone.id: zone for zone in before.zones}
    there = {zone.id for zone in after.zones}
    needs = _needs(plan, before, after)
    mapped = {zone: zone for zone in needs if zone in there}
    taken = Counter(mapped.values())
    for zone, need in sorted(needs.items(), key=lambda item: -item[1]):
        if zone in mapped or zone not in old:
            continue
        found = _counterpart(old[zone], need, after, taken, similar=similar)
        if found is not None:
            mapped[zone] = found
            taken[found] += 1
    return mapped


def _counterpart(zone: Zone, need: int, after: Layout, taken: Counter[str], *, similar: bool) -> str | None:
    for use in (zone.use, *(SIMILAR[zone.use] if similar else ())):
        places = {one: n for one, n in zone_places(after).items() if one in _of_use(after, use)}
        if places:
            return min(places, key=lambda one: (taken[one], places[one] < need, abs(places[one] - need)))
    return None


def _of_use(layout: Layout, use: ZoneUse) -> set[str]:
    return {zone.id for zone in layout.zones if zone.use == use}


def _needs(plan: Plan, before: Layout, after: Layout) -> dict[str, int]:
    """Return how many places each zone of the plan must have: its share of the class where it is fullest.

    Where the class is not known, the number the room is meant for counts, else one.
    """
    size = len(plan.students) or plan.class_size or after.students or before.students or 1
    needs: dict[str, int] = {}
    for phase in plan.lesson.phases:
        open_ = [zone for activity in phase.activities for zone in activity.zones or ()]
        for zone in open_:
            needs[zone] = max(needs.get(zone, 0), ceil(size / len(open_)))
    return needs


def _standing_alike(before: Layout, after: Layout) -> frozenset[str]:
    """Return the ids of furniture and zones that are the same in both layouts of the same rooms."""
    if before.rooms != after.rooms:
        return frozenset()
    old = {item.id: item for item in _movable(before)}
    return frozenset(item.id for item in _movable(after) if old.get(item.id) == item)


def _movable(layout: Layout) -> tuple[Furniture | Zone, ...]:
    return (*layout.furniture, *layout.zones)


def _carried(phase: Phase, mapped: Mapping[str, str], kept: frozenset[str]) -> Phase:
    activities = tuple(with_zones(activity, mapped) for activity in phase.activities)
    moved = with_moves(phase, tuple(move for move in phase.moves if move.id in kept))
    return moved.model_copy(update={"activities": activities})


def with_zones(activity: Activity, mapped: Mapping[str, str]) -> Activity:
    """Return an activity in the new zones of its zones; not recorded where none is left."""
    if activity.zones is None:
        return activity
    zones = tuple(dict.fromkeys(mapped[zone] for zone in activity.zones if zone in mapped))
    if zones == activity.zones:
        return activity
    return activity.model_copy(update={"zones": zones}) if zones else without_field(activity, "zones")


def with_moves(phase: Phase, moves: tuple[Move, ...]) -> Phase:
    """Return a phase that moves these pieces; the field is left out where it moves nothing."""
    if moves == phase.moves:
        return phase
    return phase.model_copy(update={"moves": moves}) if moves else without_field(phase, "moves")


def _lost(plan: Plan, mapped: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (phase.id, activity.id)
        for phase in plan.lesson.phases
        for activity in phase.activities
        if activity.zones and not any(zone in mapped for zone in activity.zones)
    )
