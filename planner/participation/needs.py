"""What students need, each distinct need once, and how they get around."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.participation.registry import MOBILITY_RULES
from planner.participation.views import Mobility

if TYPE_CHECKING:
    from planner.catalogue.model import Catalogue, Limits, Parameter
    from planner.lesson.model import NeededPrerequisite, Plan, Student

# Conditions every option is held to, for anyone.
PLACE, ROUTE = "place", "route"


@dataclass(frozen=True, slots=True)
class Need:
    """A prerequisite with all its numbers; equal needs are asked once.

    ``mobility`` is set where the answer depends on how the student gets around, ``peers`` where it
    depends on company: the codes named, None where it is not recorded.
    """

    prerequisite: str
    parameters: tuple[tuple[str, float], ...] = ()
    mobility: Mobility | None = None
    peers: tuple[str, ...] | None = None

    @property
    def numbers(self) -> Mapping[str, float]:
        """The parameters by id."""
        return dict(self.parameters)


EVERYONE = (Need(PLACE), Need(ROUTE))


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything the check asks of a student; students alike in it share every verdict."""

    needs: tuple[Need, ...]
    mobility: Mobility
    supports: frozenset[str]


def profile_of(student: "Student", plan: "Plan", catalogue: "Catalogue", limits: "Limits") -> Profile:
    """Return a student's profile; needs in the order of the catalogue."""
    mobility = _mobility(student, catalogue, limits)
    wanted = {needed.id: needed for needed in student.prerequisites}
    needs = tuple(
        _need(wanted[entry], student, mobility, _numbers(wanted[entry], plan, catalogue, limits))
        for entry in catalogue.prerequisites
        if entry in wanted
    )
    usable = {support for need in needs for support in _usable(need, catalogue)}
    return Profile(EVERYONE + needs, mobility, frozenset(student.supports) & usable)


def _usable(need: Need, catalogue: "Catalogue") -> tuple[str, ...]:
    entry = catalogue.prerequisites[need.prerequisite]
    return entry.supports + entry.own_supports


def _need(
    needed: "NeededPrerequisite",
    student: "Student",
    mobility: Mobility,
    numbers: tuple[tuple[str, float], ...],
) -> Need:
    if needed.id == "safe_peer":
        peers = tuple(sorted(set(student.together))) if student.recorded("together") else None
        return Need(needed.id, numbers, peers=peers)
    return Need(needed.id, numbers, mobility=mobility if needed.id in MOBILITY_RULES else None)


def _mobility(student: "Student", catalogue: "Catalogue", limits: "Limits") -> Mobility:
    for needed in student.prerequisites:
        if needed.id == "step_free":
            given = dict(needed.parameters)
            parameter = catalogue.prerequisites["step_free"].parameters[0]
            return Mobility(wheels=True, clear_m=given.get(parameter.id, _default(parameter, limits)))
    return Mobility(wheels=False, clear_m=limits["walking_width_m"])


def _numbers(
    needed: "NeededPrerequisite", plan: "Plan", catalogue: "Catalogue", limits: "Limits"
) -> tuple[tuple[str, float], ...]:
    """Return every parameter of a need: the student's own number, else the usual one."""
    usual = usual_numbers(needed.id, plan, catalogue, limits)
    return tuple(sorted({**usual, **dict(needed.parameters)}.items()))


def usual_numbers(
    prerequisite: str, plan: "Plan", catalogue: "Catalogue", limits: "Limits"
) -> dict[str, float]:
    """Return the parameters of a prerequisite where a student of the plan has no number of their own."""
    numbers = {p.id: _default(p, limits) for p in catalogue.prerequisites[prerequisite].parameters}
    if prerequisite == "move_often" and plan.grade <= limits["young_grade"]:
        numbers["minutes"] = limits["sitting_young"]
    return numbers


def _default(parameter: "Parameter", limits: "Limits") -> float:
    return limits[parameter.default] if isinstance(parameter.default, str) else parameter.default
