"""Erase documents for good: rows of every table, pictures nobody else uses, and what is left on the disk.

What is erased cannot be brought back. In SQLite the file is written anew without it; in PostgreSQL the rows
are deleted and vacuumed, while the server's own log and its backups keep them for as long as they are kept.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import OperationalError as SqliteError
from typing import Final

from sqlalchemy import ColumnElement, Engine, Select, delete, func, select, text, true, update
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.orm import Session

from planner.storage.database import BUSY_MS, writing
from planner.storage.review_tables import CommentRow, NoteRow
from planner.storage.reviews import ReviewStore
from planner.storage.tables import ClassRow, CommandRow, DocumentRow, EditRow, ImageRow, MoveRow, ShareRow
from planner.storage.voice import VoiceStore
from planner.storage.voice_tables import AnswerRow, ReplyRow, RoundRow

_PICTURE: Final = re.compile(r'"image":\s*"([0-9a-f]{64})"')
_TRIES: Final = 3
_WAIT_MS: Final = 700
_AT_ONCE: Final = 100
"""How many states are read at once while pictures are looked for."""


@dataclass(frozen=True, slots=True)
class Going:
    """What goes with some documents: how many rows of each kind.

    ``proposals`` counts the copies coaches made as counter-proposals, which hold the same class.
    """

    documents: int
    edits: int
    rounds: int
    answers: int
    replies: int
    comments: int
    notes: int
    proposals: int
    shares: int
    pictures: int


class EraseStore:
    """The erasing of documents in a database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def going(self, documents: Iterable[str]) -> Going:
        """Count what would go with some documents."""
        with Session(self._engine) as session:
            return _going(session, frozenset(documents))

    def erase(self, documents: Iterable[str], class_id: str | None = None) -> Going:
        """Erase documents with all that hangs on them, and a class, in one transaction; say what went.

        Documents of others that were put into the class stay, without it.
        """
        with writing(self._engine) as session:
            gone = ReviewStore.with_proposals(session, documents)
            going = _going(session, frozenset(documents))
            pictures = _lone_pictures(session, gone)
            _lock(session, gone)
            VoiceStore(self._engine).erase(session, gone)
            ReviewStore.erase(session, gone)
            _erase_documents(session, gone)
            session.execute(delete(ImageRow).where(ImageRow.id.in_(pictures)))
            if class_id is not None:
                session.execute(
                    update(DocumentRow).where(DocumentRow.class_id == class_id).values(class_id=None)
                )
                session.execute(delete(ClassRow).where(ClassRow.id == class_id))
        return going

    def unused_pictures(self, before: datetime) -> tuple[str, ...]:
        """Return pictures older than a time that no document uses."""
        with Session(self._engine) as session:
            old = frozenset(session.scalars(select(ImageRow.id).where(ImageRow.created < before)))
            return tuple(sorted(old - _pictures(session, true()))) if old else ()

    def erase_pictures(self, pictures: Iterable[str]) -> None:
        """Erase pictures."""
        with writing(self._engine) as session:
            session.execute(delete(ImageRow).where(ImageRow.id.in_(tuple(pictures))))

    def settle(self) -> bool:
        """Take what was erased off the disk as far as the planner can; False where the file is in use.

        Then it is gone with the next time this is done.
        """
        if self._engine.dialect.name == "sqlite":
            return _rewrite(self._engine)
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in reversed(DocumentRow.metadata.sorted_tables):
                connection.execute(text(f"VACUUM {table.name}"))
        return True


def _going(session: Session, documents: frozenset[str]) -> Going:
    gone = ReviewStore.with_proposals(session, documents)
    rounds = select(RoundRow.id).where(RoundRow.plan.in_(gone))
    return Going(
        documents=len(documents),
        edits=_number(session, select(EditRow.id).where(EditRow.document.in_(gone))),
        rounds=_number(session, rounds),
        answers=_number(session, select(AnswerRow.id).where(AnswerRow.round.in_(rounds))),
        replies=_number(session, select(ReplyRow.id).where(ReplyRow.round.in_(rounds))),
        comments=_number(session, select(CommentRow.id).where(CommentRow.document.in_(gone))),
        notes=_number(session, select(NoteRow.id).where(NoteRow.document.in_(gone))),
        proposals=len(gone - documents),
        shares=_number(session, select(ShareRow.account).where(ShareRow.document.in_(gone))),
        pictures=len(_lone_pictures(session, gone)),
    )


def _number(session: Session, query: Select[int] | Select[str]) -> int:
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _lock(session: Session, documents: frozenset[str]) -> None:
    """Let nobody add to the documents any more; SQLite has one writer only, and needs no lock."""
    session.execute(select(DocumentRow.id).where(DocumentRow.id.in_(documents)).with_for_update())


def _erase_documents(session: Session, documents: frozenset[str]) -> None:
    pointers = update(DocumentRow).where(DocumentRow.id.in_(documents))
    session.execute(pointers.values(head=None, saved=None))
    for table in (ShareRow, MoveRow, CommandRow, EditRow):
        session.execute(delete(table).where(table.document.in_(documents)))
    session.execute(delete(DocumentRow).where(DocumentRow.id.in_(documents)))


def _lone_pictures(session: Session, documents: frozenset[str]) -> frozenset[str]:
    """Return the pictures some documents use, in whatever state, and no other document does."""
    used = _pictures(session, EditRow.document.in_(documents))
    return used - _pictures(session, EditRow.document.not_in(documents)) if used else used


def _pictures(session: Session, where: ColumnElement[bool]) -> frozenset[str]:
    """Return the pictures under the rooms of some states, read one after the other."""
    query = select(EditRow.content).where(where, EditRow.content.contains('"image"'))
    contents = session.scalars(query.execution_options(yield_per=_AT_ONCE))
    return frozenset(picture for content in contents for picture in _PICTURE.findall(content))


def _rewrite(engine: Engine) -> bool:
    """Write an SQLite file anew without what was deleted, and empty its log."""
    raw = engine.raw_connection()
    cursor = raw.cursor()
    try:
        # A page waits for this: where somebody is in the way, the next clean-up does it.
        cursor.execute(f"PRAGMA busy_timeout={_WAIT_MS}")
        return any(_rewritten(cursor) for _ in range(_TRIES))
    finally:
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        raw.close()


def _rewritten(cursor: DBAPICursor) -> bool:
    try:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except SqliteError:
        return False
    busy = cursor.fetchone()
    return busy is None or not busy[0]
