"""The class of a plan: students by code or bands, and what the setting must offer them."""

import streamlit as st

from planner.web import class_page, pages
from planner.web.class_keeping import show_keeping
from planner.web.controls import Workbench
from planner.web.speech import visitor_speech

speech = visitor_speech()
requested = pages.requested_plan(speech)
if requested is None:
    st.stop()
desk, opened = requested
pages.open_plan_page("plan-class", desk, opened, speech)
with pages.at_desk(desk, opened, speech) as unheard:
    show_keeping(desk.archive, opened.id, speech)
    class_page.show_class(Workbench(opened.plan, {}, speech, desk.apply, unheard), desk, opened)
