"""Whether tablets can get to the planner, said where a round is opened and where its code is shown."""

import streamlit as st

from planner.settings import read_settings
from planner.web.markup import tag
from planner.web.server.around import LISTENING
from planner.web.server.opening import configured_address
from planner.web.server.reach import Reach, reach_of, reach_warning
from planner.web.speech import Speech, header


def visitor_reach() -> Reach:
    """Return the address of the planner as the visitor's browser has found it."""
    origin = header(st.context.headers, "Origin")
    return reach_of(origin, read_settings(), LISTENING, configured_address())


def show_reach(reach: Reach, speech: Speech) -> None:
    """Say so where tablets cannot get to the planner, and what to do about it."""
    said = reach_warning(reach, speech.language)
    if said:
        st.html(tag("p", said, role="note", class_="p-alert"))
