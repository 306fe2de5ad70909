"""Phases from other plans, and the plan as a template for the school."""

from functools import partial

import streamlit as st

from planner.errors import PlannerError
from planner.plan.lesson_changes import SetField, copied_phase
from planner.services import plans, templates
from planner.services.plans import OpenPlan
from planner.web.controls import Workbench
from planner.web.desk import PlanDesk
from planner.web.frame import notify, tell
from planner.web.lesson_phase import put_phase
from planner.web.lesson_place import Spot
from planner.web.lesson_press import press
from planner.web.markup import tag
from planner.web.server.session import now


def fetch_phase(desk: PlanDesk, bench: Workbench, at: Spot) -> None:
    """Offer the phases of the other plans, to be copied after the one that is shown."""
    speech = bench.speech
    with st.popover(
        speech.gettext("Copy a phase from another plan"), icon=":material/input:", key="fetch_phase"
    ):
        titles = {
            entry.id: f"{entry.title} · {speech.moment(entry.changed, st.context.timezone)}"
            for entry in plans.list_plans(desk.archive)
            if entry.id != desk.document
        }
        if not titles:
            st.html(tag("p", speech.gettext("There is no other plan yet."), class_="p-lead"))
            return
        label = speech.gettext("Which plan?")
        chosen = st.selectbox(label, list(titles), format_func=titles.__getitem__, key="fetch:plan")
        try:
            other = plans.load_plan(desk.archive, chosen)
        except PlannerError:
            st.html(tag("p", speech.gettext("That plan cannot be read."), class_="p-lead"))
            return
        phases = {phase.id: phase.title for phase in other.plan.lesson.phases}
        label = speech.gettext("Which phase?")
        phase = st.selectbox(label, list(phases), format_func=phases.__getitem__, key=f"fetch:phase:{chosen}")
        bring = partial(_bring, desk, bench, at, other, phase)
        press(desk, speech.gettext("Copy the phase here"), "fetch:go", bring)


def _bring(desk: PlanDesk, bench: Workbench, at: Spot, other: OpenPlan, phase: str) -> None:
    put_phase(desk, bench, at, copied_phase(other.plan, phase, bench.plan, bench.zones))


def keep_template(desk: PlanDesk, bench: Workbench) -> None:
    """Offer to keep the plan, without its class, as a template everybody at the school finds."""
    speech = bench.speech
    with st.popover(speech.gettext("Save as a template"), icon=":material/bookmarks:", key="keep_template"):
        said = speech.gettext("Everybody who uses this planner can start from it. The class is left out.")
        st.html(tag("p", said, class_="p-lead"))
        st.text_input(
            speech.gettext("What is the template called?"),
            value=bench.plan.title,
            max_chars=120,
            key="template:title",
        )
        keep = partial(_keep_template, desk, bench)
        press(desk, speech.gettext("Save the template"), "template:go", keep)


def _keep_template(desk: PlanDesk, bench: Workbench) -> None:
    speech, title = bench.speech, str(st.session_state["template:title"]).strip()

    def keep() -> None:
        named = SetField("plan", (), "title", title).apply(bench.plan)
        templates.new_template(desk.archive, named, title, now())
        notify(speech.gettext("The template is saved."))

    tell(keep)
