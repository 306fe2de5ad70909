"""The tables: documents, whose they are, and the tree of their edits. Nothing made is ever written over."""

from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import Date, DateTime, Dialect, ForeignKey, LargeBinary, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

LOCAL_OWNER: Final = "local"
"""Whose everything is while there are no accounts."""


class Base(DeclarativeBase):
    """The base of all tables."""


class Moment(TypeDecorator[datetime]):
    """A point in time, kept in UTC; SQLite itself knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Write a time with its zone as UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Read a time as UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class DocumentRow(Base):
    """A plan, a layout or a template: where it stands in the tree of its edits.

    ``head`` is the edit that is shown, ``saved`` the one that was last saved as a version, ``removed``
    when it was taken off the lists; None while it is on them. ``owner`` is an account, or "local" where
    there were none; ``library`` is when it was put into the school's library, None while it is not.
    ``status`` says how far a plan is (``planner.plan.status``); ``class_id`` whose lesson it is. ``source``
    is the plan that a copy for the library was made from, None for all others; it points nowhere on
    purpose: the copy stays when the plan is erased.
    """

    __tablename__ = "documents"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    created: Mapped[datetime] = mapped_column(Moment)
    removed: Mapped[datetime | None] = mapped_column(Moment)
    head: Mapped[int | None] = mapped_column(ForeignKey("edits.id", name="plan_head", use_alter=True))
    saved: Mapped[int | None] = mapped_column(ForeignKey("edits.id", name="plan_saved", use_alter=True))
    owner: Mapped[str] = mapped_column(String(40), index=True)
    library: Mapped[datetime | None] = mapped_column(Moment)
    status: Mapped[str] = mapped_column(String(20), default="draft")
    class_id: Mapped[str | None] = mapped_column(ForeignKey("classes.id", name="plan_class"), index=True)
    source: Mapped[str | None] = mapped_column(String(40), index=True)


class ClassRow(Base):
    """A class whose plans are kept together, until they are erased together on ``ends``."""

    __tablename__ = "classes"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(80))
    ends: Mapped[date] = mapped_column(Date)
    created: Mapped[datetime] = mapped_column(Moment)


class ShareRow(Base):
    """A document that its owner has opened for another account, and as what: co_teacher or coach."""

    __tablename__ = "shares"

    document: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)


class MoveRow(Base):
    """A plan that went from one status to another: who moved it, and when."""

    __tablename__ = "moves"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    document: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    before: Mapped[str] = mapped_column(String(20))
    after: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)


class EditRow(Base):
    """One state of a document, whole, and the edit it came from.

    ``content`` is the document as JSON with its schema version, ``title`` what it is called there,
    ``label_da`` and ``label_en`` what the edit was; ``saved_at`` is when this state was kept as a
    version, under ``version_name`` if it was given one.
    """

    __tablename__ = "edits"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    document: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    parent: Mapped[int | None] = mapped_column(ForeignKey("edits.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text)
    label_da: Mapped[str] = mapped_column(Text)
    label_en: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    saved_at: Mapped[datetime | None] = mapped_column(Moment)
    version_name: Mapped[str | None] = mapped_column(String(80))


class CommandRow(Base):
    """The last command of one browser tab on a document, so that one sent twice is done once.

    ``head`` is the head it led to: what the tab goes on from.
    """

    __tablename__ = "commands"

    document: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    client: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int]
    head: Mapped[int] = mapped_column(ForeignKey("edits.id"))


class ImageRow(Base):
    """A picture under a layout, by the SHA-256 of its bytes."""

    __tablename__ = "images"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created: Mapped[datetime] = mapped_column(Moment)
