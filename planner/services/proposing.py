"""Counter-proposals: a coach's copy of a plan, and what the teacher adopts of it, piece by piece."""

from dataclasses import dataclass
from datetime import datetime

from planner.catalogue.loader import load_catalogue
from planner.errors import ConflictError, NotAllowedError, NotFoundError, PlannerError
from planner.exchange.documents import layout_of
from planner.lesson.model import Plan
from planner.locale import mark
from planner.plan.document import stored_plan
from planner.plan.parts import changed_part
from planner.review.model import Piece, Proposal
from planner.review.pieces import piece_state, pieces_between
from planner.room.layout import Layout
from planner.services import plans
from planner.services.archive import LOCAL, NOT_THERE, Archive
from planner.services.memory import remembered
from planner.services.noting import note
from planner.services.people import people
from planner.services.permissions import NOT_ALLOWED
from planner.services.plans import ROOM_CHANGES, OpenPlan, change_plan, load_plan, plan_layout, try_change
from planner.storage.reviews import ReviewStore, StoredProposal
from planner.storage.store import Where

TITLE_MOST = 120


@dataclass(frozen=True, slots=True)
class Adopted:
    """The plan after an adoption, and the pieces that did not fit it."""

    plan: OpenPlan
    stuck: tuple[Piece, ...]


def propose(archive: Archive, plan: str, now: datetime) -> str:
    """Make a copy of a plan as its coach's counter-proposal and return the copy's id.

    The copy is the coach's to work on, but not to hand on; whoever owns the plan may open it too.

    Raises
    ------
    NotAllowedError
        Who asks is not a coach of the plan.
    PlannerError
        The plan is a counter-proposal itself.
    """
    if archive.require(plan, "copy") != "coach":
        raise NotAllowedError(NOT_ALLOWED)
    if ReviewStore(archive.store.engine).proposal(plan) is not None:
        raise PlannerError(mark("This is a proposal itself. Make your proposal to the plan it is for."))
    shown = load_plan(archive, plan).plan
    title = load_catalogue().words["review_proposal"]["title"].text(shown.language)
    copy = changed_part(shown, title=title.format(title=shown.title)[:TITLE_MOST])
    made = plans.new_plan(archive, copy, "duplicated", now)
    start = load_plan(archive, made).head
    store = ReviewStore(archive.store.engine)
    owner = store.owners((plan,))[plan]
    store.add_proposal(StoredProposal(made, plan, start, start, archive.account.id, now), owner)
    if owner != LOCAL.id:
        note(archive, "proposed", made, now, owner)
    return made


def proposal_of(archive: Archive, document: str) -> str | None:
    """Return the plan that a document is a counter-proposal to; None where it is none."""
    archive.require(document, "open")
    return ReviewStore(archive.store.engine).proposal(document)


def proposals(archive: Archive, plan: str) -> tuple[Proposal, ...]:
    """Return the counter-proposals to a plan with their pieces, the newest first."""
    archive.require(plan, "review")
    stored = ReviewStore(archive.store.engine).proposals((plan,))
    who = people(archive, (one.author for one in stored))
    present = load_plan(archive, plan).plan
    return tuple(
        Proposal(one.id, plan, who(one.author), one.at, _pieces(archive, one, present)) for one in stored
    )


def has_open_piece(archive: Archive, stored: StoredProposal) -> bool:
    """Whether a counter-proposal still has something that may be adopted: the teacher's turn until then."""
    archive.require(stored.plan, "review")
    present = load_plan(archive, stored.plan).plan
    return any(piece.state == "open" for piece in _pieces(archive, stored, present))


def adopt(archive: Archive, where: Where, proposal: str, pieces: tuple[str, ...], now: datetime) -> Adopted:
    """Make pieces of a counter-proposal in the plan, each an edit that can be undone by itself.

    Pieces that do not fit the plan are left, and told.

    Raises
    ------
    ConflictError
        The plan was changed elsewhere since the head in ``where``; what was made before stays.
    NotFoundError
        There is no such proposal to this plan, or it has no such piece (any more).
    """
    archive.require(where[0], "edit")
    shown = load_plan(archive, where[0])
    if shown.head != where[1]:
        raise ConflictError(mark("It was changed somewhere else. Look at it again first."))
    chosen = _chosen(archive, where[0], proposal, pieces, shown.plan)
    stuck = []
    for piece in chosen:
        now_is = _standing(piece, shown.plan)
        if now_is.state == "stuck":
            stuck.append(now_is)
        elif now_is.state == "open":
            shown = change_plan(archive, (where[0], shown.head), piece.change, now)
    return Adopted(shown, tuple(stuck))


def _chosen(
    archive: Archive, plan: str, proposal: str, pieces: tuple[str, ...], present: Plan
) -> tuple[Piece, ...]:
    stored = ReviewStore(archive.store.engine).proposals((plan,))
    found = next((one for one in stored if one.id == proposal), None)
    if found is None:
        raise NotFoundError(NOT_THERE)
    offered = _pieces(archive, found, present)
    if not set(pieces) <= {piece.id for piece in offered}:
        raise NotFoundError(mark("This piece is no longer in the proposal. Look at it again."))
    return tuple(piece for piece in offered if piece.id in pieces)


def _pieces(archive: Archive, stored: StoredProposal, present: Plan) -> tuple[Piece, ...]:
    """Return the pieces of a proposal beside the plan as it stands.

    The proposal is read past its own shares: it is shown as a part of the plan it was made for.
    """
    start, head = (archive.store.content(stored.id, edit) for edit in (stored.start, stored.head))
    return tuple(_standing(piece, present) for piece in _pieces_of(start, head))


@remembered(64)
def _pieces_of(start_text: str, head_text: str) -> tuple[Piece, ...]:
    start, head = stored_plan(start_text), stored_plan(head_text)
    if start.layout != head.layout:
        start, head = _furnished(start), _furnished(head)
    return pieces_between(start, head, plan_layout(head))


def _standing(piece: Piece, plan: Plan) -> Piece:
    """Return a piece as it stands to a plan, which is given its room where the piece is about that."""
    found = piece_state(piece, _furnished(plan) if isinstance(piece.change, ROOM_CHANGES) else plan)
    if found.state == "open":
        try:
            try_change(plan, piece.change)
        except PlannerError as error:
            return found.refused(error)
    return found


def _furnished(plan: Plan) -> Plan:
    """Return the plan with its room as a whole."""
    return plan if isinstance(plan.layout, Layout) else changed_part(plan, layout=layout_of(plan))
