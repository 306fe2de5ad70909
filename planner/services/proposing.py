"""Counter-proposals: a coach's copy of a plan, and what the teacher adopts of it, piece by piece."""

from dataclasses import dataclass
from datetime import datetime

from planner.review.model import Piece, Proposal
from planner.services.archive import Archive
from planner.services.plans import OpenPlan
from planner.storage.store import Where


@dataclass(frozen=True, slots=True)
class Adopted:
    """The plan after an adoption, and the pieces that did not fit it."""

    plan: OpenPlan
    stuck: tuple[Piece, ...]


def propose(archive: Archive, plan: str, now: datetime) -> str:
    """Make a copy of a plan as its coach's counter-proposal and return the copy's id."""
    raise NotImplementedError


def proposals(archive: Archive, plan: str) -> tuple[Proposal, ...]:
    """Return the counter-proposals to a plan with their pieces, the newest first."""
    raise NotImplementedError


def adopt(archive: Archive, where: Where, proposal: str, pieces: tuple[str, ...], now: datetime) -> Adopted:
    """Make pieces of a counter-proposal in the plan, each an edit that can be undone by itself.

    Raises
    ------
    ConflictError
        The plan was changed elsewhere since the head in ``where``.
    NotFoundError
        There is no such proposal to this plan.
    """
    raise NotImplementedError
