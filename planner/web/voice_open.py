"""Opening a round of questions to students: for which age, about which room, for how long."""

from typing import Final

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.errors import PlannerError
from planner.lesson.model import Plan
from planner.locale import mark
from planner.participation.bands import class_size
from planner.participation.check import moved_layout
from planner.room.layout import Layout
from planner.services.archive import Archive
from planner.services.evidence import GROUP_NAMES, option_names
from planner.services.plans import OpenPlan, plan_layout
from planner.services.rounds import Asked, open_round, shares_tablets
from planner.voice.model import GROUPS, Group, Question, questions
from planner.web.drawing import thumbnail
from planner.web.focus import lead_to
from planner.web.frame import heading, notify, paragraph
from planner.web.markup import Html, items, join, tag, void
from planner.web.rooming import chosen_room, room_choices
from planner.web.server.session import now
from planner.web.speech import Speech
from planner.web.voice_live import BOARD
from planner.web.voice_reach import show_reach, visitor_reach

MINUTES: Final = 20
LONGEST: Final = "voice_open_minutes"
FIRST: Final = "voice_first"
SECOND: Final = "voice_second"
AT_REST: Final = ":"
PHASE: Final = "phase:"
NAME_MOST: Final = 80
ABOUT: Final[dict[Group, str]] = {
    "0-1": mark("Three faces, few questions, read aloud together with an adult."),
    "2-3": mark("Three faces, pictures to choose from, and pins on the drawing."),
    "4-6": mark("Five steps, pins on the drawing, two stars and a wish."),
    "7-9": mark("Five steps, pins, short text, and their own proposal for a layout."),
}
LAST_GRADES: Final[tuple[tuple[int, Group], ...]] = ((1, "0-1"), (3, "2-3"), (6, "4-6"))


def group_of(grade: int) -> Group:
    """Return the age group a grade belongs to."""
    return next((group for last, group in LAST_GRADES if grade <= last), "7-9")


def expected_answers(plan: Plan) -> int | None:
    """Return how many students are in the class, None where nobody has said."""
    size = class_size(plan, load_catalogue().limits())
    return size.least if size.known and size.least else None


def show_opening(archive: Archive, opened: OpenPlan, speech: Speech) -> None:
    """Draw what a round is put together from, and the questions students will get."""
    heading(
        speech.gettext("Ask the students"),
        speech.gettext(
            "They answer on tablets with a code: no account, no name. You see what the class says from five "
            "answers on."
        ),
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        draft = _draft(archive, opened.plan, speech)
        if draft is not None:
            show_reach(visitor_reach(), speech)
            st.button(
                speech.gettext("Open the round"),
                key="voice_open",
                type="primary",
                icon=":material/campaign:",
                on_click=_open,
                args=(archive, opened.id, draft, speech),
            )
    with right:
        if draft is not None:
            st.html(preview(draft, speech))


def _draft(archive: Archive, plan: Plan, speech: Speech) -> Asked | None:
    group: Group = st.segmented_control(
        speech.gettext("Questions for"),
        list(GROUPS),
        default=group_of(plan.grade),
        format_func={group: speech.gettext(name) for group, name in GROUP_NAMES.items()}.__getitem__,
        key="voice_group",
        required=True,
    )
    paragraph(speech.gettext(ABOUT[group]), class_="p-small")
    layouts = _layouts(archive, plan, speech)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        most = int(load_catalogue().limits()[LONGEST])
        minutes = st.number_input(
            speech.gettext("Open for how many minutes?"), 1, most, MINUTES, 5, key="voice_minutes", width=220
        )
        expected = st.number_input(
            speech.gettext("How many do you expect to answer?"),
            1,
            int(load_catalogue().limits()["voice_answers_most"]),
            expected_answers(plan),
            key="voice_expected",
            width=260,
        )
    shared = st.toggle(
        speech.gettext("Several students share a tablet"),
        shares_tablets(group),
        key=f"voice_shared_{group}",
        help=speech.gettext(
            "Each presses “Next student” when they have sent, and begins with an empty page."
        ),
    )
    return Asked(group, layouts, minutes, expected, shared) if layouts else None


def _layouts(archive: Archive, plan: Plan, speech: Speech) -> tuple[Layout, ...]:
    """Choose the layout that is asked about, or two to choose between; none where one cannot be read."""
    own = own_layouts(plan, speech)
    both = st.toggle(speech.gettext("Let them choose between two layouts"), key="voice_two")
    first = _choose(speech.gettext("Ask about"), {key: one.name for key, one in own.items()}, FIRST)
    if not both:
        return (own[first],)
    names = {key: one.name for key, one in own.items() if key != first} | room_choices(archive)
    second = _choose(speech.gettext("The other layout"), names, SECOND)
    try:
        other = own[second] if second in own else chosen_room(archive, second)
    except PlannerError as error:
        st.html(tag("p", speech.error(error), role="alert", class_="p-alert"))
        return ()
    return (own[first], _named(other, names[second], own[first].name, speech))


def _choose(label: str, names: dict[str, str], key: str) -> str:
    if st.session_state.get(key) not in names:
        st.session_state.pop(key, None)
    return str(st.selectbox(label, list(names), format_func=names.__getitem__, key=key))


def own_layouts(plan: Plan, speech: Speech) -> dict[str, Layout]:
    """Return the plan's room as it stands and as it stands in the phases that move something."""
    layout = plan_layout(plan)
    found = {AT_REST: layout}
    for number, phase in enumerate(plan.lesson.phases):
        if phase.moves:
            name = speech.gettext("{room} in the phase {title}", room=layout.name, title=phase.title)
            moved = moved_layout(layout, phase, number, speech.language)
            found[f"{PHASE}{phase.id}"] = moved.model_copy(update={"name": name[:NAME_MOST]})
    return found


def _named(layout: Layout, name: str, other: str, speech: Speech) -> Layout:
    """Give a layout the name it was chosen by, another one than that of the layout beside it."""
    said = speech.gettext("{name} (2)", name=name[: NAME_MOST - 4]) if name == other else name
    return layout.model_copy(update={"name": said[:NAME_MOST]})


def preview(draft: Asked, speech: Speech) -> Html:
    """Return what students will see: the layouts, and every question with its answers."""
    asked = questions(draft.group, len(draft.layouts))
    rooms = tag("div", *(_room(layout) for layout in draft.layouts), class_="p-rooms")
    return tag(
        "section",
        tag("h3", speech.ngettext("They are asked one question", "They are asked {n} questions", len(asked))),
        rooms,
        tag("ol", *(tag("li", _question(question, draft, speech)) for question in asked)),
        tag("p", speech.gettext("Every question can be skipped, and read aloud."), class_="p-small"),
        class_="p-preview",
    )


def _room(layout: Layout) -> Html:
    picture = void("img", src=thumbnail(layout), alt="")
    return tag("figure", picture, tag("figcaption", layout.name))


def _question(question: Question, draft: Asked, speech: Speech) -> Html:
    words = option_names(question, draft.layouts, speech.language)
    return join(speech.words(question.words), items(*words.values(), class_="p-options"))


def _open(archive: Archive, plan: str, draft: Asked, speech: Speech) -> None:
    try:
        opened = open_round(archive, plan, draft, now(), speech.language)
    except PlannerError as error:
        notify(speech.error(error))
        return
    st.query_params["round"] = opened.id
    lead_to(BOARD)
