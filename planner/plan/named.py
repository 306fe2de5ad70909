"""Students' codes in what people write about a lesson: what everybody is to read names none."""

from collections.abc import Iterable, Iterator
from typing import Final

from planner.lesson.model import Plan
from planner.locale import mark

NAMES_STUDENTS: Final = mark(
    "The text of the plan names a student by code. Take the code out of the text first."
)


def codes_in(texts: Iterable[str], codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes that some texts name; a number or a single letter in a text is no student."""
    words = {word for text in texts for word in _words(text)}
    return tuple(code for code in codes if _tells(code) and code.casefold() in words)


def named_students(plan: Plan) -> tuple[str, ...]:
    """Return the codes of the plan's students that stand in its texts."""
    return codes_in(_texts(plan), (student.code for student in plan.students))


def _texts(plan: Plan) -> Iterator[str]:
    yield plan.title
    yield plan.lesson.goal or ""
    for phase in plan.lesson.phases:
        yield phase.title
        for activity in phase.activities:
            yield activity.title
            yield activity.instructions or ""
            yield activity.apart.purpose or "" if activity.apart else ""


def _tells(code: str) -> bool:
    """Whether a code in a text is a student rather than a number or a letter."""
    return len(code) > 1 and not code.isdecimal()


def _words(text: str) -> set[str]:
    """Return the words of a text as codes are written: with letters, digits, dashes and underscores."""
    apart = "".join(c if c.isalnum() or c in "-_" else " " for c in text.casefold())
    return {word for part in apart.split() for word in (part, *part.split("-"))}
