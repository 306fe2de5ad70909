"""Students answer under a code: one answer for each device, until the round closes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Barrier

import pytest
from asking import Questions, ask

from planner.errors import ConflictError, InputError, NotFoundError, PlannerError, WaitError
from planner.services.answering import came_of_it, enter_round, find_round, give_answer, own_answer
from planner.services.archive import Archive
from planner.services.doors import Doors, open_doors
from planner.services.rounds import close_round, reply
from planner.settings import Settings
from planner.storage.voice import Given, VoiceStore
from planner.voice.model import Answer, Pin
from planner.voice.round import Reply


@pytest.fixture
def asked(archive: Archive, now: datetime) -> Questions:
    return ask(archive, now)


@pytest.fixture
def entrance(asked: Questions, url: str, tmp_path: Path) -> Doors:
    return open_doors(Settings(tmp_path, url), asked.store)


def test_a_code_is_found_however_it_is_typed(asked: Questions) -> None:
    code = asked.round.code
    found = find_round(asked.store, f" {code[:3].lower()} {code[3:]}", asked.now)
    assert (found.code, found.open, found.group, found.language) == (code, True, "4-6", "da")
    assert found.questions == asked.round.questions
    assert found.layouts == asked.round.layouts


def test_what_a_code_opens_names_no_plan(asked: Questions) -> None:
    found = find_round(asked.store, asked.round.code, asked.now)
    assert {field.name for field in fields(found)} == {
        "code",
        "group",
        "questions",
        "layouts",
        "closes",
        "language",
        "open",
        "shared",
    }
    assert asked.round.plan not in repr(found)


def test_an_unknown_code_and_no_code_at_all_are_not_found(asked: Questions) -> None:
    for code in ("", "XXXXXX", "' OR 1=1", "\x00" * 6, "x" * 10_000):
        with pytest.raises(NotFoundError, match="There are no questions under this code"):
            find_round(asked.store, code, asked.now)


def test_a_device_sees_and_changes_its_own_answer_only(asked: Questions) -> None:
    asked.wish(1, 2)
    asked.wish(1, text="mere ro")
    store, code = asked.store, asked.round.code
    assert own_answer(store, code, "device 1", asked.now) == Answer(words={"wish": "mere ro 1"})
    assert own_answer(store, code, "device 2", asked.now) == Answer(words={"wish": "ro 2"})
    assert own_answer(store, code, "device 3", asked.now) is None
    assert asked.look().answers == 2


def test_an_empty_answer_takes_an_answer_back(asked: Questions) -> None:
    asked.wish(1)
    asked.give(1)
    asked.give(2)
    assert own_answer(asked.store, asked.round.code, "device 1", asked.now) is None
    assert asked.look().answers == 0


def test_nobody_answers_a_closed_round(asked: Questions) -> None:
    asked.wish(1)
    late = asked.now + timedelta(minutes=60)
    with pytest.raises(ConflictError, match="The round is closed"):
        asked.give(1, late, words={"wish": "for sent"})
    assert not find_round(asked.store, asked.round.code, late).open
    assert own_answer(asked.store, asked.round.code, "device 1", late) is None
    other = ask(asked.archive, asked.now)
    close_round(asked.archive, other.round.id, asked.now)
    with pytest.raises(ConflictError, match="The round is closed"):
        other.wish(1)


def test_what_does_not_fit_is_refused_and_nothing_is_kept(asked: Questions) -> None:
    with pytest.raises(InputError, match="stedet, ikke om dig selv eller andre"):
        asked.give(1, words={"wish": "ham med ADHD larmer"})
    with pytest.raises(InputError, match="uden for tegningen"):
        asked.give(1, pins=(Pin(kind="good", at=(99, 99)),))
    assert asked.look().answers == 0


def test_student_text_is_kept_as_it_was_written(asked: Questions) -> None:
    text = "<script>alert(1)</script> **x** =HYPERLINK() 'Ø' \"🙂\""
    asked.give(1, words={"wish": f"\x00\u202e{text}\n"})
    assert own_answer(asked.store, asked.round.code, "device 1", asked.now) == Answer(words={"wish": text})


def test_a_round_cannot_be_filled_without_end(asked: Questions) -> None:
    voice = VoiceStore(asked.store.engine)
    for number in range(3):
        voice.keep_answer(asked.round.id, Given(f"{number:064}", "{}"), asked.now, 3)
    with pytest.raises(PlannerError, match="all the answers it can hold"):
        voice.keep_answer(asked.round.id, Given("f" * 64, "{}"), asked.now, 3)
    voice.keep_answer(asked.round.id, Given(f"{0:064}", '{"vote":0}'), asked.now, 3)


def test_a_class_that_sends_at_once_is_heard_in_full_and_shown_in_batches(asked: Questions) -> None:
    start = Barrier(12)

    def send(device: int) -> int:
        start.wait()
        asked.wish(device)
        return asked.look().shown

    with ThreadPoolExecutor(12) as pool:
        sizes = sorted({0, *pool.map(send, range(12))})
    assert asked.look().answers == 12
    assert all(after - before >= 5 for before, after in pairwise(sizes)), sizes


def test_a_browser_without_a_token_is_told(asked: Questions) -> None:
    with pytest.raises(InputError, match="Browseren kan ikke huske"):
        give_answer(asked.store, asked.round.code, " ", Answer(words={"wish": "ro"}), asked.now)


def test_students_see_what_came_of_it_also_after_the_close(asked: Questions) -> None:
    code, store = asked.round.code, asked.store
    assert came_of_it(store, code) == ()
    close_round(asked.archive, asked.round.id, asked.now)
    said = Reply("Mere ro", "Ikke nu", "Der er ingen skærm", edit=asked.round.edit)
    reply(asked.archive, asked.round.id, said, asked.now)
    assert came_of_it(store, code) == (Reply("Mere ro", "Ikke nu", "Der er ingen skærm", at=asked.now),)


def test_wrong_codes_make_an_address_wait_and_right_ones_do_not(entrance: Doors, asked: Questions) -> None:
    store, now, code = asked.store, asked.now, asked.round.code
    for _ in range(400):
        enter_round(entrance, store, code, "school", now)
    entrance.log.note_attempts([entrance.hashed("code", "school")] * 299, now, now - timedelta(minutes=15))
    with pytest.raises(NotFoundError):
        enter_round(entrance, store, "XXXXXX", "school", now)
    with pytest.raises(WaitError):
        enter_round(entrance, store, "XXXXXX", "school", now)
    assert enter_round(entrance, store, code, "school", now).open, "a right code never waits"
    assert enter_round(entrance, store, code, "school", now + timedelta(minutes=16)).code == code


def test_a_plan_off_the_lists_closes_its_rounds_to_students_until_it_is_brought_back(
    asked: Questions,
) -> None:
    asked.wish(1)
    store, code = asked.store, asked.round.code
    asked.archive.remove(asked.round.plan, asked.now)
    for ask_for in (
        lambda: find_round(store, code, asked.now),
        lambda: own_answer(store, code, "device 1", asked.now),
        lambda: came_of_it(store, code),
        lambda: asked.wish(2),
    ):
        with pytest.raises(NotFoundError):
            ask_for()
    asked.archive.bring_back(asked.round.plan)
    asked.wish(2)
    assert own_answer(store, code, "device 1", asked.now) == Answer(words={"wish": "ro 1"})
    assert asked.look().answers == 2


def test_no_answer_is_given_under_an_unknown_code(asked: Questions) -> None:
    with pytest.raises(NotFoundError):
        give_answer(asked.store, "XXXXXX", "d", Answer(vote=0), asked.now)
    with pytest.raises(NotFoundError):
        came_of_it(asked.store, "XXXXXX")
