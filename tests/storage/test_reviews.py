"""What sparring leaves in the database is exported whole, and erased for good."""

from datetime import datetime

import pytest
from coached import School, open_school
from databases import rows

from planner.plan.changes import SetSupport
from planner.review.model import Anchor, NewComment, Written
from planner.services.plans import change_plan, duplicate_plan, load_plan
from planner.services.reviews import add_comment, correct_comment, move, note, propose, settle_comment
from planner.storage.database import writing
from planner.storage.reviews import ReviewStore
from planner.storage.store import Store

TABLES = ("comments", "comment_texts", "comment_marks", "notes", "proposals", "reviewed")


@pytest.fixture
def school(store: Store, now: datetime) -> School:
    """Return a school in which everything of sparring happened once."""
    school = open_school(store, now)
    talk(school, school.plan)
    copy = propose(school["eva"], school.plan, now)
    head = load_plan(school["eva"], copy).head
    change_plan(school["eva"], (copy, head), SetSupport("lesson", (), "word_wall", on=True), now)
    move(school["bo"], school.plan, "ready", now)
    return school


def talk(school: School, plan: str) -> None:
    head = load_plan(school["bo"], plan).head
    new = NewComment(head, Anchor("plan"), "Hvorfor her?")
    thread = add_comment(school["bo"], plan, new, school.now)
    answer = NewComment(head, Anchor("plan"), "Fordi der er ro", thread)
    add_comment(school["bo"], plan, answer, school.now)
    correct_comment(school["bo"], thread, "Hvorfor lige her?", school.now)
    settle_comment(school["bo"], thread, school.now)
    note(school["bo"], plan, Written("signs", "Der er ro"), school.now)


def counts(url: str) -> dict[str, object]:
    return {table: rows(url, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}  # noqa: S608 – ours


def test_erasing_leaves_nothing_of_a_plan_and_all_of_the_others(school: School, url: str) -> None:
    other = duplicate_plan(school["bo"], school.plan, "En anden", school.now)
    talk(school, other)
    with writing(school["bo"].store.engine) as session:
        both = ReviewStore.with_proposals(session, (school.plan,))
        ReviewStore.erase(session, both)
    assert len(both) == 2
    assert counts(url) == {
        "comments": 2,
        "comment_texts": 3,
        "comment_marks": 1,
        "notes": 1,
        "proposals": 0,
        "reviewed": 0,
    }
    assert rows(url, "SELECT DISTINCT document FROM comments") == [(other,)]


def test_erasing_a_proposal_leaves_the_plan_its_talk(school: School, url: str) -> None:
    [(copy,)] = rows(url, "SELECT document FROM proposals")
    with writing(school["bo"].store.engine) as session:
        ReviewStore.erase(session, (str(copy),))
    assert counts(url) == {
        "comments": 2,
        "comment_texts": 3,
        "comment_marks": 1,
        "notes": 1,
        "proposals": 0,
        "reviewed": 1,
    }


def test_the_export_holds_every_text_that_ever_stood_there(school: School) -> None:
    found = ReviewStore(school["bo"].store.engine).export((school.plan,))
    assert [text["text"] for text in found["comments"][0]["texts"]] == ["Hvorfor her?", "Hvorfor lige her?"]
    assert found["comments"][0]["marks"][0]["mark"] == "settled"
    assert [one["text"] for one in found["notes"]] == ["Der er ro"]
    assert [(one["before"], one["after"]) for one in found["moves"]] == [("draft", "ready")]
    assert [one["plan"] for one in found["proposals"]] == [school.plan]
