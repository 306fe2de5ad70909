"""A room of one's own: its drawing, tables and files."""

from functools import partial

import streamlit as st

from planner.room.patch import Patch, apply_patch
from planner.services.history import bring_back, remove
from planner.services.layouts import OpenLayout
from planner.web.desk import LayoutDesk
from planner.web.frame import notify
from planner.web.furnish import draw, drawing_of_layout, hear_first, layout_scene, sent_queue
from planner.web.room_sheets import Sheets, show_sheets
from planner.web.rooming import Bench, files, findings_below, in_words, picture_below, replace_by_patch
from planner.web.server.session import now
from planner.web.speech import Speech


def hear_drawing(desk: LayoutDesk, opened: OpenLayout, speech: Speech) -> OpenLayout:
    """Make what the drawing has sent, and return the room as it stands then."""
    return hear_first(lambda _: drawing_of_layout(desk, speech), opened, sent_queue())


def show_own_room(desk: LayoutDesk, opened: OpenLayout, speech: Speech) -> None:
    """Draw the page: the drawing with its findings, tables, and everything about files."""
    scene = layout_scene(opened.layout)
    chosen = draw(drawing_of_layout(desk, speech), opened, scene)
    findings_below(scene, chosen, speech)

    def edit(patch: Patch) -> None:
        desk.apply([patch])

    attempt = partial(apply_patch, opened.layout, language=speech.language)
    show_sheets(Sheets(opened.layout, opened.head, attempt, edit, speech))
    in_words(scene, speech)
    replace = partial(replace_by_patch, edit, opened.layout)
    bench = Bench(desk.archive, opened.layout, edit, replace, speech)
    picture_below(bench)
    files(bench, opened.layout)
    _listed(desk, opened, speech)


def _listed(desk: LayoutDesk, opened: OpenLayout, speech: Speech) -> None:
    """Take the room off the list, or put it there again; nothing of it is lost."""
    if opened.removed:
        st.button(speech.gettext("Bring the room back"), key="room_back", on_click=partial(_back, desk))
        return
    said = speech.gettext("The room is off your list. You can bring it back here.")
    st.button(
        speech.gettext("Delete the room"),
        key="room_delete",
        icon=":material/delete:",
        on_click=partial(_delete, desk, said),
    )


def _delete(desk: LayoutDesk, said: str) -> None:
    remove(desk.archive, desk.document, now())
    notify(said)


def _back(desk: LayoutDesk) -> None:
    bring_back(desk.archive, desk.document)
