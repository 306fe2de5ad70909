"""Leading the keyboard on after a press whose button is gone by then."""

from typing import Final

import streamlit as st

from planner.web.component import encode, load_component

LEAD: Final = "lead_now"
mount_focus = load_component("focus")


def lead_to(part: str, name: str = LEAD) -> None:
    """Lead the keyboard to the first field of a keyed container, once, when the page is drawn again."""
    _, turn = st.session_state.get(name, ("", 0))
    st.session_state[name] = (part, turn + 1)


def show_lead(name: str = LEAD) -> None:
    """Draw what leads the keyboard; nothing is seen of it. Each name stands once on a page."""
    part, turn = st.session_state.get(name, ("", 0))
    mount_focus(key=f"leading_{name}", data=encode({"part": part, "turn": f"{name} {turn}" if turn else 0}))
