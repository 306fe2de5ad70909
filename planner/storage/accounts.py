"""Accounts and their sessions in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Final, Literal, cast, get_args

from sqlalchemy import Engine, Row, Select, delete, exists, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from planner.errors import ConflictError, NotFoundError
from planner.locale import mark
from planner.storage.account_tables import AccountRow, SessionRow
from planner.storage.database import writing
from planner.storage.tables import LOCAL_OWNER, ClassRow, DocumentRow, ShareRow

Role = Literal["teacher", "coach", "administrator"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
TAKEN: Final = mark("This name is taken already.")
NO_ACCOUNT: Final = mark("There is no such account.")


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in; ``name`` is an e-mail address or a short user name."""

    id: str
    name: str
    role: Role
    created: datetime | None = None
    disabled: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account is made of; ``password`` is a hash, ``subject`` a digest."""

    name: str
    role: Role
    password: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session and whose it is."""

    account: Account
    seen: datetime
    ends: datetime


_ACCOUNT: Final = (
    AccountRow.id,
    AccountRow.name,
    AccountRow.role,
    AccountRow.created,
    AccountRow.disabled,
)


class AccountStore:
    """The accounts in a database; several processes may use it at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def census(self) -> tuple[bool, bool]:
        """Say whether there are accounts, and whether there is an administrator whose account is open."""
        open_admin = exists().where(AccountRow.role == "administrator", AccountRow.disabled.is_(None))
        with self._engine.connect() as connection:
            some, admin = connection.execute(select(exists().select_from(AccountRow), open_admin)).one()
        return bool(some), bool(admin)

    def accounts(self) -> tuple[Account, ...]:
        """Return all accounts by name."""
        return tuple(_account(row) for row in self._rows(select(*_ACCOUNT).order_by(AccountRow.name)))

    def by_id(self, account: str) -> Account | None:
        """Return an account; None where there is none."""
        rows = self._rows(select(*_ACCOUNT).where(AccountRow.id == account))
        return _account(rows[0]) if rows else None

    def by_name(self, name: str) -> tuple[Account, str | None] | None:
        """Return an account and the hash of its password; None where there is no such name."""
        rows = self._rows(select(*_ACCOUNT, AccountRow.password).where(AccountRow.name == name))
        return (_account(rows[0]), rows[0].password) if rows else None

    def by_subject(self, subject: str) -> Account | None:
        """Return the account of a person the school's sign-in knows; None where there is none."""
        rows = self._rows(select(*_ACCOUNT).where(AccountRow.subject == subject))
        return _account(rows[0]) if rows else None

    def add(self, new: NewAccount, now: datetime) -> Account:
        """Keep a new account; ConflictError where the name is taken.

        What was made on this machine before there were accounts belongs to the first one.
        """
        row = AccountRow(
            id=token_hex(8),
            name=new.name,
            role=new.role,
            password=new.password,
            subject=new.subject,
            created=now,
        )
        try:
            with writing(self._engine) as session:
                first = session.scalar(select(func.count()).select_from(AccountRow)) == 0
                session.add(row)
                session.flush()
                if first:
                    _hand_over(session, LOCAL_OWNER, row.id)
                return Account(row.id, new.name, new.role, now)
        except IntegrityError as error:
            raise ConflictError(TAKEN) from error

    def set_password(self, account: str, password: str) -> None:
        """Write another password hash; every session of the account ends."""
        self._change(account, password=password)

    def renew_hash(self, account: str, password: str) -> None:
        """Write the hash of the same password, made with newer parameters."""
        with writing(self._engine) as session:
            session.execute(update(AccountRow).where(AccountRow.id == account).values(password=password))

    def set_subject(self, account: str, subject: str) -> None:
        """Note who an account is in the school's sign-in; it is noted once and for all."""
        unknown = update(AccountRow).where(AccountRow.id == account, AccountRow.subject.is_(None))
        with writing(self._engine) as session:
            session.execute(unknown.values(subject=subject))

    def set_disabled(self, account: str, disabled: datetime | None) -> None:
        """Close an account, or open it again; every session of it ends."""
        self._change(account, disabled=disabled)

    def release(self, account: str, *, role: Role | None = None, disabled: datetime | None = None) -> bool:
        """Give an account another role, or close it, if an open administrator is left; say whether it was.

        Two administrators that close each other's account at the same moment do not both succeed.
        """
        values = {"role": role} if role else {"disabled": disabled}
        watched = select(AccountRow.id).where(AccountRow.role == "administrator").with_for_update()
        left = exists().where(AccountRow.role == "administrator", AccountRow.disabled.is_(None))
        with writing(self._engine) as session:
            session.execute(watched).all()
            session.execute(update(AccountRow).where(AccountRow.id == account).values(**values))
            if not session.scalar(select(left)):
                session.rollback()
                return False
            if disabled is not None:
                session.execute(delete(SessionRow).where(SessionRow.account == account))
            return True

    def hand_over(self, giver: str, taker: str) -> int:
        """Make all documents and classes of an account another one's; return how many documents."""
        owned = select(DocumentRow.id).where(DocumentRow.owner == giver)
        shared = delete(ShareRow).where(ShareRow.account == taker, ShareRow.document.in_(owned))
        with writing(self._engine) as session:
            number = session.scalar(select(func.count()).select_from(owned.subquery())) or 0
            session.execute(shared)
            _hand_over(session, giver, taker)
            return number

    def signed_in(self, now: datetime, seen_since: datetime) -> dict[str, int]:
        """Return in how many browsers each account is signed in."""
        query = (
            select(SessionRow.account, func.count())
            .where(SessionRow.ends > now, SessionRow.seen > seen_since)
            .group_by(SessionRow.account)
        )
        with Session(self._engine) as session:
            return {row[0]: row[1] for row in session.execute(query)}

    def without_password(self) -> frozenset[str]:
        """Return the accounts that have no password: they sign in through the school, or not yet."""
        return frozenset(
            row.id for row in self._rows(select(AccountRow.id).where(AccountRow.password.is_(None)))
        )

    def open_session(self, digest: str, account: str, now: datetime, ends: datetime) -> None:
        """Keep a new session; those that have ended by themselves are swept out."""
        with writing(self._engine) as session:
            session.execute(delete(SessionRow).where(SessionRow.ends < now))
            session.add(SessionRow(digest=digest, account=account, created=now, seen=now, ends=ends))

    def session(self, digest: str) -> StoredSession | None:
        """Return a session and its account; None where there is none."""
        query = (
            select(*_ACCOUNT, SessionRow.seen, SessionRow.ends)
            .join(SessionRow, SessionRow.account == AccountRow.id)
            .where(SessionRow.digest == digest)
        )
        rows = self._rows(query)
        return StoredSession(_account(rows[0]), rows[0].seen, rows[0].ends) if rows else None

    def see_session(self, digest: str, now: datetime) -> None:
        """Note that a session did something."""
        with writing(self._engine) as session:
            session.execute(update(SessionRow).where(SessionRow.digest == digest).values(seen=now))

    def close_session(self, digest: str) -> None:
        """End a session."""
        with writing(self._engine) as session:
            session.execute(delete(SessionRow).where(SessionRow.digest == digest))

    def close_sessions(self, account: str) -> int:
        """End all sessions of an account and return how many there were."""
        with writing(self._engine) as session:
            count = select(func.count()).select_from(SessionRow).where(SessionRow.account == account)
            number = session.scalar(count) or 0
            session.execute(delete(SessionRow).where(SessionRow.account == account))
            return number

    def _change(self, account: str, **values: object) -> None:
        with writing(self._engine) as session:
            if session.get(AccountRow, account) is None:
                raise NotFoundError(NO_ACCOUNT)
            session.execute(update(AccountRow).where(AccountRow.id == account).values(**values))
            session.execute(delete(SessionRow).where(SessionRow.account == account))

    # Any: SQLAlchemy has no type for a selection of this many columns.
    def _rows(self, query: Select[*tuple[object, ...]]) -> Sequence[Row[*tuple[object, ...]]]:
        # A bare connection: these questions are asked at every action, and an ORM session takes its time.
        with self._engine.connect() as connection:
            return connection.execute(query).all()


def _account(row: Row[*tuple[object, ...]]) -> Account:
    return Account(row.id, row.name, cast("Role", row.role), row.created, row.disabled)


def _hand_over(session: Session, giver: str, taker: str) -> None:
    """Make one owner's documents and classes another one's."""
    for table in (DocumentRow, ClassRow):
        session.execute(update(table).where(table.owner == giver).values(owner=taker))
