"""The ways of opening one more option to somebody in a phase, the cheapest first.

A way holds, for each need in the way of an option, a candidate that clears it. Sets of candidates are kept
as bits: bit ``n`` stands for candidate ``n``.
"""

from heapq import merge
from itertools import islice, product
from typing import TYPE_CHECKING, Final

import numpy as np

from planner.participation.repair.effects import ABSENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.participation.repair.effects import Masks, PhaseEffects
    from planner.participation.repair.model import Candidate

Way = tuple[float, tuple[int, ...], int]
"""A way of opening an option: its effort, its candidates in order, and the same as bits."""
WAYS: Final = 12
"""How many ways of opening an option are followed, the cheapest first."""
PER_NEED: Final = 5
"""How many candidates that clear the same need are followed."""
MANY: Final = 5
"""An option with more needs in the way than this is not opened."""


class Openings:
    """Finds ways of opening options of one phase, with some of the candidates that do anything there."""

    def __init__(
        self, effects: "PhaseEffects", candidates: "Sequence[Candidate]", able: "Iterable[int]"
    ) -> None:
        self.efforts = {n: candidates[n].effort for n in effects.effects}
        self.slots = {n: candidates[n].slot for n in effects.effects}
        self._able = sorted(able, key=lambda n: (self.efforts[n], n))
        nothing = np.zeros((0, *effects.start.shape), np.int64)
        cleared = [effects.effects[n].cleared for n in self._able]
        self._cleared = np.stack(cleared) if cleared else nothing
        self._openings: dict[tuple[int, int, int], tuple[Way, ...]] = {}
        self._every: dict[tuple[bytes, int], tuple[tuple[Way, ...], int]] = {}
        self._ways: dict[tuple[bytes, int, int], tuple[Way, ...]] = {}

    def effort(self, numbers: "Iterable[int]") -> float:
        """Return what candidates ask together."""
        return sum(self.efforts[n] for n in numbers)

    def ways(self, row: "Masks", profile: int, blocked: int) -> tuple[Way, ...]:
        """Return the ways of opening one more option to a profile, none with a candidate of ``blocked``."""
        key = row.tobytes(), profile
        if key not in self._every:
            self._every[key] = self._every_way(row, profile)
        ways, used = self._every[key]
        hit = blocked & used
        if (*key, hit) not in self._ways:
            self._ways[*key, hit] = _smallest(ways, hit)
        return self._ways[*key, hit]

    def openable(self, row: "Masks", profile: int) -> int:
        """Return how many options can be opened to a profile at all."""
        return sum(bool(self._opening(profile, k, int(row[k]))) for k in np.flatnonzero(row).tolist())

    def _every_way(self, row: "Masks", profile: int) -> tuple[tuple[Way, ...], int]:
        """Return the cheapest ways whatever is made already, and which candidates they use together."""
        lists = [self._opening(profile, k, int(row[k])) for k in np.flatnonzero(row).tolist()]
        ways = tuple(islice(dict.fromkeys(merge(*lists)), WAYS * 2))
        used = 0
        for _, _, found in ways:
            used |= found
        return ways, used

    def _opening(self, profile: int, option: int, mask: int) -> tuple[Way, ...]:
        """Return the ways of clearing every need in the way of an option, the cheapest first."""
        key = profile, option, mask
        if key not in self._openings:
            self._openings[key] = tuple(sorted(self._opened(*key)))
        return self._openings[key]

    def _opened(self, profile: int, option: int, mask: int) -> set[Way]:
        needs = [bit for bit in range(63) if mask >> bit & 1]
        if len(needs) > MANY:
            return set()
        found = set()
        for made in islice(product(*(self._clears(profile, option, bit) for bit in needs)), WAYS * 2):
            numbers = tuple(sorted(set(made)))
            slots = [self.slots[n] for n in numbers if self.slots[n]]
            if len(slots) == len(set(slots)):
                found.add((self.effort(numbers), numbers, bits(numbers)))
        return found

    def _clears(self, profile: int, option: int, bit: int) -> list[int]:
        """Return the candidates that clear a need in the way of an option, the cheapest first."""
        able = np.flatnonzero(self._cleared[:, profile, option] >> bit & 1)
        return [self._able[n] for n in (able if bit == ABSENT else able[:PER_NEED]).tolist()]


def clashes_of(candidates: "Sequence[Candidate]") -> list[int]:
    """Return for each candidate the bits of itself and of those that cannot be made beside it."""
    slots: dict[str, int] = {}
    for n, one in enumerate(candidates):
        slots[one.slot] = slots.get(one.slot, 0) | 1 << n
    return [1 << n | (slots[one.slot] if one.slot else 0) for n, one in enumerate(candidates)]


def bits(numbers: "Iterable[int]") -> int:
    """Return candidates as bits."""
    found = 0
    for n in numbers:
        found |= 1 << n
    return found


def _smallest(ways: tuple[Way, ...], hit: int) -> tuple[Way, ...]:
    """Return the first ways that use nothing of what is ``hit`` and that hold no way before them."""
    smallest: list[Way] = []
    for way in ways:
        if len(smallest) == WAYS:
            break
        if not way[2] & hit and not any(one[2] & way[2] == one[2] for one in smallest):
            smallest.append(way)
    return tuple(smallest)
