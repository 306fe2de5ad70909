"""What is done with accounts: made, listed, closed, given a password; and the first one, by a link."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from planner.errors import ConflictError, NotFoundError, PlannerError
from planner.locale import mark
from planner.services.doors import Doors, digest, new_token
from planner.services.passwords import hash_password, weakness
from planner.storage.accounts import NO_ACCOUNT, TAKEN, Account, NewAccount, Role
from planner.storage.door_log import Happening

LINK_LASTS: Final = timedelta(minutes=30)
LONGEST_NAME: Final = 120
FIRST: Final = "first"
TERMINAL: Final = "terminal"
NO_NAME: Final = mark("Write an e-mail address or a short user name, without spaces.")
LAST_ONE: Final = mark("The school needs an administrator: make another one first.")
STILL_OPEN: Final = mark("Close the account first: whose it is may still be working in the documents.")
TO_CLOSED: Final = mark("The account that is to have the documents is closed.")
USED_LINK: Final = mark("This link is not good any more. Make a new one in the terminal.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """An account as it is asked for; without a password it is for who signs in through the school."""

    name: str
    role: Role
    password: str | None = None


def plain_name(name: str) -> str:
    """Return the one form of a name, however it was typed.

    Raises
    ------
    PlannerError
        It is no name.
    """
    plain = unicodedata.normalize("NFKC", name).strip().casefold()
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable() or " " in plain:
        raise PlannerError(NO_NAME)
    return plain


def add_account(doors: Doors, wanted: Wanted, actor: str, now: datetime) -> Account:
    """Make an account.

    Raises
    ------
    ConflictError
        The name is taken.
    PlannerError
        It is no name, or the password is not good enough.
    """
    new = _checked(wanted)
    account = doors.accounts.add(new, now)
    doors.log.note(Happening("account_added", account.id, actor, detail=account.role), now)
    return account


def list_accounts(doors: Doors) -> tuple[Account, ...]:
    """Return all accounts by name."""
    return doors.accounts.accounts()


def set_password(doors: Doors, name: str, password: str, actor: str, now: datetime) -> Account:
    """Give an account another password; it is signed out everywhere."""
    account = find_account(doors, name)
    doors.accounts.set_password(account.id, _hashed(password, account.name))
    doors.log.note(Happening("password_set", account.id, actor), now)
    return account


def disable_account(doors: Doors, name: str, actor: str, now: datetime) -> Account:
    """Close an account; it is signed out everywhere, and what it owns is kept.

    Raises
    ------
    ConflictError
        It is the last administrator who is not closed.
    """
    account = find_account(doors, name)
    if account.role != "administrator":
        doors.accounts.set_disabled(account.id, now)
    elif not doors.accounts.release(account.id, disabled=now):
        raise ConflictError(LAST_ONE)
    doors.log.note(Happening("account_disabled", account.id, actor), now)
    return account


def enable_account(doors: Doors, name: str, actor: str, now: datetime) -> Account:
    """Open a closed account again."""
    account = find_account(doors, name)
    doors.accounts.set_disabled(account.id, None)
    doors.log.note(Happening("account_enabled", account.id, actor), now)
    return account


def hand_over(doors: Doors, giver: str, taker: str, actor: str, now: datetime) -> int:
    """Make the documents and classes of a closed account another one's; return how many documents.

    Raises
    ------
    NotFoundError
        There is no account of one of the names.
    PlannerError
        The first is still open, or the second is closed.
    """
    gives, takes = find_account(doors, giver), find_account(doors, taker)
    if gives.disabled is None:
        raise PlannerError(STILL_OPEN)
    if takes.disabled is not None:
        raise PlannerError(TO_CLOSED)
    number = doors.accounts.hand_over(gives.id, takes.id)
    doors.log.note(Happening("handed_over", gives.id, actor, detail=f"{takes.id} {number}"), now)
    return number


def make_link(doors: Doors, now: datetime) -> str:
    """Return a token that lets whoever holds it make one administrator, once, for half an hour."""
    token = new_token()
    doors.log.keep_token(digest(token), FIRST, now + LINK_LASTS)
    doors.log.note(Happening("link_made", actor=TERMINAL), now)
    return token


def good_link(doors: Doors, token: str, now: datetime) -> bool:
    """Whether a token is still good."""
    return doors.log.token(digest(token), FIRST, now) is not None


def use_link(doors: Doors, token: str, wanted: Wanted, now: datetime) -> Account:
    """Make an administrator by a token and use the token up; a refused name or password keeps it.

    Raises
    ------
    NotFoundError
        The token is not good.
    ConflictError, PlannerError
        As ``add_account``.
    """
    if not good_link(doors, token, now):
        raise NotFoundError(USED_LINK)
    new = _checked(wanted)
    if doors.accounts.by_name(new.name) is not None:
        raise ConflictError(TAKEN)
    if doors.log.take_token(digest(token), FIRST, now) is None:
        raise NotFoundError(USED_LINK)
    account = doors.accounts.add(new, now)
    doors.log.note(Happening("account_added", account.id, "link", detail=account.role), now)
    return account


def _checked(wanted: Wanted) -> NewAccount:
    name = plain_name(wanted.name)
    return NewAccount(name, wanted.role, None if wanted.password is None else _hashed(wanted.password, name))


def _hashed(password: str, name: str) -> str:
    weak = weakness(password, name)
    if weak:
        raise PlannerError(weak)
    return hash_password(password)


def find_account(doors: Doors, name: str) -> Account:
    """Return the account of a name, however it is typed; NotFoundError where there is none."""
    found = doors.accounts.by_name(plain_name(name))
    if found is None:
        raise NotFoundError(NO_ACCOUNT)
    return found[0]
