"""The documents as one account may use them."""

from datetime import datetime

import pytest

from planner.catalogue.base import Words
from planner.errors import NotAllowedError, NotFoundError
from planner.services.archive import LOCAL, Archive
from planner.storage.accounts import Account, AccountStore, NewAccount
from planner.storage.database import writing
from planner.storage.store import State, Store
from planner.storage.tables import ShareRow

STATE = State("Plan", "{}", Words(da="lavet", en="made"))


def account(store: Store, name: str, role: str, now: datetime) -> Account:
    return AccountStore(store.engine).add(NewAccount(name, role), now)  # type: ignore[arg-type]


def share(store: Store, document: str, with_whom: Account, role: str, now: datetime) -> None:
    with writing(store.engine) as session:
        session.add(ShareRow(document=document, account=with_whom.id, role=role, actor="o", at=now))


def test_what_is_not_opened_for_somebody_does_not_exist_for_them(store: Store, now: datetime) -> None:
    owner, other = (Archive(store, account(store, name, "teacher", now)) for name in ("anna", "bo"))
    plan = owner.add("plan", STATE, now)
    assert [entry.id for entry in owner.documents("plan")] == [plan]
    assert other.documents("plan") == ()
    for act in (
        lambda: other.document(plan, "plan"),
        lambda: other.content(plan, 1),
        lambda: other.remove(plan, now),
        lambda: other.document("nothing", "plan"),
    ):
        with pytest.raises(NotFoundError, match="This does not exist"):
            act()


def test_a_co_teacher_edits_and_may_not_delete(store: Store, now: datetime) -> None:
    owner, other = (Archive(store, account(store, name, "teacher", now)) for name in ("anna", "bo"))
    plan = owner.add("plan", STATE, now)
    share(store, plan, other.account, "co_teacher", now)
    head = other.document(plan, "plan").head
    assert other.add_edit((plan, head), STATE, now).head != head
    assert [entry.shared for entry in other.documents("plan")] == ["co_teacher"]
    with pytest.raises(NotAllowedError):
        other.remove(plan, now)


def test_a_coach_reads_and_may_not_edit(store: Store, now: datetime) -> None:
    owner = Archive(store, account(store, "anna", "teacher", now))
    coach = Archive(store, account(store, "kim", "coach", now))
    plan = owner.add("plan", STATE, now)
    share(store, plan, coach.account, "coach", now)
    opened = coach.document(plan, "plan")
    assert opened.content == "{}"
    with pytest.raises(NotAllowedError):
        coach.add_edit((plan, opened.head), STATE, now)


def test_templates_are_everybodys_to_use_and_their_makers_to_change(store: Store, now: datetime) -> None:
    owner, other = (Archive(store, account(store, name, "teacher", now)) for name in ("anna", "bo"))
    template = owner.add("template", STATE, now)
    assert [entry.id for entry in other.documents("template")] == [template]
    with pytest.raises(NotAllowedError):
        other.remove(template, now)
    owner.remove(template, now)
    assert other.documents("template", removed=True) == ()
    assert [entry.id for entry in owner.documents("template", removed=True)] == [template]


def test_the_first_account_gets_what_was_made_before_there_were_any(store: Store, now: datetime) -> None:
    plan = Archive(store, LOCAL).add("plan", STATE, now)
    first = Archive(store, account(store, "anna", "administrator", now))
    second = Archive(store, account(store, "bo", "administrator", now))
    assert first.relation(plan) == "owner"
    assert second.relation(plan) == "stranger"
    assert Archive(store, LOCAL).documents("plan") == ()
