"""The options of a lesson as layers over zones, as arrays: what is open where, and who gets across."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from planner.participation.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.participation.table import Table
    from planner.participation.views import Mobility
    from planner.participation.words import Flags, Verdicts
    from planner.room.facts import RoomFacts

FAR = np.float64(1e9)


@dataclass(frozen=True, slots=True)
class Layers:
    """Options over zones.

    Attributes
    ----------
    phases
        The options of each phase, as a slice; options stand in the order of the phases.
    zone
        Zone of each option ``[options]``; the last zone stands for every place that is not known.
    at
        ``[options, zones]``, 1 where an option is in a zone.
    across
        ``[mobilities, phases, zones, zones]``: whether one gets from a zone of the phase before to a zone
        of the phase; always within a zone, and to and from the unknown place.
    """

    phases: tuple[slice, ...]
    zone: NDArray[np.intp]
    at: NDArray[np.float32]
    across: "Flags"

    def open_zones(self, flags: "Flags") -> "Flags":
        """Return ``[phases, rows, zones]``: zones with an option of which ``flags[rows, options]`` holds."""
        numbers = flags.astype(np.float32)
        return np.stack([numbers[:, phase] @ self.at[phase] > 0 for phase in self.phases])

    def reached(self, flags: "Flags", mobility: NDArray[np.intp]) -> "Flags":
        """Return ``[phases, rows, zones]``: where each row can be, coming from the first phase."""
        open_zones = self.open_zones(flags)
        for t in range(1, len(open_zones)):
            steps = self.across[mobility, t].astype(np.float32)
            came = np.matmul(open_zones[t - 1][:, None].astype(np.float32), steps)[:, 0] > 0
            open_zones[t] &= came
        return open_zones

    def leading_on(self, reached: "Flags", mobility: NDArray[np.intp]) -> "Flags":
        """Return ``[phases, rows, zones]``: the reached zones from which the last phase can be reached."""
        live = reached.copy()
        for t in range(len(live) - 2, -1, -1):
            steps = self.across[mobility, t + 1].astype(np.float32)
            live[t] &= np.matmul(steps, live[t + 1][:, :, None].astype(np.float32))[:, :, 0] > 0
        return live


def first_break(reached: "Flags") -> NDArray[np.intp]:
    """Return per row the first phase nobody reaches, the number of phases where all are reached."""
    cut = ~reached.any(axis=2)
    return np.where(cut.any(axis=0), cut.argmax(axis=0), len(reached))


def layers_of(table: "Table", mobilities: "Sequence[Mobility]") -> Layers:
    """Lay the options out over the zones of the layout."""
    options = table.options
    zones = tuple(dict.fromkeys(zone for facts in table.setting.facts for zone in facts.zones))
    number = {zone: n for n, zone in enumerate(zones)}
    unknown = len(zones)
    zone = np.array([number[o.place.id] if o.place else unknown for o in options], np.intp)
    at = np.zeros((len(options), unknown + 1), np.float32)
    at[np.arange(len(options)), zone] = 1
    starts = np.searchsorted([option.phase for option in options], range(len(table.setting.facts) + 1))
    phases = tuple(slice(int(a), int(b)) for a, b in pairwise(starts))
    return Layers(phases, zone, at, _across(table, mobilities, zones))


def _across(table: "Table", mobilities: "Sequence[Mobility]", zones: tuple[str, ...]) -> "Flags":
    known: dict[tuple[int, int], Flags] = {}
    slack = table.setting.limits["limit_tie_m"]
    for facts in table.setting.facts:
        for m, mobility in enumerate(mobilities):
            if (id(facts), m) not in known:
                known[id(facts), m] = _passable(facts, mobility, slack, zones)
    across = [[known[id(facts), m] for facts in table.setting.facts] for m in range(len(mobilities))]
    size = len(zones) + 1
    # A class without students has no mobilities, and still four axes.
    return np.array(across, np.bool_).reshape(len(mobilities), len(table.setting.facts), size, size)


def _passable(facts: "RoomFacts", mobility: "Mobility", slack_m: float, zones: tuple[str, ...]) -> "Flags":
    size = len(zones) + 1
    passable = np.eye(size, dtype=np.bool_)
    passable[-1] = passable[:, -1] = True
    number = {zone: n for n, zone in enumerate(zones)}
    for (start, end), route in facts.routes.items():
        if start in number and end in number and mobility.passes(route, slack_m):
            passable[number[start], number[end]] = True
    return passable


def open_to(verdicts: "Verdicts", *, known: bool) -> "Flags":
    """Return which options are open: all that are not impossible, or only those nothing is unknown of."""
    return verdicts <= Verdict.WITH_SUPPORT if known else verdicts != Verdict.NOT_POSSIBLE
