"""Sharing on the pages: what somebody gets is said before the press, and only who may share is asked."""

from pathlib import Path

import pytest
from sparring import School, button, html, labels, make_school, now
from streamlit.testing.v1 import AppTest

from planner.exchange.documents import layout_by_id
from planner.services import layouts, plans, sharing
from planner.web import start
from planner.web.library import RECENT
from planner.web.sharing import NO_ACCOUNTS
from planner.web.speech import Speech

DANISH = Speech("da")


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> School:  # noqa: ARG001
    return make_school(tmp_path, monkeypatch)


def opened(school: School, page: str = "plan_lesson", **query: str) -> AppTest:
    """Open a page of Anna's plan as Anna, with what is behind its button for sharing."""
    return switched(school.open(school.anna, "start"), page, **{"id": school.plan, **query})


def switched(app: AppTest, page: str, **query: str) -> AppTest:
    app.switch_page(f"screens/{page}.py")
    app.query_params.update(query)
    app.session_state["share"] = True
    app.run()
    assert not app.exception
    return app


def links(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.get("page_link")]


def row(app: AppTest, start_of: str) -> str:
    return next(link for link in links(app) if link.startswith(start_of))


def test_who_has_it_stands_there_and_the_others_can_be_chosen(school: School) -> None:
    app = opened(school)
    assert "kim · må læse og kommentere" in html(app)
    people = app.selectbox(key=f"share_with:{school.plan}:2")
    assert people.options == ["bo · lærer", "eva · administrator"]
    assert "Stop med at dele med kim" in labels(app)


def test_what_somebody_gets_is_said_before_the_press(school: School) -> None:
    app = opened(school)
    app.selectbox(key=f"share_with:{school.plan}:2").select(school.bo.id).run()
    assert "bo ser hele planen: lektionen, elevernes koder og hvad de har brug for" in html(app)
    assert not school.archive(school.bo).may(school.plan, "open")
    button(app, "Del med bo").click().run()
    assert "Delt med bo, som må redigere." in html(app)
    assert school.archive(school.bo).relation(school.plan) == "co_teacher"


def test_a_coach_is_said_to_read_and_not_to_change(school: School) -> None:
    sharing.unshare(school.archive(school.anna), school.plan, school.kim.id, now())
    app = opened(school)
    assert "Kun du kan se den." in html(app)
    app.selectbox(key=f"share_with:{school.plan}:3").select(school.kim.id).run()
    assert "Som vejleder må kim læse, kommentere og kopiere, men ikke ændre." in html(app)


def test_it_is_taken_back(school: School) -> None:
    app = opened(school)
    button(app, "Stop med at dele med kim").click().run()
    assert "kim kan ikke åbne den mere." in html(app)
    assert not school.archive(school.kim).may(school.plan, "open")


def test_the_library_says_what_it_shows_first(school: School) -> None:
    app = opened(school)
    assert "Klassen kommer ikke med: ingen koder, ingen behov, ingen antal." in html(app)
    button(app, "Læg i biblioteket").click().run()
    assert "Den ligger i skolens bibliotek." in html(app)
    assert "Tag ud af biblioteket" in labels(app)
    button(app, "Tag ud af biblioteket").click().run()
    assert sharing.in_library(school.archive(school.anna), school.plan) is None


def test_a_room_is_shared_as_it_is(school: School) -> None:
    anna = school.archive(school.anna)
    room = layouts.new_layout(anna, layout_by_id("rows"), now())
    app = opened(school, "layout", id=room)
    assert "Alle med en konto på skolen må se og kopiere lokalet, også billedet" in html(app)
    app.selectbox(key=f"share_with:{room}:3").select(school.kim.id).run()
    assert "kim må se og kopiere lokalet." in html(app)


def test_without_accounts_one_sentence_says_how_a_school_gets_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from serving import ROOT

    from planner.web.opened import the_archive

    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    plan = plans.open_sample(the_archive(), "fractions-grade-5", now())
    app = AppTest.from_file(str(ROOT / "planner/web/app.py"), default_timeout=60).run()
    app = switched(app, "plan_lesson", id=plan)
    assert DANISH.gettext(NO_ACCOUNTS).split(":")[0] in html(app)
    assert not [name for name in labels(app) if "bibliotek" in name]


def test_a_coach_sees_with_whom_and_can_let_go_and_share_nothing(school: School) -> None:
    app = school.open(school.kim, "review")
    app.session_state["share"] = True
    app.run()
    assert not [name for name in labels(app) if name.startswith(("Del med", "Læg i", "Stop"))]
    button(app, "Fjern den fra mine lister").click().run()
    assert not school.archive(school.kim).may(school.plan, "open")


def test_a_row_says_whose_it_is_and_offers_what_one_may_do(school: School) -> None:
    app = school.open(school.kim, "start")
    assert "fra anna · må læse og kommentere" in row(app, r"**Brøker")
    app.session_state[f"more_{school.plan}"] = True
    app.run()
    assert "Lav en kopi" in labels(app)
    assert "Slet" not in labels(app)
    assert not [field for field in app.text_input if field.label == "Nyt navn"]
    assert not app.get("download_button")
    mine = school.open(school.anna, "start")
    assert "delt med 1 person" in row(mine, r"**Brøker")
    mine.session_state[f"more_{school.plan}"] = True
    mine.run()
    assert {"Lav en kopi", "Slet", "Læg i biblioteket"} <= set(labels(mine))


def test_the_library_stands_on_everybodys_front_page(school: School) -> None:
    sharing.put_in_library(school.archive(school.anna), school.plan, now())
    app = school.open(school.bo, "start")
    assert "Skolens bibliotek" in html(app)
    assert row(app, r"**Brøker").startswith(
        r"**Brøker på flere måder** · Klasselokale i zoner · i biblioteket · fra anna"
    )
    assert "elever" not in row(app, r"**Brøker")


def test_a_shared_room_is_looked_at_and_copied(school: School) -> None:
    anna = school.archive(school.anna)
    room = layouts.new_layout(anna, layout_by_id("rows").model_copy(update={"name": "4.b"}), now())
    sharing.put_in_library(anna, room, now())
    app = school.open(school.bo, "room", id=room)
    assert "Du kan se dette lokale." in html(app)
    button(app, "Lav en kopi").click().run()
    assert [entry.title for entry in layouts.list_layouts(school.archive(school.bo))] == ["4.b"]
    gone = school.open(school.bo, "room", id="nothing")
    assert "findes ikke" in html(gone) or "Der er ikke" in html(gone)


def test_plans_are_searched_as_one_types_once_there_are_many(school: School) -> None:
    anna = school.archive(school.anna)
    assert not [field for field in school.open(school.anna, "start").text_input if field.key == "find_text"]
    for number in range(RECENT):
        plans.duplicate_plan(anna, school.plan, f"Uge {number}", now())
    water = plans.open_sample(anna, "water-samples-grade-8", now())
    app = school.open(school.anna, "start")
    app.text_input(key="find_text").set_value("uge").run()
    assert f"{RECENT} planer fundet" in html(app)
    assert len([link for link in links(app) if link.startswith("**Uge")]) == RECENT
    app.text_input(key="find_text").set_value("").run()
    app.selectbox(key="find_subject").select("naturfag").run()
    (found,) = [link for link in app.get("page_link") if link.proto.query_string]
    assert found.proto.query_string == f"id={water}"
    button(app, "Vis alt igen").click().run()
    assert "Fortsæt med en plan" in html(app)
    assert app.selectbox(key="find_subject").value is None


def test_nothing_found_is_said(school: School) -> None:
    for number in range(RECENT):
        plans.duplicate_plan(school.archive(school.anna), school.plan, f"Uge {number}", now())
    app = school.open(school.anna, "start")
    app.text_input(key="find_text").set_value("findes ikke").run()
    assert "0 planer fundet" in html(app)
    assert start.MOST_FOUND > RECENT
