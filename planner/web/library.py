"""One's own plans and rooms as lists: open, rename, copy, download, delete and bring back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

from planner.errors import PlannerError
from planner.plan.set_field import SetField
from planner.room.patch import Fields, Patch
from planner.services import history, layouts, plans, templates
from planner.storage.store import DocumentEntry
from planner.web.desk import now
from planner.web.frame import heading, notify
from planner.web.markup import tag
from planner.web.opened import the_archive
from planner.web.plain import plain
from planner.web.speech import Speech

Kind = Literal["plan", "layout", "template"]
RECENT: Final = 4
REMOVED: Final = "just_removed"
TITLE_MOST: Final = 120
NAME_MOST: Final = 80


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list of documents of one kind.

    Attributes
    ----------
    page
        The script of the page that opens one.
    title, older, removed
        What the list, its older part and its deleted part are called; the last takes ``{n}``.
    named
        What the address of the page calls the document.
    about
        Says what tells one from another, beside its title.
    """

    kind: Kind
    page: str
    title: str
    older: str
    removed: str
    icon: str
    about: Callable[[DocumentEntry], str]
    named: str = "id"


def entries(kind: Kind, *, removed: bool = False) -> tuple[DocumentEntry, ...]:
    """Return the documents of a kind, or the deleted ones."""
    listed = {
        "plan": plans.list_plans,
        "layout": layouts.list_layouts,
        "template": templates.list_templates,
    }
    return listed[kind](the_archive(), removed=removed)


def show_shelf(shelf: Shelf, speech: Speech) -> None:
    """Draw a list: what was just deleted with its way back, the newest, the older, the deleted."""
    present, gone = entries(shelf.kind), entries(shelf.kind, removed=True)
    if not present and not gone:
        return
    heading(shelf.title)
    _undo_removal(shelf, speech)
    for entry in present[:RECENT]:
        _row(shelf, entry, speech)
    if present[RECENT:]:
        older = st.expander(shelf.older, key=f"older_{shelf.kind}", on_change="rerun")
        if older.open:
            with older:
                for entry in present[RECENT:]:
                    _row(shelf, entry, speech)
    if gone:
        _removed(shelf, gone, speech)


def _row(shelf: Shelf, entry: DocumentEntry, speech: Speech) -> None:
    with st.container(horizontal=True, key=f"row_{entry.id}", gap="small"):
        st.page_link(
            shelf.page,
            label=" · ".join(filter(None, (f"**{plain(entry.title)}**", plain(shelf.about(entry))))),
            query_params={shelf.named: entry.id},
            icon=shelf.icon,
            width="stretch",
        )
        with st.container(key=f"menu_{entry.id}", width="content"):
            label = speech.gettext("More: {title}", title=plain(entry.title))
            menu = st.popover(label, key=f"more_{entry.id}", on_change="rerun", type="tertiary")
            if menu.open:
                with menu:
                    _menu(shelf, entry, speech)


def _menu(shelf: Shelf, entry: DocumentEntry, speech: Speech) -> None:
    key = f"name:{entry.id}"
    st.text_input(
        speech.gettext("New name"),
        value=entry.title,
        key=key,
        max_chars=NAME_MOST if shelf.kind == "layout" else TITLE_MOST,
        on_change=lambda: tell(speech, lambda: rename(shelf.kind, entry.id, st.session_state[key])),
    )
    st.button(
        speech.gettext("Make a copy"),
        key=f"copy:{entry.id}",
        icon=":material/content_copy:",
        width="stretch",
        on_click=lambda: tell(speech, lambda: duplicate(shelf.kind, entry, speech)),
    )
    st.download_button(
        speech.gettext("Download"),
        data=lambda: export(shelf.kind, entry.id),
        file_name=f"{entry.title}.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
        key=f"download:{entry.id}",
        width="stretch",
    )
    st.button(
        speech.gettext("Delete"),
        key=f"delete:{entry.id}",
        icon=":material/delete:",
        width="stretch",
        on_click=lambda: tell(speech, lambda: remove(shelf.kind, entry)),
    )


def _undo_removal(shelf: Shelf, speech: Speech) -> None:
    """Say what was just deleted, with a button that brings it back."""
    kind, document, title = st.session_state.get(REMOVED, ("", "", ""))
    if kind != shelf.kind:
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


def tell(speech: Speech, act: Callable[[], None]) -> None:
    """Do something; what the planner refuses is said at the top of the page, and nothing has changed."""
    try:
        act()
    except PlannerError as error:
        notify(speech.error(error))


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


def duplicate(kind: Kind, entry: DocumentEntry, speech: Speech) -> None:
    """Make a copy that says so in its name."""
    archive = the_archive()
    if kind == "plan":
        title = speech.gettext("{title} (copy)", title=entry.title)[:TITLE_MOST]
        plans.duplicate_plan(archive, entry.id, title, now())
        return
    if kind == "template":
        title = speech.gettext("{title} (copy)", title=entry.title)[:TITLE_MOST]
        templates.new_template(archive, templates.read_template(archive, entry.id), title, now())
        return
    name = speech.gettext("{title} (copy)", title=entry.title)[:NAME_MOST]
    layout = layouts.load_layout(archive, entry.id).layout
    layouts.new_layout(archive, layout.model_copy(update={"name": name}), now())


def export(kind: Kind, document: str) -> bytes:
    """Return a document as a file."""
    archive = the_archive()
    if kind == "template":
        return templates.export_template(archive, document)
    return (plans.export_plan if kind == "plan" else layouts.export_layout)(archive, document, now())


def remove(kind: Kind, entry: DocumentEntry) -> None:
    """Take a document off its list, and offer to undo that at once."""
    history.remove(the_archive(), entry.id, now())
    st.session_state[REMOVED] = (kind, entry.id, entry.title)


def bring_back(document: str) -> None:
    """Put a deleted document on its list again."""
    history.bring_back(the_archive(), document)
    st.session_state.pop(REMOVED, None)
