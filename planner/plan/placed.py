"""The places of students in a plan: those the teacher has decided, and the placement that was kept."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from planner.lesson.model import Placed, Plan
from planner.participation.bands import checked_students
from planner.plan.parts import changed_part, without_field

PlacedField = Literal["pins", "places"]
FIELDS: Final[tuple[PlacedField, ...]] = ("pins", "places")


@dataclass(frozen=True, slots=True)
class Known:
    """What a place may name in a plan: students, and the zones an activity of a phase is open in."""

    students: frozenset[str]
    zones: Mapping[tuple[str, str], tuple[str | None, ...]]

    def fits(self, placed: Placed) -> bool:
        """Whether a place is one the plan has."""
        zones = self.zones.get((placed.phase, placed.activity), ())
        return placed.student in self.students and placed.zone in zones


def known_in(plan: Plan) -> Known:
    """Return what places in a plan may name."""
    zones = {
        (phase.id, activity.id): activity.zones or (None,)
        for phase in plan.lesson.phases
        for activity in phase.activities
    }
    return Known(frozenset(student.code for student in checked_students(plan)), zones)


def key_of(placed: Placed) -> tuple[str, str]:
    """Return whose place it is, and when: a student has one place in a phase."""
    return placed.student, placed.phase


def put(before: Iterable[Placed], placed: Placed) -> tuple[Placed, ...]:
    """Return places with one more, in the place of the one the student had in that phase."""
    known = {key_of(one): one for one in before} | {key_of(placed): placed}
    return tuple(known.values())


def with_placed(plan: Plan, field: PlacedField, placed: Iterable[Placed]) -> Plan:
    """Return the plan with other places; the field is left out where there are none."""
    wanted = tuple(placed)
    if wanted == getattr(plan, field):
        return plan
    return changed_part(plan, **{field: wanted}) if wanted else without_field(plan, field)


def without_placed(plan: Plan) -> Plan:
    """Return the plan without any decided or kept place."""
    for field in FIELDS:
        plan = with_placed(plan, field, ())
    return plan


def without_students(plan: Plan, gone: Collection[str]) -> Plan:
    """Return the plan without the places of students who have left: they may be named nowhere."""
    return _each(plan, lambda one: None if one.student in gone else one) if gone else plan


def with_student_renamed(plan: Plan, old: str, new: str) -> Plan:
    """Return the plan with the places of a student under another code."""
    return _each(plan, lambda one: changed_part(one, student=new) if one.student == old else one)


def with_zones_mapped(plan: Plan, zones: Mapping[str, str]) -> Plan:
    """Return the plan with its places in other zones; a zone without a counterpart stays and fits no more."""
    return _each(plan, lambda one: _in_zone(one, zones))


def _in_zone(placed: Placed, zones: Mapping[str, str]) -> Placed:
    zone = None if placed.zone is None else zones.get(placed.zone)
    return placed if zone is None else changed_part(placed, zone=zone)


def _each(plan: Plan, change: Callable[[Placed], Placed | None]) -> Plan:
    for field in FIELDS:
        changed = (change(one) for one in getattr(plan, field))
        plan = with_placed(plan, field, (one for one in changed if one is not None))
    return plan
