"""Adults: what each does, sees and reaches in a plan, and what breaks without one of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.catalogue.base import Profile
from planner.catalogue.loader import load_catalogue
from planner.errors import NotFoundError
from planner.locale import mark
from planner.participation.adults.model import AdultsView, Ground
from planner.participation.adults.plan_b import Answered, PlanB, plan_b, without_adult
from planner.participation.adults.view import adults_view
from planner.participation.check import moved_layout
from planner.room.oversight import zones_seen
from planner.services.archive import Archive
from planner.services.checking import CheckedPlan, check_plan
from planner.services.plans import load_plan, plan_layout

if TYPE_CHECKING:
    from planner.participation.adults.model import Seen

NOT_THERE = mark("This does not exist.")


@dataclass(frozen=True, slots=True)
class WithoutAdult:
    """What breaks without an adult, and the checked copy of the plan: repairs begin with it."""

    broken: PlanB
    adults: AdultsView
    checked: CheckedPlan


def adults_told(checked: CheckedPlan, profile: Profile = "DK") -> AdultsView:
    """Tell of the adults of a plan that is checked already."""
    return adults_view(_ground(checked, profile))


def without_told(
    checked: CheckedPlan, adult: str, start: float = 0.0, profile: Profile = "DK"
) -> WithoutAdult:
    """Tell what breaks in a checked plan where an adult is missing from a minute of the lesson on.

    Raises
    ------
    NotFoundError
        The plan has no such adult.
    """
    try:
        copy = without_adult(checked.plan, adult, start)
    except KeyError as error:
        raise NotFoundError(NOT_THERE) from error
    after = check_plan(copy, checked.layout, profile)
    now = _answered(after, profile)
    return WithoutAdult(plan_b(adult, start, _answered(checked, profile), now), now.adults, after)


def plan_adults(archive: Archive, plan_id: str, profile: Profile = "DK") -> AdultsView:
    """Tell of the adults of a plan as it stands.

    Raises
    ------
    NotFoundError
        There is no such plan, or its room is nowhere.
    InputError
        The plan cannot be checked.
    """
    return adults_told(_checked(archive, plan_id, profile), profile)


def plan_without(
    archive: Archive, plan_id: str, adult: str, start: float = 0.0, profile: Profile = "DK"
) -> WithoutAdult:
    """Tell what breaks in a plan as it stands without an adult; the plan itself stays as it is.

    Raises
    ------
    NotFoundError
        There is no such plan, it has no such adult, or its room is nowhere.
    InputError
        The plan cannot be checked.
    """
    return without_told(_checked(archive, plan_id, profile), adult, start, profile)


def _answered(checked: CheckedPlan, profile: Profile) -> Answered:
    ground = _ground(checked, profile)
    return Answered(ground, checked.check, adults_view(ground))


def _ground(checked: CheckedPlan, profile: Profile) -> Ground:
    catalogue = load_catalogue()
    limits = catalogue.limits(profile)
    seen: dict[str, Seen] = {
        phase.id: zones_seen(moved_layout(checked.layout, phase, number), limits)
        for number, phase in enumerate(checked.plan.lesson.phases)
    }
    return Ground(checked.plan, checked.facts_by_phase, seen, catalogue, limits)


def _checked(archive: Archive, plan_id: str, profile: Profile) -> CheckedPlan:
    archive.require(plan_id, "open")
    plan = load_plan(archive, plan_id).plan
    return check_plan(plan, plan_layout(plan), profile)
