"""The room of a plan: the room as it stands or a phase in it, its drawing, and what moving costs."""

from typing import Final

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.errors import PlannerError
from planner.lesson.model import Phase, Plan
from planner.participation.check import moved_layout
from planner.plan.changes import Change
from planner.plan.room_changes import EditLayout, SetLayout
from planner.room.layout import Layout
from planner.room.moving import moving, moving_sentences
from planner.room.patch import Patch
from planner.services.plans import OpenPlan, plan_layout
from planner.web.desk import PlanDesk
from planner.web.frame import heading, paragraph
from planner.web.furnish import Scene, draw, drawing_of_plan, hear_first, plan_scene, sent_queue
from planner.web.hearing import Drawing
from planner.web.plain import plain
from planner.web.room_sheets import Sheets, show_sheets
from planner.web.rooming import Bench, alert, files, findings_below, in_words, other_room, picture_below
from planner.web.speech import Speech

PHASE: Final = "room_phase"
AT_REST: Final = ":"
"""The choice of the room as it stands; no id has a colon."""


def hear_drawing(desk: PlanDesk, opened: OpenPlan, speech: Speech) -> OpenPlan:
    """Make what the drawing has sent, and return the plan as it stands then."""
    return hear_first(lambda phase: drawing_of_plan(desk, phase, speech), opened, sent_queue())


def show_plan_room(desk: PlanDesk, opened: OpenPlan, speech: Speech) -> None:
    """Draw the page: which room, the drawing with its findings, tables, and everything about files."""
    phase = choose_phase(opened.plan, speech)
    try:
        scene = plan_scene(opened.plan, phase)
    except PlannerError as error:
        alert(speech.error(error))
        return
    drawing = drawing_of_plan(desk, phase.id if phase else None, speech)
    chosen = draw(drawing, opened, scene)
    if phase is not None:
        moving_cost(opened.plan, phase, scene.layout, speech)
    findings_below(scene, chosen, speech)
    bench = _bench(desk, opened, speech)
    show_sheets(_sheets(desk, opened, drawing, scene))
    in_words(scene, speech)
    other_room(desk, opened, speech)
    picture_below(bench)
    files(bench, scene.layout)


def _bench(desk: PlanDesk, opened: OpenPlan, speech: Speech) -> Bench:
    def edit(patch: Patch) -> None:
        desk.apply([EditLayout(patch, speech.language)])

    return Bench(
        desk.archive, plan_layout(opened.plan), edit, lambda layout: desk.apply([SetLayout(layout)]), speech
    )


def _sheets(desk: PlanDesk, opened: OpenPlan, drawing: Drawing[OpenPlan, Change], scene: Scene) -> Sheets:
    whole = opened.plan.model_copy(update={"layout": plan_layout(opened.plan)})
    return Sheets(
        scene.layout,
        opened.head,
        lambda patch: drawing.change(patch).apply(whole),
        lambda patch: desk.apply([drawing.change(patch)]),
        drawing.speech,
        phase=scene.phase.id if scene.phase else None,
    )


def choose_phase(plan: Plan, speech: Speech) -> Phase | None:
    """Choose the room as it stands, or how it stands in a phase."""
    names = {AT_REST: speech.gettext("The room as it stands")}
    names |= {phase.id: plain(phase.title) for phase in plan.lesson.phases}
    if st.session_state.get(PHASE, AT_REST) not in names:
        st.session_state[PHASE] = AT_REST
    chosen = st.segmented_control(
        speech.gettext("What the drawing shows"),
        list(names),
        format_func=names.__getitem__,
        default=None if PHASE in st.session_state else AT_REST,
        key=PHASE,
        required=True,
    )
    return next((phase for phase in plan.lesson.phases if phase.id == chosen), None)


def moving_cost(plan: Plan, phase: Phase, layout: Layout, speech: Speech) -> None:
    """Say what it takes to get from the room of the phase before to this one."""
    heading(speech.gettext("What moving takes"))
    number = plan.lesson.phases.index(phase)
    base = plan_layout(plan)
    before = base if number == 0 else moved_layout(base, plan.lesson.phases[number - 1], number - 1)
    cost = moving(before, layout, load_catalogue().limits())
    since = (
        speech.gettext("From the room as it stands:")
        if number == 0
        else speech.gettext("From the phase {title}:", title=plan.lesson.phases[number - 1].title)
    )
    paragraph(" ".join([since, *(speech.message(said) for said in moving_sentences(cost))]))
