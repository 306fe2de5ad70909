"""Buttons of the lesson page."""

from collections.abc import Callable

import streamlit as st

from planner.web.desk import PlanDesk


def press(desk: PlanDesk, label: str, key: str, act: Callable[[], None], icon: str | None = None) -> None:
    """Draw a button; one that was pressed before this session knew it is heard all the same."""
    if st.button(label, key=key, on_click=act, icon=icon) and not desk.settled:
        desk.settle_by(act)
        st.rerun()
