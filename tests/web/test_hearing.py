"""The edits of a drawing on their way into a real database: once each, never lost in silence."""

from pathlib import Path
from typing import Any

import pytest

from planner.errors import ConflictError
from planner.exchange.documents import layout_by_id
from planner.plan.changes import Change
from planner.room.layout import Layout
from planner.room.patch import item_json, read_patch
from planner.services import layouts, plans
from planner.services.archive import Archive
from planner.services.layouts import OpenLayout
from planner.services.plans import OpenPlan, plan_layout
from planner.web.desk import LayoutDesk, PlanDesk, layout_desk
from planner.web.edits import Queue, read_queue
from planner.web.furnish import (
    drawing_of_layout,
    drawing_of_plan,
    editor_data,
    hear_first,
    layout_scene,
    plan_scene,
)
from planner.web.hearing import Drawing, answered, hear
from planner.web.opened import the_archive
from planner.web.server.session import now
from planner.web.speech import Speech

ROOM = layout_by_id("zoned-classroom")
DA = Speech("da")
Own = Drawing[OpenLayout, Any]


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    return the_archive()


@pytest.fixture
def own(archive: Archive) -> Own:
    return drawing_of_layout(layout_desk(layouts.new_layout(archive, ROOM, now())), DA)


def patched(x: float, id_: str = "w1", **changes: Any) -> dict[str, Any]:
    [piece] = [piece for piece in ROOM.furniture if piece.id == id_]
    return {"put": {"furniture": [item_json(piece) | {"at": [x, 4.0]} | changes]}}


def sent(drawing: Drawing[Any, Any], base: int, *does: Any, client: str = "tab", first: int = 1) -> Queue:
    """Return a queue: a dict is a patch, a word undo or redo."""
    edits = [
        {"seq": seq, "do": "patch", "patch": do} if isinstance(do, dict) else {"seq": seq, "do": do}
        for seq, do in enumerate(does, first)
    ]
    queue = read_queue({"document": drawing.name, "client": client, "base": base, "edits": edits})
    assert queue is not None
    return queue


def at(drawing: Own, id_: str = "w1") -> tuple[float, float]:
    return next(piece.at for piece in drawing.desk.open().layout.furniture if piece.id == id_)


def test_edits_are_made_in_their_order_and_answered(own: Own) -> None:
    opened = own.desk.open()
    queue = sent(own, opened.head, patched(3.0), patched(4.0), "undo", patched(6.0, "w2"))

    assert hear(own, opened, queue)
    assert at(own) == (3.0, 4.0)
    assert at(own, "w2") == (6.0, 4.0)
    assert answered(own, queue) == {"client": "tab", "seq": 4}
    assert own.desk.open().undo_label is not None


def test_what_was_answered_is_not_made_again(own: Own) -> None:
    opened = own.desk.open()
    queue = sent(own, opened.head, patched(3.0), "undo", "redo")
    hear(own, opened, queue)
    head = own.desk.open().head

    assert not hear(own, own.desk.open(), queue)
    assert own.desk.open().head == head


def test_a_queue_that_grew_goes_on_where_it_was_answered(own: Own) -> None:
    opened = own.desk.open()
    hear(own, opened, sent(own, opened.head, patched(3.0)))
    hear(own, own.desk.open(), sent(own, opened.head, patched(3.0), patched(4.0)))

    assert at(own) == (4.0, 4.0)
    assert not own.desk.pending


def test_a_broken_edit_is_refused_with_a_sentence_and_the_next_one_is_made(own: Own) -> None:
    opened = own.desk.open()
    outside = {"put": {"zones": [item_json(ROOM.zones[0]) | {"polygon": [[50, 50], [51, 50], [51, 51]]}]}}
    queue = sent(own, opened.head, outside, {"put": {"chairs": []}}, "redo", patched(3.0))
    hear(own, opened, queue)
    whys = [str(one["why"]) for one in own.refused("tab")]

    assert whys[0].startswith("0,50 m² af zonen Lejrbålet")
    assert whys[1].startswith("put.chairs: ")
    assert whys[2] == "Der er ikke noget at gentage."
    assert at(own) == (3.0, 4.0)
    assert answered(own, queue) == {"client": "tab", "seq": 4}


def test_furniture_wholly_outside_the_room_is_refused_and_stays(own: Own) -> None:
    opened = own.desk.open()
    hear(own, opened, sent(own, opened.head, patched(99.0)))
    [refused] = own.refused("tab")

    assert str(refused["why"]).endswith("ville stå helt uden for lokalet.")
    assert own.desk.open().head == opened.head


def test_another_window_is_not_overwritten_and_the_edit_waits_for_an_answer(own: Own) -> None:
    opened = own.desk.open()
    layouts.change_layout(own.desk.archive, (opened.id, opened.head), read_patch(patched(7.0, "w2")), now())
    queue = sent(own, opened.head, patched(3.0))
    hear(own, own.desk.open(), queue)

    assert at(own) != (3.0, 4.0)
    assert len(own.desk.pending) == 1
    assert not hear(own, own.desk.open(), queue)
    own.desk.merge()
    assert at(own) == (3.0, 4.0)
    assert at(own, "w2") == (7.0, 4.0)
    assert answered(own, queue) == {"client": "tab", "seq": 1}


def test_a_dropped_edit_does_not_come_again(own: Own) -> None:
    opened = own.desk.open()
    layouts.change_layout(own.desk.archive, (opened.id, opened.head), read_patch(patched(7.0, "w2")), now())
    queue = sent(own, opened.head, patched(3.0), patched(5.0), "undo")
    hear(own, own.desk.open(), queue)
    own.desk.drop()

    assert answered(own, queue) == {"client": "tab", "seq": 3}
    assert not hear(own, own.desk.open(), queue)


def test_a_held_edit_that_does_not_fit_any_more_is_answered_all_the_same(own: Own) -> None:
    opened = own.desk.open()
    where = (opened.id, opened.head)
    layouts.change_layout(own.desk.archive, where, read_patch(patched(7.0, "w2")), now())
    outside = {"put": {"zones": [item_json(ROOM.zones[0]) | {"polygon": [[50, 50], [51, 50], [51, 51]]}]}}
    queue = sent(own, opened.head, outside)
    hear(own, own.desk.open(), queue)
    own.desk.merge()

    assert answered(own, queue) == {"client": "tab", "seq": 1}
    assert not own.desk.pending


def test_edits_that_undo_themselves_need_no_answer_from_anybody(own: Own) -> None:
    opened = own.desk.open()
    layouts.change_layout(own.desk.archive, (opened.id, opened.head), read_patch(patched(7.0, "w2")), now())
    queue = sent(own, opened.head, patched(3.0), "undo")
    hear(own, own.desk.open(), queue)

    assert not own.desk.pending
    assert answered(own, queue) == {"client": "tab", "seq": 2}


def test_a_race_lost_in_the_middle_holds_the_rest(own: Own, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = own.desk.open()
    make = LayoutDesk.make

    def lose(desk: LayoutDesk, where: Any, change: Any, command: Any) -> OpenLayout:
        if command.seq == 2:
            raise ConflictError("late")
        return make(desk, where, change, command)

    monkeypatch.setattr(LayoutDesk, "make", lose)
    hear(own, opened, sent(own, opened.head, patched(3.0), patched(4.0), patched(5.0)))

    assert at(own) == (3.0, 4.0)
    assert [held.command.seq for held in own.desk.pending if held.command] == [2, 3]


def test_two_tabs_are_answered_each_for_itself(own: Own) -> None:
    opened = own.desk.open()
    hear(own, opened, sent(own, opened.head, patched(3.0), client="one"))
    newer = own.desk.open()
    two = sent(own, newer.head, patched(4.0), client="two")
    hear(own, newer, two)

    assert at(own) == (4.0, 4.0)
    assert answered(own, two) == {"client": "two", "seq": 1}


def plan_drawing(archive: Archive, phase: str | None) -> Drawing[OpenPlan, Change]:
    document = plans.open_sample(archive, "fractions-grade-5", now())
    return drawing_of_plan(PlanDesk(archive, document), phase, DA)


def test_a_drop_in_a_phase_is_a_move_of_that_phase(archive: Archive) -> None:
    drawing = plan_drawing(archive, "work")
    opened = drawing.desk.open()
    heard = hear_first(
        lambda phase: drawing_of_plan(PlanDesk(archive, opened.id), phase, DA),
        opened,
        sent(drawing, opened.head, patched(3.0)),
    )

    assert plan_layout(heard.plan) == ROOM
    assert [phase.id for phase in heard.plan.lesson.phases if phase.moves] == ["work"]


def test_a_drop_in_the_room_at_rest_is_an_edit_of_the_room(archive: Archive) -> None:
    drawing = plan_drawing(archive, None)
    opened = drawing.desk.open()
    hear(drawing, opened, sent(drawing, opened.head, patched(3.0)))
    after = drawing.desk.open()

    assert isinstance(after.plan.layout, Layout)
    assert after.undo_label is not None
    assert after.undo_label.da == "gruppebordet w1 flyttet"


def test_the_queue_of_another_document_is_left_alone(own: Own, archive: Archive) -> None:
    other = plan_drawing(archive, "work")
    opened = own.desk.open()

    assert not hear(own, opened, sent(other, opened.head, patched(3.0)))
    assert answered(own, sent(other, opened.head, patched(3.0))) is None
    assert hear_first(lambda _: own, opened, sent(other, opened.head, patched(3.0))) is opened
    assert hear_first(lambda _: own, opened, None) is opened


def test_a_phase_that_is_gone_refuses_its_edits(archive: Archive) -> None:
    drawing = plan_drawing(archive, "gone")
    opened = drawing.desk.open()
    hear(drawing, opened, sent(drawing, opened.head, patched(3.0)))

    assert [one["why"] for one in drawing.refused("tab")] == ["Fasen er ikke med i planen."]


def test_the_data_of_a_drawing_says_everything_it_shows(archive: Archive) -> None:
    drawing = plan_drawing(archive, "work")
    opened = drawing.desk.open()
    queue = sent(drawing, opened.head, patched(3.0), {"put": {"chairs": []}})
    hear(drawing, opened, queue)
    opened = drawing.desk.open()
    phase = next(phase for phase in opened.plan.lesson.phases if phase.id == "work")
    data = editor_data(drawing, opened, plan_scene(opened.plan, phase), queue)

    assert data["document"] == f"{opened.id}:work"
    assert data["head"] == opened.head
    assert data["acked"] == {"client": "tab", "seq": 2}
    assert [one["seq"] for one in data["refused"]] == [2]
    assert data["mode"] == "phase"
    assert data["phase"] == {"id": "work", "title": phase.title}
    assert data["base"]["furniture"] != data["layout"]["furniture"]
    assert data["undo"].startswith(phase.title)
    assert not data["conflict"]


def test_a_picture_under_the_room_is_named_with_its_address(own: Own) -> None:
    picture = {"image": "ab" * 32, "at": [0, 0], "width_m": 9.0, "height_m": 7.0}
    opened = own.desk.open()
    hear(own, opened, sent(own, opened.head, {"fields": {"underlay": picture}}))
    opened = own.desk.open()
    data = editor_data(own, opened, layout_scene(opened.layout), None)

    assert data["images"] == {"ab" * 32: f"/images/{'ab' * 32}"}
    assert data["mode"] == "layout"
    assert data["refused"] == []
