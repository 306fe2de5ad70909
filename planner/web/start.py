"""What the start page offers: the plans being worked on, the sample plans and the rooms."""

from typing import Final

import streamlit as st

from planner.exchange.documents import layout_by_id, layout_ids
from planner.services import plans, searching
from planner.services.plans import SampleCard
from planner.services.searching import Hit, Search
from planner.web.bringing import PLAN_PAGE, new_room, upload
from planner.web.cards import CARD_PX, card, room_lines
from planner.web.finding import ask_search, forget_search
from planner.web.frame import heading, paragraph
from planner.web.library import NEW_PAGE, RECENT, ROOM_PAGE, Shelf, show_rows, show_shelf
from planner.web.markup import tag
from planner.web.opened import the_archive
from planner.web.plain import plain
from planner.web.school import school_link
from planner.web.server.session import now
from planner.web.speech import Speech

MOST_FOUND: Final = 40


def lead(speech: Speech) -> str:
    """Say what the planner answers."""
    return speech.gettext(
        "Can every student take part, in every phase, in more than one way – "
        "and if not, what in the setting should change?"
    )


def sample_lines(sample: SampleCard, speech: Speech) -> tuple[str, ...]:
    """Say what a sample plan is about."""
    subject = f"{sample.subject}, " if sample.subject else ""
    grade = speech.gettext("grade {grade}", grade=sample.grade)
    students = speech.ngettext("{n} student", "{n} students", sample.students)
    minutes = speech.gettext("{minutes} min", minutes=speech.number(sample.minutes))
    return (f"{subject}{grade}", f"{students} · {minutes} · {layout_by_id(sample.layout).name}")


def samples(speech: Speech) -> None:
    """Offer the sample plans; opening one makes an own copy."""
    heading(
        speech.gettext("Sample plans"),
        speech.gettext("Open one and try changes – you get your own copy."),
    )
    grid = st.grid("auto", min_column_width=CARD_PX, border=True)
    for sample in plans.list_samples(speech.language):
        with grid.cell():
            st.html(card(sample.title, sample_lines(sample, speech), layout_by_id(sample.layout)))
            label = speech.gettext("Open {title}", title=plain(sample.title))
            if st.button(label, key=f"sample:{sample.id}", type="primary", width="stretch"):
                copy = plans.open_sample(the_archive(), sample.id, now())
                st.switch_page(PLAN_PAGE, query_params={"id": copy})


def begin(speech: Speech) -> None:
    """Offer the wizard, first and large."""
    with st.container(key="start_here"):
        label = speech.gettext("Make a plan")
        st.page_link(NEW_PAGE, label=label, icon=":material/add_circle:", width="content")
    paragraph(speech.gettext("Choose a room and a lesson, say what the class needs, and see the check."))
    school_link(speech)


def shelves(speech: Speech) -> None:
    """Show the plans, or what is found among them; then rooms and templates."""
    archive = the_archive()
    hits = searching.list_documents(archive, "plan")
    wanted = ask_search(hits, speech) if len(hits) > RECENT else Search()
    if wanted != Search():
        _found(searching.search(hits, wanted), speech)
        return
    library = tuple(hit for hit in hits if hit.shelf == "library")
    working = tuple(hit for hit in hits if hit.shelf != "library")
    show_shelf(_plans(speech), working, speech)
    show_shelf(_library(speech), library, speech)
    rooms_found = searching.list_documents(archive, "layout")
    show_shelf(_rooms(rooms_found, speech), rooms_found, speech)
    show_shelf(_templates(speech), searching.list_documents(archive, "template"), speech)


def _found(hits: tuple[Hit, ...], speech: Speech) -> None:
    """List what was found, said also to who cannot see it; with the way back to everything."""
    said = speech.ngettext("{n} plan found", "{n} plans found", len(hits))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(tag("p", said, role="status", class_="p-lead"), width="content")
        st.button(speech.gettext("Show everything again"), key="find_nothing", on_click=forget_search)
    show_rows("plan", hits[:MOST_FOUND], speech)
    if hits[MOST_FOUND:]:
        paragraph(speech.gettext("These are the {n} newest. Write more to find fewer.", n=MOST_FOUND))


def _plans(speech: Speech) -> Shelf:
    return Shelf(
        "plan",
        speech.gettext("Go on with a plan"),
        speech.gettext("Older plans"),
        speech.gettext("Deleted plans ({n})", n="{n}"),
    )


def _library(speech: Speech) -> Shelf:
    return Shelf("plan", speech.gettext("The school's library"), speech.gettext("More in the library"))


def _rooms(hits: tuple[Hit, ...], speech: Speech) -> Shelf:
    mine = all(hit.shelf == "mine" for hit in hits)
    return Shelf(
        "layout",
        speech.gettext("My rooms") if mine else speech.gettext("My rooms and shared ones"),
        speech.gettext("Older rooms"),
        speech.gettext("Deleted rooms ({n})", n="{n}"),
    )


def _templates(speech: Speech) -> Shelf:
    return Shelf(
        "template",
        speech.gettext("The school's templates"),
        speech.gettext("Older templates"),
        speech.gettext("Deleted templates ({n})", n="{n}"),
    )


def more(speech: Speech) -> None:
    """Offer a room of one's own and a file; what is closed is not drawn."""
    room = st.expander(
        speech.gettext("Draw a new room"), icon=":material/add_home_work:", key="new_room", on_change="rerun"
    )
    if room.open:
        with room:
            new_room(speech)
    file = st.expander(
        speech.gettext("Bring in a file"), icon=":material/upload_file:", key="file_in", on_change="rerun"
    )
    if file.open:
        with file:
            upload(speech)


def rooms(speech: Speech) -> None:
    """Offer the rooms with what the geometry says about them."""
    heading(speech.gettext("Rooms"), speech.gettext("See a room to scale, with its routes, sound and sight."))
    grid = st.grid("auto", min_column_width=CARD_PX, border=True)
    for layout_id in layout_ids():
        layout = layout_by_id(layout_id)
        with grid.cell():
            st.html(card(layout.name, room_lines(layout, speech), layout))
            label = speech.gettext("Look at {room}", room=plain(layout.name))
            if st.button(label, key=f"room:{layout_id}", width="stretch"):
                st.switch_page(ROOM_PAGE, query_params={"id": layout_id})
