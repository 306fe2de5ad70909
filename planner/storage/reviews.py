"""Moves, notes and counter-proposals in the database."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Engine, Select, delete, func, or_, select, update
from sqlalchemy.orm import Session

from planner.errors import ConflictError, NotFoundError
from planner.locale import mark
from planner.plan.status import Status
from planner.storage.account_tables import AccountRow
from planner.storage.comments import NOT_THERE, CommentStore
from planner.storage.database import writing
from planner.storage.review_tables import NoteRow, ProposalRow, ReviewedRow
from planner.storage.tables import DocumentRow, EditRow, MoveRow, ShareRow
from planner.storage.voice_tables import RoundRow

MOVED: Final = mark("The plan was moved on by somebody else. Look at it again first.")


@dataclass(frozen=True, slots=True)
class StoredMove:
    """A move as it is kept; ``edit`` is the state the plan was in."""

    before: str
    after: str
    actor: str
    at: datetime
    edit: int | None


@dataclass(frozen=True, slots=True)
class StoredNote:
    """What was written in a field."""

    id: int
    document: str
    field: str
    text: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StoredProposal:
    """A counter-proposal; ``start`` and ``head`` are its first state and the one it is in."""

    id: str
    plan: str
    start: int
    head: int
    author: str
    at: datetime


class StaleNoteError(ConflictError):
    """Another note stands in the field than was thought."""

    def __init__(self, newest: StoredNote) -> None:
        super().__init__(mark("Somebody else wrote here first."))
        self.newest = newest


class ReviewStore:
    """What belongs to the sparring about plans; several processes may use it at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def names(self, accounts: Iterable[str]) -> dict[str, str]:
        """Return the names of accounts that exist."""
        query = select(AccountRow.id, AccountRow.name).where(AccountRow.id.in_(set(accounts)))
        with Session(self._engine) as session:
            return {row.id: row.name for row in session.execute(query)}

    def coaches(self, document: str) -> tuple[str, ...]:
        """Return the open accounts of today's coaches a plan was opened for, the earliest first."""
        query = (
            select(ShareRow.account)
            .join(AccountRow, AccountRow.id == ShareRow.account)
            .where(ShareRow.document == document, ShareRow.role == "coach")
            .where(AccountRow.role == "coach", AccountRow.disabled.is_(None))
            .order_by(ShareRow.at, ShareRow.account)
        )
        with Session(self._engine) as session:
            return tuple(session.scalars(query))

    def status(self, document: str) -> str:
        """Return how far a plan is; NotFoundError where there is none."""
        with Session(self._engine) as session:
            return _document(session, document).status

    def move(self, document: str, way: tuple[Status, Status], actor: str, now: datetime) -> None:
        """Move a plan from one status to another and keep the state it is in as a version.

        Raises
        ------
        ConflictError
            It is no longer in the first of the two statuses.
        """
        before, after = way
        with writing(self._engine) as session:
            moved = session.connection().execute(
                update(DocumentRow)
                .where(DocumentRow.id == document, DocumentRow.status == before)
                .values(status=after)
            )
            if moved.rowcount != 1:
                raise ConflictError(MOVED)
            row = MoveRow(document=document, before=before, after=after, actor=actor, at=now)
            session.add(row)
            session.flush()
            edit = session.get_one(EditRow, _document(session, document).head)
            edit.saved_at = edit.saved_at or now
            session.add(ReviewedRow(move=row.id, edit=edit.id))

    def moves(self, document: str) -> tuple[StoredMove, ...]:
        """Return the moves of a plan, the earliest first."""
        query = (
            select(MoveRow.before, MoveRow.after, MoveRow.actor, MoveRow.at, ReviewedRow.edit)
            .outerjoin(ReviewedRow, ReviewedRow.move == MoveRow.id)
            .where(MoveRow.document == document)
            .order_by(MoveRow.id)
        )
        with Session(self._engine) as session:
            return tuple(StoredMove(*row) for row in session.execute(query))

    def moved_at(self, documents: Iterable[str]) -> dict[str, datetime]:
        """Return when each of some plans was moved last."""
        query = (
            select(MoveRow.document, func.max(MoveRow.at))
            .where(MoveRow.document.in_(set(documents)))
            .group_by(MoveRow.document)
        )
        with Session(self._engine) as session:
            return {document: at for document, at in session.execute(query) if at is not None}

    def add_note(self, new: StoredNote, expected: int | None) -> int:
        """Keep a note as the newest of its field and return its id; its own id counts for nothing.

        Raises
        ------
        StaleNoteError
            Another note than the expected one stands in the field.
        """
        with writing(self._engine) as session:
            # The plan's row is the lock of all its notes.
            _document(session, new.document, lock=True)
            newest = session.scalars(_newest(new.document, new.field)).first()
            if newest is not None and newest.id != expected:
                raise StaleNoteError(_note(newest))
            row = NoteRow(document=new.document, field=new.field, text=new.text, author=new.author, at=new.at)
            session.add(row)
            session.flush()
            return row.id

    def notes(self, documents: Iterable[str]) -> tuple[StoredNote, ...]:
        """Return all notes of some plans, the earliest first."""
        query = select(NoteRow).where(NoteRow.document.in_(set(documents))).order_by(NoteRow.id)
        with Session(self._engine) as session:
            return tuple(_note(row) for row in session.scalars(query))

    def add_proposal(self, proposal: StoredProposal, reader: str | None) -> None:
        """Note that a plan is a counter-proposal, and open it for the account that owns the other plan."""
        with writing(self._engine) as session:
            session.add(
                ProposalRow(
                    document=proposal.id,
                    plan=proposal.plan,
                    start=proposal.start,
                    author=proposal.author,
                    at=proposal.at,
                )
            )
            if reader is not None and session.get(AccountRow, reader) is not None:
                share = ShareRow(document=proposal.id, account=reader, role="co_teacher")
                share.actor, share.at = proposal.author, proposal.at
                session.add(share)

    def proposals(self, plans: Iterable[str]) -> tuple[StoredProposal, ...]:
        """Return the counter-proposals to some plans that are on somebody's list, the newest first."""
        query = (
            select(ProposalRow, DocumentRow.head)
            .join(DocumentRow, DocumentRow.id == ProposalRow.document)
            .where(ProposalRow.plan.in_(set(plans)), DocumentRow.removed.is_(None))
            .order_by(ProposalRow.at.desc(), ProposalRow.document)
        )
        with Session(self._engine) as session:
            return tuple(
                StoredProposal(row.document, row.plan, row.start, head or row.start, row.author, row.at)
                for row, head in session.execute(query)
            )

    def proposal(self, document: str) -> str | None:
        """Return the plan that a document is a counter-proposal to; None where it is none."""
        with Session(self._engine) as session:
            return session.scalar(select(ProposalRow.plan).where(ProposalRow.document == document))

    def proposed(self) -> frozenset[str]:
        """Return the documents that are counter-proposals to other plans."""
        with Session(self._engine) as session:
            return frozenset(session.scalars(select(ProposalRow.document)))

    def asked(self, plans: Iterable[str]) -> tuple[str, ...]:
        """Return those of some plans about which students were asked, sorted."""
        query = select(RoundRow.plan).where(RoundRow.plan.in_(set(plans))).distinct().order_by(RoundRow.plan)
        with Session(self._engine) as session:
            return tuple(session.scalars(query))

    def shared_plans(self) -> tuple[str, ...]:
        """Return the plans that any coach has or that are in the library, and that nobody took away.

        A copy in the library counts only where the plan itself is not among them.
        """
        shared = select(ShareRow.document).where(ShareRow.role == "coach")
        query = (
            select(DocumentRow.id, DocumentRow.source)
            .where(DocumentRow.kind == "plan", DocumentRow.removed.is_(None))
            .where(or_(DocumentRow.library.is_not(None), DocumentRow.id.in_(shared)))
            .order_by(DocumentRow.created, DocumentRow.id)
        )
        with Session(self._engine) as session:
            sources = {row.id: row.source for row in session.execute(query)}
        return tuple(plan for plan, source in sources.items() if source not in sources)

    def contents(self, documents: Iterable[str]) -> dict[str, str]:
        """Return the shown state of each of some documents."""
        query = (
            select(DocumentRow.id, EditRow.content)
            .join(EditRow, EditRow.id == DocumentRow.head)
            .where(DocumentRow.id.in_(set(documents)))
        )
        with Session(self._engine) as session:
            return {row.id: row.content for row in session.execute(query)}

    def owners(self, documents: Iterable[str]) -> dict[str, str]:
        """Return whose each of some documents is."""
        query = select(DocumentRow.id, DocumentRow.owner).where(DocumentRow.id.in_(set(documents)))
        with Session(self._engine) as session:
            return {row.id: row.owner for row in session.execute(query)}

    @staticmethod
    def with_proposals(session: Session, documents: Iterable[str]) -> frozenset[str]:
        """Return documents and the counter-proposals to them, and to those: all hold the class."""
        found = new = frozenset(documents)
        while new:
            copies = select(ProposalRow.document).where(ProposalRow.plan.in_(new))
            new = frozenset(session.scalars(copies)) - found
            found |= new
        return found

    @staticmethod
    def erase(session: Session, documents: Iterable[str]) -> None:
        """Erase all sparring about some documents, for good, before they are erased themselves.

        Give them with their counter-proposals (``with_proposals``), which hold the same class.
        """
        gone = set(documents)
        CommentStore.erase(session, gone)
        session.execute(delete(NoteRow).where(NoteRow.document.in_(gone)))
        moves = select(MoveRow.id).where(MoveRow.document.in_(gone))
        session.execute(delete(ReviewedRow).where(ReviewedRow.move.in_(moves)))
        copies = or_(ProposalRow.plan.in_(gone), ProposalRow.document.in_(gone))
        session.execute(delete(ProposalRow).where(copies))

    def export(self, documents: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        """Return all sparring about some documents as plain JSON, with every text that ever stood there."""
        found = sorted(set(documents))
        return {
            "moves": [{"document": one} | _plain(move) for one in found for move in self.moves(one)],
            "comments": CommentStore(self._engine).export(found),
            "notes": [_plain(one) for one in self.notes(found)],
            "proposals": [_plain(one) for one in self.proposals(found)],
        }


def _document(session: Session, document: str, *, lock: bool = False) -> DocumentRow:
    query = select(DocumentRow).where(DocumentRow.id == document)
    row = session.scalars(query.with_for_update() if lock else query).first()
    if row is None:
        raise NotFoundError(NOT_THERE)
    return row


def _newest(document: str, field: str) -> Select[NoteRow]:
    query = select(NoteRow).where(NoteRow.document == document, NoteRow.field == field)
    return query.order_by(NoteRow.id.desc()).limit(1)


def _note(row: NoteRow) -> StoredNote:
    return StoredNote(row.id, row.document, row.field, row.text, row.author, row.at)


def _plain(entry: StoredMove | StoredNote | StoredProposal) -> dict[str, Any]:
    plain = asdict(entry)
    return plain | {"at": entry.at.isoformat()}
