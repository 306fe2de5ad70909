"""The migrations: complete, repeatable, and safe with several processes starting at once."""

import subprocess
import sys
from datetime import datetime

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from databases import rows

from planner.catalogue.base import Words
from planner.storage.database import immediate, open_engine
from planner.storage.migrate import SCRIPTS, migrate, upgrade
from planner.storage.store import State, Store, open_store
from planner.storage.tables import LOCAL_OWNER, Base

FIRST_FORM = (
    "INSERT INTO plans (id, title, created) VALUES ('p', 'Brøker', '2026-03-02')",
    "INSERT INTO edits VALUES (1, 'p', NULL, 'doc 1', 'da', 'en', '2026-03-02', '2026-03-02')",
    "INSERT INTO edits VALUES (2, 'p', 1, 'doc 2', 'da', 'en', '2026-03-02', NULL)",
    "UPDATE plans SET head = 2, saved = 1",
)
START = """
import sys
from planner.storage.store import open_store
open_store(sys.argv[1]).documents("plan", "local")
"""


def test_the_migrations_make_the_tables_the_code_knows(store: Store) -> None:
    with store._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_running_them_again_changes_nothing(store: Store) -> None:
    migrate(store._engine)
    assert store.documents("plan", LOCAL_OWNER) == ()


def test_processes_that_start_at_once_do_not_get_in_each_others_way(url: str) -> None:
    started = [subprocess.Popen([sys.executable, "-c", START, url], stderr=subprocess.PIPE) for _ in range(4)]
    errors = [process.communicate(timeout=60)[1].decode() for process in started]
    assert [process.returncode for process in started] == [0, 0, 0, 0], errors
    assert rows(url, "SELECT version_num FROM alembic_version") == [
        (ScriptDirectory(str(SCRIPTS)).get_current_head(),)
    ]


def test_a_database_in_memory_works_too() -> None:
    store = open_store("sqlite://")
    assert store.documents("plan", LOCAL_OWNER) == ()
    store.close()


def test_plans_of_the_first_form_are_all_there_after_the_second(url: str, now: datetime) -> None:
    engine = open_engine(url)
    with immediate(engine) as old:
        upgrade(old, "0001")
        for statement in FIRST_FORM:
            old.exec_driver_sql(statement)
        if old.dialect.name == "postgresql":
            old.exec_driver_sql("SELECT setval('edits_id_seq', 2)")
    engine.dispose()
    store = open_store(url)
    stored = store.document("p", "plan")
    assert (stored.title, stored.content, stored.saved_content) == ("Brøker", "doc 2", "doc 1")
    back = store.undo(("p", 2))
    assert (back.title, back.content) == ("Brøker", "doc 1")
    assert store.add_edit(("p", 1), State("Ny", "doc 3", Words(da="da", en="en")), now).head == 3
    store.close()
    if url.startswith("sqlite"):
        assert rows(url, "PRAGMA foreign_key_check") == []
