"""Clean up what has had its time: classes past their end, old log lines, ended sessions. For a timer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from planner.catalogue.loader import load_catalogue
from planner.services.accounts import TERMINAL
from planner.services.limits import WINDOW
from planner.storage.classes import ClassStore, StoredClass
from planner.storage.door_log import DoorLog, Happening
from planner.storage.erasing import EraseStore
from planner.storage.leftovers import Dates, Leftovers, LeftoverStore
from planner.storage.store import Store


@dataclass(frozen=True, slots=True)
class Purged:
    """What goes, or went; ``settled`` is whether it is off the disk already."""

    classes: tuple[StoredClass, ...]
    pictures: int
    leftovers: Leftovers
    settled: bool


def purge(
    store: Store, idle: timedelta, now: datetime, *, days: int | None = None, dry_run: bool = False
) -> Purged:
    """Erase what has had its time; with ``dry_run`` only say what that is.

    Parameters
    ----------
    idle
        A session that did nothing for so long has ended.
    days
        How many days after its end a class is erased; else as the catalogue says.
    """
    engine, limits = store.engine, load_catalogue().limits()
    kept = limits["class_kept_days"] if days is None else days
    classes = ClassStore(engine).ended((now - timedelta(days=kept)).date())
    dates = Dates(now, now - idle, now - WINDOW, now - timedelta(days=limits["audit_kept_days"]))
    leftovers = LeftoverStore(engine).count(dates)
    pictures = EraseStore(engine).unused_pictures(now - timedelta(days=limits["picture_kept_days"]))
    if dry_run:
        return Purged(classes, len(pictures), leftovers, settled=True)
    for one in classes:
        _erase(store, one, now)
    EraseStore(engine).erase_pictures(pictures)
    LeftoverStore(engine).sweep(dates)
    return Purged(classes, len(pictures), leftovers, EraseStore(engine).settle())


def _erase(store: Store, one: StoredClass, now: datetime) -> None:
    """Erase a class of anybody's with the plans of its owner in it."""
    plans = ClassStore(store.engine).plans(one.id, one.owner)
    EraseStore(store.engine).erase(plans, one.id)
    happening = Happening("class_erased", one.id, TERMINAL, detail=str(len(plans)))
    DoorLog(store.engine).note(happening, now)
