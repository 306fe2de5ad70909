"""Quiet as rows: levels add up as energies and raise voices, so that rows are added where one is broken.

More students never make it quieter. Where a placement is too loud for somebody, the fewest students that
still are too many make a row: not all of them there while somebody who needs that quiet is in the zone.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from planner.participation.assignment.model import NO_PLACE, Grid, Problem
from planner.participation.assignment.rows import Rows, Var

if TYPE_CHECKING:
    from planner.participation.assignment.noise import Sounds

Crowd = tuple[tuple[int, int], ...]
"""Options with a number of students on each."""
Spot = tuple[str, float]
"""A zone and the limit that is passed there."""
TooLoud = tuple[int, str, float, Crowd]
"""Phase, zone, the limit that is passed there, and the crowd that passes it."""


def too_loud(problem: Problem, grid: Grid, among: Container[int]) -> Iterator[TooLoud]:
    """Yield each place of a placement that is too loud for one of some students, with its small crowds.

    Where the student could go instead and would find it too loud as well, that is told too.
    """
    for t, sounds in enumerate(problem.sounds):
        asked = [(s, row[t]) for s, row in enumerate(grid) if s in among and (s, row[t]) in problem.quiet]
        if sounds is None or not asked:
            continue
        counts = Counter(row[t] for row in grid if row[t] != NO_PLACE)
        levels = sounds.levels(counts)
        stuck = [(s, o) for s, o in asked if _passed(problem, levels, s, o)]
        here = {_spot(problem, s, o) for s, o in stuck}
        elsewhere = {
            _spot(problem, s, o)
            for s, _ in stuck
            for o in problem.allowed[s][t]
            if (s, o) in problem.quiet and _passed(problem, levels, s, o)
        }
        for spot in sorted(here | elsewhere):
            for order in _orders(sounds, counts, spot, every=spot in here):
                yield t, *spot, _smallest(sounds, counts, order, spot)


def _spot(problem: Problem, student: int, option: int) -> Spot:
    return problem.options[option].place, problem.quiet[student, option]


def _passed(problem: Problem, levels: Mapping[str, float], student: int, option: int) -> bool:
    place, limit = _spot(problem, student, option)
    return levels.get(place, limit) > limit


def _orders(sounds: "Sounds", counts: Counter[int], spot: Spot, *, every: bool) -> Iterator[list[int]]:
    """Yield orders to take students away in: the quietest first, then each of the others kept longest."""
    heard = [o for o in counts if o in sounds.options]
    quietest = sorted(heard, key=lambda o: (sounds.levels({o: counts[o]})[spot[0]], o))
    yield quietest
    for kept in quietest[:-1] if every else ():
        yield [*(o for o in quietest if o != kept), kept]


def _smallest(sounds: "Sounds", counts: Counter[int], order: list[int], asked: Spot) -> Crowd:
    """Take students away in an order of the options, as long as it stays too loud."""
    left, (place, limit) = {o: counts[o] for o in order}, asked
    for o in order:
        few, many = 0, left[o]
        while few < many:
            middle = (few + many) // 2
            if sounds.levels({**left, o: middle})[place] > limit:
                many = middle
            else:
                few = middle + 1
        left[o] = many
    return tuple(sorted((o, n) for o, n in left.items() if n))


class QuietRows:
    """Adds rows about levels to a model; ``told`` are the crowds they forbid."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._crowds: dict[tuple[int, int], Var] = {}
        self.told: list[TooLoud] = []

    def add(self, grid: Grid, among: Container[int] | None = None) -> set[int]:
        """Forbid what is too loud in a placement for anyone, or for some students; return the phases."""
        everyone = range(len(self._rows.problem.students))
        found = dict.fromkeys(too_loud(self._rows.problem, grid, everyone if among is None else among))
        self.forbid(found)
        return {phase for phase, *_ in found}

    def forbid(self, found: Iterable[TooLoud]) -> None:
        """Forbid crowds that are too loud, and remember them."""
        for phase, place, limit, crowd in found:
            self.told.append((phase, place, limit, crowd))
            fewer = [~self._at_least(o, n) for o, n in crowd]
            for s, o in self._listeners(phase, place, limit):
                self._rows.model.add_bool_or([*fewer, *self._gone(s, o)])

    def _gone(self, student: int, option: int) -> Iterator[cp_model.LiteralT]:
        """Yield what else may hold: the student is elsewhere, or their limit is not asked for."""
        yield ~self._rows.x[student, option]
        if self._rows.named:
            yield ~self._rows.literal(("quiet", student))

    def _listeners(self, phase: int, place: str, limit: float) -> Iterator[tuple[int, int]]:
        problem = self._rows.problem
        for (s, o), own in problem.quiet.items():
            option = problem.options[o]
            if option.phase == phase and option.place == place and own <= limit and (s, o) in self._rows.x:
                yield s, o

    def _at_least(self, option: int, number: int) -> Var:
        """Return a literal that holds where so many students are on an option."""
        found = self._crowds.get((option, number))
        if found is None:
            found = self._crowds[option, number] = self._rows.model.new_bool_var(f"crowd {option},{number}")
            self._rows.model.add(self._rows.on(option) <= number - 1).only_enforce_if(~found)
        return found
