"""What several plans show together."""

import streamlit as st

from planner.errors import NotAllowedError
from planner.web import across_page, queue_list
from planner.web.frame import open_page, paragraph, start_link
from planner.web.opened import the_archive
from planner.web.review_style import review_style
from planner.web.speech import visitor_speech

speech = visitor_speech()
archive = the_archive()
open_page("across", speech.gettext("Across plans"), speech)
review_style()
with st.container(horizontal=True, gap="small"):
    start_link(speech)
    queue_list.queue_link(speech)
try:
    across_page.show_across(archive, speech)
except NotAllowedError:
    paragraph(speech.gettext("This page is for coaches and administrators."))
