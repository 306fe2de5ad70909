"""Keep names of diagnoses and civil registration numbers out of a plan."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from planner.catalogue.faults import fault
from planner.catalogue.loader import load_catalogue

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.errors import Fault
    from planner.lesson.model import Plan

CPR = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}[- ]?\d{4}(?!\d)")
"""A Danish civil registration number: a date, then four digits."""


def private_faults(plan: "Plan", language: "Language") -> Iterator["Fault"]:
    """Find diagnosis words in codes and titles, and registration numbers in any text.

    A goal or an instruction may speak about a diagnosis – that can be the subject; a title or a code
    would put it on somebody.
    """
    for path, text in _labels(plan):
        word = _refused_word(text)
        if word:
            yield fault("diagnosis_word", path, language, word=word)
    for path, text in (*_labels(plan), *_texts(plan)):
        if CPR.search(text):
            yield fault("civil_number", path, language)


@cache
def _refused() -> re.Pattern[str]:
    words = {w for entry in load_catalogue().words["refused_label"].values() for w in (entry.da, entry.en)}
    return re.compile(
        r"(?<![^\W_])(" + "|".join(sorted(map(re.escape, words))) + r")[^\W\d_]*", re.IGNORECASE
    )


def _refused_word(text: str) -> str | None:
    match = _refused().search(text)
    return match.group(0) if match else None


def _labels(plan: "Plan") -> Iterator[tuple[str, str]]:
    yield "title", plan.title
    for i, student in enumerate(plan.students):
        yield f"students[{i}].code", student.code
    for p, phase in enumerate(plan.lesson.phases):
        yield f"lesson.phases[{p}].title", phase.title
        for a, activity in enumerate(phase.activities):
            where = f"lesson.phases[{p}].activities[{a}]"
            yield f"{where}.title", activity.title
            if activity.apart and activity.apart.purpose:
                yield f"{where}.apart.purpose", activity.apart.purpose


def _texts(plan: "Plan") -> Iterator[tuple[str, str]]:
    yield "lesson.goal", plan.lesson.goal or ""
    for p, phase in enumerate(plan.lesson.phases):
        for a, activity in enumerate(phase.activities):
            yield f"lesson.phases[{p}].activities[{a}].instructions", activity.instructions or ""
