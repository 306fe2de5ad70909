"""What a person does with plans: open, change, undo, redo, save, take out, bring in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from planner.catalogue.base import Language, Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message
from planner.errors import ConflictError, NotFoundError, PlannerError
from planner.exchange.documents import layout_by_id, layout_of, read_plan, sample_plans
from planner.exchange.reading import parse_json
from planner.exchange.roster_export import write_roster
from planner.exchange.versions import migrate
from planner.lesson.model import Plan
from planner.lesson.validate import validate_plan
from planner.locale import mark
from planner.plan.changes import Change, apply_change, change_label
from planner.plan.document import plan_document, plan_text, stored_plan
from planner.plan.parts import changed_part, without_class
from planner.plan.room_changes import EditLayout, EditPhaseLayout, SetLayout
from planner.plan.several import Several
from planner.room.layout import Layout
from planner.room.patch_words import both
from planner.services.archive import Archive
from planner.services.classes import keep_class
from planner.services.history import OpenDocument, version_name
from planner.services.noting import note
from planner.services.permissions import Relation
from planner.storage.store import Command, DocumentEntry, State, Stored, Where

ROOM_CHANGES: Final = (EditLayout, EditPhaseLayout, SetLayout)
TEACHES: Final[frozenset[Relation]] = frozenset({"owner", "co_teacher"})


@dataclass(frozen=True, slots=True)
class SampleCard:
    """A sample plan as the start page shows it; ``layout`` is the id of its layout."""

    id: str
    title: str
    subject: str | None
    grade: int
    layout: str
    students: int
    minutes: float


@dataclass(frozen=True, slots=True)
class OpenPlan(OpenDocument):
    """A plan as it is shown, and its saved version."""

    plan: Plan
    saved: Plan


def list_samples(language: Language) -> tuple[SampleCard, ...]:
    """Return the sample plans, those in the reader's language first."""
    plans = [(sample, read_plan(path, language)) for sample, path in sample_plans().items()]
    plans.sort(key=lambda item: (item[1].language != language, item[1].grade, item[0]))
    return tuple(_card(sample, plan) for sample, plan in plans)


def list_plans(archive: Archive, *, removed: bool = False) -> tuple[DocumentEntry, ...]:
    """Return the plans on one's lists, or those taken off the list, the last changed first."""
    return archive.documents("plan", removed=removed)


def new_plan(archive: Archive, plan: Plan, label: str, now: datetime) -> str:
    """Keep a plan as a new one and return its id; ``label`` is a word for the history.

    Raises
    ------
    InputError
        Parts of the plan do not fit each other, or its layout is found nowhere.
    """
    checked = validate_plan(plan_document(plan))
    layout_of(checked)
    return archive.add("plan", _state(checked, load_catalogue().words["changes"][label]), now)


def open_sample(archive: Archive, sample: str, now: datetime) -> str:
    """Make a copy of a sample plan and return the copy's id; NotFoundError where there is no such sample."""
    files = sample_plans()
    if sample not in files:
        raise NotFoundError(mark("This sample plan does not exist."))
    return new_plan(archive, read_plan(files[sample]), "opened", now)


def duplicate_plan(archive: Archive, plan_id: str, title: str, now: datetime) -> str:
    """Make a copy of a plan under another title and return the copy's id.

    Whoever does not teach the class gets the copy without it.
    """
    archive.require(plan_id, "copy")
    note(archive, "copied", plan_id, now)
    copied = changed_part(plan_to_copy(archive, plan_id), title=title)
    made = new_plan(archive, copied, "duplicated", now)
    keep_class(archive, plan_id, made)
    return made


def import_plan(archive: Archive, content: bytes, now: datetime, language: Language = "da") -> str:
    """Keep a plan that was exported before, as a new plan, and return its id.

    Raises
    ------
    InputError
        The content is no plan, or names a layout there is none of; its faults say where and why, in the
        language.
    """
    document = migrate(parse_json(content, language), "plan", language)
    plan = validate_plan(document, language)
    layout_of(plan, language=language)
    return new_plan(archive, plan, "imported", now)


def export_plan(archive: Archive, plan_id: str, now: datetime) -> bytes:
    """Return the shown state of a plan as a plan file; that it left the house is written down."""
    archive.require(plan_id, "export")
    note(archive, "exported", plan_id, now)
    return plan_text(load_plan(archive, plan_id).plan, indent=1).encode()


def export_class(archive: Archive, plan_id: str, now: datetime, language: Language = "da") -> bytes:
    """Return the students of a plan as a table for spreadsheets; that they left the house is written down."""
    archive.require(plan_id, "export")
    note(archive, "exported", plan_id, now, "class")
    return write_roster(load_plan(archive, plan_id).plan, language)


def load_plan(archive: Archive, plan_id: str) -> OpenPlan:
    """Return a plan as it stands; NotFoundError where there is none."""
    return _open(archive.document(plan_id, "plan"))


def plan_to_copy(archive: Archive, plan_id: str) -> Plan:
    """Return a plan as a copy of it begins: with its class only for those who teach it."""
    relation = archive.require(plan_id, "copy")
    plan = load_plan(archive, plan_id).plan
    return plan if relation in TEACHES else without_class(plan)


def change_plan(
    archive: Archive, where: Where, change: Change, now: datetime, command: Command | None = None
) -> OpenPlan:
    """Make a change and save it at once; on return it is on disk.

    A command that was done before is not done again; a change that changes nothing makes no edit.

    Parameters
    ----------
    where
        The plan and the head the change is made against.

    Raises
    ------
    PlannerError
        The change does not fit the plan.
    ConflictError
        The plan was changed elsewhere since ``head``; nothing is written.
    NotFoundError
        There is no such plan.
    """
    before = load_plan(archive, where[0])
    if command and archive.done(where[0], command):
        return before
    if before.head != where[1]:
        raise ConflictError(mark("It was changed somewhere else. Look at it again first."))
    plan = with_own_room(before.plan, change)
    after = apply_change(plan, change)
    _require_zones(plan, after)
    if plan_text(after) == plan_text(plan):
        return _open(archive.acknowledge(where, command))
    return _open(archive.add_edit(where, _state(after, both(change_label(plan, change))), now, command))


def name_change(plan: Plan, change: Change) -> Message:
    """Say what the history calls a change of a plan; PlannerError where it does not fit."""
    return change_label(with_own_room(plan, change), change)


def try_change(plan: Plan, change: Change) -> Plan:
    """Return a plan with a change made, refused where ``change_plan`` would refuse it."""
    furnished = with_own_room(plan, change)
    after = apply_change(furnished, change)
    _require_zones(furnished, after)
    return after


def would_change(archive: Archive, where: Where, change: Change) -> bool:
    """Whether a change would change an earlier state of a plan; not one that does not fit there."""
    plan = stored_plan(archive.content(*where))
    furnished = with_own_room(plan, change)
    try:
        return plan_text(apply_change(furnished, change)) != plan_text(furnished)
    except PlannerError:
        return False


def undo(archive: Archive, where: Where, command: Command | None = None) -> OpenPlan:
    """Show the state before the last edit; the edit is kept and can be redone."""
    return _open(archive.undo(where, command))


def redo(archive: Archive, where: Where, command: Command | None = None) -> OpenPlan:
    """Show the newest state that came after this one."""
    return _open(archive.redo(where, command))


def save_version(archive: Archive, where: Where, now: datetime, name: str | None = None) -> OpenPlan:
    """Keep the shown state as a version, to be compared with from now on."""
    return _open(archive.save(where, now, version_name(name)))


def restore_version(archive: Archive, where: Where, edit: int, now: datetime) -> OpenPlan:
    """Show an earlier state again, as an edit that can be undone; NotFoundError where there is none."""
    plan = stored_plan(archive.content(where[0], edit))
    return _open(archive.add_edit(where, _state(plan, load_catalogue().words["changes"]["restored"]), now))


def plan_layout(plan: Plan) -> Layout:
    """Return the layout of a plan: its own, or the one it names; NotFoundError where there is none."""
    return plan.layout if isinstance(plan.layout, Layout) else layout_by_id(plan.layout)


def with_own_room(plan: Plan, change: Change) -> Plan:
    """Return the plan with its room as a whole where the change is one of the room."""
    parts = change.changes if isinstance(change, Several) else (change,)
    if isinstance(plan.layout, Layout) or not any(isinstance(part, ROOM_CHANGES) for part in parts):
        return plan
    return changed_part(plan, layout=layout_of(plan))


def _open(stored: Stored) -> OpenPlan:
    return OpenPlan(stored, stored_plan(stored.content), stored_plan(stored.saved_content))


def _state(plan: Plan, label: Words) -> State:
    return State(plan.title, plan_text(plan), label)


def _require_zones(before: Plan, after: Plan) -> None:
    """Refuse zones that come with a change and that the layout does not have: no page is to be trusted."""
    new = _zones(after) - _zones(before)
    if new and not new.issubset(zone.id for zone in plan_layout(after).zones):
        raise PlannerError(mark("This zone is not in the layout."))


def _zones(plan: Plan) -> set[str]:
    activities = (activity for phase in plan.lesson.phases for activity in phase.activities)
    return {zone for activity in activities for zone in activity.zones or ()}


def _card(sample: str, plan: Plan) -> SampleCard:
    return SampleCard(
        id=sample,
        title=plan.title,
        subject=plan.subject,
        grade=plan.grade,
        layout=plan.layout.id if isinstance(plan.layout, Layout) else plan.layout,
        students=len(plan.students),
        minutes=sum(phase.minutes for phase in plan.lesson.phases),
    )
