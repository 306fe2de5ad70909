"""A plan as the page shows it: its state, what the check says, and how the saved version did."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.lesson.model import Phase, Student
from planner.participation.check import moved_layout
from planner.participation.model import Cell, Check, StudentPath
from planner.plan.difference import Difference, participation_difference
from planner.room.layout import Layout
from planner.services.checking import check_plan
from planner.services.plans import OpenPlan
from planner.web.cause import Names, plan_names
from planner.web.matrix import Place, Verdicts, verdicts


@dataclass(frozen=True, slots=True)
class PlanView:
    """Everything the plan page draws, worked out once per run."""

    opened: OpenPlan
    layout: Layout
    check: Check
    saved: Verdicts
    difference: Difference
    names: Names

    def cell(self, place: Place | None) -> Cell | None:
        """Return the cell of a place, None where the plan has no such cell any more."""
        if place is None:
            return None
        return self._cells.get((place.student, place.phase))

    @property
    def _cells(self) -> Mapping[tuple[str, str], Cell]:
        return {(cell.student, cell.phase): cell for cell in self.check.cells}

    def path(self, student: str) -> StudentPath | None:
        """Return a student's way through the lesson."""
        return next((path for path in self.check.paths if path.student == student), None)

    def phase(self, phase_id: str | None) -> Phase:
        """Return a phase by id, the first one where there is no such phase."""
        phases = self.opened.plan.lesson.phases
        return next((phase for phase in phases if phase.id == phase_id), phases[0])

    def layout_in(self, phase: Phase) -> Layout:
        """Return the layout as it stands in a phase."""
        return moved_layout(self.layout, phase, 0) if phase.moves else self.layout

    def student(self, code: str | None) -> Student | None:
        """Return a student by code."""
        return next((student for student in self.opened.plan.students if student.code == code), None)


def plan_view(opened: OpenPlan) -> PlanView:
    """Check a plan and its saved version; both answers are cached by the service."""
    checked = check_plan(opened.plan)
    same_room = checked.layout if opened.saved.layout == opened.plan.layout else None
    saved = check_plan(opened.saved, same_room) if opened.unsaved else checked
    names = plan_names(opened.plan, {zone.id: zone.name for zone in checked.layout.zones})
    difference = participation_difference(saved.check, checked.check)
    return PlanView(opened, checked.layout, checked.check, verdicts(saved.check), difference, names)
