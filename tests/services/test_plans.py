"""What a person does with plans, on a real SQLite file."""

import json
from datetime import UTC, datetime

import pytest

from planner.errors import ConflictError, InputError, NotFoundError, PlannerError
from planner.exchange.documents import sample_plans
from planner.plan.changes import NOT_RECORDED, SetAdult, SetMinutes, SetSupport, SetZones
from planner.plan.document import plan_text
from planner.plan.lesson_changes import AddActivity, AddPhase, SetField
from planner.services import plans
from planner.services.archive import Archive
from planner.storage.store import open_store

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
SAMPLE = "fractions-grade-5"
TIMER = SetSupport("phase", ("work",), "visible_timer", on=True)


def test_the_samples_are_there_at_once() -> None:
    samples = plans.list_samples("da")
    assert {sample.id for sample in samples} == set(sample_plans())
    fractions = next(sample for sample in samples if sample.id == SAMPLE)
    assert (fractions.title, fractions.grade, fractions.students) == ("Brøker på flere måder", 5, 26)
    assert fractions.layout == "zoned-classroom"
    assert fractions.minutes == 45


def test_each_opened_sample_is_a_copy_of_its_own(archive: Archive) -> None:
    mine, yours = (plans.open_sample(archive, SAMPLE, NOW) for _ in range(2))
    plans.change_plan(archive, (mine, plans.load_plan(archive, mine).head), SetMinutes("work", 30), NOW)
    assert plans.load_plan(archive, yours).plan.lesson.phases[2].minutes == 22
    assert {entry.id for entry in plans.list_plans(archive)} == {mine, yours}


def test_a_change_is_there_when_the_plan_is_loaded_again(archive: Archive, url: str) -> None:
    plan = plans.open_sample(archive, SAMPLE, NOW)
    changed = plans.change_plan(archive, (plan, plans.load_plan(archive, plan).head), TIMER, NOW)
    other = Archive(open_store(url))
    loaded = plans.load_plan(other, plan)
    other.store.close()
    assert loaded == changed
    assert "visible_timer" in loaded.plan.lesson.phases[2].supports
    assert loaded.unsaved
    assert not plans.load_plan(archive, plans.open_sample(archive, SAMPLE, NOW)).unsaved


def test_what_is_not_recorded_survives_saving(archive: Archive) -> None:
    plan = plans.open_sample(archive, SAMPLE, NOW)
    head = plans.load_plan(archive, plan).head
    none = plans.change_plan(archive, (plan, head), SetAdult("work", "bars", None), NOW)
    assert plans.load_plan(archive, plan).plan.lesson.phases[2].activities[0].recorded("adult")
    plans.change_plan(archive, (plan, none.head), SetAdult("work", "bars", NOT_RECORDED), NOW)
    assert not plans.load_plan(archive, plan).plan.lesson.phases[2].activities[0].recorded("adult")


def test_undo_and_redo_with_their_labels(archive: Archive) -> None:
    plan = plans.open_sample(archive, SAMPLE, NOW)
    opened = plans.load_plan(archive, plan)
    assert (opened.can_undo, opened.can_redo) == (False, False)
    changed = plans.change_plan(archive, (plan, opened.head), SetMinutes("work", 30), NOW)
    assert changed.undo_label is not None
    assert changed.undo_label.text("da") == "Vælg din vej: 30 min"
    back = plans.undo(archive, (plan, changed.head))
    assert plan_text(back.plan) == plan_text(opened.plan)
    assert back.redo_label == changed.undo_label
    assert plans.redo(archive, (plan, back.head)).plan == changed.plan


def test_a_saved_version_is_what_later_states_are_compared_with(archive: Archive) -> None:
    plan = plans.open_sample(archive, SAMPLE, NOW)
    changed = plans.change_plan(archive, (plan, plans.load_plan(archive, plan).head), TIMER, NOW)
    saved = plans.save_version(archive, (plan, changed.head), NOW)
    assert not saved.unsaved
    assert plans.undo(archive, (plan, saved.head)).unsaved


def test_two_windows_on_one_plan_never_lose_an_edit(archive: Archive, url: str) -> None:
    plan = plans.open_sample(archive, SAMPLE, NOW)
    other = Archive(open_store(url))
    head = plans.load_plan(archive, plan).head
    plans.change_plan(other, (plan, head), SetMinutes("work", 30), NOW)
    with pytest.raises(ConflictError):
        plans.change_plan(archive, (plan, head), TIMER, NOW)
    newest = plans.load_plan(archive, plan)
    both = plans.change_plan(archive, (plan, newest.head), TIMER, NOW)
    other.store.close()
    assert both.plan.lesson.phases[2].minutes == 30
    assert "visible_timer" in both.plan.lesson.phases[2].supports


def test_an_exported_plan_comes_back_as_it_was(archive: Archive) -> None:
    plan = plans.open_sample(archive, SAMPLE, NOW)
    exported = plans.export_plan(archive, plan, NOW)
    again = plans.import_plan(archive, exported, NOW)
    assert again != plan
    assert plans.export_plan(archive, again, NOW) == exported
    assert json.loads(exported) == json.loads(sample_plans()[SAMPLE].read_text(encoding="utf-8"))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"schema": "planner/plan/9"}', b"\xff\xfe"])
def test_what_is_no_plan_is_refused_and_nothing_is_kept(archive: Archive, content: bytes) -> None:
    with pytest.raises(InputError):
        plans.import_plan(archive, content, NOW, "en")
    assert plans.list_plans(archive) == ()


def test_a_plan_for_a_room_that_is_not_there_is_refused(archive: Archive) -> None:
    document = json.loads(sample_plans()[SAMPLE].read_text(encoding="utf-8")) | {"layout": "on-the-moon"}
    with pytest.raises(InputError, match="layout"):
        plans.import_plan(archive, json.dumps(document).encode(), NOW)
    assert plans.list_plans(archive) == ()


def test_what_does_not_exist_is_not_found(archive: Archive) -> None:
    with pytest.raises(NotFoundError):
        plans.open_sample(archive, "../secrets", NOW)
    with pytest.raises(NotFoundError):
        plans.load_plan(archive, "nothing")
    with pytest.raises(NotFoundError):
        plans.change_plan(archive, ("nothing", 1), TIMER, NOW)


def test_a_refused_change_writes_nothing(archive: Archive) -> None:
    plan = plans.open_sample(archive, SAMPLE, NOW)
    head = plans.load_plan(archive, plan).head
    with pytest.raises(PlannerError, match="not in the layout"):
        plans.change_plan(archive, (plan, head), SetZones("work", "bars", ("moon",)), NOW)
    with pytest.raises(PlannerError, match="phase is not in the plan"):
        plans.change_plan(archive, (plan, head), SetMinutes("never", 3), NOW)
    assert plans.load_plan(archive, plan).head == head


def test_no_change_brings_a_zone_the_layout_does_not_have(archive: Archive) -> None:
    plan = plans.open_sample(archive, SAMPLE, NOW)
    opened = plans.load_plan(archive, plan)
    phase = opened.plan.lesson.phases[0]
    lost = phase.activities[0].model_copy(update={"id": "lost", "zones": ("attic",)})
    strangers = (
        SetField("activity", (phase.id, phase.activities[0].id), "zones", ("attic",)),
        AddActivity(phase.id, 0, lost),
        AddPhase(0, phase.model_copy(update={"id": "lost", "activities": (lost,)})),
    )
    for change in strangers:
        with pytest.raises(PlannerError, match="This zone is not in the layout"):
            plans.change_plan(archive, (plan, opened.head), change, NOW)
    assert plans.load_plan(archive, plan).head == opened.head


def test_an_activity_moves_to_a_zone_of_the_layout(archive: Archive) -> None:
    plan = plans.open_sample(archive, SAMPLE, NOW)
    opened = plans.load_plan(archive, plan)
    zone = plans.plan_layout(opened.plan).zones[0].id
    moved = plans.change_plan(archive, (plan, opened.head), SetZones("work", "bars", (zone,)), NOW)
    assert moved.plan.lesson.phases[2].activities[0].zones == (zone,)
