"""The cheapest sets of candidates that give everyone enough options in one phase: best-first search.

A state is a set of candidates. One student who lacks an option is chosen, and every way of opening one more
is followed: per option, for each need in the way, a candidate that clears it (an AND-OR cover).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

from planner.participation.repair.openings import Openings, Way, bits, clashes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.participation.repair.effects import Masks, PhaseEffects
    from planner.participation.repair.model import Candidate

Chosen = frozenset[int]
Asking = frozenset[tuple[int, int]]
"""Profiles that are to have more options than others, and how many more."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A set of candidates for a phase, what it asks, and how many options it leaves lacking."""

    chosen: Chosen
    effort: float
    lacking: int


@dataclass(frozen=True, slots=True)
class Ground:
    """A phase with some candidates made: masks, what they add whatever is cleared, what they exclude."""

    start: "Masks"
    added: "Masks"
    blocked: int

    @property
    def key(self) -> tuple[bytes, bytes, int]:
        """Equal for sets of candidates that do the same here."""
        return self.start.tobytes(), self.added.tobytes(), self.blocked


class PhaseCover:
    """Looks for covers of one phase.

    ``wanted`` is how many options each profile is to have, ``steps`` how many steps are taken at most, and
    ``most`` how many covers are found.
    """

    def __init__(
        self, effects: "PhaseEffects", candidates: "Sequence[Candidate]", wanted: int, steps: int, most: int
    ) -> None:
        self.effects, self.wanted, self.steps, self.most = effects, wanted, steps, most
        self.clashes = clashes_of(candidates)
        own = (n for n in effects.effects if candidates[n].phase is not None)
        self.openings = Openings(effects, candidates, own)
        self._grounds: dict[Chosen, Ground] = {}
        self._covers: dict[tuple[tuple[bytes, bytes, int], Asking], tuple[Cover, ...]] = {}

    def covers(self, fixed: Chosen, asked: Asking) -> tuple[Cover, ...]:
        """Return the cheapest covers with ``fixed`` made anyway, the best first; else the nearest one."""
        ground = self._ground(fixed)
        key = ground.key, asked
        if key not in self._covers:
            self._covers[key] = self._found(ground, self._wanted(asked))
        return self._covers[key]

    def least(self, fixed: Chosen, asked: Asking) -> tuple[int, float]:
        """Return what no cover goes below: how many options lack, and what it asks."""
        ground = self._ground(fixed)
        masks = ground.start | ground.added
        lacking = self._lacking(masks, self._wanted(asked))
        ways = [self.openings.ways(masks[p], int(p), ground.blocked) for p in np.flatnonzero(lacking)]
        never = sum(
            max(0, int(lacking[p]) - self.openings.openable(masks[p], int(p)))
            for p in np.flatnonzero(lacking)
        )
        return never, max((found[0][0] for found in ways if found), default=0.0)

    def _ground(self, fixed: Chosen) -> Ground:
        here = frozenset(n for n in fixed if n in self.effects.effects)
        if here not in self._grounds:
            start, added, blocked = self.effects.start, np.zeros_like(self.effects.start), 0
            for n in here:
                start = start & ~self.effects.effects[n].cleared
                added |= self.effects.effects[n].added
                blocked |= self.clashes[n]
            self._grounds[here] = Ground(start, added, blocked)
        return self._grounds[here]

    def _wanted(self, asked: Asking) -> "Masks":
        wanted = np.full(len(self.effects.start), self.wanted, np.int64)
        for profile, more in asked:
            wanted[profile] += more
        return wanted

    def _found(self, ground: Ground, wanted: "Masks") -> tuple[Cover, ...]:
        found: list[Cover] = []
        nearest: Cover | None = None
        queue, seen = [(0.0, 0.0, 0, tuple[int, ...]())], {0}
        for _ in range(self.steps):
            if not queue or len(found) == self.most:
                break
            _, effort, _, numbers = heappop(queue)
            masks = self._masks(ground, numbers)
            lacking = self._lacking(masks, wanted)
            cover = Cover(frozenset(numbers), effort, int(lacking.sum()))
            if not cover.lacking:
                if not any(one.chosen <= cover.chosen for one in found):
                    found.append(cover)
                continue
            nearest = min(filter(None, (nearest, cover)), key=lambda one: (one.lacking, one.effort))
            here, blocked = bits(numbers), self._blocked(ground, numbers)
            for (_, more, added), rest in self._following(masks, lacking, blocked):
                if here | added not in seen:
                    seen.add(here | added)
                    larger = tuple(sorted({*numbers, *more}))
                    spent = self.openings.effort(larger)
                    heappush(queue, (spent + rest, spent, len(seen), larger))
        return tuple(found) or ((nearest,) if nearest else ())

    def _blocked(self, ground: Ground, numbers: tuple[int, ...]) -> int:
        blocked = ground.blocked
        for n in numbers:
            blocked |= self.clashes[n]
        return blocked

    def _masks(self, ground: Ground, numbers: tuple[int, ...]) -> "Masks":
        masks = ground.start.copy()
        for n in numbers:
            masks &= ~self.effects.effects[n].cleared
        masks |= ground.added
        for n in numbers:
            masks |= self.effects.effects[n].added
        return masks

    def _lacking(self, masks: "Masks", wanted: "Masks") -> "Masks":
        lacking: Masks = np.maximum(wanted - (masks == 0).sum(axis=1), 0)
        return lacking

    def _following(self, masks: "Masks", lacking: "Masks", blocked: int) -> Iterator[tuple[Way, float]]:
        """Yield what to add next, and the least the rest asks: nobody's cheapest way may cost more."""
        rows = {masks[p].tobytes(): int(p) for p in np.flatnonzero(lacking)}
        ways = [self.openings.ways(masks[p], p, blocked) for p in rows.values()]
        if not all(ways):
            ways = [found for found in ways if found]
        if not ways:
            return
        dearest = max(found[0][0] for found in ways)
        for way in min(ways, key=len):
            yield way, max(0.0, dearest - way[0])
