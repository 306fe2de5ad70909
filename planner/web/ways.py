"""How many ways to take part a student has: in a cell of the matrix, and in the class."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from planner.lesson.model import Lesson
from planner.participation.bands import is_band
from planner.participation.model import Cell, Check, StudentPath, Verdict
from planner.web.speech import Speech

PLAIN: Final = "one"
ALONE: Final = "one alone"


@dataclass(frozen=True, slots=True)
class Ways:
    """The open ways of every student in every phase, and the phases that offer several activities."""

    paths: Mapping[str, StudentPath]
    several: frozenset[str]

    def open(self, cell: Cell) -> int:
        """Return how many ways are open in a cell; 0 where the student is not known to take part."""
        path = self.paths.get(cell.student)
        if path is None or cell.verdict >= Verdict.UNKNOWN:
            return 0
        return path.choices.get(cell.phase, 0)

    def mark(self, cell: Cell) -> str:
        """Return how a cell is marked: for one way only, and more where the phase offers several."""
        if self.open(cell) != 1:
            return ""
        return ALONE if cell.phase in self.several else PLAIN


def ways_of(lesson: Lesson, check: Check) -> Ways:
    """Collect the ways of a lesson."""
    several = frozenset(phase.id for phase in lesson.phases if len(phase.activities) > 1)
    return Ways({path.student: path for path in check.paths}, several)


def ways_text(n: int, speech: Speech) -> str:
    """Say how many ways are open; nothing for none, which the verdict says already."""
    return speech.ngettext("{n} way", "{n} ways", n) if n else ""


def one_way_text(lesson: Lesson, check: Check, speech: Speech) -> str:
    """Say how many students have one way only in a phase that offers several activities; empty for none."""
    ways = ways_of(lesson, check)
    rows = {cell.student for cell in check.cells if ways.mark(cell) == ALONE}
    bands = sum(map(is_band, rows))
    students = speech.ngettext(
        "{n} student has only one way in a phase with several activities",
        "{n} students have only one way in a phase with several activities",
        len(rows) - bands,
    )
    needs = speech.ngettext(
        "{n} prerequisite of the class leaves only one way in a phase with several activities",
        "{n} prerequisites of the class leave only one way in a phase with several activities",
        bands,
    )
    said = ((students, len(rows) - bands), (needs, bands))
    return ", ".join(text for text, n in said if n)
