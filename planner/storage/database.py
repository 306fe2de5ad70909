"""Open a database so that what was acknowledged is on disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Final

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from planner.errors import UnavailableError
from planner.locale import mark

BUSY_MS: Final = 10_000
_IMMEDIATE: Final = "planner_immediate"
# Locked for too long, disk full or broken, file gone or not to be written; all else is our own mistake.
_SQLITE_AWAY: Final = (
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_CANTOPEN",
    "SQLITE_READONLY",
)
AWAY: Final = mark("The database does not answer just now. Wait a little and try again.")


def open_engine(url: str) -> Engine:
    """Return the engine of a SQLAlchemy URL; SQLite is set up for several processes."""
    parsed = make_url(url)
    engine = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _server(parsed)
    event.listen(engine, "handle_error", _unavailable)
    return engine


def _server(parsed: URL) -> Engine:
    # A plain "postgresql://" means the driver we install, not SQLAlchemy's older default.
    driver = parsed.set(drivername="postgresql+psycopg") if parsed.drivername == "postgresql" else parsed
    return create_engine(driver, pool_pre_ping=True)


def _sqlite(parsed: URL) -> Engine:
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


def _unavailable(context: ExceptionContext) -> None:
    """Call it by its name when the database is away, too slow, or its disk is full."""
    cause = context.original_exception
    name = getattr(cause, "sqlite_errorname", None)
    operational = isinstance(context.sqlalchemy_exception, OperationalError)
    if context.is_disconnect or (operational and (name is None or name.startswith(_SQLITE_AWAY))):
        raise UnavailableError(AWAY) from cause


def _set_up(connection: SqliteConnection, _record: object) -> None:
    # SQLite's driver must not begin transactions by itself: it would begin them too late, so that two
    # writers could both read before either writes.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    # FULL syncs the log at every commit: what was acknowledged survives a lost power supply too.
    cursor.execute("PRAGMA synchronous=FULL")
    # What is deleted is overwritten, so that erasing leaves nothing in the file.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
