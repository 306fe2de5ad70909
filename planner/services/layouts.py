"""What a person does with rooms of their own: make, change, undo, save, bring in, take out."""

import json
from dataclasses import dataclass
from datetime import datetime

from planner.catalogue.base import Language, Words
from planner.catalogue.loader import load_catalogue
from planner.errors import ConflictError
from planner.exchange.reading import parse_json
from planner.exchange.versions import migrate
from planner.locale import mark
from planner.room.layout import Layout
from planner.room.patch import Patch, apply_patch, layout_json
from planner.room.patch_words import both, patch_label
from planner.room.validate import validate_layout
from planner.services.archive import Archive
from planner.services.history import OpenDocument, version_name
from planner.services.memory import remembered
from planner.services.noting import note
from planner.storage.store import Command, DocumentEntry, State, Stored, Where


@dataclass(frozen=True, slots=True)
class OpenLayout(OpenDocument):
    """A room of one's own as it is shown, and its saved version."""

    layout: Layout
    saved: Layout


def layout_text(layout: Layout, *, indent: int | None = None) -> str:
    """Return a layout as the text of a layout file that says only what is recorded."""
    return json.dumps(layout_json(layout), ensure_ascii=False, indent=indent)


def list_layouts(archive: Archive, *, removed: bool = False) -> tuple[DocumentEntry, ...]:
    """Return one's own rooms, or those taken off the list, the last changed first."""
    return archive.documents("layout", removed=removed)


def new_layout(archive: Archive, layout: Layout, now: datetime, label: str = "layout_created") -> str:
    """Keep a layout as a room of one's own and return its document's id."""
    checked = validate_layout(layout_json(layout))
    return archive.add("layout", _state(checked, load_catalogue().words["changes"][label]), now)


def import_layout(archive: Archive, content: bytes, now: datetime, language: Language = "da") -> str:
    """Keep a layout file as a room of one's own and return its document's id; InputError with its faults."""
    return new_layout(archive, parse_layout(content, language), now, "layout_imported")


def parse_layout(content: bytes, language: Language = "da") -> Layout:
    """Read the bytes of a layout file; InputError with its faults."""
    return validate_layout(migrate(parse_json(content, language), "layout", language), language)


def export_layout(archive: Archive, layout_id: str, now: datetime) -> bytes:
    """Return the shown state of a room as a layout file."""
    archive.require(layout_id, "export")
    note(archive, "exported", layout_id, now)
    return layout_text(load_layout(archive, layout_id).layout, indent=1).encode()


def load_layout(archive: Archive, layout_id: str) -> OpenLayout:
    """Return a room of one's own as it stands; NotFoundError where there is none."""
    return _open(archive.document(layout_id, "layout"))


def change_layout(
    archive: Archive, where: Where, patch: Patch, now: datetime, command: Command | None = None
) -> OpenLayout:
    """Make a patch and save it at once; on return it is on disk.

    A command that was done before is not done again; a patch that changes nothing makes no edit.

    Raises
    ------
    InputError
        The layout would not be one; its faults say why.
    ConflictError
        The room was changed elsewhere since the head in ``where``; nothing is written.
    NotFoundError
        There is no such room.
    """
    before = load_layout(archive, where[0])
    if command and archive.done(where[0], command):
        return before
    if before.head != where[1]:
        raise ConflictError(mark("It was changed somewhere else. Look at it again first."))
    after = apply_patch(before.layout, patch)
    if layout_text(after) == layout_text(before.layout):
        return _open(archive.acknowledge(where, command))
    state = _state(after, both(patch_label(before.layout, patch)))
    return _open(archive.add_edit(where, state, now, command))


def undo(archive: Archive, where: Where, command: Command | None = None) -> OpenLayout:
    """Show the state before the last edit; the edit is kept and can be redone."""
    return _open(archive.undo(where, command))


def redo(archive: Archive, where: Where, command: Command | None = None) -> OpenLayout:
    """Show the newest state that came after this one."""
    return _open(archive.redo(where, command))


def save_version(archive: Archive, where: Where, now: datetime, name: str | None = None) -> OpenLayout:
    """Keep the shown state as a version."""
    return _open(archive.save(where, now, version_name(name)))


def restore_version(archive: Archive, where: Where, edit: int, now: datetime) -> OpenLayout:
    """Show an earlier state again, as an edit that can be undone; NotFoundError where there is none."""
    layout = stored_layout(archive.content(where[0], edit))
    label = load_catalogue().words["changes"]["restored"]
    return _open(archive.add_edit(where, _state(layout, label), now))


@remembered(256)
def stored_layout(text: str) -> Layout:
    """Read a room that was kept; the same text gives the same object."""
    return Layout.model_validate_json(text)


def _state(layout: Layout, label: Words) -> State:
    return State(layout.name, layout_text(layout), label)


def _open(stored: Stored) -> OpenLayout:
    return OpenLayout(stored, stored_layout(stored.content), stored_layout(stored.saved_content))
