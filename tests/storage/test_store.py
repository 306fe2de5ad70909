"""The tree of edits on a real file: nothing is deleted, nobody's edit is lost."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from planner.catalogue.base import Words
from planner.errors import ConflictError, NotFoundError, PlannerError
from planner.storage.database import writing
from planner.storage.store import State, Store, open_store
from planner.storage.tables import EditRow


def state(number: int) -> State:
    return State(f"document {number}", Words(da=f"ændring {number}", en=f"edit {number}"))


def edited(store: Store, now: datetime, count: int) -> tuple[str, list[int]]:
    """Return a plan with some edits and the heads it went through."""
    plan = store.add_plan("Plan", state(0), now)
    heads = [store.plan(plan).head]
    for number in range(1, count + 1):
        heads.append(store.add_edit((plan, heads[-1]), "Plan", state(number), now).head)
    return plan, heads


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def test_a_new_plan_is_its_own_saved_version_with_nothing_to_undo(store: Store, now: datetime) -> None:
    stored = store.plan(store.add_plan("Plan", state(0), now))
    assert stored.document == stored.saved_document == "document 0"
    assert (stored.undo, stored.redo) == (None, None)


def test_an_edit_moves_the_head_and_can_be_undone_and_redone(store: Store, now: datetime) -> None:
    plan, heads = edited(store, now, 2)
    back = store.undo(plan, heads[2])
    assert (back.head, back.document) == (heads[1], "document 1")
    assert back.undo == Words(da="ændring 1", en="edit 1")
    assert back.redo == Words(da="ændring 2", en="edit 2")
    assert store.redo(plan, back.head).document == "document 2"


def test_an_edit_after_undo_keeps_the_old_branch(store: Store, url: str, now: datetime) -> None:
    plan, heads = edited(store, now, 2)
    back = store.undo(plan, heads[2])
    other = store.add_edit((plan, back.head), "Plan", state(3), now)
    assert other.redo is None
    assert store.redo(plan, store.undo(plan, other.head).head).document == "document 3"
    assert [row[0] for row in rows(url, "SELECT document FROM edits ORDER BY id")] == [
        f"document {number}" for number in range(4)
    ]


def test_nothing_before_the_first_and_nothing_after_the_last(store: Store, now: datetime) -> None:
    plan, heads = edited(store, now, 0)
    with pytest.raises(PlannerError, match="nothing to undo"):
        store.undo(plan, heads[0])
    with pytest.raises(PlannerError, match="nothing to redo"):
        store.redo(plan, heads[0])


def test_saving_keeps_the_version_and_the_head(store: Store, url: str, now: datetime) -> None:
    plan, heads = edited(store, now, 2)
    saved = store.save(plan, heads[2], now)
    assert saved.saved_document == "document 2"
    assert store.undo(plan, heads[2]).saved_document == "document 2"
    assert len(rows(url, "SELECT id FROM edits WHERE saved_at IS NOT NULL")) == 2


def test_writing_against_an_old_head_is_a_conflict_and_writes_nothing(url: str, now: datetime) -> None:
    mine, theirs = open_store(url), open_store(url)
    plan, heads = edited(mine, now, 0)
    theirs.add_edit((plan, heads[0]), "Plan", state(7), now)
    with pytest.raises(ConflictError):
        mine.add_edit((plan, heads[0]), "Plan", state(8), now)
    with pytest.raises(ConflictError):
        mine.undo(plan, heads[0])
    with pytest.raises(ConflictError):
        mine.redo(plan, heads[0])
    with pytest.raises(ConflictError):
        mine.save(plan, heads[0], now)
    assert mine.plan(plan).document == "document 7"
    assert len(rows(url, "SELECT id FROM edits")) == 2
    mine.close()
    theirs.close()


def test_an_unknown_plan_is_not_found(store: Store, now: datetime) -> None:
    with pytest.raises(NotFoundError):
        store.plan("nothing")
    with pytest.raises(NotFoundError):
        store.add_edit(("nothing", 1), "Plan", state(1), now)


def test_plans_are_listed_last_changed_first_with_their_title_of_now(store: Store, now: datetime) -> None:
    first, heads = edited(store, now, 0)
    store.add_plan("Other", state(0), now + timedelta(minutes=1))
    store.add_edit((first, heads[0]), "New title", state(1), now + timedelta(minutes=2))
    listed = store.plans()
    assert [entry.title for entry in listed] == ["New title", "Other"]
    assert (listed[0].created, listed[0].changed) == (now, now + timedelta(minutes=2))


def test_times_are_kept_in_utc(store: Store) -> None:
    store.add_plan("Plan", state(0), datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=1))))
    assert store.plans()[0].created == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert store.plans()[0].created.tzinfo is UTC


def test_what_was_written_is_there_after_opening_again(store: Store, url: str, now: datetime) -> None:
    plan, _ = edited(store, now, 3)
    store.close()
    again = open_store(url)
    assert again.plan(plan).document == "document 3"
    again.close()


def test_the_database_is_set_up_to_lose_nothing(store: Store) -> None:
    with store._engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_an_edit_of_no_plan_is_refused_by_the_database(store: Store, now: datetime) -> None:
    stray = EditRow(plan="nothing", document="", label_da="", label_en="", at=now)
    with pytest.raises(IntegrityError), writing(store._engine) as session:
        session.add(stray)


def test_the_folder_of_the_data_is_made(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path / 'a' / 'b æ' / 'planner.sqlite3'}").close()
    assert (tmp_path / "a" / "b æ" / "planner.sqlite3").is_file()
