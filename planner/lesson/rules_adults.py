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


def co_teaching(scene: "Scene") -> Iterator["Finding"]:
    """Rule 20: the model is named, nobody is without a task, assisting is not all there is."""
    yield from _absent(scene)
    shared = [phase for phase in scene.phases if len(_present(scene, phase)) > 1]
    if not shared:
        return
    yield from _unnamed(scene, shared)
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
