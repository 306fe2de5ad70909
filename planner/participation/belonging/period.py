"""Belonging over several lessons of a class: sums, and who is apart in one lesson after the other.

It tells what the plans hold and nothing else: a lesson without a plan, or one that went another way, is not
in it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from planner.catalogue.base import Words
from planner.catalogue.finding import Finding
from planner.lesson.scene import LESSON, Scene
from planner.participation.belonging.flags import apart_facts
from planner.participation.belonging.model import Span, code_order, exactly, total

if TYPE_CHECKING:
    from planner.catalogue.message import Value
    from planner.participation.belonging.model import LessonBelonging, StudentLesson


@dataclass(frozen=True, slots=True)
class DatedLesson:
    """A lesson with its day; ``held`` says that somebody has recorded that it was tried on that day."""

    day: date
    title: str
    belonging: "LessonBelonging"
    held: bool = False


@dataclass(frozen=True)
class StudentPeriod:
    """One student over a period; ``lessons`` holds None for a lesson that does not have them."""

    student: str
    lessons: "tuple[StudentLesson | None, ...]"

    @cached_property
    def attended(self) -> "tuple[StudentLesson, ...]":
        """The lessons the student is part of."""
        return tuple(one for one in self.lessons if one is not None)

    @property
    def minutes(self) -> float:
        """Minutes of those lessons."""
        return sum(one.minutes for one in self.attended)

    @property
    def no_place(self) -> float:
        """Minutes without any place."""
        return sum(one.no_place for one in self.attended)

    @property
    def with_class(self) -> Span:
        """Minutes with the class."""
        return total(one.with_class for one in self.attended)

    @property
    def apart(self) -> Span:
        """Minutes away from the class."""
        return total(one.apart for one in self.attended)

    @property
    def alone(self) -> Span:
        """Minutes with nobody else in the zone."""
        return total(one.alone for one in self.attended)

    @property
    def beside_adult(self) -> Span:
        """Minutes on an activity with an adult."""
        return total(one.beside_adult for one in self.attended)

    @property
    def moves(self) -> Span:
        """Changes of zone within the lessons."""
        return total(one.moves for one in self.attended)

    @property
    def moved_for_others(self) -> Span:
        """Changes of zone nothing of the student's own asked for; a lesson without placement may hold any."""
        return total(
            Span(0, one.moves.most) if one.moved_for_others is None else exactly(one.moved_for_others)
            for one in self.attended
        )


@dataclass(frozen=True, slots=True)
class PeriodBelonging:
    """The lessons of a period in the order of their days, the students in the order of their codes."""

    lessons: tuple[DatedLesson, ...]
    students: tuple[StudentPeriod, ...]


def period_belonging(
    lessons: Iterable[DatedLesson], first: date | None = None, last: date | None = None
) -> PeriodBelonging:
    """Put the lessons of one class together; ``first`` and ``last`` belong to the period.

    Lessons of one day stay in the order in which they are given.
    """
    kept = sorted(
        (one for one in lessons if (first or one.day) <= one.day <= (last or one.day)),
        key=lambda one: one.day,
    )
    codes = {student.student for one in kept for student in one.belonging.students}
    return PeriodBelonging(
        tuple(kept),
        tuple(
            StudentPeriod(code, tuple(one.belonging.student(code) for one in kept))
            for code in sorted(codes, key=code_order)
        ),
    )


def period_flags(scene: Scene, period: PeriodBelonging) -> tuple[Finding, ...]:
    """Return what stands out over a period; ``scene`` gives the catalogue and its limits."""
    return (*_again(scene, period), *_time_apart(scene, period))


def _again(scene: Scene, period: PeriodBelonging) -> Iterator[Finding]:
    """Rule 7: not the same student apart in more lessons running than the limit."""
    most = scene.limits["apart_lessons"]
    unsure = 0
    for student in period.students:
        certain, possible = (longest_run(student, sure=sure) for sure in (True, False))
        if len(certain) > most:
            facts: dict[str, Value] = {"student": student.student, "value": len(certain), "limit": most}
            facts |= {"unit": "lessons", "first": _day(period, certain[0]), "last": _day(period, certain[-1])}
            yield scene.found("belonging_again", f"student:{student.student}", params=facts)
        elif len(possible) > most:
            unsure += 1
    if unsure:
        yield scene.found("belonging_again", LESSON, "missing", {"n": unsure, "limit": most})
    if not all(one.belonging.complete for one in period.lessons):
        yield scene.found("belonging_again", LESSON, "missing_codes")


def longest_run(student: StudentPeriod, *, sure: bool) -> tuple[int, ...]:
    """Return the longest run of lessons in which a student is apart, or may be, as their positions.

    A lesson the student is not part of neither ends a run nor counts. The first of several as long.
    """
    longest: tuple[int, ...] = ()
    run: tuple[int, ...] = ()
    for position, lesson in enumerate(student.lessons):
        if lesson is not None:
            apart = lesson.apart.least if sure else lesson.apart.most
            run = (*run, position) if apart > 0 else ()
            longest = max(longest, run, key=len)
    return longest


def _day(period: PeriodBelonging, position: int) -> Words:
    day = period.lessons[position].day
    return Words(da=f"{day.day}.{day.month}.{day.year}", en=day.isoformat())


def _time_apart(scene: Scene, period: PeriodBelonging) -> Iterator[Finding]:
    """Rule 4, over the period, for which the law gives its frame."""
    most = scene.limits["apart_share"]
    if len(period.lessons) < 2:
        return
    for student in period.students:
        if student.apart.least > most * student.minutes:
            facts = apart_facts(student.student, student.apart, student.minutes, most)
            facts |= {"n": len(student.attended)}
            variant = "period" if student.apart.known else "period_at_least"
            yield scene.found("belonging_share", f"student:{student.student}", variant, facts)
