"""Whom documents are opened for, what stands in the library, and whose everything is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session

from planner.storage.account_tables import AccountRow
from planner.storage.accounts import Role
from planner.storage.database import writing
from planner.storage.review_tables import ProposalRow
from planner.storage.tables import DocumentRow, ShareRow

ShareRole = Literal["co_teacher", "coach"]


@dataclass(frozen=True, slots=True)
class Share:
    """An account a document is opened for, and as what.

    ``account_role`` is what the account is today, ``closed`` whether it is closed: either may mean that
    the share opens nothing any more.
    """

    account: str
    name: str
    account_role: Role
    role: ShareRole
    at: datetime
    closed: bool


@dataclass(frozen=True, slots=True)
class NewShare:
    """A document that ``actor`` opens for an account."""

    document: str
    account: str
    role: ShareRole
    actor: str


@dataclass(frozen=True, slots=True)
class LibraryCopy:
    """What the library shows of a plan: the copy, and since when; None while it does not show it."""

    id: str
    since: datetime | None


class ShareStore:
    """Who may use whose documents, in a database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def shares(self, document: str) -> tuple[Share, ...]:
        """Return whom a document is opened for, by name."""
        query = (
            select(ShareRow, AccountRow)
            .join(AccountRow, AccountRow.id == ShareRow.account)
            .where(ShareRow.document == document)
            .order_by(AccountRow.name)
        )
        with Session(self._engine) as session:
            return tuple(_share(share, account) for share, account in session.execute(query))

    def share(self, new: NewShare, now: datetime) -> None:
        """Open a document for an account; another role takes the place of the one it had."""
        row = ShareRow(document=new.document, account=new.account, role=new.role, actor=new.actor, at=now)
        with writing(self._engine) as session:
            session.merge(row)

    def unshare(self, document: str, account: str) -> bool:
        """Close a document for an account; say whether it had been open.

        Counter-proposals of the account go to the owner of the plan: they are copies with its class.
        """
        opened = delete(ShareRow).where(ShareRow.document == document, ShareRow.account == account)
        owner = select(DocumentRow.owner).where(DocumentRow.id == document).scalar_subquery()
        copies = select(ProposalRow.document).where(
            ProposalRow.plan == document, ProposalRow.author == account
        )
        with writing(self._engine) as session:
            was_open = bool(session.execute(opened.returning(ShareRow.document)).first())
            if was_open:
                session.execute(update(DocumentRow).where(DocumentRow.id.in_(copies)).values(owner=owner))
            return was_open

    def library_since(self, document: str) -> datetime | None:
        """Return since when a document itself stands in the library; None where it does not."""
        with Session(self._engine) as session:
            return session.scalar(select(DocumentRow.library).where(DocumentRow.id == document))

    def library_copy(self, plan: str) -> LibraryCopy | None:
        """Return the copy that was made of a plan for the library; None where none was made."""
        query = (
            select(DocumentRow.id, DocumentRow.library)
            .where(DocumentRow.source == plan, DocumentRow.removed.is_(None))
            .order_by(DocumentRow.created.desc())
            .limit(1)
        )
        with Session(self._engine) as session:
            row = session.execute(query).first()
        return None if row is None else LibraryCopy(row.id, row.library)

    def put_in_library(self, document: str, now: datetime, source: str | None = None) -> None:
        """Show a document in the library; with ``source`` it is the copy of that plan."""
        shown = update(DocumentRow).where(DocumentRow.id == document)
        values = {"library": now} if source is None else {"library": now, "source": source}
        with writing(self._engine) as session:
            session.execute(shown.values(**values))

    def take_out(self, document: str) -> None:
        """Show a document in the library no longer."""
        with writing(self._engine) as session:
            session.execute(update(DocumentRow).where(DocumentRow.id == document).values(library=None))

    def owned(self) -> dict[str, int]:
        """Return how many documents each account owns, those taken off the lists and copies left out."""
        query = (
            select(DocumentRow.owner, func.count())
            .where(DocumentRow.removed.is_(None), DocumentRow.source.is_(None))
            .group_by(DocumentRow.owner)
        )
        with Session(self._engine) as session:
            return {row[0]: row[1] for row in session.execute(query)}

    def kinds(self, documents: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return what kind some documents are and whose; those that are no more are left out."""
        query = select(DocumentRow.id, DocumentRow.kind, DocumentRow.owner)
        with Session(self._engine) as session:
            rows = session.execute(query.where(DocumentRow.id.in_(tuple(documents))))
            return {document: (kind, owner) for document, kind, owner in rows}


def _share(share: ShareRow, account: AccountRow) -> Share:
    return Share(
        account.id,
        account.name,
        cast("Role", account.role),
        cast("ShareRole", share.role),
        share.at,
        account.disabled is not None,
    )
