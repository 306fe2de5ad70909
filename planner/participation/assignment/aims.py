"""How good a placement is: one number per aim, fewer is better, counted without any solver."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planner.participation.assignment.model import AIMS, NO_PLACE, Aim, Grid, Problem
from planner.participation.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

LEFT_OUT: Final = len(Verdict)
"""What having no place weighs beside the verdicts: more than any of them."""


def scores(problem: Problem, grid: Grid) -> dict[Aim, int]:
    """Return the number of each aim, in the order in which they count."""
    burdens = [_burden(problem, s, row) for s, row in enumerate(grid)]
    numbers = (
        sum(row.count(NO_PLACE) for row in grid),
        max(burdens, default=0),
        sum(burdens),
        sum(_alone_or_apart(problem, grid, t) for t in range(len(problem.phases))),
        sum(1 for _ in wishes_missed(problem, grid)),
        sum(moves_of(problem, row) for row in grid),
    )
    return dict(zip(AIMS, numbers, strict=True))


def _burden(problem: Problem, student: int, row: "Iterable[int]") -> int:
    """Return what a student has to bear: the verdicts of the options taken, and phases without a place."""
    return sum(
        LEFT_OUT if o == NO_PLACE else problem.costs[student].get(o, int(Verdict.NOT_POSSIBLE)) for o in row
    )


def _alone_or_apart(problem: Problem, grid: Grid, phase: int) -> int:
    """Count students of a phase who work away from the class, or with nobody else in their zone."""
    taken = [problem.options[row[phase]] for row in grid if row[phase] != NO_PLACE]
    company = Counter(option.place for option in taken)
    return sum(option.apart or company[option.place] == 1 for option in taken)


def wishes_missed(problem: Problem, grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield ``(student, phase)`` in which none of those a student wishes for is on the same option."""
    for student, peers in problem.wishes:
        for t, option in enumerate(grid[student]):
            if option == NO_PLACE or all(grid[peer][t] != option for peer in peers):
                yield student, t


def moves_of(problem: Problem, row: tuple[int, ...]) -> int:
    """Count the changes of zone of one student; a place nobody knows is no change."""
    taken = [None if o == NO_PLACE else problem.options[o] for o in row]
    return sum(
        a is not None and b is not None and a.known and b.known and a.place != b.place
        for a, b in pairwise(taken)
    )


def floors(problem: Problem) -> dict[Aim, int]:
    """Return numbers no placement gets below, from each student alone."""
    best = [
        [min((problem.costs[s][o] for o in options), default=LEFT_OUT) for options in problem.allowed[s]]
        for s in range(len(problem.students))
    ]
    closed = sum(not options for row in problem.allowed for options in row)
    everyone = {
        "left_out": closed,
        "worst_off": max(map(sum, best), default=0),
        "burden": sum(map(sum, best)),
        "wishes_missed": sum(not problem.allowed[s][t] for s, _ in problem.wishes for t in _phases(problem)),
    }
    return {aim: everyone.get(aim, 0) for aim in AIMS}


def most(problem: Problem, aim: Aim) -> int:
    """Return a number no placement gets above."""
    students, phases = len(problem.students), len(problem.phases)
    if aim == "worst_off":
        return LEFT_OUT * phases
    if aim == "burden":
        return LEFT_OUT * phases * students
    return phases * (len(problem.wishes) if aim == "wishes_missed" else students)


def apart_floor(problem: Problem) -> int:
    """Return how many are away from the class at least, if everyone who has an option has a place."""
    return sum(
        bool(options) and all(problem.options[o].apart for o in options)
        for row in problem.allowed
        for options in row
    )


def _phases(problem: Problem) -> range:
    return range(len(problem.phases))


def better(one: Mapping[Aim, int], other: Mapping[Aim, int]) -> bool:
    """Whether one answer comes before another in the order of the aims."""
    return tuple(one[aim] for aim in AIMS) < tuple(other[aim] for aim in AIMS)
