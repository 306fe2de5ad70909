"""The students' voice in the database: no name, no time, no order – and all of it can be erased."""

from datetime import datetime, timedelta

import pytest
from asking import Questions, ask
from databases import rows
from sqlalchemy import inspect

from planner.services.archive import Archive
from planner.services.rounds import close_round, let_through, reply, waiting_words
from planner.storage.database import writing
from planner.storage.store import Store, open_store
from planner.storage.voice import VoiceStore
from planner.voice.round import Reply


@pytest.fixture
def asked(archive: Archive, now: datetime) -> Questions:
    return ask(archive, now)


def test_an_answer_is_kept_without_name_time_or_number(asked: Questions, url: str) -> None:
    columns = {column["name"] for column in inspect(asked.store.engine).get_columns("answers")}
    assert columns == {"id", "round", "device", "content", "released"}
    asked.wish(1)
    [(device, content)] = rows(url, "SELECT device, content FROM answers")
    assert "device 1" not in str(device)
    assert len(str(device)) == 64
    assert content == '{"words":{"wish":"ro 1"}}'


def test_sqlite_keeps_no_row_numbers_that_would_tell_the_order(sqlite_url: str) -> None:
    open_store(sqlite_url).close()
    tables = rows(sqlite_url, "SELECT sql FROM sqlite_master WHERE name IN ('answers', 'words')")
    assert len(tables) == 2
    assert all("WITHOUT ROWID" in str(sql) for (sql,) in tables)


def test_the_close_forgets_devices_and_writes_answers_anew(asked: Questions, url: str) -> None:
    asked.wish(*range(7))
    asked.look()
    before = set(rows(url, "SELECT id FROM answers"))
    contents = sorted(rows(url, "SELECT content, released FROM answers"))
    close_round(asked.archive, asked.round.id, asked.now)
    assert rows(url, "SELECT count(*) FROM answers WHERE device IS NOT NULL") == [(0,)]
    assert not before & set(rows(url, "SELECT id FROM answers"))
    assert sorted(rows(url, "SELECT content, released FROM answers")) == contents
    joined = "SELECT count(*) FROM words JOIN answers ON words.answer = answers.id"
    assert rows(url, joined) == [(7,)] or rows(url, joined) == [(5,)]


def test_one_device_has_other_digests_in_other_rounds(archive: Archive, now: datetime, url: str) -> None:
    for _ in range(2):
        ask(archive, now).wish(1)
    digests = rows(url, "SELECT device FROM answers")
    assert len(set(digests)) == 2


def test_a_code_that_is_taken_is_not_taken_twice(asked: Questions, store: Store) -> None:
    assert not VoiceStore(store.engine).add_round(asked.round)


def test_erasing_plans_erases_what_students_said_about_them(
    archive: Archive, now: datetime, url: str
) -> None:
    gone, kept = ask(archive, now), ask(archive, now)
    for asked in (gone, kept):
        asked.wish(*range(5))
        asked.look()
        reply(archive, asked.round.id, Reply("Mere ro", "Vi har skærmet hulen"), now)
    voice = VoiceStore(archive.store.engine)
    with writing(archive.store.engine) as session:
        voice.erase(session, [gone.round.plan])
    for table, left in {"rounds": 1, "answers": 5, "words": 5, "replies": 1}.items():
        assert rows(url, f"SELECT count(*) FROM {table}") == [(left,)], table  # noqa: S608
    assert voice.rounds(kept.round.plan)


def test_an_export_holds_what_was_released_and_nobodys_whole_answer(asked: Questions) -> None:
    voice = VoiceStore(asked.store.engine)
    asked.wish(1, 2, 3, 4)
    plan = asked.round.plan
    assert voice.export([plan])[plan][0]["results"] is None
    assert voice.export([plan])[plan][0]["words"] == []
    asked.wish(5, 6)
    asked.look()
    asked.wish(7)
    let_through(asked.archive, waiting_words(asked.archive, asked.round.id)[0].id, asked.now)
    [exported] = voice.export([plan])[plan]
    assert exported["results"]["answers"] == 6
    assert sorted(word["state"] for word in exported["words"]) == ["shown", *["waiting"] * 5]
    assert "ro 7" not in str(exported)


def test_rounds_close_by_themselves(asked: Questions, url: str) -> None:
    asked.wish(1)
    VoiceStore(asked.store.engine).close_due(asked.now + timedelta(minutes=59))
    assert rows(url, "SELECT count(*) FROM rounds WHERE closed IS NULL") == [(1,)]
    late = asked.now + timedelta(hours=5)
    VoiceStore(asked.store.engine).close_due(late)
    assert asked.look(late).round.closed == asked.round.closes
    assert rows(url, "SELECT device FROM answers") == [(None,)]
