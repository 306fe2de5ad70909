"""The proven answer: one aim after the other, each held before the next is looked at."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import ceil, isfinite, prod
from typing import Final

from ortools.sat.python import cp_model

from planner.participation.assignment.aim_rows import SUMS, order_alike, ordered
from planner.participation.assignment.aims import apart_floor, better, floors, most, scores
from planner.participation.assignment.model import Aim, Effort, Found, Grid, Problem, Progress
from planner.participation.assignment.quiet_rows import QuietRows
from planner.participation.assignment.rows import Rows, Sum, hinted, total

Report = Callable[[Progress], None]
Stage = tuple[Aim, ...]
STAGES: Final[tuple[Stage, ...]] = (
    ("left_out", "worst_off", "burden"),
    ("alone_or_apart", "wishes_missed"),
    ("moves",),
)
"""Aims that are solved together, weighted so that the order in which they count stays."""
MENDED: Final = 8
"""How often a placement that is too loud is mended before all is looked at again."""
NEAR: Final = 1e-6
"""A bound this close above a whole number is that number."""


def parameters(solver: cp_model.CpSolver, effort: Effort) -> None:
    """Set up a solver: one worker and a strong relaxation, so that it proves and repeats."""
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = effort.deterministic
    solver.parameters.max_time_in_seconds = effort.seconds


def _tighten(bound: dict[Aim, int], at: Mapping[Aim, int], weights: Mapping[Aim, int], reached: int) -> None:
    """Read the bound of each aim out of the bound of their weighted sum, up to the first not proven."""
    for aim, weight in weights.items():
        part, reached = divmod(reached, weight)
        bound[aim] = max(bound[aim], part)
        if part < at[aim]:
            return


class _Told(cp_model.CpSolverSolutionCallback):
    """Tells how far the search is, at every placement it finds."""

    def __init__(self, aim: Aim, report: Report) -> None:
        super().__init__()
        self._aim, self._report = aim, report

    def on_solution_callback(self) -> None:
        """Report the placement's number and the bound."""
        objective, bound = round(self.objective_value), ceil(self.best_objective_bound - NEAR)
        self._report(Progress(self._aim, objective, bound))


def _solved(solver: cp_model.CpSolver) -> bool:
    """Whether a placement was found."""
    return len(solver.response_proto.solution) > 0


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
        self.quiet = QuietRows(self._rows)
        order_alike(self._rows)

    def run(self) -> Found:
        """Return the best placement with its bounds."""
        bound, done = floors(self.problem), 0
        for stage in STAGES:
            self._lower(stage, bound)
            at = scores(self.problem, self.best)
            done += next((n for n, aim in enumerate(stage) if bound[aim] < at[aim]), len(stage))
            if "left_out" in stage and at["left_out"] == self._closed:
                # Whoever is left out though they have options would not be apart either.
                bound["alone_or_apart"] = apart_floor(self.problem)
            found, last = Found(self.best, dict(bound), done), stage[-1]
            self.report(Progress(last, at[last], bound[last], found))
            if any(bound[aim] < at[aim] for aim in stage):
                break
        return found

    def fewest_left_out(self) -> Grid:
        """Return a placement that leaves out as few as can be, whatever it is like otherwise."""
        self._lower(("left_out",), floors(self.problem))
        return self.best

    def _lower(self, stage: Stage, bound: dict[Aim, int]) -> None:
        """Lower the aims of a stage as far as they go, and hold them there."""
        sums = {aim: SUMS[aim](self._rows) for aim in stage}
        at = scores(self.problem, self.best)
        if any(at[aim] > bound[aim] for aim in stage):
            self._minimise(stage, sums, bound)
        for aim, sum_ in sums.items():
            self._rows.model.add(sum_ <= scores(self.problem, self.best)[aim])

    def _minimise(self, stage: Stage, sums: Mapping[Aim, Sum], bound: dict[Aim, int]) -> None:
        weights = self._weights(stage)
        together = total(weights[aim] * sums[aim] for aim in stage)
        self._rows.model.minimize(together)
        while True:
            hinted(self._rows, self.best, range(len(self.problem.phases)))
            solver = self._solve(stage[0])
            solved = _solved(solver)
            grid = self._mended(stage[0], solver) if solved else None
            self.best = grid or self.best
            _tighten(bound, scores(self.problem, self.best), weights, _bound(solver))
            if grid or not solved:
                return

    def _mended(self, aim: Aim, solver: cp_model.CpSolver) -> Grid | None:
        """Return a placement as good as the one found, and quiet enough; None where none is near.

        Only the phases that were too loud are looked at again: the number reached is a bound already. What
        is mended but not as good is where the next search starts, if it is the best so far.
        """
        grid, loud, reached = self._grid(solver), set[int](), solver.objective_value
        bound = reached + NEAR
        for _ in range(MENDED):
            found = self.quiet.add(grid)
            if not found and reached <= bound:
                return grid
            if not found:
                self._keep(grid)
                return None
            loud |= found
            hinted(self._rows, grid, set(range(len(self.problem.phases))) - loud)
            mended = self._solve(aim, held=True)
            if not _solved(mended):
                return None
            grid, reached = self._grid(mended), mended.objective_value
        return None

    def _keep(self, grid: Grid) -> None:
        if better(scores(self.problem, grid), scores(self.problem, self.best)):
            self.best = grid

    def _grid(self, solver: cp_model.CpSolver) -> Grid:
        return self._rows.grid(solver.response_proto.solution)

    def _weights(self, stage: Stage) -> dict[Aim, int]:
        """Return weights that let no sum of later aims of a stage outweigh one of an earlier aim."""
        weights: dict[Aim, int] = {}
        for number, aim in enumerate(stage):
            weights[aim] = prod(most(self.problem, later) + 1 for later in stage[number + 1 :])
        return weights

    def _solve(self, aim: Aim, *, held: bool = False) -> cp_model.CpSolver:
        """Solve the model as it is; ``held``: with what is suggested held fast."""
        solver = cp_model.CpSolver()
        parameters(solver, self._left)
        solver.parameters.fix_variables_to_their_hinted_value = held
        solver.solve(self._rows.model, None if held else _Told(aim, self.report))
        spent = solver.response_proto.deterministic_time
        self._left = replace(
            self._left,
            deterministic=max(self._left.deterministic - spent, 0.0),
            seconds=max(self._left.seconds - solver.wall_time, 0.0),
        )
        return solver
