"""Rules about time: sitting, listening, and how often the class changes."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from planner.catalogue.base import Words
from planner.lesson.scene import LESSON, titles

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.catalogue.message import Value
    from planner.lesson.model import Activity, Phase
    from planner.lesson.scene import Scene


def sitting(scene: "Scene") -> Iterator["Finding"]:
    """Rule 13: nobody sits longer at a stretch than the age allows."""
    young = scene.plan.grade <= scene.limits["young_grade"]
    limit = scene.limits["sitting_young" if young else "sitting_old"]
    sure, seated = _longest(scene, _surely_sits(scene))
    possible, phases = _longest(scene, _may_sit(scene))
    if sure > limit:
        facts = _stretch(scene, sure, limit, seated)
        yield scene.found("sitting", f"phase:{seated[0].id}", params=facts)
    elif possible > limit:
        facts = _stretch(scene, possible, limit, phases)
        yield scene.found("sitting", f"phase:{phases[0].id}", "missing", facts)


def _stretch(scene: "Scene", minutes: float, limit: float, phases: list["Phase"]) -> dict[str, "Value"]:
    """Return the facts of a stretch of phases: its minutes, and the phases by the first and the last."""
    template = scene.words("stretch", "one" if len(phases) == 1 else "several")
    ends = {"first": phases[0].title, "last": phases[-1].title}
    where = Words(da=template.da.format(**ends), en=template.en.format(**ends))
    return {"value": minutes, "limit": limit, "unit": "min", "where": where}


def _longest(scene: "Scene", sits: Iterable[bool]) -> tuple[float, list["Phase"]]:
    """Return the longest run of phases, its minutes and its phases; zero and none where there is none."""
    runs: list[list[Phase]] = [[]]
    for phase, seated in zip(scene.phases, sits, strict=True):
        if seated:
            runs[-1].append(phase)
        else:
            runs.append([])
    minutes, _, run = max((sum(p.minutes for p in run), -i, run) for i, run in enumerate(runs))
    return minutes, run


def _moves(scene: "Scene", phase: "Phase", activity: "Activity") -> bool:
    return (
        activity.kind == "break"
        or activity.posture in ("standing", "moving", "free")
        or "movement" in (activity.ways_out or ())
        or "movement_break" in scene.offered(phase, activity)
    )


def _surely_sits(scene: "Scene") -> list[bool]:
    """For each phase whether some student sits all through it, as recorded."""
    return [
        any(a.posture == "sitting" and not _moves(scene, phase, a) for a in phase.activities)
        for phase in scene.phases
    ]


def _may_sit(scene: "Scene") -> list[bool]:
    return [not all(_moves(scene, phase, a) for a in phase.activities) for phase in scene.phases]


def listening(scene: "Scene") -> Iterator["Finding"]:
    """Rule 14: the whole class listens no longer at a stretch than its age allows."""
    limit = scene.limits[f"listening_{_stage(scene)}"]
    minutes, phases = _longest(scene, [_listens(phase) for phase in scene.phases])
    if minutes > limit:
        facts = _stretch(scene, minutes, limit, phases)
        yield scene.found("listening", f"phase:{phases[0].id}", params=facts)
    for phase, activity in scene.activities():
        if activity.kind == "teach" and activity.social_form is None and phase.minutes > limit:
            at, title = f"activity:{activity.id}", activity.title
            yield scene.found("listening", at, "missing", {"title": title})


def _stage(scene: "Scene") -> str:
    """Return which part of school a grade belongs to: young, middle or old."""
    if scene.plan.grade <= scene.limits["first_stage_grade"]:
        return "young"
    return "middle" if scene.plan.grade <= scene.limits["middle_stage_grade"] else "old"


def _listens(phase: "Phase") -> bool:
    return all(a.kind in ("orient", "teach") and a.social_form == "whole_class" for a in phase.activities)


def transitions(scene: "Scene") -> Iterator["Finding"]:
    """Rule 15: few changes for the lesson's length, each announced; the walking is asked of the room."""
    most, per = scene.limits["transitions"], scene.limits["lesson_minutes"]
    changes = len(scene.phases) - 1
    allowed = most * max(scene.minutes, per) / per
    if changes > allowed:
        facts: dict[str, Value] = {"n": changes, "value": changes, "limit": allowed, "unit": "changes"}
        facts |= {"minutes": scene.minutes, "most": most, "per": per}
        yield scene.found("transitions", LESSON, params=facts)
    yield from _unannounced(scene)


def _unannounced(scene: "Scene") -> Iterator["Finding"]:
    """Phases that end without a warning, the last one left out: the lesson ends by itself."""
    lesson = scene.plan.lesson.supports
    silent = [p for p in scene.phases[:-1] if "transition_warning" not in (*lesson, *p.supports)]
    if silent:
        at = (LESSON, *(f"phase:{phase.id}" for phase in silent))
        said = all(phase.recorded("supports") for phase in silent)
        yield scene.found("transitions", at, "signal" if said else "missing", {"titles": titles(silent)})


def time_budget(scene: "Scene") -> Iterator["Finding"]:
    """Tell of phases that last longer than the lesson; asked only where the lesson's length is recorded."""
    length = scene.plan.lesson.minutes
    if length is not None and scene.minutes > length:
        facts: dict[str, Value] = {"value": scene.minutes, "limit": length, "unit": "min"}
        yield scene.found("time_budget", LESSON, params=facts)
