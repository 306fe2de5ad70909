"""A room of one's own: drawn or typed."""

import streamlit as st

from planner.web import own_rooming, pages
from planner.web.speech import visitor_speech

speech = visitor_speech()
requested = pages.requested_layout(speech)
if requested is None:
    st.stop()
desk, opened = requested
opened = own_rooming.hear_drawing(desk, opened, speech)
pages.open_layout_page(desk, opened, speech)
with pages.at_desk(desk, opened, speech):
    own_rooming.show_own_room(desk, opened, speech)
