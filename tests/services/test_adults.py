"""Adults of a plan: told to who may open it, and what breaks without one of them."""

from datetime import datetime

import pytest
from coached import School, open_school

from planner.errors import NotFoundError
from planner.exchange.documents import read_plan, sample_plans
from planner.services.adults import adults_told, plan_adults, plan_without, without_told
from planner.services.checking import check_plan
from planner.services.plans import load_plan
from planner.storage.store import Store


@pytest.fixture
def school(store: Store, now: datetime) -> School:
    return open_school(store, now)


def test_whoever_may_open_a_plan_is_told_and_nobody_else(school: School) -> None:
    for name in ("bo", "mia", "eva"):
        assert plan_adults(school[name], school.plan).adults
    for name in ("ib", "ole", "ada"):
        with pytest.raises(NotFoundError):
            plan_adults(school[name], school.plan)
        with pytest.raises(NotFoundError):
            plan_without(school[name], school.plan, "L")


def test_a_copy_is_checked_and_the_plan_stays_as_it_is(school: School) -> None:
    before = load_plan(school["bo"], school.plan)
    adult = before.plan.adults[-1].id
    found = plan_without(school["bo"], school.plan, adult)
    assert found.broken.breaks
    assert found.checked.plan == found.broken.plan
    assert adult not in {one.id for one in found.checked.plan.adults}
    assert load_plan(school["bo"], school.plan) == before


def test_an_adult_the_plan_does_not_have_is_not_there(school: School) -> None:
    with pytest.raises(NotFoundError):
        plan_without(school["bo"], school.plan, "X")


def test_every_sample_tells_in_both_languages() -> None:
    for file in sample_plans().values():
        checked = check_plan(read_plan(file))
        view = adults_told(checked)
        assert len(view.adults) == len(checked.plan.adults) * len(checked.plan.lesson.phases)
        for adult in checked.plan.adults:
            found = without_told(checked, adult.id, 10).broken
            told = [*found.tasks, *(one.message for one in found.students), found.title]
            assert all(one.text("da") != one.text("en") for one in told)
            assert found.breaks
