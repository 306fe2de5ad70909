"""What a person does with any document: versions, taking it off the list and bringing it back."""

from dataclasses import dataclass
from datetime import datetime

from planner.catalogue.base import Words
from planner.catalogue.private_words import is_private
from planner.errors import PlannerError
from planner.locale import mark
from planner.services.archive import Archive
from planner.services.noting import note
from planner.storage.store import Stored, Version

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document as it is shown.

    ``head`` names the state; a change is made against it. The labels are the history's words for the
    edit that would be undone or redone.
    """

    stored: Stored

    @property
    def id(self) -> str:
        """The document."""
        return self.stored.id

    @property
    def title(self) -> str:
        """What it is called."""
        return self.stored.title

    @property
    def head(self) -> int:
        """The state that is shown."""
        return self.stored.head

    @property
    def undo_label(self) -> Words | None:
        """What would be undone; None where there is nothing."""
        return self.stored.undo

    @property
    def redo_label(self) -> Words | None:
        """What would be redone; None where there is nothing."""
        return self.stored.redo

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to undo."""
        return self.undo_label is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is an edit to redo."""
        return self.redo_label is not None

    @property
    def unsaved(self) -> bool:
        """Whether the shown state differs from the saved version."""
        return self.stored.content != self.stored.saved_content

    @property
    def removed(self) -> bool:
        """Whether it was taken off the list."""
        return self.stored.removed


def list_versions(archive: Archive, document: str) -> tuple[Version, ...]:
    """Return the saved versions of a document, the newest first."""
    return archive.versions(document)


def name_version(archive: Archive, document: str, edit: int, name: str) -> None:
    """Give a saved version a name; an empty name takes it away.

    Raises
    ------
    PlannerError
        The name is too long, or names a diagnosis.
    NotFoundError
        The document has no such version.
    """
    archive.name_version(document, edit, version_name(name))


def version_name(name: str | None) -> str | None:
    """Return a name of a version as it is kept, None for no name; PlannerError where it is refused."""
    trimmed = (name or "").strip()
    if len(trimmed) > LONGEST_NAME:
        raise PlannerError(mark("The name is too long."))
    if is_private(trimmed):
        raise PlannerError(mark("A name holds no diagnosis, no label and no civil registration number."))
    return trimmed or None


def remove(archive: Archive, document: str, now: datetime) -> None:
    """Take a document off the list; nothing of it is lost."""
    archive.remove(document, now)
    note(archive, "removed", document, now)


def bring_back(archive: Archive, document: str) -> None:
    """Put a removed document on the list again."""
    archive.bring_back(document)
