"""The tables: documents and the tree of their edits. Nothing a person made is ever written over."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, ForeignKey, LargeBinary, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


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
    when it was taken off the lists; None while it is on them.
    """

    __tablename__ = "documents"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    created: Mapped[datetime] = mapped_column(Moment)
    removed: Mapped[datetime | None] = mapped_column(Moment)
    head: Mapped[int | None] = mapped_column(ForeignKey("edits.id", name="plan_head", use_alter=True))
    saved: Mapped[int | None] = mapped_column(ForeignKey("edits.id", name="plan_saved", use_alter=True))


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
