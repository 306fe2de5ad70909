"""Belonging over time: the class and the period that are chosen, held or planned, and what is left out."""

from datetime import date
from pathlib import Path

import pytest
from serving import ROOT
from streamlit.testing.v1 import AppTest

from planner.services import classes, plans
from planner.web.belonging_period import CLASS, FIRST, LAST, PERIOD, period_of
from planner.web.desk import now
from planner.web.opened import the_archive

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
