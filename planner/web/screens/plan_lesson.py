"""The lesson page: what it is about, its phases in time, and the questions of one phase at a time."""

import streamlit as st

from planner.services.plans import plan_layout
from planner.web import lesson, lesson_activity, lesson_copy, lesson_phase, pages
from planner.web.controls import Workbench
from planner.web.lesson_timeline import show_timeline_editor
from planner.web.speech import visitor_speech

speech = visitor_speech()
requested = pages.requested_plan(speech)
if requested is None:
    st.stop()
desk, opened = requested
pages.open_plan_page("plan-lesson", desk, opened, speech)
zones = {zone.id: zone.name for zone in plan_layout(opened.plan).zones}
with pages.at_desk(desk, opened, speech) as unheard:
    bench = Workbench(opened.plan, zones, speech, desk.apply, unheard)
    lesson.about(bench)
    lesson.adults(desk, bench)
    at = show_timeline_editor(desk, opened.plan, speech)
    with st.container(horizontal=True, gap="small", key="lesson_buttons"):
        lesson_phase.add_phase(desk, bench, at)
        lesson_copy.fetch_phase(desk, bench, at)
        lesson_copy.keep_template(desk, bench)
    lesson_phase.phase_part(desk, bench, at)
    lesson_activity.activity_part(desk, bench, at)
