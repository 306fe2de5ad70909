"""The room of a plan: drawn or typed, as it stands or in a phase."""

import streamlit as st

from planner.web import pages, plan_rooming
from planner.web.speech import visitor_speech

speech = visitor_speech()
requested = pages.requested_plan(speech)
if requested is None:
    st.stop()
desk, opened = requested
opened = plan_rooming.hear_drawing(desk, opened, speech)
pages.open_plan_page("plan-room", desk, opened, speech)
with pages.at_desk(desk, opened, speech):
    plan_rooming.show_plan_room(desk, opened, speech)
