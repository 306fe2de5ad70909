"""A new plan in four steps: room, lesson, class – and the check, which is the page of the plan."""

import streamlit as st

from planner.web import pages, wizard, wizard_class
from planner.web.controls import Workbench
from planner.web.desk import desk_of
from planner.web.frame import open_page
from planner.web.speech import visitor_speech
from planner.web.tab import begin_run

speech = visitor_speech()
step = wizard.requested_step(st.query_params.to_dict())
open_page("new", speech.gettext("New plan"), speech, query=wizard.step_query(step))
if step.number == 1:
    wizard.choose_room(step, speech)
elif step.number == 2:
    wizard.choose_lesson(step, speech)
else:
    begin_run()
    desk = desk_of(step.plan)
    opened = desk.load()
    if not desk.archive.may(opened.id, "edit"):
        st.switch_page(pages.REVIEW_PAGE, query_params={"id": opened.id})
    wizard_class.open_class_step(step, speech)
    pages.ask_pending(desk, opened, speech)
    with pages.at_desk(desk, opened, speech, wizard.step_query(step)) as unheard:
        bench = Workbench(opened.plan, {}, speech, desk.apply, unheard)
        wizard_class.class_form(bench, opened.id)
    wizard_class.to_the_check(bench, opened.id)
