"""What a person does with rooms of their own, on a real SQLite file."""

import json
from datetime import UTC, datetime

import pytest

from planner.errors import ConflictError, InputError, NotFoundError, PlannerError
from planner.exchange.documents import layout_by_id
from planner.room.patch import read_patch
from planner.services import history, layouts, plans, templates
from planner.services.archive import Archive
from planner.storage.store import Command

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
RENAMED = read_patch({"fields": {"name": "Vores rum"}})


@pytest.fixture
def room(archive: Archive) -> str:
    return layouts.new_layout(archive, layout_by_id("zoned-classroom"), NOW)


def test_a_shipped_room_becomes_ones_own_and_the_shipped_one_stays(archive: Archive, room: str) -> None:
    shipped = layout_by_id("zoned-classroom")
    opened = layouts.load_layout(archive, room)
    changed = layouts.change_layout(archive, (room, opened.head), RENAMED, NOW)
    assert (changed.title, changed.layout.name) == ("Vores rum", "Vores rum")
    assert layout_by_id("zoned-classroom") == shipped
    assert layouts.undo(archive, (room, changed.head)).layout == shipped


def test_a_patch_sent_twice_is_made_once(archive: Archive, room: str) -> None:
    head = layouts.load_layout(archive, room).head
    first = layouts.change_layout(archive, (room, head), RENAMED, NOW, Command("tab", 1))
    again = layouts.change_layout(archive, (room, head), RENAMED, NOW, Command("tab", 1))
    assert again.head == first.head


def test_a_patch_that_changes_nothing_makes_no_step_to_undo(archive: Archive, room: str) -> None:
    head = layouts.load_layout(archive, room).head
    same = read_patch({"fields": {"name": layouts.load_layout(archive, room).layout.name}})
    assert not layouts.change_layout(archive, (room, head), same, NOW, Command("tab", 1)).can_undo
    assert archive.seen(room, "tab") == (1, head)


def test_a_patch_that_breaks_the_room_is_refused_and_nothing_is_written(archive: Archive, room: str) -> None:
    opened = layouts.load_layout(archive, room)
    gone = read_patch({"remove": {"rooms": [one.id for one in opened.layout.rooms]}})
    with pytest.raises(InputError):
        layouts.change_layout(archive, (room, opened.head), gone, NOW)
    assert layouts.load_layout(archive, room) == opened


def test_a_patch_against_an_old_head_is_a_conflict(archive: Archive, room: str) -> None:
    head = layouts.load_layout(archive, room).head
    layouts.change_layout(archive, (room, head), RENAMED, NOW)
    with pytest.raises(ConflictError):
        layouts.change_layout(archive, (room, head), read_patch({"fields": {"students": 3}}), NOW)


def test_an_exported_room_comes_back_as_it_was(archive: Archive, room: str) -> None:
    file = layouts.export_layout(archive, room, NOW)
    again = layouts.import_layout(archive, file, NOW)
    assert layouts.export_layout(archive, again, NOW) == file
    assert json.loads(file)["schema"] == "planner/layout/1"


@pytest.mark.parametrize("content", [b"", b"{", b'{"schema": "planner/layout/1"}', b"\xff"])
def test_a_broken_room_file_is_refused_and_nothing_is_kept(archive: Archive, content: bytes) -> None:
    with pytest.raises(InputError):
        layouts.import_layout(archive, content, NOW)
    assert layouts.list_layouts(archive) == ()


def test_an_earlier_version_comes_back_as_an_edit_that_can_be_undone(archive: Archive, room: str) -> None:
    first = layouts.load_layout(archive, room)
    changed = layouts.change_layout(archive, (room, first.head), RENAMED, NOW)
    saved = layouts.save_version(archive, (room, changed.head), NOW, "Med nyt navn")
    restored = layouts.restore_version(archive, (room, saved.head), first.head, NOW)
    assert restored.layout == first.layout
    assert restored.unsaved
    assert layouts.undo(archive, (room, restored.head)).layout == changed.layout
    assert [version.name for version in history.list_versions(archive, room)] == ["Med nyt navn", None]


def test_a_version_is_named_and_a_long_name_is_refused(archive: Archive, room: str) -> None:
    edit = history.list_versions(archive, room)[0].edit
    history.name_version(archive, room, edit, "  Til gruppearbejde ")
    assert history.list_versions(archive, room)[0].name == "Til gruppearbejde"
    history.name_version(archive, room, edit, " ")
    assert history.list_versions(archive, room)[0].name is None
    with pytest.raises(PlannerError, match="too long"):
        history.name_version(archive, room, edit, "x" * 81)


def test_a_removed_room_is_off_the_list_and_comes_back(archive: Archive, room: str) -> None:
    history.remove(archive, room, NOW)
    assert layouts.list_layouts(archive) == ()
    assert layouts.list_layouts(archive, removed=True)[0].id == room
    history.bring_back(archive, room)
    assert layouts.list_layouts(archive)[0].id == room


def test_a_plan_is_not_found_among_the_rooms(archive: Archive) -> None:
    with pytest.raises(NotFoundError):
        layouts.load_layout(archive, plans.open_sample(archive, "fractions-grade-5", NOW))


def test_a_template_of_the_school_keeps_the_lesson_and_nothing_of_the_class(archive: Archive) -> None:
    plan = plans.load_plan(archive, plans.open_sample(archive, "fractions-grade-5", NOW)).plan
    template = templates.new_template(archive, plan, "Brøker på vores skole", NOW)
    kept = templates.read_template(archive, template)
    assert kept.lesson == plan.lesson
    assert not kept.recorded("students")
    assert [entry.title for entry in templates.list_templates(archive)] == ["Brøker på vores skole"]


@pytest.mark.parametrize("name", ["Før Ole med ADHD", "010112-1234"])
def test_no_version_is_named_after_a_diagnosis(archive: Archive, name: str) -> None:
    plan = plans.open_sample(archive, plans.list_samples("da")[0].id, NOW)
    head = plans.load_plan(archive, plan).head

    with pytest.raises(PlannerError, match="no diagnosis"):
        plans.save_version(archive, (plan, head), NOW, name)
    with pytest.raises(PlannerError, match="no diagnosis"):
        history.name_version(archive, plan, head, name)
    assert plans.save_version(archive, (plan, head), NOW, " Uge 40 ").head == head
    assert history.list_versions(archive, plan)[0].name == "Uge 40"
