"""Belonging in one lesson: from a placement exactly, from the check alone as bounds."""

from itertools import pairwise
from typing import TYPE_CHECKING

from planner.participation.bands import class_size
from planner.participation.belonging.model import (
    NONE,
    LessonBelonging,
    Part,
    Span,
    StudentLesson,
    code_order,
    exactly,
)
from planner.participation.belonging.spots import alone_in, moves_through, spots_of
from planner.participation.model import Verdict
from planner.participation.setting_belonging import belonging_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.catalogue.model import Limits
    from planner.lesson.model import Phase, Plan, Student
    from planner.participation.assignment.model import Place
    from planner.participation.belonging.spots import Key, Spot
    from planner.participation.model import Cell


def lesson_belonging(
    plan: "Plan", cells: "Iterable[Cell]", limits: "Limits", places: "tuple[Place, ...] | None" = None
) -> LessonBelonging:
    """Return the belonging of the students who have a code.

    Without ``places`` each phase is looked at on its own: what no way through the lesson falls outside of.
    Bands stand for nobody in particular and are left out.

    Raises
    ------
    KeyError
        Where a place names an activity the plan does not have.
    """
    asked = {(cell.student, cell.phase): cell for cell in cells}
    complete = not plan.bands and class_size(plan, limits).least == len(plan.students)
    told = _Telling(plan, asked, spots_of(plan, asked.values(), places), complete=complete)
    students = sorted(plan.students, key=lambda one: code_order(one.code))
    return LessonBelonging(
        tuple(told.student(one, placed=places is not None) for one in students),
        placed=places is not None,
        complete=complete,
    )


class _Telling:
    """Tells of one student after the other."""

    def __init__(
        self,
        plan: "Plan",
        cells: "Mapping[Key, Cell]",
        spots: "Mapping[Key, tuple[Spot, ...]]",
        *,
        complete: bool,
    ) -> None:
        self.plan, self.cells, self.spots, self.complete = plan, cells, spots, complete
        self.phases = plan.lesson.phases

    def student(self, student: "Student", *, placed: bool) -> StudentLesson:
        parts = tuple(self._part(student.code, phase) for phase in self.phases)
        moves = moves_through(self.spots, student.code, (phase.id for phase in self.phases))
        for_others = self._for_others(student) if placed else None
        return StudentLesson(student.code, parts, moves, for_others)

    def _part(self, student: str, phase: "Phase") -> Part:
        cell = self.cells[student, phase.id]
        spots = self.spots.get((student, phase.id), ())
        away = frozenset(activity.id for activity in phase.activities if activity.apart is not None)
        belonging = belonging_of(cell, away)
        apart, inside, alone, beside = self._minutes(student, phase, spots)
        return Part(
            phase.id,
            phase.title,
            phase.minutes,
            with_class=inside,
            apart=apart,
            alone=alone,
            beside_adult=beside,
            no_place=0 if spots else phase.minutes,
            options=Span(
                sum(option.verdict <= Verdict.WITH_SUPPORT for option in cell.options),
                sum(option.verdict is not Verdict.NOT_POSSIBLE for option in cell.options),
            ),
            offered=len(cell.options),
            activities=tuple(dict.fromkeys(spot.activity for spot in spots)),
            only_outside=belonging.only_apart,
            unsure_inside=belonging.unsure_inside,
        )

    def _minutes(
        self, student: str, phase: "Phase", spots: "tuple[Spot, ...]"
    ) -> tuple[Span, Span, Span, Span]:
        """Return minutes apart, with the class, alone and beside an adult."""
        if not spots:
            return NONE, NONE, NONE, NONE
        minutes, sides = phase.minutes, [spot.apart for spot in spots]
        others = [self.spots.get((one.code, phase.id), ()) for one in self.plan.students]
        own = next(n for n, one in enumerate(self.plan.students) if one.code == student)
        certain, possible = alone_in(spots, others[:own] + others[own + 1 :], everybody=self.complete)
        return (
            Span(minutes * all(sides), minutes * any(sides)),
            Span(minutes * (not any(sides)), minutes * (not all(sides))),
            exactly(minutes) if certain else Span(0, minutes * possible),
            Span(
                min(spot.beside_adult.least for spot in spots), max(spot.beside_adult.most for spot in spots)
            ),
        )

    def _for_others(self, student: "Student") -> int:
        return sum(self._moved(student, before.id, after.id) for before, after in pairwise(self.phases))

    def _moved(self, student: "Student", before: str, after: str) -> bool:
        """Whether a student changed zone though staying was as good, and nobody they named is there.

        A pin of the teacher counts too: it was not the student who asked.
        """
        was, now = (self.spots.get((student.code, phase), ()) for phase in (before, after))
        if not was or not now or None in (was[0].zone, now[0].zone) or was[0].zone == now[0].zone:
            return False
        if any(
            spot.place == now[0].place
            for peer in (*student.together, *student.wishes)
            for spot in self.spots.get((peer, after), ())
        ):
            return False
        cell = self.cells[student.code, after]
        taken = {(option.activity, option.zone): option.verdict for option in cell.options}
        worst = taken.get((now[0].activity, now[0].zone), Verdict.NOT_POSSIBLE)
        return any(
            option.zone == was[0].zone and option.verdict <= min(worst, Verdict.UNKNOWN)
            for option in cell.options
        )
