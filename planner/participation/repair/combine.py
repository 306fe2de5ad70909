"""From the phases to the lesson: sets for all phases together, the least effort first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush, nsmallest
from itertools import islice
from typing import TYPE_CHECKING, Final

from planner.participation.repair.cover import Chosen, Cover, PhaseCover

if TYPE_CHECKING:
    from planner.participation.repair.cover import Asking
    from planner.participation.repair.dive import Asked, Dive
    from planner.participation.repair.model import Candidate

SetOf = tuple[int, float, Chosen]
"""How much a set leaves lacking, what it asks, and its candidates."""
Order = tuple[int, float]
"""How good something is: how much is lacking, then what it asks."""
SMALL: Final = 6
"""Where the set found at once is no larger, it is looked at phase by phase whether there is a cheaper one."""
SETS: Final = 4
"""How many sets are given for each plan, or found at once."""
KEPT: Final = 3
"""How many plans are asked for: what cannot come among the best so many is not worked out."""


@dataclass(frozen=True, slots=True)
class Plans:
    """Covers of every phase, with the candidates made for the lesson as a whole."""

    shared: Chosen
    covers: tuple[tuple[Cover, ...], ...]
    effort: float

    @property
    def order(self) -> Order:
        """How good the best choice is: least lacking, then least effort."""
        best = [covers[0] for covers in self.covers]
        return sum(one.lacking for one in best), self.effort + sum(one.effort for one in best)


def good_sets(
    dive: "Dive", phases: Sequence[PhaseCover], candidates: "Sequence[Candidate]", asked: "Asked"
) -> Iterator[SetOf]:
    """Yield sets for the whole lesson, the best first; another one is looked for when it is asked for."""
    first = dive.found(asked)
    found = [(first.lacking, first.effort, frozenset(first.numbers))]
    if len(first.numbers) <= SMALL:
        plans = best_plans(phases, candidates, asked)[:KEPT]
        found += [entry for one in plans for entry in islice(sets_of(one), SETS)]
        yield from sorted(found, key=lambda entry: (entry[0], entry[1], sorted(entry[2])))
        return
    yield from found
    for n in sorted(first.numbers, key=lambda n: (-candidates[n].effort, n))[: SETS - 1]:
        other = dive.found(asked, (n,))
        yield other.lacking, other.effort, frozenset(other.numbers)


def best_plans(
    phases: Sequence[PhaseCover], candidates: "Sequence[Candidate]", asked: "Asked"
) -> tuple[Plans, ...]:
    """Return covers without and with candidates of the whole lesson, the best first.

    They are added one at a time, as long as that leaves less lacking or asks less.
    """
    lesson = _Lesson(phases, candidates, asked)
    best = lesson.plans(Chosen())
    tried = [best]
    left = [
        n
        for n, one in enumerate(candidates)
        if one.phase is None and any(n in phase.effects.effects for phase in phases)
    ]
    while left:
        more = lesson.promising([best.shared | {n} for n in left], tried)
        tried += more
        better = min(more, key=_rank, default=best)
        if better.order >= best.order:
            break
        slots = {candidates[n].slot for n in better.shared} - {""}
        left = [n for n in left if n not in better.shared and candidates[n].slot not in slots]
        best = better
    return tuple(sorted(tried, key=_rank))


def _rank(plans: Plans) -> tuple[Order, list[int]]:
    return plans.order, sorted(plans.shared)


class _Lesson:
    """All phases, and how many options more each is to have for whom."""

    def __init__(
        self, phases: Sequence[PhaseCover], candidates: "Sequence[Candidate]", asked: "Asked"
    ) -> None:
        self.candidates = candidates
        self.phases = [(phase, _asking(phase, asked)) for phase in phases]

    def plans(self, shared: Chosen) -> Plans:
        """Return covers of every phase with candidates of the whole lesson made."""
        covers = tuple(phase.covers(shared, asking) for phase, asking in self.phases)
        return Plans(shared, covers, self._effort(shared))

    def promising(self, sets: Sequence[Chosen], tried: Sequence[Plans]) -> list[Plans]:
        """Return the covers with each set made, without those that cannot come among the best."""
        best, made = [one.order for one in tried], []
        for least, shared in sorted(((self._least(one), one) for one in sets), key=lambda pair: pair[0]):
            if len(best) >= KEPT and least > nsmallest(KEPT, best)[-1]:
                break
            made.append(self.plans(shared))
            best.append(made[-1].order)
        return made

    def _least(self, shared: Chosen) -> Order:
        """Return what no plans with a set made go below."""
        least = [phase.least(shared, asking) for phase, asking in self.phases]
        return sum(lacking for lacking, _ in least), self._effort(shared) + sum(effort for _, effort in least)

    def _effort(self, shared: Chosen) -> float:
        return sum(self.candidates[n].effort for n in sorted(shared))


def _asking(phase: PhaseCover, asked: "Asked") -> "Asking":
    return frozenset((profile, n) for (where, profile), n in asked.items() if where == phase.effects.phase)


def sets_of(plans: Plans) -> Iterator[SetOf]:
    """Yield the sets that take one cover of every phase: what lacks, the effort and the set, best first."""
    start = (0,) * len(plans.covers)
    queue, seen = [(*_cost(plans, start), start)], {start}
    while queue:
        lacking, effort, places = heappop(queue)
        picked = [plans.covers[t][n].chosen for t, n in enumerate(places)]
        yield lacking, effort, plans.shared.union(*picked)
        for t, n in enumerate(places):
            following = (*places[:t], n + 1, *places[t + 1 :])
            if n + 1 < len(plans.covers[t]) and following not in seen:
                seen.add(following)
                heappush(queue, (*_cost(plans, following), following))


def _cost(plans: Plans, places: tuple[int, ...]) -> tuple[int, float]:
    picked = [plans.covers[t][n] for t, n in enumerate(places)]
    return sum(one.lacking for one in picked), plans.effort + sum(one.effort for one in picked)
