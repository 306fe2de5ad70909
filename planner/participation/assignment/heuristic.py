"""A placement at once: phase by phase, those with the fewest options first; it holds every condition."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from planner.participation.assignment.feasible import groups_fit, holds, is_feasible
from planner.participation.assignment.model import NO_PLACE, Grid, Problem
from planner.participation.assignment.noise import loud_places

if TYPE_CHECKING:
    from planner.participation.assignment.model import Option

Unit = tuple[int, ...]
"""Students who go together."""
TRIES: Final = 100
"""How many places are tried for those left over; each takes less than a millisecond."""


def quick_grid(problem: Problem) -> Grid:
    """Return a placement that holds every condition; who does not fit at once has no place in it."""
    rows = [list(row) for row in problem.empty]
    for t in range(len(problem.phases)):
        _PhaseFill(problem, t, rows).fill()
    return _with_latecomers(problem, _without_breaches(problem, tuple(map(tuple, rows))))


def _with_latecomers(problem: Problem, grid: Grid) -> Grid:
    """Try once more to find a place for those who have none, the others staying where they are."""
    tries = iter(range(TRIES))
    for s, row in enumerate(grid):
        for t in (t for t, o in enumerate(row) if o == NO_PLACE):
            for o in sorted(problem.allowed[s][t], key=lambda o: problem.costs[s][o]):
                tried = (*grid[:s], (*grid[s][:t], o, *grid[s][t + 1 :]), *grid[s + 1 :])
                if next(tries, None) is not None and holds(problem, tried):
                    grid = tried
                    break
    return grid


def _without_breaches(problem: Problem, grid: Grid) -> Grid:
    """Take students out where a condition is still broken, the last one named first."""
    number = {code: s for s, code in enumerate(problem.students)}
    phase = {entry.id: t for t, entry in enumerate(problem.phases)}
    rows = [list(row) for row in grid]
    while breaches := is_feasible(problem, tuple(map(tuple, rows))):
        for breach in breaches:
            if breach.phase is not None:
                _take_out(rows, [number[code] for code in breach.students], phase[breach.phase], breach.kind)
    return tuple(map(tuple, rows))


def _take_out(rows: list[list[int]], students: list[int], phase: int, kind: str) -> None:
    """Take one student out of a phase; of a group that does not go up or has to be together, the first."""
    placed = [s for s in students if rows[s][phase] != NO_PLACE]
    if placed:
        rows[placed[0] if kind == "together" else placed[-1]][phase] = NO_PLACE


class _PhaseFill:
    """Fills one phase of the grid."""

    def __init__(self, problem: Problem, phase: int, rows: list[list[int]]) -> None:
        self.problem, self.phase, self.rows = problem, phase, rows
        self.count: Counter[int] = Counter()
        self.crowd: Counter[str] = Counter()
        self.adult_at: dict[str, str] = {}
        self.foes: defaultdict[int, set[int]] = defaultdict(set)
        self.friends: defaultdict[int, list[int]] = defaultdict(list)
        for s, peers in problem.wishes:
            for peer in peers:
                self.friends[s].append(peer)
                self.friends[peer].append(s)
        for one, other, phases in problem.asunder:
            if phase in phases:
                self.foes[one].add(other)
                self.foes[other].add(one)

    def fill(self) -> None:
        """Place everyone who fits, then mend groups and noise."""
        units = sorted(self._units(), key=self._urgency)
        for unit in units:
            if not self._place(unit) and not self._make_room(unit):
                for s in unit if len(unit) > 1 else ():
                    self._place((s,))
        self._mend_groups()
        self._mend_noise()

    def _units(self) -> Iterator[Unit]:
        """Yield the students of the phase, those who have to be together as one."""
        leader = list(range(len(self.problem.students)))

        def find(s: int) -> int:
            while leader[s] != s:
                s = leader[s]
            return s

        for s, peers in self.problem.together:
            near = [p for p in peers if self._shared((s, p))]
            if near and all(find(p) != find(s) for p in near):
                leader[find(s)] = find(near[0])
        members: defaultdict[int, list[int]] = defaultdict(list)
        for s in range(len(leader)):
            members[find(s)].append(s)
        yield from (tuple(unit) for unit in members.values())

    def _shared(self, unit: Iterable[int]) -> list[int]:
        sets = [self.problem.allowed[s][self.phase] for s in unit]
        return [o for o in sets[0] if all(o in other for other in sets[1:])]

    def _urgency(self, unit: Unit) -> tuple[int, int, int]:
        return len(self._shared(unit)), -len(unit), unit[0]

    def _place(self, unit: Unit, *, avoid: int = NO_PLACE) -> bool:
        fitting = [o for o in self._shared(unit) if o != avoid and self._fits(unit, o)]
        if not fitting:
            return False
        self._put(unit, min(fitting, key=lambda o: self._price(unit, o)))
        return True

    def _price(self, unit: Unit, o: int) -> tuple[int, ...]:
        """Return how good an option is, in the order of the aims; full groups rather than new ones."""
        problem, option = self.problem, self.problem.options[o]
        moved = sum(self._before(s) not in (None, option.place) for s in unit)
        lonely = self.crowd[option.place] + len(unit) == 1
        unfilled = not groups_fit(self.count[o] + len(unit), option.least, option.most)
        cost = sum(problem.costs[s][o] for s in unit)
        company = sum(self.rows[friend][self.phase] == o for s in unit for friend in self.friends[s])
        away = option.apart * len(unit) + lonely + unfilled
        return cost, away, -company, moved, -self.crowd[option.place], o

    def _before(self, student: int) -> str | None:
        o = self.rows[student][self.phase - 1] if self.phase else NO_PLACE
        return None if o == NO_PLACE else self.problem.options[o].place

    def _fits(self, unit: Unit, o: int) -> bool:
        option = self.problem.options[o]
        places = self.problem.capacity.get((self.phase, option.place))
        if places is not None and self.crowd[option.place] + len(unit) > places:
            return False
        return all(self._suits(s, o, option) for s in unit)

    def _suits(self, s: int, o: int, option: "Option") -> bool:
        """Whether no condition of the student alone speaks against an option."""
        start = self._before(s)
        stuck = (
            self.problem.blocked and start and (self.phase, start, option.place) in self.problem.blocked[s]
        )
        asks = (s, o) in self.problem.beside and option.adult is not None
        if stuck or (asks and self.adult_at.get(option.adult or "", option.place) != option.place):
            return False
        return all(self._place_of(foe) != option.place for foe in self.foes[s])

    def _place_of(self, student: int) -> str | None:
        o = self.rows[student][self.phase]
        return None if o == NO_PLACE else self.problem.options[o].place

    def _put(self, unit: Unit, o: int) -> None:
        option = self.problem.options[o]
        for s in unit:
            self.rows[s][self.phase] = o
            if (s, o) in self.problem.beside and option.adult is not None:
                self.adult_at[option.adult] = option.place
        self.count[o] += len(unit)
        self.crowd[option.place] += len(unit)

    def _lift(self, unit: Unit) -> int:
        """Take a unit off its option and return it."""
        o = self.rows[unit[0]][self.phase]
        for s in unit:
            self.rows[s][self.phase] = NO_PLACE
        self.count[o] -= len(unit)
        self.crowd[self.problem.options[o].place] -= len(unit)
        return o

    def _make_room(self, unit: Unit) -> bool:
        """Let one student give way who has somewhere else to be."""
        wanted = set(self._shared(unit))
        places = {self.problem.options[o].place for o in wanted}
        together = {s for s, peers in self.problem.together for s in (s, *peers)}
        for s in range(len(self.problem.students)):
            if self._place_of(s) not in places or s in together or s in unit:
                continue
            left = self._lift((s,))
            if any(self._fits(unit, o) for o in wanted) and self._gives_way(s, unit, left):
                return True
            self._put((s,), left)
        return False

    def _gives_way(self, student: int, unit: Unit, left: int) -> bool:
        if not self._place(unit):
            return False
        if self._place((student,), avoid=left):
            return True
        self._lift(unit)
        return False

    def _mend_groups(self) -> None:
        """Empty options whose students cannot be split into groups, or take out as few as make it go up."""
        for o in list(self.count):
            option = self.problem.options[o]
            while not groups_fit(self.count[o], option.least, option.most):
                there = [s for s, row in enumerate(self.rows) if row[self.phase] == o]
                self._lift((there[-1],))
                self._place((there[-1],), avoid=o)

    def _mend_noise(self) -> None:
        """Move those for whom it is too loud to another option."""
        for s, o in loud_places(self.problem, self.rows, self.phase):
            self._lift((s,))
            self._place((s,), avoid=o)
