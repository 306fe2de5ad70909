"""The conditions of an assignment as rows of a CP-SAT model.

Every row belongs to a named condition, so that a conflict can be told in words: with ``named`` each condition
holds only if its literal is assumed; without, all hold and having no place is what gives way.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from ortools.sat.python import cp_model

from planner.participation.assignment.model import NO_PLACE, Grid, Journey, Problem

Key = tuple[int | str, ...]
"""A condition: its kind, and what it is about – phase and place, student and phase, or a position."""
Var = cp_model.IntVar
Sum = cp_model.LinearExpr
Row = cp_model.BoundedLinearExpression | bool
"""OR-Tools folds a row of constants to a truth value."""
MINUTE: Final = 60
"""Minutes of sitting are counted in whole seconds."""


def total(terms: Iterable[Sum]) -> Sum:
    """Return a sum; 0 for none."""
    added: Sum = cp_model.LinearExpr.sum(list(terms))
    return added


class Rows:
    """A model that grows: places and conditions first, aims and levels later.

    ``x[student, option]`` is whether a student is on an option, ``u[student, phase]`` whether they have no
    place. ``phases`` restricts the model to some phases.
    """

    def __init__(self, problem: Problem, phases: Sequence[int] | None = None, *, named: bool = False) -> None:
        self.problem = problem
        self.phases = tuple(range(len(problem.phases)) if phases is None else phases)
        self.model = cp_model.CpModel()
        self.x: dict[tuple[int, int], Var] = {}
        self.u: dict[tuple[int, int], Var] = {}
        self.literals: dict[Key, Var] = {}
        self.named = named
        self._on: defaultdict[int, list[Var]] = defaultdict(list)
        self._add_places()
        for add in (
            self._add_capacity,
            self._add_groups,
            self._add_adults,
            self._add_together,
            self._add_asunder,
        ):
            add()
        if len(self.phases) > 1:
            self._add_ways()
            for number, journey in enumerate(problem.journeys):
                self._add_journey(number, journey)

    def on(self, option: int) -> Sum:
        """Return how many students are on an option."""
        return total(self._on[option])

    def may(self, option: int) -> int:
        """Return how many students could be on an option."""
        return len(self._on[option])

    def here(self, student: int, phase: int, place: str) -> list[Var]:
        """Return the variables of a student in a zone of a phase."""
        return [
            self.x[student, o]
            for o in self.problem.allowed[student][phase]
            if self.problem.options[o].place == place
        ]

    def hold(self, row: Row, *key: int | str) -> None:
        """Add a row of a condition."""
        added = self.model.add(row)
        if self.named:
            added.only_enforce_if(self.literal(key))

    def literal(self, key: Key) -> Var:
        """Return the literal of a condition, made at its first row."""
        found = self.literals.get(key)
        if found is None:
            found = self.literals[key] = self.model.new_bool_var(str(key))
        return found

    def grid(self, value: "Mapping[int, int] | Sequence[int]") -> Grid:
        """Read a grid out of the values of all variables."""
        rows = [list(row) for row in self.problem.empty]
        for (s, o), variable in self.x.items():
            if value[variable.index]:
                rows[s][self.problem.options[o].phase] = o
        return tuple(map(tuple, rows))

    def _add_places(self) -> None:
        for s, row in enumerate(self.problem.allowed):
            for t in self.phases:
                self.u[s, t] = self.model.new_bool_var(f"u{s},{t}")
                for o in row[t]:
                    self.x[s, o] = self.model.new_bool_var(f"x{s},{o}")
                    self._on[o].append(self.x[s, o])
                self.model.add_exactly_one([self.x[s, o] for o in row[t]] + [self.u[s, t]])
                if self.named and row[t]:
                    self.model.add_implication(self.literal(("serve", s, t)), ~self.u[s, t])

    def _options(self) -> Iterable[int]:
        return (o for t in self.phases for o in self.problem.by_phase[t])

    def _add_capacity(self) -> None:
        there: defaultdict[tuple[int, str], list[Var]] = defaultdict(list)
        for o in self._options():
            option = self.problem.options[o]
            there[option.phase, option.place] += self._on[o]
        for (t, place), students in there.items():
            places = self.problem.capacity.get((t, place), len(students))
            if len(students) > places:
                self.hold(total(students) <= places, "capacity", t, place)

    def _add_groups(self) -> None:
        for o in self._options():
            option, most = self.problem.options[o], self.may(o)
            least, size = option.least or 1, option.most or max(most, 1)
            spans = [[0, 0]] + [[k * least, k * size] for k in range(1, most + 1) if k * least <= most]
            if option.most is None:
                spans = [[0, 0], [least, max(most, least)]]
            fits = cp_model.Domain.from_intervals(spans)
            if all(fits.contains(number) for number in range(most + 1)):
                continue
            row = self.model.add_linear_expression_in_domain(self.on(o), fits)
            if self.named:
                row.only_enforce_if(self.literal(("group", o)))

    def _add_adults(self) -> None:
        asked: defaultdict[tuple[int, str], defaultdict[str, list[Var]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for s, o in sorted(self.problem.beside):
            option = self.problem.options[o]
            if (s, o) in self.x and option.adult is not None:
                asked[option.phase, option.adult][option.place].append(self.x[s, o])
        for (t, adult), places in asked.items():
            if len(places) < 2:
                continue
            at = {place: self.model.new_bool_var(f"{adult} in {place}") for place in places}
            self.model.add_at_most_one(at.values())
            for place, students in places.items():
                for student in students:
                    self.hold(student <= at[place], "adult", t, adult)

    def _add_together(self) -> None:
        for s, peers in self.problem.together:
            for t in self.phases:
                for o in self.problem.allowed[s][t]:
                    company = [self.x[p, o] for p in peers if (p, o) in self.x]
                    self.hold(self.x[s, o] <= total(company), "together", s)

    def _add_asunder(self) -> None:
        for number, (one, other, phases) in enumerate(self.problem.asunder):
            for t in set(phases) & set(self.phases):
                shared = {self.problem.options[o].place for o in self.problem.allowed[one][t]}
                for place in sorted(shared):
                    both = self.here(one, t, place) + self.here(other, t, place)
                    self.hold(total(both) <= 1, "asunder", number)

    def _add_ways(self) -> None:
        for s, blocked in enumerate(self.problem.blocked):
            ends: defaultdict[tuple[int, str], list[Var]] = defaultdict(list)
            for t, start, end in sorted(blocked):
                ends[t, start] += self.here(s, t, end)
            for (t, start), variables in ends.items():
                begin = self.here(s, t - 1, start)
                if begin and variables:
                    self.hold(total(begin) + total(variables) <= 1, "way", s)

    def _add_journey(self, number: int, journey: Journey) -> None:
        rows = {"fixed_place": self._fixed, "few_moves": self._moves, "move_often": self._sitting}
        rows[journey.kind](number, journey)

    def held(self, journey: Journey, phase: int) -> dict[str, list[Var]]:
        """Return per zone the variables of options in which a way is asked for."""
        found: defaultdict[str, list[Var]] = defaultdict(list)
        for o in self.problem.allowed[journey.student][phase]:
            if o not in journey.free and self.problem.options[o].known:
                found[self.problem.options[o].place].append(self.x[journey.student, o])
        return found

    def _fixed(self, number: int, journey: Journey) -> None:
        held = [self.held(journey, t) for t in journey.counts]
        at = {place: self.model.new_bool_var(f"fixed {place}") for here in held for place in here}
        self.model.add_at_most_one(at.values())
        for here in held:
            for place, variables in here.items():
                self.hold(total(variables) <= at[place], "journey", number)

    def _moves(self, number: int, journey: Journey) -> None:
        moved = []
        for before, after in pairwise(journey.counts):
            move = self.model.new_bool_var(f"moved {number},{after}")
            moved.append(move)
            for place, variables in self.held(journey, after).items():
                stays = self.here(journey.student, before, place)
                row = total(variables) <= move + total(stays) + self.nowhere(journey.student, before)
                self.hold(row, "journey", number)
        self.hold(total(moved) <= int(journey.limit), "journey", number)

    def nowhere(self, student: int, phase: int) -> Sum:
        """Return whether a student has no place in a phase, or one nobody knows."""
        unknown = [
            self.x[student, o]
            for o in self.problem.allowed[student][phase]
            if not self.problem.options[o].known
        ]
        return total([self.u[student, phase], *unknown])

    def _sitting(self, number: int, journey: Journey) -> None:
        s, limit = journey.student, int(journey.limit * MINUTE)
        before: Var | None = None
        for t in journey.counts:
            minutes = round(self.problem.phases[t].minutes * MINUTE)
            sat = self.model.new_int_var(0, max(limit, minutes), f"sat {number},{t}")
            seated = [self.x[s, o] for o in self.problem.allowed[s][t] if o not in journey.free]
            self.hold(sat >= minutes * total(seated), "journey", number)
            if before is not None:
                for place, variables in self.held(journey, t).items():
                    both = total(variables) + total(self.here(s, t - 1, place))
                    # Twice in the same zone: the minutes add up.
                    slack = (2 - both) * (limit + minutes)
                    self.hold(sat + slack >= before + minutes, "journey", number)
            self.hold(sat <= limit, "journey", number)
            before = sat


def hinted(rows: Rows, grid: Grid, phases: Container[int]) -> None:
    """Suggest the placement of some phases."""
    rows.model.clear_hints()  # type: ignore[no-untyped-call]
    for (s, o), variable in rows.x.items():
        t = rows.problem.options[o].phase
        if t in phases:
            rows.model.add_hint(variable, grid[s][t] == o)
    for (s, t), variable in rows.u.items():
        if t in phases:
            rows.model.add_hint(variable, grid[s][t] == NO_PLACE)
