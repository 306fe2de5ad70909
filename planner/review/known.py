"""What the planner knows by itself of each part of the review's template."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from babel.dates import format_date

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.lesson.scene import titles
from planner.participation.bands import is_band
from planner.participation.model import Verdict
from planner.review.model import MOST_STEPS, PartId, Step
from planner.review.unmet import Unmet, unmet_of
from planner.room.patch_words import both

if TYPE_CHECKING:
    from planner.lesson.model import Activity, Adult, Phase, Plan
    from planner.participation.model import Check
    from planner.plan.compare import Side

SEVERITIES: Final = ("stop", "look", "note")
MOST_FINDINGS: Final = 8
CHOICE: Final = 2
Known = Iterator[Message]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known: the plan with its room and check, what students said, what is agreed."""

    side: "Side"
    voice: tuple[Message, ...] = ()
    steps: tuple[Step, ...] = ()
    evaluation: date | None = None


def known_of(part: PartId, knowledge: Knowledge) -> tuple[Message, ...]:
    """Return what the planner fills into a part of the template."""
    fill = _FILLED.get(part)
    return tuple(fill(knowledge)) if fill else ()


def day_words(day: date) -> Words:
    """Return a day as people write it."""
    return Words(da=format_date(day, "d. MMMM y", locale="da"), en=format_date(day, "d MMMM y", locale="en"))


def known_message(key: str, **params: Value) -> Message:
    """Return a sentence the planner fills in."""
    return Message(load_catalogue().words["review_known"][key], params)


def _context(knowledge: Knowledge) -> Known:
    plan, layout = knowledge.side.plan, knowledge.side.layout
    lesson: dict[str, Value] = {"title": plan.title, "grade": plan.grade, "phases": len(plan.lesson.phases)}
    lesson["minutes"] = sum(phase.minutes for phase in plan.lesson.phases)
    if plan.subject:
        yield known_message("lesson_subject", **lesson, subject=plan.subject)
    else:
        yield known_message("lesson", **lesson)
    size = max(len(plan.students), plan.class_size or 0)
    yield known_message("size", n=size) if size else known_message("size_missing")
    if layout:
        yield known_message("room", room=layout.name, n=len(layout.zones))
    adults = tuple(_adult(adult) for adult in plan.adults)
    yield known_message("adults", adults=adults) if adults else known_message("adults_none")


def _adult(adult: "Adult") -> Words:
    role = load_catalogue().words["role"][adult.role]
    if adult.present is None:
        return both(known_message("adult", role=role))
    start, end = adult.present
    return both(known_message("adult_present", role=role, start=start, end=end))


def _goal(knowledge: Knowledge) -> Known:
    goal = knowledge.side.plan.lesson.goal
    yield known_message("goal", goal=goal) if goal else known_message("goal_missing")


def _findings(knowledge: Knowledge) -> Known:
    check = knowledge.side.check
    if check is None:
        yield known_message("unchecked")
        return
    severities = load_catalogue().words["severity"]
    found = sorted(check.findings, key=lambda one: SEVERITIES.index(one.severity))
    for one in found[:MOST_FINDINGS]:
        yield known_message("finding", severity=severities[one.severity], finding=both(one.message))
    if len(found) > MOST_FINDINGS:
        yield known_message("findings_more", n=len(found) - MOST_FINDINGS)
    if not found:
        yield known_message("findings_none")
    unmet = unmet_of(check)
    yield from (_unmet(one, knowledge.side.plan) for one in unmet)
    if not unmet:
        yield known_message("unmet_none")


def _unmet(unmet: Unmet, plan: "Plan") -> Message:
    name = load_catalogue().prerequisites[unmet.prerequisite].name
    phases = titles(phase for phase in plan.lesson.phases if phase.id in unmet.phases)
    # A band stands for several students, so that nobody can count them.
    if any(map(is_band, unmet.students)):
        return known_message("unmet_uncounted", need=name, phases=phases)
    return known_message("unmet", need=name, phases=phases, n=len(unmet.students))


def _perspectives(knowledge: Knowledge) -> Known:
    check = knowledge.side.check
    if check is not None:
        rooms = load_catalogue().room_rules
        about_room = sum(one.rule.id in rooms for one in check.findings)
        yield known_message("setting", n=about_room, lesson=len(check.findings) - about_room)
        yield from _unknown(check)
    yield from knowledge.voice or (known_message("students_not_asked"),)
    yield known_message("individual")


def _unknown(check: "Check") -> Known:
    students = {cell.student for cell in check.cells if cell.verdict is Verdict.UNKNOWN}
    if any(map(is_band, students)):
        yield known_message("unknown_uncounted")
    elif students:
        yield known_message("unknown", n=len(students))


def _strengths(knowledge: Knowledge) -> Known:
    plan, check = knowledge.side.plan, knowledge.side.check
    said = tuple(_working(plan, check))
    yield from said or (known_message("no_strength"),)


def _working(plan: "Plan", check: "Check | None") -> Known:
    supports = load_catalogue().supports
    names = tuple(supports[one].name for one in plan.lesson.supports if one in supports)
    if names:
        yield known_message("supports", supports=names)
    if check is None or not check.cells:
        return
    good = _phases(plan, lambda phase: _all_in(check, phase))
    if good:
        yield known_message("all_in", phases=titles(good))
    free = _phases(plan, lambda phase: _all_choose(check, phase))
    if free:
        yield known_message("choice", phases=titles(free))


def _phases(plan: "Plan", holds: Callable[[str], bool]) -> list["Phase"]:
    return [phase for phase in plan.lesson.phases if holds(phase.id)]


def _all_in(check: "Check", phase: str) -> bool:
    return all(cell.verdict <= Verdict.WITH_SUPPORT for cell in check.cells if cell.phase == phase)


def _all_choose(check: "Check", phase: str) -> bool:
    return all(path.choices.get(phase, 0) >= CHOICE for path in check.paths)


def _steps(knowledge: Knowledge) -> Known:
    left = MOST_STEPS - len(knowledge.steps)
    if left:
        yield known_message("steps_left", n=left)


def _voice(knowledge: Knowledge) -> Known:
    yield from knowledge.voice or (known_message("students_not_asked"),)


def _evaluation(knowledge: Knowledge) -> Known:
    day = knowledge.evaluation
    yield known_message("evaluation", day=day_words(day)) if day else known_message("evaluation_missing")
    plan = knowledge.side.plan
    apart = [(phase, one) for phase in plan.lesson.phases for one in phase.activities if one.apart]
    yield from (_apart(plan, phase, activity) for phase, activity in apart)
    if not apart:
        yield known_message("apart_none")


def _apart(plan: "Plan", phase: "Phase", activity: "Activity") -> Message:
    purpose = activity.apart.purpose if activity.apart else None
    params: dict[str, Value] = {"activity": activity.title, "phase": phase.title}
    missing = load_catalogue().words["review_known"]["apart_purpose_missing"]
    params["purpose"] = f"{purpose.rstrip('. ')}." if purpose else missing
    returns_to = activity.apart.returns_to if activity.apart else None
    back = next((one.title for one in plan.lesson.phases if one.id == returns_to), None)
    if back is None:
        return known_message("apart_no_return", **params)
    return known_message("apart", **params, back=back)


_FILLED: Final[dict[PartId, Callable[[Knowledge], Known]]] = {
    "context": _context,
    "goal": _goal,
    "findings": _findings,
    "perspectives": _perspectives,
    "strengths": _strengths,
    "steps": _steps,
    "voice": _voice,
    "evaluation": _evaluation,
}
"""Of what keeps a problem going and of the signs that it goes, only people know something."""
