"""Move a plan on its way through sparring."""

from contextlib import suppress
from datetime import datetime
from typing import cast

from planner.errors import ConflictError, NotAllowedError, PlannerError
from planner.locale import mark
from planner.plan.status import WITHOUT_COACH, Status, may_move, moves
from planner.review.model import Moved
from planner.services.archive import Archive
from planner.services.people import people
from planner.services.permissions import NOT_ALLOWED
from planner.storage.reviews import MOVED, ReviewStore


def status_of(archive: Archive, plan: str) -> Status:
    """Return how far a plan is."""
    archive.require(plan, "open")
    return _status(archive, plan)


def possible_moves(archive: Archive, plan: str) -> tuple[Status, ...]:
    """Return where this person may move a plan from where it is, the usual way on first."""
    relation = archive.require(plan, "open")
    return moves(_status(archive, plan), relation) if archive.may(plan, "review") else ()


def move(archive: Archive, plan: str, status: Status, now: datetime, expected: Status | None = None) -> None:
    """Move a plan to a status, and keep the state it is in as a version.

    Raises
    ------
    NotAllowedError
        Who asks may not move it there from where it is.
    ConflictError
        It is no longer where it was ``expected`` to be; nothing is written.
    PlannerError
        It is to be ready for sparring, and no coach has it.
    """
    relation = archive.require(plan, "review")
    archive.document(plan, "plan")
    before = _status(archive, plan)
    if expected is not None and before != expected:
        raise ConflictError(MOVED)
    if not may_move(before, status, relation):
        raise NotAllowedError(NOT_ALLOWED)
    store = ReviewStore(archive.store.engine)
    if status == "ready" and not store.coaches(plan):
        raise PlannerError(mark("Share the plan with a coach first – then somebody can take it up."))
    store.move(plan, (before, status), archive.account.id, now)


def take_back(archive: Archive, plan: str, now: datetime) -> None:
    """Move a plan that waits for a coach back to its teachers once no coach has it any more.

    It asks no permission: it follows from a share that was taken away.
    """
    store = ReviewStore(archive.store.engine)
    before = cast("Status", store.status(plan))
    after = WITHOUT_COACH.get(before)
    if after is not None and not store.coaches(plan):
        # Somebody who moves it on at this very moment has looked at it: then it stays there.
        with suppress(ConflictError):
            store.move(plan, (before, after), archive.account.id, now)


def history(archive: Archive, plan: str) -> tuple[Moved, ...]:
    """Return how a plan came to where it is, the latest move first."""
    archive.require(plan, "open")
    moved = ReviewStore(archive.store.engine).moves(plan)
    who = people(archive, (one.actor for one in moved))
    return tuple(
        Moved(cast("Status", one.before), cast("Status", one.after), who(one.actor), one.at, one.edit)
        for one in reversed(moved)
    )


def _status(archive: Archive, plan: str) -> Status:
    return cast("Status", ReviewStore(archive.store.engine).status(plan))
