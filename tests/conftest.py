"""Settings and databases for all tests."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from databases import Postgres, find_postgres, running_postgres
from hypothesis import settings
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from planner.services import passwords
from planner.services.archive import Archive
from planner.services.doors import Doors, open_doors
from planner.settings import Settings
from planner.storage.store import Store, open_store

# How long an example takes depends on what else the machine does: speed is for the benchmarks.
settings.register_profile("planner", deadline=None)
settings.load_profile("planner")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    if find_postgres() is None and not os.environ.get("PLANNER_REQUIRE_POSTGRES"):
        pytest.skip("PostgreSQL is not on this machine")
    with running_postgres() as server:
        yield server


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'planner.sqlite3'}"


@pytest.fixture(scope="session")
def sqlite_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file all migrations have run on."""
    made = tmp_path_factory.mktemp("made") / "planner.sqlite3"
    open_store(f"sqlite:///{made}").close()
    return made


@pytest.fixture(scope="session")
def postgres_made(postgres_server: Postgres) -> str:
    """Return the name of a PostgreSQL database all migrations have run on."""
    url = postgres_server.new_database()
    open_store(url).close()
    return url.removeprefix("postgresql:///").split("?")[0]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Return the URL of an empty database, once for each kind the planner runs on.

    Where a test opens it first of all, it is a copy of one that is brought up to date: that takes a tenth.
    """
    opened = not {"store", "doors"}.isdisjoint(request.fixturenames)
    if request.param == "sqlite":
        url = str(request.getfixturevalue("sqlite_url"))
        if opened:
            file = Path(url.removeprefix("sqlite:///"))
            file.parent.mkdir(parents=True)
            shutil.copy(request.getfixturevalue("sqlite_made"), file)
        return url
    server: Postgres = request.getfixturevalue("postgres_server")
    return server.new_database(request.getfixturevalue("postgres_made")) if opened else server.new_database()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def archive(store: Store) -> Archive:
    """Return the store in the hands of the one person of a planner without accounts."""
    return Archive(store)


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 with the least work, where a test is not about the work."""
    quick = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    passwords._nobodys_hash.cache_clear()
    monkeypatch.setattr(passwords, "_hasher", lambda: quick)


@pytest.fixture
def doors(url: str, tmp_path: Path, quick_hashes: None) -> Iterator[Doors]:  # noqa: ARG001
    opened = open_doors(Settings(tmp_path, url))
    yield opened
    opened.close()
