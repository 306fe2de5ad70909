"""The archive: the documents as one account may use them.

Every service works on it and never on the store behind it, so that what is written here about who may do
what holds for all of them. To whom nothing was opened, a document does not exist.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from planner.errors import NotFoundError
from planner.locale import mark
from planner.services.permissions import Action, Relation, may, require_may
from planner.storage.accounts import Account
from planner.storage.images import Image, ImageStore
from planner.storage.store import (
    Command,
    DocumentEntry,
    Kind,
    Standing,
    State,
    Store,
    Stored,
    Version,
    Where,
)
from planner.storage.tables import LOCAL_OWNER

LOCAL: Final = Account(LOCAL_OWNER, "", "teacher")
"""The one person of a planner without accounts."""
SHARED_AS: Final[dict[str, Relation]] = {"co_teacher": "co_teacher", "coach": "coach"}
NOT_THERE: Final = mark("This does not exist.")


@dataclass(frozen=True, slots=True)
class Archive:
    """A store and whose hands it is in."""

    store: Store
    account: Account = LOCAL

    def relation(self, document: str) -> Relation:
        """Return how the account stands to a document; NotFoundError where there is none."""
        standing = self.store.standing(document, self.account.id)
        if standing is None:
            raise NotFoundError(NOT_THERE)
        return _relation(standing, self.account)

    def may(self, document: str, action: Action) -> bool:
        """Whether the account may do something with a document; not with one that is not there."""
        standing = self.store.standing(document, self.account.id)
        return standing is not None and may(self.account.role, _relation(standing, self.account), action)

    def require(self, document: str, action: Action) -> Relation:
        """Return how the account stands to a document with which it may do something.

        Raises
        ------
        NotFoundError
            There is no such document, or none that this account may open: it is not told which.
        NotAllowedError
            It may open it, but not do this.
        """
        relation = self.relation(document)
        if not may(self.account.role, relation, "open"):
            raise NotFoundError(NOT_THERE)
        require_may(self.account.role, relation, action)
        return relation

    def require_school(self, action: Action) -> None:
        """Raise NotAllowedError where the account may not do something with the planner itself."""
        require_may(self.account.role, "school", action)

    def documents(self, kind: Kind, *, removed: bool = False) -> tuple[DocumentEntry, ...]:
        """Return what is on the account's lists, or was taken off them by it; templates are everybody's."""
        listed = self.store.documents(
            kind, self.account.id, removed=removed, everybodys=kind == "template" and not removed
        )
        return tuple(
            entry for entry in listed if self.may_as(_relation(_standing(kind, entry), self.account), "list")
        )

    def relation_to(self, standing: Standing) -> Relation:
        """Return how the account stands to a document of which that is known already."""
        return _relation(standing, self.account)

    def may_as(self, relation: Relation, action: Action) -> bool:
        """Whether the account may do something with what it stands so to."""
        return may(self.account.role, relation, action)

    def add(self, kind: Kind, state: State, now: datetime) -> str:
        """Keep a new document as the account's own and return its id."""
        self.require_school("make")
        return self.store.add(kind, state, now, self.account.id)

    def document(self, document: str, kind: Kind) -> Stored:
        """Return where a document stands; NotFoundError where there is none of that kind."""
        self.require(document, "open")
        return self.store.document(document, kind)

    def add_edit(self, where: Where, state: State, now: datetime, command: Command | None = None) -> Stored:
        """Add a state after the head of a document and make it the head."""
        return self._edit(where, lambda: self.store.add_edit(where, state, now, command))

    def undo(self, where: Where, command: Command | None = None) -> Stored:
        """Move the head to the state before it."""
        return self._edit(where, lambda: self.store.undo(where, command))

    def redo(self, where: Where, command: Command | None = None) -> Stored:
        """Move the head to the newest state after it."""
        return self._edit(where, lambda: self.store.redo(where, command))

    def save(self, where: Where, now: datetime, name: str | None = None) -> Stored:
        """Keep the head as a version."""
        return self._edit(where, lambda: self.store.save(where, now, name))

    def acknowledge(self, where: Where, command: Command | None) -> Stored:
        """Note a command that changes nothing."""
        return self._edit(where, lambda: self.store.acknowledge(where, command))

    def seen(self, document: str, client: str) -> tuple[int, int] | None:
        """Return the number of a tab's last command and the head it led to; None where it gave none."""
        self.require(document, "open")
        return self.store.seen(document, client)

    def done(self, document: str, command: Command) -> bool:
        """Whether a command was done before."""
        self.require(document, "open")
        return self.store.done(document, command)

    def versions(self, document: str) -> tuple[Version, ...]:
        """Return the saved states of a document, the newest first."""
        self.require(document, "open")
        return self.store.versions(document)

    def content(self, document: str, edit: int) -> str:
        """Return the content of one state of a document; NotFoundError where it has no such state."""
        self.require(document, "open")
        return self.store.content(document, edit)

    def name_version(self, document: str, edit: int, name: str | None) -> None:
        """Give a saved state a name, or take it away."""
        self.require(document, "edit")
        self.store.name_version(document, edit, name)

    def remove(self, document: str, now: datetime) -> None:
        """Take a document off the lists; all of it is kept."""
        self.require(document, "delete")
        self.store.remove(document, now)

    def bring_back(self, document: str) -> None:
        """Put a removed document on the lists again."""
        self.require(document, "delete")
        self.store.bring_back(document)

    def add_image(self, image: Image, now: datetime) -> str:
        """Keep a picture and return its SHA-256."""
        self.require_school("make")
        return ImageStore(self.store.engine).add(image, now)

    def _edit(self, where: Where, act: Callable[[], Stored]) -> Stored:
        self.require(where[0], "edit")
        return act()


def _standing(kind: Kind, entry: DocumentEntry) -> Standing:
    return Standing(kind, entry.owner, entry.shared, entry.library is not None, proposed=entry.proposed)


def _relation(standing: Standing, account: Account) -> Relation:
    """Return the strongest way an account stands to a document; templates are the whole school's.

    A plan holds a class, so never a plan itself is everybody's to read, but only the copy without the class
    that the library shows; and nobody changes that copy, so that no class can come into it.
    """
    if standing.owner == account.id:
        return "publisher" if standing.copied else "proposer" if standing.proposed else "owner"
    shared = SHARED_AS.get(standing.shared or "")
    if shared is not None:
        return shared
    everybodys = standing.library and (standing.copied or standing.kind != "plan")
    return "library" if everybodys or standing.kind == "template" else "stranger"
