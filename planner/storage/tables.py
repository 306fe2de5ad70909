"""The tables: a plan and the tree of its edits. Nothing in them is ever deleted."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, ForeignKey, String, Text, TypeDecorator
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
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value


class PlanRow(Base):
    """A plan: its title and where it stands in the tree of its edits.

    ``head`` is the edit that is shown, ``saved`` the one that was last saved as a version.
    """

    __tablename__ = "plans"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    created: Mapped[datetime] = mapped_column(Moment)
    head: Mapped[int | None] = mapped_column(ForeignKey("edits.id", name="plan_head", use_alter=True))
    saved: Mapped[int | None] = mapped_column(ForeignKey("edits.id", name="plan_saved", use_alter=True))


class EditRow(Base):
    """One state of a plan, whole, and the edit it came from.

    ``document`` is the plan as JSON with its schema version, ``label_da`` and ``label_en`` what the
    edit was, ``saved_at`` when this state was kept as a version.
    """

    __tablename__ = "edits"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    plan: Mapped[str] = mapped_column(ForeignKey("plans.id"), index=True)
    parent: Mapped[int | None] = mapped_column(ForeignKey("edits.id"), index=True)
    document: Mapped[str] = mapped_column(Text)
    label_da: Mapped[str] = mapped_column(Text)
    label_en: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    saved_at: Mapped[datetime | None] = mapped_column(Moment)
