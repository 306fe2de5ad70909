"""Plans move on through sparring: who moves what, what is kept, and what is refused."""

from collections.abc import Callable
from datetime import datetime
from itertools import product

import pytest
from coached import School, open_school
from databases import rows

from planner.errors import ConflictError, NotAllowedError, NotFoundError, PlannerError
from planner.plan.changes import SetMinutes
from planner.plan.status import STATUSES, Status, moves
from planner.services.history import list_versions
from planner.services.reviews import history, move, possible_moves, status_of
from planner.services.sharing import leave, share, unshare
from planner.storage.accounts import AccountStore
from planner.storage.database import writing
from planner.storage.store import Store
from planner.storage.tables import DocumentRow


@pytest.fixture
def school(store: Store, now: datetime) -> School:
    return open_school(store, now)


def put(school: School, status: Status) -> None:
    """Put the plan into a status, whatever way leads there."""
    with writing(school["bo"].store.engine) as session:
        session.get_one(DocumentRow, school.plan).status = status


def test_everybody_moves_what_the_table_says_and_nothing_else(school: School) -> None:
    relations = {"bo": "owner", "mia": "co_teacher", "eva": "coach"}
    for before, name in product(STATUSES, relations):
        open_ways = set(moves(before, relations[name]))
        shut = sorted(set(STATUSES) - open_ways)[:: 1 + len(open_ways)]
        put(school, before)
        for after in shut:
            with pytest.raises(NotAllowedError):
                move(school[name], school.plan, after, school.now)
        assert status_of(school[name], school.plan) == before
        for after in sorted(open_ways):
            put(school, before)
            move(school[name], school.plan, after, school.now)
            assert status_of(school[name], school.plan) == after


ASKS: tuple[Callable[[School, str], object], ...] = (
    lambda school, name: move(school[name], school.plan, "ready", school.now),
    lambda school, name: status_of(school[name], school.plan),
    lambda school, name: history(school[name], school.plan),
    lambda school, name: possible_moves(school[name], school.plan),
)


def test_to_strangers_the_plan_does_not_exist(school: School) -> None:
    for ask in ASKS:
        for name in ("ib", "ole", "ada"):
            with pytest.raises(NotFoundError):
                ask(school, name)


def test_a_move_is_kept_with_who_when_and_the_state_of_the_plan(school: School) -> None:
    move(school["bo"], school.plan, "ready", school.now)
    first = school.shown.head
    school.change(SetMinutes(school.shown.plan.lesson.phases[0].id, 7))
    move(school["eva"], school.plan, "in_review", school.now)
    taken, ready = history(school["mia"], school.plan)
    assert (ready.before, ready.after, ready.actor.name, ready.at) == ("draft", "ready", "bo", school.now)
    assert (taken.actor.name, ready.edit) == ("eva", first)
    assert taken.edit == school.shown.head != first
    assert taken.edit in {version.edit for version in list_versions(school["bo"], school.plan)}


def test_without_a_coach_a_plan_is_not_ready_for_one(school: School) -> None:
    unshare(school["bo"], school.plan, school["eva"].account.id, school.now)
    with pytest.raises(PlannerError, match="Share the plan with a coach first"):
        move(school["bo"], school.plan, "ready", school.now)
    assert status_of(school["bo"], school.plan) == "draft"


def test_a_coach_whose_account_is_closed_takes_nothing_up(school: School) -> None:
    accounts = AccountStore(school["bo"].store.engine)
    accounts.set_disabled(school["eva"].account.id, school.now)
    with pytest.raises(PlannerError, match="Share the plan with a coach first"):
        move(school["bo"], school.plan, "ready", school.now)


def test_a_coach_who_is_something_else_today_takes_nothing_up(school: School) -> None:
    assert AccountStore(school["bo"].store.engine).release(school["eva"].account.id, role="administrator")
    with pytest.raises(PlannerError, match="Share the plan with a coach first"):
        move(school["bo"], school.plan, "ready", school.now)


@pytest.mark.parametrize(("status", "back"), [("ready", "draft"), ("in_review", "adjusting")])
@pytest.mark.parametrize("leaves", [True, False], ids=["left", "taken"])
def test_a_plan_that_loses_its_last_coach_goes_back(
    school: School, status: Status, back: Status, *, leaves: bool
) -> None:
    eva, ole = school["eva"].account.id, school["ole"].account.id
    share(school["bo"], school.plan, ole, school.now)
    put(school, status)
    unshare(school["bo"], school.plan, ole, school.now)
    assert status_of(school["bo"], school.plan) == status
    if leaves:
        leave(school["eva"], school.plan, school.now)
    else:
        unshare(school["bo"], school.plan, eva, school.now)
    assert status_of(school["bo"], school.plan) == back
    [moved] = history(school["bo"], school.plan)
    assert (moved.before, moved.after, moved.actor.name) == (status, back, "eva" if leaves else "bo")


@pytest.mark.parametrize("status", sorted(set(STATUSES) - {"ready", "in_review"}))
def test_a_plan_that_waits_for_no_coach_stays_where_it_is(school: School, status: Status) -> None:
    put(school, status)
    unshare(school["bo"], school.plan, school["eva"].account.id, school.now)
    assert status_of(school["bo"], school.plan) == status


def test_who_moves_a_plan_that_went_on_in_between_is_told(school: School) -> None:
    move(school["bo"], school.plan, "ready", school.now, "draft")
    with pytest.raises(ConflictError):
        move(school["mia"], school.plan, "ready", school.now, "draft")
    assert len(history(school["bo"], school.plan)) == 1


def test_one_says_only_what_one_may_do(school: School) -> None:
    assert possible_moves(school["bo"], school.plan) == ("ready", "archived")
    assert possible_moves(school["mia"], school.plan) == ("ready",)
    assert possible_moves(school["eva"], school.plan) == ()


def test_moves_are_on_disk(school: School, url: str) -> None:
    move(school["bo"], school.plan, "ready", school.now)
    assert rows(url, "SELECT before, after FROM moves") == [("draft", "ready")]
