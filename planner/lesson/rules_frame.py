"""Rules about the frame of a lesson: a visible plan, a shared start and finish, one goal."""

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from planner.lesson.scene import LESSON, titles

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.catalogue.message import Value
    from planner.lesson.model import Activity, Phase
    from planner.lesson.scene import Scene


def plan_visible(scene: "Scene") -> Iterator["Finding"]:
    """Rule 2: the plan is visible in every phase."""
    without = [phase for phase in scene.phases if not _shows_plan(scene, phase)]
    if not without:
        return
    if len(without) == len(scene.phases):
        said = scene.plan.lesson.recorded("supports") or any(p.recorded("supports") for p in scene.phases)
        yield scene.found("plan_visible", LESSON, "found" if said else "missing")
        return
    for phase in without:
        yield scene.found("plan_visible", f"phase:{phase.id}", "phase", {"title": phase.title})


def _shows_plan(scene: "Scene", phase: "Phase") -> bool:
    return all("visual_schedule" in scene.offered(phase, activity) for activity in phase.activities)


def shared_start_finish(scene: "Scene") -> Iterator["Finding"]:
    """Rule 3: the class begins and ends together."""
    for phase, variant in ((scene.phases[0], "start"), (scene.phases[-1], "finish")):
        if len(phase.activities) > 1 or phase.activities[0].apart:
            at, n = f"phase:{phase.id}", len(phase.activities)
            yield scene.found("shared_start_finish", at, variant, {"title": phase.title, "n": n})


def same_goal(scene: "Scene") -> Iterator["Finding"]:
    """Rule 10: one goal for all, reached by routes that truly differ."""
    lesson = scene.plan.lesson
    if not (lesson.goal and lesson.goal.strip()):
        variant = "no_goal" if lesson.recorded("goal") else "missing"
        yield scene.found("same_goal", LESSON, variant)
    for phase in scene.phases:
        for one, other in combinations(phase.activities, 2):
            yield from _alike(scene, phase, one, other)


def _alike(scene: "Scene", phase: "Phase", one: "Activity", other: "Activity") -> Iterator["Finding"]:
    at = (f"phase:{phase.id}", f"activity:{one.id}", f"activity:{other.id}")
    both = titles((one, other))
    if _unlike(one, other):
        return
    if all(activity.ways_in is None or activity.ways_out is None for activity in (one, other)):
        yield scene.found("same_goal", at, "unknown", {"titles": both})
    elif one.ways_in is not None and other.ways_in is not None:
        yield scene.found("same_goal", at, params={"titles": both})


def _unlike(one: "Activity", other: "Activity") -> bool:
    """Whether two routes differ in content, method, time, material or organisation, as far as recorded."""
    return (
        one.kind != other.kind
        or set(one.ways_in or ()) != set(other.ways_in or ())
        or set(one.ways_out or ()) != set(other.ways_out or ())
        or one.social_form != other.social_form
        or one.group_size != other.group_size
        or set(one.supports) != set(other.supports)
    )


def option_count(scene: "Scene") -> Iterator["Finding"]:
    """Rule 9: two to four ways to work in a phase of work."""
    few, many = scene.limits["options_few"], scene.limits["options_many"]
    for phase in scene.phases:
        count = sum(activity.kind == "work" for activity in phase.activities)
        if few <= count <= many or not count:
            continue
        variant, limit = ("found", few) if count < few else ("many", many)
        facts: dict[str, Value] = {"n": count, "value": count, "limit": limit, "unit": "options"}
        facts |= {"title": phase.title, "few": few, "many": many}
        yield scene.found("option_count", f"phase:{phase.id}", variant, facts)
