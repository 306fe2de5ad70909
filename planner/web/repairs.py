"""Proposals: what a plan lacks, the smallest changes found that mend it, and making them in one press."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import streamlit as st

from planner.errors import PlannerError
from planner.participation.repair.model import Lacks
from planner.plan.repair import Proposal, Repaired
from planner.plan.repair_words import now_sentences
from planner.plan.several import Several
from planner.services.checking import CheckedPlan, check_plan
from planner.services.plans import OpenPlan
from planner.services.repairing import lacking, repair_checked
from planner.services.repairing_aside import Repairing, repairs_aside
from planner.web.desk import PlanDesk
from planner.web.frame import heading, paragraph
from planner.web.markup import Html, items, tag
from planner.web.matrix import capital
from planner.web.repairs_card import proposal_part
from planner.web.rooming import alert
from planner.web.speech import Speech

DONE: Final = "repair_done"
LISTEN_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class Done:
    """A proposal that was made: in which plan, the state it led to, and its steps."""

    plan: str
    head: int | None
    steps: tuple[str, ...]


def show_done(opened: OpenPlan, speech: Speech) -> None:
    """Say what was made last, as long as it is what would be undone."""
    done = st.session_state.get(DONE)
    with st.container():
        if isinstance(done, Done) and (done.plan, done.head) == (opened.id, opened.head):
            said = speech.gettext("Done. Undo is at the top of the page and takes all of it back.")
            st.html(tag("div", tag("p", tag("strong", said)), items(*done.steps), role="status"))


def show_repairs(desk: PlanDesk, opened: OpenPlan, speech: Speech, *, heard: bool) -> None:
    """Draw what is lacking and the proposals; ``heard`` is whether buttons have been heard already."""
    try:
        checked = check_plan(opened.plan)
    except PlannerError as error:
        alert(f"{speech.gettext('This plan cannot be checked')}: {speech.error(error)}")
        return
    lacks = lacking(checked)
    if not lacks.count:
        _nothing(repair_checked(checked), speech)
        return
    heading(speech.gettext("What the plan lacks now"))
    box = st.empty()
    # Who has no place is said when the class was placed with care; the rest is known at once.
    box.html(_lacking(replace(lacks, places=()), checked, speech))
    repaired = _found(repairs_aside(opened.plan), speech)
    if repaired is not None:
        box.html(_lacking(repaired.before, checked, speech))
        _show_found(desk, opened, repaired, speech, heard=heard)


def _lacking(lacks: Lacks, checked: CheckedPlan, speech: Speech) -> Html:
    said = now_sentences(lacks, checked.check, checked.plan)
    return tag("div", items(*(capital(speech.message(one)) for one in said)), class_="p-cause")


def _nothing(repaired: Repaired, speech: Speech) -> None:
    heading(speech.gettext("Proposals"))
    st.html(tag("p", "✓ ", speech.message(repaired.message), role="status"))


def _found(repairing: Repairing, speech: Speech) -> Repaired | None:
    """Wait for the proposals; whoever goes elsewhere meanwhile is let go at once."""
    with st.spinner(speech.gettext("Looking for proposals …")):
        while not repairing.wait(LISTEN_S):
            # A look at the session is where Streamlit ends a run that nobody waits for any more.
            st.session_state.get(DONE)
    try:
        return repairing.result()
    except PlannerError as error:
        alert(speech.error(error))
        return None


def _show_found(desk: PlanDesk, opened: OpenPlan, repaired: Repaired, speech: Speech, *, heard: bool) -> None:
    if not repaired.before.count:
        _nothing(repaired, speech)
        return
    heading(speech.gettext("Proposals"), speech.message(repaired.message))
    if repaired.proposals:
        paragraph(
            speech.gettext(
                "Each was tried on a copy of the plan and checked again. They are the smallest we found; "
                "that nothing smaller exists is not proven. You decide."
            )
        )
    shown = repaired.proposals or tuple(filter(None, (repaired.nearest,)))
    for number, proposal in enumerate(shown, 1):
        with st.container(border=True, key=f"repair_{number}"):
            st.html(proposal_part(number, repaired, proposal, speech))
            label = speech.gettext("Do it: proposal {n}", n=number) if repaired.proposals else ""
            _button(desk, opened, (label or speech.gettext("Do it"), proposal), speech, heard=heard)


def _button(
    desk: PlanDesk, opened: OpenPlan, what: tuple[str, Proposal], speech: Speech, *, heard: bool
) -> None:
    label, proposal = what
    act = partial(make_proposal, desk, opened, proposal, speech)
    pressed = st.button(label, key=f"repair:{opened.head}:{label}", icon=":material/build:", on_click=act)
    if pressed and not heard:
        # Pressed before this session knew the button: nothing was called for it.
        act()
        st.rerun()


def make_proposal(desk: PlanDesk, opened: OpenPlan, proposal: Proposal, speech: Speech) -> None:
    """Make all changes of a proposal as one step of the history."""
    desk.apply((Several(proposal.changes),))
    if not desk.pending and desk.shown != opened.head:
        steps = tuple(speech.message(remedy.message) for remedy in proposal.remedies)
        st.session_state[DONE] = Done(opened.id, desk.shown, steps)
