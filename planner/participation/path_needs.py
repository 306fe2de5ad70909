"""A fixed place, few moves, moving often: where the way through the lesson breaks for each student."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from planner.participation.layers import FAR, Layers, first_break, open_to
from planner.participation.outcome import Outcome, missing, short, unmet
from planner.participation.ways import Broken, Rows, few_moves, fixed_place, move_often

if TYPE_CHECKING:
    from planner.catalogue.model import Limits, Prerequisite
    from planner.lesson.model import Plan
    from planner.participation.needs import Need, Profile
    from planner.participation.options import Option
    from planner.participation.table import Table
    from planner.participation.words import Flags, Verdicts

WAYS: Final[Mapping[str, Callable[[Rows], Broken]]] = {
    "fixed_place": fixed_place,
    "few_moves": few_moves,
    "move_often": move_often,
}


@dataclass(frozen=True, slots=True)
class PathAnswer:
    """Where a need about the way breaks: profile, need, phase, and what is to be said."""

    profile: int
    need: "Need"
    phase: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Relief:
    """Per option whether it asks nothing of a path need: surely, or at best (what is missing may help)."""

    surely: list[bool]
    at_best: list[bool]
    counts: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Journey:
    """What ways are looked for on: verdicts ``[profiles, options]`` and how each profile gets around."""

    table: "Table"
    layers: Layers
    profiles: "Sequence[Profile]"
    verdicts: "Verdicts"
    mobility: NDArray[np.intp]


def answer_paths(journey: Journey) -> tuple[PathAnswer, ...]:
    """Ask the needs about a way; students with no way at all are told so elsewhere."""
    return tuple(answer for prerequisite in WAYS for answer in _answers(journey, prerequisite))


def path_limit(need: "Need", plan: "Plan", limits: "Limits") -> float:
    """Return the number a way is held to: moves in this lesson, or minutes of sitting."""
    numbers = need.numbers
    if need.prerequisite == "few_moves":
        total = sum(phase.minutes for phase in plan.lesson.phases)
        return float(int(numbers["moves"] * max(1.0, total / limits["lesson_minutes"])))
    return numbers.get("minutes", 0.0)


def relief_of(prerequisite: str, table: "Table") -> Relief:
    """Return which options relieve a way: the need does not count, a support meets it, or one is up."""
    entry = table.setting.catalogue.prerequisites[prerequisite]
    surely = [_relieved(entry, table, option) for option in table.options]
    at_best = surely
    if prerequisite == "move_often":
        sitting = [_sitting(option) for option in table.options]
        at_best = [free or sits is not True for free, sits in zip(surely, sitting, strict=True)]
        surely = [free or sits is False for free, sits in zip(surely, sitting, strict=True)]
    counting = {o.phase for o in table.options if o.activity.kind in entry.counts_in}
    return Relief(surely, at_best, tuple(t in counting for t in range(len(table.setting.facts))))


def _relieved(entry: "Prerequisite", table: "Table", option: "Option") -> bool:
    offered = table.tasks[option.task].offered
    return option.activity.kind not in entry.counts_in or not offered.isdisjoint(entry.supports)


def _sitting(option: "Option") -> bool | None:
    """Whether an option is done sitting, None where neither its posture nor the zone's seats tell."""
    activity = option.activity
    if activity.posture is not None:
        return activity.posture == "sitting"
    if "movement" in (activity.ways_out or ()):
        return False
    if option.place is None or not option.place.seats:
        return None
    return all(seat.posture in ("chair", "floor") for seat in option.place.seats)


def _answers(journey: Journey, prerequisite: str) -> Iterator[PathAnswer]:
    asking = [
        (p, need)
        for p, profile in enumerate(journey.profiles)
        for need in profile.needs
        if need.prerequisite == prerequisite
    ]
    if not asking:
        return
    setting = journey.table.setting
    limit = np.array([path_limit(need, setting.plan, setting.limits) for _, need in asking])
    at_best, surely, none = _broken(journey, prerequisite, np.array([p for p, _ in asking]), limit)
    for row, (profile, need) in enumerate(asking):
        if at_best.phase[row] < none[row]:
            outcome = path_outcome(need, float(at_best.value[row]), float(limit[row]))
            yield PathAnswer(profile, need, int(at_best.phase[row]), outcome)
        elif surely.phase[row] < none[row]:
            yield PathAnswer(profile, need, int(surely.phase[row]), missing())


def _broken(
    journey: Journey, prerequisite: str, chosen: NDArray[np.intp], limit: NDArray[np.float64]
) -> tuple[Broken, Broken, NDArray[np.intp]]:
    """Return the break at best, the break by what is known, and where no way at all leads on."""
    verdicts, mobility = journey.verdicts[chosen], journey.mobility[chosen]
    layers, relief = journey.layers, relief_of(prerequisite, journey.table)
    across = layers.across[mobility].swapaxes(0, 1)
    minutes = tuple(phase.minutes for phase in journey.table.setting.plan.lesson.phases)

    def run(flags: "Flags", free: list[bool]) -> Broken:
        hard = layers.open_zones(flags & ~np.array(free))
        relieved = layers.open_zones(flags & np.array(free))
        return WAYS[prerequisite](Rows(hard, relieved, across, relief.counts, minutes, limit))

    at_best, surely = open_to(verdicts, known=False), open_to(verdicts, known=True)
    none = first_break(layers.reached(at_best, mobility))
    return run(at_best, relief.at_best), run(surely, relief.surely), none


def path_outcome(need: "Need", value: float, limit: float) -> Outcome:
    """Return what is said where a way breaks."""
    if need.prerequisite == "fixed_place" or value >= FAR:
        return unmet()
    return short(value, limit, "moves" if need.prerequisite == "few_moves" else "min", n=int(limit))
