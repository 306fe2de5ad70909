"""Rules about two adults who teach together: a model with a name, a task for each."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planner.lesson.scene import LESSON, titles

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.catalogue.message import Value
    from planner.lesson.model import Adult, Phase
    from planner.lesson.scene import Scene

ASSISTING: Final = ("one_observes", "one_assists")
BOTH_BUSY: Final = (*ASSISTING, "team")
"""Models in which an adult has a task without an activity of their own."""

SPLIT: Final = ("parallel", "station", "alternative")
"""Models in which the class is divided between the adults."""


def co_teaching(scene: "Scene") -> Iterator["Finding"]:
    """Rule 20: the model is named, nobody is without a task, assisting is not all there is.

    The model fits the adults who are there and what they are set on.
    """
    yield from _absent(scene)
    yield from _alone(scene)
    shared = [phase for phase in scene.phases if len(_present(scene, phase)) > 1]
    if not shared:
        return
    yield from _unnamed(scene, shared)
    yield from _undivided(scene, shared)
    yield from _divided(scene, shared)
    yield from _idle(scene, shared)
    yield from _assist_only(scene, shared)
    yield replace(scene.found("co_teaching", LESSON, "evaluate"), severity="note")


def _present(scene: "Scene", phase: "Phase") -> list["Adult"]:
    return [adult for adult in scene.plan.adults if scene.present(adult, phase)]


def _adult(scene: "Scene", adult: "Adult") -> dict[str, "Value"]:
    return {"adult": adult.id, "role": scene.words("role", adult.role)}


def _absent(scene: "Scene") -> Iterator["Finding"]:
    """Adults who are set on an activity while they are not there all the time."""
    adults = {adult.id: adult for adult in scene.plan.adults}
    for phase, activity in scene.activities():
        adult = adults.get(activity.adult or "")
        if adult and not scene.present(adult, phase):
            words = {**_adult(scene, adult), "title": activity.title}
            yield scene.found("co_teaching", f"activity:{activity.id}", "absent", words)


def _alone(scene: "Scene") -> Iterator["Finding"]:
    """Phases planned for two in which fewer are there; unknown where nobody has said who is."""
    variant = "alone" if scene.plan.recorded("adults") else "who"
    for phase in scene.phases:
        there = len(_present(scene, phase))
        if phase.co_teaching and there < 2:
            yield _about_model(scene, phase, variant, n=there)


def _undivided(scene: "Scene", shared: list["Phase"]) -> Iterator["Finding"]:
    """Models that divide the class, in a phase with nothing to divide it between.

    Where an adult is without a task for that reason, that is said instead.
    """
    for phase in shared:
        idle = any(_without_task(scene, adult, phase) for adult in scene.plan.adults)
        if phase.co_teaching in SPLIT and _parts(phase) < 2 and not idle:
            yield _about_model(scene, phase, "undivided")


def _parts(phase: "Phase") -> int:
    """Count what a class can be divided between; two halves can do the same in two zones."""
    zones = {zone for activity in phase.activities for zone in activity.zones or ()}
    return max(len(phase.activities), len(zones) if phase.co_teaching == "parallel" else 0)


def _divided(scene: "Scene", shared: list["Phase"]) -> Iterator["Finding"]:
    """Models in which the adults are on one thing, in a phase where each has an activity of their own."""
    for phase in shared:
        busy = {activity.adult for activity in phase.activities}
        if phase.co_teaching in BOTH_BUSY and busy.issuperset(one.id for one in _present(scene, phase)):
            yield _about_model(scene, phase, "divided")


def _about_model(scene: "Scene", phase: "Phase", variant: str, **facts: "Value") -> "Finding":
    words: dict[str, Value] = {
        "title": phase.title,
        "model": scene.words("co_teaching", phase.co_teaching or ""),
    }
    return scene.found("co_teaching", f"phase:{phase.id}", variant, words | facts)


def _unnamed(scene: "Scene", shared: list["Phase"]) -> Iterator["Finding"]:
    unnamed = [phase for phase in shared if phase.co_teaching is None]
    if unnamed:
        at = (LESSON, *(f"phase:{phase.id}" for phase in unnamed))
        yield scene.found("co_teaching", at, "missing", {"titles": titles(unnamed)})


def _idle(scene: "Scene", shared: list["Phase"]) -> Iterator["Finding"]:
    """Adults who are there without a task, as far as every activity says who is on it."""
    for adult in scene.plan.adults:
        phases = [phase for phase in shared if _without_task(scene, adult, phase)]
        if phases:
            at = (LESSON, *(f"phase:{phase.id}" for phase in phases))
            words = {**_adult(scene, adult), "titles": titles(phases)}
            yield scene.found("co_teaching", at, params=words)


def _without_task(scene: "Scene", adult: "Adult", phase: "Phase") -> bool:
    return (
        scene.present(adult, phase)
        and phase.co_teaching not in BOTH_BUSY
        and all(a.recorded("adult") and a.adult != adult.id for a in phase.activities)
    )


def _assist_only(scene: "Scene", shared: list["Phase"]) -> Iterator["Finding"]:
    named = [phase for phase in shared if phase.co_teaching]
    minutes = sum(phase.minutes for phase in named)
    assisting = sum(phase.minutes for phase in named if phase.co_teaching in ASSISTING)
    most = scene.limits["assist_share"]
    if minutes and assisting / minutes > most:
        facts: dict[str, Value] = {"value": 100 * assisting / minutes, "limit": 100 * most, "unit": "%"}
        yield scene.found("co_teaching", LESSON, "assist", facts)
