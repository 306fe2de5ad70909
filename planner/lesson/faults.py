"""What the fields of a plan must be to each other: ids once, references that lead somewhere, order."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Protocol

from planner.catalogue.faults import MOST_FAULTS, did_you_mean, fault
from planner.catalogue.loader import load_catalogue
from planner.errors import Fault, InputError
from planner.lesson.private_words import private_faults

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.catalogue.model import Catalogue
    from planner.lesson.model import Activity, NeededPrerequisite, Plan, Student


class HasId(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """The id."""
        ...


class Setting(Protocol):
    """What a plan refers to in a layout."""

    @property
    def zones(self) -> tuple[HasId, ...]:
        """The zones."""
        ...

    @property
    def furniture(self) -> tuple[HasId, ...]:
        """The furniture."""
        ...


def plan_faults(plan: "Plan", language: "Language") -> tuple[Fault, ...]:
    """Find everything between the fields of a plan that cannot hold, at most ``MOST_FAULTS``."""
    catalogue = load_catalogue()
    found = chain(
        _twice(plan, language),
        _adult_faults(plan, language),
        _student_faults(plan, catalogue, language),
        _support_faults(plan, catalogue, language),
        _group_faults(plan, language),
        _return_faults(plan, language),
        private_faults(plan, language),
    )
    return tuple(islice(found, MOST_FAULTS))


def check_references(plan: "Plan", layout: Setting, language: "Language" = "da") -> None:
    """Hold the zones and furniture a plan names against its layout; InputError with all that are missing."""
    zones = [zone.id for zone in layout.zones]
    movable = [*zones, *(piece.id for piece in layout.furniture)]
    faults = [
        *(
            unknown_reference("zone", f"{where}.zones[{i}]", zone, zones, language)
            for where, activity in _activities(plan)
            for i, zone in enumerate(activity.zones or ())
            if zone not in zones
        ),
        *(
            unknown_reference("movable", f"lesson.phases[{p}].moves[{i}].id", move.id, movable, language)
            for p, phase in enumerate(plan.lesson.phases)
            for i, move in enumerate(phase.moves)
            if move.id not in movable
        ),
    ]
    if faults:
        raise InputError(tuple(faults))


def _activities(plan: "Plan") -> Iterator[tuple[str, "Activity"]]:
    for p, phase in enumerate(plan.lesson.phases):
        for a, activity in enumerate(phase.activities):
            yield f"lesson.phases[{p}].activities[{a}]", activity


def unknown_reference(
    what: str, path: str, value: str, known: Collection[str], language: "Language", /
) -> Fault:
    """Make the fault of a reference that leads nowhere; the nearest of ``known`` is suggested."""
    words = load_catalogue().words["refers_to"][what]
    near = did_you_mean(value, known, language)
    return fault("unknown_reference", path, language, value=value, what=words, near=near)


def _twice(plan: "Plan", language: "Language") -> Iterator[Fault]:
    phases = [(f"lesson.phases[{p}].id", phase.id) for p, phase in enumerate(plan.lesson.phases)]
    activities = [(f"{where}.id", activity.id) for where, activity in _activities(plan)]
    adults = [(f"adults[{i}].id", adult.id) for i, adult in enumerate(plan.adults)]
    students = [(f"students[{i}].code", student.code) for i, student in enumerate(plan.students)]
    needed = [
        [(f"students[{i}].prerequisites[{n}]", entry.id) for n, entry in enumerate(student.prerequisites)]
        for i, student in enumerate(plan.students)
    ]
    bands = [(f"bands[{i}].prerequisite", band.prerequisite.id) for i, band in enumerate(plan.bands)]
    placed = [
        [(f"{field}[{i}]", f"{one.student}={one.phase}") for i, one in enumerate(getattr(plan, field))]
        for field in ("pins", "places")
    ]
    for entries in (phases, activities, adults, students, bands, *needed, *placed):
        yield from _repeated(entries, language)


def _repeated(entries: Iterable[tuple[str, str]], language: "Language") -> Iterator[Fault]:
    seen: set[str] = set()
    for path, value in entries:
        if value in seen:
            yield fault("duplicate_id", path, language, value=value)
        seen.add(value)


def _adult_faults(plan: "Plan", language: "Language") -> Iterator[Fault]:
    for i, adult in enumerate(plan.adults):
        if adult.present and adult.present[0] >= adult.present[1]:
            start, end = adult.present
            yield fault("present_order", f"adults[{i}].present", language, start=start, end=end)
    known = [adult.id for adult in plan.adults]
    for where, activity in _activities(plan):
        if activity.adult is not None and activity.adult not in known:
            yield unknown_reference("adult", f"{where}.adult", activity.adult, known, language)


def _student_faults(plan: "Plan", catalogue: "Catalogue", language: "Language") -> Iterator[Fault]:
    codes = [student.code for student in plan.students]
    for i, student in enumerate(plan.students):
        where = f"students[{i}]"
        yield from _company_faults(student, where, codes, language)
        for n, needed in enumerate(student.prerequisites):
            yield from needed_faults(needed, f"{where}.prerequisites[{n}]", catalogue, language)
    for i, band in enumerate(plan.bands):
        yield from needed_faults(band.prerequisite, f"bands[{i}].prerequisite", catalogue, language)


def _company_faults(
    student: "Student", where: str, codes: Collection[str], language: "Language"
) -> Iterator[Fault]:
    company = (("with", student.together), ("apart_from", student.apart_from), ("wishes", student.wishes))
    for field, others in company:
        for i, code in enumerate(others):
            path = f"{where}.{field}[{i}]"
            if code not in codes:
                yield unknown_reference("student", path, code, codes, language)
            elif code == student.code:
                yield fault("own_code", path, language, value=code)
    for code in sorted(set(student.together) & set(student.apart_from)):
        yield fault("with_and_apart", where, language, value=code)


def needed_faults(
    needed: "NeededPrerequisite", where: str, catalogue: "Catalogue", language: "Language"
) -> Iterator[Fault]:
    """Find what is wrong with a prerequisite at a path: not in the catalogue, or with impossible numbers."""
    known = catalogue.prerequisites.get(needed.id)
    if known is None:
        yield unknown_reference("prerequisite", where, needed.id, catalogue.prerequisites, language)
        return
    parameters = {parameter.id: parameter for parameter in known.parameters}
    for name, value in needed.parameters:
        parameter = parameters.get(name)
        if parameter is None:
            near = did_you_mean(name, parameters, language)
            yield fault("extra_forbidden", f"{where}.{name}", language, field=name, near=near)
        elif not parameter.minimum <= value <= parameter.maximum:
            low, high = parameter.minimum, parameter.maximum
            facts = {"number": value, "low": low, "high": high}
            yield fault("outside", f"{where}.{name}", language, unit=parameter.unit, **facts)


def _support_faults(plan: "Plan", catalogue: "Catalogue", language: "Language") -> Iterator[Fault]:
    lists = [(f"students[{i}].supports", student.supports) for i, student in enumerate(plan.students)]
    lists += [("lesson.supports", plan.lesson.supports)]
    lists += [(f"lesson.phases[{p}].supports", phase.supports) for p, phase in enumerate(plan.lesson.phases)]
    lists += [(f"{where}.supports", activity.supports) for where, activity in _activities(plan)]
    for path, supports in lists:
        for i, support in enumerate(supports):
            if support not in catalogue.supports:
                yield unknown_reference("support", f"{path}[{i}]", support, catalogue.supports, language)


def _group_faults(plan: "Plan", language: "Language") -> Iterator[Fault]:
    for where, activity in _activities(plan):
        size = activity.group_size
        if size and size.min is not None and size.max is not None and size.min > size.max:
            yield fault("group_order", f"{where}.group_size", language, low=size.min, high=size.max)


def _return_faults(plan: "Plan", language: "Language") -> Iterator[Fault]:
    phases = [phase.id for phase in plan.lesson.phases]
    for p, phase in enumerate(plan.lesson.phases):
        for a, activity in enumerate(phase.activities):
            back = activity.apart.returns_to if activity.apart else None
            path = f"lesson.phases[{p}].activities[{a}].apart.returns_to"
            if back is not None and back not in phases:
                yield unknown_reference("phase", path, back, phases, language)
            elif back is not None and phases.index(back) <= p:
                yield fault("returns_back", path, language, value=back)
