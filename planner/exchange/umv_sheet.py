"""The sheet of a round: the code and its QR code for the wall, and the questions on paper."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.exchange.typesetting import typeset
from planner.locale import gettext

if TYPE_CHECKING:
    from planner.catalogue.base import Language


@dataclass(frozen=True, slots=True)
class PaperDrawing:
    """A drawing to write on, as SVG, and its text for who does not see it."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question on paper: boxes to tick, drawings to mark, lines to write on."""

    words: str
    options: tuple[str, ...] = ()
    note: str = ""
    drawings: tuple[PaperDrawing, ...] = ()
    lines: int = 0


@dataclass(frozen=True, slots=True)
class RoundSheet:
    """What is printed of a round; nothing of the plan's class is in it.

    ``address`` is where to write the code, as people write it; ``qr`` the way there as SVG; ``minutes`` how
    long it is open, None where that is no matter of minutes.
    """

    code: str
    address: str
    qr: str
    minutes: int | None
    questions: tuple[PaperQuestion, ...] = ()


def sheet_pdf(sheet: RoundSheet, language: "Language" = "da") -> bytes:
    """Return the sheet as a PDF; its second part is left out where there are no questions."""
    return typeset("sheet", sheet_data(sheet, language))


def promises(language: "Language") -> tuple[str, ...]:
    """Say to students what happens with their answers, in short sentences."""
    return (
        gettext("Nobody can see who answered what. You do not write your name.", language),
        gettext("You may skip a question.", language),
        gettext("Write about the room, not about each other.", language),
        gettext("Your teacher tells you afterwards what came of it – with the same code.", language),
    )


def sheet_data(sheet: RoundSheet, language: "Language") -> dict[str, Any]:
    """Return what the template is filled with, as plain JSON."""
    return {
        "language": language,
        "title": gettext("What do you think of your room?", language),
        "lead": _lead(sheet.minutes, language),
        "qr": sheet.qr,
        "qr_alt": gettext("QR code that leads to {address}", language).format(address=sheet.address),
        "address": sheet.address,
        "code": sheet.code,
        "promises": promises(language),
        "labels": {
            "or_write": gettext("Or write this address:", language),
            "code": gettext("The code is", language),
            "paper": gettext("Answer on paper", language),
            "paper_lead": gettext(
                "For you who have no tablet. Do not write your name. Fold the paper when you hand it in.",
                language,
            ),
        },
        "questions": [_question(question) for question in sheet.questions],
    }


def _lead(minutes: int | None, language: "Language") -> str:
    if minutes is None:
        return gettext("Scan the code with a tablet.", language)
    return gettext("Scan the code with a tablet. It is open for {n} minutes.", language).format(n=minutes)


def _question(question: PaperQuestion) -> dict[str, Any]:
    return {
        "words": question.words,
        "options": question.options,
        "note": question.note,
        "drawings": [{"svg": drawing.svg, "alt": drawing.alt} for drawing in question.drawings],
        "lines": question.lines,
    }
