"""Erasing: every table that hangs on a document is emptied of it, and nothing of it is left on the disk."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from databases import rows
from sqlalchemy import Integer, Table, insert, select, update

from planner.storage import account_tables, review_tables, voice_tables
from planner.storage.database import immediate, open_engine
from planner.storage.erasing import EraseStore
from planner.storage.images import Image, ImageStore
from planner.storage.store import Store
from planner.storage.tables import Base, DocumentRow, ImageRow, Moment

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
GONE, KEPT = "MARKER-that-goes", "MARKER-that-stays"
TABLES = Base.metadata.sorted_tables
assert all(module.Base is Base for module in (account_tables, review_tables, voice_tables))


def hanging() -> list[Table]:
    """Return the tables whose rows belong to a document, parents first."""
    found = [DocumentRow.__table__]
    for table in TABLES:
        parents = {key.column.table for key in table.foreign_keys if not key.use_alter}
        if table not in found and parents & set(found):
            found.append(table)
    return [table for table in found if isinstance(table, Table)]


def value(table: Table, column: Any, marker: str, known: dict[str, dict[str, Any]]) -> Any:
    """Return a value for a column: the row it points to, or the marker where there is room for text."""
    for key in column.foreign_keys:
        target = known.get(key.column.table.name)
        return target[key.column.name] if target and key.column.table is not table else None
    if isinstance(column.type, Moment):
        return NOW
    kind = column.type.python_type
    if kind is str:
        return f"{table.name}-{column.name}-{marker}"[-(column.type.length or 200) :]
    return {date: NOW.date(), bytes: marker.encode(), bool: False}.get(kind)


def fill(url: str, marker: str, n: int) -> str:
    """Write one row into every table that hangs on a document; return the document."""
    engine, known = open_engine(url), dict[str, dict[str, Any]]()
    with immediate(engine) as connection:
        for table in [Base.metadata.tables["accounts"], Base.metadata.tables["classes"], *hanging()]:
            row = {column.name: value(table, column, marker, known) for column in table.columns}
            numbers = {
                column.name: n
                for column in table.columns
                if isinstance(column.type, Integer) and not column.foreign_keys
            }
            known[table.name] = row | numbers | ({"kind": "plan"} if table.name == "documents" else {})
            connection.execute(insert(table).values(**known[table.name]))
        head = known["edits"]["id"]
        placed = update(DocumentRow).where(DocumentRow.id == known["documents"]["id"])
        connection.execute(placed.values(head=head, saved=head))
    engine.dispose()
    return str(known["documents"]["id"])


def count(url: str, table: Table) -> int:
    return int(str(rows(url, f"SELECT count(*) FROM {table.name}")[0][0]))  # noqa: S608 – our own tables


def on_disk(url: str) -> bytes:
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_no_table_that_hangs_on_a_document_is_forgotten(store: Store, url: str) -> None:
    goes, stays = fill(url, GONE, 1), fill(url, KEPT, 2)
    assert {table.name for table in hanging()} >= {
        "edits",
        "shares",
        "moves",
        "rounds",
        "answers",
        "comments",
    }
    assert all(count(url, table) == 2 for table in hanging())
    EraseStore(store.engine).erase((goes,))
    assert all(count(url, table) == 1 for table in hanging()), hanging()
    assert rows(url, "SELECT id FROM documents") == [(stays,)]


def test_nothing_of_it_is_left_in_the_files(sqlite_url: str) -> None:
    from planner.storage.store import open_store

    store = open_store(sqlite_url)
    goes, stays = fill(sqlite_url, GONE, 1), fill(sqlite_url, KEPT, 2)
    assert GONE.encode() in on_disk(sqlite_url)
    eraser = EraseStore(store.engine)
    eraser.erase((goes,), goes)
    with immediate(store.engine) as connection:
        # The account and the class are no part of a plan; they go with their own erasing.
        for table in ("classes", "accounts"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE id LIKE '%goes'")  # noqa: S608
    assert eraser.settle()
    assert GONE.encode() not in on_disk(sqlite_url)
    assert KEPT.encode() in on_disk(sqlite_url)
    assert rows(sqlite_url, "SELECT id FROM documents") == [(stays,)]
    store.close()


def test_a_reader_in_the_way_is_said_and_the_rest_goes_later(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.storage import erasing
    from planner.storage.store import open_store

    monkeypatch.setattr(erasing, "_WAIT_MS", 20)
    store, reader = open_store(sqlite_url), open_engine(sqlite_url)
    goes = fill(sqlite_url, GONE, 1)
    with reader.connect() as reading:
        reading.execute(select(DocumentRow.id)).all()
        EraseStore(store.engine).erase((goes,))
        assert not EraseStore(store.engine).settle()
    reader.dispose()
    assert EraseStore(store.engine).settle()
    assert b"edits-content-" + GONE.encode() not in on_disk(sqlite_url)
    store.close()


def picture(store: Store, content: bytes, *documents: str) -> str:
    """Keep a picture and use it in an edit of each document."""
    name = ImageStore(store.engine).add(Image("image/png", content), NOW)
    with immediate(store.engine) as connection:
        for document in documents:
            used = (
                Base.metadata.tables["edits"]
                .update()
                .where(Base.metadata.tables["edits"].c.document == document)
            )
            connection.execute(used.values(content=f'{{"image": "{name}"}}'))
    return name


@pytest.fixture
def two(store: Store, url: str) -> tuple[str, str]:
    del store
    return fill(url, GONE, 1), fill(url, KEPT, 2)


def test_a_picture_nobody_else_uses_goes_too(store: Store, two: tuple[str, str]) -> None:
    lone = picture(store, b"lone", two[0])
    going = EraseStore(store.engine).going((two[0],))
    assert going.pictures == 1
    assert EraseStore(store.engine).erase((two[0],)) == going
    with immediate(store.engine) as connection:
        assert lone not in connection.execute(select(ImageRow.id)).scalars().all()


def test_a_picture_another_plan_uses_stays(store: Store, two: tuple[str, str]) -> None:
    shared = picture(store, b"shared", *two)
    assert EraseStore(store.engine).erase((two[0],)).pictures == 0
    assert ImageStore(store.engine).image(shared).content == b"shared"


def test_pictures_nobody_ever_used_are_found_once_they_are_old(store: Store, two: tuple[str, str]) -> None:
    unused = ImageStore(store.engine).add(Image("image/png", b"unused"), NOW)
    used = picture(store, b"used", two[0])
    eraser = EraseStore(store.engine)
    assert eraser.unused_pictures(NOW) == ()
    assert eraser.unused_pictures(NOW + timedelta(days=1)) == (unused,)
    eraser.erase_pictures((unused,))
    assert eraser.unused_pictures(NOW + timedelta(days=1)) == ()
    assert ImageStore(store.engine).image(used).content == b"used"
