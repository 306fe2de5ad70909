"""Leading the keyboard on after a press whose button is gone by then."""

from typing import Final

import streamlit as st

from planner.web.component import encode, load_component

LEAD: Final = "lead_now"
mount_focus = load_component("focus")


def lead_to(part: str) -> None:
    """Lead the keyboard to the first field of a keyed container, once, when the page is drawn again."""
    _, turn = st.session_state.get(LEAD, ("", 0))
    st.session_state[LEAD] = (part, turn + 1)


def show_lead() -> None:
    """Draw what leads the keyboard; nothing is seen of it. Stands once on a page, below what it leads to."""
    part, turn = st.session_state.get(LEAD, ("", 0))
    mount_focus(key="leading", data=encode({"part": part, "turn": f"lead {turn}" if turn else 0}))
