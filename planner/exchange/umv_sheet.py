"""The sheet of a round: the code and its QR code for the wall, and the questions on paper."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from planner.exchange.typesetting import typeset
from planner.locale import gettext

if TYPE_CHECKING:
    from planner.catalogue.base import Language


SHORT: Final = 13
MOST_COLUMNS: Final = 5


@dataclass(frozen=True, slots=True)
class PaperDrawing:
    """A drawing to write on, as SVG, its text for who does not see it, and a name where there are several."""

    svg: str
    alt: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question on paper: boxes to tick, drawings to mark, lines to write on.

    Without ``boxes`` the options only say what can be written on the drawings.
    """

    words: str
    options: tuple[str, ...] = ()
    boxes: bool = True
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


def _columns(options: tuple[str, ...]) -> int:
    """Return how many options stand beside each other: all where they are short, else two."""
    short = all(len(option) <= SHORT for option in options) and len(options) <= MOST_COLUMNS
    return max(len(options), 1) if short else 2


def _question(question: PaperQuestion) -> dict[str, Any]:
    return {
        "words": question.words,
        "options": question.options,
        "columns": _columns(question.options),
        "boxes": question.boxes,
        "note": question.note,
        "drawings": [asdict(drawing) for drawing in question.drawings],
        "lines": question.lines,
    }
