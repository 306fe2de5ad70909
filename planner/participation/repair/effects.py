"""What each candidate does, measured: candidates of different phases are tried together in one plan."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.participation.repair.model import Candidate, OptionKey
    from planner.participation.repair.standing import Standing

Masks = NDArray[np.int64]
ABSENT: Final = 62
"""The bit of an option that is not in the plan."""
OTHER: Final = 61
"""The bit shared by needs for which there is no bit left."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a candidate clears and adds, ``[profiles, options of the phase]``, as masks of bits."""

    cleared: Masks
    added: Masks

    @property
    def helps(self) -> bool:
        """Whether it clears anything."""
        return bool(self.cleared.any())


@dataclass(frozen=True, slots=True)
class PhaseEffects:
    """One phase: its options, those that candidates would add too, and what keeps whom out of them.

    Attributes
    ----------
    start
        ``[profiles, options]``: masks of what keeps a profile out; 0 is open.
    effects
        Under the number of a candidate, where it does anything in this phase.
    """

    phase: str
    keys: "tuple[OptionKey, ...]"
    start: Masks
    effects: dict[int, Effect]


@dataclass(frozen=True, slots=True)
class _Trial:
    candidates: tuple[int, ...]
    standing: "Standing"


def measured_effects(
    base: "Standing",
    candidates: "Sequence[Candidate]",
    measure: "Callable[[tuple[Candidate, ...]], Standing | None]",
) -> tuple[PhaseEffects, ...]:
    """Measure every candidate once and return the phases with what they do there."""
    trials = [_Trial(tried, found) for tried, found in _trials(candidates, measure)]
    return tuple(_PhaseMaker(base, candidates, trials, phase).made() for phase in base.phase_ids())


def _trials(
    candidates: "Sequence[Candidate]", measure: "Callable[[tuple[Candidate, ...]], Standing | None]"
) -> "Iterator[tuple[tuple[int, ...], Standing]]":
    for tried in _rounds(candidates):
        found = measure(tuple(candidates[n] for n in tried))
        if found is not None:
            yield tried, found
            continue
        for n in tried if len(tried) > 1 else ():
            alone = measure((candidates[n],))
            if alone is not None:
                yield (n,), alone


def _rounds(candidates: "Sequence[Candidate]") -> Iterator[tuple[int, ...]]:
    """Yield candidates of more than one phase alone, the others beside those of other phases."""
    by_phase: defaultdict[str, list[int]] = defaultdict(list)
    for n, candidate in enumerate(candidates):
        if candidate.phase is None:
            yield (n,)
        else:
            by_phase[candidate.phase].append(n)
    turns = [_turns(candidates, numbers) for numbers in by_phase.values()]
    for together in zip_longest(*turns, fillvalue=()):
        yield tuple(n for turn in together for n in turn)


def _turns(candidates: "Sequence[Candidate]", numbers: list[int]) -> list[tuple[int, ...]]:
    """Return what is tried at a time in one phase: one candidate, or one of each activity."""
    parts: defaultdict[str, list[int]] = defaultdict(list)
    for n in numbers:
        parts[candidates[n].part].append(n)
    alone = [(n,) for n in parts.pop("", [])]
    return alone + [tuple(n for n in some if n is not None) for some in zip_longest(*parts.values())]


class _PhaseMaker:
    """Reads one phase out of the trials."""

    def __init__(
        self, base: "Standing", candidates: "Sequence[Candidate]", trials: list[_Trial], phase: str
    ) -> None:
        self.base, self.phase, self.candidates = base, phase, candidates
        self.trials = [
            (n, trial.standing)
            for trial in trials
            for n in trial.candidates
            if candidates[n].phase in (None, phase)
        ]
        old = [key for key in base.keys if key[0] == phase]
        new = [key for _, s in self.trials for key in s.keys if key[0] == phase and key not in base.number]
        self.keys = tuple(dict.fromkeys((*old, *new)))
        self.bits = self._bits()

    def _bits(self) -> dict[int, int]:
        """Give a bit to each need that keeps anybody out of anything here; the last bit is shared."""
        standings = [self.base, *(standing for _, standing in self.trials)]
        seen = np.zeros(self.base.bits.shape[2], np.bool_)
        for standing in standings:
            here = [standing.number[key] for key in self.keys if key in standing.number]
            seen |= standing.bits[:, here].any(axis=(0, 1))
        return {int(need): min(bit, OTHER) for bit, need in enumerate(np.flatnonzero(seen))}

    def _masks(self, standing: "Standing") -> Masks:
        masks = np.full((self.base.bits.shape[0], len(self.keys)), np.int64(1) << ABSENT)
        there = [(k, standing.number[key]) for k, key in enumerate(self.keys) if key in standing.number]
        if there:
            columns, options = (np.array(part) for part in zip(*there, strict=True))
            masks[:, columns] = 0
            flags = standing.bits[:, options]
            for need, bit in self.bits.items():
                masks[:, columns] |= flags[:, :, need].astype(np.int64) << bit
        return masks

    def made(self) -> PhaseEffects:
        absent = np.int64(1) << ABSENT
        measured = [(n, self._masks(standing)) for n, standing in self.trials]
        start = self._masks(self.base)
        for _, masks in measured:
            # What keeps whom out of an option nobody has yet is known from the candidate that brings it.
            start |= np.where((start == absent) & (masks & absent == 0), masks, 0)
        effects = {n: self._within(n, self._effect(start, masks)) for n, masks in measured}
        return PhaseEffects(
            self.phase,
            self.keys,
            start,
            {n: effect for n, effect in effects.items() if effect.helps or effect.added.any()},
        )

    def _within(self, candidate: int, effect: Effect) -> Effect:
        """Keep of an effect what a candidate of one activity does there: others were tried beside it."""
        part = self.candidates[candidate].part
        if not part:
            return effect
        here = np.array([key[1] == part for key in self.keys])
        return Effect(np.where(here, effect.cleared, 0), np.where(here, effect.added, 0))

    def _effect(self, start: Masks, masks: Masks) -> Effect:
        absent = np.int64(1) << ABSENT
        there = masks & absent == 0
        cleared = np.where(there, start & ~masks, 0)
        added = np.where(there | (start & absent == 0), masks & ~start, 0)
        return Effect(cleared | self._for_new(start, cleared), added)

    def _for_new(self, start: Masks, cleared: Masks) -> Masks:
        """Let what is cleared in one zone of an activity be cleared in a zone it would get as well."""
        absent = np.int64(1) << ABSENT
        found = np.zeros_like(cleared)
        for k, key in enumerate(self.keys):
            if key in self.base.number:
                continue
            same = [j for j, other in enumerate(self.keys) if other[1] == key[1]]
            found[:, k] = np.bitwise_or.reduce(cleared[:, same], axis=1) & start[:, k] & ~absent
        return found
