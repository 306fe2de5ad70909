"""Lesson rules that need the room: places, ways, sound, adults in sight; and all rules that ask it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from math import isnan
from typing import TYPE_CHECKING, Final

from planner.lesson.scene import LESSON, Scene, titles
from planner.participation.bands import checked_students, class_size
from planner.participation.setting_belonging import class_is_base, inside_shared
from planner.participation.stage import Stage

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.catalogue.message import Value
    from planner.catalogue.model import Catalogue, Limits
    from planner.lesson.model import Activity, Phase, Plan
    from planner.participation.model import Cell
    from planner.room.facts import RoomFacts, ZoneFacts


def walking(stage: Stage) -> Iterator["Finding"]:
    """Rule 15, the walking part: settling and the longest walks take a small share of the lesson."""
    scene = stage.scene
    limits, seconds = scene.limits, 0.0
    for here, there in pairwise(scene.phases):
        distances = list(_distances(stage, here, there))
        if not distances:
            yield scene.found("transitions", f"phase:{there.id}", "no_place", {"title": there.title})
            return
        seconds += limits["settle_s"] + max(distances) / limits["child_speed_m_s"]
    share, most = seconds / 60 / scene.minutes, limits["transition_share"]
    if share > most:
        facts: dict[str, Value] = {"value": 100 * share, "limit": 100 * most, "unit": "%"}
        facts |= {"minutes": seconds / 60, "total": scene.minutes}
        yield scene.found("transitions", LESSON, "walking", facts)


def _distances(stage: Stage, here: "Phase", there: "Phase") -> Iterator[float]:
    """Yield walking distances between the zones of two phases, in metres; ways nobody can walk left out."""
    facts = stage.facts[there.id]
    for _, start in stage.used(here):
        for _, end in stage.used(there):
            route = facts.routes.get((start.id, end.id))
            if start.id == end.id:
                yield 0.0
            elif route and route.distance_m is not None:
                yield route.distance_m


def _needs(plan: "Plan", prerequisite: str) -> bool:
    """Whether anybody in the class needs a prerequisite."""
    return any(n.id == prerequisite for student in checked_students(plan) for n in student.prerequisites)


def quiet_zone_loud(stage: Stage) -> Iterator["Finding"]:
    """Rule 16: no loud activity beside a quiet zone that is in use, or that someone may withdraw to."""
    withdraws = _needs(stage.scene.plan, "break_exit")
    for phase in stage.scene.phases:
        used = {zone.id for _, zone in stage.used(phase)}
        for zone in stage.facts[phase.id].zones.values():
            if zone.quiet and (withdraws or zone.id in used):
                yield from _loud_beside(stage, phase, zone)


def _loud_beside(stage: Stage, phase: "Phase", quiet: "ZoneFacts") -> Iterator["Finding"]:
    """Tell of each activity once, from the zone from which it is heard best."""
    least = stage.scene.limits["quiet_reduction_db"]
    told: set[str] = set()
    heard = [(_reduction_db(stage.facts[phase.id], z.id, quiet.id), a, z) for a, z in stage.used(phase)]
    for reduction, activity, zone in sorted(heard, key=lambda entry: (isnan(entry[0]), entry[0])):
        variant = _loudness(stage, activity, reduction, inside=zone.id == quiet.id)
        if variant is None or activity.id in told:
            continue
        told.add(activity.id)
        at = (f"zone:{quiet.id}", f"phase:{phase.id}", f"activity:{activity.id}")
        facts: dict[str, Value] = {"zone": quiet.name, "title": activity.title, "phase": phase.title}
        if variant == "found":
            facts |= {"value": reduction, "limit": least, "unit": "dB"}
        yield stage.scene.found("quiet_zone_loud", at, variant, facts)


def _reduction_db(facts: "RoomFacts", start: str, end: str) -> float:
    """Return how much quieter a sound of one zone is in another than where it is made; NaN: not recorded."""
    sound = facts.sound
    source, receiver = sound.zones.index(start), sound.zones.index(end)
    return float(sound.transfer_db[source, source] - sound.transfer_db[source, receiver])


def _loudness(stage: Stage, activity: "Activity", reduction: float, *, inside: bool) -> str | None:
    """Return the variant of the message an activity earns beside, or inside, a quiet zone."""
    open_to = inside or isnan(reduction) or reduction < stage.scene.limits["quiet_reduction_db"]
    if not open_to:
        return None
    if activity.voice is None:
        return "missing"
    if activity.voice < stage.scene.limits["loud_voice"]:
        return None
    if inside:
        return "inside"
    return "missing_sound" if isnan(reduction) else "found"


def capacity(stage: Stage) -> Iterator["Finding"]:
    """Rule 17: each phase has a place for every student."""
    size = class_size(stage.scene.plan, stage.scene.limits)
    students = size.least
    if not size.known:
        yield stage.scene.found("capacity", LESSON, "missing_size")
    for phase in stage.scene.phases:
        at = f"phase:{phase.id}"
        open_activities = [activity for activity in phase.activities if activity.zones is None]
        zones = {zone.id: zone for _, zone in stage.used(phase)}
        places = sum(zone.places for zone in zones.values())
        if places >= students:
            continue
        facts: dict[str, Value] = {"value": places, "limit": students, "unit": "places", "title": phase.title}
        if open_activities:
            facts["titles"] = titles(open_activities)
            yield stage.scene.found("capacity", at, "missing", facts)
            continue
        estimated = any(zone.places_estimated for zone in zones.values())
        yield stage.scene.found("capacity", at, "estimated" if estimated else "found", facts)


def step_free_path(stage: Stage) -> Iterator["Finding"]:
    """Rule 18: a step-free way leads from the entrance to every zone in use; the toilet is not drawn."""
    scene = stage.scene
    least = scene.limits["wheelchair_passage_m"] - scene.limits["limit_tie_m"]
    seen: set[str] = set()
    for phase in scene.phases:
        for _, zone in stage.used(phase):
            if zone.id in seen or zone.entrance.wheel_clear_m >= least:
                continue
            seen.add(zone.id)
            clear_m, limit = zone.entrance.wheel_clear_m, scene.limits["wheelchair_passage_m"]
            facts: dict[str, Value] = {"value": clear_m, "limit": limit, "unit": "m", "zone": zone.name}
            yield scene.found(
                "step_free_path", f"zone:{zone.id}", "found" if clear_m > 0 else "no_way", facts
            )
    if _needs(scene.plan, "step_free"):
        yield scene.found("step_free_path", LESSON, "missing")


def adult_in_sight(stage: Stage) -> Iterator["Finding"]:
    """Rule 19: every zone in use has an adult in it, or one nearby who can see it by estimate."""
    for phase in stage.scene.phases:
        adults = _adult_zones(stage, phase)
        undecided = any(not activity.recorded("adult") for activity in phase.activities)
        for zone, activity in _first_uses(stage.used(phase)):
            reason = _unseen(zone, adults)
            if reason is None or activity.kind == "break":
                continue
            at = (f"zone:{zone.id}", f"phase:{phase.id}", f"activity:{activity.id}")
            words = {"zone": zone.name, "title": activity.title}
            yield stage.scene.found("adult_in_sight", at, "missing" if undecided else reason, words)


def _first_uses(
    used: Iterable[tuple["Activity", "ZoneFacts"]],
) -> Iterator[tuple["ZoneFacts", "Activity"]]:
    """Every zone once, with the first activity in it."""
    first: dict[str, tuple[ZoneFacts, Activity]] = {}
    for activity, zone in used:
        first.setdefault(zone.id, (zone, activity))
    yield from first.values()


def _adult_zones(stage: Stage, phase: "Phase") -> list["ZoneFacts"]:
    """Return the zones an adult who is there all the phase is in, or moves between."""
    present = {adult.id for adult in stage.scene.plan.adults if stage.scene.present(adult, phase)}
    return [zone for activity, zone in stage.used(phase) if activity.adult in present]


def _unseen(zone: "ZoneFacts", adults: list["ZoneFacts"]) -> str | None:
    """Return why no adult sees a zone, as a variant of the message; None where one is there or sees it."""
    if any(adult.id == zone.id for adult in adults):
        return None
    beside = [adult for adult in adults if adult.room == zone.room]
    if not beside:
        return "found"
    open_between = not zone.screened and any(not adult.screened for adult in beside)
    return None if open_between else "screened"


RULES: Final[tuple[Callable[[Stage], Iterator["Finding"]], ...]] = (
    class_is_base,
    inside_shared,
    walking,
    quiet_zone_loud,
    capacity,
    step_free_path,
    adult_in_sight,
)


def setting_findings(
    plan: "Plan",
    facts_by_phase: Mapping[str, "RoomFacts"],
    cells: tuple["Cell", ...],
    catalogue: "Catalogue",
    limits: "Limits",
) -> tuple["Finding", ...]:
    """Return what the lesson rules find that ask the room or the verdicts.

    ``facts_by_phase`` holds the room facts under each phase's id, its furniture moved as the phase says.
    """
    stage = Stage(Scene(plan, catalogue, limits), facts_by_phase, cells)
    return tuple(found for rule in RULES for found in rule(stage))
