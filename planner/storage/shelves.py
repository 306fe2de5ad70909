"""The documents an account finds, with what they are searched by; read from the database in one go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from planner.storage.account_tables import AccountRow
from planner.storage.review_tables import proposed_to_another
from planner.storage.store import Kind
from planner.storage.tables import ClassRow, DocumentRow, EditRow, ShareRow


@dataclass(frozen=True, slots=True)
class Found:
    """A document on somebody's shelves.

    Attributes
    ----------
    changed
        When its shown state was made.
    owner, owner_name
        Whose it is; the name is empty where there are no accounts.
    library
        Since when it stands in the library; None where it does not.
    copied
        Whether it is what the library shows of a plan.
    shared
        What it was opened for to who asks; None where it was not.
    others
        For how many accounts its owner has opened it.
    content
        Its shown state.
    proposed
        Whether it is a counter-proposal to a plan of somebody else.
    """

    id: str
    title: str
    changed: datetime
    owner: str
    owner_name: str
    library: datetime | None
    copied: bool
    shared: str | None
    status: str
    class_id: str | None
    class_name: str
    others: int
    content: str
    proposed: bool = False


class ShelfStore:
    """The shelves in a database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def found(self, kind: Kind, account: str) -> tuple[Found, ...]:
        """Return what is an account's own, opened for it or everybody's, the last changed first."""
        with Session(self._engine) as session:
            return tuple(Found(*row) for row in session.execute(_listed(kind, account)))


def _listed(kind: Kind, account: str) -> Select[*tuple[Any, ...]]:
    """Select the documents themselves, with the content of the state that is shown."""
    opened = and_(ShareRow.document == DocumentRow.id, ShareRow.account == account)
    others = select(func.count()).where(ShareRow.document == DocumentRow.id).correlate(DocumentRow)
    query: Select[*tuple[Any, ...]] = (
        select(
            DocumentRow.id,
            EditRow.title,
            EditRow.at,
            DocumentRow.owner,
            func.coalesce(AccountRow.name, ""),
            DocumentRow.library,
            DocumentRow.source.is_not(None),
            ShareRow.role,
            DocumentRow.status,
            DocumentRow.class_id,
            func.coalesce(ClassRow.name, ""),
            # The people behind a document are told only to whom it belongs.
            case((DocumentRow.owner == account, others.scalar_subquery()), else_=0),
            EditRow.content,
            proposed_to_another(account),
        )
        .join(EditRow, EditRow.id == DocumentRow.head)
        .outerjoin(ShareRow, opened)
        .outerjoin(AccountRow, AccountRow.id == DocumentRow.owner)
        .outerjoin(ClassRow, ClassRow.id == DocumentRow.class_id)
        .where(DocumentRow.kind == kind, DocumentRow.removed.is_(None))
        # A copy that was taken out of the library is on no shelf.
        .where(or_(DocumentRow.source.is_(None), DocumentRow.library.is_not(None)))
        .order_by(EditRow.at.desc(), EditRow.id.desc())
    )
    if kind != "template":
        own = or_(DocumentRow.owner == account, ShareRow.role.is_not(None), DocumentRow.library.is_not(None))
        query = query.where(own)
    return query
