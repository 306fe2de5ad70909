"""Too few places: the smallest set of zones that more students depend on than they have places (Hall, 1935).

Students and zones are a bipartite graph; where a largest flow leaves students over, the source side of a
smallest cut holds the zones that are short (networkx).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

import networkx as nx

from planner.participation.assignment.model import Problem

SOURCE, SINK = "source", "sink"


@dataclass(frozen=True, slots=True)
class Shortage:
    """Zones with fewer places than students who can be nowhere else."""

    places: tuple[str, ...]
    students: tuple[int, ...]
    seats: int

    @property
    def short_by(self) -> int:
        """How many places are missing."""
        return len(self.students) - self.seats


def shortages(problem: Problem, phase: int, left_out: set[int]) -> Iterator[Shortage]:
    """Yield what is short in a phase, one set of zones after the other.

    Those of ``left_out`` whom a shortage explains are taken out before the next is looked for.
    """
    reach = {
        s: frozenset(problem.options[o].place for o in row[phase])
        for s, row in enumerate(problem.allowed)
        if row[phase]
    }
    while reach:
        short = _shortage(problem, phase, reach)
        if short is None:
            return
        yield short
        told = [s for s in short.students if s in left_out][: short.short_by] or list(short.students[:1])
        reach = {s: places for s, places in reach.items() if s not in told}


def _shortage(problem: Problem, phase: int, reach: dict[int, frozenset[str]]) -> Shortage | None:
    G: nx.DiGraph[int | str] = nx.DiGraph()  # noqa: N806
    for s, places in reach.items():
        G.add_edge(SOURCE, s, capacity=1)
        for place in sorted(places):
            G.add_edge(s, place, capacity=1)
            G.add_edge(place, SINK, capacity=problem.capacity.get((phase, place), inf))
    value, (side, _) = nx.minimum_cut(G, SOURCE, SINK)
    if value >= len(reach):
        return None
    seats = {place: int(problem.capacity.get((phase, place), 0)) for place in side if isinstance(place, str)}
    seats.pop(SOURCE)
    return _smallest(reach, seats)


def _smallest(reach: dict[int, frozenset[str]], seats: dict[str, int]) -> Shortage:
    """Leave zones away, the largest first, as long as what is left is short."""
    kept = set(seats)
    for place in sorted(seats, key=lambda place: (-seats[place], place)):
        rest = kept - {place}
        if len(_bound_to(reach, rest)) > sum(seats[one] for one in rest):
            kept = rest
    return Shortage(tuple(sorted(kept)), _bound_to(reach, kept), sum(seats[place] for place in kept))


def _bound_to(reach: dict[int, frozenset[str]], places: set[str]) -> tuple[int, ...]:
    """Return the students who can only be in some zones."""
    return tuple(s for s, own in reach.items() if own <= places)
