"""The page of a plan where it is read and talked about."""

import streamlit as st

from planner.web import pages, review_plan
from planner.web.speech import visitor_speech

speech = visitor_speech()
requested = pages.requested_plan(speech, look=True)
if requested is None:
    st.stop()
desk, opened = requested
pages.open_plan_page("review", desk, opened, speech)
review_plan.show(desk, opened, speech)
