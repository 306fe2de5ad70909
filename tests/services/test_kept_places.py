"""What a plan keeps of who is where: it holds when the class is placed, and goes where the class goes."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from builders import Raw, activity, phase, raw_plan
from typer.testing import CliRunner

from planner.cli import app
from planner.exchange.documents import layout_by_id
from planner.lesson.model import Plan
from planner.lesson.validate import validate_plan
from planner.participation.assignment.model import Pin
from planner.plan.class_changes import RemoveStudents
from planner.plan.document import plan_text
from planner.plan.lesson_changes import RemoveActivity
from planner.plan.place_changes import KeepPlaces, SetPin
from planner.plan.room_changes import SetLayout
from planner.services import beginning, plans, sharing
from planner.services.archive import Archive
from planner.services.assigning import assign_plan, keeping, kept_of, problem_for
from planner.services.beginning import Beginning
from planner.services.checking import check_plan
from planner.services.templates import new_template, read_template
from planner.storage.store import open_store

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
PIN = {"student": "A1", "phase": "work", "activity": "calm", "zone": "cave"}


def raw_class(count: int = 6, **fields: Any) -> Raw:
    work = phase("work", activity("bars", zones=["camp"]), activity("calm", zones=["cave"], voice=0))
    students = [{"code": f"A{n}"} for n in range(1, count + 1)]
    return raw_plan(work, **{"layout": "zoned-classroom", "students": students, **fields})


def plan_of(count: int = 6, **fields: Any) -> Plan:
    return validate_plan(raw_class(count, **fields))


@pytest.fixture
def archive(tmp_path: Path) -> Any:
    store = open_store(f"sqlite:///{tmp_path / 'planner.sqlite3'}")
    yield Archive(store)
    store.close()


def where(found: Any, student: str) -> list[str | None]:
    return [place.zone for place in found.places if place.student == student]


def test_the_plans_own_pins_hold_when_the_class_is_placed() -> None:
    assert where(assign_plan(plan_of(pins=[PIN])).assignment, "A1") == ["cave"]
    elsewhere = assign_plan(plan_of(pins=[PIN]), pins=(Pin("A1", "work", "bars", "camp"),)).assignment
    assert where(elsewhere, "A1") == ["camp"]


def test_a_pin_that_fits_no_more_is_told_and_stops_nothing() -> None:
    lost = [PIN | {"zone": "camp"}, PIN | {"student": "K7"}, PIN | {"phase": "gone"}]
    lost += [PIN | {"student": "A2", "activity": "gone"}]
    found = assign_plan(plan_of(pins=lost)).assignment
    assert found.status == "optimal"
    assert [note.text("da") for note in found.notes] == [
        "En plads, der er sat fast til A1, bruges ikke: »Calm« i Lejrbålet er der ikke længere i »Work«.",
        "En plads, der er sat fast til K7, bruges ikke: K7 er ikke i klassen længere.",
        "En plads, der er sat fast til A1, bruges ikke: Fasen »gone« er der ikke længere.",
        "En plads, der er sat fast til A2, bruges ikke: Aktiviteten »gone« er ikke i »Work« længere.",
    ]


def test_a_pin_the_check_does_not_allow_is_told() -> None:
    needs = [{"code": "A1", "prerequisites": [{"id": "low_noise", "level_db": 35}]}, {"code": "A2"}]
    found = assign_plan(plan_of(students=needs, pins=[PIN | {"activity": "bars", "zone": "camp"}])).assignment
    assert where(found, "A1") == ["camp"]
    assert found.notes[0].text("en") == (
        "“Work”: A1 is pinned to “Bars” in Lejrbålet, "
        "but the check says that the student cannot take part there."
    )


def test_pins_that_cannot_hold_together_are_named() -> None:
    pins = [PIN | {"student": f"A{n}"} for n in range(1, 8)]
    found = assign_plan(plan_of(7, pins=pins)).assignment
    assert len(found.left_out) == 1
    said = [one.text("da") for one in found.conflicts[0].conditions]
    assert "Du har valgt »Calm« i Hulen til A1 i »Work«." in said


def test_the_terminal_places_by_the_plans_pins_too(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(raw_class(pins=[PIN, PIN | {"student": "K7"}])), encoding="utf-8")
    told = CliRunner().invoke(app, ["assign", str(file), "--json"])
    assert told.exit_code == 0
    answer = json.loads(told.output)
    assert {"phase": "work", **{k: PIN[k] for k in ("student", "activity", "zone")}} in answer["places"]
    assert "K7 er ikke i klassen længere." in answer["notes"][0]
    other = CliRunner().invoke(app, ["assign", str(file), "--json", "--pin", "A1=work/bars/camp"])
    assert [p["zone"] for p in json.loads(other.output)["places"] if p["student"] == "A1"] == ["camp"]


def test_a_kept_placement_is_held_against_the_plan_as_it_is() -> None:
    plan = plan_of()
    assert kept_of(problem_for(check_plan(plan)), plan) is None
    kept = keeping(assign_plan(plan).assignment.places).apply(plan)
    told = kept_of(problem_for(check_plan(kept)), kept)
    assert told is not None
    assert (told.breaks, told.lost, told.left_out, len(told.places)) == ((), (), (), 6)
    pinned = SetPin("A1", "work", "calm", "cave").apply(kept)
    gone = RemoveActivity("work", "calm").apply(pinned)
    later = kept_of(problem_for(check_plan(gone)), gone)
    assert later is not None
    assert ("A1", "work") in later.left_out
    assert later.lost[0][1].text("en") == "The activity “calm” is no longer in “Work”."


def test_kept_places_that_hold_no_longer_are_told() -> None:
    plan = keeping(assign_plan(plan_of()).assignment.places).apply(plan_of())
    everyone = tuple(one.model_copy(update={"activity": "calm", "zone": "cave"}) for one in plan.places)
    plan = validate_plan(json.loads(plan_text(KeepPlaces(everyone).apply(plan))) | {"class_size": 6})
    apart = validate_plan(
        json.loads(plan_text(plan)) | {"students": [{"code": "A1", "apart_from": ["A2"]}, {"code": "A2"}]}
    )
    told = kept_of(problem_for(check_plan(apart)), apart)
    assert told is not None
    assert [one.kind for one in told.breaks] == ["asunder"]
    assert len(told.lost) == 4


# ---- Where a class leaves, its places leave too ----


def pinned_plan(archive: Archive) -> str:
    return plans.new_plan(archive, plan_of(pins=[PIN], places=[PIN]), "created", NOW)


def test_the_library_and_a_template_hold_no_places(archive: Archive) -> None:
    plan = pinned_plan(archive)
    copy = sharing.put_in_library(archive, plan, NOW)
    template = new_template(archive, plans.load_plan(archive, plan).plan, "Skabelon", NOW)
    for bare in (plans.load_plan(archive, copy).plan, read_template(archive, template)):
        assert (bare.pins, bare.places) == ((), ())
        assert "A1" not in plan_text(bare)


def test_a_plan_that_is_begun_again_places_nobody_of_another_class(archive: Archive) -> None:
    plan = pinned_plan(archive)
    other = plans.new_plan(archive, plan_of(students=[{"code": "K7"}]), "created", NOW)
    again = beginning.begin_plan(archive, Beginning("zoned-classroom", "plan", plan, other), NOW)
    shown = plans.load_plan(archive, again).plan
    assert [student.code for student in shown.students] == ["K7"]
    assert (shown.pins, shown.places) == ((), ())
    assert "A1" not in plan_text(shown)


def test_what_a_change_takes_along_comes_back_with_undo(archive: Archive) -> None:
    plan = pinned_plan(archive)
    opened = plans.load_plan(archive, plan)
    gone = plans.change_plan(archive, (plan, opened.head), RemoveStudents(("A1",)), NOW)
    assert gone.plan.pins == ()
    back = plans.undo(archive, (plan, gone.head))
    assert (back.plan.pins, back.plan.places) == (opened.plan.pins, opened.plan.places)
    kept = plans.save_version(archive, (plan, back.head), NOW)
    let_go = plans.change_plan(archive, (plan, kept.head), KeepPlaces(()), NOW)
    assert plans.restore_version(archive, (plan, let_go.head), kept.head, NOW).plan == opened.plan
    assert plans.export_plan(archive, plan, NOW).decode() == plan_text(opened.plan, indent=1)


def test_in_another_room_places_go_to_the_zones_that_stand_in(archive: Archive) -> None:
    plan = pinned_plan(archive)
    head = plans.load_plan(archive, plan).head
    rows = layout_by_id("group-tables")
    shown = plans.change_plan(archive, (plan, head), SetLayout(rows), NOW).plan
    [calm] = [one for one in shown.lesson.phases[0].activities if one.id == "calm"]
    told = assign_plan(shown).assignment
    if calm.zones:
        assert shown.pins[0].zone in calm.zones
        assert where(told, "A1") == [shown.pins[0].zone]
    else:
        assert shown.pins[0].zone == "cave"
        assert "bruges ikke" in told.notes[0].text("da")
