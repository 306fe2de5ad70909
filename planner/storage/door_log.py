"""What the doors remember: attempts to sign in, what happened, one-time tokens."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, delete, func, select
from sqlalchemy.orm import Session

from planner.storage.account_tables import AttemptRow, AuditRow, OneTimeRow
from planner.storage.database import writing


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened; ``account`` is whose account it is about, ``actor`` who did it."""

    what: str
    account: str | None = None
    actor: str | None = None
    address: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which happenings somebody asks for: of some kinds, by an actor, about an account or document, since."""

    whats: tuple[str, ...] = ()
    actor: str | None = None
    account: str | None = None
    since: datetime | None = None


class DoorLog:
    """The memory of the doors in a database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note_attempts(self, keys: Iterable[str], now: datetime, since: datetime) -> tuple[int, ...]:
        """Note one attempt for each key and return their numbers; what is older than a time is forgotten.

        An attempt is on disk before it is looked at, so that many at once cannot all slip through.
        """
        rows = [AttemptRow(key=key, at=now) for key in keys]
        with writing(self._engine) as session:
            session.execute(delete(AttemptRow).where(AttemptRow.at < since))
            session.add_all(rows)
            session.flush()
            return tuple(row.id for row in rows)

    def attempts(self, key: str, since: datetime) -> tuple[int, datetime | None]:
        """Return how many attempts of a key are younger than a time, and when the oldest of them was."""
        query = select(func.count(), func.min(AttemptRow.at)).where(
            AttemptRow.key == key, AttemptRow.at >= since
        )
        with Session(self._engine) as session:
            number, oldest = session.execute(query).one()
        return number, oldest

    def forget_attempts(self, numbers: Iterable[int] = (), key: str | None = None) -> None:
        """Forget attempts by their numbers, or all of a key."""
        with writing(self._engine) as session:
            session.execute(delete(AttemptRow).where(AttemptRow.id.in_(tuple(numbers))))
            if key is not None:
                session.execute(delete(AttemptRow).where(AttemptRow.key == key))

    def note(self, happening: Happening, now: datetime) -> None:
        """Write down that something happened."""
        with writing(self._engine) as session:
            session.add(_row(happening, now))

    def note_once(self, happening: Happening, now: datetime, since: datetime) -> None:
        """Write down that something happened, unless the same by the same actor was noted since a time."""
        known = select(AuditRow.id).where(
            AuditRow.at >= since,
            AuditRow.what == happening.what,
            AuditRow.account == happening.account,
            AuditRow.actor == happening.actor,
        )
        with writing(self._engine) as session:
            if session.scalar(known.limit(1)) is None:
                session.add(_row(happening, now))

    def happenings(
        self, number: int = 100, asked: Asked | None = None
    ) -> tuple[tuple[datetime, Happening], ...]:
        """Return what happened last, the newest first; only what was asked for, if that is given."""
        query = select(AuditRow).order_by(AuditRow.id.desc()).limit(number)
        for condition in _conditions(asked or Asked()):
            query = query.where(condition)
        with Session(self._engine) as session:
            return tuple(
                (row.at, Happening(row.what, row.account, row.actor, row.address, row.detail))
                for row in session.scalars(query)
            )

    def keep_token(self, digest: str, kind: str, ends: datetime, content: str = "") -> None:
        """Keep a one-time token by its digest."""
        with writing(self._engine) as session:
            session.add(OneTimeRow(digest=digest, kind=kind, content=content, ends=ends))

    def forget_tokens(self, kind: str, content: str) -> None:
        """Make all tokens of a kind that are for the same thing useless."""
        with writing(self._engine) as session:
            session.execute(delete(OneTimeRow).where(OneTimeRow.kind == kind, OneTimeRow.content == content))

    def token(self, digest: str, kind: str, now: datetime) -> str | None:
        """Return what a token is for, without using it up; None where it is not good."""
        query = select(OneTimeRow.content).where(
            OneTimeRow.digest == digest, OneTimeRow.kind == kind, OneTimeRow.ends > now
        )
        with Session(self._engine) as session:
            return session.scalar(query)

    def take_token(self, digest: str, kind: str, now: datetime) -> str | None:
        """Use a token up and return what it is for; None where it is not good (any more)."""
        good = delete(OneTimeRow).where(
            OneTimeRow.digest == digest, OneTimeRow.kind == kind, OneTimeRow.ends > now
        )
        with writing(self._engine) as session:
            session.execute(delete(OneTimeRow).where(OneTimeRow.ends <= now))
            taken = session.execute(good.returning(OneTimeRow.content)).first()
            return None if taken is None else taken.content


def _row(happening: Happening, now: datetime) -> AuditRow:
    return AuditRow(
        at=now,
        what=happening.what,
        account=happening.account,
        actor=happening.actor,
        address=happening.address,
        detail=happening.detail,
    )


def _conditions(asked: Asked) -> Iterator[ColumnElement[bool]]:
    if asked.whats:
        yield AuditRow.what.in_(asked.whats)
    if asked.actor is not None:
        yield AuditRow.actor == asked.actor
    if asked.account is not None:
        yield AuditRow.account == asked.account
    if asked.since is not None:
        yield AuditRow.at >= asked.since
