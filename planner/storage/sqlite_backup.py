"""Back up an SQLite database while it is used, and put a backup in its place while nobody uses it."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url

from planner.errors import PlannerError
from planner.locale import mark
from planner.storage.database import BUSY_MS, open_engine
from planner.storage.migrate import migrate

LEFT_OUT: Final = ("sessions", "one_time", "attempts")
"""Tables whose rows are of the moment: who is signed in is not brought back."""
RUNNING: Final = mark("The planner is running on this database. Stop it first, then bring the backup back.")
DAMAGED: Final = mark("This backup is broken: its database does not hold together.")
LOGS: Final = ("-wal", "-shm", "-journal")
"""What SQLite adds to the name of a database for the logs it keeps beside it."""
IN_MEMORY: Final = mark("A database in memory has no file.")


def dump(url: str, content: Path) -> None:
    """Write the database as it stands at one moment to a new file; readers and writers go on."""
    with closing(sqlite3.connect(_path(url), timeout=BUSY_MS / 1000, isolation_level=None)) as live:
        live.execute("VACUUM INTO ?", (str(content),))
    with closing(sqlite3.connect(content, isolation_level=None)) as copy:
        known = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in LEFT_OUT:
            if table in known:
                copy.execute(f"DELETE FROM {table}")  # noqa: S608 – one of our own names
        copy.execute("VACUUM")


def restore(url: str, content: Path, now: datetime) -> str | None:
    """Put a database in the place of the one there is; return where that one is kept now."""
    target = _path(url)
    _require_sound(content)
    _bring_up_to_date(content)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.restoring-{os.getpid()}")
    try:
        shutil.copyfile(content, draft)
        draft.chmod(0o600)
        _sync(draft)
        kept = _kept(target, now)
        if not target.exists():
            left = _set_aside(target, kept)
            draft.replace(target)
            return str(left) if left else None
        with _alone(target):
            # The old one gets a second name first: at no moment is there none.
            _keep(target, kept)
            _set_aside(target, kept)
            draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return str(kept)


def _set_aside(target: Path, kept: Path) -> Path | None:
    """Move logs that nobody took up beside what is kept, and return the first.

    A log that is left is written into whatever database stands beside it: it would ruin a restored one.
    """
    moved = [
        target.with_name(f"{target.name}{log}").rename(kept.with_name(f"{kept.name}{log}"))
        for log in LOGS
        if target.with_name(f"{target.name}{log}").exists()
    ]
    return moved[0] if moved else None


def _keep(target: Path, kept: Path) -> None:
    try:
        kept.hardlink_to(target)
    except OSError:
        # Not every disk knows second names.
        shutil.copyfile(target, kept)


def _path(url: str) -> Path:
    database = make_url(url).database
    if not database or database == ":memory:":
        raise PlannerError(IN_MEMORY)
    return Path(database).expanduser()


def _require_sound(content: Path) -> None:
    """Refuse a database with a broken page or a row that points nowhere."""
    try:
        with closing(sqlite3.connect(content)) as found:
            checked = found.execute("PRAGMA integrity_check").fetchall()
            astray = found.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        raise PlannerError(DAMAGED) from error
    if checked != [("ok",)] or astray:
        raise PlannerError(DAMAGED)


def _bring_up_to_date(content: Path) -> None:
    """Run the migrations that came after the backup, and leave one file without a log beside it."""
    engine = open_engine(f"sqlite:///{content}")
    migrate(engine)
    engine.dispose()
    with closing(sqlite3.connect(content, isolation_level=None)) as found:
        found.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Hold a database that nobody else has open; PlannerError where somebody has.

    Every connection to a database with a write-ahead log holds a lock for as long as it is open: giving up
    the log fails then.
    """
    with closing(sqlite3.connect(target, timeout=0.2, isolation_level=None)) as held:
        try:
            (mode,) = held.execute("PRAGMA journal_mode=DELETE").fetchone()
            held.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise PlannerError(RUNNING) from error
        except sqlite3.DatabaseError:
            # What is there is no database (any more): it is kept as it is, and replaced.
            mode = "delete"
        if mode != "delete":
            raise PlannerError(RUNNING)
        yield


def _kept(target: Path, now: datetime) -> Path:
    """Return a free name beside the database for what was there before."""
    stem = f"{target.stem}-before-{now:%Y%m%dT%H%M%S}"
    names = (f"{stem}{f'-{n}' if n else ''}{target.suffix}" for n in range(1000))
    free = (path for path in map(target.with_name, names) if not any(map(Path.exists, _with_logs(path))))
    return next(free)


def _with_logs(path: Path) -> tuple[Path, ...]:
    return (path, *(path.with_name(f"{path.name}{log}") for log in LOGS))


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
