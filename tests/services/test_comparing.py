"""Comparing versions, and two people who write the same plan at the same time."""

from datetime import UTC, datetime, timedelta

import pytest

from planner.errors import ConflictError, NotFoundError
from planner.plan.changes import SetMinutes, SetVoice
from planner.plan.document import stored_plan
from planner.room.patch import Fields, Patch
from planner.services import layouts, plans
from planner.services.archive import Archive
from planner.services.comparing import (
    changed_since,
    changes_said,
    compare_states,
    layout_changed_since,
    patches_said,
    state_at,
)
from planner.services.layouts import new_layout
from planner.services.sharing import share
from planner.storage.accounts import AccountStore, NewAccount, Role
from planner.storage.store import Command, Store

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
SAMPLE = "fractions-grade-5"


def person(store: Store, name: str, role: Role = "teacher") -> Archive:
    return Archive(store, AccountStore(store.engine).add(NewAccount(name, role), NOW))


def test_a_version_is_compared_with_what_is_shown(archive: Archive) -> None:
    plan = plans.open_sample(archive, SAMPLE, NOW)
    first = plans.load_plan(archive, plan).head
    plans.change_plan(archive, (plan, first), SetMinutes("work", 15), NOW)
    compared = compare_states(archive, plan, first, None)
    [said] = compared.comparison.said
    assert said.message.text("da") == "Vælg din vej: minutterne – før 22 min, nu 15 min"
    assert (
        compare_states(archive, plan, None, first).comparison.said[0].message.text("da").endswith("nu 22 min")
    )
    assert compare_states(archive, plan, first, first).comparison.empty


def test_only_who_may_open_the_plan_compares_its_versions(store: Store) -> None:
    anna, bo, kim = person(store, "anna"), person(store, "bo"), person(store, "kim", "coach")
    plan, other = (plans.open_sample(anna, SAMPLE, NOW) for _ in range(2))
    share(anna, plan, kim.account.id, NOW)
    head, foreign = (plans.load_plan(anna, one).head for one in (plan, other))
    assert compare_states(kim, plan, head, None).comparison.empty
    for who, edit in ((bo, head), (anna, foreign), (kim, foreign)):
        with pytest.raises(NotFoundError):
            compare_states(who, plan, edit, None)


def test_the_version_of_a_moment_is_found(archive: Archive) -> None:
    plan = plans.open_sample(archive, SAMPLE, NOW)
    first = plans.load_plan(archive, plan).head
    later = plans.change_plan(archive, (plan, first), SetMinutes("work", 15), NOW).head
    plans.save_version(archive, (plan, later), NOW + timedelta(hours=1))
    assert state_at(archive, plan, NOW + timedelta(minutes=1)) == first
    assert state_at(archive, plan, NOW + timedelta(hours=2)) == later
    assert state_at(archive, plan, NOW - timedelta(hours=1)) is None


def test_the_second_of_two_people_loses_nothing_and_sees_both(store: Store) -> None:
    anna, bo = person(store, "anna"), person(store, "bo")
    plan = plans.open_sample(anna, SAMPLE, NOW)
    share(anna, plan, bo.account.id, NOW)
    seen = plans.load_plan(anna, plan).head
    theirs, mine = SetVoice("work", "bars", 4), SetMinutes("work", 15)
    newest = plans.change_plan(bo, (plan, seen), theirs, NOW)
    command = Command("anna-tab", 1)
    with pytest.raises(ConflictError):
        plans.change_plan(anna, (plan, seen), mine, NOW, command)
    assert plans.load_plan(anna, plan) == newest
    assert not anna.done(plan, command)
    # What they changed, and what I wanted.
    [changed] = changed_since(anna, plan, seen)
    assert changed.text("da").startswith(
        "Vælg din vej · Brøkstænger med vejleder: stemmen – før makkerstemme"
    )
    assert plans.name_change(newest.plan, mine).text("da") == "Vælg din vej: 15 min"
    # Choosing to make it in the newest too keeps both.
    both = plans.change_plan(anna, (plan, newest.head), mine, NOW, command).plan
    work = both.lesson.phases[2]
    assert (work.minutes, work.activities[0].voice) == (15, 4)
    # And what either had before is still there to be brought back.
    assert stored_plan(anna.content(plan, seen)).lesson.phases[2].minutes == 22


def test_what_was_changed_in_a_room_is_said_too(archive: Archive) -> None:
    from planner.exchange.documents import layout_by_id

    room = new_layout(archive, layout_by_id("rows"), NOW)
    head = layouts.load_layout(archive, room).head
    assert layout_changed_since(archive, room, head) == ()
    layouts.change_layout(archive, (room, head), Patch(fields=Fields(name="Lokale 9")), NOW)
    [said] = layout_changed_since(archive, room, head)
    assert said.text("da").endswith("nu »Lokale 9«")


def test_a_held_change_is_said_with_its_values_at_the_state_it_was_made_to(archive: Archive) -> None:
    plan = plans.open_sample(archive, SAMPLE, NOW)
    first = plans.load_plan(archive, plan).head
    plans.change_plan(archive, (plan, first), SetMinutes("work", 15), NOW)
    changes = (SetMinutes("work", 20), SetMinutes("gone", 3), SetMinutes("work", 20), SetMinutes("work", 18))
    said = changes_said(archive, (plan, first), changes)
    assert [None if one is None else [message.text("da") for message in one] for one in said] == [
        ["Vælg din vej: minutterne – før 22 min, nu 20 min"],
        None,
        None,
        ["Vælg din vej: minutterne – før 20 min, nu 18 min"],
    ]


def test_a_held_change_of_a_room_is_said_with_its_values_too(archive: Archive) -> None:
    from planner.exchange.documents import layout_by_id

    room = new_layout(archive, layout_by_id("zoned-classroom"), NOW)
    first = layouts.load_layout(archive, room).head
    patches = (Patch(fields=Fields(name="Bos rum")), Patch(fields=Fields(name="Bos rum")))
    said, nothing = patches_said(archive, (room, first), patches)
    assert nothing is None
    assert [message.text("da") for message in said or ()] == [
        "Lokalet: navnet – før »Klasselokale i zoner«, nu »Bos rum«"
    ]
