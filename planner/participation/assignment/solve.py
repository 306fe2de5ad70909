"""Assign a class: an answer at once, the proven one behind it, and words where not everyone fits."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from planner.participation.assignment.aims import floors, scores
from planner.participation.assignment.heuristic import quick_grid
from planner.participation.assignment.model import (
    AIMS,
    NO_PLACE,
    Assignment,
    Effort,
    Grid,
    Problem,
    Progress,
    places_of,
)
from planner.participation.assignment.notes import notes_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.catalogue.model import Limits
    from planner.participation.assignment.model import Aim, Conflict, Status

Report = Callable[[Progress], None]


def effort_of(limits: "Limits") -> Effort:
    """Return how long an assignment is looked for by the catalogue."""
    return Effort(limits["assign_work"], limits["assign_seconds"], limits["assign_conflict_work"])


def _nobody_asks(_progress: Progress) -> None:
    return None


def assign(problem: Problem, effort: Effort, report: Report = _nobody_asks) -> Assignment:
    """Return the best placement with its proof; the same problem gives the same answer.

    Unless the seconds of the effort run out before its work is done: then what is found may differ.
    """
    # OR-Tools takes half a second to load, and most of the planner never needs it.
    from planner.participation.assignment.conflict import conflicts_of  # noqa: PLC0415
    from planner.participation.assignment.search import Search  # noqa: PLC0415

    found = Search(problem, quick_grid(problem), effort, report).run()
    left = any(NO_PLACE in row for row in found.grid)
    told = conflicts_of(problem, found.grid, effort) if left else ()
    return answer(problem, found.grid, found.bound, told)


def fullest_grid(problem: Problem, effort: Effort) -> Grid:
    """Return a placement that leaves out as few as possible, however it is otherwise.

    Where the work of the effort is spent before that is proven, it is the best found.
    """
    start = quick_grid(problem)
    if not unplaced(problem, start):
        return start
    from planner.participation.assignment.search import Search  # noqa: PLC0415 – loads OR-Tools, see above

    return Search(problem, start, effort, _nobody_asks).fewest_left_out()


def unplaced(problem: Problem, grid: Grid) -> tuple[tuple[str, str], ...]:
    """Return who has no place in which phase though there is an option for them."""
    return tuple(
        (problem.students[s], phase.id)
        for s, row in enumerate(grid)
        for t, phase in enumerate(problem.phases)
        if row[t] == NO_PLACE and problem.allowed[s][t]
    )


def quick_answer(problem: Problem, status: "Status | None" = None) -> Assignment:
    """Return a placement at once, with bounds from each student alone and nothing said about conflicts."""
    return answer(problem, quick_grid(problem), floors(problem), status=status)


def answer(
    problem: Problem,
    grid: Grid,
    bound: "Mapping[Aim, int]",
    conflicts: "tuple[Conflict, ...]" = (),
    status: "Status | None" = None,
) -> Assignment:
    """Bundle a placement with what is known about it."""
    reached = scores(problem, grid)
    left_out = tuple(
        (problem.students[s], phase.id)
        for t, phase in enumerate(problem.phases)
        for s, row in enumerate(grid)
        if row[t] == NO_PLACE
    )
    return Assignment(
        status or _status(reached, bound),
        grid,
        places_of(problem, grid),
        left_out,
        reached,
        {aim: min(bound[aim], reached[aim]) for aim in AIMS},
        _gap(reached, bound),
        conflicts,
        notes_of(problem),
    )


def _status(reached: "Mapping[Aim, int]", bound: "Mapping[Aim, int]") -> "Status":
    if bound["left_out"] > 0:
        return "infeasible"
    return "optimal" if all(reached[aim] <= bound[aim] for aim in AIMS) else "best_found"


def _gap(reached: "Mapping[Aim, int]", bound: "Mapping[Aim, int]") -> float:
    """Return the share that may still be gained of the first aim that is not proven."""
    for aim in AIMS:
        if reached[aim] > bound[aim]:
            return (reached[aim] - bound[aim]) / reached[aim]
    return 0.0
