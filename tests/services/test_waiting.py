"""What waits for whom: it comes when it is somebody's turn, and goes when they have taken it."""

from datetime import date, datetime, timedelta

import pytest
from coached import School, open_school

from planner.plan.changes import SetSupport
from planner.review.model import Anchor, NewComment, Waiting
from planner.services.answering import give_answer
from planner.services.plans import change_plan, load_plan, plan_layout, undo
from planner.services.reviews import (
    add_comment,
    adopt,
    comments,
    move,
    proposals,
    propose,
    set_evaluation,
    settle_comment,
    waiting,
    withdraw_comment,
)
from planner.services.rounds import Asked, let_through, open_round, reply, round_state, waiting_words
from planner.storage.store import Store
from planner.voice.model import Answer
from planner.voice.round import Reply


@pytest.fixture
def school(store: Store, now: datetime) -> School:
    return open_school(store, now)


def kinds(school: School, name: str, days: int = 0) -> list[str]:
    return [one.kind for one in waits(school, name, days)]


def waits(school: School, name: str, days: int = 0) -> tuple[Waiting, ...]:
    return waiting(school[name], school.now + timedelta(days))


def say(school: School, name: str, text: str, answers: int | None = None) -> int:
    new = NewComment(school.shown.head, Anchor("plan"), text, answers)
    return add_comment(school[name], school.plan, new, school.now)


def test_at_first_nothing_waits_for_anybody(school: School) -> None:
    assert all(kinds(school, name) == [] for name in school.people)


def test_a_plan_that_is_ready_waits_for_its_coach_until_it_is_handed_back(school: School) -> None:
    move(school["bo"], school.plan, "ready", school.now)
    [found] = waits(school, "eva")
    assert found.words.text("da") == f"»{school.shown.title}« er klar til sparring."
    assert (found.plan, found.since, kinds(school, "bo"), kinds(school, "ole")) == (
        school.plan,
        school.now,
        [],
        [],
    )
    move(school["eva"], school.plan, "in_review", school.now)
    assert kinds(school, "eva") == ["in_review"]
    move(school["eva"], school.plan, "adjusting", school.now)
    assert (kinds(school, "eva"), kinds(school, "bo"), kinds(school, "mia")) == (
        [],
        ["adjusting"],
        ["adjusting"],
    )


def test_a_thread_waits_for_who_did_not_have_the_last_word(school: School) -> None:
    thread = say(school, "eva", "Hvorfor her?")
    say(school, "eva", "Og her?")
    [found] = waits(school, "bo")
    assert (found.kind, found.n) == ("comments", 2)
    assert found.words.text("da").startswith("2 kommentarer")
    assert kinds(school, "eva") == []
    say(school, "bo", "Fordi der er ro", thread)
    assert waits(school, "bo")[0].n == 1
    assert kinds(school, "eva") == ["comments"]
    for comment in comments(school["eva"], school.plan):
        settle_comment(school["eva"], comment.id, school.now)
    assert kinds(school, "eva") == kinds(school, "bo") == []


def test_nothing_waits_in_a_plan_that_is_put_away(school: School) -> None:
    say(school, "eva", "Hvorfor her?")
    move(school["bo"], school.plan, "archived", school.now)
    assert kinds(school, "bo") == kinds(school, "eva") == []


def test_a_talk_among_teachers_does_not_wait_for_the_coach(school: School) -> None:
    thread = say(school, "mia", "Skal vi bytte?")
    assert (kinds(school, "eva"), kinds(school, "bo")) == ([], ["comments"])
    withdraw_comment(school["mia"], thread, school.now)
    assert kinds(school, "bo") == []


def test_a_proposal_waits_once_there_is_something_in_it_and_only_during_sparring(school: School) -> None:
    move(school["bo"], school.plan, "ready", school.now)
    move(school["eva"], school.plan, "in_review", school.now)
    copy = propose(school["eva"], school.plan, school.now)
    assert kinds(school, "bo") == []
    head = load_plan(school["eva"], copy).head
    change_plan(school["eva"], (copy, head), SetSupport("lesson", (), "word_wall", on=True), school.now)
    assert kinds(school, "bo") == ["proposal"]
    chosen = tuple(piece.id for piece in proposals(school["bo"], school.plan)[0].pieces)
    adopt(school["bo"], (school.plan, school.shown.head), copy, chosen, school.now)
    assert kinds(school, "bo") == kinds(school, "mia") == []
    undo(school["bo"], (school.plan, school.shown.head))
    assert kinds(school, "bo") == ["proposal"]
    move(school["bo"], school.plan, "agreed", school.now)
    assert kinds(school, "bo") == []


def test_the_day_of_the_evaluation_waits_when_it_comes(school: School) -> None:
    day = date(2026, 3, 9)
    set_evaluation(school["bo"], school.plan, day, school.now)
    for who, status in (("bo", "ready"), ("eva", "in_review"), ("bo", "agreed")):
        move(school[who], school.plan, status, school.now)  # type: ignore[arg-type]
    assert kinds(school, "bo", 6) == []
    [found] = waits(school, "bo", 7)
    assert found.words.text("da").endswith("igen 9. marts 2026.")
    assert kinds(school, "eva", 7) == []


def test_words_of_students_wait_for_a_look_and_then_for_a_reply(school: School) -> None:
    layout = plan_layout(school.shown.plan)
    asked = open_round(school["bo"], school.plan, Asked("4-6", (layout,), 60), school.now)
    for device in range(5):
        answer = Answer(words={"wish": f"mere ro {device}"})
        give_answer(school["bo"].store, asked.code, f"device {device}", answer, school.now)
    round_state(school["bo"], asked.id, school.now)
    [found] = waits(school, "bo")
    assert (found.kind, found.n) == ("words", 5)
    assert kinds(school, "eva") == []
    for word in waiting_words(school["bo"], asked.id):
        let_through(school["bo"], word.id, school.now)
    assert kinds(school, "mia") == ["wishes"]
    reply(school["bo"], asked.id, Reply("Mere ro", "Vi lukker døren", "Det hjælper"), school.now)
    assert kinds(school, "bo") == []
