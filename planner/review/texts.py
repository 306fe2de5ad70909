"""What people write in a review: held to a length, without diagnosis words or registration numbers."""

from typing import Final

from planner.catalogue.private_words import is_private
from planner.errors import PlannerError
from planner.locale import mark

LONGEST_COMMENT: Final = 2000
LONGEST_NOTE: Final = 4000
LONGEST_STEP: Final = 300
PRIVATE: Final = mark(
    "Write what the students need or do – no diagnosis, no label and no civil registration number. "
    "For example “a place at the front” or “a quiet corner”."
)
EMPTY: Final = mark("Write something first.")
TOO_LONG: Final = mark("The text is too long.")


def kept_text(text: str, longest: int, *, empty: bool = False) -> str:
    """Return a text as it is kept; PlannerError where it is empty, too long or private.

    Characters that nobody can see and no file can hold are taken out.
    """
    kept = "".join(letter for letter in text if letter in "\n\t" or letter.isprintable()).strip()
    if not kept and not empty:
        raise PlannerError(EMPTY)
    if len(kept) > longest:
        raise PlannerError(TOO_LONG)
    if is_private(kept):
        raise PlannerError(PRIVATE)
    return kept
