"""A new plan step by step, as Streamlit runs the page; without a browser."""

from pathlib import Path

import pytest
from serving import ROOT
from streamlit.testing.v1 import AppTest

from planner.exchange.documents import layout_by_id
from planner.exchange.shapes import SHAPES, read_shape
from planner.lesson.model import Plan
from planner.plan.class_changes import (
    AddStudents,
    RemoveStudents,
    SetBand,
    SetClassSize,
    SetPrerequisite,
    WithoutCodes,
)
from planner.services import layouts, plans, templates
from planner.services.beginning import Beginning, begin_plan, usual_class
from planner.web.bringing import empty_room
from planner.web.opened import the_archive
from planner.web.server.session import now
from planner.web.wizard import Step, requested_step, step_query
from planner.web.wizard_class import same_class, size_changes, with_codes, without_codes
from planner.web.wizard_needs import COMMON, band_changes, who_changes

APP = str(ROOT / "planner" / "web" / "app.py")


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))


def wizard(**query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.run()
    app.switch_page("screens/new.py")
    app.query_params.update(query)
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def begun(room: str = "rows", shape: str = "stations") -> str:
    return begin_plan(the_archive(), Beginning(room, "shape", shape), now())


def the_plan(plan: str) -> Plan:
    return plans.load_plan(the_archive(), plan).plan


def only_plan() -> Plan:
    (entry,) = plans.list_plans(the_archive())
    return the_plan(entry.id)


def test_four_steps_lead_from_a_room_to_a_plan_with_a_class() -> None:
    app = wizard()
    assert "Trin 1 af 4: Hvilket lokale er I i?" in html(app)
    press(app, "Vælg Klasse med gruppeborde")
    assert "Trin 2 af 4: Hvilken form har lektionen?" in html(app)
    press(app, "Vælg Stationer")
    assert "Trin 3 af 4: Hvem er klassen?" in html(app)
    press(app, "Begynd med en blandet klasse (et gæt)")
    plan = only_plan()
    assert plan.title == "Stationer – Klasse med gruppeborde"
    assert plan.class_size == 26
    assert {band.prerequisite.id for band in plan.bands} <= set(COMMON)
    assert app.text_input(key="plan_title").value == plan.title


def test_everything_of_the_third_step_is_saved_at_once() -> None:
    plan = begun()
    app = wizard(step="3", id=plan, room="rows")
    app.text_input(key="plan_title").set_value("Padder").run()
    app.selectbox(key="plan_grade").select("3").run()
    app.number_input(key="class_size").set_value(22).run()
    app.button_group(key="need_read_aloud").set_value("3+").run()
    assert not app.exception
    saved = the_plan(plan)
    assert (saved.title, saved.grade, saved.class_size) == ("Padder", 3, 22)
    assert [(band.prerequisite.id, band.count) for band in saved.bands] == [("read_aloud", "3+")]


def test_a_reload_shows_the_step_as_it_was() -> None:
    plan = begun()
    app = wizard(step="3", id=plan, room="rows")
    app.number_input(key="class_size").set_value(20).run()
    again = wizard(step="3", id=plan, room="rows")
    assert again.number_input(key="class_size").value == 20


def test_codes_are_proposed_and_asked_about_by_name_of_the_code() -> None:
    plan = begun()
    app = wizard(step="3", id=plan, room="rows")
    press(app, "Med koder")
    assert len(the_plan(plan).students) == 24
    app.multiselect(key="who_read_aloud").set_value(["A1", "A2"]).run()
    assert not app.exception
    asked = [s.code for s in the_plan(plan).students if s.prerequisites]
    assert asked == ["A1", "A2"]
    press(app, "Uden koder")
    assert (the_plan(plan).students, the_plan(plan).class_size) == ((), 24)


def test_the_class_of_an_earlier_plan_is_taken_over() -> None:
    earlier = plans.open_sample(the_archive(), "fractions-grade-5", now())
    plan = begun()
    app = wizard(step="3", id=plan, room="rows")
    press(app, "Brug den klasse")
    assert the_plan(plan).students == the_plan(earlier).students


def test_another_lesson_takes_the_class_along_and_the_first_try_off_the_list() -> None:
    plan = begun()
    app = wizard(step="3", id=plan, room="rows")
    press(app, "Begynd med en blandet klasse (et gæt)")
    press(app, "En anden lektion")
    assert "Trin 2 af 4" in html(app)
    press(app, "Vælg Galleri")
    assert only_plan().title == "Galleri – Klasselokale i rækker"
    assert len(only_plan().bands) == 9
    assert [entry.id for entry in plans.list_plans(the_archive(), removed=True)] == [plan]


def test_shapes_at_home_in_the_room_come_first() -> None:
    app = wizard(step="2", room="rows")
    assert next(b.label for b in app.button if b.label.startswith("Vælg ")) == "Vælg Galleri"


def test_templates_and_earlier_plans_can_be_begun_with() -> None:
    archive = the_archive()
    templates.new_template(archive, read_shape("project", "da"), "Vores projekt", now())
    app = wizard(step="2", room="rows")
    assert "Skolens skabeloner" in html(app)
    press(app, "Begynd med den")
    assert only_plan().title == "Vores projekt – Klasselokale i rækker"


def test_a_room_of_ones_own_is_offered_first_even_an_empty_one() -> None:
    room = layouts.new_layout(the_archive(), empty_room("4.b", 8, 6, 3), now())
    app = wizard()
    assert next(b.label for b in app.button if b.label.startswith("Vælg ")) == r"Vælg 4\.b"
    plan = begin_plan(the_archive(), Beginning(room, "shape", "project"), now())
    assert the_plan(plan).class_size == 24


def test_rooms_of_one_name_are_told_apart() -> None:
    name = layout_by_id("rows").name
    layouts.new_layout(the_archive(), empty_room(name, 8, 6, 3), now())
    app = wizard()
    labels = [button.label for button in app.button if button.label.startswith(f"Vælg {name}")]
    assert labels[0].startswith(rf"Vælg {name} (jeres\, ændret ")
    assert labels[1] == f"Vælg {name}"
    assert "Jeres · ændret " in html(app)


@pytest.mark.parametrize(
    "query",
    [{}, {"step": "2"}, {"step": "2", "room": "nowhere"}, {"step": "3", "id": "gone"}, {"step": "9"}],
)
def test_an_address_that_lacks_something_is_the_first_step(query: dict[str, str]) -> None:
    assert requested_step(query) == Step(1)


def test_the_address_of_a_step_leads_to_it() -> None:
    step = Step(3, "rows", begun())
    assert requested_step(step_query(step)) == step


def test_names_from_people_are_shown_as_text() -> None:
    layouts.new_layout(the_archive(), empty_room("**B** [x](http://y)", 8, 6, 3), now())
    assert any(r"\[x\]\(http\:\/\/y\)" in button.label for button in wizard().button)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_begins_in_every_room_with_places_for_its_class(shape: str) -> None:
    for room in ("rows", "old-building", "common-area"):
        plan = the_plan(begun(room, shape))
        assert plan.class_size == usual_class(layout_by_id(room))
        assert all(a.zones for phase in plan.lesson.phases for a in phase.activities)


def test_the_class_grows_and_shrinks_by_size_or_by_codes() -> None:
    plan = read_shape("project", "da")
    assert size_changes(plan, 20) == (SetClassSize(20),)
    assert size_changes(plan, None) == ()
    assert size_changes(plan, 0) == ()
    coded = AddStudents(("A1", "A2")).apply(plan)
    assert size_changes(coded, 2) == ()
    assert size_changes(coded, 1) == (RemoveStudents(("A2",)),)
    assert size_changes(coded, 3) == (AddStudents(("A3",)),)
    assert with_codes(plan) == (AddStudents(("A1",)),)
    assert without_codes(coded) == (WithoutCodes(),)
    assert without_codes(plan) == ()
    assert len(same_class(plan)) == 2


def test_choices_about_needs_become_changes() -> None:
    assert band_changes("low_noise", "1-2") == (SetBand("low_noise", "1-2"),)
    assert band_changes("low_noise", "none") == (SetBand("low_noise", None),)
    assert band_changes("low_noise", None) == (SetBand("low_noise", None),)
    assert who_changes("low_noise", ["A1", "A2"], ["A2", "A3"]) == (
        SetPrerequisite(("A3",), "low_noise", on=True),
        SetPrerequisite(("A1",), "low_noise", on=False),
    )


def test_a_class_without_needs_is_told_before_the_check_with_a_guess_beside_it() -> None:
    plan = begun()
    app = wizard(step="3", id=plan, room="rows")
    assert "så tjekket har ikke noget at se efter endnu." in html(app)
    press(app, "Brug en blandet klasse (et gæt)")
    assert len(the_plan(plan).bands) == 9
    assert "ikke noget at se efter" not in html(app)


def test_codes_without_needs_are_told_too() -> None:
    app = wizard(step="3", id=begun(), room="rows")
    press(app, "Med koder")
    assert "Ingen har brug for noget endnu" in html(app)
    app.multiselect(key="who_read_aloud").set_value(["A1"]).run()
    assert "ikke noget at se efter" not in html(app)
