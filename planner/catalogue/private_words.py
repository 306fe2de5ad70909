"""Find names of diagnoses, labels on children and civil registration numbers in a text somebody wrote."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from planner.catalogue.faults import fault
from planner.catalogue.loader import load_catalogue

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.errors import Fault

# The dash between date and serial number is written in many ways, or left out.
_DAY: Final = r"(?:0[1-9]|[12]\d|3[01])"
_MONTH: Final = r"(?:0[1-9]|1[0-2])"
CIVIL_NUMBER: Final = (
    rf"(?:{_DAY}{_MONTH}\d{{2}}\s*[-–—]?\s*|{_DAY}[-./ ]{_MONTH}[-./ ]\d{{2}}\s*[-–—]\s*)\d{{4}}"
)
"""A Danish civil registration number: a date, then four digits; no digit may stand around it."""

_CIVIL: Final = re.compile(rf"(?<!\d){CIVIL_NUMBER}(?!\d)")


def private_text_faults(texts: Iterable[tuple[str, str | None]], language: "Language") -> Iterator["Fault"]:
    """Find what may stand in no text, given with the paths of their fields.

    A diagnosis is refused in every text alike: "X has …" in an instruction or the name of a corner puts it
    on a child just as a title does, and no program can tell that from a lesson about the diagnosis.
    """
    for path, text in texts:
        word = refused_word(text or "")
        if word:
            yield fault("diagnosis_word", path, language, word=word)
        if has_civil_number(text or ""):
            yield fault("civil_number", path, language)


def is_private(text: str) -> bool:
    """Whether a text names a diagnosis, puts a label on somebody, or holds a civil registration number."""
    return refused_word(text) is not None or has_civil_number(text)


def has_civil_number(text: str) -> bool:
    """Whether a text holds what looks like a Danish civil registration number."""
    return _CIVIL.search(text) is not None


def refused_word(text: str) -> str | None:
    """Return the first name of a diagnosis, or label, as it stands in a text; None where there is none.

    A word counts with all its endings and as the first part of a compound. An abbreviation counts in
    capitals only, and not in a text that is all in capitals, where "ADD" may be a sum.
    """
    match = _refused(refused_beginnings()).search(text)
    if match is None and (text != text.upper() or text.strip() in refused_abbreviations()):
        match = _abbreviated(refused_abbreviations()).search(text)
    return match.group(0) if match else None


@cache
def refused_beginnings() -> tuple[str, ...]:
    """Return the beginnings of refused words, in lower case and both languages."""
    entries = load_catalogue().words["refused_label"].values()
    return tuple(sorted({word for entry in entries for word in (entry.da, entry.en)}))


@cache
def refused_abbreviations() -> tuple[str, ...]:
    """Return the refused abbreviations, in capitals and both languages."""
    entries = load_catalogue().words["refused_abbreviation"].values()
    return tuple(sorted({word for entry in entries for word in (entry.da, entry.en)}))


@cache
def _refused(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<![^\W_])(" + "|".join(map(re.escape, words)) + r")[^\W\d_]*", re.IGNORECASE)


@cache
def _abbreviated(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<![^\W_])(" + "|".join(map(re.escape, words)) + r")(?![^\W\d_])")
