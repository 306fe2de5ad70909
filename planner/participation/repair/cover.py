"""The cheapest sets of candidates that give everyone enough options in one phase: best-first search.

A state is a set of candidates. One student who lacks an option is chosen, and every way of opening one more
is followed: per option, for each need in the way, a candidate that clears it (an AND-OR cover).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import islice, product
from typing import TYPE_CHECKING, Final

import numpy as np

from planner.participation.repair.effects import ABSENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.participation.repair.effects import Masks, PhaseEffects
    from planner.participation.repair.model import Candidate

Chosen = frozenset[int]
WAYS: Final = 12
"""How many ways of opening an option are followed, the cheapest first."""
PER_NEED: Final = 5
"""How many candidates that clear the same need are followed."""
MANY: Final = 5
"""An option with more needs in the way than this is not opened."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A set of candidates for a phase, what it asks, and how many options it leaves lacking."""

    chosen: Chosen
    effort: float
    lacking: int


@dataclass(slots=True)
class PhaseCover:
    """Looks for covers of one phase.

    Attributes
    ----------
    wanted
        How many options each profile is to have; 0 for profiles nobody has.
    steps, most
        How many steps are taken at most, and how many covers are found.
    """

    effects: "PhaseEffects"
    candidates: "Sequence[Candidate]"
    wanted: int
    steps: int
    most: int
    _ways: dict[tuple[bytes, int], tuple[Cover, ...]] = field(default_factory=dict)
    _clearing: dict[tuple[int, int, int], list[int]] = field(default_factory=dict)
    _covers: dict[tuple[Chosen, frozenset[tuple[int, int]]], tuple[Cover, ...]] = field(default_factory=dict)

    def covers(self, fixed: Chosen, asked: frozenset[tuple[int, int]]) -> tuple[Cover, ...]:
        """Return the cheapest covers with ``fixed`` made anyway, the best first; else the nearest one.

        ``asked`` are profiles that are to have more options than others, and how many more.
        """
        key = frozenset(n for n in fixed if n in self.effects.effects), asked
        if key not in self._covers:
            self._covers[key] = self._found(*key)
        return self._covers[key]

    def _found(self, here: Chosen, asked: frozenset[tuple[int, int]]) -> tuple[Cover, ...]:
        found: list[Cover] = []
        nearest: Cover | None = None
        queue, seen = [(0.0, 0.0, 0, tuple[int, ...]())], {Chosen()}
        for _ in range(self.steps):
            if not queue or len(found) == self.most:
                break
            _, effort, _, numbers = heappop(queue)
            chosen = frozenset(numbers)
            masks = self._masks(here | chosen)
            lacking = self._lacking(masks, asked)
            cover = Cover(chosen, effort, int(lacking.sum()))
            if not cover.lacking:
                if not any(one.chosen <= chosen for one in found):
                    found.append(cover)
                continue
            nearest = min(filter(None, (nearest, cover)), key=lambda one: (one.lacking, one.effort))
            for more, rest in self._following(masks, lacking, here | chosen):
                larger = chosen | more
                if larger not in seen:
                    seen.add(larger)
                    spent = self._effort(larger)
                    heappush(queue, (spent + rest, spent, len(seen), tuple(sorted(larger))))
        return tuple(found) or ((nearest,) if nearest else ())

    def _effort(self, chosen: Chosen) -> float:
        return sum(self.candidates[n].effort for n in sorted(chosen))

    def _masks(self, chosen: Chosen) -> "Masks":
        masks = self.effects.start.copy()
        effects = [self.effects.effects[n] for n in sorted(chosen)]
        for effect in effects:
            masks &= ~effect.cleared
        for effect in effects:
            masks |= effect.added
        return masks

    def _lacking(self, masks: "Masks", asked: frozenset[tuple[int, int]]) -> "Masks":
        wanted = np.full(len(masks), self.wanted)
        for profile, more in asked:
            wanted[profile] += more
        lacking: Masks = np.maximum(wanted - (masks == 0).sum(axis=1), 0)
        return lacking

    def _following(self, masks: "Masks", lacking: "Masks", chosen: Chosen) -> Iterator[tuple[Chosen, float]]:
        """Yield what to add next, and the least the rest asks: nobody's cheapest way may cost more."""
        rows = {masks[p].tobytes(): int(p) for p in np.flatnonzero(lacking)}
        ways = [self._opening_ways(masks[p], p, chosen) for p in rows.values()]
        if not all(ways):
            ways = [found for found in ways if found]
        if not ways:
            return
        for way in min(ways, key=len):
            yield way.chosen, max(0.0, max(found[0].effort for found in ways) - way.effort)

    def _opening_ways(self, row: "Masks", profile: int, chosen: Chosen) -> tuple[Cover, ...]:
        """Return the ways of opening one more option to a profile, the cheapest first."""
        key = row.tobytes(), profile
        if key not in self._ways:
            self._ways[key] = self._every_way(row, profile)
        taken = {self.candidates[n].slot for n in chosen} - {""}
        smallest: list[Cover] = []
        for way in self._ways[key]:
            if len(smallest) == WAYS:
                break
            if way.chosen & chosen or not taken.isdisjoint(self.candidates[n].slot for n in way.chosen):
                continue
            if not any(one.chosen <= way.chosen for one in smallest):
                smallest.append(way)
        return tuple(smallest)

    def _every_way(self, row: "Masks", profile: int) -> tuple[Cover, ...]:
        closed = np.flatnonzero(row).tolist()
        sets = {way for k in closed for way in self._openings(int(row[k]), profile, k)}
        ways = [Cover(way, self._effort(way), 0) for way in sets]
        return tuple(sorted(ways, key=lambda way: (way.effort, sorted(way.chosen))))[: WAYS * 2]

    def _openings(self, mask: int, profile: int, option: int) -> Iterator[Chosen]:
        """Yield sets that clear every need in the way of an option."""
        needs = [bit for bit in range(63) if mask >> bit & 1]
        if len(needs) > MANY:
            return
        clearing = [self._clears(profile, option, bit) for bit in needs]
        for made in islice(product(*clearing), WAYS * 2):
            slots = [self.candidates[n].slot for n in set(made) if self.candidates[n].slot]
            if len(slots) == len(set(slots)):
                yield frozenset(made)

    def _clears(self, profile: int, option: int, bit: int) -> list[int]:
        """Return the candidates of this phase that clear a need in the way of an option, cheapest first."""
        key = profile, option, bit
        if key not in self._clearing:
            found = [
                n
                for n, effect in self.effects.effects.items()
                if self.candidates[n].phase is not None and int(effect.cleared[profile, option]) >> bit & 1
            ]
            found.sort(key=lambda n: (self.candidates[n].effort, n))
            self._clearing[key] = found if bit == ABSENT else found[:PER_NEED]
        return self._clearing[key]
