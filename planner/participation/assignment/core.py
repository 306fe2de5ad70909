"""Conditions that cannot hold together, none superfluous: an assumption core, then a deletion filter."""

from collections.abc import Sequence

from ortools.sat.python import cp_model

from planner.participation.assignment.model import Effort, Problem
from planner.participation.assignment.quiet_rows import QuietRows
from planner.participation.assignment.rows import Key, Rows
from planner.participation.assignment.search import parameters

SERVE = "serve"
"""The kind of the condition that a student has a place in a phase."""


class Conditions:
    """The conditions of some phases, each of which may be asked for or not."""

    def __init__(self, problem: Problem, phases: Sequence[int], effort: Effort) -> None:
        self._rows = Rows(problem, phases, named=True)
        self._quiet = QuietRows(self._rows)
        self._effort = Effort(effort.conflict, effort.seconds)
        for s, _ in problem.quiet:
            self._rows.literal(("quiet", s))

    def core(self, dropped: set[Key]) -> tuple[Key, ...]:
        """Return a smallest set of conditions that cannot hold together; empty where all but some can."""
        found = self._core([key for key in self._rows.literals if key not in dropped])
        for key in found or ():
            fewer = [one for one in found or () if one != key]
            smaller = self._core(fewer) if len(fewer) < len(found or ()) else None
            found = smaller if smaller is not None else found
        return tuple(found or ())

    def _core(self, asked: list[Key]) -> list[Key] | None:
        """Return conditions among those asked for that cannot hold together, None where they can."""
        model = self._rows.model
        model.clear_assumptions()
        model.add_assumptions([self._rows.literals[key] for key in asked])
        quiet = {int(key[1]) for key in asked if key[0] == "quiet"}
        while True:
            solver = cp_model.CpSolver()
            parameters(solver, self._effort)
            status = solver.solve(model)
            if status == cp_model.INFEASIBLE:
                core = set(solver.sufficient_assumptions_for_infeasibility())
                return [key for key in asked if self._rows.literals[key].index in core]
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                return None
            if not self._quiet.add(self._rows.grid(solver.response_proto.solution), quiet):
                return None
