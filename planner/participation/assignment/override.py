"""The teacher decides: one student somewhere else, and what that breaks, at once."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.participation.assignment.feasible import is_feasible
from planner.participation.assignment.model import (
    Breach,
    Grid,
    Pin,
    Problem,
    grid_of,
    option_number,
    places_of,
)

if TYPE_CHECKING:
    from planner.participation.assignment.model import Place


@dataclass(frozen=True, slots=True)
class Override:
    """A placement after a choice of the teacher.

    ``breaks`` is what the choice breaks, ``mends`` what held no longer before and does now; ``pin`` keeps the
    choice when the class is assigned again.
    """

    places: "tuple[Place, ...]"
    breaks: tuple[Breach, ...]
    mends: tuple[Breach, ...]
    pin: Pin


def override(problem: Problem, places: "tuple[Place, ...]", pin: Pin) -> Override:
    """Put one student where the teacher wants, leave the others where they are, and say what that breaks.

    Raises
    ------
    KeyError
        Where the pin names a student, phase or option that does not exist.
    """
    before = grid_of(problem, places)
    student = _number(problem.students, pin.student)
    phase = _number(tuple(entry.id for entry in problem.phases), pin.phase)
    chosen = option_number(problem, phase, pin.activity, pin.zone)
    # A new choice takes the place of an older one of the same student in the same phase.
    kept = {key: o for key, o in problem.pinned.items() if key != (student, phase)}
    asked = replace(problem, pinned=kept)
    after = _with(before, student, phase, chosen)
    old, new = is_feasible(asked, before), is_feasible(asked, after)
    return Override(places_of(problem, after), _only(new, old), _only(old, new), pin)


def _number(ids: tuple[str, ...], wanted: str) -> int:
    for number, id_ in enumerate(ids):
        if id_ == wanted:
            return number
    raise KeyError(wanted)


def _with(grid: Grid, student: int, phase: int, option: int) -> Grid:
    row = grid[student]
    return (*grid[:student], (*row[:phase], option, *row[phase + 1 :]), *grid[student + 1 :])


def _only(one: tuple[Breach, ...], other: tuple[Breach, ...]) -> tuple[Breach, ...]:
    """Return the breaches of one placement that the other does not have, by their sentences."""
    told = {breach.message.text("en") for breach in other}
    return tuple(breach for breach in one if breach.message.text("en") not in told)
