"""A page of a plan."""

import streamlit as st

from planner.web import pages
from planner.web.speech import visitor_speech

speech = visitor_speech()
requested = pages.requested_plan(speech)
if requested is None:
    st.stop()
desk, opened = requested
pages.open_plan_page("plan-class", desk, opened, speech)
with pages.at_desk(desk, opened, speech) as unheard:
    pass
