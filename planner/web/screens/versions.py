"""The versions of a plan, two beside each other: what was changed, and what it did for the students."""

import streamlit as st

from planner.web import pages, versions
from planner.web.speech import visitor_speech

speech = visitor_speech()
requested = pages.requested_plan(speech)
if requested is None:
    st.stop()
desk, opened = requested
query = versions.chosen_query(desk, opened)
pages.open_plan_page("versions", desk, opened, speech, query=query)
with pages.at_desk(desk, opened, speech, query=query):
    versions.show_versions(desk, opened, speech)
    versions.show_acts(desk, opened, speech)
