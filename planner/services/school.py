"""What an administrator does for the people of a school: accounts, and the log of who used what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from planner.errors import ConflictError, NotFoundError, PlannerError
from planner.locale import mark
from planner.services import accounts, inviting, sessions
from planner.services.accounts import LAST_ONE, Wanted
from planner.services.archive import Archive
from planner.services.doors import Doors
from planner.storage.accounts import NO_ACCOUNT, Account, Role
from planner.storage.door_log import Asked, Happening
from planner.storage.shares import ShareStore

YOURSELF: Final = mark("You cannot do this to your own account. Ask another administrator.")
MOST_LINES: Final = 500


@dataclass(frozen=True, slots=True)
class Person:
    """An account as the administrator sees it.

    Attributes
    ----------
    browsers
        In how many browsers it is signed in.
    documents
        How many documents it owns.
    password
        Whether it has one; without, it signs in through the school, or its link was not used yet.
    """

    account: Account
    browsers: int
    documents: int
    password: bool


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Something that happened, with names as they are known today.

    Attributes
    ----------
    actor
        Who did it; a word of ours such as ``terminal`` where it was nobody's account.
    kind, about
        ``account`` and its name, or the kind of a document and its id; empty where it is about neither.
    owner
        Whose document it is.
    detail
        The rest, accounts by their names.
    """

    at: datetime
    what: str
    actor: str
    kind: str
    about: str
    owner: str
    detail: str


def list_people(archive: Archive, doors: Doors, now: datetime) -> tuple[Person, ...]:
    """Return everybody who has an account, by name."""
    archive.require_school("manage_accounts")
    browsers = doors.accounts.signed_in(now, now - doors.idle)
    owned = ShareStore(archive.store.engine).owned()
    without = doors.accounts.without_password()
    return tuple(
        Person(one, browsers.get(one.id, 0), owned.get(one.id, 0), one.id not in without)
        for one in doors.accounts.accounts()
    )


def add_person(archive: Archive, doors: Doors, wanted: Wanted, now: datetime) -> Account:
    """Make an account; ConflictError where the name is taken, PlannerError where something is refused."""
    archive.require_school("manage_accounts")
    return accounts.add_account(doors, wanted, archive.account.id, now)


def invite(archive: Archive, doors: Doors, account: str, now: datetime) -> str:
    """Return a token with which somebody chooses the password of their account."""
    archive.require_school("manage_accounts")
    return inviting.make_invitation(doors, _open(doors, account).id, archive.account.id, now)


def set_password(archive: Archive, doors: Doors, account: str, password: str, now: datetime) -> None:
    """Give an account another password; it is signed out everywhere."""
    archive.require_school("manage_accounts")
    accounts.set_password(doors, _known(doors, account).name, password, archive.account.id, now)


def set_role(archive: Archive, doors: Doors, account: str, role: Role, now: datetime) -> None:
    """Give an account another role; it counts from its next action on.

    What others have opened for it stays, and opens nothing that does not fit the new role.

    Raises
    ------
    ConflictError
        No administrator would be left.
    PlannerError
        It is one's own.
    """
    archive.require_school("manage_accounts")
    _require_other(archive, account)
    if not doors.accounts.release(_known(doors, account).id, role=role):
        raise ConflictError(LAST_ONE)
    doors.log.note(Happening("role_set", account, archive.account.id, detail=role), now)


def disable(archive: Archive, doors: Doors, account: str, now: datetime) -> None:
    """Close an account: it is signed out everywhere, and what it owns is kept. Raises as ``set_role``."""
    archive.require_school("manage_accounts")
    _require_other(archive, account)
    if not doors.accounts.release(_known(doors, account).id, disabled=now):
        raise ConflictError(LAST_ONE)
    doors.log.note(Happening("account_disabled", account, archive.account.id), now)


def enable(archive: Archive, doors: Doors, account: str, now: datetime) -> None:
    """Open a closed account again."""
    archive.require_school("manage_accounts")
    accounts.enable_account(doors, _known(doors, account).name, archive.account.id, now)


def sign_out_everywhere(archive: Archive, doors: Doors, account: str, now: datetime) -> None:
    """End all sessions of an account."""
    archive.require_school("manage_accounts")
    sessions.sign_out_everywhere(doors, _known(doors, account).name, archive.account.id, now)


def hand_over(archive: Archive, doors: Doors, giver: str, taker: str, now: datetime) -> int:
    """Make the documents of a closed account another one's; return how many they are."""
    archive.require_school("manage_accounts")
    return accounts.hand_over(
        doors, _known(doors, giver).name, _known(doors, taker).name, archive.account.id, now
    )


def read_audit(archive: Archive, doors: Doors, asked: Asked, most: int = MOST_LINES) -> tuple[AuditLine, ...]:
    """Return what happened, the newest first: who did what to which document, never what is in it."""
    archive.require_school("read_audit")
    happened = doors.log.happenings(most, asked)
    names = {one.id: one.name for one in doors.accounts.accounts()}
    about = {happening.account for _, happening in happened if happening.account}
    documents = ShareStore(archive.store.engine).kinds(about - names.keys())
    return tuple(_line(at, happening, names, documents) for at, happening in happened)


def _line(
    at: datetime, happening: Happening, names: dict[str, str], documents: dict[str, tuple[str, str]]
) -> AuditLine:
    actor, about = happening.actor or "", happening.account or ""
    kind, owner = ("account", "") if about in names else documents.get(about, ("", ""))
    return AuditLine(
        at,
        happening.what,
        names.get(actor, actor),
        kind,
        names.get(about, about),
        names.get(owner, ""),
        " ".join(names.get(word, word) for word in happening.detail.split()),
    )


def _known(doors: Doors, account: str) -> Account:
    found = doors.accounts.by_id(account)
    if found is None:
        raise NotFoundError(NO_ACCOUNT)
    return found


def _open(doors: Doors, account: str) -> Account:
    found = _known(doors, account)
    if found.disabled is not None:
        raise NotFoundError(NO_ACCOUNT)
    return found


def _require_other(archive: Archive, account: str) -> None:
    if account == archive.account.id:
        raise PlannerError(YOURSELF)
