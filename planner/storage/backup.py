"""One file that holds the whole database: made while the planner runs, checked before it is brought back.

A backup is a ZIP file of two entries: ``manifest.json`` says what it is, from which kind of database and
revision, and the SHA-256 of the other one, ``database``. Who was signed in, one-time links and failed
attempts are not in it; the key of forms and addresses neither, which lies beside the database.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from os import O_CREAT, O_EXCL, O_WRONLY, fsync
from os import open as open_descriptor
from pathlib import Path
from shutil import copyfileobj
from struct import error as StructError  # noqa: N812 – the library's own name says nothing
from tempfile import TemporaryDirectory
from typing import IO, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 – the library's own name says nothing

from alembic.config import Config
from alembic.script import ScriptDirectory
from pydantic import ConfigDict, TypeAdapter, ValidationError
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from planner.errors import PlannerError
from planner.locale import mark
from planner.storage import postgres_backup, sqlite_backup
from planner.storage.database import open_engine
from planner.storage.migrate import SCRIPTS

FORMAT: Final = "planner/backup/1"
MANIFEST: Final = "manifest.json"
CONTENT: Final = "database"
_CHUNK: Final = 1 << 20
_LARGEST_MANIFEST: Final = 1 << 16
# What reading a ZIP file raises where one of its bytes is another one.
_DAMAGE: Final = (BadZipFile, OSError, EOFError, ValueError, RuntimeError, StructError, ZlibError)

BROKEN: Final = mark("This backup is broken: what is in the file is not what was written.")
FOREIGN: Final = mark("This is not a backup of the planner.")
NEWER: Final = mark("This backup is from a newer planner. Bring the planner up to date first.")
THERE: Final = mark("There is a file of that name already. Choose another name.")
UNWRITABLE: Final = mark("The backup cannot be written there.")
UNREADABLE: Final = mark("There is no such file, or it cannot be read.")
OTHER_KIND: Final = mark(
    "This backup is of the other kind of database: SQLite and PostgreSQL each bring back their own."
)
NO_DATABASE: Final = mark("There is no database of the planner to back up yet.")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; ``size`` in bytes, ``made`` in ISO form."""

    __pydantic_config__ = ConfigDict(strict=True, extra="forbid")

    format: str
    made: str
    database: str
    revision: str
    size: int
    sha256: str


def write_backup(url: str, file: Path, now: datetime) -> Manifest:
    """Write the database of a URL to a new file, as it stands at one moment, whoever is using it.

    A folder that is not there yet is made.

    Raises
    ------
    PlannerError
        There is no database yet, the file exists, or it cannot be written.
    """
    if file.exists():
        raise PlannerError(THERE)
    try:
        return _write(url, file, now)
    except FileExistsError as error:
        raise PlannerError(THERE) from error
    except OSError as error:
        raise PlannerError(UNWRITABLE) from error


def read_manifest(file: Path) -> Manifest:
    """Return what a backup says of itself.

    Raises
    ------
    PlannerError
        It cannot be read, is broken, is no backup, or is of a newer planner.
    """
    with _opened(file) as archive:
        return _manifest(archive)


def restore_backup(url: str, file: Path, now: datetime) -> tuple[Manifest, str | None]:
    """Bring a backup back; return it and where what was there is kept, None where there was nothing.

    The backup is checked whole, and brought up to date, before anything is touched.

    Raises
    ------
    PlannerError
        The file is refused, is of the other kind of database, or the planner is running.
    """
    with _opened(file) as archive, TemporaryDirectory(prefix="planner-") as folder:
        manifest = _manifest(archive)
        if manifest.database != _kind(url):
            raise PlannerError(OTHER_KIND)
        if manifest.revision not in known_revisions():
            raise PlannerError(NEWER)
        content = Path(folder) / CONTENT
        _extract(archive, manifest, content)
        return manifest, _RESTORE[manifest.database](url, content, now)


def known_revisions() -> frozenset[str]:
    """Return the forms of the database this planner knows."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


def newest_revision() -> str | None:
    """Return the form this planner brings a database to."""
    return _scripts().get_current_head()


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


_DUMP: Final[dict[str, Callable[[str, Path], None]]] = {
    "sqlite": sqlite_backup.dump,
    "postgresql": postgres_backup.dump,
}
_RESTORE: Final[dict[str, Callable[[str, Path, datetime], str | None]]] = {
    "sqlite": sqlite_backup.restore,
    "postgresql": postgres_backup.restore,
}


def _kind(url: str) -> str:
    return "sqlite" if url.startswith("sqlite") else "postgresql"


def _write(url: str, file: Path, now: datetime) -> Manifest:
    kind, revision = _kind(url), _revision(url)
    with TemporaryDirectory(prefix="planner-", dir=_folder(file)) as folder:
        content, draft = Path(folder) / CONTENT, Path(folder) / "backup"
        _DUMP[kind](url, content)
        manifest = Manifest(FORMAT, now.isoformat(), kind, revision, content.stat().st_size, _digest(content))
        _pack(draft, content, manifest)
        _appear(draft, file)
    return manifest


def _folder(file: Path) -> Path:
    """Return the folder of a file, made where it is not there; PlannerError where it cannot be made."""
    folder = file.absolute().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlannerError(UNWRITABLE) from error
    return folder


def _appear(draft: Path, file: Path) -> None:
    """Give a file that is whole its name, never over another one; both are in one folder of one disk."""
    try:
        file.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:
        # Sticks and network drives often know no second names.
        if file.exists():
            raise FileExistsError from None
        draft.rename(file)


def _pack(draft: Path, content: Path, manifest: Manifest) -> None:
    # Only its owner may read it: it holds what the database holds.
    descriptor = open_descriptor(draft, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    with open(descriptor, "wb") as out:  # noqa: PTH123 – a descriptor, not a path
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
            archive.write(content, CONTENT)
        out.flush()
        fsync(out.fileno())


def _revision(url: str) -> str:
    """Return the form a database is in; PlannerError where there is none yet."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    except DatabaseError as error:
        raise PlannerError(NO_DATABASE) from error
    finally:
        engine.dispose()


def _digest(path: Path) -> str:
    found = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _opened(file: Path) -> ZipFile:
    try:
        return ZipFile(file)
    except OSError as error:
        raise PlannerError(UNREADABLE) from error
    except _DAMAGE as error:
        raise PlannerError(FOREIGN) from error


def _manifest(archive: ZipFile) -> Manifest:
    names = archive.namelist()
    if MANIFEST not in names or archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise PlannerError(FOREIGN)
    try:
        written = archive.read(MANIFEST)
        said = json.loads(written)
    except _DAMAGE as error:
        raise PlannerError(BROKEN) from error
    if not isinstance(said, dict) or not str(said.get("format", "")).startswith("planner/backup/"):
        raise PlannerError(FOREIGN)
    if said["format"] != FORMAT:
        raise PlannerError(NEWER)
    if CONTENT not in names:
        raise PlannerError(BROKEN)
    try:
        return TypeAdapter(Manifest).validate_json(written)
    except ValidationError as error:
        raise PlannerError(BROKEN) from error


def _extract(archive: ZipFile, manifest: Manifest, content: Path) -> None:
    """Write the database of a backup to a file and hold it to what the backup says."""
    if archive.getinfo(CONTENT).file_size != manifest.size:
        raise PlannerError(BROKEN)
    with suppress(*_DAMAGE), archive.open(CONTENT) as packed:
        _copy(packed, content)
    if not content.exists() or _digest(content) != manifest.sha256:
        raise PlannerError(BROKEN)


def _copy(packed: IO[bytes], content: Path) -> None:
    with content.open("wb") as out:
        copyfileobj(packed, out, _CHUNK)
