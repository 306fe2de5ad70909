"""A good set for the whole lesson at once: what opens most for its effort, again and again.

Each step takes the way that opens most of what is lacking, in all phases together, for what it asks. Then
whatever the others make idle is left out, and each candidate of the whole lesson is tried in place of some.
Nothing says that there is no cheaper set.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from planner.participation.repair.openings import Openings, Way, bits, clashes_of

if TYPE_CHECKING:
    from planner.participation.repair.effects import Masks, PhaseEffects
    from planner.participation.repair.model import Candidate

Asked = Mapping[tuple[str, int], int]
"""How many options more than the goal a profile is to have in a phase, because fewer did not hold."""
LIKELY: Final = 6
"""How many ways of opening an option are weighed for each who lacks one."""
Gains = dict[int, tuple[int, Way]]
"""What each way opens, under its candidates as bits."""


@dataclass(frozen=True, slots=True)
class Dived:
    """A set of candidates, what it asks, and how many options it leaves lacking."""

    numbers: tuple[int, ...]
    effort: float
    lacking: int


class Dive:
    """Looks for good sets for a lesson; ``wanted`` is how many options each profile is to have."""

    def __init__(
        self, phases: "Sequence[PhaseEffects]", candidates: "Sequence[Candidate]", wanted: int
    ) -> None:
        self._wanted, self._efforts = wanted, [one.effort for one in candidates]
        self._clashes = clashes_of(candidates)
        self._parts = [_Part(phase, candidates) for phase in phases]
        everywhere = {n for part in self._parts for n in part.shared}
        self._shared = sorted(everywhere, key=lambda n: (self._efforts[n], n))

    def found(self, asked: Asked, banned: Iterable[int] = ()) -> Dived:
        """Return a set that leaves nothing lacking, or little; ``banned`` candidates are not in it."""
        for part in self._parts:
            part.ask(self._wanted, asked)
        never = bits(banned)
        chosen = self._trimmed(self._grown(never))
        for n in self._shared:
            if not (1 << n & never or self._clashes[n] & bits(chosen)):
                other = self._trimmed((*chosen, n))
                if self._rank(other) < self._rank(chosen):
                    chosen = other
        numbers = tuple(sorted(chosen))
        return Dived(numbers, self._effort(numbers), self._left(numbers))

    def _grown(self, never: int) -> tuple[int, ...]:
        chosen: tuple[int, ...] = ()
        gains: list[Gains | None] = [None] * len(self._parts)
        while self._left(chosen):
            blocked = never
            for n in chosen:
                blocked |= self._clashes[n]
            known = [
                gain or part.gains(chosen, blocked) for gain, part in zip(gains, self._parts, strict=True)
            ]
            way = self._best(known)
            if way is None:
                break
            chosen = tuple(sorted({*chosen, *way[1]}))
            gains = [
                None if part.touched(way) else gain for part, gain in zip(self._parts, known, strict=True)
            ]
        return chosen

    def _best(self, gains: list[Gains]) -> Way | None:
        """Return the way that opens most for its effort; what it opens in other phases counts too."""
        total: dict[int, int] = {}
        for found in gains:
            for key, (gain, _) in found.items():
                total[key] = total.get(key, 0) + gain
        best: tuple[float, int, int] | None = None
        chosen: Way | None = None
        for part, found in zip(self._parts, gains, strict=True):
            for key, (gain, way) in found.items():
                opened = gain + sum(
                    total.get(1 << n, 0) - found.get(1 << n, (0, way))[0] for n in way[1] if n in part.shared
                )
                rank = (-opened / way[0], -opened, key)
                if opened > 0 and (best is None or rank < best):
                    best, chosen = rank, way
        return chosen

    def _trimmed(self, chosen: tuple[int, ...]) -> tuple[int, ...]:
        """Leave out what makes no difference, the dearest first."""
        left = self._left(chosen)
        for n in sorted(chosen, key=lambda n: (-self._efforts[n], n)):
            fewer = tuple(m for m in chosen if m != n)
            if self._left(fewer) <= left:
                chosen = fewer
        return chosen

    def _left(self, chosen: Iterable[int]) -> int:
        made = bits(chosen)
        return sum(part.left(made) for part in self._parts)

    def _rank(self, chosen: tuple[int, ...]) -> tuple[int, float]:
        return self._left(chosen), self._effort(chosen)

    def _effort(self, chosen: Iterable[int]) -> float:
        return sum(self._efforts[n] for n in sorted(chosen))


class _Part:
    """One phase: what is open with some candidates made, and what each way would open."""

    def __init__(self, effects: "PhaseEffects", candidates: "Sequence[Candidate]") -> None:
        self.effects = effects
        self.shared = {n for n in effects.effects if candidates[n].phase is None}
        self.able = bits(effects.effects)
        self.openings = Openings(effects, candidates, effects.effects)
        self._unions: dict[int, tuple[Masks, Masks]] = {}
        self._lefts: dict[tuple[bytes, int], int] = {}
        self._wanted = np.zeros(0, np.int64)

    def ask(self, wanted: int, asked: Asked) -> None:
        """Set how many options each profile is to have."""
        self._wanted = np.full(len(self.effects.start), wanted, np.int64)
        for (phase, profile), more in asked.items():
            if phase == self.effects.phase:
                self._wanted[profile] += more
        self._key = self._wanted.tobytes()

    def touched(self, way: Way) -> bool:
        """Whether a way changes anything here."""
        return bool(way[2] & self.able)

    def left(self, made: int) -> int:
        """Return how many options are lacking with candidates made."""
        key = self._key, made & self.able
        if key not in self._lefts:
            clear, added = self._union(made & self.able)
            self._lefts[key] = int(self._lacking((self.effects.start & clear) | added).sum())
        return self._lefts[key]

    def gains(self, chosen: tuple[int, ...], blocked: int) -> Gains:
        """Return what each likely way opens here, and each candidate of the whole lesson by itself."""
        clear, added = self._union(bits(chosen) & self.able)
        clear = self.effects.start & clear
        masks = clear | added
        lacking = self._lacking(masks)
        ways = {way[2]: way for way in self._likely(masks, lacking, blocked)}
        for n in self.shared:
            if not 1 << n & blocked:
                ways[1 << n] = (self.openings.efforts[n], (n,), 1 << n)
        if not ways:
            return {}
        made = [self._union(key) for key in ways]
        after = (clear & np.stack([one for one, _ in made])) | added | np.stack([one for _, one in made])
        left = np.maximum(self._wanted - (after == 0).sum(axis=2), 0).sum(axis=1)
        gained = (int(lacking.sum()) - left).tolist()
        return {key: (gain, way) for (key, way), gain in zip(ways.items(), gained, strict=True)}

    def _likely(self, masks: "Masks", lacking: "Masks", blocked: int) -> Iterable[Way]:
        rows = {masks[p].tobytes(): int(p) for p in np.flatnonzero(lacking)}
        for p in rows.values():
            yield from self.openings.ways(masks[p], p, blocked)[:LIKELY]

    def _union(self, made: int) -> "tuple[Masks, Masks]":
        """Return what candidates leave of the masks, and what they add."""
        if made not in self._unions:
            cleared = np.zeros_like(self.effects.start)
            added = np.zeros_like(self.effects.start)
            for n, effect in self.effects.effects.items():
                if made >> n & 1:
                    cleared |= effect.cleared
                    added |= effect.added
            self._unions[made] = ~cleared, added
        return self._unions[made]

    def _lacking(self, masks: "Masks") -> "Masks":
        lacking: Masks = np.maximum(self._wanted - (masks == 0).sum(axis=1), 0)
        return lacking
