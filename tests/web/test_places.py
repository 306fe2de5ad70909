"""The page of the places as Streamlit runs it: at once, then proven; pinned, kept, said, undone."""

import gc
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import Raw, activity, phase, raw_plan
from serving import ROOT
from streamlit.testing.v1 import AppTest

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Plan
from planner.lesson.validate import validate_plan
from planner.locale import mark
from planner.participation.assignment.model import Assignment, Pin, Problem
from planner.participation.assignment.process import SolverError
from planner.participation.assignment.solve import assign, effort_of, quick_answer
from planner.plan.changes import Change
from planner.plan.class_changes import RemoveStudents
from planner.plan.lesson_changes import RemoveActivity
from planner.plan.place_changes import SetPin
from planner.services import plans
from planner.services.memory import forget_all
from planner.web import places_search
from planner.web.desk import desk_of
from planner.web.opened import the_archive
from planner.web.places_search import SEARCH, Search
from planner.web.server.session import now

APP = str(ROOT / "planner" / "web" / "app.py")
NASTY = "<b>Bord</b> [x](http://x.example)"


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))


def raw_class(count: int = 3, **fields: Any) -> Raw:
    work = phase("work", activity("bars", zones=["camp"]), activity("calm", zones=["cave"], voice=0))
    students = [{"code": f"A{n}"} for n in range(1, count + 1)]
    return (
        raw_plan(
            work, phase("end", activity("share", zones=["camp"])), layout="zoned-classroom", students=students
        )
        | fields
    )


def tight() -> Raw:
    """Return a class of which more must work in the cave than it has places."""
    alone = phase("work", activity("calm", zones=["cave"], voice=0))
    return raw_class(30) | {"lesson": {"goal": "Ro", "phases": [alone]}}


def made(raw: Raw) -> str:
    return plans.new_plan(the_archive(), validate_plan(raw), "created", now())


def change(plan: str, *changes: Change) -> None:
    for one in changes:
        plans.change_plan(the_archive(), (plan, desk_of(plan).open().head), one, now())


def stored(plan: str) -> Plan:
    return desk_of(plan).open().plan


def page(plan: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["id"] = plan
    app.run()
    app.switch_page("screens/plan_places.py")
    app.query_params["id"] = plan
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def search(app: AppTest) -> Search:
    found: Search | None = app.session_state[SEARCH]()
    assert found is not None
    return found


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


class Slow:
    """A search that goes on until it is stopped, or dies."""

    def __init__(self, problem: Problem) -> None:
        self.first, self.done, self.progress = quick_answer(problem), False, None

    def cancel(self) -> None:
        self.done = True

    def result(self) -> Assignment:
        return replace(self.first, status="cancelled")


class Dead(Slow):
    """A search whose process ended without an answer."""

    def result(self) -> Assignment:
        raise SolverError(mark("The assignment stopped before it was done. Try again."))


class Here(Slow):
    """A search in this process: the same answer without the time a process takes to start."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.answer, self.done = assign(problem, effort_of(load_catalogue().limits())), True

    def result(self) -> Assignment:
        return self.answer


@pytest.fixture(autouse=True)
def _in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "in_a_process" not in request.fixturenames:
        monkeypatch.setattr(places_search, "start_problem", Here)


@pytest.fixture
def in_a_process() -> None:
    """Let the solver run as it does for people."""


@pytest.mark.usefixtures("in_a_process")
def test_a_class_is_placed_at_once_and_then_proven() -> None:
    app = page(made(raw_class()))
    assert "Alle 3 elever har en plads i alle faser." in html(app)
    assert 'scope="row">Bars<span class="pl-zone">' in html(app)
    assert search(app).running.wait(60)
    ran(app)
    assert "Alle har en plads, og ingen fordeling er bedre." in html(app)
    assert "elever uden plads i en fase: 0 – bevist: Det kan ikke blive mindre" in html(app)
    assert "Alt er bevist" in html(app)


def test_while_it_searches_the_page_says_how_long_and_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places_search, "start_problem", Slow)
    app = page(made(raw_class()))
    assert "det tager højst 60 sekunder" in html(app)
    assert "Søgningen gør sig klar" in html(app)
    app.button("places_stop").click()
    ran(app)
    assert "Stoppet. Dette er den bedste fordeling" in html(ran(app))
    app.button("places_again").click()
    ran(app)
    assert not search(app).running.done


def test_a_search_that_dies_says_so_and_can_be_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places_search, "start_problem", Dead)
    app = page(made(raw_class()))
    search(app).running.cancel()
    ran(app)
    assert "Fordelingen stoppede" in html(app)
    assert "Alle 3 elever har en plads i alle faser." in html(app)
    app.button("places_again").click()
    ran(app)
    assert not search(app).running.done


def test_another_state_of_the_plan_ends_the_search_for_the_old_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places_search, "start_problem", Slow)
    plan = made(raw_class())
    app = page(plan)
    before = search(app)
    change(plan, SetPin("A1", "work", "calm", "cave"))
    ran(app)
    assert before.running.done
    assert search(app) is not before
    later = search(app)
    app.button("places_keep").click()
    ran(app)
    assert stored(plan).places
    assert search(app) is later


def test_a_class_without_codes_is_placed_by_its_bands() -> None:
    app = page(made(raw_class(0, bands=[{"prerequisite": "know_next", "count": "1-2"}])))
    assert "En elev" in html(app)
    app.button("places_pin").click()
    ran(app)
    assert "fast" in html(app)


def test_a_pin_is_set_kept_and_undone() -> None:
    plan = made(raw_class())
    app = page(plan)
    app.selectbox("places_student").set_value("A2")
    ran(app)
    [place] = [box for box in app.selectbox if str(box.key).startswith("places_option:A2")]
    place.set_value(Pin("A2", "work", "calm", "cave"))
    ran(app)
    app.button("places_pin").click()
    ran(app)
    assert [(pin.student, pin.zone) for pin in stored(plan).pins] == [("A2", "cave")]
    [marked] = re.findall(r"<li>([^<]*) <span class=\"pl-pin\">.*?>lock</span>fast</span>", html(app))
    assert marked == "A2"
    assert app.button("places_pin").label == "Løsn A2"
    app.button("undo").click()
    ran(app)
    assert stored(plan).pins == ()
    app.button("redo").click()
    ran(app)
    app.button("places_unpin_now").click()
    ran(app)
    assert stored(plan).pins == ()


def test_what_a_choice_breaks_is_said_at_once() -> None:
    pair = [{"code": "A1", "with": ["A2"]}, {"code": "A2"}]
    app = page(made(raw_class(students=pair)))
    [place] = [box for box in app.selectbox if str(box.key).startswith("places_option:A1")]
    options = {Pin("A1", "work", "bars", "camp"), Pin("A1", "work", "calm", "cave")}
    [other] = options - {place.value}
    place.set_value(other)
    ran(app)
    assert "Det ville bryde:" in html(app)
    assert "»Work«: A1 skal være sammen med A2." in html(app)


def test_a_press_that_is_faster_than_the_page_decides_nothing() -> None:
    plan = made(raw_class())
    app = page(plan)
    app.selectbox("places_phase").set_value("end")
    app.button("places_pin").click()
    ran(app)
    assert stored(plan).pins == ()
    assert "Du var hurtigere end siden." in html(app)
    app.button("places_pin").click()
    ran(app)
    assert [pin.phase for pin in stored(plan).pins] == ["end"]


def test_what_goes_while_it_is_chosen_is_chosen_no_more() -> None:
    plan = made(raw_class())
    app = page(plan)
    [place] = [box for box in app.selectbox if str(box.key).startswith("places_option:A1")]
    place.set_value(Pin("A1", "work", "calm", "cave"))
    app.selectbox("places_student").set_value("A1")
    ran(app)
    change(plan, RemoveActivity("work", "calm"))
    ran(app)
    [place] = [box for box in app.selectbox if str(box.key).startswith("places_option:A1")]
    assert place.value == Pin("A1", "work", "bars", "camp")
    change(plan, RemoveStudents(("A1",)))
    ran(app)
    assert app.selectbox("places_student").value == "A2"


def test_who_has_no_place_is_named_with_the_reason() -> None:
    app = page(made(tight()))
    told = html(app)
    assert "Disse elever mangler en plads:" in told
    assert "Uden plads" in told
    assert "Der er ikke plads til alle." in told
    assert "Derfor har ikke alle en plads" in told
    assert "30 elever kan kun arbejde der." in told


def test_a_placement_is_kept_and_held_against_the_plan() -> None:
    plan = made(raw_class())
    app = page(plan)
    app.button("places_keep").click()
    ran(app)
    assert len(stored(plan).places) == 6
    assert "Den fordeling, du har gemt, passer stadig til planen." in html(app)
    gone = stored(plan).places[0].activity
    change(plan, RemoveActivity("work", gone))
    ran(app)
    assert "Disse pladser er ikke i planen længere:" in html(app)
    app.radio("places_shown").set_value("new")
    ran(app)
    assert "Alle 3 elever har en plads i alle faser." in html(app)
    app.radio("places_shown").set_value("kept")
    ran(app)
    app.button("places_let_go").click()
    ran(app)
    assert stored(plan).places == ()


def test_a_pin_that_fits_no_more_says_why_and_can_be_taken_out() -> None:
    plan = made(raw_class())
    change(plan, SetPin("A1", "work", "bars", "camp"), RemoveActivity("work", "bars"))
    app = page(plan)
    assert "Aktiviteten »bars« er ikke i »Work« længere." in html(app)
    app.button("places_unpin_now").click()
    ran(app)
    assert stored(plan).pins == ()


def test_a_plan_without_students_leads_to_the_class() -> None:
    app = page(made(raw_class(0)))
    assert "Der er ingen elever i planen endnu." in html(app)
    assert SEARCH not in app.session_state


def test_what_people_write_is_text_on_the_page() -> None:
    work = phase("work", activity("bars", title=NASTY, zones=["camp"]))
    plan = made(raw_class() | {"lesson": {"goal": "Ro", "phases": [work]}})
    change(plan, SetPin("A1", "work", "bars", "camp"))
    assert "<b>Bord" not in html(page(plan))


def test_students_with_the_same_reason_share_a_point() -> None:
    quiet = [{"id": "low_noise", "level_db": 30}]
    students = [{"code": code, "prerequisites": quiet} for code in ("A1", "A2")]
    loud = phase("work", activity("bars", zones=["camp"], voice=4))
    raw = raw_class(students=[*students, {"code": "A3"}]) | {"lesson": {"goal": "Ro", "phases": [loud]}}
    told = html(page(made(raw)))
    assert told.count("har ingen vej ind.") == 1
    assert "»Work«: A1 og A2 har ingen vej ind.<ul><li>Bars: I Lejrbålet er der ca." in told


def test_a_page_that_is_opened_again_finds_its_answer_and_forgets_what_is_erased() -> None:
    plan = made(raw_class())
    found = search(page(plan))
    again = page(plan)
    assert search(again) is found
    assert "Alle har en plads, og ingen fordeling er bedre." in html(again)
    del found
    forget_all()
    gc.collect()
    assert again.session_state[SEARCH]() is None
    assert "Alle 3 elever" in html(ran(again))
