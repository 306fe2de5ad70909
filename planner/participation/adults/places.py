"""Where each adult is in a phase, what they do there, and what they see and reach from it."""

from typing import TYPE_CHECKING

from planner.catalogue.base import Words
from planner.catalogue.message import Message
from planner.lesson.rules_adults import BOTH_BUSY
from planner.lesson.scene import titles
from planner.participation.adults.model import AdultPhase, Reach
from planner.participation.belonging.spots import minutes_present

if TYPE_CHECKING:
    from planner.catalogue.message import Value
    from planner.lesson.model import Activity, Adult, Phase
    from planner.participation.adults.model import Ground, Task


def adults_in(ground: "Ground", phase: "Phase") -> tuple[AdultPhase, ...]:
    """Return what each adult of the plan does in a phase, in the order of the plan."""
    return tuple(_adult_in(ground, phase, adult) for adult in ground.plan.adults)


def zones_in_use(ground: "Ground", phase: "Phase") -> dict[str, "tuple[Activity, ...]"]:
    """Return the zones of the layout a phase uses, with the activities in each; breaks left out."""
    used: dict[str, tuple[Activity, ...]] = {}
    for activity in phase.activities:
        for zone in dict.fromkeys(activity.zones or ()):
            if zone in ground.facts[phase.id].zones and activity.kind != "break":
                used[zone] = (*used.get(zone, ()), activity)
    return used


def _adult_in(ground: "Ground", phase: "Phase", adult: "Adult") -> AdultPhase:
    minutes = minutes_present(ground.plan, phase, adult.id)
    own = [activity for activity in phase.activities if activity.adult == adult.id]
    task = _task(phase, own, minutes)
    known = ground.facts[phase.id].zones
    zones = tuple(dict.fromkeys(z for activity in own for z in activity.zones or () if z in known))
    here = zones if task == "activity" else ()
    return AdultPhase(
        adult.id,
        phase.id,
        task,
        _message(ground, phase, adult, task, own),
        minutes,
        tuple(activity.id for activity in own),
        here,
        _sees(ground, phase, here) if here else None,
        _reaches(ground, phase, here) if here else (),
    )


def _task(phase: "Phase", own: "list[Activity]", minutes: float) -> "Task":
    if minutes < phase.minutes:
        return "part" if minutes > 0 else "away"
    if own:
        return "activity"
    if phase.co_teaching in BOTH_BUSY:
        # The plan's word for the model is the word for what the other adult does.
        return phase.co_teaching
    decided = all(activity.recorded("adult") for activity in phase.activities)
    return "idle" if decided else "open"


def adult_name(ground: "Ground", adult: "Adult") -> Words:
    """Return an adult by id and role."""
    said = Message(
        ground.catalogue.words["adult_task"]["adult"],
        {"id": adult.id, "role": ground.catalogue.words["role"][adult.role]},
    )
    return Words(da=said.text("da"), en=said.text("en"))


def _message(
    ground: "Ground", phase: "Phase", adult: "Adult", task: "Task", own: "list[Activity]"
) -> Message:
    facts: dict[str, Value] = {"adult": adult_name(ground, adult), "titles": titles(own)}
    facts |= {"value": minutes_present(ground.plan, phase, adult.id), "total": phase.minutes}
    return Message(ground.catalogue.words["adult_task"][task], facts)


def _sees(ground: "Ground", phase: "Phase", zones: tuple[str, ...]) -> dict[str, float]:
    seen = ground.seen[phase.id]
    return {
        zone: 1.0 if zone in zones else max(seen.get((here, zone), 0.0) for here in zones)
        for zone in zones_in_use(ground, phase)
    }


def _reaches(ground: "Ground", phase: "Phase", zones: tuple[str, ...]) -> tuple[Reach, ...]:
    return tuple(Reach(zone, _distance(ground, phase, zones, zone)) for zone in zones_in_use(ground, phase))


def _distance(ground: "Ground", phase: "Phase", zones: tuple[str, ...], zone: str) -> float | None:
    if zone in zones:
        return 0.0
    routes = [ground.facts[phase.id].routes.get((here, zone)) for here in zones]
    known = [route.distance_m for route in routes if route is not None and route.distance_m is not None]
    return min(known, default=None)
