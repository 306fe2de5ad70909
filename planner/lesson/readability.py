"""How hard the written instructions of an activity are to read, by LIX."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.catalogue.message import Value
    from planner.catalogue.model import Limits
    from planner.lesson.scene import Scene

BANDS: Final = ("very_easy", "easy", "medium", "hard", "very_hard")
"""Danish LIX bands, easiest first; their upper ends are the thresholds ``lix_<band>``."""
LONG_WORD: Final = 6
"""A word counts as long above this many letters: part of the definition of LIX."""


@dataclass(frozen=True, slots=True)
class Readability:
    """How a text reads.

    Attributes
    ----------
    lix
        Words per sentence plus the percentage of words with more than six letters (Björnsson).
    band
        Its Danish band, one of ``BANDS``.
    words
        How many words it has; of few words LIX says little.
    longest_sentence
        Words of the longest sentence.
    long_words
        The words of more than six letters, each once, longest first.
    """

    lix: float
    band: str
    words: int
    longest_sentence: int
    long_words: tuple[str, ...]


def lix_of_counts(words: int, sentences: int, long_words: int) -> float:
    """Return LIX from counts: words / sentences + 100 · long words / words."""
    return words / sentences + 100 * long_words / words


def read_text(text: str, limits: "Limits") -> Readability | None:
    """Say how hard a text is to read; None where it has no words."""
    words = re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", text)
    if not words:
        return None
    from textstat import textstat  # noqa: PLC0415 – only where a text is read; it is slow to import

    lix = float(textstat.lix(text))
    sentences = [re.findall(r"\w+", part) for part in re.split(r"[.!?:]+\s|\n+", text)]
    long_words = sorted({word for word in words if len(word) > LONG_WORD}, key=lambda w: (-len(w), w))
    return Readability(lix, _band(lix, limits), len(words), max(map(len, sentences)), tuple(long_words))


def _band(lix: float, limits: "Limits") -> str:
    return next((band for band in BANDS[:-1] if lix < limits[f"lix_{band}"]), BANDS[-1])


def readability(scene: "Scene") -> Iterator["Finding"]:
    """Tell of instructions that are hard to read for the grade; a text of a few words is not judged."""
    limit = scene.limits["lix_start"] + scene.limits["lix_per_grade"] * scene.plan.grade
    for _, activity in scene.activities():
        reading = read_text(activity.instructions or "", scene.limits)
        if reading and reading.words >= scene.limits["lix_words"] and reading.lix > limit:
            facts: dict[str, Value] = {"value": reading.lix, "limit": limit, "unit": "LIX"}
            facts |= {
                "title": activity.title,
                "band": scene.words("lix_band", reading.band),
                "longest": reading.longest_sentence,
                "words": ", ".join(reading.long_words[:3]),
            }
            yield scene.found("readability", f"activity:{activity.id}", params=facts)
