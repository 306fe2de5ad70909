"""Back up and bring back a PostgreSQL database with its own programs, pg_dump and pg_restore."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from planner.errors import PlannerError
from planner.locale import mark
from planner.storage.database import open_engine
from planner.storage.migrate import LOCK, migrate
from planner.storage.sqlite_backup import LEFT_OUT, RUNNING

KEPT: Final = "planner_before_"
NO_PROGRAMS: Final = mark(
    "PostgreSQL's own programs pg_dump and pg_restore are not on this machine. Install its client, "
    "or make the backup on the machine of the database."
)
FAILED: Final = mark("PostgreSQL could not do it; nothing has changed.")
_OTHERS: Final = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def dump(url: str, content: Path) -> None:
    """Write the database as it stands at one moment to a new file; readers and writers go on."""
    left_out = [f"--exclude-table-data={table}" for table in LEFT_OUT]
    _run("pg_dump", url, "--format=custom", f"--exclude-schema={KEPT}*", *left_out, f"--file={content}")


def restore(url: str, content: Path, now: datetime) -> str | None:
    """Put a backup in the place of what there is; return the schema that is kept in now."""
    engine = open_engine(url)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            kept = _restore(connection, url, content, f"{KEPT}{now:%Y%m%d_%H%M%S}")
        migrate(engine)
    except DatabaseError as error:
        raise PlannerError(FAILED) from error
    finally:
        engine.dispose()
    return kept


def _restore(connection: Connection, url: str, content: Path, kept: str) -> str | None:
    if connection.execute(_OTHERS).scalar_one():
        raise PlannerError(RUNNING)
    there = bool(connection.execute(text("SELECT to_regclass('alembic_version')")).scalar())
    schema = str(connection.execute(text("SELECT current_schema()")).scalar_one())
    # A planner that starts meanwhile waits for this lock before it makes tables.
    connection.execute(text(f"SELECT pg_advisory_lock({LOCK})"))
    try:
        with _aside(connection, schema, kept):
            _run("pg_restore", url, "--single-transaction", "--exit-on-error", str(content))
        if not there:
            connection.execute(text(f'DROP SCHEMA "{kept}" CASCADE'))
    finally:
        connection.execute(text(f"SELECT pg_advisory_unlock({LOCK})"))
    return kept if there else None


@contextmanager
def _aside(connection: Connection, schema: str, kept: str) -> Iterator[None]:
    """Put a schema aside for an empty one; where that comes to nothing it is put back."""
    connection.execute(text(f'ALTER SCHEMA "{schema}" RENAME TO "{kept}"'))
    done = False
    try:
        connection.execute(text(f'CREATE SCHEMA "{schema}"'))
        yield
        done = True
    finally:
        if not done:
            connection.execute(text(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE'))
            connection.execute(text(f'ALTER SCHEMA "{kept}" RENAME TO "{schema}"'))


def _run(program: str, url: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on a database; the password is handed over where nobody can list it."""
    found = shutil.which(program)
    if found is None:
        raise PlannerError(NO_PROGRAMS)
    parsed = make_url(url).set(drivername="postgresql")
    environment = dict(os.environ) | ({"PGPASSWORD": str(parsed.password)} if parsed.password else {})
    address = parsed.set(password=None).render_as_string(hide_password=False)
    command = (found, "--no-owner", "--no-privileges", f"--dbname={address}", *arguments)
    done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603 – ours
    if done.returncode:
        raise PlannerError(FAILED) from RuntimeError(done.stderr.decode(errors="replace"))
