"""Plan B: a lesson with one adult fewer, and what breaks in it.

The copy without the adult is a plan like any other: whoever looks for repairs begins with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.catalogue.message import Message
from planner.lesson.scene import titles
from planner.participation.adults.places import adult_name
from planner.participation.bands import student_words
from planner.participation.model import Verdict

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.catalogue.message import Value
    from planner.lesson.model import Activity, Adult, Phase, Plan
    from planner.participation.adults.model import AdultsView, Ground, Watch
    from planner.participation.model import Cell, Check

_TURNED = {
    Verdict.WITH_SUPPORT: "own_support",
    Verdict.UNKNOWN: "unknown",
    Verdict.NOT_POSSIBLE: "lost",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What is known of a plan: what it stands on, its check and its adults."""

    ground: "Ground"
    check: "Check"
    adults: "AdultsView"


@dataclass(frozen=True, slots=True)
class Turned:
    """A student who takes part worse in a phase than before; ``phase`` is None for the way through all."""

    student: str
    phase: str | None
    before: Verdict | None
    after: Verdict | None
    message: Message


@dataclass(frozen=True, slots=True)
class PlanB:
    """What breaks without one adult.

    Attributes
    ----------
    adult, start
        Who is missing, from which minute of the lesson.
    plan
        The copy without them.
    title
        What this is, for the head of a page.
    tasks
        What nobody does now, phase by phase, in sentences.
    students
        Whoever takes part worse now, by phase in the order of the check.
    watches
        Zones in use that were seen and are not now.
    findings
        What the check and the adults find now and did not before.
    summary
        What to say where nothing breaks, None where something does.
    """

    adult: str
    start: float
    plan: "Plan"
    title: Message
    tasks: tuple[Message, ...]
    students: tuple[Turned, ...]
    watches: "tuple[Watch, ...]"
    findings: "tuple[Finding, ...]"
    summary: Message | None

    @property
    def breaks(self) -> bool:
        """Whether anything breaks."""
        return bool(self.tasks or self.students or self.watches or self.findings)


def without_adult(plan: "Plan", adult: str, start: float = 0.0) -> "Plan":
    """Return a copy of a plan in which an adult is missing from a minute on.

    What they were set on in the phases they are not there for to the end has no adult. How the phase was
    to be taught together stays as it is: that it no longer fits is one of the things to tell.

    Raises
    ------
    KeyError
        The plan has no such adult.
    """
    if adult not in {one.id for one in plan.adults}:
        raise KeyError(adult)
    adults = tuple(
        kept for one in plan.adults if (kept := _leaving(one, start) if one.id == adult else one) is not None
    )
    ends = _ends(plan)
    phases = tuple(
        _deserted(phase, adult) if end > start else phase
        for phase, end in zip(plan.lesson.phases, ends, strict=True)
    )
    lesson = plan.lesson.model_copy(update={"phases": phases})
    return plan.model_copy(update={"adults": adults, "lesson": lesson})


def _leaving(adult: "Adult", start: float) -> "Adult | None":
    first, last = adult.present or (0.0, None)
    if start <= first:
        return None
    return adult.model_copy(update={"present": (first, start if last is None else min(start, last))})


def _ends(plan: "Plan") -> list[float]:
    ends: list[float] = []
    for phase in plan.lesson.phases:
        ends.append((ends[-1] if ends else 0.0) + phase.minutes)
    return ends


def _deserted(phase: "Phase", adult: str) -> "Phase":
    activities = tuple(
        activity.model_copy(update={"adult": None}) if activity.adult == adult else activity
        for activity in phase.activities
    )
    return phase.model_copy(update={"activities": activities})


def plan_b(adult: str, start: float, before: Answered, after: Answered) -> PlanB:
    """Return what breaks between a plan and its copy without an adult; both are answered already."""
    ground = before.ground
    missing = next(one for one in ground.plan.adults if one.id == adult)
    words = ground.catalogue.words["plan_b"]
    facts: dict[str, Value] = {"adult": adult_name(ground, missing), "value": start}
    found = PlanB(
        adult,
        start,
        after.ground.plan,
        Message(words["title_from" if start > 0 else "title_all"], facts),
        tuple(_tasks(before, after, missing)),
        (*_turned(before, after), *_ways(before, after)),
        _unwatched(before, after),
        _came(before, after),
        Message(words["nothing"], facts),
    )
    return replace(found, summary=None) if found.breaks else found


def _tasks(before: Answered, after: Answered, adult: "Adult") -> Iterator[Message]:
    words = before.ground.catalogue.words
    for phase, now in zip(before.ground.plan.lesson.phases, after.ground.plan.lesson.phases, strict=True):
        left = [was for was, one in zip(phase.activities, now.activities, strict=True) if _left(was, one)]
        if left:
            yield Message(words["plan_b"]["task"], {"phase": phase.title, "titles": titles(left)})
        elif _was_with(before, phase, adult) and not _was_with(after, now, adult):
            model = words["co_teaching"][phase.co_teaching or ""]
            facts: dict[str, Value] = {"phase": phase.title, "adult": adult_name(before.ground, adult)}
            yield Message(words["plan_b"]["together"], facts | {"model": model})


def _left(was: "Activity", now: "Activity") -> bool:
    return was.adult is not None and now.adult is None


def _was_with(answered: Answered, phase: "Phase", adult: "Adult") -> bool:
    """Whether an adult is there all of a phase that has a way of teaching together."""
    return phase.co_teaching is not None and any(
        one.adult == adult.id and one.phase == phase.id and one.minutes >= phase.minutes
        for one in answered.adults.adults
    )


def _turned(before: Answered, after: Answered) -> Iterator[Turned]:
    was = {(cell.student, cell.phase): cell for cell in before.check.cells}
    for cell in after.check.cells:
        old = was[cell.student, cell.phase].verdict
        if cell.verdict > old:
            yield Turned(cell.student, cell.phase, old, cell.verdict, _said(before, cell))


def _said(before: Answered, cell: "Cell") -> Message:
    title = next(one.title for one in before.ground.plan.lesson.phases if one.id == cell.phase)
    words = before.ground.catalogue.words["plan_b"][_TURNED[cell.verdict]]
    return Message(words, {"student": student_words(cell.student), "phase": title})


def _ways(before: Answered, after: Answered) -> Iterator[Turned]:
    """Yield who had a way through the lesson and has none; where a phase was lost, that is told already."""
    complete = {path.student for path in before.check.paths if path.complete}
    lost = {cell.student for cell in after.check.cells if cell.verdict is Verdict.NOT_POSSIBLE}
    words = before.ground.catalogue.words["plan_b"]["way"]
    for path in after.check.paths:
        if path.student in complete - lost and not path.complete:
            message = Message(words, {"student": student_words(path.student)})
            yield Turned(path.student, None, None, None, message)


def _unwatched(before: Answered, after: Answered) -> "tuple[Watch, ...]":
    was = {(one.phase, one.zone) for one in before.adults.watches if one.oversight in ("there", "seen")}
    return tuple(
        one
        for one in after.adults.watches
        if (one.phase, one.zone) in was and one.oversight not in ("there", "seen")
    )


def _came(before: Answered, after: Answered) -> "tuple[Finding, ...]":
    """Return the findings of the copy that the plan does not have; other numbers make no other finding."""
    old = {_key(one) for one in (*before.check.findings, *before.adults.findings)}
    now = (*after.check.findings, *after.adults.findings)
    return tuple(one for one in now if _key(one) not in old)


def _key(finding: "Finding") -> tuple[str, str, frozenset[str], str]:
    return finding.rule.id, finding.at, frozenset(finding.also), finding.message.template.en
