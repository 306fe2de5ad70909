"""Plan B of a plan: the best repair for a lesson without one adult, and the sheet for who steps in."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message
from planner.charts.heat_svg import paper_plan
from planner.exchange.substitute import LessonSheet
from planner.lesson.scene import titles
from planner.plan.document import plan_text, stored_plan
from planner.services.adults import WithoutAdult, adults_told, without_told
from planner.services.checking import CheckedPlan, check_plan
from planner.services.memory import remembered
from planner.services.plans import load_plan, plan_layout
from planner.services.repairing import repair_checked

if TYPE_CHECKING:
    from planner.lesson.model import Plan
    from planner.plan.repair import Proposal, Repaired
    from planner.room.layout import Layout
    from planner.services.archive import Archive

KEPT: Final = 16


@dataclass(frozen=True, slots=True)
class Missing:
    """Which adult is missing, from which minute of the lesson; ``mended``: with the best repair made."""

    adult: str
    start: float = 0.0
    mended: bool = False


def plan_b_told(checked: CheckedPlan, missing: Missing) -> WithoutAdult:
    """Tell what breaks in a checked plan without an adult.

    Raises
    ------
    NotFoundError
        The plan has no such adult.
    """
    return without_told(checked, missing.adult, missing.start)


def plan_b_repaired(checked: CheckedPlan, missing: Missing) -> "Repaired":
    """Return proposals for a checked plan without an adult; the last answers are kept.

    Raises
    ------
    NotFoundError
        The plan has no such adult.
    """
    return _repaired(plan_text(checked.plan), checked.layout, missing.adult, missing.start)


@remembered(KEPT)
def _repaired(text: str, layout: "Layout", adult: str, start: float) -> "Repaired":
    checked = check_plan(stored_plan(text), layout)
    return repair_checked(without_told(checked, adult, start).checked)


def best_of(repaired: "Repaired") -> "Proposal | None":
    """Return the proposal of the least effort, else what comes nearest; None where nothing helps."""
    return next(iter(repaired.proposals), repaired.nearest)


def still_open(before: "Plan", without: "Plan", mended: "Plan") -> "tuple[Message, ...]":
    """Say which tasks of the missing adult nobody has taken over in a mended plan, phase by phase."""
    words = load_catalogue().words["plan_b"]["task"]
    left = _staffed(before) - _staffed(without) - _staffed(mended)
    told = (
        (phase, [one for one in phase.activities if (phase.id, one.id) in left])
        for phase in without.lesson.phases
    )
    return tuple(
        Message(words, {"phase": phase.title, "titles": titles(tasks)}) for phase, tasks in told if tasks
    )


def _staffed(plan: "Plan") -> set[tuple[str, str]]:
    """Return the activities an adult is on, as ``(phase, activity)``."""
    return {
        (phase.id, one.id)
        for phase in plan.lesson.phases
        for one in phase.activities
        if one.adult is not None
    }


def substitute_sheet(archive: "Archive", plan_id: str, missing: Missing | None = None) -> LessonSheet:
    """Return the sheet of a plan for who steps in: nothing of any student is in it.

    Raises
    ------
    NotFoundError
        There is no such plan, it has no such adult, or its room is nowhere.
    NotAllowedError
        The account may open it, but take nothing out.
    InputError
        The plan cannot be checked.
    """
    archive.require(plan_id, "export")
    plan = load_plan(archive, plan_id).plan
    return sheet_of(check_plan(plan, plan_layout(plan)), missing)


def sheet_of(checked: CheckedPlan, missing: Missing | None = None) -> LessonSheet:
    """Return the sheet of a plan that is checked already, without an adult where one is missing."""
    if missing is None:
        return _sheet(checked)
    found = plan_b_told(checked, missing)
    best = best_of(plan_b_repaired(checked, missing)) if missing.mended else None
    if best is None:
        return replace(_sheet(found.checked), missing=found.broken.title, open=found.broken.tasks)
    return replace(
        _sheet(check_plan(best.plan)),
        missing=found.broken.title,
        changed=tuple(remedy.message for remedy in best.remedies),
        open=still_open(checked.plan, found.checked.plan, best.plan),
    )


def _sheet(checked: CheckedPlan) -> LessonSheet:
    plan, layout = checked.plan, checked.layout
    return LessonSheet(
        title=plan.title,
        lesson=plan.lesson,
        adults=adults_told(checked),
        room=layout.name,
        drawing=paper_plan(layout),
        zones={zone.id: zone.name for zone in layout.zones},
        grade=plan.grade,
        subject=plan.subject,
    )
