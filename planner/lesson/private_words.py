"""Keep names of diagnoses and civil registration numbers out of every text of a plan."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.catalogue.private_words import (
    CIVIL_NUMBER,
    has_civil_number,
    is_private,
    private_text_faults,
    refused_abbreviations,
    refused_beginnings,
    refused_word,
)

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.errors import Fault
    from planner.lesson.model import Plan

__all__ = [
    "CIVIL_NUMBER",
    "has_civil_number",
    "is_private",
    "private_faults",
    "refused_abbreviations",
    "refused_beginnings",
    "refused_word",
]


def private_faults(plan: "Plan", language: "Language") -> Iterator["Fault"]:
    """Find diagnosis words, labels and registration numbers in whatever somebody wrote in a plan."""
    yield from private_text_faults(_texts(plan), language)


def _texts(plan: "Plan") -> Iterator[tuple[str, str | None]]:
    yield "title", plan.title
    yield "subject", plan.subject
    for i, student in enumerate(plan.students):
        yield f"students[{i}].code", student.code
    # Whoever is placed need not be in the class any more.
    known = {student.code for student in plan.students}
    for field in ("pins", "places"):
        for i, one in enumerate(getattr(plan, field)):
            if one.student not in known:
                yield f"{field}[{i}].student", one.student.rpartition(":")[2]
    for i, adult in enumerate(plan.adults):
        yield f"adults[{i}].id", adult.id
    yield "lesson.goal", plan.lesson.goal
    for p, phase in enumerate(plan.lesson.phases):
        yield f"lesson.phases[{p}].title", phase.title
        for a, activity in enumerate(phase.activities):
            where = f"lesson.phases[{p}].activities[{a}]"
            yield f"{where}.title", activity.title
            yield f"{where}.instructions", activity.instructions
            yield f"{where}.apart.purpose", activity.apart.purpose if activity.apart else None
