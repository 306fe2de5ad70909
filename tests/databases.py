"""Real databases for the tests: SQLite files, and a PostgreSQL server on a socket of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from sqlalchemy import text

from planner.storage.database import open_engine

DEBIAN: Final = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
NUMBERS: Final = count(1)
# Nothing is to survive the tests, so nothing has to reach the disk.
OPTIONS: Final = ("-c", "listen_addresses=", "-c", "max_connections=50", "-c", "fsync=off")
# Except where it is about what does reach it.
DURABLE: Final = OPTIONS[:-2]


def find_postgres() -> Path | None:
    """Find the folder of PostgreSQL's programs."""
    found = shutil.which("postgres")
    folders = ([Path(found).resolve().parent] if found else []) + DEBIAN
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def with_programs() -> str:
    """Return the path to look for programs on, with PostgreSQL's beside its server."""
    folder = find_postgres()
    return os.environ["PATH"] + (f"{os.pathsep}{folder}" if folder else "")


@dataclass(frozen=True)
class Postgres:
    """A running server, reached over a socket in its folder."""

    folder: Path
    programs: Path
    options: tuple[str, ...] = OPTIONS

    @property
    def _user(self) -> str | None:
        """PostgreSQL refuses to run as root, so root lends it another user."""
        return "nobody" if os.geteuid() == 0 else None

    def make(self) -> None:
        """Make the files of a new server."""
        if self._user:
            shutil.chown(self.folder, self._user)
        made = (
            self.programs / "initdb",
            "-D",
            self.folder / "data",
            "-U",
            "planner",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        )
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, user=self._user, cwd=self.folder)

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server and wait until it answers."""
        data = ("-D", str(self.folder / "data"), "-k", str(self.folder))
        with (self.folder / "log").open("ab") as log:
            # A session of its own: all its processes can be killed at once.
            server = subprocess.Popen(
                (self.programs / "postgres", *data, *self.options),
                stdout=log,
                stderr=log,
                user=self._user,
                cwd=self.folder,
                start_new_session=True,
            )
        ready = (self.programs / "pg_isready", "-q", "-h", self.folder, "-U", "planner")
        while subprocess.run(ready, check=False).returncode != 0:
            assert server.poll() is None, (self.folder / "log").read_text(encoding="utf-8")
        return server

    def url(self, database: str) -> str:
        return f"postgresql:///{database}?host={self.folder}&user=planner"

    def new_database(self, like: str = "template1") -> str:
        """Make a database, empty or a copy of another one nobody is connected to, and return its URL."""
        name = f"planner_{next(NUMBERS)}"
        engine = open_engine(self.url("postgres")).execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {like}")
        engine.dispose()
        return self.url(name)


@contextmanager
def postgres(options: tuple[str, ...] = OPTIONS) -> Iterator[Postgres]:
    """Give a PostgreSQL server of its own, made and not started."""
    programs = find_postgres()
    assert programs is not None
    # A socket's path must be short, shorter than pytest's folders are.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    made = Postgres(folder, programs, options)
    made.make()
    try:
        yield made
    finally:
        shutil.rmtree(folder)


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Give a PostgreSQL server that runs."""
    with postgres() as server:
        process = server.start()
        try:
            yield server
        finally:
            process.terminate()
            process.wait(30)


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds, past the planner's own code."""
    engine = open_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found
