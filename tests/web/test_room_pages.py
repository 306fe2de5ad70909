"""The pages on which rooms are furnished, as Streamlit runs them without a browser."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from serving import ROOT
from streamlit.testing.v1 import AppTest

from planner.exchange.documents import layout_by_id
from planner.lesson.model import Plan
from planner.plan.room_changes import EditPhaseLayout
from planner.room.layout import Layout
from planner.room.patch import item_json, layout_json, read_patch
from planner.services import layouts, plans
from planner.services.plans import plan_layout
from planner.storage.images import ImageStore
from planner.web.desk import desk_of, layout_desk
from planner.web.opened import the_archive
from planner.web.server.session import now

APP = str(ROOT / "planner" / "web" / "app.py")
ROOM = layout_by_id("zoned-classroom")


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))


def opened(page: str, document: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params.update({"id": document})
    app.run()
    app.switch_page(f"screens/{page}.py")
    app.query_params.update({"id": document})
    return rerun(app)


def rerun(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def sample() -> str:
    return plans.open_sample(the_archive(), "fractions-grade-5", now())


def own() -> str:
    return layouts.new_layout(the_archive(), ROOM, now())


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def patched(x: float) -> dict[str, Any]:
    [piece] = [piece for piece in ROOM.furniture if piece.id == "w1"]
    return {"put": {"furniture": [item_json(piece) | {"at": [x, 4.0]}]}}


def the_plan(document: str) -> Plan:
    return desk_of(document).open().plan


def the_layout(document: str) -> Layout:
    return layout_desk(document).open().layout


def queue(document: str, head: int) -> dict[str, Any]:
    edits = [{"seq": 1, "do": "patch", "patch": patched(3.0)}]
    return {"queue": {"document": document, "client": "tab", "base": head, "edits": edits}}


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return rerun(app)


def test_the_room_of_a_plan_is_drawn_with_its_findings() -> None:
    app = opened("plan_room", sample())
    said = html(app)

    assert "p-found" in said
    assert app.get("bidi_component")
    assert "Flytning" not in said


def test_what_the_drawing_sends_is_saved_and_shown() -> None:
    document = sample()
    app = opened("plan_room", document)
    app.session_state["editor"] = queue(document, desk_of(document).open().head)
    app = rerun(app)

    assert next(piece.at for piece in plan_layout(the_plan(document)).furniture if piece.id == "w1") == (3, 4)
    assert any("gruppebordet w1 flyttet" in button.label for button in app.button)


def test_a_phase_shows_what_moving_takes_since_the_phase_before() -> None:
    document = sample()
    desk = desk_of(document)
    where = (document, desk.open().head)
    plans.change_plan(the_archive(), where, EditPhaseLayout("work", read_patch(patched(3.0))), now())
    app = opened("plan_room", document)
    app.session_state["room_phase"] = "work"
    app = rerun(app)
    said = html(app)

    assert "Flytning" in said
    assert "1 møbel skal flyttes" in said
    assert "Skøn: under 1 minut" in said


def test_a_phase_that_is_gone_leaves_the_room_as_it_stands() -> None:
    app = opened("plan_room", sample())
    app.session_state["room_phase"] = "gone"

    assert "Flytning" not in html(rerun(app))


def test_a_cell_of_a_table_is_saved_as_one_edit() -> None:
    document = own()
    app = opened("layout", document)
    head = layout_desk(document).open().head
    row = [piece.id for piece in ROOM.furniture].index("w1")
    app.session_state[f"sheet:furniture:rest:{head}"] = {
        "edited_rows": {row: {"x": 3.0, "y": 4.0}},
        "added_rows": [],
        "deleted_rows": [],
    }
    app = rerun(app)

    assert the_layout(document).furniture[row].at == (3.0, 4.0)
    assert any("gruppebordet w1 flyttet" in button.label for button in app.button)


def test_a_table_that_does_not_fit_says_so_and_changes_nothing() -> None:
    document = own()
    app = opened("layout", document)
    head = layout_desk(document).open().head
    app.session_state["sheet"] = "zones"
    app.session_state[f"sheet:zones:rest:{head}"] = {
        "edited_rows": {0: {"outline": "50 50; 51 50; 51 51"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    app = rerun(app)

    assert "Ikke gemt endnu. 0,50 m² af zonen Lejrbålet" in html(app)
    assert layout_desk(document).open().head == head
    app.session_state[f"sheet:zones:rest:{head}"] = {
        "edited_rows": {0: {"outline": "0 0; 1"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    assert "Ikke gemt endnu. Række 1, Omrids" in html(rerun(app))


def test_a_table_does_not_put_furniture_where_no_room_is() -> None:
    document = own()
    app = opened("layout", document)
    head = layout_desk(document).open().head
    app.session_state["sheet"] = "furniture"
    app.session_state[f"sheet:furniture:rest:{head}"] = {
        "edited_rows": {0: {"x": 99.0}},
        "added_rows": [],
        "deleted_rows": [],
    }

    assert "ville stå helt uden for lokalet." in html(rerun(app))
    assert layout_desk(document).open().head == head


def test_in_a_phase_a_table_can_only_move() -> None:
    document = sample()
    app = opened("plan_room", document)
    head = desk_of(document).open().head
    app.session_state["room_phase"] = "work"
    app.session_state[f"sheet:furniture:work:{head}"] = {
        "edited_rows": {0: {"kind": "desk"}},
        "added_rows": [],
        "deleted_rows": [],
    }

    assert "Ikke gemt endnu. I en fase kan" in html(rerun(app))
    assert desk_of(document).open().head == head


@pytest.mark.parametrize(
    "table", ["rooms", "zones", "doors", "windows", "boards", "walls", "steps", "layout"]
)
def test_every_table_can_be_opened(table: str) -> None:
    app = opened("layout", own())
    app.session_state["sheet"] = table
    rerun(app)


def test_the_name_and_numbers_of_a_room_can_be_typed() -> None:
    document = own()
    app = opened("layout", document)
    app.session_state["sheet"] = "layout"
    app = rerun(app)
    app.text_input(key="room_name").set_value("5.B")
    app = rerun(app)
    app.number_input(key="room_students").set_value(24)
    rerun(app)

    assert the_layout(document).name == "5.B"
    assert the_layout(document).students == 24


def test_another_room_says_what_is_lost_before_it_is_taken() -> None:
    document = sample()
    app = opened("plan_room", document)
    app.selectbox(key="other_room").select("shipped:group-tables")
    app = rerun(app)
    assert "1 aktivitet mangler nu en zone" in html(app)
    press(app, "other_room_take")

    assert plan_layout(the_plan(document)).id == "group-tables"


def test_the_room_of_a_plan_becomes_a_room_of_ones_own() -> None:
    app = opened("plan_room", sample())
    app.text_input(key="save_as_name").set_value("Vores klasse")
    app = press(rerun(app), "save_as")
    [entry] = layouts.list_layouts(the_archive())

    assert entry.title == "Vores klasse"
    assert "Vores klasse ligger nu under Mine lokaler." in html(app)


def test_the_copy_of_a_room_gets_a_name_of_its_own() -> None:
    app = opened("plan_room", sample())
    name = app.text_input(key="save_as_name").value
    assert name
    assert name.endswith(" – vores")
    app = press(app, "save_as")

    assert layouts.list_layouts(the_archive())[0].title == name
    bodies = [one.proto.body for one in app.get("html")]
    told = next(number for number, body in enumerate(bodies) if "Mine lokaler" in body)
    assert told > next(number for number, body in enumerate(bodies) if "p-h2" in body)


def test_a_room_from_a_file_takes_the_place_as_one_edit() -> None:
    document = own()
    app = opened("layout", document)
    content = json.dumps(layout_json(layout_by_id("rows"))).encode()
    app.file_uploader(key="room_file").set_value(("rum.json", content, "application/json"))
    app = press(rerun(app), "room_use")

    assert the_layout(document).name == layout_by_id("rows").name
    assert the_layout(document).id == ROOM.id
    press(app, "undo")
    assert the_layout(document).name == ROOM.name


def test_a_broken_file_explains_itself_and_changes_nothing() -> None:
    document = sample()
    before = desk_of(document).open().head
    app = opened("plan_room", document)
    app.file_uploader(key="room_file").set_value(("rum.json", b'{"schema": "planner/layout/1",', "text/json"))
    app = rerun(app)

    assert "Lokalet er, som det var. Filen slutter for tidligt" in html(app)
    assert desk_of(document).open().head == before


def test_a_picture_is_laid_under_the_room_and_taken_away() -> None:
    document = own()
    app = opened("layout", document)
    app.file_uploader(key="picture").set_value(("foto.png", photo(), "image/png"))
    app = press(rerun(app), "picture_lay")
    picture = the_layout(document).underlay
    assert picture is not None
    assert (picture.width_m, picture.height_m) == (9.6, 4.8)
    assert ImageStore(the_archive().store.engine).image(picture.image).media_type.startswith("image/")
    app.slider(key="picture_strength").set_value(20)
    app = rerun(app)
    assert the_layout(document).underlay == picture.model_copy(update={"opacity": 0.2})
    press(app, "picture_away")

    assert the_layout(document).underlay is None


def test_what_is_no_picture_is_refused_with_a_sentence() -> None:
    document = own()
    app = opened("layout", document)
    app.file_uploader(key="picture").set_value(("foto.png", b"hello", "image/png"))
    app = press(rerun(app), "picture_lay")

    assert "skal være JPEG, PNG, WebP eller PDF" in html(app)
    assert the_layout(document).underlay is None


def photo() -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 20), "red").save(file, "PNG")
    return file.getvalue()


def test_a_deleted_room_can_be_brought_back() -> None:
    document = own()
    app = press(opened("layout", document), "room_delete")
    assert layouts.list_layouts(the_archive()) == ()
    press(app, "room_back")

    assert [entry.id for entry in layouts.list_layouts(the_archive())] == [document]


def test_an_unknown_room_is_said_kindly() -> None:
    assert "findes ikke" in html(opened("layout", "nothing"))
