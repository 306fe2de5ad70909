"""Signing in and out, how long a session lasts, and how often somebody may try."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from databases import rows

from planner.errors import WaitError
from planner.services.accounts import Wanted, add_account, disable_account
from planner.services.doors import Doors, digest, open_doors
from planner.services.limits import ADDRESS_TRIES, NAME_TRIES, WINDOW
from planner.services.sessions import (
    Attempt,
    Person,
    session_account,
    sign_in,
    sign_in_person,
    sign_out,
    sign_out_everywhere,
)
from planner.settings import Settings
from planner.storage.accounts import Account

GOOD = "tolv grønne trapper"
HERE = "192.0.2.1"
ANNA = Attempt("anna", GOOD, HERE)
WRONG = Attempt("anna", "forkert kode her", HERE)
PERSON = Person("https://school.example", "s-1", "Anna", HERE)
SECOND = timedelta(seconds=1)


@pytest.fixture
def anna(doors: Doors, now: datetime) -> Account:
    return add_account(doors, Wanted("anna", "teacher", GOOD), "terminal", now)


def signed_in(doors: Doors, now: datetime) -> str:
    token = sign_in(doors, ANNA, now)
    assert token is not None
    return token


def test_name_and_password_open_a_session(doors: Doors, anna: Account, now: datetime) -> None:
    token = signed_in(doors, now)
    assert session_account(doors, token, now) == anna
    assert len(token) >= 43
    assert token != signed_in(doors, now)


@pytest.mark.parametrize("attempt", [WRONG, Attempt("nobody", GOOD, HERE), Attempt("a b", GOOD, HERE)])
def test_a_wrong_one_opens_nothing(doors: Doors, anna: Account, now: datetime, attempt: Attempt) -> None:
    assert sign_in(doors, attempt, now) is None
    assert doors.accounts.close_sessions(anna.id) == 0


def test_a_name_without_password_here_opens_nothing(doors: Doors, now: datetime) -> None:
    add_account(doors, Wanted("bo", "teacher"), "terminal", now)
    assert sign_in(doors, Attempt("bo", "", HERE), now) is None
    assert sign_in(doors, Attempt("bo", "nobody's password", HERE), now) is None


@pytest.mark.usefixtures("anna")
def test_no_token_password_or_address_is_kept_in_clear(doors: Doors, now: datetime, url: str) -> None:
    token = signed_in(doors, now)
    sign_in(doors, WRONG, now)
    told = "".join(
        str(rows(url, f"SELECT * FROM {table}"))  # noqa: S608 – our own tables
        for table in ("accounts", "sessions", "attempts", "audit", "one_time")
    )
    assert digest(token) in told
    for secret in (token, GOOD, WRONG.password, HERE):
        assert secret not in told


@pytest.mark.usefixtures("anna")
def test_who_does_nothing_for_long_is_out(doors: Doors, now: datetime) -> None:
    token = signed_in(doors, now)
    later = now + doors.idle - SECOND
    assert session_account(doors, token, later) is not None
    assert session_account(doors, token, later + doors.idle - SECOND) is not None
    assert session_account(doors, token, later + 2 * doors.idle) is None


@pytest.mark.usefixtures("anna")
def test_a_session_ends_after_days_whatever_is_done(doors: Doors, now: datetime) -> None:
    token, time = signed_in(doors, now), now
    while time + doors.idle / 2 < now + doors.lasting:
        time += doors.idle / 2
        assert session_account(doors, token, time) is not None
    assert session_account(doors, token, now + doors.lasting) is None


@pytest.mark.usefixtures("anna")
def test_signing_out_ends_one_session_or_all(doors: Doors, anna: Account, now: datetime) -> None:
    first, second, third = (signed_in(doors, now) for _ in range(3))
    sign_out(doors, first, now)
    sign_out(doors, first, now)
    assert session_account(doors, first, now) is None
    assert session_account(doors, second, now) is not None
    assert sign_out_everywhere(doors, "Anna", anna.id, now) == anna
    assert session_account(doors, second, now) is None
    assert session_account(doors, third, now) is None
    assert doors.log.happenings(1)[0][1].detail == "2"


def tries(doors: Doors, attempt: Attempt, number: int, now: datetime) -> None:
    for _ in range(number):
        assert sign_in(doors, attempt, now) is None


@pytest.mark.parametrize("name", ["anna", "nobody"])
@pytest.mark.usefixtures("anna")
def test_after_ten_wrong_ones_a_name_waits_whoevers_it_is(doors: Doors, now: datetime, name: str) -> None:
    tries(doors, replace(WRONG, name=name), NAME_TRIES, now)
    with pytest.raises(WaitError) as waits:
        sign_in(doors, replace(ANNA, name=name), now + 60 * SECOND)
    assert waits.value.minutes == 14
    told = [happening for _, happening in doors.log.happenings() if happening.what == "failed"]
    assert [happening.detail for happening in told] == ["wait", *[""] * (NAME_TRIES - 1)]
    # Trying while one waits makes the wait no longer.
    later = now + WINDOW + SECOND
    assert (sign_in(doors, replace(ANNA, name=name), later) is None) is (name == "nobody")


@pytest.mark.usefixtures("anna")
def test_the_count_survives_a_restart(doors: Doors, now: datetime, url: str, tmp_path: Path) -> None:
    tries(doors, WRONG, NAME_TRIES, now)
    doors.close()
    again = open_doors(Settings(tmp_path, url))
    with pytest.raises(WaitError):
        sign_in(again, ANNA, now + SECOND)
    again.close()


@pytest.mark.usefixtures("anna")
def test_success_forgets_the_tries_before_it(doors: Doors, now: datetime, url: str) -> None:
    for _ in range(3):
        tries(doors, WRONG, NAME_TRIES - 1, now)
        signed_in(doors, now)
    here = doors.hashed("address", HERE)
    assert {key for (key,) in rows(url, "SELECT key FROM attempts")} == {here}


@pytest.mark.usefixtures("anna")
def test_one_address_may_try_many_names_but_not_all(doors: Doors, now: datetime) -> None:
    for number in range(ADDRESS_TRIES):
        tries(doors, Attempt(f"name{number}", GOOD, HERE), 1, now)
    with pytest.raises(WaitError):
        sign_in(doors, ANNA, now)
    assert sign_in(doors, replace(ANNA, address="192.0.2.2"), now) is not None


@pytest.mark.usefixtures("anna")
def test_many_at_once_do_not_slip_through(doors: Doors, now: datetime) -> None:
    def attempt(_: int) -> str:
        try:
            return str(sign_in(doors, WRONG, now))
        except WaitError:
            return "wait"

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(attempt, range(24)))
    assert answers.count("None") <= NAME_TRIES


def test_the_school_vouches_for_an_account_that_is_there(doors: Doors, anna: Account, now: datetime) -> None:
    token = sign_in_person(doors, PERSON, now, create=False)
    assert token is not None
    assert session_account(doors, token, now) == anna
    renamed = replace(PERSON, name="anna.hansen")
    again = sign_in_person(doors, renamed, now, create=False)
    assert again is not None
    assert session_account(doors, again, now) == anna


@pytest.mark.usefixtures("anna")
def test_another_person_of_the_same_name_does_not_get_the_account(doors: Doors, now: datetime) -> None:
    assert sign_in_person(doors, PERSON, now, create=True) is not None
    for other in (replace(PERSON, subject="s-2"), replace(PERSON, issuer="https://other.example")):
        assert sign_in_person(doors, other, now, create=True) is None


def test_who_has_no_account_gets_one_only_where_the_school_wants_it(doors: Doors, now: datetime) -> None:
    assert sign_in_person(doors, PERSON, now, create=False) is None
    assert doors.accounts.accounts() == ()
    token = sign_in_person(doors, PERSON, now, create=True)
    assert token is not None
    made = session_account(doors, token, now)
    assert made is not None
    assert (made.name, made.role) == ("anna", "teacher")
    assert sign_in(doors, Attempt("anna", "", HERE), now) is None


@pytest.mark.usefixtures("anna")
def test_a_closed_account_stays_closed_for_the_school_too(doors: Doors, now: datetime) -> None:
    disable_account(doors, "anna", "terminal", now)
    assert sign_in_person(doors, PERSON, now, create=True) is None
    assert sign_in_person(doors, replace(PERSON, subject="s-9", name="no name"), now, create=True) is None
