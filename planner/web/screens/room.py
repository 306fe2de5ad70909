"""The room page: a room to scale, its findings and facts."""

import streamlit as st

from planner.services.checking import layout_facts
from planner.web import room
from planner.web.drawing import DRAWING_PX, show_room
from planner.web.frame import heading, open_page, start_link
from planner.web.speech import visitor_speech

speech = visitor_speech()
layout = room.requested_room(speech)
if layout is None:
    st.stop()
open_page("room", layout.name, speech)
start_link(speech)
room.copy_for_oneself(layout, speech)
with st.container(horizontal=True, gap="large"):
    drawing = st.container(width=DRAWING_PX)
    with st.container():
        heading(speech.gettext("Worth a look"))
        highlight = room.choose_finding(room.room_findings(layout), speech)
with drawing:
    show_room(layout, highlight, speech)
room.show_facts(layout_facts(layout), speech)
