"""Accounts: made, listed, closed, given a password; and the first administrator by a link."""

from datetime import datetime, timedelta

import pytest

from planner.errors import ConflictError, NotFoundError, PlannerError
from planner.services.accounts import (
    LINK_LASTS,
    Wanted,
    add_account,
    disable_account,
    enable_account,
    good_link,
    list_accounts,
    make_link,
    plain_name,
    set_password,
    use_link,
)
from planner.services.doors import Doors
from planner.services.passwords import TOO_SHORT
from planner.services.sessions import Attempt, session_account, sign_in
from planner.storage.accounts import NO_ACCOUNT, TAKEN

GOOD = "tolv grønne trapper"
OTHER = "fjorten lilla sejlbåde"
HERE = "192.0.2.1"


def happened(doors: Doors) -> list[str]:
    return [happening.what for _, happening in reversed(doors.log.happenings())]


@pytest.mark.parametrize("name", ["", "  ", "anna sørensen", "a\x00b", "x" * 121, "a\u202eb"])
def test_what_is_no_name_is_refused(doors: Doors, now: datetime, name: str) -> None:
    with pytest.raises(PlannerError):
        add_account(doors, Wanted(name, "teacher", GOOD), "terminal", now)
    assert list_accounts(doors) == ()


def test_a_name_has_one_form() -> None:
    assert plain_name("  Anna@Skole.DK ") == plain_name("ANNA@skole.dk") == "anna@skole.dk"


def test_an_account_is_made_listed_and_written_down(doors: Doors, now: datetime) -> None:
    anna = add_account(doors, Wanted("Anna", "coach", GOOD), "terminal", now)
    assert list_accounts(doors) == (anna,)
    assert (anna.name, anna.role, anna.created, anna.disabled) == ("anna", "coach", now, None)
    with pytest.raises(ConflictError, match=TAKEN):
        add_account(doors, Wanted("ANNA", "teacher", GOOD), "terminal", now)
    (_, told), *more = doors.log.happenings()
    assert not more
    assert (told.what, told.account, told.actor, told.detail) == (
        "account_added",
        anna.id,
        "terminal",
        "coach",
    )


def test_a_weak_password_makes_no_account(doors: Doors, now: datetime) -> None:
    with pytest.raises(PlannerError, match=TOO_SHORT[:20]):
        add_account(doors, Wanted("anna", "teacher", "kort"), "terminal", now)
    assert list_accounts(doors) == ()


def test_a_closed_account_is_out_at_once_and_may_come_back(doors: Doors, now: datetime) -> None:
    add_account(doors, Wanted("anna", "teacher", GOOD), "terminal", now)
    token = sign_in(doors, Attempt("anna", GOOD, HERE), now)
    assert token is not None
    disable_account(doors, "anna", "terminal", now)
    assert session_account(doors, token, now) is None
    assert sign_in(doors, Attempt("anna", GOOD, HERE), now) is None
    enable_account(doors, "anna", "terminal", now)
    assert session_account(doors, token, now) is None
    assert sign_in(doors, Attempt("anna", GOOD, HERE), now) is not None
    assert happened(doors) == [
        "account_added",
        "signed_in",
        "account_disabled",
        "failed",
        "account_enabled",
        "signed_in",
    ]


def test_another_password_counts_from_now_on(doors: Doors, now: datetime) -> None:
    add_account(doors, Wanted("anna", "teacher", GOOD), "terminal", now)
    with pytest.raises(PlannerError):
        set_password(doors, "anna", "kort", "terminal", now)
    set_password(doors, "Anna", OTHER, "terminal", now)
    assert sign_in(doors, Attempt("anna", GOOD, HERE), now) is None
    assert sign_in(doors, Attempt("anna", OTHER, HERE), now) is not None


@pytest.mark.parametrize("act", [disable_account, enable_account])
def test_an_account_that_is_not_there_is_not_found(doors: Doors, now: datetime, act: object) -> None:
    assert callable(act)
    with pytest.raises(NotFoundError, match=NO_ACCOUNT):
        act(doors, "anna", "terminal", now)
    with pytest.raises(NotFoundError, match=NO_ACCOUNT):
        set_password(doors, "anna", GOOD, "terminal", now)


def test_a_link_makes_one_administrator_once(doors: Doors, now: datetime) -> None:
    token = make_link(doors, now)
    assert good_link(doors, token, now)
    chief = use_link(doors, token, Wanted("bo", "administrator", GOOD), now)
    assert chief.role == "administrator"
    assert not good_link(doors, token, now)
    with pytest.raises(NotFoundError):
        use_link(doors, token, Wanted("eva", "administrator", GOOD), now)
    assert [account.name for account in list_accounts(doors)] == ["bo"]


def test_a_link_is_kept_when_name_or_password_are_refused(doors: Doors, now: datetime) -> None:
    add_account(doors, Wanted("anna", "teacher", GOOD), "terminal", now)
    token = make_link(doors, now)
    for wanted in (Wanted("bo", "administrator", "kort"), Wanted("anna", "administrator", GOOD)):
        with pytest.raises(PlannerError):
            use_link(doors, token, wanted, now)
    assert good_link(doors, token, now)


def test_a_link_is_good_for_half_an_hour(doors: Doors, now: datetime) -> None:
    token = make_link(doors, now)
    assert good_link(doors, token, now + LINK_LASTS - timedelta(seconds=1))
    assert not good_link(doors, token, now + LINK_LASTS)
    assert not good_link(doors, token + "x", now)
    with pytest.raises(NotFoundError):
        use_link(doors, token, Wanted("bo", "administrator", GOOD), now + LINK_LASTS)
