"""The pieces between two plans that are about the class."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message
from planner.lesson.model import Plan, Student
from planner.plan.changes import NOT_RECORDED, Change
from planner.plan.class_changes import RemoveStudents, SetBand, SetBands, SetClassSize, SetStudents

Steps = Iterator[Change]


@dataclass(frozen=True, slots=True)
class PutStudent:
    """A student in the place of the one with their code, else at the end of the class."""

    student: Student

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        del plan
        words = load_catalogue().words["review_proposal"]["student_put"]
        return Message(words, {"student": self.student.code})

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the student; InputError where they do not fit the others."""
        others = [self.student if old.code == self.student.code else old for old in plan.students]
        known = self.student in others
        return SetStudents(tuple(others if known else (*others, self.student))).apply(plan)


def class_steps(plan: Plan, target: Plan) -> Steps:
    """Yield the changes of the class, each small; together they lead to the class of the target."""
    yield from _students(plan, target)
    yield from _bands(plan, target)
    if plan.class_size != target.class_size:
        yield SetClassSize(NOT_RECORDED if target.class_size is None else target.class_size)


def whole_class(plan: Plan, target: Plan) -> Steps:
    """Yield the changes of the class with its lists as wholes."""
    if plan.students != target.students:
        yield SetStudents(target.students)
    if plan.bands != target.bands:
        yield SetBands(target.bands)
    if plan.class_size != target.class_size:
        yield SetClassSize(NOT_RECORDED if target.class_size is None else target.class_size)


def _students(plan: Plan, target: Plan) -> Steps:
    old, new = ({student.code: student for student in one.students} for one in (plan, target))
    for code in old:
        if code not in new:
            change = RemoveStudents((code,))
            plan = change.apply(plan)
            yield change
    # As they stand once the others are gone, which takes those out of all lists.
    left = {student.code: student for student in plan.students}
    for code in sorted(new, key=lambda code: code in old):
        if left.get(code) != new[code]:
            yield PutStudent(new[code])


def _bands(plan: Plan, target: Plan) -> Steps:
    old, new = ({band.prerequisite.id: band for band in one.bands} for one in (plan, target))
    for prerequisite in old:
        if prerequisite not in new:
            yield SetBand(prerequisite, None)
    for prerequisite, band in new.items():
        if old.get(prerequisite) != band:
            yield SetBand(prerequisite, band.count, band.prerequisite.parameters)
