"""Signing in and out: who a browser's token belongs to, asked anew at every action."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from planner.errors import ConflictError, PlannerError
from planner.services.accounts import find_account, plain_name
from planner.services.doors import Doors, digest, new_token
from planner.services.limits import count_try, forget_try
from planner.services.passwords import verify_password
from planner.storage.accounts import Account, NewAccount
from planner.storage.door_log import Happening

# How exactly a session's last action is known: a row is written at most this often.
SEEN_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody signs in with, and the network address it came from."""

    name: str
    password: str = field(repr=False)
    address: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the school's sign-in vouches for: who they are there, and their name here."""

    issuer: str
    subject: str
    name: str
    address: str

    @property
    def key(self) -> str:
        """What is kept of who they are there."""
        return sha256(f"{self.issuer}\n{self.subject}".encode()).hexdigest()


def sign_in(doors: Doors, attempt: Attempt, now: datetime) -> str | None:
    """Return the token of a new session; None where name and password do not belong to an open account.

    The answer takes the same work whether or not there is such an account.

    Raises
    ------
    WaitError
        It was tried too often.
    """
    name = _typed_name(attempt.name)
    address = doors.hashed("address", attempt.address)
    counted = count_try(doors, name, attempt.address, now)
    account, hashed = doors.accounts.by_name(name) or (None, None)
    right, renewed = verify_password(attempt.password, hashed)
    if account is None or account.disabled is not None or not right:
        # Written down once when the waiting begins, not at every try of somebody who has to wait.
        then = "wait" if counted.last else ""
        doors.log.note(Happening("failed", _id(account), address=address, detail=then), now)
        return None
    if renewed:
        doors.accounts.renew_hash(account.id, renewed)
    forget_try(doors, counted)
    return start_session(doors, account, now, address, "password")


def sign_in_person(doors: Doors, person: Person, now: datetime, *, create: bool) -> str | None:
    """Return the token of a new session of somebody the school vouches for.

    Who has been here before is known by who they are at the school; else the account of that name is
    theirs from now on, unless it is another person's already. ``create`` makes a teacher's account for
    who has none. None where there is no open account.
    """
    address = doors.hashed("address", person.address)
    account = doors.accounts.by_subject(person.key) or _bound(doors, person, now, create=create)
    if account is None or account.disabled is not None:
        doors.log.note(Happening("failed", _id(account), address=address, detail="school"), now)
        return None
    return start_session(doors, account, now, address, "school")


def start_session(doors: Doors, account: Account, now: datetime, address: str, how: str) -> str:
    """Return the token of a new session; only its digest is kept."""
    token = new_token()
    doors.accounts.open_session(digest(token), account.id, now, now + doors.lasting)
    doors.log.note(Happening("signed_in", account.id, account.id, address, how), now)
    return token


def session_account(doors: Doors, token: str, now: datetime) -> Account | None:
    """Return whose session a token is; None where it has ended, was never one, or the account is closed."""
    key = digest(token)
    session = doors.accounts.session(key)
    if session is None or session.account.disabled is not None:
        return None
    if now >= session.ends or now >= session.seen + doors.idle:
        return None
    if now >= session.seen + SEEN_EVERY:
        doors.accounts.see_session(key, now)
    return session.account


def sign_out(doors: Doors, token: str, now: datetime) -> None:
    """End a session: whatever tab holds its token has no rights from now on."""
    session = doors.accounts.session(digest(token))
    if session is not None:
        doors.accounts.close_session(digest(token))
        doors.log.note(Happening("signed_out", session.account.id, session.account.id), now)


def sign_out_everywhere(doors: Doors, name: str, actor: str, now: datetime) -> Account:
    """End all sessions of an account; NotFoundError where there is none of that name."""
    account = find_account(doors, name)
    ended = doors.accounts.close_sessions(account.id)
    doors.log.note(Happening("sessions_ended", account.id, actor, detail=str(ended)), now)
    return account


def _typed_name(name: str) -> str:
    """Return the plain form of what was typed; what cannot be a name stays what it is, and is nobody's."""
    try:
        return plain_name(name)
    except PlannerError:
        return name


def _id(account: Account | None) -> str | None:
    return None if account is None else account.id


def _bound(doors: Doors, person: Person, now: datetime, *, create: bool) -> Account | None:
    try:
        name = plain_name(person.name)
    except PlannerError:
        return None
    found = doors.accounts.by_name(name)
    if found is not None:
        doors.accounts.set_subject(found[0].id, person.key)
        # Bound to somebody else at the school before: then it is not theirs.
        return doors.accounts.by_subject(person.key)
    return _created(doors, NewAccount(name, "teacher", subject=person.key), now) if create else None


def _created(doors: Doors, new: NewAccount, now: datetime) -> Account | None:
    try:
        account = doors.accounts.add(new, now)
    except ConflictError:
        return None
    doors.log.note(Happening("account_added", account.id, "school", detail=account.role), now)
    return account
