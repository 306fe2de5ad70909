"""The tables of sparring. Comments and notes are only ever added to: what was written stays."""

from datetime import datetime
from typing import Final

from sqlalchemy import Exists, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from planner.storage.tables import Base, DocumentRow, Moment

METADATA: Final = Base.metadata
"""All tables of the planner, these included."""


class ReviewedRow(Base):
    """The state a plan was in when it was moved from one status to another."""

    __tablename__ = "reviewed"

    move: Mapped[int] = mapped_column(ForeignKey("moves.id"), primary_key=True)
    edit: Mapped[int] = mapped_column(ForeignKey("edits.id"))


class CommentRow(Base):
    """A comment at a place in one state of a plan, or an answer to one.

    ``ids`` are the parts of its anchor as a JSON list; ``place_da`` and ``place_en`` what the place was
    called then. ``author`` points nowhere on purpose: before there were accounts it is "local".
    """

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    document: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    edit: Mapped[int] = mapped_column(ForeignKey("edits.id"))
    kind: Mapped[str] = mapped_column(String(20))
    ids: Mapped[str] = mapped_column(Text)
    place_da: Mapped[str] = mapped_column(Text)
    place_en: Mapped[str] = mapped_column(Text)
    answers: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    author: Mapped[str] = mapped_column(String(40), index=True)
    at: Mapped[datetime] = mapped_column(Moment)


class CommentTextRow(Base):
    """What a comment says; the newest text is the one that is shown."""

    __tablename__ = "comment_texts"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    comment: Mapped[int] = mapped_column(ForeignKey("comments.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)


class CommentMarkRow(Base):
    """A comment that was settled, reopened or withdrawn, and by whom; the newest mark counts."""

    __tablename__ = "comment_marks"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    comment: Mapped[int] = mapped_column(ForeignKey("comments.id"), index=True)
    mark: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)


class NoteRow(Base):
    """What somebody wrote in a field of the review of a plan; the newest note of a field stands there."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    document: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    field: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)


class ProposalRow(Base):
    """A counter-proposal: a plan (``document``) made as a copy of another one (``plan``).

    ``start`` is the copy's first state: what is done to it from there on is what is proposed.
    """

    __tablename__ = "proposals"

    document: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    plan: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    start: Mapped[int] = mapped_column(ForeignKey("edits.id"))
    author: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)


def proposed_to_another(account: str) -> Exists:
    """Say of a document whether it is a counter-proposal to a plan that an account does not own."""
    plan = aliased(DocumentRow)
    query = select(ProposalRow.document).join(plan, plan.id == ProposalRow.plan)
    return query.where(ProposalRow.document == DocumentRow.id, plan.owner != account).exists()
