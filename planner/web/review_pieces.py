"""Counter-proposals: how a coach makes one, and how a teacher adopts it piece by piece."""

from functools import partial
from typing import Final

import streamlit as st

from planner.errors import ConflictError, PlannerError
from planner.review.model import Piece, Proposal
from planner.services.archive import Archive
from planner.services.effects import effect_lines, effect_of
from planner.services.plans import OpenPlan
from planner.services.reviews import adopt, proposals, propose
from planner.web.bringing import PLAN_PAGE
from planner.web.desk import PlanDesk
from planner.web.frame import heading, notify, paragraph
from planner.web.markup import Html, items, tag
from planner.web.matrix import capital
from planner.web.plain import plain
from planner.web.rooming import tell_here, told_here
from planner.web.server.session import now
from planner.web.speech import Speech

TOLD: Final = "review_pieces"
DONE: Final = "review_adopted"


def show_pieces(desk: PlanDesk, opened: OpenPlan, speech: Speech, *, may_propose: bool) -> None:
    """Draw the counter-proposals to a plan, and the way to make one for who may."""
    archive = desk.archive
    found = proposals(archive, opened.id)
    told_here(TOLD)
    _adopted(archive, opened, speech)
    own = next((one for one in found if one.author.id == archive.account.id), None)
    if may_propose:
        _make(archive, opened, own, speech)
    elif not found:
        paragraph(
            speech.gettext(
                "No counter-proposal yet. A coach can make a copy of the plan and show what could be "
                "otherwise; you take over what you like, piece by piece."
            )
        )
    for one in found:
        _proposal(desk, opened, one, speech)


def _make(archive: Archive, opened: OpenPlan, own: Proposal | None, speech: Speech) -> None:
    """Let a coach make a copy to work on, or go on with the one there is."""
    if own is not None:
        paragraph(
            speech.gettext(
                "Your counter-proposal is a copy that is yours to change. "
                "The teacher sees it here, piece by piece."
            )
        )
        label = speech.gettext("Go on with your counter-proposal")
        st.page_link(PLAN_PAGE, label=label, icon=":material/edit:", query_params={"id": own.id})
        return
    paragraph(
        speech.gettext(
            "You get a copy of the plan with all its pages. What you change in it, the teacher sees here and "
            "takes over piece by piece – the plan itself stays as it is."
        )
    )
    label = speech.gettext("Make a counter-proposal")
    if st.button(label, key="review_propose", type="primary", icon=":material/alt_route:"):
        start_proposal(archive, opened.id, speech)


def start_proposal(archive: Archive, plan: str, speech: Speech) -> None:
    """Make a copy for the coach and go there."""
    try:
        copy = propose(archive, plan, now())
    except PlannerError as error:
        notify(speech.error(error))
        st.rerun()
    notify(
        speech.gettext(
            "This copy is your counter-proposal. Change what you like on its pages; the teacher sees each "
            "change as a piece to take over or not."
        )
    )
    st.switch_page(PLAN_PAGE, query_params={"id": copy})


def _proposal(desk: PlanDesk, opened: OpenPlan, proposal: Proposal, speech: Speech) -> None:
    mine = proposal.author.id == desk.archive.account.id
    name = speech.gettext("you") if mine else proposal.author.name or speech.gettext("a colleague")
    when = speech.moment(proposal.at, st.context.timezone)
    heading(speech.gettext("Counter-proposal from {name}, {when}", name=name, when=when))
    if not proposal.pieces:
        paragraph(speech.gettext("It does not differ from the plan yet."))
    may_adopt = desk.archive.may(opened.id, "edit")
    for number, piece in enumerate(proposal.pieces, 1):
        with st.container(border=True, key=f"piece_{proposal.id}_{number}"):
            st.html(_piece(number, piece, speech))
            if piece.state == "open" and may_adopt:
                st.button(
                    speech.gettext("Take over: {piece}", piece=plain(capital(speech.words(piece.label)))),
                    key=f"adopt:{proposal.id}:{piece.id}",
                    icon=":material/add_task:",
                    on_click=partial(_adopt, desk, opened, (proposal.id, piece), speech),
                )


def _piece(number: int, piece: Piece, speech: Speech) -> Html:
    """Return a piece: what it changes, and where it stands."""
    title = tag("h3", f"{number}. {capital(speech.words(piece.label))}", class_="p-h3")
    lines = items(*(speech.message(said) for said in piece.said))
    state = None
    if piece.state == "done":
        state = tag("p", "✓ ", speech.gettext("The plan is so already."), class_="p-label")
    elif piece.state == "stuck":
        why = speech.error(piece.trouble) if piece.trouble else ""
        state = tag("p", speech.gettext("Does not fit the plan as it is now."), f" {why}", class_="p-label")
    return tag("div", title, lines, state, class_="r-piece")


def _adopt(desk: PlanDesk, opened: OpenPlan, what: tuple[str, Piece], speech: Speech) -> None:
    """Take over a piece; what the check says of it is told at the top of the list."""
    proposal, piece = what
    try:
        adopted = desk.act(
            opened.head, lambda where: adopt(desk.archive, where, proposal, (piece.id,), now()).plan
        )
    except ConflictError:
        tell_here(
            TOLD,
            speech.gettext("The plan was changed in another window. You now see the newest – try again."),
        )
    except PlannerError as error:
        tell_here(TOLD, speech.error(error))
    else:
        if adopted.head == opened.head:
            tell_here(TOLD, speech.gettext("It does not fit the plan as it is now, so nothing was changed."))
        else:
            st.session_state[DONE] = (opened.id, adopted.head, speech.words(piece.label))


def _adopted(archive: Archive, opened: OpenPlan, speech: Speech) -> None:
    """Say what the piece that was taken over last did, as long as it is what would be undone."""
    plan, edit, label = st.session_state.get(DONE, ("", 0, ""))
    if plan != opened.id or edit != opened.head:
        return
    lines = effect_lines(effect_of(archive, plan, edit), speech.language)
    said = speech.gettext("Taken over: {piece}. Undo is at the top of the page.", piece=label)
    st.html(
        tag(
            "div",
            tag("p", tag("strong", said)),
            tag("p", speech.gettext("The check says:"), class_="p-label"),
            items(*lines),
            role="status",
            class_="r-done",
        )
    )
