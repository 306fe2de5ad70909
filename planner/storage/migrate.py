"""Bring the database to the newest form at start, also when two processes start at once."""

import sqlite3
import time
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from planner.errors import UnavailableError
from planner.storage.database import BUSY_MS, immediate

SCRIPTS: Final = Path(__file__).with_name("migrations")
LOCK: Final = 31122025
"""The name of the lock that one process holds while it changes the form of a PostgreSQL database."""
_WAIT_S: Final = 0.02


def migrate(engine: Engine) -> None:
    """Run the migrations that are missing, in one transaction that only one process holds."""
    if engine.dialect.name == "sqlite":
        _use_log(engine)
    with immediate(engine) as connection:
        if engine.dialect.name == "postgresql":
            # DDL of two processes would collide; any number serves as the lock's name.
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        upgrade(connection)


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to a revision on a connection."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _use_log(engine: Engine) -> None:
    """Switch to the write-ahead log, so that readers and a writer do not wait for each other.

    SQLite does not wait for a lock here, whatever the busy timeout: a second process that starts at the
    same moment has to try again.
    """
    deadline = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            _set_log(engine)
        except (sqlite3.OperationalError, UnavailableError):
            if time.monotonic() > deadline:
                raise
            time.sleep(_WAIT_S)
        else:
            return


def _set_log(engine: Engine) -> None:
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode=WAL")
    finally:
        raw.close()
