"""The plan page: who can take part, why not, and what a change would do.

The matrix is sent first, then what is read beside it, last the drawings: an answer is seen at once.
"""

import streamlit as st

from planner.web import pages, planning
from planner.web.speech import visitor_speech
from planner.web.tab import keep_tab, memory_text, set_memory, tab_query

speech = visitor_speech()
requested = pages.requested_plan(speech)
if requested is None:
    st.stop()
desk, opened = requested
view = planning.checked_view(opened, speech)
if view is None:
    st.stop()
memory = st.container(key="tab_box")
with memory:
    tab = pages.known_tab(desk, opened, speech)
asked = not desk.settled
top = st.container()
left, right = st.columns([3, 2], gap="large")
with left, st.container(key="matrix_in_sight"):
    place = planning.choose_cell(view, tab, speech)
with right:
    drawing = st.container()
    planning.explain(view, place, speech)
planning.let_it_show()
with top:
    pages.open_plan_page("plan", desk, opened, speech, query=tab_query(opened, place))
    st.html(planning.summary(view, speech))
with right:
    planning.try_changes(desk, view, place, tab, speech)
with memory:
    if not asked:
        set_memory(memory_text(opened, place, speech))
keep_tab(opened, place, speech)
with drawing:
    planning.room_of_cell(view, place, speech)
planning.setting(view, place, speech)
