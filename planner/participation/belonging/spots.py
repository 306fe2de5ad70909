"""Where a student is in a phase, or may be: the options that are left, with what they mean for belonging."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.participation.belonging.model import NONE, Span, exactly
from planner.participation.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.lesson.model import Activity, Phase, Plan
    from planner.participation.assignment.model import Place
    from planner.participation.model import Cell


@dataclass(frozen=True, slots=True)
class Spot:
    """An activity in a zone; ``place`` is the zone, or the activity where no zone is recorded."""

    activity: str
    zone: str | None
    apart: bool
    beside_adult: Span

    @property
    def place(self) -> str:
        """What two students share who are together."""
        return f"zone:{self.zone}" if self.zone else f"activity:{self.activity}"


Key = tuple[str, str]
"""A student and a phase."""


def spots_of(
    plan: "Plan", cells: "Iterable[Cell]", places: "tuple[Place, ...] | None"
) -> "dict[Key, tuple[Spot, ...]]":
    """Return the spots of each student and phase: the one placed on, or without a placement all open ones.

    Raises
    ------
    KeyError
        Where a place names an activity the plan does not have.
    """
    made = _Spots(plan)
    if places is None:
        return {(cell.student, cell.phase): made.open_to(cell) for cell in cells}
    found: defaultdict[Key, tuple[Spot, ...]] = defaultdict(tuple)
    for place in places:
        found[place.student, place.phase] = (made.spot(place.phase, place.activity, place.zone),)
    return found


class _Spots:
    """Knows the activities of a plan."""

    def __init__(self, plan: "Plan") -> None:
        self.plan = plan
        self.phases = {phase.id: phase for phase in plan.lesson.phases}
        self.beside = {
            (phase.id, activity.id): beside_adult(plan, phase, activity)
            for phase in plan.lesson.phases
            for activity in phase.activities
        }
        self.apart = {
            (phase.id, activity.id): activity.apart is not None
            for phase in plan.lesson.phases
            for activity in phase.activities
        }

    def open_to(self, cell: "Cell") -> tuple[Spot, ...]:
        return tuple(
            self.spot(cell.phase, option.activity, option.zone)
            for option in cell.options
            if option.verdict is not Verdict.NOT_POSSIBLE
        )

    def spot(self, phase: str, activity: str, zone: str | None) -> Spot:
        return Spot(activity, zone, self.apart[phase, activity], self.beside[phase, activity])


def beside_adult(plan: "Plan", phase: "Phase", activity: "Activity") -> Span:
    """Return the minutes an adult is beside whoever is on an activity.

    Nobody knows how many where the adult is left open, goes between several zones, or has another activity
    somewhere else in the phase.
    """
    if not activity.recorded("adult"):
        return Span(0, phase.minutes)
    if activity.adult is None:
        return NONE
    there = minutes_present(plan, phase, activity.adult)
    elsewhere = any(
        other.adult == activity.adult and other.zones != activity.zones for other in phase.activities
    )
    several = len(dict.fromkeys(activity.zones or ())) > 1
    return Span(0, there) if elsewhere or several else exactly(there)


def minutes_present(plan: "Plan", phase: "Phase", adult: str) -> float:
    """Return how many minutes of a phase an adult is there; none who is not among those of the plan."""
    start = sum(earlier.minutes for earlier in plan.lesson.phases[: plan.lesson.phases.index(phase)])
    for one in plan.adults:
        if one.id == adult:
            first, last = one.present or (start, start + phase.minutes)
            return max(0.0, min(last, start + phase.minutes) - max(first, start))
    return 0.0


def alone_in(
    here: tuple[Spot, ...], others: "Iterable[tuple[Spot, ...]]", *, everybody: bool
) -> tuple[bool, bool]:
    """Tell whether a student is alone for certain, and whether they may be.

    ``others`` are the spots of each other student; ``everybody`` says that there are no more in the class.
    """
    taken = [frozenset(spot.place for spot in spots) for spots in others if spots]
    mine = {spot.place for spot in here}
    certain = everybody and not any(mine & theirs for theirs in taken)
    # Somebody who can be nowhere else is there.
    settled = {place for theirs in taken if len(theirs) == 1 for place in theirs}
    return bool(mine) and certain, bool(mine - settled)


def moves_through(spots: "Mapping[Key, tuple[Spot, ...]]", student: str, phases: "Iterable[str]") -> Span:
    """Return how often a student changes zone at least and at most, if they may take any of their spots.

    A zone that is not recorded may be the same or another one.
    """
    reached: dict[str | None, Span] = {}
    for phase in phases:
        zones: set[str | None] = {spot.zone for spot in spots.get((student, phase), ())} or {None}
        reached = {zone: _arriving(reached, zone) for zone in zones}
    return _hull(reached.values())


def _arriving(reached: "Mapping[str | None, Span]", zone: str | None) -> Span:
    return _hull(count + _step(before, zone) for before, count in reached.items())


def _step(before: str | None, after: str | None) -> Span:
    if before is None or after is None:
        return Span(0, 1)
    return exactly(int(before != after))


def _hull(spans: "Iterable[Span]") -> Span:
    known = tuple(spans)
    return Span(min((one.least for one in known), default=0), max((one.most for one in known), default=0))
