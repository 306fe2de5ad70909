"""The parts of the plan page, top to bottom; the matrix comes first, heavy drawings last."""

from time import sleep
from typing import Final

import streamlit as st

from planner.errors import PlannerError
from planner.services.plans import OpenPlan
from planner.web.cause import cause, places
from planner.web.class_counts import count_lines
from planner.web.controls import Workbench, show_controls
from planner.web.desk import PlanDesk
from planner.web.drawing import DRAWING_PX, show_room, show_timeline
from planner.web.findings import (
    Shown,
    finding_id,
    findings_data,
    read_shown,
    room_places,
    show_findings,
    zones_of_activities,
)
from planner.web.frame import heading, paragraph, refuse
from planner.web.markup import Html, join, tag
from planner.web.matrix import Place, first_place, matrix_data, read_place, show_matrix, unasked
from planner.web.speech import Speech
from planner.web.tab import Tab
from planner.web.view import PlanView, plan_view
from planner.web.ways import one_way_text

SHOW_S: Final = 0.025
MATRIX: Final = "matrix"
FINDINGS: Final = "findings"


def checked_view(opened: OpenPlan, speech: Speech) -> PlanView | None:
    """Check the plan; say why and return None where it does not fit its room."""
    try:
        return plan_view(opened)
    except PlannerError as error:
        refuse("plan", speech.gettext("This plan cannot be checked"), speech, speech.error(error))
        return None


def summary(view: PlanView, speech: Speech) -> Html:
    """Say at a glance how the class does, and what changed since the saved version."""
    lines = [
        *count_lines(view.check, speech),
        _silent(view, speech),
        one_way_text(view.opened.plan.lesson, view.check, speech),
        _difference(view, speech),
    ]
    return tag("p", *(tag("span", line) for line in lines if line), class_="p-summary", role="status")


def _silent(view: PlanView, speech: Speech) -> str:
    """Say of how many students nothing is recorded: a green row of theirs was never asked anything."""
    silent = len(unasked(view.opened.plan))
    return (
        speech.gettext("nothing is recorded of {n} of them: the check has nothing to ask there", n=silent)
        if silent
        else ""
    )


def _difference(view: PlanView, speech: Speech) -> str:
    if not view.opened.unsaved:
        return ""
    turns = view.difference
    better, worse, changed = (sum(n.values()) for n in (turns.better, turns.worse, turns.changed))
    if not view.difference.cells:
        return speech.gettext("Since the saved version: no verdict has changed")
    said = speech.gettext(
        "Since the saved version: ▲ {better} better, ▼ {worse} worse", better=better, worse=worse
    )
    return said + (speech.gettext(", ◆ {changed} changed", changed=changed) if changed else "")


def choose_cell(view: PlanView, tab: Tab, speech: Speech) -> Place | None:
    """Draw the matrix and return the cell that is looked at; the address remembers it over a reload."""
    reported = st.session_state.get(MATRIX)
    known = read_place(reported.get("chosen") if reported else None, view.check)
    place = known or _kept_place(view, tab) or first_place(view.check)
    data = matrix_data(view.opened.plan, view.check, view.saved, place, speech)
    chosen = read_place(show_matrix(data, key=MATRIX), view.check) or place
    st.session_state["place"] = chosen
    return chosen


def _kept_place(view: PlanView, tab: Tab) -> Place | None:
    kept = st.session_state.get("place")
    place = Place(kept.student, kept.phase) if isinstance(kept, Place) else tab.place
    return place if view.cell(place) else None


def let_it_show() -> None:
    """Leave the browser a moment to show what was sent so far.

    It draws everything that arrives within one moment in one go; without a gap the matrix waits for the
    widgets and drawings behind it, measured 118 against 75 ms.
    """
    sleep(SHOW_S)


def explain(view: PlanView, place: Place | None, speech: Speech) -> None:
    """Say why, for the cell that is looked at."""
    cell = view.cell(place)
    if cell is None:
        paragraph(speech.gettext("The plan has no students yet."))
        st.page_link(
            "screens/plan_class.py",
            label=speech.gettext("Say who is in the class"),
            icon=":material/groups:",
            query_params={"id": view.opened.id},
        )
        return
    st.html(cause(cell, view.path(cell.student), view.names, speech))


def try_changes(desk: PlanDesk, view: PlanView, place: Place | None, tab: Tab, speech: Speech) -> None:
    """Offer the changes of the phase that is looked at."""
    phase = view.phase(place.phase if place else None)
    heading(join(speech.gettext("Try a change"), " · ", phase.title))
    bench = Workbench(view.opened.plan, view.names.zones, speech, desk.apply)
    if tab.head is not None and not desk.settled:
        bench = bench.listening()
    show_controls(bench, phase, view.student(place.student if place else None))
    if not desk.settled and desk.settle(view.opened, bench.unheard or ()):
        st.rerun()


def room_of_cell(view: PlanView, place: Place | None, speech: Speech) -> None:
    """Draw the room of the phase that is looked at, with the places of the cell."""
    phase, cell = view.phase(place.phase if place else None), view.cell(place)
    marked = frozenset(places(cell)) if cell else frozenset()
    show_room(view.layout_in(phase), marked, speech, small=True)


def setting(view: PlanView, place: Place | None, speech: Speech) -> None:
    """Draw the findings beside the room, and the lesson in time; a finding shows its place in the room."""
    with st.container(horizontal=True, gap="large", key="setting"):
        drawing = st.container(width=DRAWING_PX, key="room_in_sight")
        with st.container():
            heading(speech.gettext("Worth a look"))
            shown = _choose_finding(view, speech)
    with drawing:
        phase = view.phase(place.phase if place else None)
        heading(join(view.layout.name, " · ", phase.title))
        show_room(view.layout_in(phase), _highlight(view, place, shown), speech)
    heading(speech.gettext("The lesson in time"))
    show_timeline(view.opened.plan, speech)


def _choose_finding(view: PlanView, speech: Speech) -> Shown:
    reported = st.session_state.get(FINDINGS)
    shown = read_shown(reported.get("shown") if reported else None)
    zones = zones_of_activities(view.opened.plan)
    data = findings_data(view.check.findings, zones, shown, speech)
    if not view.check.findings:
        paragraph(speech.gettext("Nothing to point out."))
    return read_shown(show_findings(data, key=FINDINGS))


def _highlight(view: PlanView, place: Place | None, shown: Shown) -> frozenset[str]:
    zones = zones_of_activities(view.opened.plan)
    for finding in view.check.findings:
        if finding_id(finding) == shown.id:
            return frozenset(room_places(finding, zones))
    cell = view.cell(place)
    return frozenset(places(cell)) if cell else frozenset()
