"""Which prerequisites keep students out: what falls short wherever a student cannot take part."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.catalogue.loader import load_catalogue
from planner.participation.model import Verdict

if TYPE_CHECKING:
    from planner.participation.model import Cell, Check


@dataclass(frozen=True, slots=True)
class Unmet:
    """A prerequisite that is unmet for some students of the check in some phases, in its order."""

    prerequisite: str
    students: tuple[str, ...]
    phases: tuple[str, ...]


def unmet_of(check: "Check") -> tuple[Unmet, ...]:
    """Return the unmet prerequisites, those for the most students first.

    Only what keeps somebody out of a phase counts: a barrier of one way is none for who has another way.
    """
    students: defaultdict[str, dict[str, None]] = defaultdict(dict)
    phases: defaultdict[str, dict[str, None]] = defaultdict(dict)
    known = load_catalogue().prerequisites
    for cell in check.cells:
        for prerequisite in _keeping_out(cell):
            if prerequisite in known:
                students[prerequisite][cell.student] = None
                phases[prerequisite][cell.phase] = None
    found = (Unmet(one, tuple(students[one]), tuple(phases[one])) for one in students)
    return tuple(sorted(found, key=lambda one: (-len(one.students), one.prerequisite)))


def _keeping_out(cell: "Cell") -> set[str]:
    if cell.verdict is not Verdict.NOT_POSSIBLE:
        return set()
    return {barrier.prerequisite for option in cell.options for barrier in option.barriers}
