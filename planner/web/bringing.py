"""What comes into the library: a file somebody has, or a room made from scratch."""

from typing import Final

import streamlit as st

from planner.errors import InputError
from planner.exchange.documents import layout_by_id, layout_ids
from planner.exchange.reading import parse_json
from planner.room.layout import Door, Layout, Room
from planner.services import layouts, plans
from planner.web.markup import tag
from planner.web.opened import the_archive
from planner.web.server.session import now
from planner.web.speech import Speech

PLAN_PAGE: Final = "screens/plan.py"
LAYOUT_PAGE: Final = "screens/layout.py"
LAYOUT_SCHEMA: Final = "planner/layout"
SMALLEST_M: Final = 2.0
LARGEST_M: Final = 40.0
USUAL_M: Final = (9.0, 7.0, 3.0)
"""Width, depth and height a new room is offered with, to be typed over."""
DOOR_M: Final = 0.9
CORNER_M: Final = 1.0


def bring_in(content: bytes, speech: Speech) -> tuple[str, str]:
    """Keep a plan or layout file and return the page it is seen on and its id.

    Raises
    ------
    InputError
        The content is neither; nothing was kept.
    """
    document = parse_json(content, speech.language)
    schema = document.get("schema") if isinstance(document, dict) else None
    if isinstance(schema, str) and schema.startswith(LAYOUT_SCHEMA):
        return LAYOUT_PAGE, layouts.import_layout(the_archive(), content, now(), speech.language)
    return PLAN_PAGE, plans.import_plan(the_archive(), content, now(), speech.language)


def upload(speech: Speech) -> None:
    """Take a file; one that is broken says where and why, and nothing changes."""
    file = st.file_uploader(speech.gettext("A plan or a room as a file"), type=["json"], key="bring_in")
    if file is None:
        return
    try:
        page, document = bring_in(file.getvalue(), speech)
    except InputError as error:
        _refused(error, speech)
    else:
        st.switch_page(page, query_params={"id": document})


def _refused(error: InputError, speech: Speech) -> None:
    first, *others = error.faults
    why = str(first)
    said = speech.gettext(
        "The file was not brought in; nothing has changed. {why}", why=why[:1].upper() + why[1:]
    )
    more = speech.ngettext("There is {n} more fault.", "There are {n} more faults.", len(others))
    parts = (tag("p", said), tag("p", more) if others else None)
    st.html(tag("div", *parts, role="alert", class_="p-alert"))


def new_room(speech: Speech) -> None:
    """Make a room of one's own: a copy of a shipped one, or an empty rectangle with typed sides."""
    names = {room: layout_by_id(room).name for room in layout_ids()}
    empty = ""
    begun = st.selectbox(
        speech.gettext("Begin with"),
        [empty, *names],
        format_func=lambda room: names.get(room, speech.gettext("An empty room")),
        key="room_begin",
    )
    name = st.text_input(speech.gettext("What is the room called?"), key="room_name", max_chars=80)
    sides = _sides(speech) if begun == empty else ()
    if st.button(speech.gettext("Make the room"), key="room_make", type="primary"):
        called = name.strip() or names.get(begun, speech.gettext("An empty room"))
        layout = empty_room(called, *sides) if sides else _copied(begun, called)
        document = layouts.new_layout(the_archive(), layout, now())
        st.switch_page(LAYOUT_PAGE, query_params={"id": document})


def _sides(speech: Speech) -> tuple[float, float, float]:
    labels = (speech.gettext("Width (m)"), speech.gettext("Depth (m)"), speech.gettext("Height (m)"))
    width, depth, height = (
        column.number_input(label, SMALLEST_M, LARGEST_M, usual, 0.1, format="%.2f", key=f"room_side_{n}")
        for n, (column, label, usual) in enumerate(zip(st.columns(3), labels, USUAL_M, strict=True))
    )
    return width, depth, height


def _copied(room: str, name: str) -> Layout:
    return layout_by_id(room).model_copy(update={"name": name})


def empty_room(name: str, width_m: float, depth_m: float, height_m: float) -> Layout:
    """Return a rectangle with one door and nothing in it; what is not known is not recorded."""
    outline = ((0.0, 0.0), (width_m, 0.0), (width_m, depth_m), (0.0, depth_m))
    room = Room(id="R", name=name, outline=outline, height_m=height_m, use="classroom")
    thickness_m = Door.model_fields["thickness_m"].default
    at = (CORNER_M, -thickness_m / 2)
    door = Door(id="D1", at=at, clear_m=DOOR_M, rooms=("R", None), leaf="left", exit=True)
    return Layout(id="room", name=name, rooms=(room,), doors=(door,))
