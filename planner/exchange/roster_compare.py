"""What a class list would change: the class with it, and who comes, changes and goes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from planner.lesson.model import Student
from planner.plan.class_changes import without_company

if TYPE_CHECKING:
    from planner.exchange.roster import Roster
    from planner.exchange.roster_file import Column

# Columns of the file and the fields of a student they fill.
FIELDS: Final["dict[Column, str]"] = {
    "prerequisites": "prerequisites",
    "supports": "supports",
    "with": "together",
    "apart_from": "apart_from",
    "wishes": "wishes",
}


@dataclass(frozen=True, slots=True)
class RosterDifference:
    """Codes that come and go, codes that change with the columns that do, and those that stay as they are."""

    added: tuple[str, ...]
    changed: "tuple[tuple[str, tuple[Column, ...]], ...]"
    removed: tuple[str, ...]
    same: tuple[str, ...]


def merged_class(present: tuple[Student, ...], roster: "Roster") -> tuple[Student, ...]:
    """Return the class after the list: its students in its order.

    A column the list does not have leaves that field as it is, apart from codes that are gone.
    """
    known = {student.code: student for student in present}
    gone = frozenset(known) - {student.code for student in roster.students}
    return tuple(_merged(known.get(new.code), new, roster, gone) for new in roster.students)


def _merged(old: Student | None, new: Student, roster: "Roster", gone: frozenset[str]) -> Student:
    if old is None:
        return new
    kept = without_company(old, gone).model_dump(by_alias=True, exclude_unset=True)
    fields = {column: value for column, value in kept.items() if column not in roster.columns}
    return Student.model_validate(fields | new.model_dump(by_alias=True, exclude_unset=True))


def roster_difference(before: tuple[Student, ...], after: tuple[Student, ...]) -> RosterDifference:
    """Compare two classes code by code; the order of students does not matter."""
    old = {student.code: student for student in before}
    new = {student.code: student for student in after}
    both = [(code, _changed(old[code], student)) for code, student in new.items() if code in old]
    return RosterDifference(
        added=tuple(code for code in new if code not in old),
        changed=tuple((code, columns) for code, columns in both if columns),
        removed=tuple(code for code in old if code not in new),
        same=tuple(code for code, columns in both if not columns),
    )


def _changed(old: Student, new: Student) -> "tuple[Column, ...]":
    """Return the columns in which a student differs, "none" being other than not recorded."""
    return tuple(column for column, field in FIELDS.items() if _field(old, field) != _field(new, field))


def _field(student: Student, field: str) -> tuple[bool, frozenset[object]]:
    return student.recorded(field), frozenset(getattr(student, field))
