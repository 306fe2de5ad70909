"""The administrator looks after accounts, and reads who did what – never what is in a document."""

from datetime import datetime, timedelta

import pytest

from planner.errors import ConflictError, NotFoundError, PlannerError
from planner.services import inviting, plans, school, sharing
from planner.services.accounts import LAST_ONE, STILL_OPEN, TO_CLOSED, Wanted, add_account
from planner.services.archive import Archive
from planner.services.classes import list_classes, new_class
from planner.services.doors import Doors
from planner.services.noting import note_opened
from planner.services.sessions import Attempt, session_account, sign_in
from planner.storage.accounts import Account
from planner.storage.door_log import Asked
from planner.storage.store import Store

GOOD = "tolv grønne trapper"
OTHER = "fjorten lilla sejlbåde"
HERE = "192.0.2.1"
SAMPLE = "fractions-grade-5"


@pytest.fixture
def store(doors: Doors) -> Store:
    return Store(doors.log._engine)


@pytest.fixture
def eva(doors: Doors, store: Store, now: datetime) -> Archive:
    """Return the archive in the hands of an administrator."""
    return Archive(store, add_account(doors, Wanted("eva", "administrator", GOOD), "terminal", now))


@pytest.fixture
def bo(doors: Doors, eva: Archive, now: datetime) -> Account:
    return school.add_person(eva, doors, Wanted("Bo", "teacher", GOOD), now)


def test_people_are_told_with_what_they_own_and_where_they_are(
    doors: Doors, store: Store, eva: Archive, bo: Account, now: datetime
) -> None:
    school.add_person(eva, doors, Wanted("kim", "coach"), now)
    sign_in(doors, Attempt("bo", GOOD, HERE), now)
    sign_in(doors, Attempt("bo", GOOD, HERE), now)
    plan = plans.open_sample(Archive(store, bo), SAMPLE, now)
    sharing.put_in_library(Archive(store, bo), plan, now)
    people = school.list_people(eva, doors, now)
    assert [(one.account.name, one.browsers, one.documents, one.password) for one in people] == [
        ("bo", 2, 1, True),
        ("eva", 0, 0, True),
        ("kim", 0, 0, False),
    ]
    later = now + doors.idle + timedelta(minutes=1)
    assert {one.browsers for one in school.list_people(eva, doors, later)} == {0}


def test_a_link_lets_somebody_choose_their_own_password_once(
    doors: Doors, eva: Archive, bo: Account, now: datetime
) -> None:
    token = school.invite(eva, doors, bo.id, now)
    session = sign_in(doors, Attempt("bo", GOOD, HERE), now)
    assert session
    assert inviting.invited_account(doors, token, now) == bo
    with pytest.raises(PlannerError):
        inviting.use_invitation(doors, token, "kort", now)
    assert inviting.use_invitation(doors, token, OTHER, now) == bo
    assert session_account(doors, session, now) is None
    assert sign_in(doors, Attempt("bo", GOOD, HERE), now) is None
    assert sign_in(doors, Attempt("bo", OTHER, HERE), now)
    with pytest.raises(NotFoundError):
        inviting.use_invitation(doors, token, GOOD, now)


def test_a_link_grows_old_and_only_the_newest_is_good(
    doors: Doors, eva: Archive, bo: Account, now: datetime
) -> None:
    first, second = (school.invite(eva, doors, bo.id, now) for _ in range(2))
    assert inviting.invited_account(doors, first, now) is None
    assert inviting.invited_account(doors, second, now + inviting.LASTS - timedelta(minutes=1)) == bo
    assert inviting.invited_account(doors, second, now + inviting.LASTS) is None
    assert inviting.invited_account(doors, "made up", now) is None


def test_a_link_of_a_closed_account_opens_nothing(
    doors: Doors, eva: Archive, bo: Account, now: datetime
) -> None:
    token = school.invite(eva, doors, bo.id, now)
    school.disable(eva, doors, bo.id, now)
    assert inviting.invited_account(doors, token, now) is None
    with pytest.raises(NotFoundError):
        inviting.use_invitation(doors, token, OTHER, now)
    with pytest.raises(NotFoundError):
        school.invite(eva, doors, bo.id, now)


def test_a_closed_account_is_out_at_once_and_can_be_opened_again(
    doors: Doors, eva: Archive, bo: Account, now: datetime
) -> None:
    session = sign_in(doors, Attempt("bo", GOOD, HERE), now)
    assert session
    school.disable(eva, doors, bo.id, now)
    assert session_account(doors, session, now) is None
    assert sign_in(doors, Attempt("bo", GOOD, HERE), now) is None
    school.enable(eva, doors, bo.id, now)
    assert sign_in(doors, Attempt("bo", GOOD, HERE), now)


def test_another_role_counts_from_the_next_action(
    doors: Doors, eva: Archive, bo: Account, now: datetime
) -> None:
    session = sign_in(doors, Attempt("bo", GOOD, HERE), now)
    assert session
    school.set_role(eva, doors, bo.id, "coach", now)
    account = session_account(doors, session, now)
    assert account is not None
    assert account.role == "coach"


def test_the_school_is_never_without_an_administrator(
    doors: Doors, eva: Archive, bo: Account, now: datetime
) -> None:
    with pytest.raises(PlannerError, match=school.YOURSELF):
        school.disable(eva, doors, eva.account.id, now)
    with pytest.raises(PlannerError, match=school.YOURSELF):
        school.set_role(eva, doors, eva.account.id, "teacher", now)
    school.set_role(eva, doors, bo.id, "administrator", now)
    other = Archive(eva.store, Account(bo.id, "bo", "administrator"))
    school.disable(other, doors, eva.account.id, now)
    # Eva's request was on its way: she may, as far as it knows, and still nobody is left out.
    with pytest.raises(ConflictError, match=LAST_ONE):
        school.disable(eva, doors, bo.id, now)
    with pytest.raises(ConflictError, match=LAST_ONE):
        school.set_role(eva, doors, bo.id, "coach", now)
    assert doors.accounts.census() == (True, True)


def test_what_a_closed_account_owns_is_handed_over_with_its_classes(
    doors: Doors, store: Store, eva: Archive, bo: Account, now: datetime
) -> None:
    theirs = Archive(store, bo)
    plan = plans.open_sample(theirs, SAMPLE, now)
    new_class(theirs, "5.b", now)
    mia = school.add_person(eva, doors, Wanted("mia", "teacher", GOOD), now)
    sharing.share(theirs, plan, mia.id, now)
    with pytest.raises(PlannerError, match=STILL_OPEN):
        school.hand_over(eva, doors, bo.id, mia.id, now)
    school.disable(eva, doors, bo.id, now)
    assert school.hand_over(eva, doors, bo.id, mia.id, now) == 1
    taker = Archive(store, mia)
    assert taker.relation(plan) == "owner"
    assert [one.name for one in list_classes(taker)] == ["5.b"]
    assert sharing.list_shares(taker, plan) == ()
    assert plans.list_plans(theirs) == ()
    with pytest.raises(PlannerError, match=TO_CLOSED):
        school.hand_over(eva, doors, bo.id, bo.id, now)


def test_the_log_tells_who_did_what_by_name_and_nothing_of_a_plan(
    doors: Doors, store: Store, eva: Archive, bo: Account, now: datetime
) -> None:
    theirs = Archive(store, bo)
    plan = plans.open_sample(theirs, SAMPLE, now)
    note_opened(theirs, plan, now)
    sharing.share(theirs, plan, eva.account.id, now)
    sign_in(doors, Attempt("bo", "not the password", HERE), now)
    lines = school.read_audit(eva, doors, Asked())
    told = [(one.what, one.actor, one.kind, one.owner, one.detail) for one in reversed(lines)]
    assert told == [
        ("account_added", "terminal", "account", "", "administrator"),
        ("account_added", "eva", "account", "", "teacher"),
        ("opened", "bo", "plan", "bo", ""),
        ("shared", "bo", "plan", "bo", "eva co_teacher"),
        ("failed", "", "account", "", ""),
    ]
    title = plans.load_plan(theirs, plan).title
    assert title not in str(lines)
    assert HERE not in str(lines)


def test_the_log_is_read_in_parts(doors: Doors, eva: Archive, bo: Account, now: datetime) -> None:
    theirs = Archive(eva.store, bo)
    plan = plans.open_sample(theirs, SAMPLE, now)
    note_opened(theirs, plan, now)
    plans.export_plan(theirs, plan, now + timedelta(days=1))
    for asked, number in (
        (Asked(), 4),
        (Asked(whats=("opened",)), 1),
        (Asked(whats=("opened", "exported")), 2),
        (Asked(actor=eva.account.id), 1),
        (Asked(actor=bo.id, whats=("account_added",)), 0),
        (Asked(since=now + timedelta(hours=1)), 1),
        (Asked(account=plan), 2),
    ):
        assert len(school.read_audit(eva, doors, asked)) == number, asked
    assert len(school.read_audit(eva, doors, Asked(), most=2)) == 2
