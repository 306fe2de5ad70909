"""The pages as Streamlit runs them, without a browser."""

from pathlib import Path

import pytest
from serving import ROOT
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from planner.lesson.model import Activity
from planner.plan.changes import SetZones
from planner.plan.class_changes import RemoveStudents
from planner.plan.set_field import SetField
from planner.services import plans
from planner.web.desk import desk_of
from planner.web.opened import the_archive
from planner.web.server.session import now

APP = str(ROOT / "planner" / "web" / "app.py")
SAMPLE = "fractions-grade-5"


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))


def opened(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params.update(query)
    app.run()
    if page:
        app.switch_page(f"screens/{page}.py")
        app.query_params.update(query)
        app.run()
    assert not app.exception
    return app


def sample() -> str:
    return plans.open_sample(the_archive(), SAMPLE, now())


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_the_start_page_offers_samples_and_rooms() -> None:
    app = opened("")
    labels = [button.label for button in app.button]
    assert "Åbn Brøker på flere måder" in labels
    assert any(label.startswith("Se ") for label in labels)
    assert "Fortsæt med en plan" not in html(app)


def test_a_plan_being_worked_on_is_listed() -> None:
    sample()
    assert "Fortsæt med en plan" in html(opened(""))


def test_an_unknown_plan_is_said_kindly() -> None:
    assert "Den plan findes ikke" in html(opened("plan", id="nothing"))


def test_an_unknown_room_is_said_kindly() -> None:
    assert "Det lokale findes ikke" in html(opened("room", id="../secret"))


def test_a_room_shows_its_drawing_and_its_facts() -> None:
    app = opened("room", id="zoned-classroom")
    assert "Zonerne" in html(app)
    assert "Vejene mellem zonerne" in html(app)
    assert app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")


def test_every_choice_is_saved_at_once_and_undone_and_redone() -> None:
    plan = sample()
    app = opened("plan", id=plan)
    voice = next(box for box in app.selectbox if box.label == "Stemme")
    before = voice.value
    voice.select("4").run()
    assert not app.exception
    assert "stemmeniveau 4" in str(plans.load_plan(the_archive(), plan).undo_label)
    undo = next(button for button in app.button if button.label.startswith("Fortryd"))
    assert "stemmeniveau 4" in undo.label
    undo.click().run()
    assert next(box for box in app.selectbox if box.label == "Stemme").value == before
    next(button for button in app.button if button.label.startswith("Gentag")).click().run()
    assert next(box for box in app.selectbox if box.label == "Stemme").value == "4"


def test_saving_a_version_makes_it_the_one_to_compare_with() -> None:
    plan = sample()
    app = opened("plan", id=plan)
    next(box for box in app.selectbox if box.label == "Voksen").select("-").run()
    assert "Siden den gemte udgave" in html(app)
    next(button for button in app.button if button.label == "Gem udgave").click().run()
    assert "Siden den gemte udgave" not in html(app)
    assert not plans.load_plan(the_archive(), plan).unsaved


def change_elsewhere(plan: str) -> None:
    other = plans.load_plan(the_archive(), plan)
    phase = other.plan.lesson.phases[0]
    theirs = SetZones(phase.id, phase.activities[0].id, ("cave",))
    plans.change_plan(the_archive(), (plan, other.head), theirs, now())


def button(app: AppTest, label: str) -> Button:
    return next(button for button in app.button if button.label.startswith(label))


def first_activity(plan: str) -> Activity:
    return plans.load_plan(the_archive(), plan).plan.lesson.phases[0].activities[0]


def test_a_change_from_another_window_is_told_and_can_be_joined_with_mine() -> None:
    plan = sample()
    app = opened("plan", id=plan)
    change_elsewhere(plan)
    next(box for box in app.selectbox if box.label == "Stemme").select("4").run()
    assert "ændret noget i et andet vindue" in html(app)
    assert "stemmen" in html(app)
    assert first_activity(plan).zones == ("cave",)
    assert first_activity(plan).voice != 4
    button(app, "Tag min ændring med").click().run()
    assert first_activity(plan).zones == ("cave",)
    assert first_activity(plan).voice == 4
    assert "ændret noget i et andet vindue" not in html(app)


def set_goal(plan: str, goal: str) -> None:
    shown = plans.load_plan(the_archive(), plan)
    plans.change_plan(the_archive(), (plan, shown.head), SetField("lesson", (), "goal", goal), now())


def test_who_comes_second_reads_both_texts_before_the_choice() -> None:
    plan = sample()
    set_goal(plan, "Det gamle mål")
    app = opened("plan_lesson", id=plan)
    set_goal(plan, "Annas mål")
    next(area for area in app.text_input if area.value == "Det gamle mål").input("Bos mål").run()
    assert (
        "<p>Det er ændret imens:</p><ul><li>Lektionen: målet – før »Det gamle mål«, nu »Annas mål«</li></ul>"
    ) in html(app)
    assert (
        "<p>Det ville du ændre (ikke gjort endnu):</p>"
        "<ul><li>Lektionen: målet – før »Det gamle mål«, nu »Bos mål«</li></ul>"
    ) in html(app)


def test_a_long_text_that_met_a_newer_state_is_shown_to_its_end() -> None:
    plan, mine = sample(), "Alle arbejder med brøker på deres egen måde. " * 4
    set_goal(plan, "Det gamle mål")
    app = opened("plan_lesson", id=plan)
    set_goal(plan, "Annas mål")
    next(area for area in app.text_input if area.value == "Det gamle mål").input(mine).run()
    assert f"<li>Hele din tekst: »{mine.strip()}«</li>" in html(app)


def test_a_change_that_met_a_newer_state_can_be_let_go() -> None:
    plan = sample()
    app = opened("plan", id=plan)
    change_elsewhere(plan)
    next(box for box in app.selectbox if box.label == "Stemme").select("4").run()
    button(app, "Behold kun det nyeste").click().run()
    assert first_activity(plan).voice != 4
    assert not any(one.label.startswith("Tag min") for one in app.button)


def test_an_earlier_version_comes_back_and_that_can_be_undone() -> None:
    plan = sample()
    app = opened("plan", id=plan)
    before = first_activity(plan).voice
    next(box for box in app.selectbox if box.label == "Stemme").select("4").run()
    button(app, "Hent udgaven fra").click().run()
    assert first_activity(plan).voice == before
    button(app, "Fortryd: tidligere udgave").click().run()
    assert first_activity(plan).voice == 4


def test_a_desk_gives_the_plan_as_a_file() -> None:
    plan = sample()
    assert b'"schema": "planner/plan/1"' in desk_of(plan).export()


def test_a_plan_without_a_class_says_what_is_missing_and_leads_there() -> None:
    plan = sample()
    opened_plan = plans.load_plan(the_archive(), plan)
    everybody = tuple(student.code for student in opened_plan.plan.students)
    plans.change_plan(the_archive(), (plan, opened_plan.head), RemoveStudents(everybody), now())
    app = opened("plan", id=plan)
    assert "Ingen klasse endnu" in html(app)
    assert "0 elever" not in html(app)
    assert any(link.proto.label == "Fortæl, hvem der er i klassen" for link in app.get("page_link"))
