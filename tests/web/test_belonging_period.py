"""Belonging over time: the class and the period that are chosen, held or planned, and what is left out."""

from datetime import date
from pathlib import Path

import pytest
from serving import ROOT
from streamlit.testing.v1 import AppTest

from planner.catalogue.loader import load_catalogue
from planner.exchange.documents import read_plan, sample_plans
from planner.participation.belonging.period import DatedLesson, period_belonging
from planner.plan.document import plan_text
from planner.plan.parts import changed_part
from planner.services import classes, plans
from planner.storage.store import State
from planner.web.belonging import plan_told
from planner.web.belonging_period import CLASS, FIRST, LAST, PERIOD, lesson_list, period_of
from planner.web.opened import the_archive
from planner.web.server.session import now
from planner.web.speech import Speech

APP = str(ROOT / "planner" / "web" / "app.py")
SAMPLE = "water-samples-grade-8"


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))


@pytest.fixture
def kept() -> str:
    """Make a class with two plans."""
    made = classes.new_class(the_archive(), "8. b", now())
    for _ in range(2):
        classes.put_in_class(the_archive(), plans.open_sample(the_archive(), SAMPLE, now()), made)
    return made


def page(**query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.run()
    app.switch_page("screens/belonging.py")
    app.query_params.update(query)
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize(
    ("name", "today", "period"),
    [
        ("week", date(2026, 3, 4), (date(2026, 3, 2), date(2026, 3, 8))),
        ("month", date(2026, 2, 28), (date(2026, 2, 1), date(2026, 2, 28))),
        ("month", date(2026, 12, 31), (date(2026, 12, 1), date(2026, 12, 31))),
        ("half_year", date(2026, 11, 23), (date(2026, 8, 1), date(2026, 12, 31))),
        ("half_year", date(2027, 1, 1), (date(2027, 1, 1), date(2027, 7, 31))),
        ("school_year", date(2026, 7, 31), (date(2025, 8, 1), date(2026, 7, 31))),
        ("school_year", date(2026, 8, 1), (date(2026, 8, 1), date(2027, 7, 31))),
    ],
)
def test_a_period_is_the_one_today_is_in(name: str, today: date, period: tuple[date, date]) -> None:
    assert period_of(name, today) == period  # type: ignore[arg-type]


def test_the_plans_of_a_class_are_told_together(kept: str) -> None:
    shown = html(page(**{"class": kept}))
    assert "Hver elev i perioden" in shown
    assert shown.count(": Vandprøver fra søen – planlagt") == 2
    assert "Efter loven er klassen udgangspunktet" in shown
    assert "Pladserne er ikke fordelt i alle planerne." in shown
    assert "ingen børn sammenlignes" in shown


def test_another_class_and_other_days_can_be_chosen(kept: str) -> None:
    other = classes.new_class(the_archive(), "5. a", now())
    app = page(**{"class": kept})
    assert app.selectbox(key=CLASS).value == kept
    app.selectbox(key=PERIOD).select("own").run()
    app.date_input(key=FIRST).set_value(date(2020, 1, 2)).run()
    app.date_input(key=LAST).set_value(date(2020, 1, 1)).run()
    assert "Den første dag ligger efter den sidste." in html(app)
    app.date_input(key=LAST).set_value(date(2020, 2, 1)).run()
    assert "Der er ingen planer for 8. b i den periode." in html(app)
    app.selectbox(key=CLASS).select(other).run()
    assert not app.exception
    assert "Der er ingen planer for 5. a i den periode." in html(app)


def test_who_has_no_classes_is_led_on() -> None:
    assert "Du har ingen klasser endnu." in html(page())


def test_a_class_of_somebody_else_is_not_opened_by_its_address(kept: str) -> None:
    app = page(**{"class": "never"})
    assert app.selectbox(key=CLASS).value == kept


def test_a_plan_that_cannot_be_checked_is_named(kept: str) -> None:
    archive = the_archive()
    whole = plans.load_plan(archive, plans.open_sample(archive, SAMPLE, now())).plan
    lost = plan_text(changed_part(whole, layout="nowhere"))
    state = State("Uden rum", lost, load_catalogue().words["changes"]["created"])
    classes.put_in_class(archive, archive.add("plan", state, now()), kept)
    shown = html(page(**{"class": kept}))
    assert "Ikke med, fordi de ikke kan tjekkes: Uden rum." in shown
    assert "Hver elev i perioden" in shown


def test_a_lesson_is_told_as_held_or_as_planned() -> None:
    told = plan_told(read_plan(sample_plans()[SAMPLE])).belonging
    lessons = [DatedLesson(date(2026, 3, n), f"Nr. {n}", told, held=n == 2) for n in (2, 3)]
    listed = lesson_list(period_belonging(lessons), Speech("da"))
    assert "2. marts 2026: Nr. 2 – holdt" in listed
    assert "3. marts 2026: Nr. 3 – planlagt" in listed
