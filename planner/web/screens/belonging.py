"""Belonging over time: the plans of a class in a period, looked at together."""

import streamlit as st

from planner.web.belonging import belonging_style
from planner.web.belonging_period import show_over_time
from planner.web.frame import open_page, start_link
from planner.web.opened import the_archive
from planner.web.speech import visitor_speech

speech = visitor_speech()
open_page("belonging", speech.gettext("Belonging over time"), speech)
belonging_style()
with st.container(horizontal=True, gap="small"):
    start_link(speech)
    st.page_link("screens/classes.py", label=speech.gettext("My classes"), icon=":material/groups:")
show_over_time(the_archive(), speech)
