"""Across plans: only shared ones, no small group, no title that is not to be known, no ranking."""

from datetime import datetime

import pytest
from coached import SAMPLE, School, open_school

from planner.catalogue.loader import load_catalogue
from planner.errors import NotAllowedError
from planner.plan.document import plan_text
from planner.plan.parts import changed_part
from planner.services.across import across
from planner.services.history import remove
from planner.services.plans import open_sample
from planner.services.reviews import propose
from planner.services.sharing import put_in_library, share, unshare
from planner.storage.store import State, Store


@pytest.fixture
def school(store: Store, now: datetime) -> School:
    return open_school(store, now)


def test_a_coach_sees_across_only_what_was_shared_with_them(school: School) -> None:
    assert across(school["eva"]).plans == 1
    assert across(school["ole"]).plans == 0
    open_sample(school["bo"], SAMPLE, school.now)
    assert across(school["eva"]).plans == 1
    propose(school["eva"], school.plan, school.now)
    assert across(school["eva"]).plans == 1
    unshare(school["bo"], school.plan, school["eva"].account.id, school.now)
    assert across(school["eva"]).plans == 0


def test_an_administrator_sees_across_what_any_coach_has_without_titles(school: School) -> None:
    [row] = across(school["ada"]).rows
    assert row.name.da == "En plan i matematik, 5. klasse"
    [own] = across(school["eva"]).rows
    assert own.name.da == school.shown.title
    remove(school["bo"], school.plan, school.now)
    assert across(school["ada"]).plans == 0


def test_teachers_do_not_see_across(school: School) -> None:
    for name in ("bo", "mia", "ib"):
        with pytest.raises(NotAllowedError):
            across(school[name])


def test_a_plan_whose_room_is_nowhere_is_left_out_and_told(school: School) -> None:
    lost = plan_text(changed_part(school.shown.plan, layout="nowhere"))
    label = load_catalogue().words["changes"]["created"]
    document = school["bo"].add("plan", State("Uden rum", lost, label), school.now)
    share(school["bo"], document, school["eva"].account.id, school.now)
    found = across(school["eva"])
    assert found.plans == 1
    assert "1 plan kan ikke tjekkes" in found.notes[0].text("da") + found.notes[1].text("da")


def test_a_copy_in_the_library_counts_only_where_the_plan_itself_does_not(school: School) -> None:
    put_in_library(school["bo"], school.plan, school.now)
    assert across(school["ada"]).plans == 1
    unshare(school["bo"], school.plan, school["eva"].account.id, school.now)
    [row] = across(school["ada"]).rows
    assert row.name.da == school.shown.title
