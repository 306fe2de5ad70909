"""Best ways through the whole layout, whose places in between are doors only."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """Best values ``(n, n)`` between places, and the door they go through last found, -1: directly."""

    value: "Floats"
    via: "Ints"

    def legs(self, a: int, b: int) -> list[tuple[int, int]]:
        """Return the ways inside single rooms that the best way consists of."""
        middle = int(self.via[a, b])
        if middle < 0:
            return [(a, b)]
        return [*self.legs(a, middle), *self.legs(middle, b)]


def _closure(
    direct: "Floats",
    doors: "Iterable[int]",
    chain: "Callable[[Floats, Floats], Floats]",
    better: "Callable[[Floats, Floats], NDArray[np.bool_]]",
) -> Closure:
    value, via = direct.copy(), np.full(direct.shape, -1)
    for door in doors:
        through = chain(value[:, door, None], value[None, door, :])
        through[door, :] = through[:, door] = np.nan
        improved = better(through, value)
        value = np.where(improved, through, value)
        via[improved] = door
    return Closure(value, via)


def widest(direct: "Floats", doors: "Iterable[int]") -> Closure:
    """Return the widest ways; ``direct`` ``(n, n)`` holds widths, 0 where there is no way."""
    return _closure(direct, doors, np.minimum, np.greater)


def shortest(direct: "Floats", doors: "Iterable[int]") -> Closure:
    """Return the shortest ways; ``direct`` ``(n, n)`` holds metres, infinite where there is no way."""
    return _closure(direct, doors, np.add, np.less)
