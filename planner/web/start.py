"""What the start page offers: the plans being worked on, the sample plans and the rooms."""

from datetime import datetime
from typing import Final

import streamlit as st

from planner.errors import PlannerError
from planner.exchange.documents import layout_by_id, layout_ids, layout_of
from planner.room.layout import Layout
from planner.services import plans
from planner.services.plans import SampleCard
from planner.storage.store import DocumentEntry
from planner.web.desk import now, the_store
from planner.web.drawing import thumbnail
from planner.web.frame import heading
from planner.web.markup import Html, tag, void
from planner.web.plain import plain
from planner.web.speech import Speech

PLAN_PAGE: Final = "screens/plan.py"
ROOM_PAGE: Final = "screens/room.py"
CARD_PX: Final = 300
RECENT: Final = 4
CACHED: Final = 256


def lead(speech: Speech) -> str:
    """Say what the planner answers."""
    return speech.gettext(
        "Can every student take part, in every phase, in more than one way – "
        "and if not, what in the setting should change?"
    )


def card(title: str, lines: tuple[str, ...], layout: Layout | None) -> Html:
    """Return a card: drawing, title and a few facts, all text escaped."""
    image = void("img", src=thumbnail(layout), alt="") if layout else None
    return tag("div", image, tag("h3", title), *(tag("p", line) for line in lines), class_="p-card")


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
                copy = plans.open_sample(the_store(), sample.id, now())
                st.switch_page(PLAN_PAGE, query_params={"id": copy})


def own_plans(speech: Speech) -> None:
    """List the plans being worked on, the last changed first."""
    entries = plans.list_plans(the_store())
    if not entries:
        return
    heading(speech.gettext("Go on with a plan"))
    for entry in entries[:RECENT]:
        _own_plan(entry, speech)
    if entries[RECENT:]:
        with st.expander(speech.gettext("Older plans")):
            for entry in entries[RECENT:]:
                _own_plan(entry, speech)


def _own_plan(entry: DocumentEntry, speech: Speech) -> None:
    changed = speech.moment(entry.changed, st.context.timezone)
    label = speech.gettext("{title} – changed {when}", title=plain(entry.title), when=changed)
    about = plain(plan_line(entry.id, entry.changed, speech))
    st.page_link(
        PLAN_PAGE,
        label=f"{label} · {about}" if about else label,
        query_params={"id": entry.id},
        icon=":material/edit_note:",
    )


def plan_line(plan_id: str, changed: datetime, speech: Speech) -> str:
    """Say how many students a plan has and in which room, to tell copies of one plan apart.

    Nothing is said of a plan that cannot be read; its own page says why.
    """
    try:
        students, room = _plan_facts(plan_id, changed)
    except PlannerError:
        return ""
    return f"{speech.ngettext('{n} student', '{n} students', students)} · {room}"


@st.cache_data(max_entries=CACHED, show_spinner=False)
def _plan_facts(plan_id: str, changed: datetime) -> tuple[int, str]:  # noqa: ARG001 – names the state
    """Return the number of students and the room; ``changed`` is when the plan got the state it has."""
    plan = plans.load_plan(the_store(), plan_id).plan
    return len(plan.students), layout_of(plan).name


def room_lines(layout: Layout, speech: Speech) -> tuple[str, ...]:
    """Say what a room offers."""
    zones = speech.ngettext("{n} zone", "{n} zones", len(layout.zones))
    meant = layout.students
    return (f"{zones} · {speech.ngettext('{n} student', '{n} students', meant)}" if meant else zones,)


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
