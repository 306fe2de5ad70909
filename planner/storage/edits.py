"""The way a document has gone: the edits that led to where it stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, Row, Select, select
from sqlalchemy.orm import Session

from planner.catalogue.base import Words
from planner.errors import NotFoundError
from planner.locale import mark
from planner.storage.tables import DocumentRow, EditRow

Columns = tuple[int, int | None, str, str, datetime]


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit: the state it led to, the one it was made in (None for the first), what it was, and when."""

    id: int
    parent: int | None
    label: Words
    at: datetime


def edits_to_head(engine: Engine, document: str) -> tuple[Edit, ...]:
    """Return the edits that led to the shown state, the newest first; what was undone is not among them.

    Raises
    ------
    NotFoundError
        There is no such document.
    """
    with Session(engine) as session:
        head = session.scalar(select(DocumentRow.head).where(DocumentRow.id == document))
        known = {row.id: row for row in session.execute(_edits(document))}
    if head is None:
        raise NotFoundError(mark("This does not exist."))
    path = []
    at: int | None = head
    while at is not None:
        path.append(_edit(known[at]))
        at = known[at].parent
    return tuple(path)


def edit_of(engine: Engine, document: str, edit: int) -> Edit:
    """Return an edit of a document, undone or not; NotFoundError where it has no such edit."""
    with Session(engine) as session:
        row = session.execute(_edits(document).where(EditRow.id == edit)).one_or_none()
    if row is None:
        raise NotFoundError(mark("This does not exist."))
    return _edit(row)


def _edits(document: str) -> Select[int, int | None, str, str, datetime]:
    columns = select(EditRow.id, EditRow.parent, EditRow.label_da, EditRow.label_en, EditRow.at)
    return columns.where(EditRow.document == document)


def _edit(row: Row[int, int | None, str, str, datetime]) -> Edit:
    return Edit(row.id, row.parent, Words(da=row.label_da, en=row.label_en), row.at)
