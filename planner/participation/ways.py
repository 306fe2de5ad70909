"""Questions about a way through the lesson, for many students at once: small dynamic programmes over zones.

Each works on rows (a student's open options); ``hard`` are the zones open through options that count,
``relieved`` those open through options that do not count or whose support meets the prerequisite there.
Answers are the phase in which a row breaks, the number of phases where it does not, and the number behind.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.participation.layers import FAR
from planner.participation.words import Flags

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Open zones ``[phases, rows, zones]``, who gets across, which phases count, the minutes of each phase.

    ``across`` is ``[phases, rows, zones, zones]``; the last zone is the unknown place.
    """

    hard: Flags
    relieved: Flags
    across: Flags
    counts: tuple[bool, ...]
    minutes: tuple[float, ...]
    limit: Numbers


@dataclass(frozen=True, slots=True)
class Broken:
    """Per row the phase of the break and the number that passes the limit there."""

    phase: NDArray[np.intp]
    value: Numbers


def _nothing_broken(rows: Rows) -> Broken:
    size = rows.hard.shape[1]
    return Broken(np.full(size, len(rows.hard), np.intp), np.zeros(size))


def _note(broken: Broken, phase: int, now: Flags, value: Numbers) -> None:
    first = now & (broken.phase > phase)
    broken.phase[first] = phase
    broken.value[first] = value[first]


def fixed_place(rows: Rows) -> Broken:
    """Ask for one zone open in every phase that counts; an unknown or relieved place may be that zone."""
    broken = _nothing_broken(rows)
    kept = np.ones(rows.hard.shape[1:], np.bool_)
    for t, counts in enumerate(rows.counts):
        if counts:
            anywhere = rows.hard[t][:, -1] | rows.relieved[t].any(axis=1)
            kept &= rows.hard[t] | anywhere[:, None]
            _note(broken, t, kept.sum(axis=1) == 0, np.zeros(len(kept)))
    return broken


def few_moves(rows: Rows) -> Broken:
    """Hold the fewest changes of zone so far against the limit; an unknown place is no change."""
    broken = _nothing_broken(rows)
    fewest: Numbers | None = None
    for t in (t for t, counts in enumerate(rows.counts) if counts):
        if fewest is None:
            fewest = np.where(rows.hard[t] | rows.relieved[t], 0.0, FAR)
        else:
            walk = np.where(rows.across[t], 0.0, FAR)
            free = (fewest[:, :, None] + walk).min(axis=1)
            paid = (fewest[:, :, None] + walk + _price(walk.shape[-1])).min(axis=1)
            fewest = np.minimum(np.where(rows.relieved[t], free, FAR), np.where(rows.hard[t], paid, FAR))
        least = fewest.min(axis=1)
        _note(broken, t, least > rows.limit, least)
    return broken


def _price(zones: int) -> Numbers:
    price = 1.0 - np.eye(zones)
    price[-1] = price[:, -1] = 0.0
    return price


def move_often(rows: Rows) -> Broken:
    """Ask that nobody sits longer than the limit; a change of zone and a relieved option end a sitting."""
    broken = _nothing_broken(rows)
    sat = np.zeros(rows.hard.shape[1:])
    for t, minutes in enumerate(rows.minutes):
        stay, come = (sat, np.zeros_like(sat)) if t == 0 else _arrive(sat, rows.across[t])
        seated = np.where(rows.hard[t], np.minimum(stay, come) + minutes, FAR)
        up = np.where(rows.relieved[t] & (np.minimum(stay, come) < FAR), 0.0, FAR)
        sat = np.minimum(seated, up)
        least = sat.min(axis=1)
        _note(broken, t, least > rows.limit, least)
        sat = np.where(sat > rows.limit[:, None], FAR, sat)
    return broken


def _arrive(sat: Numbers, across: Flags) -> tuple[Numbers, Numbers]:
    """Return the minutes sat for those who stay in a zone, and 0 where somebody can come from another."""
    others = across & ~np.eye(across.shape[-1], dtype=np.bool_)
    others[:, -1, -1] = True
    came = ((sat < FAR)[:, :, None] & others).any(axis=1)
    return sat, np.where(came, 0.0, FAR)
