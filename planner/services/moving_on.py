"""Move a plan on its way through sparring, and see what waits for whom."""

from datetime import datetime

from planner.plan.status import Status
from planner.review.model import Waiting
from planner.services.archive import Archive


def status_of(archive: Archive, plan: str) -> Status:
    """Return how far a plan is."""
    raise NotImplementedError


def move(archive: Archive, plan: str, status: Status, now: datetime, expected: Status | None = None) -> None:
    """Move a plan to a status.

    Raises
    ------
    NotAllowedError
        Who asks may not move it there.
    ConflictError
        It is no longer where it was ``expected`` to be.
    PlannerError
        It is to be ready for sparring, and no coach has it.
    """
    raise NotImplementedError


def waiting(archive: Archive, now: datetime) -> tuple[Waiting, ...]:
    """Return what waits for this person, the most pressing first; its length is the number of the badge."""
    raise NotImplementedError
