"""Erasing a class, or what was taken off the lists: really gone, and only one's own."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asking import ask
from databases import rows

import planner.services
from planner.errors import NotAllowedError, NotFoundError, PlannerError
from planner.plan.document import stored_plan
from planner.plan.lesson_changes import SetField
from planner.services import (
    across,
    checking,
    classes,
    history,
    memory,
    plans,
    proposing,
    reviews,
    searching,
)
from planner.services.archive import Archive
from planner.services.erasing import document_going, erase_class, erase_document
from planner.services.proposing import propose
from planner.services.sharing import put_in_library, share
from planner.storage.accounts import AccountStore, NewAccount, Role
from planner.storage.door_log import DoorLog
from planner.storage.store import Store

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
SAMPLE = "fractions-grade-5"
MARKER = "Regnbuefisken svømmer baglæns"


def person(store: Store, name: str, role: Role = "teacher") -> Archive:
    return Archive(store, AccountStore(store.engine).add(NewAccount(name, role), NOW))


def marked_plan(archive: Archive, marker: str = MARKER) -> str:
    """Make a plan that says the marker in its title, in an instruction, in versions and in their names."""
    plan = plans.open_sample(archive, SAMPLE, NOW)
    head = plans.load_plan(archive, plan).head
    for change in (
        SetField("plan", (), "title", marker),
        SetField("activity", ("work", "bars"), "instructions", marker),
    ):
        head = plans.change_plan(archive, (plan, head), change, NOW).head
    plans.save_version(archive, (plan, head), NOW, marker)
    return plan


def on_disk(url: str) -> bytes:
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_a_class_goes_with_all_its_plans(archive: Archive, url: str) -> None:
    made = classes.new_class(archive, "5. a", NOW)
    mine, other = marked_plan(archive), marked_plan(archive, "Noget andet")
    deleted = marked_plan(archive)
    history.remove(archive, deleted, NOW)
    for plan in (mine, deleted):
        classes.put_in_class(archive, plan, made)
    going = classes.class_going(archive, made)
    assert (going.documents, going.edits) == (2, 6)
    erased = erase_class(archive, made, NOW)
    assert (erased.going, erased.settled) == (going, True)
    assert [entry.id for entry in plans.list_plans(archive)] == [other]
    assert classes.list_classes(archive) == ()
    assert rows(url, "SELECT count(*) FROM edits") == [(3,)]
    with pytest.raises(NotFoundError):
        plans.load_plan(archive, mine)


def test_nothing_of_a_class_is_left_in_the_files(sqlite_url: str) -> None:
    from planner.storage.store import open_store

    archive = Archive(open_store(sqlite_url))
    made = classes.new_class(archive, MARKER, NOW)
    classes.put_in_class(archive, marked_plan(archive), made)
    marked_plan(archive, "Noget andet")
    assert MARKER.encode() in on_disk(sqlite_url)
    assert erase_class(archive, made, NOW).settled
    assert MARKER.encode() not in on_disk(sqlite_url)
    assert b"Noget andet" in on_disk(sqlite_url)
    archive.store.close()


def test_nothing_the_students_said_is_left_in_the_files(sqlite_url: str) -> None:
    from planner.storage.store import open_store

    archive = Archive(open_store(sqlite_url))
    asked = ask(archive, NOW)
    asked.wish(*range(6), text=MARKER)
    assert asked.look().answers == 6
    made = classes.new_class(archive, "5. a", NOW)
    classes.put_in_class(archive, asked.round.plan, made)
    going = classes.class_going(archive, made)
    assert (going.rounds, going.answers) == (1, 6)
    written = (MARKER.encode(), json.dumps(MARKER)[1:-1].encode(), asked.round.code.encode())
    assert any(one in on_disk(sqlite_url) for one in written)
    assert erase_class(archive, made, NOW).settled
    assert not any(one in on_disk(sqlite_url) for one in written)
    archive.store.close()


def test_counter_proposals_go_with_the_plan_and_copies_of_others_stay(store: Store) -> None:
    anna, kim, bo = person(store, "anna"), person(store, "kim", "coach"), person(store, "bo")
    made, plan = classes.new_class(anna, "5. a", NOW), marked_plan(anna)
    classes.put_in_class(anna, plan, made)
    for other in (kim, bo):
        share(anna, plan, other.account.id, NOW)
    proposal = propose(kim, plan, NOW)
    copy = plans.duplicate_plan(bo, plan, "Min egen", NOW)
    shown = put_in_library(anna, plan, NOW)
    assert classes.class_going(anna, made).proposals == 1
    erase_class(anna, made, NOW)
    for archive, gone in ((kim, proposal), (bo, plan), (anna, plan)):
        with pytest.raises(NotFoundError):
            plans.load_plan(archive, gone)
    assert plans.load_plan(bo, copy).title == "Min egen"
    # What the library shows has no class in it.
    assert plans.load_plan(bo, shown).plan.students == ()


def test_the_log_keeps_only_that_it_happened(store: Store) -> None:
    anna = person(store, "anna")
    made = classes.new_class(anna, "5. a", NOW)
    classes.put_in_class(anna, marked_plan(anna), made)
    erase_class(anna, made, NOW)
    _, last = DoorLog(store.engine).happenings()[0]
    assert (last.what, last.account, last.actor, last.detail) == ("class_erased", made, anna.account.id, "1")


def test_nobody_erases_the_class_or_plan_of_another(store: Store) -> None:
    anna, bo, eva = person(store, "anna"), person(store, "bo"), person(store, "eva", "administrator")
    made, plan = classes.new_class(anna, "5. a", NOW), marked_plan(anna)
    classes.put_in_class(anna, plan, made)
    share(anna, plan, bo.account.id, NOW)
    for other in (bo, eva):
        with pytest.raises(NotFoundError):
            erase_class(other, made, NOW)
    with pytest.raises(NotAllowedError):
        erase_document(bo, plan, NOW)
    with pytest.raises(NotFoundError):
        erase_document(eva, plan, NOW)
    assert plans.load_plan(anna, plan).title == MARKER


def test_a_document_is_erased_only_after_it_was_taken_off_the_list(archive: Archive) -> None:
    plan = marked_plan(archive)
    with pytest.raises(PlannerError, match="Take it off the list first"):
        erase_document(archive, plan, NOW)
    history.remove(archive, plan, NOW)
    assert document_going(archive, plan).edits == 3
    assert erase_document(archive, plan, NOW).going.documents == 1
    assert plans.list_plans(archive, removed=True) == ()


def test_what_was_erased_is_not_remembered_by_the_process_either(archive: Archive) -> None:
    plan = marked_plan(archive)
    content = plans.load_plan(archive, plan).stored.content
    checking.check_plan(stored_plan(content))
    searching.facts_of(content)
    reviews._compared(content, content)
    proposing._pieces_of(content, content)
    across._known(content)
    assert memory.number_kept() >= 6
    history.remove(archive, plan, NOW)
    erase_document(archive, plan, NOW)
    assert memory.number_kept() == 0
    assert across._known.cache_info().currsize == 0


def test_every_bounded_memory_of_services_and_pages_is_cleared() -> None:
    # What these keep is not of a document.
    free = {"memory.py", "editor_kinds.py", "session.py"}
    folder = Path(planner.services.__path__[0]).parent
    files = [file for part in ("services", "web") for file in (folder / part).rglob("*.py")]
    assert {file.name for file in files if "lru_cache(" in file.read_text(encoding="utf-8")} == free
