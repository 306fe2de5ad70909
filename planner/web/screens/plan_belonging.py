"""Belonging in a plan: who is with the class and for how long, who has a choice, and what stands out."""

import streamlit as st

from planner.web import belonging, belonging_period, pages
from planner.web.controls import Workbench
from planner.web.planning import checked_view
from planner.web.speech import visitor_speech

speech = visitor_speech()
requested = pages.requested_plan(speech)
if requested is None:
    st.stop()
desk, opened = requested
if checked_view(opened, speech) is None:
    st.stop()
pages.open_plan_page("plan-belonging", desk, opened, speech)
belonging.belonging_style()
with pages.at_desk(desk, opened, speech) as unheard:
    told = belonging.plan_told(opened.plan)
    belonging.show_belonging(opened.id, told, speech)
    belonging.show_law(told, speech)
    belonging.ask_between(Workbench(opened.plan, {}, speech, desk.apply, unheard))
    belonging.show_between(opened.plan, told, speech)
    belonging_period.class_link(desk.archive, opened.id, speech)
