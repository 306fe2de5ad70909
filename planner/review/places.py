"""Where a comment stands: what its place is called in a state of the plan, and whether it is still there."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.participation.bands import checked_students, student_words
from planner.participation.model import Verdict
from planner.review.model import DEPTH, Anchor, AnchorKind, Place
from planner.room.patch_words import both

if TYPE_CHECKING:
    from planner.lesson.model import Phase, Plan
    from planner.plan.compare import Side

CHECKED: Final[frozenset[AnchorKind]] = frozenset({"verdict", "finding"})
"""Places that only a checked plan has."""


def place_name(side: "Side", anchor: Anchor) -> Words | None:
    """Return what a place is called in a state of a plan; None where that state has no such place."""
    if len(anchor.ids) != DEPTH.get(anchor.kind):
        return None
    return _NAMES[anchor.kind](side, anchor.ids)


def place_of(side: "Side", anchor: Anchor, then: Words) -> Place:
    """Return where a comment stands now, from what its place was called ``then``."""
    now = place_name(side, anchor)
    if now is None:
        return Place(then, None, _said(f"gone_{anchor.kind}", then=then))
    if now == then:
        return Place(then, now, now)
    return Place(then, now, _said("changed", place=now, then=then))


def _plan(_side: "Side", _ids: tuple[str, ...]) -> Words:
    return _said("plan")


def _verdict(side: "Side", ids: tuple[str, ...]) -> Words | None:
    phase = _phase_of(side.plan, ids[1])
    if phase is None or ids[0] not in {student.code for student in checked_students(side.plan)}:
        return None
    verdict = side.check.cell(*ids).verdict if side.check else Verdict.UNKNOWN
    words = load_catalogue().words["verdict"][verdict.id]
    return _said("verdict", student=student_words(ids[0]), phase=phase.title, verdict=words)


def _finding(side: "Side", ids: tuple[str, ...]) -> Words | None:
    findings = side.check.findings if side.check else ()
    found = next((one for one in findings if (one.rule.id, one.at) == ids), None)
    return None if found is None else _said("finding", finding=both(found.message))


def _phase(side: "Side", ids: tuple[str, ...]) -> Words | None:
    phase = _phase_of(side.plan, ids[0])
    return None if phase is None else _said("phase", phase=phase.title)


def _activity(side: "Side", ids: tuple[str, ...]) -> Words | None:
    phase = _phase_of(side.plan, ids[0])
    activities = phase.activities if phase else ()
    activity = next((one for one in activities if one.id == ids[1]), None)
    if phase is None or activity is None:
        return None
    return _said("activity", activity=activity.title, phase=phase.title)


def _zone(side: "Side", ids: tuple[str, ...]) -> Words | None:
    zones = side.layout.zones if side.layout else ()
    zone = next((one for one in zones if one.id == ids[0]), None)
    return None if zone is None else _said("zone", zone=zone.name)


_NAMES: Final[dict[AnchorKind, Callable[["Side", tuple[str, ...]], Words | None]]] = {
    "plan": _plan,
    "verdict": _verdict,
    "finding": _finding,
    "phase": _phase,
    "activity": _activity,
    "zone": _zone,
}


def _phase_of(plan: "Plan", phase: str) -> "Phase | None":
    return next((one for one in plan.lesson.phases if one.id == phase), None)


def _said(key: str, **params: Value) -> Words:
    return both(Message(load_catalogue().words["review_place"][key], params))
