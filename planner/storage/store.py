"""The store of plans: load, add, move the head – each in one transaction that is on disk when it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from planner.catalogue.base import Words
from planner.errors import ConflictError, NotFoundError, PlannerError
from planner.locale import mark
from planner.storage.database import open_engine, writing
from planner.storage.migrate import migrate
from planner.storage.tables import EditRow, PlanRow


@dataclass(frozen=True, slots=True)
class State:
    """One state of a plan: its document and what the edit that led to it was."""

    document: str
    label: Words


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """Where a plan stands.

    ``undo`` and ``redo`` are the labels of the edits that can be undone and redone, None where there
    is none.
    """

    id: str
    title: str
    head: int
    document: str
    saved_document: str
    undo: Words | None
    redo: Words | None


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """A plan in the list of plans; ``changed`` is when its shown state was made."""

    id: str
    title: str
    created: datetime
    changed: datetime


class Store:
    """The plans in a database.

    Two stores on one database may be used at once, from several processes: who writes against a head
    that is no longer the head gets ConflictError, and nothing is written.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def plans(self) -> tuple[PlanEntry, ...]:
        """Return all plans, the last changed first."""
        query = (
            select(PlanRow.id, PlanRow.title, PlanRow.created, EditRow.at)
            .join(EditRow, EditRow.id == PlanRow.head)
            .order_by(EditRow.at.desc(), EditRow.id.desc())
        )
        with Session(self._engine) as session:
            return tuple(PlanEntry(*row) for row in session.execute(query))

    def add_plan(self, title: str, state: State, now: datetime) -> str:
        """Keep a new plan, saved as its first version, and return its id."""
        plan = token_hex(8)
        with writing(self._engine) as session:
            session.add(PlanRow(id=plan, title=title, created=now))
            session.flush()
            first = _new_edit(plan, None, state, now)
            first.saved_at = now
            session.add(first)
            session.flush()
            session.execute(update(PlanRow).where(PlanRow.id == plan).values(head=first.id, saved=first.id))
        return plan

    def plan(self, plan: str) -> StoredPlan:
        """Return where a plan stands; NotFoundError where there is none."""
        with Session(self._engine) as session:
            return _stored(session, plan)

    def add_edit(self, where: tuple[str, int], title: str, state: State, now: datetime) -> StoredPlan:
        """Add a state after the head of a plan and make it the head.

        ``where`` is the plan and the head the edit was made against.
        """
        plan, head = where
        with writing(self._engine) as session:
            _require_head(session, plan, head)
            edit = _new_edit(plan, head, state, now)
            session.add(edit)
            session.flush()
            _move(session, where, head=edit.id, title=title)
            return _stored(session, plan)

    def undo(self, plan: str, head: int) -> StoredPlan:
        """Move the head to the state before it."""
        with writing(self._engine) as session:
            parent = _require_head(session, plan, head).parent
            if parent is None:
                raise PlannerError(mark("There is nothing to undo."))
            _move(session, (plan, head), head=parent)
            return _stored(session, plan)

    def redo(self, plan: str, head: int) -> StoredPlan:
        """Move the head to the newest state after it."""
        with writing(self._engine) as session:
            _require_head(session, plan, head)
            child = _newest_child(session, head)
            if child is None:
                raise PlannerError(mark("There is nothing to redo."))
            _move(session, (plan, head), head=child.id)
            return _stored(session, plan)

    def save(self, plan: str, head: int, now: datetime) -> StoredPlan:
        """Keep the head as a version; what is shown is compared with it from now on."""
        with writing(self._engine) as session:
            _require_head(session, plan, head).saved_at = now
            _move(session, (plan, head), saved=head)
            return _stored(session, plan)


def open_store(url: str) -> Store:
    """Open the database of a SQLAlchemy URL, brought up to date; made where it does not exist."""
    engine = open_engine(url)
    migrate(engine)
    return Store(engine)


def _new_edit(plan: str, parent: int | None, state: State, now: datetime) -> EditRow:
    return EditRow(
        plan=plan,
        parent=parent,
        document=state.document,
        label_da=state.label.da,
        label_en=state.label.en,
        at=now,
    )


def _require_head(session: Session, plan: str, head: int) -> EditRow:
    """Return the head's row; ConflictError where the head is another one by now."""
    if _plan_row(session, plan).head != head:
        raise ConflictError(mark("The plan was changed somewhere else. Look at it again first."))
    return session.get_one(EditRow, head)


def _move(session: Session, where: tuple[str, int], **values: object) -> None:
    """Write columns of a plan if its head is still the same: the one place where a race is decided."""
    plan, head = where
    moved = session.connection().execute(
        update(PlanRow).where(PlanRow.id == plan, PlanRow.head == head).values(**values)
    )
    if moved.rowcount != 1:
        raise ConflictError(mark("The plan was changed somewhere else. Look at it again first."))


def _plan_row(session: Session, plan: str) -> PlanRow:
    row = session.get(PlanRow, plan, populate_existing=True)
    if row is None:
        raise NotFoundError(mark("This plan does not exist."))
    return row


def _newest_child(session: Session, edit: int) -> EditRow | None:
    newest = select(EditRow).where(EditRow.parent == edit).order_by(EditRow.id.desc()).limit(1)
    return session.scalars(newest).first()


def _label(edit: EditRow | None) -> Words | None:
    return None if edit is None else Words(da=edit.label_da, en=edit.label_en)


def _stored(session: Session, plan: str) -> StoredPlan:
    row = _plan_row(session, plan)
    head, saved = _edits(session, (row.head, row.saved))
    return StoredPlan(
        id=row.id,
        title=row.title,
        head=head.id,
        document=head.document,
        saved_document=saved.document,
        undo=None if head.parent is None else _label(head),
        redo=_label(_newest_child(session, head.id)),
    )


def _edits(session: Session, ids: Sequence[int | None]) -> list[EditRow]:
    return [session.get_one(EditRow, edit) for edit in ids]
