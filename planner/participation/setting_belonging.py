"""Lesson rules about belonging: who can only take part away from the class."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.participation.bands import checked_students, is_band, student_words, students_words
from planner.participation.model import Verdict
from planner.participation.stage import Stage

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.catalogue.message import Value
    from planner.participation.model import Cell


@dataclass(frozen=True, slots=True)
class Belonging:
    """The best verdict of a student in a phase among the options apart, and among the others."""

    student: str
    phase: str
    apart: Verdict
    inside: Verdict

    @property
    def only_apart(self) -> bool:
        """Whether the student can take part, but only away from the class."""
        return self.apart <= Verdict.WITH_SUPPORT and self.inside is Verdict.NOT_POSSIBLE

    @property
    def unsure_inside(self) -> bool:
        """Whether the student can take part apart, and nobody can say whether in the class too."""
        return self.apart <= Verdict.WITH_SUPPORT and self.inside is Verdict.UNKNOWN


def _belongings(stage: Stage) -> list[Belonging]:
    """Return who belongs where, in the phases that have a group apart."""
    away = stage.away()
    return [belonging_of(cell, away[cell.phase]) for cell in stage.cells if cell.phase in away]


def belonging_of(cell: "Cell", away: frozenset[str]) -> Belonging:
    """Split a cell; no option of a side counts as not possible there."""
    sides = [
        [option.verdict for option in cell.options if (option.activity in away) == apart]
        for apart in (True, False)
    ]
    apart, inside = (min(side, default=Verdict.NOT_POSSIBLE) for side in sides)
    return Belonging(cell.student, cell.phase, apart, inside)


def class_is_base(stage: Stage) -> Iterator["Finding"]:
    """Rule 4: nobody can only take part away from the class for more than half of the lesson."""
    scene, minutes = stage.scene, {phase.id: phase.minutes for phase in stage.scene.phases}
    most = scene.limits["apart_share"]
    apart_minutes: defaultdict[str, float] = defaultdict(float)
    for belonging in _belongings(stage):
        if belonging.only_apart:
            apart_minutes[belonging.student] += minutes[belonging.phase]
    for student in checked_students(scene.plan):
        apart = apart_minutes[student.code]
        if apart > most * scene.minutes:
            facts: dict[str, Value] = {"value": apart, "limit": most * scene.minutes, "unit": "min"}
            facts |= {"student": student_words(student.code), "total": scene.minutes, "most": 100 * most}
            variant = "found_band" if is_band(student.code) else "found"
            yield scene.found("class_is_base", f"student:{student.code}", variant, facts)


def inside_shared(stage: Stage) -> Iterator["Finding"]:
    """Rule 5: in each phase everyone can take part inside the class community."""
    belongings = _belongings(stage)
    for phase in stage.scene.phases:
        here = [belonging for belonging in belongings if belonging.phase == phase.id]
        only_apart = [belonging.student for belonging in here if belonging.only_apart]
        unsure = [belonging.student for belonging in here if belonging.unsure_inside]
        for students, variant in ((only_apart, "found"), (unsure, "missing")):
            if students:
                at = (f"phase:{phase.id}", *(f"student:{code}" for code in students))
                words: dict[str, Value] = {"title": phase.title, "n": len(students)}
                words["students"] = students_words(students)
                # A band stands for several students, so that nobody can count them.
                suffix = "_uncounted" if any(map(is_band, students)) else ""
                yield stage.scene.found("inside_shared", at, variant + suffix, words)
