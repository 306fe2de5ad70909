"""The entry point of every run: which pages there are. Titles are in the visitor's language."""

import streamlit as st

from planner.web.speech import visitor_speech

speech = visitor_speech()
st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
page = st.navigation(
    [
        st.Page("pages/start.py", title=speech.gettext("The planner"), default=True),
        st.Page("pages/plan.py", title=speech.gettext("Plan"), url_path="plan"),
        st.Page("pages/room.py", title=speech.gettext("Room"), url_path="room"),
    ],
    position="hidden",
)
page.run()
