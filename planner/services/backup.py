"""Back up and bring back the whole database: for whoever may use the server's terminal."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from planner.services.accounts import TERMINAL
from planner.settings import Settings
from planner.storage.backup import Manifest, newest_revision, restore_backup, write_backup
from planner.storage.door_log import DoorLog, Happening
from planner.storage.store import open_store


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back: from when it is, and where what was there before is kept (None: nothing)."""

    manifest: Manifest
    kept: str | None


def back_up(settings: Settings, file: Path, now: datetime) -> Manifest:
    """Write the whole database to one new file while the planner runs; PlannerError where it cannot be."""
    manifest = write_backup(settings.database_url, file, now)
    if manifest.revision == newest_revision():
        # Only then: opening a database brings it up to date, and an older planner may be using it.
        _note(settings, "backed_up", now)
    return manifest


def bring_back(settings: Settings, file: Path, now: datetime) -> Restored:
    """Put a backup in the place of the database; what was there is kept beside it.

    Everybody has to sign in again afterwards.

    Raises
    ------
    PlannerError
        The file is broken, no backup or of a newer planner, or the planner is running; nothing is changed.
    """
    restored = restore_backup(settings.database_url, file, now)
    _note(settings, "restored", now)
    return Restored(*restored)


def _note(settings: Settings, what: str, now: datetime) -> None:
    store = open_store(settings.database_url)
    DoorLog(store.engine).note(Happening(what, actor=TERMINAL), now)
    store.close()
