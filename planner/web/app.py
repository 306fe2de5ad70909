"""The entry point of every run: which pages there are. Titles are in the visitor's language.

The folder of the page scripts is not called "pages": Streamlit would run such a folder by itself, past this.
"""

import streamlit as st

from planner.web.outage import in_plain_words
from planner.web.speech import visitor_speech
from planner.web.visitor import enter

speech = visitor_speech()
st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
with in_plain_words(speech):
    enter()
    page = st.navigation(
        [
            st.Page("screens/start.py", title=speech.gettext("The planner"), default=True),
            st.Page("screens/plan.py", title=speech.gettext("Plan"), url_path="plan"),
            st.Page("screens/plan_room.py", title=speech.gettext("Room"), url_path="plan-room"),
            st.Page("screens/plan_lesson.py", title=speech.gettext("Lesson"), url_path="plan-lesson"),
            st.Page("screens/plan_class.py", title=speech.gettext("Class"), url_path="plan-class"),
            st.Page("screens/plan_places.py", title=speech.gettext("Places"), url_path="plan-places"),
            st.Page("screens/plan_repair.py", title=speech.gettext("Proposals"), url_path="plan-repair"),
            st.Page(
                "screens/plan_belonging.py", title=speech.gettext("Belonging"), url_path="plan-belonging"
            ),
            st.Page("screens/plan_adults.py", title=speech.gettext("Adults"), url_path="plan-adults"),
            st.Page("screens/plan_voice.py", title=speech.gettext("Students' voice"), url_path="plan-voice"),
            st.Page("screens/versions.py", title=speech.gettext("Versions"), url_path="versions"),
            st.Page("screens/review.py", title=speech.gettext("Sparring"), url_path="review"),
            st.Page("screens/queue.py", title=speech.gettext("What waits for you"), url_path="queue"),
            st.Page("screens/across.py", title=speech.gettext("Across plans"), url_path="across"),
            st.Page(
                "screens/belonging.py", title=speech.gettext("Belonging over time"), url_path="belonging"
            ),
            st.Page("screens/classes.py", title=speech.gettext("My classes"), url_path="classes"),
            st.Page("screens/school.py", title=speech.gettext("The school"), url_path="school"),
            st.Page("screens/layout.py", title=speech.gettext("Room"), url_path="layout"),
            st.Page("screens/new.py", title=speech.gettext("New plan"), url_path="new"),
            st.Page("screens/room.py", title=speech.gettext("Room"), url_path="room"),
        ],
        position="hidden",
    )
    page.run()
