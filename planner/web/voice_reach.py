"""Whether tablets can get to the planner, said where a round is opened and where its code is shown."""

from typing import Final

import streamlit as st

from planner.settings import read_settings
from planner.web.markup import tag
from planner.web.server.around import LISTENING
from planner.web.server.opening import configured_address
from planner.web.server.reach import Reach, reach_of
from planner.web.speech import Speech, header

COMMAND: Final = "--server.address 0.0.0.0"


def visitor_reach() -> Reach:
    """Return the address of the planner as the visitor's browser has found it."""
    origin = header(st.context.headers, "Origin")
    return reach_of(origin, read_settings(), LISTENING, configured_address())


def show_reach(reach: Reach, speech: Speech) -> None:
    """Say so where tablets cannot get to the planner, and what to do about it."""
    if reach.elsewhere:
        return
    if reach.here_only:
        said = speech.gettext(
            "The planner answers on this machine only: tablets cannot get here. Start it with {command} or "
            "behind the school's web address (PLANNER_URL), and make an administrator – README, “For a whole "
            "school”. Until then students can answer on this machine, or on paper.",
            command=COMMAND,
        )
    else:
        said = speech.gettext(
            "You have opened the planner as {address}. Tablets do not find that. Open the planner under the "
            "address that everybody in the house uses, before you show the code.",
            address=reach.origin.partition("://")[2],
        )
    st.html(tag("p", said, role="note", class_="p-alert"))
