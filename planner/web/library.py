"""The shelves with plans, rooms and templates: what a row says, and what its menu offers to whom."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

import streamlit as st

from planner.errors import NotFoundError
from planner.exchange.documents import layout_by_id
from planner.plan.set_field import SetField
from planner.plan.status import Status, status_name
from planner.room.patch import Fields, Patch
from planner.services import history, layouts, plans, templates
from planner.services.archive import LOCAL, Archive
from planner.services.permissions import Action
from planner.services.searching import Hit
from planner.storage.store import DocumentEntry, Kind
from planner.web.bringing import LAYOUT_PAGE, PLAN_PAGE
from planner.web.downloading import made_later
from planner.web.erasing import erase_document_row
from planner.web.frame import heading, tell
from planner.web.markup import tag
from planner.web.opened import the_archive
from planner.web.plain import plain
from planner.web.server.session import now
from planner.web.sharing import MAY, share_panel
from planner.web.speech import Speech

READ_PAGE: Final = "screens/review.py"
ROOM_PAGE: Final = "screens/room.py"
NEW_PAGE: Final = "screens/new.py"
PAGES: Final[dict[Kind, str]] = {"plan": PLAN_PAGE, "layout": LAYOUT_PAGE, "template": NEW_PAGE}
LOOK_PAGES: Final[dict[Kind, str]] = {"plan": READ_PAGE, "layout": ROOM_PAGE, "template": NEW_PAGE}
"""Where somebody reads what they may not change."""
ICONS: Final[dict[Kind, str]] = {
    "plan": ":material/edit_note:",
    "layout": ":material/chair:",
    "template": ":material/bookmarks:",
}
READ_ICON: Final = ":material/menu_book:"
RECENT: Final = 4
REMOVED: Final = "just_removed"
TITLE_MOST: Final = 120
NAME_MOST: Final = 80


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list of documents of one kind; the name of its deleted part takes ``{n}``."""

    kind: Kind
    title: str
    older: str
    removed: str = ""


def entries(kind: Kind, *, removed: bool = False) -> tuple[DocumentEntry, ...]:
    """Return the documents of a kind, or the deleted ones."""
    listed = {
        "plan": plans.list_plans,
        "layout": layouts.list_layouts,
        "template": templates.list_templates,
    }
    return listed[kind](the_archive(), removed=removed)


def show_shelf(shelf: Shelf, hits: tuple[Hit, ...], speech: Speech) -> None:
    """Draw a list: what was just deleted with its way back, the newest, the older, the deleted."""
    gone = entries(shelf.kind, removed=True) if shelf.removed else ()
    if not hits and not gone:
        return
    heading(shelf.title)
    if shelf.removed:
        _undo_removal(shelf.kind, speech)
    show_rows(shelf.kind, hits[:RECENT], speech)
    if hits[RECENT:]:
        key = f"older_{shelf.kind}_{'own' if shelf.removed else 'library'}"
        older = st.expander(shelf.older, key=key, on_change="rerun")
        if older.open:
            with older:
                show_rows(shelf.kind, hits[RECENT:], speech)
    if gone:
        _removed(shelf, gone, speech)


def show_rows(kind: Kind, hits: tuple[Hit, ...], speech: Speech) -> None:
    """Draw documents of a kind, each with the way to it and its menu."""
    archive = the_archive()
    for hit in hits:
        _row(archive, kind, hit, speech)


def _row(archive: Archive, kind: Kind, hit: Hit, speech: Speech) -> None:
    found = hit.found
    edits = archive.may_as(hit.relation, "edit")
    with st.container(horizontal=True, key=f"row_{found.id}", gap="small"):
        st.page_link(
            (PAGES if edits else LOOK_PAGES)[kind],
            label=" · ".join((f"**{plain(found.title)}**", *map(plain, about(kind, hit, speech)))),
            query_params={"template" if kind == "template" else "id": found.id},
            icon=ICONS[kind] if edits or kind != "plan" else READ_ICON,
            width="stretch",
        )
        with st.container(key=f"menu_{found.id}", width="content"):
            label = speech.gettext("More: {title}", title=plain(found.title))
            menu = st.popover(label, key=f"more_{found.id}", on_change="rerun", type="tertiary")
            if menu.open:
                with menu:
                    _menu(archive, kind, hit, speech)


def about(kind: Kind, hit: Hit, speech: Speech) -> list[str]:
    """Say what tells a document from others: its class, how far it is, whose it is, when it changed."""
    found = hit.found
    parts = [*_plan_facts(hit, speech), *_standing(hit, speech)] if kind == "plan" else _standing(hit, speech)
    when = speech.moment(found.changed, st.context.timezone)
    return [*filter(None, parts), speech.gettext("changed {when}", when=when)]


def _plan_facts(hit: Hit, speech: Speech) -> list[str]:
    facts, found = hit.facts, hit.found
    students = speech.ngettext("{n} student", "{n} students", facts.students) if facts.students else ""
    room = _room_name(facts.room)
    status = "" if found.copied or found.status == "draft" else _status(found.status, speech)
    return [found.class_name, students, "" if room in found.title else room, status]


def _standing(hit: Hit, speech: Speech) -> list[str]:
    """Say whose a document is and what one may do with it, or for how many it was opened."""
    found = hit.found
    if hit.shelf == "mine":
        shared = speech.ngettext("shared with {n} person", "shared with {n} people", found.others)
        return [shared if found.others else "", speech.gettext("in the library") if found.library else ""]
    owner = speech.gettext("from {name}", name=found.owner_name) if found.owner_name else ""
    if hit.shelf == "shared" and found.shared:
        return [owner, speech.gettext(MAY[found.shared])]
    return [speech.gettext("in the library") if found.library else "", owner]


def _status(status: str, speech: Speech) -> str:
    return speech.words(status_name(cast("Status", status)))


def _room_name(room: str) -> str:
    try:
        return layout_by_id(room).name
    except NotFoundError:
        return room


def _menu(archive: Archive, kind: Kind, hit: Hit, speech: Speech) -> None:
    """Offer what the person may do with a document, and nothing else."""
    document, title = hit.found.id, hit.found.title

    def may(action: Action) -> bool:
        return archive.may_as(hit.relation, action)

    if may("edit"):
        _new_name(kind, document, title, speech)
    if may("copy"):
        _menu_button(
            (speech.gettext("Make a copy"), f"copy:{document}", ":material/content_copy:"),
            lambda: tell(lambda: duplicate(kind, document, title, speech)),
        )
    if may("export"):
        st.download_button(
            speech.gettext("Download"),
            data=made_later(lambda archive: export(archive, kind, document)),
            file_name=f"{title}.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
            key=f"download:{document}",
            width="stretch",
        )
    if may("edit") and may("delete"):
        _menu_button(
            (speech.gettext("Delete"), f"delete:{document}", ":material/delete:"),
            lambda: tell(lambda: remove(kind, document, title)),
        )
    if kind != "template" and archive.account.id != LOCAL.id and (may("share") or may("comment")):
        share_panel(archive, document, kind, speech)


def _new_name(kind: Kind, document: str, title: str, speech: Speech) -> None:
    key = f"name:{document}"
    st.text_input(
        speech.gettext("New name"),
        value=title,
        key=key,
        max_chars=NAME_MOST if kind == "layout" else TITLE_MOST,
        on_change=lambda: tell(lambda: rename(kind, document, st.session_state[key])),
    )


def _menu_button(what: tuple[str, str, str], act: Callable[[], None]) -> None:
    label, key, icon = what
    st.button(label, key=key, icon=icon, width="stretch", on_click=act)


def _undo_removal(of: Kind, speech: Speech) -> None:
    """Say what was just deleted, with a button that brings it back."""
    kind, document, title = st.session_state.get(REMOVED, ("", "", ""))
    if kind != of:
        return
    said = speech.gettext("“{title}” is deleted.", title=title)
    with st.container(horizontal=True, vertical_alignment="center", key="just_removed_row"):
        st.html(tag("p", said, role="status", class_="p-alert"), width="content")
        st.button(
            speech.gettext("Undo"),
            key="undo_removal",
            icon=":material/undo:",
            type="primary",
            on_click=bring_back,
            args=(document,),
        )


def _removed(shelf: Shelf, gone: tuple[DocumentEntry, ...], speech: Speech) -> None:
    """List what was deleted: it can be brought back for as long as it exists."""
    label = shelf.removed.format(n=len(gone))
    closed = st.expander(label, key=f"removed_{shelf.kind}", on_change="rerun")
    if closed.open:
        with closed:
            for entry in gone:
                st.button(
                    speech.gettext("Bring back {title}", title=plain(entry.title)),
                    key=f"back:{entry.id}",
                    icon=":material/restore_from_trash:",
                    on_click=bring_back,
                    args=(entry.id,),
                )
                erase_document_row(the_archive(), entry.id, entry.title, speech)


def rename(kind: Kind, document: str, name: str) -> None:
    """Give a document another name; an empty one changes nothing. PlannerError where it is refused."""
    named, archive = name.strip(), the_archive()
    if not named:
        return
    if kind == "plan":
        head = plans.load_plan(archive, document).head
        plans.change_plan(archive, (document, head), SetField("plan", (), "title", named), now())
        return
    if kind == "template":
        templates.rename_template(archive, document, named, now())
        return
    room = layouts.load_layout(archive, document)
    layouts.change_layout(archive, (document, room.head), Patch(fields=Fields(name=named)), now())


def duplicate(kind: Kind, document: str, title: str, speech: Speech) -> None:
    """Make a copy that says so in its name."""
    archive = the_archive()
    named = speech.gettext("{title} (copy)", title=title)
    if kind == "plan":
        plans.duplicate_plan(archive, document, named[:TITLE_MOST], now())
    elif kind == "template":
        plan = templates.read_template(archive, document)
        templates.new_template(archive, plan, named[:TITLE_MOST], now())
    else:
        layout = layouts.load_layout(archive, document).layout
        layouts.new_layout(archive, layout.model_copy(update={"name": named[:NAME_MOST]}), now())


def export(archive: Archive, kind: Kind, document: str) -> bytes:
    """Return a document as a file."""
    if kind == "template":
        return templates.export_template(archive, document)
    return (plans.export_plan if kind == "plan" else layouts.export_layout)(archive, document, now())


def remove(kind: Kind, document: str, title: str) -> None:
    """Take a document off its list, and offer to undo that at once."""
    history.remove(the_archive(), document, now())
    st.session_state[REMOVED] = (kind, document, title)


def bring_back(document: str) -> None:
    """Put a deleted document on its list again."""
    history.bring_back(the_archive(), document)
    st.session_state.pop(REMOVED, None)
