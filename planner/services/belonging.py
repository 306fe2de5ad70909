"""Belonging: how long each student is with the class, in one plan and over the plans of a class."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from planner.catalogue.base import Language, Profile
from planner.catalogue.faults import fault
from planner.catalogue.loader import load_catalogue
from planner.errors import InputError, PlannerError
from planner.lesson.scene import Scene
from planner.participation.belonging.flags import lesson_flags
from planner.participation.belonging.frame import law_frame
from planner.participation.belonging.lesson import lesson_belonging
from planner.participation.belonging.period import (
    DatedLesson,
    PeriodBelonging,
    period_belonging,
    period_flags,
)
from planner.services.archive import Archive
from planner.services.assigning import kept_of, problem_for
from planner.services.checking import CheckedPlan, check_plan
from planner.services.classes import class_plans
from planner.services.plans import load_plan, plan_layout
from planner.storage.reviews import ReviewStore

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.catalogue.message import Message
    from planner.participation.assignment.model import Place
    from planner.participation.belonging.model import LessonBelonging
    from planner.storage.store import DocumentEntry

Placements = Mapping[str, "tuple[Place, ...]"]
UNPLACED: Final[Placements] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LessonTold:
    """The belonging of a lesson, what stands out in it, and what the law says of its grade."""

    belonging: "LessonBelonging"
    findings: "tuple[Finding, ...]"
    law: "Message"


@dataclass(frozen=True, slots=True)
class PeriodTold:
    """The belonging over a period.

    ``laws`` is what the law says of each grade there is a plan for; ``unchecked`` are the titles of plans
    that cannot be checked and are not in it.
    """

    belonging: PeriodBelonging
    findings: "tuple[Finding, ...]"
    laws: "tuple[Message, ...]"
    unchecked: tuple[str, ...]


def kept_places(checked: CheckedPlan, profile: Profile = "DK") -> "tuple[Place, ...] | None":
    """Return the places a plan keeps, as far as it still has them; None where it keeps none."""
    if not checked.plan.places:
        return None
    kept = kept_of(problem_for(checked, profile), checked.plan)
    return kept.places if kept and kept.places else None


def lesson_told(
    checked: CheckedPlan,
    profile: Profile = "DK",
    places: "tuple[Place, ...] | None" = None,
    language: Language = "da",
) -> LessonTold:
    """Tell the belonging of a plan that is checked already; without places as bounds.

    Raises
    ------
    InputError
        Where a place names what the plan does not have; its fault says so in the language.
    """
    catalogue = load_catalogue()
    limits = catalogue.limits(profile)
    try:
        belonging = lesson_belonging(checked.plan, checked.check.cells, limits, places)
    except KeyError as error:
        raise InputError((fault("pin_unknown", "places", language, value=str(error.args[0])),)) from error
    flags = lesson_flags(Scene(checked.plan, catalogue, limits), belonging)
    return LessonTold(belonging, flags, law_frame(checked.plan.grade, limits))


def plan_belonging(
    archive: Archive,
    plan_id: str,
    profile: Profile = "DK",
    places: "tuple[Place, ...] | None" = None,
    language: Language = "da",
) -> LessonTold:
    """Tell the belonging of a plan as it stands, by the places it keeps unless others are given.

    Raises
    ------
    NotFoundError
        There is no such plan, or its room is nowhere.
    InputError
        The plan cannot be checked, or a place names what it does not have.
    """
    archive.require(plan_id, "open")
    checked = _checked(archive, plan_id, profile)
    return lesson_told(checked, profile, places or kept_places(checked, profile), language)


def class_belonging(
    archive: Archive,
    class_id: str,
    period: tuple[date, date],
    profile: Profile = "DK",
    placements: Placements = UNPLACED,
) -> PeriodTold:
    """Tell the belonging over the plans of a class of one's own whose day is within a period.

    The day of a plan is the one on which it was last moved to *tried*, else the one on which it was last
    changed: a plan that nobody says was held is told as planned. ``placements`` are places by plan, before
    those a plan keeps.

    Raises
    ------
    NotFoundError
        One has no such class.
    """
    kept = set(class_plans(archive, class_id))
    entries = [entry for entry in archive.documents("plan") if entry.id in kept]
    dated = [(entry, *_day(archive, entry)) for entry in sorted(entries, key=lambda one: one.created)]
    known = [(entry, day, held) for entry, day, held in dated if period[0] <= day <= period[1]]
    checked = {entry.id: plan for entry, _, _ in known for plan in _checkable(archive, entry.id, profile)}
    lessons = [
        DatedLesson(
            day,
            entry.title,
            lesson_told(plan, profile, placements.get(entry.id) or kept_places(plan, profile)).belonging,
            held=held,
        )
        for entry, day, held in known
        if (plan := checked.get(entry.id)) is not None
    ]
    return _told(
        period_belonging(lessons),
        tuple(checked.values()),
        profile,
        tuple(entry.title for entry, _, _ in known if entry.id not in checked),
    )


def _told(
    belonging: PeriodBelonging,
    plans: tuple[CheckedPlan, ...],
    profile: Profile,
    unchecked: tuple[str, ...],
) -> PeriodTold:
    catalogue = load_catalogue()
    limits = catalogue.limits(profile)
    grades = sorted({one.plan.grade for one in plans})
    laws = {law.text("en"): law for law in (law_frame(grade, limits) for grade in grades)}
    flags = period_flags(Scene(plans[0].plan, catalogue, limits), belonging) if plans else ()
    return PeriodTold(belonging, flags, tuple(laws.values()), unchecked)


def _day(archive: Archive, entry: "DocumentEntry") -> tuple[date, bool]:
    """Return the day of a plan, and whether somebody has recorded that it was held then."""
    tried = [one.at for one in ReviewStore(archive.store.engine).moves(entry.id) if one.after == "tried"]
    return (tried[-1].date(), True) if tried else (entry.changed.date(), False)


def _checkable(archive: Archive, plan_id: str, profile: Profile) -> Iterator[CheckedPlan]:
    """Yield a plan with its check, nothing where it cannot be checked."""
    try:
        yield _checked(archive, plan_id, profile)
    except PlannerError:
        return


def _checked(archive: Archive, plan_id: str, profile: Profile) -> CheckedPlan:
    plan = load_plan(archive, plan_id).plan
    return check_plan(plan, plan_layout(plan), profile)
