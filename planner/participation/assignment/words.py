"""The words of sentences about placements."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message
from planner.participation.assignment.model import AIMS
from planner.participation.bands import student_words, students_words

if TYPE_CHECKING:
    from planner.catalogue.message import Value
    from planner.participation.assignment.model import Assignment, Pin, Place, Problem


def say(table: str, key: str, **params: "Value") -> Message:
    """Return a sentence of the catalogue."""
    return Message(load_catalogue().words[table][key], params)


def both(text: str) -> Words:
    """Return a name that is the same in both languages."""
    return Words(da=text, en=text)


def rendered(message: Message) -> Words:
    """Return a sentence as words, to stand inside another."""
    return Words(da=message.text("da"), en=message.text("en"))


def who(problem: "Problem", student: int) -> Words:
    """Return what people read of a student."""
    return student_words(problem.students[student])


def everyone(problem: "Problem", students: Iterable[int]) -> tuple[Words, ...]:
    """Return several students, ready to be listed."""
    return students_words(problem.students[s] for s in students)


def zone_name(problem: "Problem", place: str) -> str:
    """Return the name of a zone; of a place nobody has recorded, the activity."""
    return problem.zone_names.get(place, place.removeprefix("activity:"))


def zones_named(problem: "Problem", places: Iterable[str]) -> tuple[Words, ...]:
    """Return several zones, ready to be listed."""
    return tuple(both(zone_name(problem, place)) for place in places)


def option_words(problem: "Problem", option: int) -> Words:
    """Return an option as "activity in zone"."""
    one = problem.options[option]
    if one.zone is None:
        return rendered(say("assign", "option_nowhere", title=one.title))
    return rendered(say("assign", "option", title=one.title, zone=zone_name(problem, one.zone)))


def counted(key: str, number: int) -> Words:
    """Return a number of places or students."""
    return rendered(say("assign", key, n=number))


def sizes_words(least: int | None, most: int | None) -> Words:
    """Return the sizes a group may have."""
    if most is None:
        return rendered(say("assign", "at_least", least=least or 1))
    if least is None or least <= 1:
        return rendered(say("assign", "at_most", most=most))
    return rendered(say("assign", "exactly" if least == most else "between", least=least, most=most))


def adult_words(problem: "Problem", adult: str) -> Words:
    """Return an adult by role and id."""
    role = load_catalogue().words["role"].get(problem.adult_roles.get(adult, ""), both(""))
    return rendered(say("assign", "adult", role=role, id=adult))


def lost_words(problem: "Problem", placed: "Pin | Place") -> Message:
    """Say what of a decided or kept place is not in the plan any more."""
    titles = {phase.id: phase.title for phase in problem.phases}
    if placed.student not in problem.students:
        return say("place_lost", "student", student=student_words(placed.student))
    if placed.phase not in titles:
        return say("place_lost", "phase", phase=placed.phase)
    phase = titles[placed.phase]
    same = (o for o in problem.options if o.activity == placed.activity)
    title = next((o.title for o in same if problem.phases[o.phase].id == placed.phase), None)
    if title is None:
        return say("place_lost", "activity", activity=placed.activity, phase=phase)
    return say("place_lost", "zone", option=place_words(problem, title, placed.zone), phase=phase)


def place_words(problem: "Problem", title: str, zone: str | None) -> Words:
    """Return an activity in a zone as "activity in zone", be there such an option or not."""
    if zone is None:
        return rendered(say("assign", "option_nowhere", title=title))
    return rendered(say("assign", "option", title=title, zone=problem.zone_names.get(zone, zone)))


def status_words(found: "Assignment") -> Message:
    """Say in one sentence what kind of answer an assignment is."""
    words = load_catalogue().words
    aim = next((aim for aim in AIMS if found.objective[aim] > found.bound[aim]), AIMS[0])
    params: dict[str, Value] = {"gap": 100 * found.gap, "aim": words["assign_aim"][aim]}
    return Message(words["assign_status"][found.status], params)
