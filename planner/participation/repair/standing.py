"""How a plan stands towards the goal: what keeps each profile from each option, as arrays."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from planner.participation.bands import checked_students
from planner.participation.layers import open_to
from planner.participation.repair.model import Lacks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.participation.compiled import Compiled
    from planner.participation.repair.model import OptionKey
    from planner.participation.words import Flags


@dataclass(frozen=True)
class Standing:
    """A plan that was measured; profiles are those of the check, the same whatever the lesson is.

    Attributes
    ----------
    keys
        The options in the order of the check.
    known
        Options that were open before anything was changed, by profile: what is unknown of them stays open.
        What a change opens counts only where everything is known of it.
    """

    compiled: "Compiled"
    keys: "tuple[OptionKey, ...]"
    known: "Mapping[OptionKey, NDArray[np.bool_]] | None" = None

    @cached_property
    def number(self) -> "dict[OptionKey, int]":
        """The position of each option."""
        return {key: n for n, key in enumerate(self.keys)}

    @cached_property
    def open(self) -> "Flags":
        """``[profiles, options]``: which options count as open."""
        verdicts = self.compiled.verdicts
        if self.known is None:
            return open_to(verdicts, known=False)
        closed = np.zeros(len(verdicts), np.bool_)
        before = np.stack([self.known.get(key, closed) for key in self.keys], axis=1)
        return open_to(verdicts, known=True) | (before & open_to(verdicts, known=False))

    @cached_property
    def choices(self) -> NDArray[np.intp]:
        """``[profiles, phases]``: how many options count as open."""
        return np.stack([self.open[:, part].sum(axis=1) for part in self.compiled.layers.phases], axis=1)

    @cached_property
    def bits(self) -> "Flags":
        """``[profiles, options, needs + 1]``: what keeps whom out; the last stands for all but one need.

        That is a need about the way through the lesson, or something new that is not known enough.
        """
        unmet = self.compiled.judged.unmet
        flags = np.unpackbits(np.ascontiguousarray(unmet).view(np.uint8), axis=2, bitorder="little")
        needs = len(self.compiled.table.needs)
        found = flags[:, :, :needs].astype(np.bool_)
        rest = ~self.open & ~found.any(axis=2)
        return np.concatenate([found, rest[:, :, None]], axis=2)

    def by_key(self) -> "dict[OptionKey, NDArray[np.bool_]]":
        """Return who has which option open."""
        return {key: self.open[:, n] for n, key in enumerate(self.keys)}

    def phase_ids(self) -> tuple[str, ...]:
        """Return the phases as they stand in this plan."""
        return tuple(phase.id for phase in self.compiled.table.setting.plan.lesson.phases)

    def lacks(self, choices: int, places: tuple[tuple[str, str], ...] = ()) -> Lacks:
        """Return what lacks of a goal of ``choices`` options in each phase."""
        compiled, phases = self.compiled, self.phase_ids()
        few: list[tuple[str, str]] = []
        ways: list[tuple[str, str]] = []
        asked = checked_students(compiled.table.setting.plan)
        for student, p in zip(asked, compiled.students, strict=True):
            few += [(student.code, phase) for t, phase in enumerate(phases) if self.choices[p, t] < choices]
            if compiled.breaks[p] < len(phases):
                ways.append((student.code, phases[compiled.breaks[p]]))
        return Lacks(tuple(ways), tuple(few), places)


def standing_of(compiled: "Compiled", before: Standing | None = None) -> Standing:
    """Return how a plan stands; ``before`` is the plan with nothing changed, where this is not it."""
    ids = [phase.id for phase in compiled.table.setting.plan.lesson.phases]
    keys = tuple((ids[o.phase], o.activity.id, o.zone) for o in compiled.table.options)
    return Standing(compiled, keys, before.by_key() if before else None)
