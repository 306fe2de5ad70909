"""What a review tells of the students' voice: from five answers on, and only words that were let through."""

from datetime import datetime

import pytest
from asking import SAMPLE, Questions, ask

from planner.services.archive import Archive
from planner.services.heard import heard
from planner.services.plans import open_sample
from planner.services.rounds import let_through, reply, waiting_words
from planner.voice.model import Pin
from planner.voice.round import Reply


@pytest.fixture
def asked(archive: Archive, now: datetime) -> Questions:
    return ask(archive, now)


def told(asked: Questions) -> list[str]:
    return [one.text("da") for one in heard(asked.archive, asked.round.plan, asked.now)]


def test_before_anybody_was_asked_nothing_is_told(archive: Archive, now: datetime) -> None:
    assert heard(archive, open_sample(archive, SAMPLE, now), now) == ()


def test_four_answers_are_only_counted(asked: Questions) -> None:
    asked.wish(*range(4))
    assert told(asked) == ["En runde er åben: 4 svar indtil nu."]


def test_from_five_on_pins_and_the_words_that_were_let_through_are_told(asked: Questions) -> None:
    for device in range(5):
        pin = Pin(kind="loud", at=(3.0, 3.0))
        asked.give(device, pins=(pin,), words={"wish": f"mere ro {device}"})
    lines = told(asked)
    assert lines[0] == "I en runde er 5 elevers svar klar til at se."
    assert lines[1].startswith("Nåle på lokalet: ")
    assert lines[1].endswith("(5).")
    assert not any("mere ro" in line for line in lines)
    word = waiting_words(asked.archive, asked.round.id)[0]
    let_through(asked.archive, word.id, asked.now)
    assert f"En elev skriver: »{word.text}«" in told(asked)


def test_one_student_with_many_pins_is_not_told(asked: Questions) -> None:
    asked.wish(*range(1, 5))
    asked.give(0, pins=(Pin(kind="loud", at=(3.0, 3.0)),) * 9)
    assert told(asked) == ["I en runde er 5 elevers svar klar til at se."]


def test_what_came_of_it_is_told(asked: Questions) -> None:
    asked.wish(*range(5))
    said = Reply("Der er for højt", "Vi lukker døren", "Det hjælper!")
    reply(asked.archive, asked.round.id, said, asked.now)
    assert told(asked)[-2:] == [
        "1 gang har klassen fået svar: »I sagde – vi gjorde – fordi«.",
        "I sagde: Der er for højt. Vi gjorde: Vi lukker døren. Fordi: Det hjælper!",
    ]
