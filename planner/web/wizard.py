"""A new plan in four steps: room, lesson, class, check. Every step is an address, so reload and back work."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NoReturn

import streamlit as st

from planner.errors import NotFoundError, PlannerError
from planner.exchange.documents import layout_by_id, layout_ids
from planner.exchange.shapes import ShapeCard, list_shapes
from planner.locale import mark
from planner.room.layout import Layout
from planner.services import layouts, plans, templates
from planner.services.beginning import Beginning, LessonKind, begin_plan, room_layout
from planner.storage.store import DocumentEntry
from planner.web.cards import CARD_PX, card, card_style, room_lines
from planner.web.component import encode, load_component
from planner.web.frame import heading, notify, start_link
from planner.web.markup import Html, tag
from planner.web.opened import the_archive
from planner.web.plain import plain
from planner.web.server.session import now
from planner.web.speech import Speech

STEPS: Final = (mark("Room"), mark("Lesson"), mark("Class"), mark("Check"))
HEADING: Final = "wizard-step"
MOST_ROOMS: Final = 12
"""Own rooms with a drawing; there may be more, and a page of drawings is slow."""

_focus = load_component("step")


@dataclass(frozen=True, slots=True)
class Step:
    """Where somebody is: the step, the chosen room, the plan that was begun and the template to begin with.

    Only what exists is here.
    """

    number: int
    room: str = ""
    plan: str = ""
    template: str = ""


def requested_step(query: Mapping[str, str]) -> Step:
    """Return the step of an address; one that lacks what it builds on is an earlier step."""
    plan = query.get("id", "")
    plan = plan if _plan_exists(plan) else ""
    room = query.get("room", "")
    room = room if _room_exists(room) else ""
    template = query.get("template", "")
    template = template if _template_exists(template) else ""
    if query.get("step") == "3" and plan:
        return Step(3, room, plan)
    if query.get("step") == "2" and room:
        return Step(2, room, plan, template)
    return Step(1, plan=plan, template=template)


def step_query(step: Step) -> dict[str, str]:
    """Return the query of a step's address."""
    query = {"step": str(step.number), "room": step.room, "id": step.plan, "template": step.template}
    return {key: value for key, value in query.items() if value}


def go_to(step: Step) -> NoReturn:
    """Go on to a step: its address is written, and the page drawn again by it."""
    st.query_params.from_dict(step_query(step))
    st.rerun()


def back_to(step: Step, label: str) -> None:
    """Draw the way back to an earlier step."""
    if st.button(label, key="back", icon=":material/arrow_back:"):
        go_to(step)


def _plan_exists(plan: str) -> bool:
    try:
        plans.load_plan(the_archive(), plan)
    except NotFoundError:
        return False
    return True


def _template_exists(template: str) -> bool:
    return any(entry.id == template for entry in templates.list_templates(the_archive()))


def _room_exists(room: str) -> bool:
    try:
        room_layout(the_archive(), room)
    except NotFoundError:
        return False
    return True


def progress(number: int, speech: Speech) -> Html:
    """Return the steps with the present one marked."""
    names = [f"{n}. {speech.gettext(name)}" for n, name in enumerate(STEPS, 1)]
    parts = [tag("li", name, aria_current="step" if n == number else None) for n, name in enumerate(names, 1)]
    return tag("ol", *parts, class_="p-steps")


def open_step(step: Step, question: str, lead: str, speech: Speech) -> None:
    """Draw the top of a step: how far one is, the question, and what it is for."""
    card_style()
    said = speech.gettext("Step {n} of {of}", n=step.number, of=len(STEPS))
    title = tag("h2", f"{said}: {question}", id=HEADING, tabindex="-1", class_="p-step")
    st.html(tag("div", progress(step.number, speech), title, tag("p", lead, class_="p-lead")))
    key = ":".join(("step", str(step.number), step.room, step.plan))
    _focus(key=key, data=encode({"heading": HEADING}))


def choose_room(step: Step, speech: Speech) -> None:
    """Step 1: a card for every room; one's own first."""
    question = speech.gettext("Which room will you be in?")
    open_step(
        step, question, speech.gettext("Take the one most like yours. You can change it later."), speech
    )
    start_link(speech)
    own = layouts.list_layouts(the_archive())[:MOST_ROOMS]
    if own:
        heading(speech.gettext("My rooms"))
        _room_cards(step, [_own_room(one, own, speech) for one in own], speech)
        heading(speech.gettext("Rooms to begin with"))
    _room_cards(step, [RoomCard(room, layout_by_id(room)) for room in layout_ids()], speech)


@dataclass(frozen=True, slots=True)
class RoomCard:
    """A room to choose; ``whose`` tells one's own from a shipped one, ``twin`` two of one name apart."""

    id: str
    layout: Layout
    whose: str = ""
    twin: str = ""


def _own_room(entry: DocumentEntry, all_own: tuple[DocumentEntry, ...], speech: Speech) -> RoomCard:
    layout = layouts.load_layout(the_archive(), entry.id).layout
    when = speech.moment(entry.changed, st.context.timezone)
    shipped = [layout_by_id(room).name for room in layout_ids()]
    names = [*(one.title for one in all_own), *shipped]
    twin = speech.gettext("yours, changed {when}", when=when) if names.count(entry.title) > 1 else ""
    return RoomCard(entry.id, layout, speech.gettext("Yours · changed {when}", when=when), twin)


def _room_cards(step: Step, rooms: list[RoomCard], speech: Speech) -> None:
    grid = st.grid("auto", min_column_width=CARD_PX, border=True)
    for room in rooms:
        with grid.cell(), st.container(key=f"choose_room_{room.id}"):
            whose = (room.whose,) if room.whose else ()
            st.html(card(room.layout.name, (*room_lines(room.layout, speech), *whose), room.layout))
            label = speech.gettext("Take {name}", name=plain(room.layout.name))
            label = f"{label} ({plain(room.twin)})" if room.twin else label
            if st.button(label, key=f"room:{room.id}", type="primary", width="stretch"):
                go_to(Step(2, room.id, step.plan, step.template))


def choose_lesson(step: Step, speech: Speech) -> None:
    """Step 2: a lesson shape, a template of the school or an earlier plan."""
    layout = room_layout(the_archive(), step.room)
    question = speech.gettext("What shape has the lesson?")
    lead = speech.gettext(
        "Each is a whole lesson that works. You change it afterwards. Room: {room}", room=layout.name
    )
    open_step(step, question, lead, speech)
    back_to(Step(1, plan=step.plan, template=step.template), speech.gettext("Another room"))
    school = templates.list_templates(the_archive())
    if step.template:
        _earlier(step, "template", school, speech)
    shapes = sorted(list_shapes(speech.language), key=lambda shape: shape.layout != step.room)
    grid = st.grid("auto", min_column_width=CARD_PX, border=True)
    for shape in shapes:
        with grid.cell(), st.container(key=f"choose_shape_{shape.id}"):
            st.html(_shape_card(shape, speech))
            label = speech.gettext("Take {name}", name=plain(shape.title))
            if st.button(label, key=f"shape:{shape.id}", type="primary", width="stretch"):
                _begin(step, "shape", shape.id, speech)
    if not step.template:
        _earlier(step, "template", school, speech)
    own = tuple(plan for plan in plans.list_plans(the_archive()) if plan.id != step.plan)
    _earlier(step, "plan", own, speech)


def _shape_card(shape: ShapeCard, speech: Speech) -> Html:
    facts = " · ".join(
        (
            speech.gettext("{minutes} min", minutes=speech.number(shape.minutes)),
            speech.ngettext("{n} phase", "{n} phases", len(shape.phases)),
            speech.ngettext("{n} adult", "{n} adults", shape.adults),
        )
    )
    return tag(
        "div",
        tag("h3", shape.title),
        tag("p", shape.about),
        tag("p", facts),
        tag("p", " → ".join(shape.phases), class_="p-small"),
        class_="p-card",
    )


def _earlier(step: Step, kind: LessonKind, entries: tuple[DocumentEntry, ...], speech: Speech) -> None:
    """Offer lessons that were made before, in one box."""
    if not entries:
        return
    shared = kind == "template"
    title = (
        speech.gettext("The school's templates") if shared else speech.gettext("Start from an earlier plan")
    )
    heading(title)
    names = {entry.id: entry.title for entry in entries}
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"choose_{kind}"):
        label = speech.gettext("Template") if shared else speech.gettext("Plan")
        first = list(names).index(step.template) if shared and step.template in names else 0
        key = f"earlier:{kind}:{step.template}" if shared else f"earlier:{kind}"
        chosen = st.selectbox(label, list(names), first, format_func=names.__getitem__, key=key)
        if st.button(speech.gettext("Begin with this one"), key=f"begin:{kind}") and chosen:
            _begin(step, kind, chosen, speech)


def _begin(step: Step, kind: LessonKind, lesson: str, speech: Speech) -> None:
    """Make the plan and go on to its class."""
    beginning = Beginning(step.room, kind, lesson, step.plan or None)
    try:
        made = begin_plan(the_archive(), beginning, now(), speech.language)
    except PlannerError as error:
        notify(speech.error(error))
        st.rerun()
    go_to(Step(3, step.room, made))
