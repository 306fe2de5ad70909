"""The page of proposals: what the plan lacks now, and the smallest changes that mend it."""

import streamlit as st

from planner.web import pages, repairs
from planner.web.speech import visitor_speech

speech = visitor_speech()
requested = pages.requested_plan(speech)
if requested is None:
    st.stop()
desk, opened = requested
pages.open_plan_page("plan-repair", desk, opened, speech)
heard = desk.settled
with pages.at_desk(desk, opened, speech):
    repairs.show_done(opened, speech)
repairs.show_repairs(desk, opened, speech, heard=heard)
