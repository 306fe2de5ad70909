"""The evidence of a round as a PDF that screen readers can read (PDF/UA-1), made by Typst.

What people wrote is passed as data and never becomes part of the template.
"""

from typing import TYPE_CHECKING, Any

from planner.catalogue.loader import load_catalogue
from planner.exchange.typesetting import typeset
from planner.exchange.umv import evidence_facts, reply_parts
from planner.locale import gettext

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.exchange.umv import AskedQuestion, Evidence, PinnedPlaces


def evidence_pdf(evidence: "Evidence", language: "Language" = "da") -> bytes:
    """Return the evidence as a PDF."""
    return typeset("umv", evidence_data(evidence, language))


def evidence_data(evidence: "Evidence", language: "Language") -> dict[str, Any]:
    """Return what the template is filled with, as plain JSON."""
    least = int(load_catalogue().limits()["voice_answers_least"])
    return {
        "language": language,
        "title": gettext("The students' voice on the room", language),
        "lead": gettext(
            "Evidence for the school's assessment of its teaching environment (UMV): what a class was asked, "
            "what it answered, and what came of it.",
            language,
        ),
        "labels": _labels(language),
        "facts": evidence_facts(evidence, language),
        "honest": gettext(
            "The students answered without names. To protect each of them, a question is told when at least "
            "{n} have answered it, and a kind of pin when at least {n} have used it. The numbers say what "
            "this class thinks of this room; they say nothing about the students.",
            language,
        ).format(n=least),
        "questions": [_question(question) for question in evidence.questions],
        "places": [_place(place) for place in evidence.places],
        "few": gettext(
            "A place gets a number when at least {n} students have put a pin there. A student counts once "
            "in each place.",
            language,
        ).format(n=least),
        "words": [f"{kind}: {text}" for kind, text in evidence.words],
        "read_first": gettext("A teacher has read these words before anyone else saw them.", language),
        "replies": [reply_parts(reply, language) for reply in evidence.replies],
    }


def _labels(language: "Language") -> dict[str, str]:
    return {
        "about": gettext("About the round", language),
        "fact": gettext("What", language),
        "said": gettext("Recorded", language),
        "answers": gettext("Answers", language),
        "answer": gettext("Answer", language),
        "count": gettext("Number", language),
        "places": gettext("Places in the room", language),
        "place": gettext("Place", language),
        "pins": gettext("Students", language),
        "words": gettext("In the students' own words", language),
        "replies": gettext("You said – we did – because", language),
        "no_replies": gettext("No reply has been given yet.", language),
    }


def _question(question: "AskedQuestion") -> dict[str, Any]:
    return {"words": question.words, "rows": question.rows, "note": question.note}


def _place(place: "PinnedPlaces") -> dict[str, Any]:
    return {"words": place.words, "rows": place.rows, "svg": place.svg, "alt": place.alt}
