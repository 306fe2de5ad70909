"""Classes: plans of the same students, kept together until the school year ends."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from planner.catalogue.loader import load_catalogue
from planner.catalogue.private_words import is_private
from planner.errors import NotFoundError, PlannerError
from planner.locale import mark
from planner.services.archive import Archive
from planner.storage.classes import ClassStore, StoredClass
from planner.storage.erasing import EraseStore, Going
from planner.storage.store import DocumentEntry

LONGEST_NAME: Final = 80
NOT_THERE: Final = mark("This does not exist.")


@dataclass(frozen=True, slots=True)
class Reminder:
    """A class that ends soon or has ended: in how many days (below zero: since then), and when it goes."""

    class_: StoredClass
    days: int
    goes: date


def school_year_end(today: date) -> date:
    """Return the next end of a school year, today included."""
    limits = load_catalogue().limits()
    month, day = int(limits["class_ends_month"]), int(limits["class_ends_day"])
    this_year = date(today.year, month, day)
    return this_year if today <= this_year else date(today.year + 1, month, day)


def list_classes(archive: Archive) -> tuple[StoredClass, ...]:
    """Return one's own classes, the one that ends first before the others."""
    return _store(archive).classes(archive.account.id)


def own_class(archive: Archive, class_id: str) -> StoredClass:
    """Return a class of one's own; NotFoundError for any other."""
    found = _store(archive).class_(class_id)
    if found.owner != archive.account.id:
        raise NotFoundError(NOT_THERE)
    return found


def new_class(archive: Archive, name: str, now: datetime, ends: date | None = None) -> str:
    """Make a class and return its id; it ends with the school year unless a day is given.

    Raises
    ------
    PlannerError
        The name is empty, too long, names a diagnosis, or is one's own already; or the end is refused.
    """
    archive.require_school("make")
    plain = _name(archive, name)
    return _store(archive).add(archive.account.id, plain, _end(ends or school_year_end(now.date()), now), now)


def rename_class(archive: Archive, class_id: str, name: str) -> None:
    """Give a class another name; PlannerError where it is refused."""
    known = own_class(archive, class_id)
    _store(archive).change(class_id, _name(archive, name, known), known.ends)


def move_end(archive: Archive, class_id: str, ends: date, now: datetime) -> None:
    """Let a class end on another day; PlannerError for a day that is past or too far ahead."""
    known = own_class(archive, class_id)
    _store(archive).change(class_id, known.name, _end(ends, now))


def put_in_class(archive: Archive, plan_id: str, class_id: str | None) -> None:
    """Say which of one's own classes a plan of one's own is for; None takes it out of its class.

    A class decides when a plan is erased, so only whoever may delete the plan says so.
    """
    archive.require(plan_id, "delete")
    archive.document(plan_id, "plan")
    if class_id is not None:
        own_class(archive, class_id)
    _store(archive).put(plan_id, class_id)


def class_of(archive: Archive, plan_id: str) -> StoredClass | None:
    """Return the class of a plan one may open; None where it has none."""
    archive.require(plan_id, "open")
    class_id = _store(archive).class_of(plan_id)
    return None if class_id is None else _store(archive).class_(class_id)


def plans_without_class(archive: Archive) -> tuple[DocumentEntry, ...]:
    """Return one's own plans that are in no class, the last changed first."""
    mine = (entry for entry in archive.documents("plan") if entry.owner == archive.account.id)
    return tuple(entry for entry in mine if entry.class_id is None and entry.library is None)


def keep_class(archive: Archive, source: str, made: str) -> None:
    """Put a plan of one's own into the class of the plan it was made from, where that class is one's own."""
    known = class_of(archive, source)
    if known is not None and known.owner == archive.account.id:
        put_in_class(archive, made, known.id)


def class_going(archive: Archive, class_id: str) -> Going:
    """Count what goes when a class is erased."""
    return EraseStore(archive.store.engine).going(class_plans(archive, class_id))


def class_plans(archive: Archive, class_id: str) -> tuple[str, ...]:
    """Return one's own plans in a class of one's own, those taken off the lists included."""
    known = own_class(archive, class_id)
    return _store(archive).plans(class_id, known.owner)


def reminders(archive: Archive, today: date) -> tuple[Reminder, ...]:
    """Return one's own classes that end soon or have ended."""
    limits = load_catalogue().limits()
    found = (
        Reminder(one, (one.ends - today).days, one.ends + timedelta(days=limits["class_kept_days"]))
        for one in list_classes(archive)
    )
    return tuple(one for one in found if one.days <= limits["class_remind_days"])


def _store(archive: Archive) -> ClassStore:
    return ClassStore(archive.store.engine)


def _name(archive: Archive, name: str, known: StoredClass | None = None) -> str:
    """Return a name as it is kept; PlannerError where it is refused."""
    plain = " ".join(name.split())
    if not plain:
        raise PlannerError(mark("A class needs a name."))
    if len(plain) > LONGEST_NAME:
        raise PlannerError(mark("The name is too long."))
    if is_private(plain):
        raise PlannerError(mark("A class is not named after a diagnosis, a label or a person."))
    others = (one.name.casefold() for one in list_classes(archive) if known is None or one.id != known.id)
    if plain.casefold() in others:
        raise PlannerError(mark("You have a class of that name already."))
    return plain


def _end(ends: date, now: datetime) -> date:
    """Return an end as it is kept; PlannerError for one that is past or too far ahead."""
    years = load_catalogue().limits()["class_longest_years"]
    if ends < now.date():
        raise PlannerError(mark("The end of a class is today or later."))
    if ends > now.date() + timedelta(days=366 * years):
        raise PlannerError(mark("The end of a class is at most two years ahead."))
    return ends
