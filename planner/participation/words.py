"""Bit words: which needs of which options fail, for which profile – whole classes in a few operations.

Bit ``n`` of a word is need ``n`` of the table; words are ``uint64``, as many as the needs take.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from planner.participation.model import Verdict
from planner.participation.outcome import State

if TYPE_CHECKING:
    from planner.catalogue.model import Catalogue
    from planner.participation.needs import Need, Profile
    from planner.participation.table import Table

Words = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Verdicts = NDArray[np.int8]


def pack(flags: Flags) -> Words:
    """Pack flags ``[rows, needs]`` into words ``[rows, words]``."""
    wide = np.zeros((flags.shape[0], -(-flags.shape[1] // 64) * 64), np.bool_)
    wide[:, : flags.shape[1]] = flags
    return np.packbits(wide, axis=1, bitorder="little").view(np.uint64)


def bits(word: bytes) -> Iterator[int]:
    """Yield the positions of the bits that are set in the bytes of a word, lowest first."""
    left = int.from_bytes(word, "little")
    while left:
        lowest = left & -left
        yield lowest.bit_length() - 1
        left ^= lowest


@dataclass(frozen=True, slots=True)
class Judged:
    """Words ``[profiles, options, words]``: unmet, not recorded, met by an own support; and verdicts."""

    unmet: Words
    unknown: Words
    own: Words
    verdicts: Verdicts


@dataclass(slots=True)
class OptionStates:
    """States of needs in options, ``[needs, options]``, without and with a support of one's own."""

    plain: NDArray[np.int8]
    with_own: NDArray[np.int8]


def states_of(table: "Table") -> OptionStates:
    """Read the states out of the table; needs about company and paths stand as met."""
    shape = (len(table.needs), len(table.options))
    plain, with_own = np.zeros(shape, np.int8), np.zeros(shape, np.int8)
    for n, row in enumerate(table.rows):
        plain[n] = [outcome.state for outcome in row]
        if plain[n].any():
            with_own[n] = [outcome.with_own if outcome.state else 0 for outcome in row]
    return OptionStates(plain, with_own)


def wanted(profiles: Sequence["Profile"], needs: Sequence["Need"]) -> Words:
    """Return the words ``[profiles, words]`` of the needs each profile has."""
    position = {need: n for n, need in enumerate(needs)}
    flags = np.zeros((len(profiles), len(needs)), np.bool_)
    for p, profile in enumerate(profiles):
        flags[p, [position[need] for need in profile.needs]] = True
    return pack(flags)


def brought(profiles: Sequence["Profile"], needs: Sequence["Need"], catalogue: "Catalogue") -> Words:
    """Return the words ``[profiles, words]`` of the needs each profile has an own support for."""
    position = {need: n for n, need in enumerate(needs)}
    flags = np.zeros((len(profiles), len(needs)), np.bool_)
    for p, profile in enumerate(profiles):
        if profile.supports:
            flags[p, [position[need] for need in profile.needs if own_support(need, profile, catalogue)]] = (
                True
            )
    return pack(flags)


def own_support(need: "Need", profile: "Profile", catalogue: "Catalogue") -> str | None:
    """Return the support of the student's own that serves a need, None where they bring none."""
    entry = catalogue.prerequisites.get(need.prerequisite)
    if entry is None:
        return None
    return next((s for s in (*entry.supports, *entry.own_supports) if s in profile.supports), None)


def judge(wants: Words, brings: Words, states: OptionStates) -> Judged:
    """Return every profile's verdict on every option, with the words behind it."""
    unmet, unknown = (pack((states.plain == state).T) for state in (State.UNMET, State.MISSING))
    unmet_still, unknown_still = (
        pack((states.with_own == state).T) for state in (State.UNMET, State.MISSING)
    )
    alone, helped = (wants & ~brings)[:, None], (wants & brings)[:, None]
    fails = (alone & unmet) | (helped & unmet_still)
    open_ = (alone & unknown) | (helped & unknown_still)
    own = helped & (unmet | unknown) & ~(unmet_still | unknown_still)
    verdicts = np.select(
        [fails.any(axis=2), open_.any(axis=2), own.any(axis=2)],
        [np.int8(Verdict.NOT_POSSIBLE), np.int8(Verdict.UNKNOWN), np.int8(Verdict.WITH_SUPPORT)],
        np.int8(Verdict.AS_PLANNED),
    )
    return Judged(fails, open_, own, verdicts)
