"""The adults of a plan: what each does, sees and reaches, and plan B where one of them is missing."""

import streamlit as st

from planner.services.adults import adults_told
from planner.services.checking import check_plan
from planner.web import adults, adults_plan_b, pages
from planner.web.belonging import belonging_style
from planner.web.planning import checked_view
from planner.web.speech import visitor_speech

speech = visitor_speech()
requested = pages.requested_plan(speech)
if requested is None:
    st.stop()
desk, opened = requested
if checked_view(opened, speech) is None:
    st.stop()
pages.open_plan_page("plan-adults", desk, opened, speech)
belonging_style()
with pages.at_desk(desk, opened, speech):
    checked = check_plan(opened.plan)
    adults.show_adults(checked.plan, adults_told(checked), speech)
    printable = desk.archive.may(opened.id, "export")
    adults_plan_b.show_plan_b(opened.id, checked, speech, printable=printable)
