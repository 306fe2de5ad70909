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
OPTIONS: Final = ("-c", "fsync=off", "-c", "listen_addresses=", "-c", "max_connections=50")


def find_postgres() -> Path | None:
    """Find the folder of PostgreSQL's programs."""
    found = shutil.which("postgres")
    folders = ([Path(found).resolve().parent] if found else []) + DEBIAN
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@dataclass(frozen=True)
class Postgres:
    """A running server, reached over a socket in its folder."""

    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql:///{database}?host={self.folder}&user=planner"

    def new_database(self) -> str:
        """Make an empty database and return its URL."""
        name = f"planner_{next(NUMBERS)}"
        engine = open_engine(self.url("postgres")).execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        return self.url(name)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Give a PostgreSQL server of its own; it refuses to run as root, so root lends it another user."""
    programs = find_postgres()
    assert programs is not None
    user = "nobody" if os.geteuid() == 0 else None
    # A socket's path must be short, shorter than pytest's folders are.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    made = (
        programs / "initdb",
        "-D",
        data,
        "-U",
        "planner",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    )
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL, user=user, cwd=folder)
    with (folder / "log").open("wb") as log:
        command = (programs / "postgres", "-D", data, "-k", folder, *OPTIONS)
        server = subprocess.Popen(command, stdout=log, stderr=log, user=user, cwd=folder)
    try:
        ready = (programs / "pg_isready", "-q", "-h", folder, "-U", "planner")
        while subprocess.run(ready, check=False).returncode != 0:
            assert server.poll() is None, (folder / "log").read_text(encoding="utf-8")
        yield Postgres(folder)
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(folder)


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds, past the planner's own code."""
    engine = open_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found
