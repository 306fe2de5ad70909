"""Teachers open rounds, look, let words through and reply; coaches read; nobody else is told of them."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import hypothesis
import pytest
from asking import Questions, ask
from hypothesis import strategies as st

from planner.errors import InputError, NotAllowedError, NotFoundError
from planner.plan.class_changes import AddStudents
from planner.plan.room_changes import EditLayout
from planner.room.patch import read_patch
from planner.services.archive import Archive
from planner.services.plans import change_plan, load_plan, plan_layout
from planner.services.replying import changes_since
from planner.services.rounds import (
    Asked,
    close_round,
    disagreements,
    export_round,
    hold_back,
    let_through,
    open_round,
    replies_of,
    reply,
    round_state,
    rounds_of,
    waiting_words,
)
from planner.storage.accounts import Account, AccountStore, NewAccount, Role
from planner.storage.database import writing
from planner.storage.door_log import DoorLog
from planner.storage.store import Store, open_store
from planner.storage.tables import ShareRow
from planner.voice.model import Pin
from planner.voice.round import Reply

Deed = Callable[[Archive, Questions, str], object]
LOOKS: dict[str, Deed] = {
    "round_state": lambda archive, asked, _: round_state(archive, asked.round.id, asked.now),
    "rounds_of": lambda archive, asked, _: rounds_of(archive, asked.round.plan, asked.now),
    "replies_of": lambda archive, asked, _: replies_of(archive, asked.round.id),
    "disagreements": lambda archive, asked, _: disagreements(archive, asked.round.id, asked.now),
}
TEACHES: dict[str, Deed] = {
    "open_round": lambda archive, asked, _: open_round(
        archive, asked.round.plan, Asked("0-1", asked.round.layouts, 5), asked.now
    ),
    "waiting_words": lambda archive, asked, _: waiting_words(archive, asked.round.id),
    "let_through": lambda archive, asked, word: let_through(archive, word, asked.now),
    "hold_back": lambda archive, asked, word: hold_back(archive, word, asked.now),
    "reply": lambda archive, asked, _: reply(archive, asked.round.id, Reply("Ro", "Ja"), asked.now),
    "close_round": lambda archive, asked, _: close_round(archive, asked.round.id, asked.now),
    "export_round": lambda archive, asked, _: export_round(archive, asked.round.id, asked.now),
}


def account(store: Store, name: str, role: Role, now: datetime) -> Account:
    return AccountStore(store.engine).add(NewAccount(name, role), now)


def share(asked: Questions, with_whom: Account, role: str) -> Archive:
    row = ShareRow(document=asked.round.plan, account=with_whom.id, role=role, actor="o", at=asked.now)
    with writing(asked.store.engine) as session:
        session.add(row)
    return Archive(asked.store, with_whom)


@pytest.fixture
def archive(store: Store, now: datetime) -> Archive:
    return Archive(store, account(store, "anna", "teacher", now))


@pytest.fixture
def asked(archive: Archive, now: datetime) -> Questions:
    return ask(archive, now, expected=24)


def spoken(asked: Questions) -> str:
    """Let five students wish for something and return the id of one of their words."""
    asked.wish(*range(5))
    asked.look()
    return waiting_words(asked.archive, asked.round.id)[0].id


def test_a_round_does_not_exist_for_who_may_not_open_its_plan(asked: Questions) -> None:
    word = spoken(asked)
    people: tuple[tuple[str, Role], ...] = (("bo", "teacher"), ("kim", "coach"), ("ada", "administrator"))
    for name, role in people:
        stranger = Archive(asked.store, account(asked.store, name, role, asked.now))
        for deed in (LOOKS | TEACHES).values():
            with pytest.raises(NotFoundError):
                deed(stranger, asked, word)


def test_a_co_teacher_may_do_all_of_it(asked: Questions) -> None:
    word = spoken(asked)
    colleague = share(asked, account(asked.store, "bo", "teacher", asked.now), "co_teacher")
    for deed in (LOOKS | TEACHES).values():
        deed(colleague, asked, word)


def test_a_coach_reads_results_and_does_nothing_else(asked: Questions) -> None:
    word = spoken(asked)
    coach = share(asked, account(asked.store, "kim", "coach", asked.now), "coach")
    for look in LOOKS.values():
        look(coach, asked, word)
    for deed in TEACHES.values():
        with pytest.raises(NotAllowedError):
            deed(coach, asked, word)
    state = round_state(coach, asked.round.id, asked.now)
    assert state.results is not None
    assert state.results.words == ()


def test_what_is_not_there_is_not_found(asked: Questions) -> None:
    for deed in (
        lambda: round_state(asked.archive, "nothing", asked.now),
        lambda: let_through(asked.archive, "nothing", asked.now),
        lambda: rounds_of(asked.archive, "nothing"),
        lambda: open_round(asked.archive, "nothing", Asked("0-1", asked.round.layouts, 5), asked.now),
        lambda: reply(asked.archive, asked.round.id, Reply("Ro", "Ja", edit=10_000), asked.now),
    ):
        with pytest.raises(NotFoundError):
            deed()


def test_a_round_remembers_what_it_was_about(asked: Questions) -> None:
    one = asked.round
    assert (one.group, one.expected, one.closes - one.opened) == ("4-6", 24, timedelta(hours=1))
    assert one.edit == load_plan(asked.archive, one.plan).head
    assert rounds_of(asked.archive, one.plan) == (one,)
    later = open_round(
        asked.archive, one.plan, Asked("0-1", one.layouts, 5), asked.now + timedelta(minutes=1)
    )
    assert [r.id for r in rounds_of(asked.archive, one.plan)] == [later.id, one.id]


def test_a_round_that_cannot_be_is_refused(asked: Questions) -> None:
    unsound: dict[str, dict[str, Any]] = {
        "layouts: Der er valgt 0 indretninger – spørg om én indretning": {"layouts": ()},
        "minutes_open: Runden skulle være åben i 0 minutter – mellem 1 og 20160": {"minutes_open": 0},
        "minutes_open: Runden skulle være åben i 20161": {"minutes_open": 20161},
        "expected: Der er ventet 0 svar": {"expected": 0},
    }
    sound = Asked("4-6", asked.round.layouts, 5)
    for sentence, fields in unsound.items():
        with pytest.raises(InputError) as error:
            open_round(asked.archive, asked.round.plan, replace(sound, **fields), asked.now)
        assert str(error.value).startswith(sentence)


def test_two_layouts_need_two_names(asked: Questions) -> None:
    layout = asked.round.layouts[0]
    with pytest.raises(InputError, match="Der er valgt 2 indretninger"):
        open_round(asked.archive, asked.round.plan, Asked("4-6", (layout, layout), 5), asked.now)
    other = layout.model_copy(update={"name": "På hovedet"})
    two = open_round(asked.archive, asked.round.plan, Asked("4-6", (layout, other), 5), asked.now)
    questions = Questions(asked.archive, two, asked.now)
    for device in range(5):
        questions.give(device, vote=device % 2, pins=(Pin(kind="good", at=(1, 1), layout=1),))
    results = questions.look().results
    assert results is not None
    vote = results.tally("vote")
    assert vote is not None
    assert vote.counts == (("0", 3), ("1", 2))
    placed = results.placed("good", 1)
    assert placed is not None
    assert len(placed.students) == 5


def test_the_count_is_seen_at_once_and_results_from_five_on_in_batches(asked: Questions) -> None:
    seen = []
    for device in range(11):
        asked.wish(device)
        state = asked.look()
        seen.append((state.answers, state.shown, state.held))
    assert seen[3:6] == [(4, 0, 4), (5, 5, 0), (6, 5, 1)]
    assert seen[8:] == [(9, 5, 4), (10, 10, 0), (11, 10, 1)]


def test_a_change_is_seen_with_the_next_batch_only(asked: Questions) -> None:
    for device in range(5):
        asked.give(device, choices={"agree_quiet": "5"})
    first = asked.look().results
    asked.give(0, choices={"agree_quiet": "1"})
    assert asked.look().results == first
    assert asked.look().held == 1
    for device in range(1, 5):
        asked.give(device, choices={"agree_quiet": "2"})
    results = asked.look().results
    assert results is not None
    tally = results.tally("agree_quiet")
    assert tally is not None
    assert tally.counts == (("5", 0), ("4", 0), ("3", 0), ("2", 4), ("1", 1))


def test_the_close_releases_what_is_enough_and_holds_the_rest_back(asked: Questions) -> None:
    asked.wish(*range(6))
    late = asked.now + timedelta(hours=2)
    state = asked.look(late)
    assert (state.shown, state.held, state.round.closed) == (6, 0, asked.round.closes)
    other = ask(asked.archive, asked.now)
    other.wish(*range(5))
    other.look()
    other.wish(5, 6)
    close_round(other.archive, other.round.id, other.now)
    assert (other.look().shown, other.look().held) == (5, 2)


def test_a_closed_round_stays_closed_at_its_first_close(asked: Questions) -> None:
    soon = asked.now + timedelta(minutes=5)
    close_round(asked.archive, asked.round.id, soon)
    assert close_round(asked.archive, asked.round.id, asked.now + timedelta(minutes=9)).closed == soon


def test_words_wait_for_the_teachers_look(asked: Questions) -> None:
    asked.wish(1, 2, 3, 4)
    asked.look()
    assert waiting_words(asked.archive, asked.round.id) == ()
    asked.wish(5)
    asked.look()
    words = waiting_words(asked.archive, asked.round.id)
    assert [(word.text, word.state) for word in words] == [(f"ro {n}", "waiting") for n in range(1, 6)]
    let_through(asked.archive, words[0].id, asked.now)
    hold_back(asked.archive, words[1].id, asked.now)
    results = asked.look().results
    assert results is not None
    assert [word.text for word in results.words] == ["ro 1"]


def test_a_changed_text_waits_again_and_the_old_one_is_gone(asked: Questions) -> None:
    asked.wish(*range(5))
    asked.look()
    old = waiting_words(asked.archive, asked.round.id)
    for word in old:
        let_through(asked.archive, word.id, asked.now)
    asked.wish(0, text="noget grimt")
    asked.wish(*range(5, 9))
    results = asked.look().results
    assert results is not None
    assert sorted(word.text for word in results.words) == ["ro 1", "ro 2", "ro 3", "ro 4"]
    states = {word.text: word.state for word in waiting_words(asked.archive, asked.round.id)}
    assert states["noget grimt 0"] == "waiting"
    assert "ro 0" not in states
    with pytest.raises(NotFoundError):
        let_through(asked.archive, old[0].id, asked.now)


def test_a_proposal_waits_as_words_do(archive: Archive, now: datetime) -> None:
    asked = ask(archive, now, "7-9")
    table = next(piece for piece in asked.round.layouts[0].furniture if not piece.fixed)
    moved = table.model_copy(update={"angle": 45.0}).model_dump(mode="json", exclude_unset=True)
    for device in range(5):
        asked.give(device, proposal=({"put": {"furniture": [moved]}},))
    results = asked.look().results
    assert results is not None
    assert results.words == ()
    assert {word.kind for word in waiting_words(archive, asked.round.id)} == {"proposal"}


def test_a_reply_is_dated_and_may_say_no(asked: Questions) -> None:
    said = reply(asked.archive, asked.round.id, Reply("Sofaer", "Nej", "Der er ikke plads"), asked.now)
    assert (said.at, said.check) == (asked.now, None)
    assert replies_of(asked.archive, asked.round.id) == (said,)


UNFIT: dict[str, Reply] = {
    "Svaret siger ikke, hvad eleverne sagde": Reply(" ", "Ja"),
    ": Svaret siger ikke": Reply("Ro", ""),
    "because: Teksten er på 601 tegn – skriv højst 600": Reply("Ro", "Ja", "a" * 601),
    "because: Svaret siger noget om, hvem nogen er": Reply("Ro", "Ja", "på grund af ADHD"),
    "did: Svaret siger noget om, hvem nogen er": Reply("Ro", "Vi flyttede B9, så"),
    "said: Svaret siger noget om, hvem nogen er": Reply("Ro ved b9-bordet", "Ja"),
}


def test_a_reply_that_names_somebody_or_nothing_is_refused(asked: Questions) -> None:
    plan = load_plan(asked.archive, asked.round.plan)
    change_plan(asked.archive, (plan.id, plan.head), AddStudents(("B9",)), asked.now)
    for sentence, unfit in UNFIT.items():
        with pytest.raises(InputError) as error:
            reply(asked.archive, asked.round.id, unfit, asked.now)
        assert str(error.value).startswith(sentence.removeprefix(": ")), sentence
    assert replies_of(asked.archive, asked.round.id) == ()


def test_a_linked_change_says_what_the_check_of_the_room_found(asked: Questions) -> None:
    archive, plan = asked.archive, load_plan(asked.archive, asked.round.plan)
    layout = plan_layout(plan.plan)
    board = layout.boards[0].id
    patch = read_patch({"remove": {"boards": [board]}})
    changed = change_plan(archive, (plan.id, plan.head), EditLayout(patch), asked.now)
    assert [edit.id for edit in changes_since(archive, asked.round)] == [changed.head]
    said = reply(archive, asked.round.id, Reply("Tavlen", "Væk", edit=changed.head), asked.now)
    assert said.check is not None
    assert re.match(r"Tjekket af lokalet finder \d+ ting mindre, der er i vejen", said.check.da)
    codes = {student.code for student in plan.plan.students}
    assert not codes & set(said.check.da.replace(".", " ").split())


def test_a_link_to_the_first_state_says_nothing(asked: Questions) -> None:
    said = reply(asked.archive, asked.round.id, Reply("Ro", "Ja", edit=asked.round.edit), asked.now)
    assert said.check is None


def test_what_adults_do_is_written_down_without_contents(asked: Questions) -> None:
    word = spoken(asked)
    let_through(asked.archive, word, asked.now)
    reply(asked.archive, asked.round.id, Reply("Hemmeligt", "Ja"), asked.now)
    export_round(asked.archive, asked.round.id, asked.now)
    close_round(asked.archive, asked.round.id, asked.now)
    log = [happening for _, happening in DoorLog(asked.store.engine).happenings()]
    noted = [(h.what, h.account, h.actor, h.detail) for h in reversed(log)]
    who = (asked.round.plan, asked.archive.account.id, asked.round.id)
    assert noted == [
        (what, *who)
        for what in ("round_opened", "word_shown", "voice_replied", "voice_exported", "round_closed")
    ]


DEEDS = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 11), st.booleans()),
        st.sampled_from(["look", "look", "close"]),
    ),
    max_size=40,
)


def test_no_two_looks_at_a_round_tell_of_fewer_than_five_students(sqlite_url: str) -> None:
    store = open_store(sqlite_url)

    @hypothesis.settings(max_examples=20)
    @hypothesis.given(deeds=DEEDS)
    def holds(deeds: list[tuple[int, bool] | str]) -> None:
        play(ask(Archive(store), datetime(2026, 3, 2, tzinfo=UTC)), deeds)

    holds()
    store.close()


def play(asked: Questions, deeds: list[tuple[int, bool] | str]) -> None:
    """Let a class answer, change and take back while its teacher looks; hold what is seen to its promise."""
    whose: dict[str, int] = {}
    looks: list[set[str]] = [set()]
    closed = False
    for number, deed in enumerate((*deeds, "look", "close", "look")):
        if deed == "close":
            close_round(asked.archive, asked.round.id, asked.now)
            closed = True
        elif isinstance(deed, tuple) and not closed:
            whose[f"ord {number}"] = deed[0]
            asked.give(deed[0], words={"wish": f"ord {number}"} if deed[1] else {})
        elif deed == "look":
            looks += seen(asked)
    for before, after in pairwise(looks):
        students = {whose[text] for text in before ^ after}
        assert not students or len(students) >= 5


def seen(asked: Questions) -> list[set[str]]:
    """Return the texts a teacher can read now; none where results are hidden."""
    state = asked.look()
    words = {word.text for word in waiting_words(asked.archive, asked.round.id)}
    assert (state.results is None) == (not words)
    assert state.shown == len(words)
    assert not words or len(words) >= 5
    return [words] if words else []
