"""Belonging by plan and by class: what a plan holds, when it was held, and what cannot be told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from coached import School, open_school

from planner.catalogue.loader import load_catalogue
from planner.errors import InputError, NotFoundError
from planner.participation.assignment.model import Place
from planner.participation.assignment.solve import quick_answer
from planner.plan.document import plan_text
from planner.plan.parts import changed_part
from planner.services import classes
from planner.services.archive import Archive
from planner.services.assigning import keeping, problem_for
from planner.services.belonging import class_belonging, kept_places, lesson_told, plan_belonging
from planner.services.checking import check_plan
from planner.services.plans import change_plan, load_plan, open_sample
from planner.services.reviews import move
from planner.storage.store import State, Store

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
SAMPLE = "water-samples-grade-8"
TERM = date(2026, 1, 1), date(2026, 6, 30)


@pytest.fixture
def school(store: Store, now: datetime) -> School:
    return open_school(store, now)


def fill(archive: Archive, *days: datetime) -> tuple[str, list[str]]:
    made = classes.new_class(archive, "5. a", NOW)
    plans = [open_sample(archive, SAMPLE, day) for day in days]
    for one in plans:
        classes.put_in_class(archive, one, made)
    return made, plans


def test_a_plan_tells_bounds_until_its_class_is_placed(archive: Archive) -> None:
    made = open_sample(archive, SAMPLE, NOW)
    bounds = plan_belonging(archive, made)
    assert not bounds.belonging.placed
    assert any(not one.apart.known for one in bounds.belonging.students)
    assert "4.-10. klasse" in bounds.law.text("da")

    places = quick_answer(problem_for(check_plan(load_plan(archive, made).plan))).places
    placed = plan_belonging(archive, made, places=places)
    assert all(one.apart.known for one in placed.belonging.students)
    assert {one.minutes for one in placed.belonging.students} == {
        one.with_class.least + one.apart.least + one.no_place for one in placed.belonging.students
    }


def test_a_place_the_plan_does_not_have_is_refused(archive: Archive) -> None:
    made = open_sample(archive, SAMPLE, NOW)
    with pytest.raises(InputError, match="places"):
        plan_belonging(archive, made, places=(Place("work", "C01", "never", None),))


def test_whoever_may_open_a_plan_is_told_and_nobody_else(school: School) -> None:
    for name in ("bo", "mia", "eva"):
        assert plan_belonging(school[name], school.plan).belonging.students
    for name in ("ib", "ole", "ada"):
        with pytest.raises(NotFoundError):
            plan_belonging(school[name], school.plan)


def test_a_period_holds_the_plans_of_the_class_by_their_days(archive: Archive) -> None:
    days = [NOW + timedelta(days=n) for n in (2, 0, 1)]
    made, _ = fill(archive, *days)
    open_sample(archive, SAMPLE, NOW)
    told = class_belonging(archive, made, TERM)
    assert [one.day for one in told.belonging.lessons] == [date(2026, 3, n) for n in (2, 3, 4)]
    assert not any(one.held for one in told.belonging.lessons)
    assert len(told.laws) == 1
    few = class_belonging(archive, made, (date(2026, 3, 3), date(2026, 3, 3)))
    assert len(few.belonging.lessons) == 1
    assert class_belonging(archive, made, (date(2026, 5, 1), date(2026, 5, 2))).findings == ()


def test_always_the_same_student_apart_is_told_over_the_plans(archive: Archive) -> None:
    made, plans = fill(archive, *(NOW + timedelta(days=n) for n in range(3)))
    plan = load_plan(archive, plans[0]).plan
    away = next((p.id, a) for p in plan.lesson.phases for a in p.activities if a.apart is not None)
    places = (Place(away[0], "C01", away[1].id, (away[1].zones or (None,))[0]),)
    told = class_belonging(archive, made, TERM, placements=dict.fromkeys(plans, places))
    assert [one.text("da") for one in told.findings if one.at == "student:C01"] == [
        "C01 er for sig 3 lektioner i træk i planerne, fra 2.3.2026 til 4.3.2026; prøv højst 2."
    ]


def test_a_lesson_that_was_tried_counts_on_that_day(school: School) -> None:
    bo, days = school["bo"], (school.now + timedelta(days=10 + n) for n in range(4))
    made = classes.new_class(bo, "5. a", school.now)
    classes.put_in_class(bo, school.plan, made)
    move(bo, school.plan, "ready", next(days))
    move(school["eva"], school.plan, "in_review", next(days))
    move(bo, school.plan, "agreed", next(days))
    tried = next(days)
    move(bo, school.plan, "tried", tried)
    [lesson] = class_belonging(bo, made, (tried.date(), tried.date())).belonging.lessons
    assert (lesson.day, lesson.held) == (tried.date(), True)


def test_a_plan_that_cannot_be_checked_is_named(archive: Archive) -> None:
    made, [plan] = fill(archive, NOW)
    lost = plan_text(changed_part(load_plan(archive, plan).plan, layout="nowhere"))
    label = load_catalogue().words["changes"]["created"]
    classes.put_in_class(archive, archive.add("plan", State("Uden rum", lost, label), NOW), made)
    told = class_belonging(archive, made, TERM)
    assert told.unchecked == ("Uden rum",)
    assert len(told.belonging.lessons) == 1


def test_another_persons_class_is_not_there(school: School) -> None:
    made = classes.new_class(school["bo"], "5. a", school.now)
    with pytest.raises(NotFoundError):
        class_belonging(school["mia"], made, TERM)


def test_a_plan_is_told_by_the_places_it_keeps(archive: Archive) -> None:
    made, plans = fill(archive, NOW, NOW + timedelta(days=1))
    opened = load_plan(archive, plans[0])
    checked = check_plan(opened.plan)
    assert kept_places(checked) is None
    places = quick_answer(problem_for(checked)).places
    change_plan(archive, (plans[0], opened.head), keeping(places), NOW)
    assert plan_belonging(archive, plans[0]) == lesson_told(checked, places=places)
    told = class_belonging(archive, made, TERM)
    assert [one.belonging.placed for one in told.belonging.lessons] == [True, False]


def test_places_a_plan_has_no_longer_are_not_told(archive: Archive) -> None:
    plan = load_plan(archive, open_sample(archive, SAMPLE, NOW)).plan
    gone = {"student": "C01", "phase": plan.lesson.phases[0].id, "activity": "never"}
    kept = changed_part(plan, places=(gone,))
    assert kept_places(check_plan(kept)) is None
