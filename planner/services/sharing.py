"""What an owner does so that others can use a document: open it for a colleague, or show it to the school.

What a person may do with it follows from who they are: a coach reads and comments, everybody else teaches
along and may edit. A plan is shown to the school as a copy without its class, so that nobody finds in the
library what a student needs; a room holds no class and is shown as it is.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from planner.catalogue.loader import load_catalogue
from planner.errors import NotFoundError, PlannerError
from planner.lesson.model import Plan
from planner.locale import mark
from planner.plan.document import plan_text, stored_plan
from planner.plan.named import NAMES_STUDENTS, named_students
from planner.plan.parts import without_class
from planner.services.archive import Archive
from planner.services.moving_on import take_back
from planner.services.noting import note
from planner.storage.accounts import NO_ACCOUNT, Account, AccountStore, Role
from planner.storage.shares import NewShare, Share, ShareRole, ShareStore
from planner.storage.store import State

ONLY_COPY: Final = mark("This is the library's copy. Share the plan itself.")
NO_TEMPLATE: Final = mark("Everybody at the school can use a template already.")


@dataclass(frozen=True, slots=True)
class InLibrary:
    """How a document stands in the library.

    Attributes
    ----------
    document
        What the library shows: the copy of a plan, or a room itself.
    since
        Since when.
    current
        Whether that is the document as it stands, its class left out.
    """

    document: str
    since: datetime
    current: bool


def shared_as(role: Role) -> ShareRole:
    """Return what a document is opened for to an account of a role."""
    return "coach" if role == "coach" else "co_teacher"


def candidates(archive: Archive, document: str) -> tuple[Account, ...]:
    """Return the accounts a document could be opened for, by name: open ones that do not have it yet."""
    archive.require(document, "share")
    had = {share.account for share in _shares(archive).shares(document)} | {archive.account.id}
    accounts = AccountStore(archive.store.engine).accounts()
    return tuple(one for one in accounts if one.disabled is None and one.id not in had)


def list_shares(archive: Archive, document: str) -> tuple[Share, ...]:
    """Return whom a document is opened for: told to those who work on it, not in the library."""
    archive.require(document, "comment")
    return _shares(archive).shares(document)


def share(archive: Archive, document: str, account: str, now: datetime) -> ShareRole:
    """Open a document for an account and return as what.

    Raises
    ------
    NotFoundError
        There is no such document, or no such account that is open.
    NotAllowedError
        It is not the account's to share.
    PlannerError
        It is everybody's already.
    """
    _require_own(archive, document)
    known = {one.id: one for one in AccountStore(archive.store.engine).accounts() if one.disabled is None}
    if account not in known or account == archive.account.id:
        raise NotFoundError(NO_ACCOUNT)
    role = shared_as(known[account].role)
    _shares(archive).share(NewShare(document, account, role, archive.account.id), now)
    note(archive, "shared", document, now, f"{account} {role}")
    return role


def unshare(archive: Archive, document: str, account: str, now: datetime) -> None:
    """Close a document for an account; what it has done in it stays.

    A plan that waited for its only coach goes back to its teachers.
    """
    archive.require(document, "share")
    if _shares(archive).unshare(document, account):
        note(archive, "unshared", document, now, account)
        take_back(archive, document, now)


def leave(archive: Archive, document: str, now: datetime) -> None:
    """Let go of a document that somebody opened for the account: it is off its lists."""
    archive.require(document, "open")
    if _shares(archive).unshare(document, archive.account.id):
        note(archive, "unshared", document, now, archive.account.id)
        take_back(archive, document, now)


def in_library(archive: Archive, document: str) -> InLibrary | None:
    """Return how a document stands in the library; None where it does not."""
    archive.require(document, "share")
    store = _shares(archive)
    if not _is_plan(archive, document):
        since = store.library_since(document)
        return None if since is None else InLibrary(document, since, current=True)
    copy = store.library_copy(document)
    if copy is None or copy.since is None:
        return None
    shown = archive.store.document(copy.id, "plan").content
    return InLibrary(copy.id, copy.since, current=shown == _without_class(archive, document).content)


def put_in_library(archive: Archive, document: str, now: datetime) -> str:
    """Show a document to the whole school and return what the library shows.

    A plan is shown as a copy without its class; the copy that is there already gets the plan's new state.
    PlannerError where its texts name a student.
    """
    _require_own(archive, document)
    shown = _library_copy(archive, document, now) if _is_plan(archive, document) else document
    source = None if shown == document else document
    _shares(archive).put_in_library(shown, now, source)
    note(archive, "shared", document, now, "library")
    return shown


def take_out(archive: Archive, document: str, now: datetime) -> None:
    """Show a document in the library no longer; copies that others have made are theirs."""
    archive.require(document, "share")
    copy = _shares(archive).library_copy(document)
    _shares(archive).take_out(document if copy is None else copy.id)
    note(archive, "unshared", document, now, "library")


def students_named(archive: Archive, plan: str) -> tuple[str, ...]:
    """Return the codes of students that stand in a plan's texts and keep it out of the library."""
    archive.require(plan, "share")
    return named_students(_plan(archive, plan))


def _plan(archive: Archive, plan: str) -> Plan:
    return stored_plan(archive.document(plan, "plan").content)


def _require_own(archive: Archive, document: str) -> None:
    """Refuse what cannot be opened any further: the library's copy, a template."""
    if archive.require(document, "share") == "publisher":
        raise PlannerError(ONLY_COPY)
    if _kind(archive, document) == "template":
        raise PlannerError(NO_TEMPLATE)


def _library_copy(archive: Archive, plan: str, now: datetime) -> str:
    """Bring the library's copy of a plan up to date, made where there is none; return its id."""
    if students_named(archive, plan):
        raise PlannerError(NAMES_STUDENTS)
    state, known = _without_class(archive, plan), _shares(archive).library_copy(plan)
    if known is None:
        return archive.add("plan", state, now)
    before = archive.store.document(known.id, "plan")
    if before.content != state.content:
        archive.store.add_edit((known.id, before.head), state, now)
    return known.id


def _without_class(archive: Archive, plan: str) -> State:
    """Return the state of a plan as everybody may read it."""
    bare = without_class(_plan(archive, plan))
    return State(bare.title, plan_text(bare), load_catalogue().words["changes"]["library_copied"])


def _is_plan(archive: Archive, document: str) -> bool:
    return _kind(archive, document) == "plan"


def _kind(archive: Archive, document: str) -> str | None:
    standing = archive.store.standing(document, archive.account.id)
    return None if standing is None else standing.kind


def _shares(archive: Archive) -> ShareStore:
    return ShareStore(archive.store.engine)
