"""The words of sentences about placements."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message
from planner.participation.bands import student_words, students_words

if TYPE_CHECKING:
    from planner.catalogue.message import Value
    from planner.participation.assignment.model import Problem


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
