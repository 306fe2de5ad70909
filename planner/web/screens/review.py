"""The page of a plan where it is read and talked about."""

import streamlit as st

from planner.web import pages, planning, review_page
from planner.web.speech import visitor_speech

speech = visitor_speech()
requested = pages.requested_plan(speech, look=True)
if requested is None:
    st.stop()
desk, opened = requested
review_page.lead_to_plan(desk.archive, opened.id)
view = planning.checked_view(opened, speech)
if view is None:
    st.stop()
pages.open_plan_page("review", desk, opened, speech)
review_page.show_review(desk, opened, view, speech)
