"""What is told of a student's belonging: minutes, moves and choices, exact or between two numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes or a count between two numbers; both are the same where it is known."""

    least: float
    most: float

    @property
    def known(self) -> bool:
        """Whether there is only one number it can be."""
        return self.least == self.most

    def __add__(self, other: "Span") -> "Span":
        return Span(self.least + other.least, self.most + other.most)


NONE = Span(0, 0)


def exactly(number: float) -> Span:
    """Return a span of one number."""
    return Span(number, number)


def total(spans: Iterable[Span]) -> Span:
    """Add up spans, each on its own."""
    return sum(spans, NONE)


@dataclass(frozen=True, slots=True)
class Part:
    """One student in one phase.

    Attributes
    ----------
    minutes
        Of the phase. ``with_class`` and ``apart`` add up to them crosswise: the least of one and the most of
        the other; where the student has no place at all, they stand in ``no_place`` instead.
    alone
        Minutes with nobody else in the zone.
    beside_adult
        Minutes on an activity with an adult who is there and does not have to be elsewhere too.
    options
        Open ways to take part; the most counts those of which something is not recorded.
    offered
        Ways to take part the phase has at all.
    activities
        The activities the student may be on; one where that is certain.
    only_outside, unsure_inside
        Whether the only open ways are away from the class, or nobody can say if another one is open.
    """

    phase: str
    title: str
    minutes: float
    with_class: Span
    apart: Span
    alone: Span
    beside_adult: Span
    no_place: float
    options: Span
    offered: int
    activities: tuple[str, ...]
    only_outside: bool = False
    unsure_inside: bool = False


@dataclass(frozen=True)
class StudentLesson:
    """One student through one lesson, the parts in the order of the phases.

    ``moves`` counts changes of zone. ``moved_for_others`` counts those that nothing of the student's own
    asked for: where they were before, a way at least as good for them was open. None without a placement.
    """

    student: str
    parts: tuple[Part, ...]
    moves: Span
    moved_for_others: int | None = None

    @cached_property
    def minutes(self) -> float:
        """Minutes of the lesson."""
        return sum(part.minutes for part in self.parts)

    @cached_property
    def no_place(self) -> float:
        """Minutes without any place."""
        return sum(part.no_place for part in self.parts)

    @cached_property
    def with_class(self) -> Span:
        """Minutes with the class."""
        return total(part.with_class for part in self.parts)

    @cached_property
    def apart(self) -> Span:
        """Minutes away from the class."""
        return total(part.apart for part in self.parts)

    @cached_property
    def alone(self) -> Span:
        """Minutes with nobody else in the zone."""
        return total(part.alone for part in self.parts)

    @cached_property
    def beside_adult(self) -> Span:
        """Minutes on an activity with an adult."""
        return total(part.beside_adult for part in self.parts)


@dataclass(frozen=True, slots=True)
class LessonBelonging:
    """The students of one lesson in the order of their codes: never an order by a number.

    ``placed`` tells whether it rests on a placement. ``complete`` is False where some of the class have no
    code: of those nothing can be told.
    """

    students: tuple[StudentLesson, ...]
    placed: bool
    complete: bool

    def student(self, code: str) -> StudentLesson | None:
        """Return one student, None where the lesson does not have them."""
        return next((one for one in self.students if one.student == code), None)


def code_order(code: str) -> tuple[tuple[int, int, str], ...]:
    """Return what codes are ordered by: as people read them, A2 before A10."""
    pieces = re.findall(r"\d+|\D+", code)
    return tuple((0, int(one), one) if one.isdecimal() else (1, 0, one) for one in pieces)
