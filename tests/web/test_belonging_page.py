"""The pages about belonging: what is told of a plan and of a period, codes only and in the order of codes."""

from pathlib import Path

import pytest
from serving import ROOT
from streamlit.testing.v1 import AppTest

from planner.participation.assignment.solve import quick_answer
from planner.plan.class_changes import RemoveStudents
from planner.plan.document import plan_document
from planner.services import classes, plans
from planner.services.assigning import keeping, problem_for
from planner.services.checking import check_plan
from planner.web.belonging import plan_told
from planner.web.belonging_tables import lesson_table, span_text
from planner.web.opened import the_archive
from planner.web.server.session import now
from planner.web.speech import Speech

APP = str(ROOT / "planner" / "web" / "app.py")
SAMPLE = "water-samples-grade-8"
FORM = "ask:plan_between_form"
DANISH = Speech("da")


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
    app.switch_page(f"screens/{screen}.py")
    app.query_params.update(query)
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def keep_places(plan: str) -> None:
    opened = plans.load_plan(the_archive(), plan)
    places = quick_answer(problem_for(check_plan(opened.plan))).places
    plans.change_plan(the_archive(), (plan, opened.head), keeping(places), now())


def test_the_page_tells_bounds_until_places_are_kept(plan: str) -> None:
    shown = html(page("plan_belonging", id=plan))
    assert "Pladserne er ikke fordelt endnu. To tal er det mindste og det meste, det kan blive." in shown
    assert "Flyttet for andres skyld" not in shown
    assert "0-" in shown
    keep_places(plan)
    shown = html(page("plan_belonging", id=plan))
    assert "Pladserne er ikke fordelt endnu" not in shown
    assert "Flyttet for andres skyld" in shown


def test_students_stand_by_code_in_the_order_of_codes(plan: str) -> None:
    told = plan_told(plans.load_plan(the_archive(), plan).plan)
    codes = [one.student for one in told.belonging.students]
    written = lesson_table(told.belonging, DANISH)
    places = [written.index(f'<th scope="row">{code}</th>') for code in codes]
    assert places == sorted(places)
    assert codes == sorted(codes)


def test_the_page_says_what_the_law_says_and_what_stands_out(plan: str) -> None:
    shown = html(page("plan_belonging", id=plan))
    assert "Efter loven er klassen udgangspunktet: i 4.-10. klasse" in shown
    assert "C01 har kun én vej i »Lav jeres produkt«, hvor der er flere at vælge mellem." in shown
    assert "Siden ser på planen og sammenligner ingen børn." in shown


def test_a_plan_is_marked_as_a_form_in_between_and_that_is_undone(plan: str) -> None:
    app = page("plan_belonging", id=plan)
    assert "between_form" not in plan_document(plans.load_plan(the_archive(), plan).plan)
    app.selectbox(key=FORM).select("group_based").run()
    assert not app.exception
    opened = plans.load_plan(the_archive(), plan)
    assert opened.plan.between_form == "group_based"
    assert opened.undo_label is not None
    assert opened.undo_label.text("da") == "Planen: mellemformen – holdbaseret mellemform"
    shown = html(app)
    assert "En god mellemform har et inkluderende sigte" in shown
    assert "Er holdet med i klassens fælles start, pauser og afslutning?" in shown
    assert "Med i klassen, fase for fase" in shown
    app.button(key="undo").click().run()
    assert "between_form" not in plan_document(plans.load_plan(the_archive(), plan).plan)
    assert "Er holdet med" not in html(app)


def test_none_is_told_apart_from_not_recorded(plan: str) -> None:
    app = page("plan_belonging", id=plan)
    app.selectbox(key=FORM).select("-").run()
    assert plan_document(plans.load_plan(the_archive(), plan).plan)["between_form"] is None
    assert "inkluderende sigte" not in html(app)


def test_a_class_without_codes_is_told_so(plan: str) -> None:
    opened = plans.load_plan(the_archive(), plan)
    codes = tuple(student.code for student in opened.plan.students)
    plans.change_plan(the_archive(), (plan, opened.head), RemoveStudents(codes), now())
    shown = html(page("plan_belonging", id=plan))
    assert "Ingen elever er skrevet op med en kode" in shown
    assert "Efter loven er klassen udgangspunktet" in shown


def test_the_page_leads_to_the_places_and_to_the_class_over_time(plan: str) -> None:
    def led(app: AppTest) -> list[str]:
        return [element.proto.label for element in app.get("page_link")]

    assert "Fordel pladserne" in led(page("plan_belonging", id=plan))
    keep_places(plan)
    classes.put_in_class(the_archive(), plan, classes.new_class(the_archive(), "8. b", now()))
    shown = led(page("plan_belonging", id=plan))
    assert "Fordel pladserne" not in shown
    assert "Fællesskab i 8\\. b" in shown


def test_numbers_that_are_not_settled_are_two() -> None:
    told = plan_told(plans.load_plan(the_archive(), plans.open_sample(the_archive(), SAMPLE, now())).plan)
    spans = [one.apart for one in told.belonging.students]
    assert any(not span.known for span in spans)
    assert all(("-" in span_text(span, DANISH)) is not span.known for span in spans)
