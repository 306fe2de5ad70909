"""Documents are found by what they say, on the shelf they stand on."""

from datetime import datetime, timedelta

import pytest

from planner.services import layouts, plans, searching, sharing
from planner.services.archive import Archive
from planner.services.plans import load_plan
from planner.services.searching import Hit, Search, facts_of, list_documents, search
from planner.storage.accounts import AccountStore, NewAccount, Role
from planner.storage.classes import ClassStore
from planner.storage.store import Store
from planner.web.bringing import empty_room


def somebody(store: Store, name: str, now: datetime, role: Role = "teacher") -> Archive:
    return Archive(store, AccountStore(store.engine).add(NewAccount(name, role), now))


@pytest.fixture
def anna(store: Store, now: datetime) -> Archive:
    return somebody(store, "anna", now)


@pytest.fixture
def bo(store: Store, now: datetime, anna: Archive) -> Archive:
    """Return Bo, who finds one plan of each kind: his own, one shared with him, one in the library."""
    found = somebody(store, "bo", now)
    plans.open_sample(found, "fractions-grade-5", now)
    shared = plans.open_sample(anna, "water-samples-grade-8", now + timedelta(minutes=1))
    sharing.share(anna, shared, found.account.id, now)
    public = plans.open_sample(anna, "water-samples-grade-8", now + timedelta(minutes=2))
    sharing.put_in_library(anna, public, now + timedelta(minutes=2))
    return found


def told(hits: tuple[Hit, ...]) -> list[tuple[str, str]]:
    return [(hit.shelf, hit.facts.subject) for hit in hits]


def test_plans_stand_on_the_shelf_they_came_from_the_last_changed_first(bo: Archive) -> None:
    hits = list_documents(bo, "plan")
    assert told(hits) == [("library", "naturfag"), ("shared", "naturfag"), ("mine", "matematik")]
    assert [hit.found.owner_name for hit in hits] == ["anna", "anna", "bo"]
    assert [hit.found.shared for hit in hits] == [None, "co_teacher", None]


def test_a_shelf_says_what_a_plan_holds_and_the_library_nothing_of_the_class(bo: Archive) -> None:
    library, shared, mine = (hit.facts for hit in list_documents(bo, "plan"))
    assert (library.students, shared.students, mine.students) == (0, 22, 26)
    assert (mine.grade, mine.room) == (5, "zoned-classroom")


def test_the_owner_is_told_for_how_many_it_is_opened_and_nobody_else(anna: Archive, bo: Archive) -> None:
    assert max(hit.found.others for hit in list_documents(anna, "plan")) == 1
    assert max(hit.found.others for hit in list_documents(bo, "plan")) == 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 3),
        ("brøker", 1),
        ("BRØKER måder", 1),
        ("måder vand", 0),
        ("natur", 2),
        ("8. klasse", 2),
        ("grade 5", 1),
        ("[", 0),
        ("%", 0),
    ],
)
def test_every_word_must_stand_somewhere(bo: Archive, text: str, number: int) -> None:
    assert len(search(list_documents(bo, "plan"), Search(text=text))) == number


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (Search(shelf="library"), 1),
        (Search(shelf="mine"), 1),
        (Search(subject="naturfag"), 2),
        (Search(grade=5), 1),
        (Search(grade=5, shelf="shared"), 0),
        (Search(status="draft"), 2),
        (Search(status="agreed"), 0),
        (Search(class_id="nothing"), 0),
    ],
)
def test_a_filter_leaves_what_fits(bo: Archive, wanted: Search, number: int) -> None:
    assert len(search(list_documents(bo, "plan"), wanted)) == number


def test_a_plan_is_found_by_its_class(anna: Archive, now: datetime) -> None:
    plan = plans.open_sample(anna, "fractions-grade-5", now)
    store = ClassStore(anna.store.engine)
    of = store.add(anna.account.id, "5.b Solsikkerne", now.date(), now)
    store.put(plan, of)
    hits = list_documents(anna, "plan")
    assert [hit.found.id for hit in search(hits, Search(text="solsik"))] == [plan]
    assert [hit.found.id for hit in search(hits, Search(class_id=of))] == [plan]


def test_rooms_and_what_is_no_plan_say_nothing_of_lessons(anna: Archive, now: datetime) -> None:
    room = layouts.new_layout(anna, empty_room("4.b", 8, 6, 3).model_copy(update={"students": 24}), now)
    (hit,) = list_documents(anna, "layout")
    assert (hit.found.id, hit.facts) == (room, searching.Facts("", None, 0, ""))
    assert facts_of("no json") == facts_of("{}") == hit.facts


def test_what_was_deleted_or_taken_out_is_on_no_shelf(anna: Archive, bo: Archive, now: datetime) -> None:
    shared = next(hit.found.id for hit in list_documents(bo, "plan") if hit.shelf == "shared")
    anna.remove(shared, now)
    assert "shared" not in {hit.shelf for hit in list_documents(bo, "plan")}
    for hit in list_documents(anna, "plan"):
        if hit.shelf == "library":
            sharing.take_out(anna, hit.found.id, now)
    assert told(list_documents(bo, "plan")) == [("mine", "matematik")]
    assert {hit.shelf for hit in list_documents(anna, "plan")} == {"mine"}


def test_the_librarys_copy_stands_in_the_library_for_its_owner_too(anna: Archive, bo: Archive) -> None:
    copies = [hit for hit in list_documents(anna, "plan") if hit.found.copied]
    assert [hit.shelf for hit in copies] == ["library"]
    assert load_plan(bo, copies[0].found.id).plan.students == ()
