"""Belonging in numbers: a table of students by code, in the order of the codes and never by a number."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol

from planner.locale import mark
from planner.participation.belonging.between import PhaseTogether
from planner.participation.belonging.model import LessonBelonging, Span, StudentLesson
from planner.participation.belonging.period import PeriodBelonging, StudentPeriod
from planner.web.markup import Html, tag
from planner.web.matrix import capital
from planner.web.speech import Speech

MINUTES: Final[Mapping[str, str]] = {
    "with_class": mark("With the class"),
    "apart": mark("Apart"),
    "alone": mark("Alone"),
    "beside_adult": mark("Beside an adult"),
}


class Told(Protocol):
    """A student of whom minutes are told."""

    @property
    def student(self) -> str:
        """The code."""

    @property
    def no_place(self) -> float:
        """Minutes without a place."""


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Html:
    """Return a table whose first column names its rows."""
    cells = (
        tag("tr", tag("th", first, scope="row"), *(tag("td", cell) for cell in others))
        for first, *others in rows
    )
    made = tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", *(tag("th", name, scope="col") for name in head))),
        tag("tbody", *cells),
        class_="p-table",
    )
    return tag("div", made, class_="p-scroll b-table", tabindex="0", role="region", aria_label=caption)


def span_text(span: Span, speech: Speech, unit: str = "") -> str:
    """Write a number, or two where it is not settled."""
    ends = dict.fromkeys((speech.number(span.least, 0), speech.number(span.most, 0)))
    return "-".join(ends) + (f" {unit}" if unit else "")


def lesson_table(lesson: LessonBelonging, speech: Speech) -> Html:
    """Return the students of a lesson: minutes, moves, options in each phase, moved for others' sake."""
    placed = any(one.moved_for_others is not None for one in lesson.students)
    head = [*_minute_head(lesson.students, speech), speech.gettext("Moves")]
    head += [speech.gettext("Moved for others' sake")] if placed else []
    head.append(speech.gettext("Options, phase by phase"))
    rows = (_lesson_row(one, speech, placed=placed, lost=_lost(lesson.students)) for one in lesson.students)
    return table(speech.gettext("Each student in the lesson"), head, rows)


def _lesson_row(one: StudentLesson, speech: Speech, *, placed: bool, lost: bool) -> list[str]:
    row = [*_minute_cells(one, speech, lost=lost), span_text(one.moves, speech)]
    if placed:
        row.append("–" if one.moved_for_others is None else str(one.moved_for_others))
    return [*row, " · ".join(span_text(part.options, speech) for part in one.parts)]


def period_table(period: PeriodBelonging, speech: Speech) -> Html:
    """Return the students of a period: lessons they are part of, minutes, moves, moved for others' sake."""
    lost = _lost(period.students)
    head = [*_minute_head(period.students, speech), speech.gettext("Moves")]
    head += [speech.gettext("Moved for others' sake"), speech.gettext("Lessons")]
    rows = (_period_row(one, speech, lost=lost) for one in period.students)
    return table(speech.gettext("Each student in the period"), head, rows)


def _period_row(one: StudentPeriod, speech: Speech, *, lost: bool) -> list[str]:
    return [
        *_minute_cells(one, speech, lost=lost),
        span_text(one.moves, speech),
        span_text(one.moved_for_others, speech),
        str(len(one.attended)),
    ]


def _lost(students: Iterable[Told]) -> bool:
    """Whether anybody has no place for a while: only then there is a column for it."""
    return any(one.no_place for one in students)


def _minute_head(students: Sequence[Told], speech: Speech) -> list[str]:
    head = [speech.gettext("Student"), *(speech.gettext(name) for name in MINUTES.values())]
    return [*head, speech.gettext("Without a place")] if _lost(students) else head


def _minute_cells(one: StudentLesson | StudentPeriod, speech: Speech, *, lost: bool) -> list[str]:
    spans = (one.with_class, one.apart, one.alone, one.beside_adult)
    cells = [one.student, *(span_text(span, speech, "min") for span in spans)]
    return [*cells, span_text(Span(one.no_place, one.no_place), speech, "min")] if lost else cells


def together_table(phases: Iterable[PhaseTogether], speech: Speech) -> Html:
    """Return for each phase how many are with the class, and which part of taking part it is."""
    head = [
        speech.gettext("Phase"),
        speech.gettext("Taking part"),
        speech.gettext("Time"),
        speech.gettext("With the class"),
    ]
    return table(
        speech.gettext("Part of the class, phase by phase"),
        head,
        (_phase_row(one, speech) for one in phases),
    )


def _phase_row(one: PhaseTogether, speech: Speech) -> list[str]:
    count = speech.gettext("{n} of {all}", n=span_text(one.students, speech), all=one.of)
    side = capital(speech.word("between_side", one.side))
    return [one.title, side, f"{speech.number(one.minutes)} min", count]
