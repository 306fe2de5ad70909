"""From the phases to the lesson: sets for all phases together, the least effort first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from planner.participation.repair.cover import Chosen, Cover, PhaseCover

if TYPE_CHECKING:
    from planner.participation.repair.model import Candidate

Asked = Mapping[tuple[str, int], int]
"""How many options more than the goal a profile is to have in a phase, because fewer did not hold."""


@dataclass(frozen=True, slots=True)
class Plans:
    """Covers of every phase, with the candidates made for the lesson as a whole."""

    shared: Chosen
    covers: tuple[tuple[Cover, ...], ...]
    effort: float

    @property
    def order(self) -> tuple[int, float]:
        """How good the best choice is: least lacking, then least effort."""
        best = [covers[0] for covers in self.covers]
        return sum(one.lacking for one in best), self.effort + sum(one.effort for one in best)


def best_plans(
    phases: Sequence[PhaseCover], candidates: "Sequence[Candidate]", asked: Asked
) -> tuple[Plans, ...]:
    """Return covers without and with candidates of the whole lesson, the best first.

    They are added one at a time, as long as that leaves less lacking or asks less.
    """
    best = _plans(phases, candidates, Chosen(), asked)
    tried = [best]
    left = [
        n
        for n, one in enumerate(candidates)
        if one.phase is None and any(n in phase.effects.effects for phase in phases)
    ]
    while left:
        more = [_plans(phases, candidates, best.shared | {n}, asked) for n in left]
        tried += more
        better = min(more, key=_rank)
        if better.order >= best.order:
            break
        slots = {candidates[n].slot for n in better.shared} - {""}
        left = [n for n in left if n not in better.shared and candidates[n].slot not in slots]
        best = better
    return tuple(sorted(tried, key=_rank))


def _rank(plans: Plans) -> tuple[tuple[int, float], list[int]]:
    return plans.order, sorted(plans.shared)


def _plans(
    phases: Sequence[PhaseCover], candidates: "Sequence[Candidate]", shared: Chosen, asked: Asked
) -> Plans:
    more = [
        frozenset((profile, n) for (where, profile), n in asked.items() if where == phase.effects.phase)
        for phase in phases
    ]
    covers = tuple(phase.covers(shared, some) for phase, some in zip(phases, more, strict=True))
    return Plans(shared, covers, sum(candidates[n].effort for n in sorted(shared)))


def sets_of(plans: Plans) -> Iterator[tuple[int, float, Chosen]]:
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
