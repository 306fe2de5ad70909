"""What stands across plans: recurring unmet prerequisites, adult minutes, use of zones, minutes apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.participation.bands import BAND, is_band
from planner.plan.fitting import zone_places
from planner.review.unmet import Unmet
from planner.room.patch_words import both

if TYPE_CHECKING:
    from planner.lesson.model import Activity, Adult, Phase, Plan
    from planner.room.layout import Layout

Person = tuple[str, str, int]
HINTS: Final = ("learn", "caveat")


@dataclass(frozen=True, slots=True)
class UnmetRow:
    """A prerequisite that is unmet for ``students`` (five or more), in ``plans`` plans."""

    prerequisite: str
    name: Words
    students: int
    plans: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan: minutes of the lesson, of its adults together, and the share of students' minutes apart.

    ``apart`` is None where the size of the class or the places are not known, or the class is below five.
    """

    name: Words
    minutes: float
    adult_minutes: float
    apart: float | None


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """A zone of a room: how long it is open, and an estimate of students × minutes in it."""

    room: str
    zone: str
    use: Words
    minutes: float
    student_minutes: float


@dataclass(frozen=True, slots=True)
class Across:
    """What stands across plans, and what is not shown of it.

    ``plans`` is how many were looked at; ``notes`` are sentences about what is hidden, left out or an
    estimate; ``hint`` what to do with it, and what not; ``hidden`` says how many prerequisites are not shown.
    """

    plans: int
    unmet: tuple[UnmetRow, ...]
    rows: tuple[PlanRow, ...]
    zones: tuple[ZoneRow, ...]
    apart: float | None
    notes: tuple[Message, ...]
    hint: tuple[Words, ...]
    hidden: Message | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """An activity in a zone while a phase runs, with an estimate of how many students are there."""

    zone: str
    minutes: float
    students: float
    apart: bool

    @property
    def student_minutes(self) -> float:
        """Students × minutes."""
        return self.minutes * self.students


@dataclass(frozen=True, slots=True)
class SeenPlan:
    """A plan among others, with what its check found unmet and the use of its zones.

    ``owner`` is whose students the codes are: two teachers' A1 are two students. ``named`` is whether its
    title may be told.
    """

    plan: "Plan"
    layout: "Layout"
    unmet: tuple[Unmet, ...]
    uses: tuple[Use, ...]
    owner: str
    named: bool = True


def across_of(seen: Iterable[SeenPlan], unchecked: int = 0) -> Across:
    """Return what stands across plans; ``unchecked`` is how many more could not be checked.

    Nothing of it orders plans by a number: that would be a ranking of teachers.
    """
    plans = sorted(seen, key=lambda one: (one.plan.grade, one.plan.subject or "", one.plan.title))
    least = int(load_catalogue().limits()["across_group_least"])
    large = [one for one in plans if class_size(one.plan) >= least]
    unmet = _unmet_rows(large)
    shown = tuple(row for row in unmet if row.students >= least)
    hidden = len(unmet) - len(shown)
    every = [use for one in large for use in one.uses]
    return Across(
        plans=len(plans),
        unmet=shown,
        rows=tuple(_plan_row(one, counted=class_size(one.plan) >= least) for one in plans),
        zones=_zone_rows(large),
        apart=_apart_share(every),
        notes=tuple(_notes(plans, (unchecked, bool(every), bool(shown)), least)),
        hint=tuple(load_catalogue().words["across_hint"][key] for key in HINTS),
        hidden=_message("hidden", n=hidden, least=least) if hidden else None,
    )


def class_size(plan: "Plan") -> int:
    """Return how many students are recorded, 0 where nobody says."""
    return max(len(plan.students), plan.class_size or 0)


def adult_minutes(plan: "Plan") -> float:
    """Return the minutes of all adults of a lesson together."""
    total = sum(phase.minutes for phase in plan.lesson.phases)
    return sum(_present(adult, total) for adult in plan.adults)


def uses_of(plan: "Plan", layout: "Layout") -> tuple[Use, ...]:
    """Spread the class by places over what is open in each phase; an estimate.

    A phase in which the place of an activity is not recorded is left out.
    """
    places = zone_places(layout)
    return tuple(use for phase in plan.lesson.phases for use in _phase_uses(phase, plan, places))


def _present(adult: "Adult", total: float) -> float:
    if adult.present is None:
        return total
    start, end = adult.present
    return max(0.0, min(end, total) - start)


def _placed(phase: "Phase") -> bool:
    return all(activity.zones for activity in phase.activities)


def _phase_uses(phase: "Phase", plan: "Plan", places: dict[str, int]) -> Iterator[Use]:
    options = [(activity, zone) for activity in phase.activities for zone in activity.zones or ()]
    known = [(activity, zone) for activity, zone in options if zone in places]
    total = sum(places[zone] for _, zone in known)
    for activity, zone in known if _placed(phase) and total else ():
        students = class_size(plan) * places[zone] / total
        yield Use(zone, phase.minutes, students, _is_apart(activity))


def _is_apart(activity: "Activity") -> bool:
    return activity.apart is not None


def _unmet_rows(plans: Iterable[SeenPlan]) -> tuple[UnmetRow, ...]:
    people: defaultdict[str, set[Person]] = defaultdict(set)
    where: defaultdict[str, int] = defaultdict(int)
    for one in plans:
        for unmet in one.unmet:
            where[unmet.prerequisite] += 1
            for student in unmet.students:
                people[unmet.prerequisite] |= _people(student, one)
    known = load_catalogue().prerequisites
    rows = (UnmetRow(key, known[key].name, len(found), where[key]) for key, found in people.items())
    return tuple(sorted(rows, key=lambda row: (-row.students, row.prerequisite)))


def _people(student: str, one: SeenPlan) -> set[Person]:
    """Return who a student of the check is: one person, or as many as a band stands for at least."""
    if not is_band(student):
        return {(one.owner, student, 0)}
    limits = load_catalogue().limits()
    counts = {f"{BAND}{band.prerequisite.id}": band.count for band in one.plan.bands}
    least = limits["band_few" if counts[student] == "1-2" else "band_more"]
    return {(one.owner, student, n) for n in range(int(least))}


def _plan_row(one: SeenPlan, *, counted: bool) -> PlanRow:
    plan = one.plan
    return PlanRow(
        name=_name(one),
        minutes=sum(phase.minutes for phase in plan.lesson.phases),
        adult_minutes=adult_minutes(plan),
        apart=_apart_share(one.uses) if counted else None,
    )


def _name(one: SeenPlan) -> Words:
    params: dict[str, Value] = {"title": one.plan.title, "grade": one.plan.grade}
    if one.named:
        return both(_message("plan", **params))
    if one.plan.subject is None:
        return both(_message("unnamed", **params))
    return both(_message("unnamed_subject", **params, subject=one.plan.subject))


def _apart_share(uses: Iterable[Use]) -> float | None:
    """Return the share of students' minutes apart from the class, None where nothing is known."""
    found = tuple(uses)
    total = sum(use.student_minutes for use in found)
    return sum(use.student_minutes for use in found if use.apart) / total if total else None


def _zone_rows(plans: Iterable[SeenPlan]) -> tuple[ZoneRow, ...]:
    """Add up the use of zones of the same name in rooms of the same name, those used most first."""
    words = load_catalogue().words["zone_use"]
    sums: dict[tuple[str, str, str], tuple[float, float]] = {}
    for one in plans:
        zones = {zone.id: zone for zone in one.layout.zones}
        for use in one.uses:
            zone = zones[use.zone]
            key = (one.layout.name, zone.name, zone.use)
            minutes, students = sums.get(key, (0.0, 0.0))
            sums[key] = (minutes + use.minutes, students + use.student_minutes)
    rows = (ZoneRow(key[0], key[1], words[key[2]], *found) for key, found in sums.items())
    return tuple(sorted(rows, key=lambda row: (-row.student_minutes, row.room, row.zone)))


def _notes(plans: list[SeenPlan], facts: tuple[int, bool, bool], least: int) -> Iterator[Message]:
    unchecked, estimated, counted = facts
    sizes = [class_size(one.plan) for one in plans]
    unplaced = sum(not _placed(phase) for one in plans for phase in one.plan.lesson.phases)
    counts = (
        ("small_class", sum(0 < size < least for size in sizes)),
        ("size_missing", sizes.count(0)),
        ("unplaced", unplaced),
        ("unchecked", unchecked),
    )
    yield from (_message(key, n=n, least=least) for key, n in counts if n)
    if estimated:
        yield _message("estimate")
    if counted:
        yield _message("same_person")


def _message(key: str, **params: Value) -> Message:
    return Message(load_catalogue().words["across"][key], params)
