"""Check a plan or a room: find the layout, work out its facts, ask every rule."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from planner.catalogue.base import Language, Profile
from planner.catalogue.loader import load_catalogue
from planner.errors import Fault, InputError
from planner.exchange.documents import layout_of
from planner.lesson.faults import check_references
from planner.lesson.model import Plan
from planner.participation.check import check, moved_layout, phase_facts
from planner.participation.model import Check, Verdict
from planner.plan.document import plan_text, stored_plan
from planner.room.check import check_room, room_report
from planner.room.facts_of import room_facts
from planner.room.validate import validate_layout
from planner.services.memory import remembered

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.room.facts import RoomFacts
    from planner.room.layout import Layout

CHECKED: Final = 64
"""How many checked plans are kept; undo and redo come back to them."""
Watch = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """A plan with its layout and the whole answer.

    Attributes
    ----------
    facts
        Of the layout as it is drawn.
    facts_by_phase
        Under each phase's id, furniture and zones moved as the phase says.
    check
        Its findings are those of the lesson, then those of the room.
    """

    plan: Plan
    layout: "Layout"
    facts: "RoomFacts"
    facts_by_phase: Mapping[str, "RoomFacts"]
    check: Check

    @property
    def stops(self) -> bool:
        """Whether anybody is stopped: a phase not possible, no way through, or a finding that stops."""
        return (
            any(cell.verdict is Verdict.NOT_POSSIBLE for cell in self.check.cells)
            or any(not path.complete for path in self.check.paths)
            or has_stop(self.check.findings)
        )


def has_stop(findings: "tuple[Finding, ...]") -> bool:
    """Whether a finding stops somebody."""
    return any(found.severity == "stop" for found in findings)


def check_plan(plan: Plan, layout: "Layout | None" = None, profile: Profile = "DK") -> CheckedPlan:
    """Check a plan in its layout, or in the one it names; the last answers are kept.

    Raises
    ------
    InputError
        Where the layout, a zone or a piece of furniture the plan names does not exist.
    """
    # By its text: two plans count as equal objects even if one leaves open what the other denies.
    return _check_text(plan_text(plan), layout or layout_of(plan), profile)


@remembered(CHECKED)
def _check_text(text: str, layout: "Layout", profile: Profile) -> CheckedPlan:
    return check_once(stored_plan(text), layout, profile)


def _unwatched(_stage: str) -> AbstractContextManager[None]:
    return nullcontext()


def check_once(
    plan: Plan,
    layout: "Layout",
    profile: Profile = "DK",
    language: Language = "da",
    watch: Watch = _unwatched,
) -> CheckedPlan:
    """Check a plan afresh; ``watch`` is entered with the name of each stage, to time it."""
    catalogue = load_catalogue()
    limits = catalogue.limits(profile)
    check_references(plan, layout, language)
    _check_moves(plan, layout, language)
    with watch("room_facts"):
        by_phase = phase_facts(plan, layout, limits, language)
        at_rest = next((by_phase[phase.id] for phase in plan.lesson.phases if not phase.moves), None)
        facts = at_rest or room_facts(layout, limits)
    with watch("room_rules"):
        room_findings = check_room(layout, catalogue, limits)
    with watch("participation"):
        answer = check(plan, by_phase, catalogue, limits)
    answer = replace(answer, findings=(*answer.findings, *room_findings))
    return CheckedPlan(plan, layout, facts, by_phase, answer)


def _check_moves(plan: Plan, layout: "Layout", language: Language) -> None:
    """Hold the layout of each phase to what any layout must be, with the phase as the place of its faults."""
    for number, phase in enumerate(plan.lesson.phases):
        if not phase.moves:
            continue
        moved = moved_layout(layout, phase, number, language)
        try:
            validate_layout(moved.model_dump(mode="json", by_alias=True, exclude_unset=True), language)
        except InputError as error:
            where = f"lesson.phases[{number}].moves"
            raise InputError(
                tuple(Fault(where, f"{f.path}: {f.found}", f.expected) for f in error.faults)
            ) from error


def layout_facts(layout: "Layout", profile: Profile = "DK") -> "RoomFacts":
    """Return the facts of a layout; what happens inside one room is kept by the room."""
    return room_facts(layout, load_catalogue().limits(profile))


def report_room(layout: "Layout", profile: Profile = "DK", language: Language = "da") -> dict[str, Any]:
    """Return zones, routes, sound and findings of a room as plain JSON."""
    catalogue = load_catalogue()
    return room_report(layout, catalogue, catalogue.limits(profile), language)
