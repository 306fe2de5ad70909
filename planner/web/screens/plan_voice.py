"""The students' voice on a plan: what they are asked, what they say, and what came of it."""

import streamlit as st

from planner.web import pages, voice_page
from planner.web.speech import visitor_speech

speech = visitor_speech()
requested = pages.requested_plan(speech, look=True)
if requested is None:
    st.stop()
desk, opened = requested
query = voice_page.page_query(opened)
pages.open_plan_page("plan-voice", desk, opened, speech, query=query)
with pages.at_desk(desk, opened, speech, query=query):
    voice_page.show_voice(desk.archive, opened, speech)
