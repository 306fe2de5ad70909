"""The migrations: complete, repeatable, and safe with several processes starting at once."""

import sqlite3
import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from planner.storage.migrate import migrate
from planner.storage.store import Store, open_store
from planner.storage.tables import Base

START = "import sys; from planner.storage.store import open_store; open_store(sys.argv[1]).plans()"


def test_the_migrations_make_the_tables_the_code_knows(store: Store) -> None:
    with store._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_running_them_again_changes_nothing(store: Store) -> None:
    migrate(store._engine)
    assert store.plans() == ()


def test_processes_that_start_at_once_do_not_get_in_each_others_way(url: str, tmp_path: Path) -> None:
    started = [subprocess.Popen([sys.executable, "-c", START, url], stderr=subprocess.PIPE) for _ in range(4)]
    errors = [process.communicate(timeout=60)[1].decode() for process in started]
    assert [process.returncode for process in started] == [0, 0, 0, 0], errors
    with sqlite3.connect(tmp_path / "data" / "planner.sqlite3") as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    connection.close()


def test_a_database_in_memory_works_too() -> None:
    store = open_store("sqlite://")
    assert store.plans() == ()
    store.close()
