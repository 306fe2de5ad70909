"""Classes: whose they are, when they end, and which plans are kept with them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from planner.errors import NotAllowedError, NotFoundError, PlannerError
from planner.exchange.shapes import SHAPES
from planner.services import classes, plans
from planner.services.archive import Archive
from planner.services.beginning import Beginning, begin_plan
from planner.services.sharing import share
from planner.storage.accounts import AccountStore, NewAccount, Role
from planner.storage.classes import ClassStore
from planner.storage.store import Store

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
SAMPLE = "fractions-grade-5"


def person(store: Store, name: str, role: Role = "teacher") -> Archive:
    return Archive(store, AccountStore(store.engine).add(NewAccount(name, role), NOW))


@pytest.mark.parametrize(
    ("today", "end"),
    [
        (date(2026, 3, 2), date(2026, 7, 31)),
        (date(2026, 7, 31), date(2026, 7, 31)),
        (date(2026, 8, 1), date(2027, 7, 31)),
        (date(2026, 12, 24), date(2027, 7, 31)),
    ],
)
def test_a_school_year_ends_with_july(today: date, end: date) -> None:
    assert classes.school_year_end(today) == end


def test_a_class_ends_with_the_school_year_and_its_end_can_be_moved(archive: Archive) -> None:
    made = classes.new_class(archive, "  5.  a ", NOW)
    [known] = classes.list_classes(archive)
    assert (known.id, known.name, known.ends, known.plans) == (made, "5. a", date(2026, 7, 31), 0)
    classes.move_end(archive, made, date(2027, 7, 31), NOW)
    classes.rename_class(archive, made, "6. a")
    assert (classes.own_class(archive, made).ends, classes.own_class(archive, made).name) == (
        date(2027, 7, 31),
        "6. a",
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (" ", "needs a name"),
        ("x" * 81, "too long"),
        ("ADHD-klassen", "not named after a diagnosis"),
        ("010110-1234", "not named after a diagnosis"),
        ("5. A", "of that name already"),
    ],
    ids=["empty", "long", "diagnosis", "number", "twice"],
)
def test_a_name_that_will_not_do_is_refused(archive: Archive, name: str, why: str) -> None:
    classes.new_class(archive, "5. a", NOW)
    with pytest.raises(PlannerError, match=why):
        classes.new_class(archive, name, NOW)
    assert len(classes.list_classes(archive)) == 1


@pytest.mark.parametrize("days", [-1, 3 * 366])
def test_an_end_in_the_past_or_far_ahead_is_refused(archive: Archive, days: int) -> None:
    made = classes.new_class(archive, "5. a", NOW)
    with pytest.raises(PlannerError, match="The end of a class"):
        classes.move_end(archive, made, NOW.date() + timedelta(days=days), NOW)


def test_a_plan_is_put_into_a_class_and_taken_out(archive: Archive) -> None:
    made, plan = classes.new_class(archive, "5. a", NOW), plans.open_sample(archive, SAMPLE, NOW)
    assert classes.class_of(archive, plan) is None
    classes.put_in_class(archive, plan, made)
    known = classes.class_of(archive, plan)
    assert known is not None
    assert (known.id, known.plans) == (made, 1)
    assert classes.class_plans(archive, made) == (plan,)
    classes.put_in_class(archive, plan, None)
    assert classes.class_plans(archive, made) == ()


def test_copies_and_new_plans_for_the_same_class_stay_with_it(archive: Archive) -> None:
    made, plan = classes.new_class(archive, "5. a", NOW), plans.open_sample(archive, SAMPLE, NOW)
    classes.put_in_class(archive, plan, made)
    copy = plans.duplicate_plan(archive, plan, "Kopi", NOW)
    again = begin_plan(archive, Beginning("rows", "plan", plan), NOW)
    replaced = begin_plan(archive, Beginning("rows", "shape", SHAPES[0], replacing=again), NOW)
    assert set(classes.class_plans(archive, made)) == {plan, copy, again, replaced}
    assert classes.class_of(archive, plans.open_sample(archive, SAMPLE, NOW)) is None


def test_what_is_said_of_a_class_is_said_by_its_owner_only(store: Store) -> None:
    anna, bo = person(store, "anna"), person(store, "bo", "administrator")
    made, plan = classes.new_class(anna, "5. a", NOW), plans.open_sample(anna, SAMPLE, NOW)
    theirs = plans.open_sample(bo, SAMPLE, NOW)
    assert classes.list_classes(bo) == ()
    for act in (
        lambda: classes.rename_class(bo, made, "6. a"),
        lambda: classes.move_end(bo, made, date(2027, 7, 31), NOW),
        lambda: classes.put_in_class(bo, theirs, made),
        lambda: classes.put_in_class(bo, plan, None),
        lambda: classes.put_in_class(anna, theirs, made),
        lambda: classes.keep_class(bo, plan, theirs),
        lambda: classes.class_going(bo, made),
        lambda: classes.class_plans(bo, made),
        lambda: classes.class_of(bo, plan),
        lambda: classes.own_class(anna, "nothing"),
    ):
        with pytest.raises(NotFoundError):
            act()


def test_a_plan_of_another_is_not_put_into_ones_class_by_copying(store: Store) -> None:
    anna, bo = person(store, "anna"), person(store, "bo")
    made, plan = classes.new_class(anna, "5. a", NOW), plans.open_sample(anna, SAMPLE, NOW)
    theirs = plans.open_sample(bo, SAMPLE, NOW)
    classes.put_in_class(anna, plan, made)
    share(bo, theirs, anna.account.id, NOW)
    with pytest.raises(NotAllowedError):
        classes.keep_class(anna, plan, theirs)
    assert classes.class_of(bo, theirs) is None


def test_a_co_teacher_sees_the_class_and_does_not_move_the_plan(store: Store) -> None:
    anna, bo = person(store, "anna"), person(store, "bo")
    made, plan = classes.new_class(anna, "5. a", NOW), plans.open_sample(anna, SAMPLE, NOW)
    classes.put_in_class(anna, plan, made)
    share(anna, plan, bo.account.id, NOW)
    known = classes.class_of(bo, plan)
    assert known is not None
    assert known.name == "5. a"
    with pytest.raises(NotAllowedError):
        classes.put_in_class(bo, plan, None)
    # A copy is theirs, and so is the class they put it in.
    assert classes.class_of(bo, plans.duplicate_plan(bo, plan, "Kopi", NOW)) is None


@pytest.mark.parametrize(("days", "reminded"), [(31, False), (30, True), (0, True), (-1, True), (-40, True)])
def test_the_end_is_reminded_of_from_thirty_days_before(
    archive: Archive,
    days: int,
    reminded: bool,  # noqa: FBT001 – a case
) -> None:
    made = classes.new_class(archive, "5. a", NOW)
    ends = NOW.date() + timedelta(days=days)
    ClassStore(archive.store.engine).change(made, "5. a", ends)
    found = classes.reminders(archive, NOW.date())
    assert [(one.class_.id, one.days, one.goes) for one in found] == (
        [(made, days, ends + timedelta(days=30))] if reminded else []
    )
