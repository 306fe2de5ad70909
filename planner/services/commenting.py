"""Comments on a place of a plan: written, answered, corrected, withdrawn, settled."""

from datetime import datetime

from planner.review.model import Comment, NewComment
from planner.services.archive import Archive


def add_comment(archive: Archive, plan: str, new: NewComment, now: datetime) -> int:
    """Keep a comment, or an answer to one, and return its id.

    Raises
    ------
    PlannerError
        The text is empty, too long or names a diagnosis; or the version has no such place.
    NotFoundError
        There is no such version, or no such comment to answer.
    """
    raise NotImplementedError


def comments(archive: Archive, plan: str) -> tuple[Comment, ...]:
    """Return the threads of a plan, the newest first; the answers of a thread in their order."""
    raise NotImplementedError


def correct_comment(archive: Archive, comment: int, text: str, now: datetime) -> None:
    """Put another text in the place of one's own comment; the old one is kept."""
    raise NotImplementedError


def withdraw_comment(archive: Archive, comment: int, now: datetime) -> None:
    """Take one's own comment back: it is not shown any more; its answers are."""
    raise NotImplementedError


def settle_comment(archive: Archive, comment: int, now: datetime, *, settled: bool = True) -> None:
    """Settle a thread, or open it again."""
    raise NotImplementedError
