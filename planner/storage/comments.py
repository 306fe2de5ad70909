"""Comments in the database: added to, never written over."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, cast

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from planner.catalogue.base import Words
from planner.errors import NotFoundError
from planner.locale import mark
from planner.review.model import Anchor, AnchorKind
from planner.storage.database import writing
from planner.storage.review_tables import CommentMarkRow, CommentRow, CommentTextRow

Mark = Literal["settled", "reopened", "withdrawn"]
NOT_THERE: Final = mark("This does not exist.")


@dataclass(frozen=True, slots=True)
class CommentContent:
    """What a comment is made of; ``place`` is what its place is called in that state."""

    edit: int
    anchor: Anchor
    place: Words
    text: str
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class StoredComment:
    """A comment as it is kept; ``corrected`` is when its text was last replaced, ``settled`` who did it."""

    id: int
    document: str
    content: CommentContent
    author: str
    at: datetime
    corrected: datetime | None
    settled: str | None
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class _Story:
    """What was written in a comment and done with it, the earliest first."""

    texts: list[CommentTextRow]
    marks: list[CommentMarkRow]


class CommentStore:
    """The comments in a database; several processes may use it at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, document: str, content: CommentContent, author: str, now: datetime) -> int:
        """Keep a comment and return its id.

        Raises
        ------
        NotFoundError
            It answers a comment that is not there, not of this plan, or an answer itself.
        """
        with writing(self._engine) as session:
            if content.answers is not None:
                thread = _comment(session, content.answers)
                if thread.document != document or thread.answers is not None:
                    raise NotFoundError(NOT_THERE)
            row = _row(document, content, author, now)
            session.add(row)
            session.flush()
            session.add(CommentTextRow(comment=row.id, text=content.text, at=now))
            return row.id

    def comment(self, comment: int) -> StoredComment:
        """Return a comment; NotFoundError where there is none."""
        with Session(self._engine) as session:
            return _read(session, [_comment(session, comment)])[0]

    def comments(self, documents: Iterable[str]) -> tuple[StoredComment, ...]:
        """Return the comments of some plans, the earliest first."""
        query = select(CommentRow).where(CommentRow.document.in_(set(documents))).order_by(CommentRow.id)
        with Session(self._engine) as session:
            return tuple(_read(session, session.scalars(query).all()))

    def correct(self, comment: int, text: str, now: datetime) -> None:
        """Put a newer text over the one of a comment."""
        with writing(self._engine) as session:
            session.add(CommentTextRow(comment=_comment(session, comment).id, text=text, at=now))

    def mark(self, comment: int, mark: Mark, actor: str, now: datetime) -> None:
        """Note that a comment was settled, reopened or withdrawn."""
        with writing(self._engine) as session:
            found = _comment(session, comment).id
            session.add(CommentMarkRow(comment=found, mark=mark, actor=actor, at=now))

    @staticmethod
    def erase(session: Session, documents: Iterable[str]) -> None:
        """Erase all comments on some documents, for good."""
        gone = set(documents)
        comments = select(CommentRow.id).where(CommentRow.document.in_(gone))
        session.execute(delete(CommentTextRow).where(CommentTextRow.comment.in_(comments)))
        session.execute(delete(CommentMarkRow).where(CommentMarkRow.comment.in_(comments)))
        answers = CommentRow.answers.is_not(None)
        session.execute(delete(CommentRow).where(CommentRow.document.in_(gone), answers))
        session.execute(delete(CommentRow).where(CommentRow.document.in_(gone)))

    def export(self, documents: Iterable[str]) -> list[dict[str, Any]]:
        """Return all comments on some documents as plain JSON, with every text that ever stood there."""
        query = select(CommentRow).where(CommentRow.document.in_(set(documents))).order_by(CommentRow.id)
        with Session(self._engine) as session:
            rows = session.scalars(query).all()
            stories = _stories(session, rows)
            return [_exported(row, stories[row.id]) for row in rows]


def _row(document: str, content: CommentContent, author: str, now: datetime) -> CommentRow:
    return CommentRow(
        document=document,
        edit=content.edit,
        kind=content.anchor.kind,
        ids=json.dumps(content.anchor.ids, ensure_ascii=False),
        place_da=content.place.da,
        place_en=content.place.en,
        answers=content.answers,
        author=author,
        at=now,
    )


def _comment(session: Session, comment: int) -> CommentRow:
    row = session.get(CommentRow, comment)
    if row is None:
        raise NotFoundError(NOT_THERE)
    return row


def _stories(session: Session, rows: Sequence[CommentRow]) -> dict[int, _Story]:
    stories = {row.id: _Story([], []) for row in rows}
    texts = select(CommentTextRow).where(CommentTextRow.comment.in_(stories)).order_by(CommentTextRow.id)
    marks = select(CommentMarkRow).where(CommentMarkRow.comment.in_(stories)).order_by(CommentMarkRow.id)
    for text in session.scalars(texts):
        stories[text.comment].texts.append(text)
    for made in session.scalars(marks):
        stories[made.comment].marks.append(made)
    return stories


def _read(session: Session, rows: Sequence[CommentRow]) -> list[StoredComment]:
    stories = _stories(session, rows)
    return [_stored(row, stories[row.id]) for row in rows]


def _stored(row: CommentRow, story: _Story) -> StoredComment:
    newest = story.texts[-1]
    anchor = Anchor(cast("AnchorKind", row.kind), tuple(json.loads(row.ids)))
    place = Words(da=row.place_da, en=row.place_en)
    ends = [made for made in story.marks if made.mark != "withdrawn"]
    return StoredComment(
        id=row.id,
        document=row.document,
        content=CommentContent(row.edit, anchor, place, newest.text, row.answers),
        author=row.author,
        at=row.at,
        corrected=newest.at if len(story.texts) > 1 else None,
        settled=ends[-1].actor if ends and ends[-1].mark == "settled" else None,
        withdrawn=len(ends) < len(story.marks),
    )


def _exported(row: CommentRow, story: _Story) -> dict[str, Any]:
    return {
        "id": row.id,
        "document": row.document,
        "edit": row.edit,
        "anchor": {"kind": row.kind, "ids": json.loads(row.ids)},
        "place": {"da": row.place_da, "en": row.place_en},
        "answers": row.answers,
        "author": row.author,
        "at": row.at.isoformat(),
        "texts": [{"text": text.text, "at": text.at.isoformat()} for text in story.texts],
        "marks": [{"mark": one.mark, "actor": one.actor, "at": one.at.isoformat()} for one in story.marks],
    }
