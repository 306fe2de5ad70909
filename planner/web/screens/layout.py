"""A room of one's own."""

import streamlit as st

from planner.web import pages
from planner.web.speech import visitor_speech

speech = visitor_speech()
requested = pages.requested_layout(speech)
if requested is None:
    st.stop()
desk, opened = requested
pages.open_layout_page(desk, opened, speech)
with pages.at_desk(desk, opened, speech) as unheard:
    pass
