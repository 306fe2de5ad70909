"""What a repair answers: proposals that were applied to a copy and checked, and what each does for whom."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message
from planner.participation.bands import student_words
from planner.participation.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.catalogue.base import Language
    from planner.catalogue.message import Value
    from planner.lesson.model import Plan
    from planner.participation.model import Check
    from planner.participation.repair.model import Lacks
    from planner.plan.changes import Change
    from planner.plan.difference import Difference
    from planner.plan.remedy import Remedy

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A set of changes.

    Attributes
    ----------
    remedies
        What is changed, in the order in which it is made.
    changes
        The same as changes of a plan that carries its room.
    effort
        What they ask of the adults together, by the catalogue.
    plan, check
        The copy they were made in, and its check.
    difference
        What they do for whom.
    lacks
        What is still lacking; nothing for a repair.
    """

    remedies: "tuple[Remedy, ...]"
    changes: "tuple[Change, ...]"
    effort: float
    plan: "Plan"
    check: "Check"
    difference: "Difference"
    lacks: "Lacks"

    @property
    def changed(self) -> tuple[str, ...]:
        """The students whose verdict, options or way are others than before, in the order of the plan."""
        told = self.difference
        who = {one.student for one in told.cells} | {one.student for one in told.choices}
        who |= {*told.paths_opened, *told.paths_broken}
        return tuple(path.student for path in self.check.paths if path.student in who)

    @property
    def after(self) -> dict[str, int]:
        """How many students times phases are not possible, and unknown, afterwards."""
        counts = Counter(cell.verdict for cell in self.check.cells)
        return {verdict.id: counts[verdict] for verdict in (Verdict.NOT_POSSIBLE, Verdict.UNKNOWN)}


@dataclass(frozen=True, slots=True)
class Repaired:
    """The answer for a plan.

    Attributes
    ----------
    before
        What the plan lacks.
    proposals
        Those after which nothing lacks, the least effort first.
    nearest
        Where there is none, the one that leaves the least lacking; None where nothing helps.
    checks
        How many plans were checked for it.
    choices
        How many options each student is to have in each phase.
    """

    plan: "Plan"
    check: "Check"
    before: "Lacks"
    proposals: tuple[Proposal, ...]
    nearest: Proposal | None
    checks: int
    choices: int

    @property
    def stops(self) -> bool:
        """Whether something lacks that no proposal mends."""
        return bool(self.before.count and not self.proposals)

    def helps(self, proposal: Proposal) -> tuple[str, ...]:
        """Return those who lacked something and for whom something changes."""
        return tuple(one for one in proposal.changed if one in self._lacking)

    def touches(self, proposal: Proposal) -> tuple[str, ...]:
        """Return whom else it touches: those for whom something changes though they lacked nothing."""
        return tuple(one for one in proposal.changed if one not in self._lacking)

    @property
    def _lacking(self) -> frozenset[str]:
        before = self.before
        return frozenset(student for student, _ in (*before.ways, *before.choices, *before.places))

    @property
    def message(self) -> Message:
        """The answer in one sentence."""
        if not self.before.count:
            return _told("nothing", n=self.choices)
        if self.proposals:
            return _told("found", n=len(self.proposals))
        return _told("none" if self.nearest else "helpless")


def lack_sentences(lacks: "Lacks", plan: "Plan") -> tuple[Message, ...]:
    """Say what is still lacking."""
    titles = {phase.id: phase.title for phase in plan.lesson.phases}
    kinds = (("way", lacks.ways), ("choice", lacks.choices), ("place", lacks.places))
    return tuple(
        _told(kind, student=student_words(student), phase=titles[phase])
        for kind, places in kinds
        for student, phase in places
    )


def effect_sentences(proposal: Proposal) -> "Iterator[Message]":
    """Say in how many students' phases a proposal makes things better or worse."""
    for phase in proposal.plan.lesson.phases:
        for kind, counts in (("better", proposal.difference.better), ("worse", proposal.difference.worse)):
            if counts.get(phase.id):
                yield _told(kind, phase=phase.title, n=counts[phase.id])


def repair_report(repaired: Repaired, language: "Language") -> Json:
    """Return an answer as plain JSON, the public contract of ``planner repair --json``."""
    return {
        "message": repaired.message.text(language),
        "before": _lacks(repaired.before),
        "repairs": [_proposal(repaired, one, language) for one in repaired.proposals],
        "nearest": _proposal(repaired, repaired.nearest, language) if repaired.nearest else None,
        "checks": repaired.checks,
    }


def _proposal(repaired: Repaired, proposal: Proposal, language: "Language") -> Json:
    difference = proposal.difference
    return {
        "changes": [_change(remedy, language) for remedy in proposal.remedies],
        "effort": round(proposal.effort, 2),
        "after": proposal.after,
        "helps": list(repaired.helps(proposal)),
        "touches": list(repaired.touches(proposal)),
        "better": dict(difference.better),
        "worse": dict(difference.worse),
        "lacks": _lacks(proposal.lacks),
    }


def _change(remedy: "Remedy", language: "Language") -> Json:
    told: Json = {
        "change": remedy.word,
        "at": remedy.at,
        "to": remedy.to,
        "effort": remedy.candidate.effort,
        "message": remedy.message.text(language),
    }
    return told | ({"position_m": list(remedy.moved)} if remedy.moved else {})


def _lacks(lacks: "Lacks") -> Json:
    kinds = (("no_way", lacks.ways), ("few_choices", lacks.choices), ("no_place", lacks.places))
    return {
        kind: [{"student": student, "phase": phase} for student, phase in places] for kind, places in kinds
    }


def _told(key: str, **params: "Value") -> Message:
    return Message(load_catalogue().words["repair"][key], params)
