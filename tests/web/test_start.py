"""The start page and the lists on it, as Streamlit runs them; without a browser."""

import json
from pathlib import Path

import pytest
from serving import ROOT
from streamlit.testing.v1 import AppTest

from planner.errors import InputError, PlannerError
from planner.exchange.documents import layout_by_id
from planner.room.validate import validate_layout
from planner.services import history, layouts, plans, templates
from planner.storage.store import DocumentEntry, Kind
from planner.web import bringing, library, wizard
from planner.web.opened import the_archive
from planner.web.server.session import now
from planner.web.speech import Speech

APP = str(ROOT / "planner" / "web" / "app.py")
DANISH = Speech("da")
HOSTILE = "**B** [x](http://y) <b>"


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))


def opened(**state: object) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    for key, value in state.items():
        app.session_state[key] = value
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def links(app: AppTest) -> list[str]:
    """Return what the links say, apart from the one to the classes."""
    labels = (element.proto.label for element in app.get("page_link"))
    return [label for label in labels if label != "Mine klasser"]


def sample() -> str:
    return plans.open_sample(the_archive(), "fractions-grade-5", now())


def room(name: str = "4.b") -> str:
    return layouts.new_layout(the_archive(), bringing.empty_room(name, 8, 6, 3), now())


def template() -> str:
    plan = plans.load_plan(the_archive(), sample()).plan
    return templates.new_template(the_archive(), plan, "Vores brøker", now())


def entry_of(kind: Kind) -> DocumentEntry:
    (entry,) = library.entries(kind)
    return entry


def test_making_a_plan_comes_first() -> None:
    assert links(opened())[0] == "Lav en plan"


def test_plans_and_rooms_are_listed_with_what_tells_them_apart() -> None:
    sample()
    room()
    plan, own = links(opened())[1:]
    assert plan.startswith("**Brøker på flere måder** · 26 elever · Klasselokale i zoner · ændret ")
    assert own.startswith(r"**4\.b** · ændret ")


def test_a_template_of_the_school_leads_to_a_plan_that_begins_with_it() -> None:
    made = template()
    shown = next(link for link in opened().get("page_link") if "Vores brøker" in link.proto.label)
    assert shown.proto.query_string == f"template={made}"
    step = wizard.requested_step({"template": made})
    assert step == wizard.Step(1, template=made)
    assert wizard.requested_step({**wizard.step_query(step), "step": "2", "room": "rows"}).template == made
    assert wizard.requested_step({"template": "gone"}).template == ""


def test_names_from_people_are_shown_as_text() -> None:
    library.rename("plan", sample(), HOSTILE)
    room(HOSTILE)
    for label in links(opened())[1:]:
        assert r"\[x\]\(http\:\/\/y\) \<b\>" in label


@pytest.mark.parametrize("kind", ["plan", "layout", "template"])
def test_a_document_is_renamed_copied_deleted_and_brought_back(kind: Kind) -> None:
    document = {"plan": sample, "layout": room, "template": template}[kind]()
    library.rename(kind, document, "  Ny  ")
    library.rename(kind, document, "   ")
    assert entry_of(kind).title == "Ny"
    library.duplicate(kind, document, "Ny", DANISH)
    assert {entry.title for entry in library.entries(kind)} == {"Ny", "Ny (kopi)"}
    gone = next(entry for entry in library.entries(kind) if entry.title == "Ny")
    library.remove(kind, gone.id, gone.title)
    assert entry_of(kind).title == "Ny (kopi)"
    library.bring_back(gone.id)
    assert len(library.entries(kind)) == 2
    assert library.export(the_archive(), kind, gone.id).startswith(b"{")


def test_a_refused_name_changes_nothing() -> None:
    plan = sample()
    with pytest.raises(PlannerError):
        library.rename("plan", plan, "Elever med ADHD")
    assert entry_of("plan").title == "Brøker på flere måder"


def test_what_was_just_deleted_has_its_way_back_beside_it() -> None:
    plan = sample()
    plans_list = entry_of("plan")
    app = opened()
    history.remove(the_archive(), plan, now())
    app.session_state[library.REMOVED] = ("plan", plan, plans_list.title)
    app.run()
    assert "»Brøker på flere måder« er slettet." in html(app)
    next(button for button in app.button if button.label == "Fortryd").click().run()
    assert not app.exception
    assert "er slettet" not in html(app)
    assert entry_of("plan").id == plan


def test_older_plans_and_deleted_ones_wait_behind_a_heading() -> None:
    for _ in range(library.RECENT + 1):
        plan = sample()
    history.remove(the_archive(), plan, now())
    sample()
    labels = [expander.label for expander in opened().expander]
    assert labels[:2] == ["Ældre planer", "Slettede planer (1)"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"schema": ', "linje 1"),
        (b"", "tom"),
        (b"[1, 2]", ""),
        (b'{"schema": "planner/plan/1", "title": "x"}', ""),
        (b'{"schema": "planner/layout/1", "id": "x"}', ""),
        ("navn;behov\næ;ø".encode("latin-1"), ""),
    ],
)
def test_a_broken_file_explains_itself_and_changes_nothing(content: bytes, said: str) -> None:
    with pytest.raises(InputError) as refused:
        bringing.bring_in(content, DANISH)
    assert said in str(refused.value)
    assert library.entries("plan") == ()
    assert library.entries("layout") == ()


def test_a_plan_or_a_room_is_known_by_what_stands_in_its_file() -> None:
    plan, own = sample(), room()
    page, copy = bringing.bring_in(library.export(the_archive(), "plan", plan), DANISH)
    assert (page, plans.load_plan(the_archive(), copy).plan.title) == (
        bringing.PLAN_PAGE,
        "Brøker på flere måder",
    )
    page, copy = bringing.bring_in(library.export(the_archive(), "layout", own), DANISH)
    assert (page, layouts.load_layout(the_archive(), copy).layout.name) == (bringing.LAYOUT_PAGE, "4.b")


def test_an_empty_room_is_a_valid_layout_that_records_no_more_than_is_known() -> None:
    layout = bringing.empty_room("4.b", 8.5, 6.25, 2.8)
    data = json.loads(layouts.layout_text(layout))
    assert validate_layout(data).rooms[0].outline == ((0, 0), (8.5, 0), (8.5, 6.25), (0, 6.25))
    assert "reverberation_s" not in data["rooms"][0]
    assert "students" not in data


def test_a_room_is_made_from_a_shipped_one() -> None:
    app = opened(new_room=True)
    assert app.selectbox(key="room_begin").options[:2] == ["Et tomt lokale", "Fællesareal med tre lokaler"]
    app.selectbox(key="room_begin").select("rows").run()
    app.text_input(key="room_name").set_value("2.b").run()
    next(button for button in app.button if button.label == "Lav lokalet").click().run()
    made = layouts.load_layout(the_archive(), entry_of("layout").id).layout
    assert made.name == "2.b"
    assert made.furniture == layout_by_id("rows").furniture
