"""Assign a class: check the plan, place everyone, say at once what a choice of the teacher breaks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.catalogue.faults import fault
from planner.catalogue.loader import load_catalogue
from planner.errors import InputError
from planner.lesson.model import Placed
from planner.participation.assignment.feasible import is_feasible
from planner.participation.assignment.model import NO_PLACE, Pin, Place, Problem, grid_of, places_of
from planner.participation.assignment.override import override
from planner.participation.assignment.problem import problem_of, table_of
from planner.participation.assignment.process import assign_aside
from planner.participation.assignment.solve import assign, effort_of
from planner.participation.assignment.words import lost_words
from planner.plan.place_changes import KeepPlaces
from planner.services.checking import check_plan

if TYPE_CHECKING:
    from planner.catalogue.base import Language, Profile
    from planner.catalogue.message import Message
    from planner.lesson.model import Plan
    from planner.participation.assignment.model import Assignment, Breach, Grid
    from planner.participation.assignment.override import Override
    from planner.participation.assignment.process import Running
    from planner.room.layout import Layout
    from planner.services.checking import CheckedPlan

PARTS = 2, 3


@dataclass(frozen=True, slots=True)
class AssignedPlan:
    """A checked plan with its problem and the answer."""

    checked: "CheckedPlan"
    problem: Problem
    assignment: "Assignment"

    @property
    def stops(self) -> bool:
        """Whether anybody has no place."""
        return bool(self.assignment.left_out)


@dataclass(frozen=True, slots=True)
class Kept:
    """The placement a plan keeps, held against the plan as it is now.

    Attributes
    ----------
    places
        Those the plan still has, in the order of the phases.
    left_out
        ``(student, phase)`` without a place in it.
    breaks
        What it breaks.
    lost
        Places that name what the plan has no longer, each with a sentence.
    """

    grid: "Grid"
    places: tuple[Place, ...]
    left_out: tuple[tuple[str, str], ...]
    breaks: "tuple[Breach, ...]"
    lost: "tuple[tuple[Place, Message], ...]"


def assign_plan(
    plan: "Plan", layout: "Layout | None" = None, profile: "Profile" = "DK", pins: tuple[Pin, ...] = ()
) -> AssignedPlan:
    """Assign the class of a plan and wait for the answer.

    Raises
    ------
    InputError
        Where the plan names what does not exist, or a pin does.
    """
    return assign_checked(check_plan(plan, layout, profile), profile, pins)


def assign_checked(
    checked: "CheckedPlan",
    profile: "Profile" = "DK",
    pins: tuple[Pin, ...] = (),
    language: "Language" = "da",
) -> AssignedPlan:
    """Assign the class of a plan that is checked already; as :func:`assign_plan`."""
    problem = problem_for(checked, profile, pins, language)
    found = assign(problem, effort_of(load_catalogue().limits(profile)))
    return AssignedPlan(checked, problem, found)


def start_assigning(
    plan: "Plan", layout: "Layout | None" = None, profile: "Profile" = "DK", pins: tuple[Pin, ...] = ()
) -> "Running":
    """Start to assign in a process of its own; a first answer is there at once."""
    return start_problem(problem_for(check_plan(plan, layout, profile), profile, pins), profile)


def start_problem(problem: Problem, profile: "Profile" = "DK") -> "Running":
    """Start to solve a problem in a process of its own; as :func:`start_assigning`."""
    return assign_aside(problem, effort_of(load_catalogue().limits(profile)))


def problem_for(
    checked: "CheckedPlan",
    profile: "Profile" = "DK",
    pins: tuple[Pin, ...] = (),
    language: "Language" = "da",
) -> Problem:
    """Return the problem of a checked plan with the plan's own pins; ``pins`` count before them.

    Raises
    ------
    InputError
        Where a pin names a student, a phase or an option the plan does not have.
    """
    catalogue = load_catalogue()
    table = table_of(checked.plan, checked.facts_by_phase, catalogue, catalogue.limits(profile))
    for number, pin in enumerate(pins):
        try:
            problem_of(checked.check, table, (pin,))
        except KeyError as error:
            raise InputError(
                (fault("pin_unknown", f"pins[{number}]", language, value=pin_text(pin)),)
            ) from error
    return problem_of(checked.check, table, pins)


def choose_place(
    problem: Problem, places: "tuple[Place, ...]", pin: Pin, language: "Language" = "da"
) -> "Override":
    """Put one student where the teacher wants and say what that breaks.

    Raises
    ------
    InputError
        Where the choice names what the plan does not have.
    """
    try:
        return override(problem, places, pin)
    except KeyError as error:
        raise InputError((fault("pin_unknown", "pin", language, value=pin_text(pin)),)) from error


def kept_of(problem: Problem, plan: "Plan") -> Kept | None:
    """Return the placement a plan keeps as it stands to its problem; None where it keeps none."""
    if not plan.places:
        return None
    fits: list[Place] = []
    lost: list[tuple[Place, Message]] = []
    for one in plan.places:
        place = Place(one.phase, one.student, one.activity, one.zone)
        try:
            grid_of(problem, (place,))
            fits.append(place)
        except KeyError:
            lost.append((place, lost_words(problem, place)))
    grid = grid_of(problem, tuple(fits))
    without = tuple(
        (problem.students[s], phase.id)
        for t, phase in enumerate(problem.phases)
        for s, row in enumerate(grid)
        if row[t] == NO_PLACE
    )
    return Kept(grid, places_of(problem, grid), without, is_feasible(problem, grid), tuple(lost))


def keeping(places: "tuple[Place, ...]") -> KeepPlaces:
    """Return the change that keeps a placement in its plan."""
    return KeepPlaces(tuple(_placed(place) for place in places))


def _placed(place: Place) -> Placed:
    zone = {} if place.zone is None else {"zone": place.zone}
    return Placed(student=place.student, phase=place.phase, activity=place.activity, **zone)


def pin_text(pin: Pin) -> str:
    """Write a pin as it is given in a terminal."""
    zone = f"/{pin.zone}" if pin.zone else ""
    return f"{pin.student}={pin.phase}/{pin.activity}{zone}"


def read_pin(text: str, language: "Language" = "da") -> Pin:
    """Read a pin as it is given in a terminal, ``STUDENT=PHASE/ACTIVITY/ZONE``.

    Raises
    ------
    InputError
        Where the text has another form.
    """
    student, equals, rest = text.partition("=")
    parts = rest.split("/")
    if not (student and equals and all(parts) and len(parts) in PARTS):
        raise InputError((fault("pin_form", "--pin", language, value=f'"{text}"'),))
    return Pin(student, parts[0], parts[1], parts[2] if len(parts) == PARTS[1] else None)
