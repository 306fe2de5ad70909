"""Classes on the pages: chosen on the class page, reminded of in time, taken out and erased."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from serving import ROOT
from streamlit.testing.v1 import AppTest

from planner.services import classes, history, plans
from planner.services.classes import Reminder
from planner.storage.classes import ClassStore, StoredClass
from planner.web import classes as classes_page
from planner.web.class_keeping import CHOICE, ENDS, NAME, day_text, reminder_text
from planner.web.opened import the_archive
from planner.web.server.session import now
from planner.web.speech import Speech

APP = str(ROOT / "planner" / "web" / "app.py")
SAMPLE = "fractions-grade-5"


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))


@pytest.fixture
def plan() -> str:
    return plans.open_sample(the_archive(), SAMPLE, now())


def page(screen: str, **query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params.update(query)
    app.run()
    if screen:
        app.switch_page(f"screens/{screen}.py")
        app.query_params.update(query)
        app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def ending(days: int, name: str = "5. a") -> str:
    """Make a class that ends in so many days."""
    made = classes.new_class(the_archive(), name, now())
    ClassStore(the_archive().store.engine).change(made, name, now().date() + timedelta(days=days))
    return made


def test_a_class_is_made_on_the_class_page_and_the_plan_put_into_it(plan: str) -> None:
    app = page("plan_class", id=plan)
    assert any(box.label == "Gemmes med en klasse: ikke valgt endnu" for box in app.expander)
    app.selectbox(key=CHOICE).select("new").run()
    app.text_input(key=NAME).set_value("5. a").run()
    assert app.date_input(key=ENDS).value == classes.school_year_end(now().date())
    app.button(key="make_class").click().run()
    assert not app.exception
    known = classes.class_of(the_archive(), plan)
    assert known is not None
    assert (known.name, app.selectbox(key=CHOICE).value) == ("5. a", known.id)
    app.selectbox(key=CHOICE).select("").run()
    assert classes.class_of(the_archive(), plan) is None


def test_a_diagnosis_is_no_name_of_a_class(plan: str) -> None:
    app = page("plan_class", id=plan)
    app.selectbox(key=CHOICE).select("new").run()
    app.text_input(key=NAME).set_value("Autismeklassen").run()
    app.button(key="make_class").click().run()
    assert "En klasse er ikke opkaldt efter en diagnose" in html(app)
    assert classes.list_classes(the_archive()) == ()


def test_the_end_of_a_class_is_moved_on_its_page(plan: str) -> None:
    made = ending(10)
    classes.put_in_class(the_archive(), plan, made)
    app = page("plan_class", id=plan)
    assert "Klassen 5. a slutter om 10 dage" in html(app)
    app.date_input(key=f"ends:{made}").set_value(now().date() + timedelta(days=200)).run()
    assert classes.own_class(the_archive(), made).ends == now().date() + timedelta(days=200)
    assert "slutter om" not in html(app)


def test_the_start_page_reminds_and_leads_to_the_classes() -> None:
    assert "Klassen" not in html(page(""))
    ending(-3)
    ending(60, "6. b")
    shown = html(page(""))
    assert "Klassen 5. a sluttede" in shown
    assert "6. b" not in shown


def test_a_class_is_erased_with_one_press_and_one_yes(plan: str) -> None:
    made = ending(100)
    classes.put_in_class(the_archive(), plan, made)
    app = page("classes")
    app.button(key=f"erase:{made}").click().run()
    assert "Slet 5. a og alt om den? Ingen kan hente det tilbage." in html(app)
    assert "1 dokument med alle dets udgaver" in html(app)
    app.button(key="erase_no").click().run()
    assert "Ingen kan hente det tilbage" not in html(app)
    app.button(key=f"erase:{made}").click().run()
    app.button(key="erase_yes").click().run()
    assert not app.exception
    assert "Det er slettet." in html(app)
    assert plans.list_plans(the_archive()) == ()
    assert classes.list_classes(the_archive()) == ()
    assert "Du har ingen klasser endnu" in html(app)


def test_plans_no_class_keeps_are_listed(plan: str) -> None:
    assert "Planer uden klasse" in html(page("classes"))
    classes.put_in_class(the_archive(), plan, ending(100))
    assert "Planer uden klasse" not in html(page("classes"))


def test_a_class_is_renamed_and_what_is_refused_changes_nothing() -> None:
    made = ending(100)
    app = page("classes")
    app.text_input(key=f"class_name:{made}").set_value("6. a").run()
    assert classes.own_class(the_archive(), made).name == "6. a"
    app.text_input(key=f"class_name:{made}").set_value(" ").run()
    assert "En klasse skal have et navn." in html(app)
    assert app.text_input(key=f"class_name:{made}").value == "6. a"


def test_a_deleted_plan_is_erased_for_good_from_the_list(plan: str) -> None:
    history.remove(the_archive(), plan, now())
    app = page("")
    app.session_state["removed_plan"] = True
    app.run()
    app.button(key=f"erase:{plan}").click().run()
    assert "Slet »Brøker på flere måder« for altid?" in html(app)
    app.button(key="erase_yes").click().run()
    assert plans.list_plans(the_archive(), removed=True) == ()


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-2, "The class 5. a ended on 31 July 2026."),
        (0, "The class 5. a ends today."),
        (1, "The class 5. a ends tomorrow, on 31 July 2026."),
        (30, "The class 5. a ends in 30 days, on 31 July 2026."),
    ],
)
def test_a_reminder_says_when(days: int, said: str) -> None:
    known = StoredClass("c", "local", "5. a", date(2026, 7, 31), now(), 2)
    text = reminder_text(Reminder(known, days, date(2026, 8, 30)), Speech("en"))
    assert text.startswith(said)
    assert "After 30 August 2026" in text


def test_a_day_is_said_in_both_languages() -> None:
    assert (day_text(date(2026, 7, 31), "da"), day_text(date(2026, 7, 31), "en")) == (
        "31. juli 2026",
        "31 July 2026",
    )


def test_times_in_the_file_are_the_visitors() -> None:
    clock = classes_page._clock
    assert str(clock("America/New_York")().tzinfo) == "America/New_York"
    assert clock(None)().utcoffset() == timedelta(0)
