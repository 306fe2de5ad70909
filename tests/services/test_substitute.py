"""Plan B: what nobody has taken over in it, and who may take its sheet out."""

from datetime import datetime

import pytest
from coached import School, open_school

from planner.errors import NotAllowedError, NotFoundError
from planner.exchange.documents import read_plan, sample_plans
from planner.lesson.model import Plan
from planner.plan.changes import SetAdult
from planner.services.checking import check_plan
from planner.services.substitute import (
    Missing,
    best_of,
    plan_b_repaired,
    plan_b_told,
    still_open,
    substitute_sheet,
)
from planner.storage.store import Store

CHECKED = check_plan(read_plan(sample_plans()["fractions-grade-5"]))
WITHOUT_V = plan_b_told(CHECKED, Missing("V")).checked.plan


@pytest.fixture
def school(store: Store, now: datetime) -> School:
    return open_school(store, now)


def open_in(mended: Plan) -> list[str]:
    return [one.text("da") for one in still_open(CHECKED.plan, WITHOUT_V, mended)]


def test_a_task_is_open_until_somebody_takes_it_over() -> None:
    assert open_in(WITHOUT_V) == ["I »Vælg din vej« mangler der en voksen på »Brøkstænger med vejleder«."]
    phase = WITHOUT_V.lesson.phases[2]
    task = next(one for one in phase.activities if one.title == "Brøkstænger med vejleder")
    assert open_in(SetAdult(phase.id, task.id, "L").apply(WITHOUT_V)) == []


def test_nobody_was_missing_where_nobody_was_to_be() -> None:
    assert still_open(WITHOUT_V, WITHOUT_V, WITHOUT_V) == ()


def test_the_same_question_gets_the_same_answer_and_is_kept() -> None:
    first = plan_b_repaired(CHECKED, Missing("V", 10))
    assert plan_b_repaired(CHECKED, Missing("V", 10)) is first
    best = best_of(first)
    assert best is not None
    assert best in (*first.proposals, first.nearest)


def test_the_sheet_is_for_who_may_take_the_plan_out(school: School) -> None:
    for name in ("bo", "mia"):
        assert substitute_sheet(school[name], school.plan).title
    with pytest.raises(NotAllowedError):
        substitute_sheet(school["eva"], school.plan)
    for name in ("ib", "ole", "ada"):
        with pytest.raises(NotFoundError):
            substitute_sheet(school[name], school.plan)


def test_an_adult_the_plan_does_not_have_is_not_there(school: School) -> None:
    with pytest.raises(NotFoundError):
        substitute_sheet(school["bo"], school.plan, Missing("X"))
