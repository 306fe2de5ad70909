"""Time the assignment of random classes: the answer at once, the proof, and HiGHS on the same model.

Run ``python tests/benchmarks/assignment.py [--seeds 20] [--no-highs] [FAMILY …]`` from the top.
Times by the clock and of the processor; on a busy machine the second is the one to read.
"""

import sys
from argparse import ArgumentParser
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

TOP = Path(__file__).parents[2]
sys.path[:0] = [str(TOP), str(TOP / "tests")]

from google.protobuf import text_format  # noqa: E402 – found by the lines above
from ortools.sat import cp_model_pb2  # noqa: E402
from ortools.sat.python import cp_model  # noqa: E402
from random_classes import CLASS, random_class  # noqa: E402
from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: E402
from scipy.sparse import csr_array  # noqa: E402

from planner.participation.assignment.aim_rows import SUMS, order_alike  # noqa: E402
from planner.participation.assignment.aims import most, scores  # noqa: E402
from planner.participation.assignment.feasible import is_feasible  # noqa: E402
from planner.participation.assignment.heuristic import quick_grid  # noqa: E402
from planner.participation.assignment.model import (  # noqa: E402
    AIMS,
    Assignment,
    Effort,
    Grid,
    Option,
    PhaseOf,
    Problem,
)
from planner.participation.assignment.quiet_rows import QuietRows  # noqa: E402
from planner.participation.assignment.rows import Rows, total  # noqa: E402
from planner.participation.assignment.search import STAGES, Search, parameters  # noqa: E402
from planner.participation.assignment.solve import assign  # noqa: E402

if TYPE_CHECKING:
    from numpy.typing import NDArray

EFFORT = Effort(10.0, 60.0)
FAMILIES = {
    "class": CLASS,
    "60 students": replace(CLASS, students=60, zones=8),
    "84 students": replace(CLASS, students=84, zones=12),
    "tight": replace(CLASS, room=1.02),
    "infeasible": replace(CLASS, room=0.9),
}


def say(text: str) -> None:
    """Write a line."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Spent(NamedTuple):
    """Seconds by the clock and of the processor."""

    clock: float
    cpu: float


class Watch:
    """Times a block."""

    def __enter__(self) -> Self:
        """Start."""
        self._start = perf_counter(), process_time()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self.spent = Spent(perf_counter() - self._start[0], process_time() - self._start[1])


class Timed(NamedTuple):
    """One problem: times of the answer at once, the search, and the two solvers on the finished model."""

    quick: Spent
    search: Spent
    proven: bool
    left: tuple[int, int]
    cpsat: Spent | None
    highs: Spent | None
    agree: bool | None


def timed(problem: Problem, *, highs: bool) -> Timed:
    """Time one problem; every answer is checked."""
    with Watch() as quick:
        start = quick_grid(problem)
    with Watch() as searched:
        search = Search(problem, start, EFFORT, lambda _: None)
        found = search.run()
    if is_feasible(problem, start) or is_feasible(problem, found.grid):
        raise AssertionError(problem)
    reached = scores(problem, found.grid)
    left = scores(problem, start)["left_out"], reached["left_out"]
    proven = all(found.bound[aim] == reached[aim] for aim in AIMS)
    if not highs:
        return Timed(quick.spent, searched.spent, proven, left, None, None, None)
    with Watch() as cpsat:
        ours = solve_again(problem, search, by_highs=False)
    with Watch() as theirs:
        other = solve_again(problem, search, by_highs=True)
    return Timed(quick.spent, searched.spent, proven, left, cpsat.spent, theirs.spent, ours == other)


def solve_again(problem: Problem, search: Search, *, by_highs: bool) -> list[int | None]:
    """Solve all stages on one model with every row the search ended with; None where time ran out."""
    rows = Rows(problem)
    quiet = QuietRows(rows)
    order_alike(rows)
    quiet.forbid(search.quiet.told)
    numbers: list[int | None] = []
    for stage in STAGES:
        sums = {aim: SUMS[aim](rows) for aim in stage}
        weights = [int(np.prod([most(problem, a) + 1 for a in stage[n + 1 :]])) for n in range(len(stage))]
        together = total(w * sums[aim] for w, aim in zip(weights, stage, strict=True))
        rows.model.minimize(together)
        best = highs_optimum(plain(rows.model)) if by_highs else cpsat_optimum(rows.model)
        numbers.append(best)
        if best is None:
            return numbers
        rows.model.add(together <= best)
    return numbers


def cpsat_optimum(model: cp_model.CpModel) -> int | None:
    """Return the proven optimum of a model by CP-SAT as the planner uses it, None without one."""
    solver = cp_model.CpSolver()
    parameters(solver, EFFORT)
    return round(solver.objective_value) if solver.solve(model) == cp_model.OPTIMAL else None


class Linear:
    """The rows of a CP-SAT model as rows of a mixed integer programme."""

    def __init__(self, proto: cp_model_pb2.CpModelProto) -> None:
        self.low = [float(v.domain[0]) for v in proto.variables]
        self.high = [float(v.domain[-1]) for v in proto.variables]
        self.rows: list[tuple[dict[int, float], float, float]] = []
        for constraint in proto.constraints:
            self._add(constraint)

    def _add(self, constraint: cp_model_pb2.ConstraintProto) -> None:
        enforced = list(constraint.enforcement_literal)
        if constraint.HasField("linear"):
            linear = constraint.linear
            terms = dict.fromkeys(linear.vars, 0.0)
            for variable, factor in zip(linear.vars, linear.coeffs, strict=True):
                terms[variable] += factor
            self._spans(terms, list(linear.domain), enforced)
        elif constraint.HasField("bool_and"):
            for literal in constraint.bool_and.literals:
                self._clause([-one - 1 for one in enforced] + [literal], 1, np.inf)
        elif constraint.HasField("bool_or"):
            self._clause([-one - 1 for one in enforced] + list(constraint.bool_or.literals), 1, np.inf)
        elif constraint.HasField("exactly_one"):
            self._clause(list(constraint.exactly_one.literals), 1, 1)
        elif constraint.HasField("at_most_one"):
            self._clause(list(constraint.at_most_one.literals), -np.inf, 1)
        else:
            raise NotImplementedError(constraint)

    def _clause(self, literals: list[int], low: float, high: float) -> None:
        """Add a sum of literals; a literal ``-v - 1`` is the opposite of variable ``v``."""
        terms: dict[int, float] = {}
        opposite = sum(literal < 0 for literal in literals)
        for literal in literals:
            variable = literal if literal >= 0 else -literal - 1
            terms[variable] = terms.get(variable, 0.0) + (1 if literal >= 0 else -1)
        self.rows.append((terms, low - opposite, high - opposite))

    def _spans(self, terms: dict[int, float], domain: list[int], enforced: list[int]) -> None:
        spans = list(zip(domain[::2], domain[1::2], strict=True))
        if len(spans) == 1:
            self._span(terms, spans[0], enforced)
            return
        chosen = [self._binary() for _ in spans]
        self._clause(chosen, 1, 1)
        for one, span in zip(chosen, spans, strict=True):
            self._span(terms, span, [*enforced, one])

    def _binary(self) -> int:
        self.low.append(0.0)
        self.high.append(1.0)
        return len(self.low) - 1

    def _span(self, terms: dict[int, float], span: tuple[int, int], enforced: list[int]) -> None:
        """Add one interval; where it is enforced, with the smallest constant that switches it off."""
        least = sum(f * (self.low[v] if f > 0 else self.high[v]) for v, f in terms.items())
        largest = sum(f * (self.high[v] if f > 0 else self.low[v]) for v, f in terms.items())
        for bound, off, sign in ((span[1], largest, 1.0), (span[0], least, -1.0)):
            slack = sign * (off - bound)
            if slack <= 0:
                continue
            row, right = {v: sign * f for v, f in terms.items()}, sign * float(bound)
            for literal in enforced:
                variable, up = (literal, 1.0) if literal >= 0 else (-literal - 1, -1.0)
                row[variable] = row.get(variable, 0.0) + up * slack
                right += slack if up > 0 else 0.0
            self.rows.append((row, -np.inf, right))

    def matrix(self) -> csr_array:
        """Return the rows as a sparse matrix."""
        entries = [(r, v, f) for r, (terms, _, _) in enumerate(self.rows) for v, f in terms.items()]
        row, column, factor = zip(*entries, strict=True)
        return csr_array((factor, (row, column)), shape=(len(self.rows), len(self.low)))


def plain(model: cp_model.CpModel) -> cp_model_pb2.CpModelProto:
    """Return a model as an ordinary protocol buffer."""
    copied: cp_model_pb2.CpModelProto = text_format.Parse(str(model.proto), cp_model_pb2.CpModelProto())
    return copied


def highs_optimum(proto: cp_model_pb2.CpModelProto) -> int | None:
    """Return the proven optimum of the same model by SciPy's HiGHS, None without one."""
    linear = Linear(proto)
    objective: NDArray[np.float64] = np.zeros(len(linear.low))
    for variable, factor in zip(proto.objective.vars, proto.objective.coeffs, strict=True):
        index, sign = (variable, 1) if variable >= 0 else (-variable - 1, -1)
        objective[index] += sign * factor
    result = milp(
        objective,
        integrality=np.ones(len(linear.low), np.intp),
        bounds=Bounds(np.array(linear.low), np.array(linear.high)),
        constraints=LinearConstraint(
            linear.matrix(), np.array([r[1] for r in linear.rows]), np.array([r[2] for r in linear.rows])
        ),
        options={"time_limit": EFFORT.seconds / 2, "mip_rel_gap": 0.0},
    )
    return round(result.fun + proto.objective.offset) if result.status == 0 else None


def seating(students: int, seed: int) -> Problem:
    """Return a class to seat: tables of four, whom to sit with, whom not, and where in the room.

    Every student has one wish for company, every second a part of the room that suits, every fifth somebody
    to be kept apart from.
    """
    random = Random(seed)  # noqa: S311 – a repeatable benchmark
    tables = -(-students // 4) + 1
    options = tuple(Option(0, f"t{n}", f"Bord {n}", f"t{n}", f"t{n}") for n in range(tables))
    parts = [set(range(tables // 2)), set(range(tables // 2, tables)), set(range(0, tables, 2))]
    suits = [random.choice(parts) if s % 2 else set(range(tables)) for s in range(students)]
    others = [[p for p in range(students) if p != s] for s in range(students)]
    return Problem(
        (PhaseOf("seat", "Pladser", 45.0),),
        tuple(f"S{s}" for s in range(students)),
        options,
        tuple({o: int(o not in suits[s]) for o in range(tables)} for s in range(students)),
        capacity={(0, f"t{n}"): 4 for n in range(tables)},
        asunder=tuple(
            (min(s, p), max(s, p), (0,)) for s in range(0, students, 5) for p in [random.choice(others[s])]
        ),
        wishes=tuple((s, (random.choice(others[s]),)) for s in range(students)),
    )


def camp(seed: int) -> Problem:
    """Return 105 students for 21 groups of five under eight rules about groups.

    Three sets of nine students who are all to be in different groups, three trios who stay together, and two
    sets of twelve who need one of the seven groups with an adult of their own.
    """
    random = Random(seed)  # noqa: S311 – a repeatable benchmark
    order = random.sample(range(105), 105)
    options = tuple(Option(0, f"g{n}", f"Gruppe {n}", f"g{n}", f"g{n}", least=5, most=5) for n in range(21))
    strangers = [order[9 * n : 9 * n + 9] for n in range(3)]
    trios = [order[27 + 3 * n : 30 + 3 * n] for n in range(3)]
    led = set(order[36:60])
    return Problem(
        (PhaseOf("camp", "Lejr", 45.0),),
        tuple(f"S{s}" for s in range(105)),
        options,
        tuple(dict.fromkeys(range(7) if s in led else range(21), 0) for s in range(105)),
        capacity={(0, f"g{n}"): 5 for n in range(21)},
        together=tuple((s, (trio[0],)) for trio in trios for s in trio[1:]),
        asunder=tuple(
            (min(a, b), max(a, b), (0,)) for some in strangers for a in some for b in some if a < b
        ),
    )


def rules_met(problem: Problem, grid: Grid) -> float:
    """Return the share of wishes, parts of the room and distances that a seating meets, in percent."""
    reached = scores(problem, grid)
    parts = [s for s, costs in enumerate(problem.costs) if any(costs.values())]
    rules = len(problem.wishes) + len(parts) + len(problem.asunder)
    return 100 * (1 - (reached["wishes_missed"] + reached["burden"]) / rules)


def peers() -> None:
    """Time the two scenarios of other tools, and answer each twice to see whether the answer stays."""
    for students, units in product((30, 50, 80), (1.0, 3.0)):
        problem, effort = seating(students, 1), Effort(units, 60.0)
        with Watch() as first:
            found = assign(problem, effort)
        again = assign(problem, effort).grid == found.grid
        quick = rules_met(problem, quick_grid(problem))
        say(f"seating {students}, {units:.0f} units: {told(found, first.spent, again=again)}")
        say(f"   rules met {rules_met(problem, found.grid):.0f} % (at once {quick:.0f} %)")
    problem = camp(1)
    with Watch() as first:
        found = assign(problem, EFFORT)
    again = assign(problem, EFFORT).grid == found.grid
    say(f"105 students in 21 groups: {told(found, first.spent, again=again)}")
    say(f"   rules broken {len(is_feasible(problem, found.grid))}")


def told(found: Assignment, spent: Spent, *, again: bool) -> str:
    """Return an answer in a line."""
    numbers = ", ".join(f"{aim} {found.objective[aim]} ≥ {found.bound[aim]}" for aim in AIMS)
    return (
        f"{found.status}, {spent.clock:.2f} s (processor {spent.cpu:.2f} s), same again: {again}; {numbers}"
    )


def line(name: str, spent: list[Spent]) -> str:
    """Return median and worst times."""
    clock, cpu = ([getattr(one, field) for one in spent] for field in Spent._fields)
    times = f"median {median(clock):6.3f} s worst {max(clock):6.3f} s"
    return f"   {name:22} {times}; processor {median(cpu):6.3f} s, {max(cpu):6.3f} s"


def family(name: str, seeds: int, *, highs: bool) -> None:
    """Time one family of problems."""
    runs = [timed(random_class(seed, FAMILIES[name]), highs=highs) for seed in range(seeds)]
    proven, left = sum(run.proven for run in runs), [run.left for run in runs]
    without = sum(a for a, _ in left), sum(b for _, b in left)
    say(f"{name}: {proven} of {seeds} proven; without a place {without[0]} at once, {without[1]} in the end")
    say(line("at once", [run.quick for run in runs]))
    say(line("proven", [run.search for run in runs]))
    if highs:
        say(line("CP-SAT, one model", [run.cpsat for run in runs if run.cpsat]))
        say(line("HiGHS, the same model", [run.highs for run in runs if run.highs]))
        say(f"   same numbers in {sum(bool(run.agree) for run in runs)} of {seeds}")


def main() -> None:
    """Time what the command line asks for."""
    parser = ArgumentParser()
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--no-highs", action="store_true")
    parser.add_argument("families", nargs="*", default=[*FAMILIES, "peers"])
    asked = parser.parse_args()
    for name in asked.families:
        if name == "peers":
            peers()
        else:
            family(name, asked.seeds, highs=not asked.no_highs)


if __name__ == "__main__":
    main()
