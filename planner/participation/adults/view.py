"""The adults of a lesson put together: places, zones without supervision, ways of teaching together."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.catalogue.message import Message
from planner.lesson.rules_adults import co_teaching
from planner.lesson.scene import Scene, titles
from planner.participation.adults.model import WITHOUT_PLACE, AdultsView, Teaching, Watch
from planner.participation.adults.places import adults_in, zones_in_use

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.catalogue.message import Value
    from planner.lesson.model import Activity, Phase
    from planner.participation.adults.model import AdultPhase, Ground, Oversight


def adults_view(ground: "Ground") -> AdultsView:
    """Return what the adults of a lesson do, see and reach."""
    phases = ground.plan.lesson.phases
    adults = {phase.id: adults_in(ground, phase) for phase in phases}
    watches = tuple(
        _watch(ground, phase, zone, activities, adults[phase.id])
        for phase in phases
        for zone, activities in zones_in_use(ground, phase).items()
    )
    return AdultsView(
        tuple(one for phase in phases for one in adults[phase.id]),
        watches,
        tuple(_teaching(ground, adults)),
        tuple(found for watch in watches for found in _told(ground, watch)),
    )


def _watch(
    ground: "Ground",
    phase: "Phase",
    zone: str,
    activities: "tuple[Activity, ...]",
    adults: "tuple[AdultPhase, ...]",
) -> Watch:
    placed = [one for one in adults if one.sees is not None]
    there = tuple(one.adult for one in placed if zone in one.zones)
    share = max(((one.sees or {}).get(zone, 0.0) for one in placed), default=0.0)
    best = tuple(one.adult for one in placed if share > 0 and (one.sees or {}).get(zone) == share)
    # Where nobody has decided on the adult of an activity, or an adult goes around, somebody may be here.
    undecided = any(not activity.recorded("adult") for activity in phase.activities)
    somewhere = undecided or any(one.task in WITHOUT_PLACE for one in adults)
    ways = [way.distance_m for one in placed for way in one.reaches if way.zone == zone]
    return Watch(
        phase.id,
        zone,
        ground.facts[phase.id].zones[zone].name,
        tuple(activity.id for activity in activities),
        "there" if there else _oversight(share, ground.limits["watch_share"], somewhere=somewhere),
        there or best,
        None if there else share,
        min((way for way in ways if way is not None), default=None),
    )


def _oversight(share: float, least: float, *, somewhere: bool) -> "Oversight":
    if share >= least:
        return "seen"
    if somewhere:
        return "unknown"
    return "partly" if share > 0 else "unseen"


def _told(ground: "Ground", watch: Watch) -> Iterator["Finding"]:
    """Rule 19 by sight lines and ways: a zone no adult sees enough of, or gets to soon enough."""
    scene = Scene(ground.plan, ground.catalogue, ground.limits)
    phase = next(one for one in scene.phases if one.id == watch.phase)
    activities = [one for one in phase.activities if one.id in watch.activities]
    words: dict[str, Value] = {"phase": phase.title, "zone": watch.name, "titles": titles(activities)}
    facts = _lacking(ground, watch)
    if facts is not None:
        variant, numbers = facts
        at = (f"zone:{watch.zone}", f"phase:{phase.id}", *(f"activity:{one.id}" for one in activities))
        yield scene.found("zone_unwatched", at, variant, words | numbers)


def _lacking(ground: "Ground", watch: Watch) -> "tuple[str, dict[str, Value]] | None":
    """Return the variant of what is told of a zone with its numbers, None where nothing is."""
    if watch.oversight == "unseen":
        return "found", {}
    if watch.oversight == "unknown":
        return "missing", {}
    if watch.oversight == "partly":
        least = ground.limits["watch_share"]
        return "partly", {"value": 100 * (watch.share or 0), "limit": 100 * least, "unit": "%"}
    if watch.nearest_m is None:
        return "cut_off", {}
    farthest = ground.limits["watch_reach_m"]
    return (
        ("far", {"value": watch.nearest_m, "limit": farthest, "unit": "m"})
        if (watch.nearest_m > farthest)
        else None
    )


def _teaching(ground: "Ground", adults: "dict[str, tuple[AdultPhase, ...]]") -> Iterator[Teaching]:
    """Yield what is planned and done in each phase; what rule 20 finds of all of them stands in none."""
    found = tuple(co_teaching(Scene(ground.plan, ground.catalogue, ground.limits)))
    for phase in ground.plan.lesson.phases:
        places = {f"phase:{phase.id}", *(f"activity:{activity.id}" for activity in phase.activities)}
        yield Teaching(
            phase.id,
            phase.co_teaching,
            _planned(ground, phase, adults[phase.id]),
            tuple(one.message for one in adults[phase.id]),
            tuple(one for one in found if places & {one.at, *one.also}),
        )


def _planned(ground: "Ground", phase: "Phase", adults: "tuple[AdultPhase, ...]") -> Message:
    words, facts = ground.catalogue.words, {"title": phase.title}
    if phase.co_teaching is not None:
        model = words["co_teaching"][phase.co_teaching]
        return Message(words["co_teaching_view"]["named"], {**facts, "model": model})
    there = sum(one.minutes >= phase.minutes for one in adults)
    key = ("nobody", "alone")[there] if there < 2 else "unnamed"
    return Message(words["co_teaching_view"][key], facts)
