"""The places of a plan: who goes where in each phase, and what the teacher decides about it."""

import streamlit as st

from planner.web import pages, places, planning
from planner.web.speech import visitor_speech

speech = visitor_speech()
requested = pages.requested_plan(speech)
if requested is None:
    st.stop()
desk, opened = requested
if planning.checked_view(opened, speech) is None:
    st.stop()
pages.open_plan_page("plan-places", desk, opened, speech)
with pages.at_desk(desk, opened, speech):
    places.lead(speech)
    places.show_places(desk, opened, speech)
