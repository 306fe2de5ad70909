"""Accounts, sessions and what the doors remember, in a real database."""

import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from databases import rows

from planner.errors import ConflictError, NotFoundError
from planner.services.doors import Doors
from planner.storage.accounts import AccountStore, NewAccount
from planner.storage.door_log import DoorLog, Happening
from planner.storage.secret import read_secret

MINUTE = timedelta(minutes=1)


@pytest.fixture
def accounts(doors: Doors) -> AccountStore:
    return doors.accounts


@pytest.fixture
def log(doors: Doors) -> DoorLog:
    return doors.log


def test_the_census_counts_open_administrators_only(accounts: AccountStore, now: datetime) -> None:
    assert accounts.census() == (False, False)
    accounts.add(NewAccount("anna", "teacher"), now)
    assert accounts.census() == (True, False)
    chief = accounts.add(NewAccount("bo", "administrator"), now)
    assert accounts.census() == (True, True)
    accounts.set_disabled(chief.id, now)
    assert accounts.census() == (True, False)


def test_a_name_is_given_once(accounts: AccountStore, now: datetime) -> None:
    accounts.add(NewAccount("anna", "teacher"), now)
    with pytest.raises(ConflictError):
        accounts.add(NewAccount("anna", "coach"), now)
    assert [account.role for account in accounts.accounts()] == ["teacher"]


def test_what_is_not_there_is_not_found(accounts: AccountStore) -> None:
    assert accounts.by_name("anna") is None
    assert accounts.by_subject("s") is None
    assert accounts.session("d") is None
    with pytest.raises(NotFoundError):
        accounts.set_disabled("nobody", None)
    with pytest.raises(NotFoundError):
        accounts.set_password("nobody", "hash")


def test_another_password_ends_every_session(accounts: AccountStore, now: datetime) -> None:
    anna = accounts.add(NewAccount("anna", "teacher", "old"), now)
    for digest in ("a", "b"):
        accounts.open_session(digest, anna.id, now, now + MINUTE)
    accounts.renew_hash(anna.id, "same")
    assert accounts.session("a") is not None
    accounts.set_password(anna.id, "new")
    assert (accounts.session("a"), accounts.session("b")) == (None, None)
    assert accounts.by_name("anna") == (anna, "new")


def test_a_session_is_seen_and_closed(accounts: AccountStore, now: datetime) -> None:
    anna = accounts.add(NewAccount("anna", "teacher"), now)
    for digest in ("a", "b", "c"):
        accounts.open_session(digest, anna.id, now, now + MINUTE)
    accounts.see_session("a", now + MINUTE / 2)
    seen = accounts.session("a")
    assert seen is not None
    assert (seen.account, seen.seen, seen.ends) == (anna, now + MINUTE / 2, now + MINUTE)
    accounts.close_session("a")
    assert accounts.session("a") is None
    assert accounts.close_sessions(anna.id) == 2


def test_sessions_that_ended_are_swept_out(accounts: AccountStore, now: datetime, url: str) -> None:
    anna = accounts.add(NewAccount("anna", "teacher"), now)
    accounts.open_session("a", anna.id, now, now + MINUTE)
    accounts.open_session("b", anna.id, now + 2 * MINUTE, now + 3 * MINUTE)
    assert rows(url, "SELECT digest FROM sessions") == [("b",)]


def test_who_somebody_is_at_the_school_is_noted_once(accounts: AccountStore, now: datetime) -> None:
    anna = accounts.add(NewAccount("anna", "teacher"), now)
    accounts.set_subject(anna.id, "first")
    accounts.set_subject(anna.id, "second")
    assert accounts.by_subject("first") == anna
    assert accounts.by_subject("second") is None


def test_attempts_are_counted_by_key_and_grow_old(log: DoorLog, now: datetime) -> None:
    first = log.note_attempts(("anna", "here"), now, now - MINUTE)
    log.note_attempts(("anna", "there"), now + MINUTE / 2, now - MINUTE)
    assert log.attempts("anna", now - MINUTE) == (2, now)
    assert log.attempts("nobody", now - MINUTE) == (0, None)
    log.forget_attempts(first)
    assert log.attempts("anna", now - MINUTE) == (1, now + MINUTE / 2)
    log.note_attempts((), now + 9 * MINUTE, now + 8 * MINUTE)
    assert log.attempts("anna", now - MINUTE) == (0, None)


def test_what_happened_is_told_newest_first(log: DoorLog, now: datetime) -> None:
    log.note(Happening("signed_in", "a", "a", "hash"), now)
    log.note(Happening("signed_out", "a", "a", detail="x"), now + MINUTE)
    assert log.happenings() == (
        (now + MINUTE, Happening("signed_out", "a", "a", detail="x")),
        (now, Happening("signed_in", "a", "a", "hash")),
    )
    assert len(log.happenings(1)) == 1


def test_a_token_is_good_once_for_its_kind_and_its_time(log: DoorLog, now: datetime) -> None:
    log.keep_token("d", "first", now + MINUTE, "what for")
    assert log.token("d", "other", now) is None
    assert log.take_token("d", "other", now) is None
    assert log.token("d", "first", now) == "what for"
    assert log.take_token("d", "first", now) == "what for"
    assert log.take_token("d", "first", now) is None
    log.keep_token("late", "first", now + MINUTE)
    assert log.token("late", "first", now + MINUTE) is None
    assert log.take_token("late", "first", now + MINUTE) is None


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = read_secret(tmp_path / "new")
    assert read_secret(tmp_path / "new") == key
    assert len(key) == 32
    file = tmp_path / "new" / "secret.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret.key"]
    assert read_secret(tmp_path / "given", "text") == read_secret(tmp_path / "other", "text") != key
    assert not (tmp_path / "given").exists()
