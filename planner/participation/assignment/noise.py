"""How loud it is with the students where they are placed; an activity with nobody in it makes no sound.

The level model of ``planner.participation.sound``, with the real number of students of each option in place
of an even spread.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from planner.room.sound import source_power_db, speaks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from planner.catalogue.model import Limits
    from planner.lesson.model import Activity
    from planner.participation.assignment.model import Problem
    from planner.room.facts import SoundFacts

NO_SOUND: Final = 1e-20
_ROUNDS: Final = 60
_CLOSE_ENOUGH_DB: Final = 1e-5
"""Closer than the check asks: a level must never fall when a student comes, or a proof would not hold."""


@dataclass(frozen=True, eq=False)
class Sounds:
    """The sound sources of one phase.

    Attributes
    ----------
    options
        Numbers of the options whose voice and zone are recorded, the order of the arrays.
    power_db
        Power in quiet of one student of each, dB(A).
    scaled
        Whether it grows with the number of students; one speaker before all does not.
    slope
        How far a voice rises with the noise around it, dB per dB; 0 where nobody speaks.
    gain
        ``[option, option]``: energy a source brings to where another one is, per unit of power.
    reach
        ``[option, zone]``: the same to every zone; NaN counts as nothing, as in the check.
    zones
        Ids, the order of the last axis of ``reach``.
    from_db
        The level from which voices rise.
    """

    options: tuple[int, ...]
    power_db: "NDArray[np.float64]"
    scaled: "NDArray[np.bool_]"
    slope: "NDArray[np.float64]"
    gain: "NDArray[np.float64]"
    reach: "NDArray[np.float64]"
    zones: tuple[str, ...]
    from_db: float

    def levels(self, counts: "Mapping[int, int]") -> dict[str, float]:
        """Return the level of each zone in dB(A) for a number of students per option."""
        level = _levels(self, tuple(counts.get(o, 0) for o in self.options))
        return dict(zip(self.zones, level, strict=True))


@lru_cache(maxsize=4096)
def _levels(sounds: Sounds, counts: tuple[int, ...]) -> tuple[float, ...]:
    number = np.array(counts, dtype=float)
    here = number > 0
    quiet = sounds.power_db[here] + np.where(sounds.scaled[here], 10 * np.log10(number[here]), 0.0)
    gain, slope, power = sounds.gain[np.ix_(here, here)], sounds.slope[here], quiet
    for _ in range(_ROUNDS):
        level = 10 * np.log10(10.0 ** (power / 10) @ gain + NO_SOUND)
        raised = quiet + slope * np.maximum(0.0, level - sounds.from_db)
        step = float(np.abs(raised - power).max(initial=0.0))
        power = raised
        if step < _CLOSE_ENOUGH_DB:
            break
    energy = 10.0 ** (power / 10) @ sounds.reach[here]
    levels: list[float] = (10 * np.log10(energy + NO_SOUND)).tolist()
    return tuple(levels)


def sounds_of(
    activities: "Sequence[tuple[int, Activity, str]]", sound: "SoundFacts", limits: "Limits"
) -> Sounds | None:
    """Return the sources of a phase: ``(option, activity, zone)`` of those whose voice is recorded."""
    if not activities:
        return None
    order = {zone: index for index, zone in enumerate(sound.zones)}
    at = [order[zone] for _, _, zone in activities]
    one = [source_power_db(a.voice or 0, 1, a.social_form, limits) for _, a, _ in activities]
    two = [source_power_db(a.voice or 0, 2, a.social_form, limits) for _, a, _ in activities]
    reach = np.nan_to_num(10.0 ** (sound.transfer_db[at] / 10), nan=0.0)
    slope = limits["lombard_slope"] * np.array([speaks(a.voice or 0) for _, a, _ in activities], float)
    power = np.array(one)
    return Sounds(
        tuple(o for o, _, _ in activities),
        power,
        np.array(two) > power,
        slope,
        reach[:, at],
        reach,
        sound.zones,
        limits["lombard_from_db"],
    )


def loud_places(problem: "Problem", rows: "Sequence[Sequence[int]]", phase: int) -> list[tuple[int, int]]:
    """Return ``(student, option)`` of those in a phase for whom it is too loud where they are."""
    sounds = problem.sounds[phase] if problem.sounds else None
    asked = [(s, row[phase]) for s, row in enumerate(rows) if (s, row[phase]) in problem.quiet]
    if sounds is None or not asked:
        return []
    levels = sounds.levels(Counter(row[phase] for row in rows))
    return [(s, o) for s, o in asked if levels[problem.options[o].place] > problem.quiet[s, o]]
