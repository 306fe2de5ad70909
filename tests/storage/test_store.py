"""The tree of edits on a real file: nothing is deleted, nobody's edit is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from databases import rows
from sqlalchemy.exc import IntegrityError

from planner.catalogue.base import Words
from planner.errors import ConflictError, NotFoundError, PlannerError
from planner.storage.database import writing
from planner.storage.store import Command, State, Store, Stored, open_store
from planner.storage.tables import LOCAL_OWNER, EditRow


def state(number: int) -> State:
    return State("Plan", f"document {number}", Words(da=f"ændring {number}", en=f"edit {number}"))


def shown(store: Store, plan: str) -> Stored:
    return store.document(plan, "plan")


def edited(store: Store, now: datetime, count: int) -> tuple[str, list[int]]:
    """Return a plan with some edits and the heads it went through."""
    plan = store.add("plan", state(0), now)
    heads = [shown(store, plan).head]
    for number in range(1, count + 1):
        heads.append(store.add_edit((plan, heads[-1]), state(number), now).head)
    return plan, heads


def test_a_new_plan_is_its_own_saved_version_with_nothing_to_undo(store: Store, now: datetime) -> None:
    stored = shown(store, store.add("plan", state(0), now))
    assert stored.content == stored.saved_content == "document 0"
    assert (stored.undo, stored.redo) == (None, None)


def test_an_edit_moves_the_head_and_can_be_undone_and_redone(store: Store, now: datetime) -> None:
    plan, heads = edited(store, now, 2)
    back = store.undo((plan, heads[2]))
    assert (back.head, back.content) == (heads[1], "document 1")
    assert back.undo == Words(da="ændring 1", en="edit 1")
    assert back.redo == Words(da="ændring 2", en="edit 2")
    assert store.redo((plan, back.head)).content == "document 2"


def test_an_edit_after_undo_keeps_the_old_branch(store: Store, url: str, now: datetime) -> None:
    plan, heads = edited(store, now, 2)
    back = store.undo((plan, heads[2]))
    other = store.add_edit((plan, back.head), state(3), now)
    assert other.redo is None
    assert store.redo((plan, store.undo((plan, other.head)).head)).content == "document 3"
    assert [row[0] for row in rows(url, "SELECT content FROM edits ORDER BY id")] == [
        f"document {number}" for number in range(4)
    ]


def test_nothing_before_the_first_and_nothing_after_the_last(store: Store, now: datetime) -> None:
    plan, heads = edited(store, now, 0)
    with pytest.raises(PlannerError, match="nothing to undo"):
        store.undo((plan, heads[0]))
    with pytest.raises(PlannerError, match="nothing to redo"):
        store.redo((plan, heads[0]))


def test_saving_keeps_the_version_and_the_head(store: Store, url: str, now: datetime) -> None:
    plan, heads = edited(store, now, 2)
    saved = store.save((plan, heads[2]), now)
    assert saved.saved_content == "document 2"
    assert store.undo((plan, heads[2])).saved_content == "document 2"
    assert len(rows(url, "SELECT id FROM edits WHERE saved_at IS NOT NULL")) == 2


def test_writing_against_an_old_head_is_a_conflict_and_writes_nothing(url: str, now: datetime) -> None:
    mine, theirs = open_store(url), open_store(url)
    plan, heads = edited(mine, now, 0)
    theirs.add_edit((plan, heads[0]), state(7), now)
    with pytest.raises(ConflictError):
        mine.add_edit((plan, heads[0]), state(8), now)
    with pytest.raises(ConflictError):
        mine.undo((plan, heads[0]))
    with pytest.raises(ConflictError):
        mine.redo((plan, heads[0]))
    with pytest.raises(ConflictError):
        mine.save((plan, heads[0]), now)
    assert shown(mine, plan).content == "document 7"
    assert len(rows(url, "SELECT id FROM edits")) == 2
    mine.close()
    theirs.close()


def test_an_unknown_plan_is_not_found(store: Store, now: datetime) -> None:
    with pytest.raises(NotFoundError):
        shown(store, "nothing")
    with pytest.raises(NotFoundError):
        store.add_edit(("nothing", 1), state(1), now)


def test_plans_are_listed_last_changed_first_with_their_title_of_now(store: Store, now: datetime) -> None:
    first, heads = edited(store, now, 0)
    store.add("plan", replace(state(0), title="Other"), now + timedelta(minutes=1))
    store.add_edit((first, heads[0]), replace(state(1), title="New title"), now + timedelta(minutes=2))
    listed = store.documents("plan", LOCAL_OWNER)
    assert [entry.title for entry in listed] == ["New title", "Other"]
    assert (listed[0].created, listed[0].changed) == (now, now + timedelta(minutes=2))


def test_times_are_kept_in_utc(store: Store) -> None:
    store.add("plan", state(0), datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=1))))
    assert store.documents("plan", LOCAL_OWNER)[0].created == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert store.documents("plan", LOCAL_OWNER)[0].created.tzinfo is UTC


def test_what_was_written_is_there_after_opening_again(store: Store, url: str, now: datetime) -> None:
    plan, _ = edited(store, now, 3)
    store.close()
    again = open_store(url)
    assert shown(again, plan).content == "document 3"
    again.close()


def test_the_database_is_set_up_to_lose_nothing(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    with store._engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}
    store.close()


def test_an_edit_of_no_plan_is_refused_by_the_database(store: Store, now: datetime) -> None:
    stray = EditRow(document="nothing", title="", content="", label_da="", label_en="", at=now)
    with pytest.raises(IntegrityError), writing(store._engine) as session:
        session.add(stray)


def test_the_folder_of_the_data_is_made(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path / 'a' / 'b æ' / 'planner.sqlite3'}").close()
    assert (tmp_path / "a" / "b æ" / "planner.sqlite3").is_file()


def test_a_command_that_is_sent_twice_is_done_once(store: Store, url: str, now: datetime) -> None:
    plan, heads = edited(store, now, 0)
    first = store.add_edit((plan, heads[0]), state(1), now, Command("tab", 1))
    again = store.add_edit((plan, heads[0]), state(1), now, Command("tab", 1))
    assert again.head == first.head
    assert store.undo((plan, first.head), Command("tab", 2)).head == heads[0]
    assert store.undo((plan, first.head), Command("tab", 2)).head == heads[0]
    assert store.seen(plan, "tab") == (2, heads[0])
    assert store.seen(plan, "other") is None
    assert len(rows(url, "SELECT id FROM edits")) == 2


def test_a_command_against_an_old_head_is_not_noted(store: Store, now: datetime) -> None:
    plan, heads = edited(store, now, 1)
    with pytest.raises(ConflictError):
        store.add_edit((plan, heads[0]), state(2), now, Command("tab", 1))
    assert store.seen(plan, "tab") is None


def test_undo_brings_the_old_title_back(store: Store, now: datetime) -> None:
    plan, heads = edited(store, now, 0)
    renamed = store.add_edit((plan, heads[0]), replace(state(1), title="New"), now)
    assert store.undo((plan, renamed.head)).title == "Plan"
    assert store.documents("plan", LOCAL_OWNER)[0].title == "Plan"


def test_a_removed_document_is_off_the_list_and_comes_back_whole(store: Store, now: datetime) -> None:
    plan, heads = edited(store, now, 2)
    store.remove(plan, now)
    assert store.documents("plan", LOCAL_OWNER) == ()
    assert [entry.id for entry in store.documents("plan", LOCAL_OWNER, removed=True)] == [plan]
    assert shown(store, plan).removed
    store.bring_back(plan)
    assert shown(store, plan).head == heads[2]
    assert [entry.id for entry in store.documents("plan", LOCAL_OWNER)] == [plan]


def test_documents_of_one_kind_are_not_found_as_another(store: Store, now: datetime) -> None:
    layout = store.add("layout", state(0), now)
    assert store.documents("plan", LOCAL_OWNER) == ()
    with pytest.raises(NotFoundError):
        store.document(layout, "plan")


def test_versions_are_listed_newest_first_with_their_names(store: Store, now: datetime) -> None:
    plan, heads = edited(store, now, 2)
    store.save((plan, heads[2]), now + timedelta(minutes=5), "Til mandag")
    assert [(v.edit, v.name) for v in store.versions(plan)] == [(heads[2], "Til mandag"), (heads[0], None)]
    store.name_version(plan, heads[0], "Først")
    assert store.versions(plan)[1].name == "Først"
    assert store.content(plan, heads[0]) == "document 0"
    other, _ = edited(store, now, 0)
    with pytest.raises(NotFoundError):
        store.content(other, heads[0])
