"""What waits for the person at the page."""

import streamlit as st

from planner.web import queue_list
from planner.web.frame import open_page, start_link
from planner.web.opened import the_archive
from planner.web.review_style import review_style
from planner.web.speech import visitor_speech

speech = visitor_speech()
archive = the_archive()
open_page("queue", speech.gettext("What waits for you"), speech)
review_style()
with st.container(horizontal=True, gap="small"):
    start_link(speech)
    queue_list.across_link(archive, speech)
queue_list.show_waiting(archive, speech)
queue_list.show_on_their_way(archive, speech)
