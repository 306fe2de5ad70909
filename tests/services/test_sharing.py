"""Documents are opened for colleagues and coaches, and shown to the school without a class."""

from datetime import datetime, timedelta

import pytest

from planner.errors import NotAllowedError, NotFoundError, PlannerError
from planner.plan.named import NAMES_STUDENTS
from planner.plan.set_field import SetField
from planner.services import plans, sharing, templates
from planner.services.archive import Archive
from planner.services.noting import note_opened
from planner.services.plans import load_plan
from planner.storage.accounts import Account, AccountStore, NewAccount, Role
from planner.storage.door_log import DoorLog
from planner.storage.store import Store

SAMPLE = "fractions-grade-5"


class People:
    """Anna has a plan; Bo teaches too, Kim coaches, Eva administers."""

    def __init__(self, store: Store, now: datetime) -> None:
        self.store, self.now = store, now
        self.accounts = {
            name: AccountStore(store.engine).add(NewAccount(name, role), now) for name, role in ROLES.items()
        }
        self.plan = plans.open_sample(self["anna"], SAMPLE, now)

    def __getitem__(self, name: str) -> Archive:
        return Archive(self.store, self.accounts[name])

    def id(self, name: str) -> str:
        return self.accounts[name].id

    def happened(self) -> list[tuple[str, str, str]]:
        names = {account.id: name for name, account in self.accounts.items()}
        told = [
            one for _, one in reversed(DoorLog(self.store.engine).happenings()) if one.account == self.plan
        ]
        return [
            (one.what, names[one.actor or ""], " ".join(names.get(word, word) for word in one.detail.split()))
            for one in told
        ]


ROLES: dict[str, Role] = {"anna": "teacher", "bo": "teacher", "kim": "coach", "eva": "administrator"}


@pytest.fixture
def school(store: Store, now: datetime) -> People:
    return People(store, now)


def test_what_somebody_may_follows_from_who_they_are(school: People) -> None:
    anna = school["anna"]
    roles = [sharing.share(anna, school.plan, school.id(name), school.now) for name in ("bo", "kim", "eva")]
    assert roles == ["co_teacher", "coach", "co_teacher"]
    assert [(one.name, one.role) for one in sharing.list_shares(school["kim"], school.plan)] == [
        ("bo", "co_teacher"),
        ("eva", "co_teacher"),
        ("kim", "coach"),
    ]
    assert school["bo"].may(school.plan, "edit")
    assert not school["kim"].may(school.plan, "edit")
    assert school["kim"].may(school.plan, "comment")


def test_only_open_accounts_that_do_not_have_it_are_offered(school: People) -> None:
    anna, store = school["anna"], AccountStore(school.store.engine)
    store.set_disabled(school.id("eva"), school.now)
    sharing.share(anna, school.plan, school.id("bo"), school.now)
    assert [one.name for one in sharing.candidates(anna, school.plan)] == ["kim"]
    for nobody in ("nobody", school.id("eva"), school.id("anna")):
        with pytest.raises(NotFoundError):
            sharing.share(anna, school.plan, nobody, school.now)


def test_what_is_taken_back_is_not_there_any_more(school: People) -> None:
    anna, bo = school["anna"], school["bo"]
    sharing.share(anna, school.plan, bo.account.id, school.now)
    assert [entry.id for entry in plans.list_plans(bo)] == [school.plan]
    sharing.unshare(anna, school.plan, bo.account.id, school.now)
    assert plans.list_plans(bo) == ()
    with pytest.raises(NotFoundError):
        load_plan(bo, school.plan)


def test_somebody_lets_go_of_what_was_shared_with_them(school: People) -> None:
    bo = school["bo"]
    sharing.share(school["anna"], school.plan, bo.account.id, school.now)
    sharing.leave(bo, school.plan, school.now)
    assert plans.list_plans(bo) == ()
    assert sharing.list_shares(school["anna"], school.plan) == ()


def test_a_plan_that_its_owner_deleted_is_there_for_nobody_else(school: People) -> None:
    anna, bo = school["anna"], school["bo"]
    sharing.share(anna, school.plan, bo.account.id, school.now)
    anna.remove(school.plan, school.now)
    assert load_plan(anna, school.plan).removed
    with pytest.raises(NotFoundError):
        load_plan(bo, school.plan)
    anna.bring_back(school.plan)
    assert load_plan(bo, school.plan).plan.students


def test_the_library_shows_a_plan_without_its_class(school: People) -> None:
    copy = sharing.put_in_library(school["anna"], school.plan, school.now)
    assert copy != school.plan
    for name in ROLES:
        shown = load_plan(school[name], copy)
        assert (shown.plan.students, shown.plan.bands, shown.plan.class_size) == ((), (), None)
        assert shown.plan.lesson == load_plan(school["anna"], school.plan).plan.lesson
    assert load_plan(school["anna"], school.plan).plan.students


def test_nothing_of_the_class_is_anywhere_in_what_the_library_holds(school: People) -> None:
    anna = school["anna"]
    copy = sharing.put_in_library(anna, school.plan, school.now)
    students = load_plan(anna, school.plan).plan.students
    bo = school["bo"]
    texts = [bo.content(copy, version.edit) for version in bo.versions(copy)]
    stored = bo.document(copy, "plan")
    for text in (*texts, stored.content, stored.saved_content, str(stored.undo), str(stored.redo)):
        assert not [student.code for student in students if f'"{student.code}"' in text]
        assert "prerequisite" not in text


def test_nobody_brings_a_class_into_the_library(school: People) -> None:
    anna = school["anna"]
    copy = sharing.put_in_library(anna, school.plan, school.now)
    head = load_plan(anna, copy).head
    change = SetField("plan", (), "title", "Ny")
    for name in ROLES:
        with pytest.raises(NotAllowedError):
            plans.change_plan(school[name], (copy, head), change, school.now)
    with pytest.raises(PlannerError, match=sharing.ONLY_COPY):
        sharing.put_in_library(anna, copy, school.now)
    with pytest.raises(PlannerError, match=sharing.ONLY_COPY):
        sharing.share(anna, copy, school.id("bo"), school.now)


def test_a_plan_itself_is_never_the_librarys_even_if_the_database_says_so(school: People) -> None:
    """A flag that went wrong opens nothing."""
    from planner.storage.shares import ShareStore

    ShareStore(school.store.engine).put_in_library(school.plan, school.now)
    with pytest.raises(NotFoundError):
        load_plan(school["bo"], school.plan)


def test_the_library_follows_a_plan_only_when_asked(school: People) -> None:
    anna = school["anna"]
    copy = sharing.put_in_library(anna, school.plan, school.now)
    where = (school.plan, load_plan(anna, school.plan).head)
    plans.change_plan(anna, where, SetField("plan", (), "title", "Brøker igen"), school.now)
    shown = sharing.in_library(anna, school.plan)
    assert shown is not None
    assert not shown.current
    assert load_plan(school["bo"], copy).title != "Brøker igen"
    assert sharing.put_in_library(anna, school.plan, school.now) == copy
    assert load_plan(school["bo"], copy).title == "Brøker igen"
    shown = sharing.in_library(anna, school.plan)
    assert shown is not None
    assert shown.current


def test_what_is_taken_out_of_the_library_is_gone_and_copies_stay(school: People) -> None:
    anna, bo = school["anna"], school["bo"]
    copy = sharing.put_in_library(anna, school.plan, school.now)
    mine = plans.duplicate_plan(bo, copy, "Min", school.now)
    sharing.take_out(anna, school.plan, school.now)
    assert sharing.in_library(anna, school.plan) is None
    with pytest.raises(NotFoundError):
        load_plan(bo, copy)
    assert load_plan(bo, mine).title == "Min"
    assert sharing.put_in_library(anna, school.plan, school.now) == copy
    sharing.take_out(anna, copy, school.now)
    with pytest.raises(NotFoundError):
        load_plan(bo, copy)


def test_copies_in_the_library_are_on_none_of_the_owners_own_lists(school: People) -> None:
    anna = school["anna"]
    sharing.put_in_library(anna, school.plan, school.now)
    assert [entry.id for entry in plans.list_plans(anna)] == [school.plan]


def test_a_template_needs_no_sharing(school: People) -> None:
    anna = school["anna"]
    made = templates.new_template(anna, load_plan(anna, school.plan).plan, "Fælles", school.now)
    with pytest.raises(PlannerError, match=sharing.NO_TEMPLATE):
        sharing.put_in_library(anna, made, school.now)


def test_another_role_opens_nothing_it_does_not_fit(school: People) -> None:
    anna = school["anna"]
    sharing.share(anna, school.plan, school.id("bo"), school.now)
    AccountStore(school.store.engine).release(school.id("bo"), role="coach")
    bo = Archive(school.store, Account(school.id("bo"), "bo", "coach"))
    with pytest.raises(NotFoundError):
        load_plan(bo, school.plan)
    (share,) = sharing.list_shares(anna, school.plan)
    assert (share.role, share.account_role) == ("co_teacher", "coach")
    sharing.share(anna, school.plan, school.id("bo"), school.now)
    assert bo.relation(school.plan) == "coach"


def test_it_is_written_down_who_opened_shared_and_took_what_out(school: People) -> None:
    anna, bo = school["anna"], school["bo"]
    sharing.share(anna, school.plan, bo.account.id, school.now)
    for hours in (0, 1, 2, 24):
        note_opened(bo, school.plan, school.now + timedelta(hours=hours))
    note_opened(anna, school.plan, school.now)
    plans.export_plan(bo, school.plan, school.now)
    plans.export_class(bo, school.plan, school.now)
    plans.duplicate_plan(bo, school.plan, "Kopi", school.now)
    sharing.unshare(anna, school.plan, bo.account.id, school.now)
    sharing.unshare(anna, school.plan, bo.account.id, school.now)
    sharing.put_in_library(anna, school.plan, school.now)
    sharing.take_out(anna, school.plan, school.now)
    assert school.happened() == [
        ("shared", "anna", "bo co_teacher"),
        ("opened", "bo", ""),
        ("opened", "bo", ""),
        ("opened", "anna", ""),
        ("exported", "bo", ""),
        ("exported", "bo", "class"),
        ("copied", "bo", ""),
        ("unshared", "anna", "bo"),
        ("shared", "anna", "library"),
        ("unshared", "anna", "library"),
    ]


def test_nothing_is_written_down_where_there_are_no_accounts(store: Store, now: datetime) -> None:
    alone = Archive(store)
    plan = plans.open_sample(alone, SAMPLE, now)
    note_opened(alone, plan, now)
    plans.export_plan(alone, plan, now)
    assert DoorLog(store.engine).happenings() == ()


def test_what_names_a_student_is_not_for_everybody(school: People) -> None:
    anna = school["anna"]
    code = load_plan(anna, school.plan).plan.students[0].code
    where = (school.plan, load_plan(anna, school.plan).head)
    plans.change_plan(anna, where, SetField("plan", (), "title", f"Brøker med {code}"), school.now)
    assert sharing.students_named(anna, school.plan) == (code,)
    with pytest.raises(PlannerError, match=NAMES_STUDENTS):
        sharing.put_in_library(anna, school.plan, school.now)
    with pytest.raises(PlannerError, match=NAMES_STUDENTS):
        templates.new_template(anna, load_plan(anna, school.plan).plan, f"Til {code}", school.now)
    made = templates.new_template(anna, load_plan(anna, school.plan).plan, "Brøker", school.now)
    assert made
