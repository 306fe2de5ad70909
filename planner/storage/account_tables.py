"""The tables of the doors: accounts, their sessions, failed attempts, what happened, and one-time tokens.

No password, token or network address is in them in clear: only hashes that do not lead back.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planner.storage.tables import Base, Moment

METADATA: Final = Base.metadata
"""All tables of the planner, these included."""


class AccountRow(Base):
    """A person who may sign in.

    ``password`` is an Argon2 hash, None for who signs in through the school; ``subject`` is the SHA-256
    of who they are there. ``disabled`` is when the account was closed, None while it is open.
    """

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    password: Mapped[str | None] = mapped_column(Text)
    subject: Mapped[str | None] = mapped_column(String(64), unique=True)
    created: Mapped[datetime] = mapped_column(Moment)
    disabled: Mapped[datetime | None] = mapped_column(Moment)


class SessionRow(Base):
    """A browser that is signed in, by the SHA-256 of its token.

    ``seen`` is when it last did something, to the minute; ``ends`` when it ends whatever it does.
    """

    __tablename__ = "sessions"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    created: Mapped[datetime] = mapped_column(Moment)
    seen: Mapped[datetime] = mapped_column(Moment)
    ends: Mapped[datetime] = mapped_column(Moment)


class AttemptRow(Base):
    """One try to sign in that was not followed by success, by a keyed hash of whom or whence."""

    __tablename__ = "attempts"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)


class AuditRow(Base):
    """Something that happened: what, to which account, by whom, and a keyed hash of whence.

    ``account`` and ``actor`` point nowhere on purpose: the line stays when an account is erased.
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    what: Mapped[str] = mapped_column(String(40))
    account: Mapped[str | None] = mapped_column(String(40))
    actor: Mapped[str | None] = mapped_column(String(40))
    address: Mapped[str | None] = mapped_column(String(64))
    detail: Mapped[str] = mapped_column(String(200))


class OneTimeRow(Base):
    """A token that is good once, by its SHA-256, and what it is for."""

    __tablename__ = "one_time"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    content: Mapped[str] = mapped_column(Text)
    ends: Mapped[datetime] = mapped_column(Moment)
