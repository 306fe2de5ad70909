"""The review of a plan: the template with what is known and what people wrote, and what is agreed."""

from datetime import date, datetime

from planner.review.model import Note, NoteField, Review, Steps, Written
from planner.services.archive import Archive
from planner.services.commenting import (
    add_comment,
    comments,
    correct_comment,
    settle_comment,
    withdraw_comment,
)
from planner.services.moving_on import move, status_of, waiting
from planner.services.proposing import Adopted, adopt, proposals, propose

__all__ = [
    "Adopted",
    "add_comment",
    "adopt",
    "agree",
    "comments",
    "correct_comment",
    "move",
    "note",
    "notes_of",
    "proposals",
    "propose",
    "review",
    "set_evaluation",
    "settle_comment",
    "status_of",
    "waiting",
    "withdraw_comment",
]


def review(archive: Archive, plan: str, now: datetime) -> Review:
    """Return the review of a plan as it stands."""
    raise NotImplementedError


def note(archive: Archive, plan: str, written: Written, now: datetime) -> int:
    """Write in a field of the template and return the note's id; what stood there is kept.

    Raises
    ------
    NoteConflictError
        Somebody else wrote there since; it carries both texts.
    PlannerError
        The text is too long or names a diagnosis.
    """
    raise NotImplementedError


def notes_of(archive: Archive, plan: str, field: NoteField) -> tuple[Note, ...]:
    """Return all that ever stood in a field of the template, the newest first."""
    raise NotImplementedError


def agree(archive: Archive, plan: str, steps: Steps, now: datetime) -> int:
    """Write down the agreed steps, at most three, in the place of the earlier ones; raises as ``note``."""
    raise NotImplementedError


def set_evaluation(
    archive: Archive, plan: str, day: date | None, now: datetime, expected: int | None = None
) -> int:
    """Write down when to evaluate together; None for not decided."""
    raise NotImplementedError
