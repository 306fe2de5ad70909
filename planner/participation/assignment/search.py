"""The proven answer: one aim after the other, each held before the next is looked at."""

from collections.abc import Callable
from dataclasses import replace
from math import ceil, isfinite
from typing import Final

from ortools.sat.python import cp_model

from planner.participation.assignment.aim_rows import SUMS, order_alike, ordered
from planner.participation.assignment.aims import apart_floor, floors, scores
from planner.participation.assignment.model import AIMS, Aim, Effort, Found, Grid, Problem, Progress
from planner.participation.assignment.quiet_rows import QuietRows
from planner.participation.assignment.rows import Rows, Sum, hinted

Report = Callable[[Progress], None]
NEAR: Final = 1e-6
"""A bound this close above a whole number is that number."""


def parameters(solver: cp_model.CpSolver, effort: Effort) -> None:
    """Set up a solver: one worker and a strong relaxation, so that it proves and repeats."""
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = effort.deterministic
    solver.parameters.max_time_in_seconds = effort.seconds


class _Told(cp_model.CpSolverSolutionCallback):
    """Tells how far the search is, at every placement it finds."""

    def __init__(self, aim: Aim, report: Report) -> None:
        super().__init__()
        self._aim, self._report = aim, report

    def on_solution_callback(self) -> None:
        """Report the placement's number and the bound."""
        objective, bound = round(self.objective_value), ceil(self.best_objective_bound - NEAR)
        self._report(Progress(self._aim, objective, bound))


def _bound(solver: cp_model.CpSolver) -> int:
    """Return the bound as a whole number; none yet is no more than 0."""
    bound = solver.best_objective_bound
    return ceil(bound - NEAR) if isfinite(bound) else 0


class Search:
    """Improves a placement aim by aim until all are proven or the effort is spent."""

    def __init__(self, problem: Problem, start: Grid, effort: Effort, report: Report) -> None:
        self.problem, self.report = problem, report
        self.best = ordered(problem, start)
        self._left = effort
        self._closed = sum(not options for row in problem.allowed for options in row)
        self._rows = Rows(problem)
        self._quiet = QuietRows(self._rows)
        order_alike(self._rows)

    def run(self) -> Found:
        """Return the best placement with its bounds."""
        bound = floors(self.problem)
        for number, aim in enumerate(AIMS):
            bound[aim] = self._lower(aim, bound[aim])
            at = scores(self.problem, self.best)[aim]
            if aim == "left_out" and at == self._closed:
                # Whoever is left out though they have options would not be apart either.
                bound["alone_or_apart"] = apart_floor(self.problem)
            found = Found(self.best, dict(bound), number + (bound[aim] == at))
            self.report(Progress(aim, at, bound[aim], found))
            if bound[aim] < at:
                break
        return found

    def _lower(self, aim: Aim, floor: int) -> int:
        """Lower one aim as far as it goes, hold it there, and return its bound."""
        sum_, at = SUMS[aim](self._rows), scores(self.problem, self.best)[aim]
        bound = floor
        if at > floor:
            bound = max(floor, self._minimise(aim, sum_, at))
        self._rows.model.add(sum_ <= scores(self.problem, self.best)[aim])
        return bound

    def _minimise(self, aim: Aim, sum_: Sum, at: int) -> int:
        self._rows.model.add(sum_ <= at)
        self._rows.model.minimize(sum_)
        while True:
            hinted(self._rows, self.best)
            status, solver = self._solve(aim)
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                return _bound(solver)
            grid = self._rows.grid(solver.response_proto.solution)
            if self._quiet.add(grid):
                continue
            self.best = grid
            return _bound(solver)

    def _solve(self, aim: Aim) -> tuple[cp_model.CpSolverStatus, cp_model.CpSolver]:
        solver = cp_model.CpSolver()
        parameters(solver, self._left)
        status = solver.solve(self._rows.model, _Told(aim, self.report))
        spent = solver.response_proto.deterministic_time
        self._left = replace(
            self._left,
            deterministic=max(self._left.deterministic - spent, 0.0),
            seconds=max(self._left.seconds - solver.wall_time, 0.0),
        )
        return status, solver
