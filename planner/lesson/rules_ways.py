"""Rules about ways to take part: in, out, and never only aloud before everyone."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.catalogue.message import Value
    from planner.lesson.model import Phase
    from planner.lesson.scene import Scene

Side = Literal["ways_in", "ways_out"]
ASKS_FOR: Final[dict[Side, tuple[str, ...]]] = {
    "ways_in": ("orient", "teach", "work", "share"),
    "ways_out": ("teach", "work", "share"),
}
"""Kinds of activity that need several ways in or out; an overview asks nobody for a product."""


def ways_in_out(scene: "Scene") -> Iterator["Finding"]:
    """Rule 11: each phase has at least two ways in and two ways out."""
    for phase in scene.phases:
        yield from _too_few(scene, phase, "ways_in")
        yield from _too_few(scene, phase, "ways_out")


def _too_few(scene: "Scene", phase: "Phase", side: Side) -> Iterator["Finding"]:
    asked = [activity for activity in phase.activities if activity.kind in ASKS_FOR[side]]
    if not asked:
        return
    least = scene.limits["ways_least"]
    ways = {way for activity in asked for way in getattr(activity, side) or ()}
    silent = [activity for activity in asked if getattr(activity, side) is None and len(ways) < least]
    for activity in silent:
        variant = "missing" if side == "ways_in" else "missing_out"
        yield scene.found("ways_in_out", f"activity:{activity.id}", variant, {"title": activity.title})
    if len(ways) < least and not silent:
        variant = "found" if side == "ways_in" else "few_out"
        facts: dict[str, Value] = {"n": len(ways), "value": len(ways), "limit": least, "unit": "ways"}
        yield scene.found("ways_in_out", f"phase:{phase.id}", variant, {**facts, "title": phase.title})


def plenary_alternative(scene: "Scene") -> Iterator["Finding"]:
    """Rule 12: who does not speak before everyone can answer in another way."""
    for phase, activity in scene.activities():
        at = f"activity:{activity.id}"
        if activity.ways_out is None and activity.kind in ("teach", "share"):
            yield scene.found("plenary_alternative", at, "missing", {"title": activity.title})
        only_aloud = set(activity.ways_out or ()) == {"speech_plenary"}
        if only_aloud and "own_card" not in scene.offered(phase, activity):
            yield scene.found("plenary_alternative", at, params={"title": activity.title})
