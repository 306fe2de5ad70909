"""How far a plan is, on every page of it, and what may come next.

A small bar under the title: where the plan is on its way through sparring, what that means for who reads it,
and the next steps they may take.
"""

from collections.abc import Mapping
from functools import partial
from typing import Final

import streamlit as st

from planner.errors import ConflictError, PlannerError
from planner.locale import mark
from planner.plan.status import Status, move_name, moves, status_name
from planner.services.archive import LOCAL, Archive
from planner.services.moving_on import move, status_of
from planner.services.permissions import Relation, may
from planner.services.proposing import proposal_of
from planner.services.sharing import list_shares
from planner.web.focus import lead_to, show_lead
from planner.web.frame import notify
from planner.web.markup import join, tag
from planner.web.review_style import style
from planner.web.server.session import now
from planner.web.speech import Speech

REVIEW_PAGE: Final = "screens/review.py"
TEACHER: Final[Mapping[Status, str]] = {
    "draft": mark("The plan is yours to work on."),
    "ready": mark("A coach can see that you would like sparring."),
    "in_review": mark("You are talking about it now."),
    "adjusting": mark("Take what you can use from the talk, and say when it is ready again."),
    "agreed": mark("Try what you have agreed on."),
    "tried": mark("How did it go? Look at it together."),
    "evaluated": mark("What came of it is written down."),
    "archived": mark("It is kept here; you can take it out again."),
}
COACH: Final[Mapping[Status, str]] = {
    "draft": mark("The teacher is still working on it."),
    "ready": mark("The teacher would like sparring."),
    "in_review": mark("You are talking about it now."),
    "adjusting": mark("The teacher is adjusting it."),
    "agreed": mark("The class tries what you have agreed on."),
    "tried": mark("It has been tried. Look at it together."),
    "evaluated": mark("What came of it is written down."),
    "archived": mark("The teacher has put it aside."),
}
BACK: Final[frozenset[Status]] = frozenset({"draft", "archived"})
"""Steps nobody should take by mistake."""
LEAD: Final = "status_lead"
NO_COACH: Final = mark("Would you like sparring? Share the plan with a coach first, under “Share”.")
ASK: Final = mark("Would you like sparring? Say that it is ready, and your coach can see it.")


def show_status(archive: Archive, plan_id: str, speech: Speech) -> None:
    """Say where a plan is on its way, and offer the next steps to who may take them."""
    relation = archive.relation(plan_id)
    if not may(archive.account.role, relation, "review"):
        return
    origin = proposal_of(archive, plan_id)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="plan_status"):
        if origin is not None:
            _proposal(archive, origin, speech)
            return
        status = status_of(archive, plan_id)
        said = tag("span", speech.gettext(_hint(archive, plan_id, (status, relation))))
        name = tag("span", speech.words(status_name(status)), class_="r-status")
        # The keyboard is led to the words: a second Enter on a button must not move the plan on twice.
        bar = tag("p", name, said, class_="r-bar lead", role="status", tabindex="-1")
        st.html(join(style(), bar), width="content")
        _moves(archive, plan_id, (status, relation), speech)
    if LEAD in st.session_state:
        show_lead(LEAD)


def _hint(archive: Archive, plan_id: str, stands: tuple[Status, Relation]) -> str:
    status, relation = stands
    if relation == "coach":
        return COACH[status]
    if status != "draft" or archive.account.id == LOCAL.id:
        return TEACHER[status]
    return ASK if _coached(archive, plan_id) else NO_COACH


def _moves(archive: Archive, plan_id: str, stands: tuple[Status, Relation], speech: Speech) -> None:
    """Offer the usual step on as a button, the others behind one; some only where there is a coach."""
    status = stands[0]
    possible = [after for after in moves(*stands) if after != "ready" or _coached(archive, plan_id)]
    usual = next((after for after in possible if after not in BACK), None)
    if usual is not None:
        _move_button(archive, plan_id, (status, usual), speech)
    others = [after for after in possible if after != usual]
    if others:
        with st.popover(speech.gettext("Other steps"), key="status_more"):
            for after in others:
                _move_button(archive, plan_id, (status, after), speech)


def _coached(archive: Archive, plan_id: str) -> bool:
    """Whether a coach can see the plan."""
    return any(share.role == "coach" for share in list_shares(archive, plan_id))


def _move_button(archive: Archive, plan_id: str, way: tuple[Status, Status], speech: Speech) -> None:
    st.button(
        speech.words(move_name(way[1])),
        key=f"move:{way[1]}",
        on_click=partial(_move, archive, plan_id, way, speech),
    )


def _move(archive: Archive, plan_id: str, way: tuple[Status, Status], speech: Speech) -> None:
    """Move the plan on; where somebody else did so first, say that and show where it is."""
    lead_to("plan_status", LEAD)
    try:
        move(archive, plan_id, way[1], now(), expected=way[0])
    except ConflictError:
        notify(speech.gettext("Somebody else has moved the plan on meanwhile. You now see where it is."))
    except PlannerError as error:
        notify(speech.error(error))


def _proposal(archive: Archive, origin: str, speech: Speech) -> None:
    """Say of a copy that it is a counter-proposal, and lead back to the plan it is about."""
    said = tag("span", speech.gettext("What you change here, the teacher sees as pieces to take over."))
    name = tag("span", speech.gettext("Counter-proposal"), class_="r-status")
    st.html(join(style(), tag("p", name, said, class_="r-bar")), width="content")
    if archive.may(origin, "review"):
        label = speech.gettext("To the plan it is about")
        query = {"id": origin, "part": "pieces"}
        st.page_link(REVIEW_PAGE, label=label, icon=":material/forum:", query_params=query)
