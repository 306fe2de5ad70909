"""The store of documents: load, add, move the head – each in one transaction that is on disk when it ends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any, Literal

from sqlalchemy import ColumnElement, Engine, Select, and_, or_, select, update
from sqlalchemy.orm import Session

from planner.catalogue.base import Words
from planner.errors import ConflictError, NotFoundError, PlannerError
from planner.locale import mark
from planner.storage.database import open_engine, writing
from planner.storage.migrate import migrate
from planner.storage.review_tables import proposed_to_another
from planner.storage.tables import LOCAL_OWNER, CommandRow, DocumentRow, EditRow, ShareRow

Kind = Literal["plan", "layout", "template"]
Where = tuple[str, int]
"""A document and the head an edit was made against."""


@dataclass(frozen=True, slots=True)
class State:
    """One state of a document: what it is called, its content and what the edit that led to it was."""

    title: str
    content: str
    label: Words


@dataclass(frozen=True, slots=True)
class Command:
    """The number of an edit among those of one browser tab; a number that was done is not done again."""

    client: str
    seq: int


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a document stands.

    ``undo`` and ``redo`` are the labels of the edits that can be undone and redone, None where there
    is none.
    """

    id: str
    title: str
    head: int
    content: str
    saved_content: str
    undo: Words | None
    redo: Words | None
    removed: bool


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document in a list.

    ``changed`` is when its shown state was made; ``shared`` what it was opened for to who asks, None where
    it is their own or the school's; ``proposed`` as in ``Standing``.
    """

    id: str
    title: str
    created: datetime
    changed: datetime
    owner: str
    library: datetime | None
    status: str
    class_id: str | None
    shared: str | None
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How an account stands to a document: whose it is, and what it was opened for.

    ``copied`` says that it is what the library shows of a plan, not the plan itself; ``proposed`` that it
    is a counter-proposal to a plan of somebody else.
    """

    kind: str
    owner: str
    shared: str | None
    library: bool
    copied: bool = False
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """A saved state of a document: its edit, the name it was given, when it was saved, its last edit."""

    edit: int
    name: str | None
    saved_at: datetime
    label: Words


class Store:
    """The documents in a database.

    Two stores on one database may be used at once, from several processes: who writes against a head
    that is no longer the head gets ConflictError, and nothing is written.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @property
    def engine(self) -> Engine:
        """The database itself, for the other stores that work on it."""
        return self._engine

    def documents(
        self, kind: Kind, account: str, *, removed: bool = False, everybodys: bool = False
    ) -> tuple[DocumentEntry, ...]:
        """Return the documents of a kind that are on the lists of an account, or off its own; newest first.

        On its lists are its own and those that were opened for it, and with ``everybodys`` all others too.
        """
        query: Select[*tuple[Any, ...]] = (
            select(
                DocumentRow.id,
                EditRow.title,
                DocumentRow.created,
                EditRow.at,
                DocumentRow.owner,
                DocumentRow.library,
                DocumentRow.status,
                DocumentRow.class_id,
                ShareRow.role,
                proposed_to_another(account),
            )
            .join(EditRow, EditRow.id == DocumentRow.head)
            .outerjoin(ShareRow, _shared_with(account))
            .where(DocumentRow.kind == kind, DocumentRow.source.is_(None))
            .order_by(EditRow.at.desc(), EditRow.id.desc())
        )
        if removed:
            query = query.where(DocumentRow.removed.is_not(None), DocumentRow.owner == account)
        else:
            query = query.where(DocumentRow.removed.is_(None))
        if not everybodys:
            query = query.where(or_(DocumentRow.owner == account, ShareRow.role.is_not(None)))
        with Session(self._engine) as session:
            return tuple(DocumentEntry(*row) for row in session.execute(query))

    def standing(self, document: str, account: str) -> Standing | None:
        """Return how an account stands to a document; None where there is none.

        What was taken off the lists is there for its owner only.
        """
        query = (
            select(
                DocumentRow.kind,
                DocumentRow.owner,
                ShareRow.role,
                DocumentRow.library.is_not(None),
                DocumentRow.source.is_not(None),
                proposed_to_another(account),
            )
            .outerjoin(ShareRow, _shared_with(account))
            .where(DocumentRow.id == document)
            .where(or_(DocumentRow.removed.is_(None), DocumentRow.owner == account))
        )
        with Session(self._engine) as session:
            row = session.execute(query).one_or_none()
        return None if row is None else Standing(*row)

    def add(self, kind: Kind, state: State, now: datetime, owner: str = LOCAL_OWNER) -> str:
        """Keep a new document, saved as its first version, and return its id."""
        document = token_hex(8)
        with writing(self._engine) as session:
            session.add(DocumentRow(id=document, kind=kind, created=now, owner=owner))
            session.flush()
            first = _new_edit((document, None), state, now)
            first.saved_at = now
            session.add(first)
            session.flush()
            pointers = update(DocumentRow).where(DocumentRow.id == document)
            session.execute(pointers.values(head=first.id, saved=first.id))
        return document

    def document(self, document: str, kind: Kind) -> Stored:
        """Return where a document stands; NotFoundError where there is none of that kind."""
        with Session(self._engine) as session:
            if _row(session, document).kind != kind:
                raise NotFoundError(mark("This does not exist."))
            return _stored(session, document)

    def add_edit(self, where: Where, state: State, now: datetime, command: Command | None = None) -> Stored:
        """Add a state after the head of a document and make it the head."""

        def act(session: Session) -> Mapping[str, object]:
            edit = _new_edit(where, state, now)
            session.add(edit)
            session.flush()
            return {"head": edit.id}

        return self._write(where, act, command)

    def undo(self, where: Where, command: Command | None = None) -> Stored:
        """Move the head to the state before it."""

        def act(session: Session) -> Mapping[str, object]:
            parent = session.get_one(EditRow, where[1]).parent
            if parent is None:
                raise PlannerError(mark("There is nothing to undo."))
            return {"head": parent}

        return self._write(where, act, command)

    def redo(self, where: Where, command: Command | None = None) -> Stored:
        """Move the head to the newest state after it."""

        def act(session: Session) -> Mapping[str, object]:
            child = _newest_child(session, where[1])
            if child is None:
                raise PlannerError(mark("There is nothing to redo."))
            return {"head": child.id}

        return self._write(where, act, command)

    def save(self, where: Where, now: datetime, name: str | None = None) -> Stored:
        """Keep the head as a version; what is shown is compared with it from now on."""

        def act(session: Session) -> Mapping[str, object]:
            edit = session.get_one(EditRow, where[1])
            edit.saved_at = now
            edit.version_name = name or edit.version_name
            return {"saved": where[1]}

        return self._write(where, act, None)

    def versions(self, document: str) -> tuple[Version, ...]:
        """Return the saved states of a document, the newest first."""
        # The states themselves are large, and every page of a document lists its versions.
        edit = (EditRow.id, EditRow.version_name, EditRow.saved_at, EditRow.label_da, EditRow.label_en)
        query = (
            select(*edit)
            .where(EditRow.document == document, EditRow.saved_at.is_not(None))
            .order_by(EditRow.saved_at.desc(), EditRow.id.desc())
        )
        with Session(self._engine) as session:
            return tuple(
                Version(row.id, row.version_name, row.saved_at, Words(da=row.label_da, en=row.label_en))
                for row in session.execute(query)
            )

    def content(self, document: str, edit: int) -> str:
        """Return the content of one state of a document; NotFoundError where it has no such state."""
        with Session(self._engine) as session:
            return _edit_of(session, document, edit).content

    def name_version(self, document: str, edit: int, name: str | None) -> None:
        """Give a saved state a name, or take it away."""
        with writing(self._engine) as session:
            _edit_of(session, document, edit).version_name = name

    def remove(self, document: str, now: datetime) -> None:
        """Take a document off the lists; all of it is kept."""
        with writing(self._engine) as session:
            _row(session, document).removed = now

    def bring_back(self, document: str) -> None:
        """Put a removed document on the lists again."""
        with writing(self._engine) as session:
            _row(session, document).removed = None

    def acknowledge(self, where: Where, command: Command | None) -> Stored:
        """Note a command that changes nothing."""
        return self._write(where, lambda _: {"head": where[1]}, command)

    def seen(self, document: str, client: str) -> tuple[int, int] | None:
        """Return the number of a tab's last command and the head it led to; None where it gave none."""
        with Session(self._engine) as session:
            row = session.get(CommandRow, (document, client))
            return None if row is None else (row.seq, row.head)

    def done(self, document: str, command: Command) -> bool:
        """Whether a command was done before."""
        seen = self.seen(document, command.client)
        return seen is not None and seen[0] >= command.seq

    def _write(
        self, where: Where, act: Callable[[Session], Mapping[str, object]], command: Command | None
    ) -> Stored:
        """Do something against a head and note the command, unless the command was done before."""
        document, _ = where
        with writing(self._engine) as session:
            if not _done(session, document, command):
                _require_head(session, where)
                _move(session, where, **act(session))
                _note(session, document, command)
            return _stored(session, document)


def open_store(url: str) -> Store:
    """Open the database of a SQLAlchemy URL, brought up to date; made where it does not exist."""
    engine = open_engine(url)
    migrate(engine)
    return Store(engine)


def _shared_with(account: str) -> ColumnElement[bool]:
    return and_(ShareRow.document == DocumentRow.id, ShareRow.account == account)


def _new_edit(where: tuple[str, int | None], state: State, now: datetime) -> EditRow:
    document, parent = where
    return EditRow(
        document=document,
        parent=parent,
        title=state.title,
        content=state.content,
        label_da=state.label.da,
        label_en=state.label.en,
        at=now,
    )


def _require_head(session: Session, where: Where) -> None:
    """Refuse an edit made against another head than the present one."""
    document, head = where
    if _row(session, document).head != head:
        raise ConflictError(mark("It was changed somewhere else. Look at it again first."))


def _move(session: Session, where: Where, **values: object) -> None:
    """Write columns of a document if its head is still the same: the one place where a race is decided."""
    document, head = where
    session.flush()
    moved = session.connection().execute(
        update(DocumentRow).where(DocumentRow.id == document, DocumentRow.head == head).values(**values)
    )
    if moved.rowcount != 1:
        raise ConflictError(mark("It was changed somewhere else. Look at it again first."))


def _done(session: Session, document: str, command: Command | None) -> bool:
    """Whether a command was done before."""
    row = command and session.get(CommandRow, (document, command.client))
    return bool(command and row and row.seq >= command.seq)


def _note(session: Session, document: str, command: Command | None) -> None:
    """Write down that a command was done, and the head it led to."""
    head = _row(session, document).head
    if command is not None and head is not None:
        session.merge(CommandRow(document=document, client=command.client, seq=command.seq, head=head))


def _row(session: Session, document: str) -> DocumentRow:
    row = session.get(DocumentRow, document, populate_existing=True)
    if row is None:
        raise NotFoundError(mark("This does not exist."))
    return row


def _edit_of(session: Session, document: str, edit: int) -> EditRow:
    row = session.get(EditRow, edit)
    if row is None or row.document != document:
        raise NotFoundError(mark("This does not exist."))
    return row


def _newest_child(session: Session, edit: int) -> EditRow | None:
    newest = select(EditRow).where(EditRow.parent == edit).order_by(EditRow.id.desc()).limit(1)
    return session.scalars(newest).first()


def _label(edit: EditRow | None) -> Words | None:
    return None if edit is None else Words(da=edit.label_da, en=edit.label_en)


def _stored(session: Session, document: str) -> Stored:
    row = _row(session, document)
    head, saved = (session.get_one(EditRow, edit) for edit in (row.head, row.saved))
    return Stored(
        id=row.id,
        title=head.title,
        head=head.id,
        content=head.content,
        saved_content=saved.content,
        undo=None if head.parent is None else _label(head),
        redo=_label(_newest_child(session, head.id)),
        removed=row.removed is not None,
    )
