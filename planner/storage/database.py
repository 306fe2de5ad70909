"""Open a database so that what was acknowledged is on disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

BUSY_MS: Final = 10_000
_IMMEDIATE: Final = "planner_immediate"


def open_engine(url: str) -> Engine:
    """Return the engine of a SQLAlchemy URL; SQLite is set up for several processes."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        # A plain "postgresql://" means the driver we install, not SQLAlchemy's older default.
        driver = parsed.set(drivername="postgresql+psycopg") if parsed.drivername == "postgresql" else parsed
        return create_engine(driver, pool_pre_ping=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).expanduser().parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def immediate(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction that is the only writer from its beginning on."""
    with engine.connect().execution_options(**{_IMMEDIATE: True}) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Give a session whose transaction writes: committed at the end, rolled back on an error."""
    with immediate(engine) as connection, Session(connection) as session:
        yield session
        session.flush()


def _set_up(connection: SqliteConnection, _record: object) -> None:
    # SQLite's driver must not begin transactions by itself: it would begin them too late, so that two
    # writers could both read before either writes.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    # FULL syncs the log at every commit: what was acknowledged survives a lost power supply too.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
