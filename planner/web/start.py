"""What the start page offers: the plans being worked on, the sample plans and the rooms."""

from datetime import datetime
from typing import Final

import streamlit as st

from planner.errors import PlannerError
from planner.exchange.documents import layout_by_id, layout_ids, layout_of
from planner.services import plans
from planner.services.plans import SampleCard
from planner.storage.store import DocumentEntry
from planner.web.bringing import LAYOUT_PAGE, PLAN_PAGE, new_room, upload
from planner.web.cards import CARD_PX, card, room_lines
from planner.web.desk import now
from planner.web.frame import heading, paragraph
from planner.web.library import Shelf, show_shelf
from planner.web.opened import the_archive
from planner.web.plain import plain
from planner.web.speech import Speech

ROOM_PAGE: Final = "screens/room.py"
NEW_PAGE: Final = "screens/new.py"
CACHED: Final = 256


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


def own_plans(speech: Speech) -> None:
    """List the plans being worked on, the last changed first."""
    shelf = Shelf(
        kind="plan",
        page=PLAN_PAGE,
        title=speech.gettext("Go on with a plan"),
        older=speech.gettext("Older plans"),
        removed=speech.gettext("Deleted plans ({n})", n="{n}"),
        icon=":material/edit_note:",
        about=lambda entry: _about(entry, plan_line(entry, speech), speech),
    )
    show_shelf(shelf, speech)


def own_rooms(speech: Speech) -> None:
    """List the rooms one has drawn."""
    shelf = Shelf(
        kind="layout",
        page=LAYOUT_PAGE,
        title=speech.gettext("My rooms"),
        older=speech.gettext("Older rooms"),
        removed=speech.gettext("Deleted rooms ({n})", n="{n}"),
        icon=":material/chair:",
        about=lambda entry: _about(entry, "", speech),
    )
    show_shelf(shelf, speech)


def own_templates(speech: Speech) -> None:
    """List the templates of the school; one leads to a new plan that begins with it."""
    shelf = Shelf(
        kind="template",
        page=NEW_PAGE,
        title=speech.gettext("The school's templates"),
        older=speech.gettext("Older templates"),
        removed=speech.gettext("Deleted templates ({n})", n="{n}"),
        icon=":material/bookmarks:",
        about=lambda entry: _about(entry, "", speech),
        named="template",
    )
    show_shelf(shelf, speech)


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


def _about(entry: DocumentEntry, facts: str, speech: Speech) -> str:
    when = speech.moment(entry.changed, st.context.timezone)
    return " · ".join(filter(None, (facts, speech.gettext("changed {when}", when=when))))


def plan_line(entry: DocumentEntry, speech: Speech) -> str:
    """Say how many students a plan has and in which room, to tell copies of one plan apart.

    Nothing is said of a plan that cannot be read; its own page says why.
    """
    try:
        students, room = _plan_facts(entry.id, entry.changed)
    except PlannerError:
        return ""
    class_ = speech.ngettext("{n} student", "{n} students", students)
    return class_ if room in entry.title else f"{class_} · {room}"


@st.cache_data(max_entries=CACHED, show_spinner=False)
def _plan_facts(plan_id: str, changed: datetime) -> tuple[int, str]:  # noqa: ARG001 – names the state
    """Return the number of students and the room; ``changed`` is when the plan got the state it has."""
    plan = plans.load_plan(the_archive(), plan_id).plan
    return len(plan.students) or plan.class_size or 0, layout_of(plan).name


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
