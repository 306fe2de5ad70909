"""The page of sparring, put together: the plan and the talk, the sheet, the counter-proposals."""

from typing import Final

import streamlit as st

from planner.review.model import Review
from planner.services.archive import Archive
from planner.services.plans import OpenPlan, duplicate_plan
from planner.services.reviews import comments, proposal_of, review
from planner.web import pages, review_plan
from planner.web.bringing import PLAN_PAGE
from planner.web.desk import PlanDesk
from planner.web.frame import paragraph
from planner.web.planning import let_it_show
from planner.web.review_pieces import show_pieces
from planner.web.review_places import chosen_anchor, spots_of
from planner.web.review_sheet import Sheet, show_sheet
from planner.web.review_since import show_since
from planner.web.review_style import review_style
from planner.web.review_talk import Talk, show_talk
from planner.web.review_voice import show_voice
from planner.web.server.session import now
from planner.web.speech import Speech
from planner.web.view import PlanView

PART: Final = "review_part"


def show_review(desk: PlanDesk, opened: OpenPlan, view: PlanView, speech: Speech) -> None:
    """Draw the page: for who may talk about the plan all of it, for everybody else the plan to read."""
    review_style()
    if not desk.archive.may(opened.id, "comment"):
        _read(desk, view, speech)
        return
    part = _choose_part(speech)
    found = review(desk.archive, opened.id, now())
    with pages.at_desk(desk, opened, speech, {"id": opened.id, "part": part}):
        if part == "sheet":
            show_sheet(Sheet(desk.archive, found, speech))
        elif part == "pieces":
            show_pieces(desk, opened, speech, may_propose=found.may_propose)
        else:
            _plan_and_talk(desk, view, found, speech)


def lead_to_plan(archive: Archive, document: str) -> None:
    """Lead from a counter-proposal to the plan it is about: that is where both are talked about."""
    origin = proposal_of(archive, document)
    if origin is not None and archive.may(origin, "review"):
        st.switch_page(pages.REVIEW_PAGE, query_params={"id": origin, "part": "pieces"})


def _choose_part(speech: Speech) -> str:
    names = {
        "plan": speech.gettext("The plan and the talk"),
        "sheet": speech.gettext("The sheet"),
        "pieces": speech.gettext("Counter-proposals"),
    }
    if st.session_state.get(PART) not in names:
        asked = st.query_params.get("part")
        st.session_state[PART] = asked if asked in names else "plan"
    label = speech.gettext("What the page shows")
    chosen = st.segmented_control(
        label,
        list(names),
        format_func=names.__getitem__,
        key=PART,
        required=True,
        label_visibility="collapsed",
    )
    return str(chosen)


def _plan_and_talk(desk: PlanDesk, view: PlanView, found: Review, speech: Speech) -> None:
    said = comments(desk.archive, view.opened.id)
    spots = spots_of(view, said)
    review_plan.hear(view, spots)
    show_since(found.since_last, speech)
    show_voice(desk.archive, view.opened.id, speech)
    left, right = st.columns([3, 2], gap="large")
    with left:
        place = review_plan.show_check(view, speech, talk=True)
    with right, st.container(key="talk_in_sight"):
        talk = Talk(desk.archive, view.opened.id, view.opened.head, said, spots, speech)
        show_talk(talk, chosen_anchor(spots))
    let_it_show()
    with left:
        review_plan.show_rest(view, place, said, speech)


def _read(desk: PlanDesk, view: PlanView, speech: Speech) -> None:
    """Draw the plan for somebody who only reads it, with the way to a copy of their own."""
    paragraph(speech.gettext("You can read this plan. Make a copy to change it."))
    if desk.archive.may(desk.document, "copy") and st.button(
        speech.gettext("Make a copy"), key="review_copy", type="primary", icon=":material/content_copy:"
    ):
        copy = duplicate_plan(desk.archive, desk.document, view.opened.title, now())
        st.switch_page(PLAN_PAGE, query_params={"id": copy})
    place = review_plan.show_check(view, speech, talk=False)
    review_plan.show_rest(view, place, None, speech)
