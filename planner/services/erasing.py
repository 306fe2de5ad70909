"""Erase a class, or what was taken off the lists, for good: nobody can bring it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from planner.errors import PlannerError
from planner.locale import mark
from planner.plan.document import stored_plan
from planner.services.archive import Archive
from planner.services.classes import class_plans
from planner.services.memory import forget_all, remember
from planner.services.noting import note
from planner.storage.erasing import EraseStore, Going
from planner.storage.store import Kind
from planner.voice.round import stored_layouts

# Read further down, where nobody knows of erasing.
remember(stored_plan)
remember(stored_layouts)


@dataclass(frozen=True, slots=True)
class Erased:
    """What went, and whether it is off the disk already; else it is with the next clean-up."""

    going: Going
    settled: bool


def erase_class(archive: Archive, class_id: str, now: datetime) -> Erased:
    """Erase a class with all its plans and everything that was written or said about them.

    Raises
    ------
    NotFoundError
        There is no such class of one's own.
    """
    plans = class_plans(archive, class_id)
    going = EraseStore(archive.store.engine).erase(plans, class_id)
    note(archive, "class_erased", class_id, now, str(going.documents))
    return Erased(going, forget(archive))


def erase_document(archive: Archive, document: str, now: datetime) -> Erased:
    """Erase one document that was taken off the lists before.

    Raises
    ------
    PlannerError
        It is still on a list.
    NotFoundError, NotAllowedError
        It is not one's own.
    """
    archive.require(document, "delete")
    if not _off_the_lists(archive, document):
        raise PlannerError(mark("Take it off the list first."))
    going = EraseStore(archive.store.engine).erase((document,))
    note(archive, "erased", document, now)
    return Erased(going, forget(archive))


def document_going(archive: Archive, document: str) -> Going:
    """Count what goes when a document is erased."""
    archive.require(document, "delete")
    return EraseStore(archive.store.engine).going((document,))


def _off_the_lists(archive: Archive, document: str) -> bool:
    kinds: tuple[Kind, ...] = get_args(Kind)
    gone = (entry for kind in kinds for entry in archive.documents(kind, removed=True))
    return any(entry.id == document for entry in gone)


def forget(archive: Archive) -> bool:
    """Take what was erased out of this process' memory and off the disk; False where the disk has to wait."""
    forget_all()
    return EraseStore(archive.store.engine).settle()
