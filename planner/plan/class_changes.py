"""The changes a person makes to the class of a plan: students by code, or bands without codes.

As all changes they are plain values that name themselves for the history and give another plan; what
does not fit is refused with one sentence. A code that leaves the class leaves the lists of the others too.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import islice, product
from typing import Final, Literal

from pydantic import TypeAdapter, ValidationError

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.errors import InputError, PlannerError
from planner.lesson.faults import plan_faults
from planner.lesson.model import Band, BandCount, Code, NeededPrerequisite, Plan, Student
from planner.lesson.private_words import is_private
from planner.locale import mark
from planner.plan.changes import NOT_RECORDED, NotRecorded
from planner.plan.parts import changed_part, find_student, without_field
from planner.plan.placed import with_student_renamed, without_students

StudentField = Literal["supports", "with", "apart_from", "wishes"]
Parameters = tuple[tuple[str, float], ...]
COMPANY: Final = {"with": "together", "apart_from": "apart_from", "wishes": "wishes"}
_CODE: Final[TypeAdapter[str]] = TypeAdapter(Code)
_ZEROS: Final = re.compile(r"(?<=[^\W\d])0+(?=\d)")
# Without I and O, which look like 1 and 0.
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def proposed_codes(n: int, taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Return up to ``n`` free codes such as A1, A2 … B1: short, told apart at a glance, without meaning.

    Where A01 is taken, A1 is not free: said aloud they are the same.
    """
    used = {_ZEROS.sub("", code.casefold()) for code in taken}
    codes = (f"{letter}{number}" for letter, number in product(_LETTERS, range(1, 10)))
    return tuple(islice((code for code in codes if code.casefold() not in used), max(0, n)))


@dataclass(frozen=True, slots=True)
class AddStudents:
    """New students by code, about whom nothing is recorded yet."""

    codes: tuple[str, ...]

    def label(self, plan: Plan) -> Message:  # noqa: ARG002 – every change is asked with its plan
        """Name the change for the history."""
        return _label("added", self.codes)

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the students at the end of the class."""
        taken = [student.code for student in plan.students]
        for code in self.codes:
            _require_free(code, taken)
            taken.append(code)
        added = tuple(Student(code=code) for code in self.codes)
        return _with_students(plan, plan.students + added)


@dataclass(frozen=True, slots=True)
class RemoveStudents:
    """Students taken out of the class, and out of the lists of the others.

    A list that named only them is not recorded any more: "nobody" would be a new statement.
    """

    codes: tuple[str, ...]

    def label(self, plan: Plan) -> Message:  # noqa: ARG002 – every change is asked with its plan
        """Name the change for the history."""
        return _label("removed", self.codes)

    def apply(self, plan: Plan) -> Plan:
        """Return the plan without the students."""
        _require_students(plan, self.codes)
        gone = frozenset(self.codes)
        kept = (student for student in plan.students if student.code not in gone)
        return _with_students(plan, tuple(without_company(student, gone) for student in kept))


@dataclass(frozen=True, slots=True)
class RenameStudent:
    """Another code for a student, also where others name them."""

    old: str
    new: str

    def label(self, plan: Plan) -> Message:  # noqa: ARG002 – every change is asked with its plan
        """Name the change for the history."""
        return Message(load_catalogue().words["changes_class"]["renamed"], {"old": self.old, "new": self.new})

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the code changed wherever it stands."""
        find_student(plan, self.old)
        _require_free(self.new, [student.code for student in plan.students if student.code != self.old])
        students = tuple(self._renamed(student) for student in plan.students)
        return _with_students(with_student_renamed(plan, self.old, self.new), students)

    def _renamed(self, student: Student) -> Student:
        company = {
            alias: tuple(self.new if code == self.old else code for code in getattr(student, field))
            for alias, field in COMPANY.items()
            if self.old in getattr(student, field)
        }
        values = {**company, "code": self.new} if student.code == self.old else company
        return _changed(student, **values) if values else student


@dataclass(frozen=True, slots=True)
class SetPrerequisite:
    """Whether the check asks about a prerequisite for some students, with numbers of their own."""

    codes: tuple[str, ...]
    prerequisite: str
    on: bool
    parameters: Parameters = ()

    def label(self, plan: Plan) -> Message:  # noqa: ARG002 – every change is asked with its plan
        """Name the change for the history."""
        key = "asked" if self.on else "not_asked"
        return _label(key, self.codes, prerequisite=_need(self.prerequisite))

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the prerequisite on, in its place if it was there, or off."""
        _need(self.prerequisite)
        return _each(plan, self.codes, self._set)

    def _set(self, student: Student) -> Student:
        if self.on:
            needed = _needed(self.prerequisite, self.parameters)
            kept = {entry.id: entry for entry in student.prerequisites} | {needed.id: needed}
        else:
            kept = {entry.id: entry for entry in student.prerequisites if entry.id != self.prerequisite}
        return _changed(student, prerequisites=tuple(kept.values()))


@dataclass(frozen=True, slots=True)
class SetStudentField:
    """Own supports, or with whom, apart from whom, beside whom; ``()`` says none.

    A student's own code among the value is left out, so that a group can be told to stay together.
    """

    codes: tuple[str, ...]
    field: StudentField
    value: tuple[str, ...] | NotRecorded

    def label(self, plan: Plan) -> Message:  # noqa: ARG002 – every change is asked with its plan
        """Name the change for the history."""
        return _label(self.field, self.codes)

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the field set for each of the students."""
        if self.field == "supports" and self.value is not NOT_RECORDED:
            _require_supports(self.value)
        elif self.value is not NOT_RECORDED:
            _require_students(plan, self.value)
        return _each(plan, self.codes, self._set)

    def _set(self, student: Student) -> Student:
        if self.value is NOT_RECORDED:
            return without_field(student, self.field)
        value = tuple(dict.fromkeys(entry for entry in self.value if entry != student.code))
        changed = _changed(student, **{self.field: value})
        if set(changed.together) & set(changed.apart_from):
            raise PlannerError(mark("Somebody cannot be both together with and apart from the same student."))
        return changed


@dataclass(frozen=True, slots=True)
class SetStudents:
    """A whole class list, such as one brought in from a file, as one edit."""

    students: tuple[Student, ...]

    def label(self, plan: Plan) -> Message:  # noqa: ARG002 – every change is asked with its plan
        """Name the change for the history."""
        words = load_catalogue().words["changes_class"]["students"]
        return Message(words, {"n": len(self.students)})

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with this class; InputError with everything that does not fit."""
        return _with_students(plan, self.students)


@dataclass(frozen=True, slots=True)
class WithoutCodes:
    """All codes taken out of the class, which stays as large as it was."""

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        return _label("removed", tuple(student.code for student in plan.students))

    def apply(self, plan: Plan) -> Plan:
        """Return the plan without students by code; their number is the size where none is recorded."""
        size = max(len(plan.students), plan.class_size or 0)
        left = SetStudents(()).apply(plan)
        return SetClassSize(size).apply(left) if size else left


@dataclass(frozen=True, slots=True)
class SetBands:
    """The class without codes, all bands at once."""

    bands: tuple[Band, ...]

    def label(self, plan: Plan) -> Message:  # noqa: ARG002 – every change is asked with its plan
        """Name the change for the history."""
        return Message(load_catalogue().words["changes_class"]["bands"], {"n": len(self.bands)})

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with these bands."""
        return _whole(
            changed_part(plan, bands=tuple(band.model_dump(exclude_unset=True) for band in self.bands))
        )


@dataclass(frozen=True, slots=True)
class SetBand:
    """How many students one prerequisite is for; None takes it out: nobody needs it."""

    prerequisite: str
    count: BandCount | None
    parameters: Parameters = ()

    def label(self, plan: Plan) -> Message:  # noqa: ARG002 – every change is asked with its plan
        """Name the change for the history."""
        words = load_catalogue().words
        name = _need(self.prerequisite)
        if self.count is None:
            return Message(words["changes_class"]["band_none"], {"prerequisite": name})
        count = words["band_count"][self.count]
        return Message(words["changes_class"]["band"], {"prerequisite": name, "count": count})

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the band in its place if it was there, else at the end."""
        _need(self.prerequisite)
        bands = {band.prerequisite.id: band for band in plan.bands}
        if self.count is None:
            bands.pop(self.prerequisite, None)
        else:
            needed = _needed(self.prerequisite, self.parameters)
            bands[self.prerequisite] = Band(prerequisite=needed, count=self.count)
        return SetBands(tuple(bands.values())).apply(plan)


@dataclass(frozen=True, slots=True)
class SetClassSize:
    """How many students the class has, counted apart from the codes."""

    size: int | NotRecorded

    def label(self, plan: Plan) -> Message:  # noqa: ARG002 – every change is asked with its plan
        """Name the change for the history."""
        words = load_catalogue().words["changes_class"]
        if self.size is NOT_RECORDED:
            return Message(words["class_size_missing"])
        return Message(words["class_size"], {"n": self.size})

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the size of its class."""
        if self.size is NOT_RECORDED:
            return without_field(plan, "class_size")
        return changed_part(plan, class_size=self.size)


def _each(plan: Plan, codes: Collection[str], change: Callable[[Student], Student]) -> Plan:
    _require_students(plan, codes)
    chosen = frozenset(codes)
    students = tuple(change(student) if student.code in chosen else student for student in plan.students)
    return _with_students(plan, students)


def _with_students(plan: Plan, students: tuple[Student, ...]) -> Plan:
    """Return the plan with another class; how long it may be is for the format to say.

    Whoever is not in it any more has no place either: a code that has left stands nowhere.
    """
    plain = tuple(student.model_dump(by_alias=True, exclude_unset=True) for student in students)
    gone = {student.code for student in plan.students} - {student.code for student in students}
    return _whole(without_students(changed_part(plan, students=plain), gone))


def _whole(plan: Plan) -> Plan:
    """Return the plan where all its parts fit together; InputError in the plan's language where not."""
    faults = plan_faults(plan, plan.language)
    if faults:
        raise InputError(faults)
    return plan


def _changed(student: Student, **values: object) -> Student:
    """Return a student with other values, by the names of the file; PlannerError where one is not allowed."""
    try:
        kept = student.model_dump(by_alias=True, exclude_unset=True)
        return Student.model_validate(kept | values)
    except ValidationError as error:
        raise PlannerError(mark("This value is not allowed here.")) from error


def without_company(student: Student, gone: frozenset[str]) -> Student:
    """Return a student who names none of those who are gone."""
    for alias, field in COMPANY.items():
        before = getattr(student, field)
        left = tuple(code for code in before if code not in gone)
        if left != before:
            student = _changed(student, **{alias: left}) if left else without_field(student, alias)
    return student


def _needed(prerequisite: str, parameters: Parameters) -> NeededPrerequisite:
    """Return a prerequisite with numbers the catalogue allows; PlannerError where it does not."""
    known = {entry.id: entry for entry in load_catalogue().prerequisites[prerequisite].parameters}
    for name, value in parameters:
        if name not in known or not known[name].minimum <= value <= known[name].maximum:
            raise PlannerError(mark("This number is not one the check can ask about."))
    return NeededPrerequisite.model_validate({"id": prerequisite, **dict(parameters)})


def _require_free(code: str, taken: Collection[str]) -> None:
    if is_private(code):
        raise PlannerError(mark("A code may say nothing about the student. Take one that only you know."))
    try:
        _CODE.validate_python(code)
    except ValidationError as error:
        raise PlannerError(
            mark("A code is up to 12 letters and digits without spaces, such as A1.")
        ) from error
    if code.casefold() in {other.casefold() for other in taken}:
        raise PlannerError(mark("This code is already in the class."))


def _require_students(plan: Plan, codes: Iterable[str]) -> None:
    for code in codes:
        find_student(plan, code)


def _require_supports(supports: Iterable[str]) -> None:
    if not set(supports) <= load_catalogue().supports.keys():
        raise PlannerError(mark("This support is not in the catalogue."))


def _need(prerequisite: str) -> Words:
    entry = load_catalogue().prerequisites.get(prerequisite)
    if entry is None:
        raise PlannerError(mark("This prerequisite is not in the catalogue."))
    return entry.need


def _label(key: str, codes: tuple[str, ...], **params: Value) -> Message:
    words = load_catalogue().words["changes_class"][key]
    return Message(words, {"n": len(codes), "codes": ", ".join(codes), **params})
