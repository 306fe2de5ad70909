"""The class as a CSV file that spreadsheets open with all letters right, and that is read back the same."""

from typing import TYPE_CHECKING

from planner.catalogue.loader import load_catalogue
from planner.exchange.cells import csv_file, safe_cell
from planner.exchange.roster_compare import FIELDS
from planner.exchange.roster_file import COLUMNS, heading_of

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.exchange.roster_file import Column
    from planner.lesson.model import NeededPrerequisite, Plan, Student

__all__ = ["safe_cell", "write_roster"]


def write_roster(plan: "Plan", language: "Language" = "da") -> bytes:
    """Return the students of a plan as CSV: UTF-8 with a byte order mark, ``;`` between the cells."""
    headings = [heading_of(column, language) for column in COLUMNS]
    lines = ([_cell(student, column, language) for column in COLUMNS] for student in plan.students)
    return csv_file([headings, *lines])


def _cell(student: "Student", column: "Column", language: "Language") -> str:
    if column == "code":
        return student.code
    if not student.recorded(FIELDS[column]):
        return ""
    values = _values(student, column, language)
    return "|".join(values) or load_catalogue().words["roster"]["none"].text(language)


def _values(student: "Student", column: "Column", language: "Language") -> tuple[str, ...]:
    catalogue = load_catalogue()
    if column == "prerequisites":
        return tuple(_needed(needed, language) for needed in student.prerequisites)
    if column == "supports":
        return tuple(catalogue.supports[support].name.text(language) for support in student.supports)
    codes: tuple[str, ...] = getattr(student, FIELDS[column])
    return codes


def _needed(needed: "NeededPrerequisite", language: "Language") -> str:
    """Write a prerequisite by its name, its numbers behind it in the order of the catalogue."""
    entry = load_catalogue().prerequisites[needed.id]
    name, given = entry.name.text(language), dict(needed.parameters)
    if not given:
        return name
    numbers = (_number(given.get(parameter.id), language) for parameter in entry.parameters)
    return f"{name}={'/'.join(numbers)}"


def _number(value: float | None, language: "Language") -> str:
    if value is None:
        return ""
    text = repr(float(value)).removesuffix(".0")
    return text.replace(".", ",") if language == "da" else text
