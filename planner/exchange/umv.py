"""What a class has said, as evidence for the school's assessment of its teaching environment (UMV).

Only what was released stands in it: counts, pins by place, words the teacher has let through, and what
came of them. No code of the round, nobody's answers one by one, and of the time the date alone.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from babel.dates import format_date

from planner.exchange.cells import csv_file
from planner.locale import gettext, mark, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.catalogue.base import Language

Counted = tuple[str, str]
"""An answer or a place, and how many – a number, or in words where it is not told exactly."""
Line = tuple[str, str, str, str]
HEADINGS: Final = (mark("Part"), mark("Question or place"), mark("Answer"), mark("Number"))


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question and how often each of its answers was given; ``note`` says what the numbers mean.

    Without rows where too few have answered it; then the note says so.
    """

    words: str
    rows: tuple[Counted, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class PinnedPlaces:
    """Where pins of one kind lie in a room; ``svg`` is a drawing of it, empty for none."""

    words: str
    rows: tuple[Counted, ...]
    svg: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class CameOfIt:
    """What the students said, what was done and why; ``effect`` is what the check says of it."""

    said: str
    did: str
    because: str
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A round as it may leave the house.

    ``held_back`` answers are not in it: they were too few to be told without telling whose they are.
    ``expected`` is None where nobody said how many were asked.
    """

    plan: str
    grade: int
    group: str
    held: date
    layouts: tuple[str, ...]
    expected: int | None
    answers: int
    held_back: int
    questions: tuple[AskedQuestion, ...] = ()
    places: tuple[PinnedPlaces, ...] = ()
    words: tuple[Counted, ...] = ()
    proposals: int = 0
    replies: tuple[CameOfIt, ...] = ()


def evidence_facts(evidence: Evidence, language: "Language") -> tuple[Counted, ...]:
    """Return what the round was about, as pairs of a name and a text."""
    pattern = "d. MMMM y" if language == "da" else "d MMMM y"
    grade = gettext("grade {grade}", language).format(grade=evidence.grade)
    facts = (
        (gettext("Lesson", language), f"{evidence.plan}, {grade}"),
        (gettext("Date", language), format_date(evidence.held, pattern, language)),
        (gettext("Questions for", language), evidence.group),
        (gettext("Asked about", language), ", ".join(evidence.layouts)),
        (gettext("Answers", language), answers_text(evidence, language)),
    )
    if not evidence.proposals:
        return facts
    return (*facts, (gettext("Students' own layouts", language), str(evidence.proposals)))


def answers_text(evidence: Evidence, language: "Language") -> str:
    """Say how many answered, of how many, and how many answers are held back."""
    if evidence.expected is None:
        said = gettext("{n}; how many were asked is not recorded", language).format(n=evidence.answers)
    else:
        said = gettext("{n} of {expected}", language).format(n=evidence.answers, expected=evidence.expected)
    if not evidence.held_back:
        return said
    held = ngettext(
        "one more is held back, so that nobody can be recognised",
        "{n} more are held back, so that nobody can be recognised",
        evidence.held_back,
        language,
    ).format(n=evidence.held_back)
    return f"{said}; {held}"


def write_evidence(evidence: Evidence, language: "Language" = "da") -> bytes:
    """Return the evidence as CSV: UTF-8 with a byte order mark, ``;`` between the cells."""
    return csv_file([[gettext(name, language) for name in HEADINGS], *_lines(evidence, language)])


def _lines(evidence: Evidence, language: "Language") -> "Iterator[Line]":
    """Give the rows of the CSV file: part, question or place, answer, number."""
    about, answers = gettext("About the round", language), gettext("Answers", language)
    for name, text in evidence_facts(evidence, language):
        yield about, name, text, ""
    for question in evidence.questions:
        for answer, count in question.rows:
            yield answers, question.words, answer, count
        if not question.rows:
            yield answers, question.words, question.note, ""
    for place in evidence.places:
        for name, count in place.rows:
            yield gettext("Places in the room", language), place.words, name, count
    for kind, text in evidence.words:
        yield gettext("In the students' own words", language), kind, text, ""
    yield from _reply_lines(evidence, language)


def _reply_lines(evidence: Evidence, language: "Language") -> "Iterator[Line]":
    came = gettext("What came of it", language)
    for reply in evidence.replies:
        for name, text in reply_parts(reply, language):
            yield came, name, text, ""


def reply_parts(reply: CameOfIt, language: "Language") -> tuple[Counted, ...]:
    """Return a reply as pairs of a name and a text; without the effect where the check says none."""
    parts = (
        (gettext("You said", language), reply.said),
        (gettext("We did", language), reply.did),
        (gettext("Because", language), reply.because),
        (gettext("What the check says of it", language), reply.effect),
    )
    return tuple(part for part in parts if part[1])
