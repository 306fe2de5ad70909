"""The administrator's page: the accounts of the school, and the log of who did what."""

import streamlit as st

from planner.locale import mark
from planner.services.archive import LOCAL
from planner.services.permissions import may
from planner.web import school, school_log
from planner.web.cards import card_style
from planner.web.frame import open_page, refuse, start_link
from planner.web.opened import the_archive
from planner.web.sharing import NO_ACCOUNTS
from planner.web.speech import visitor_speech

ONLY = mark("Only an administrator sees this page.")
speech = visitor_speech()
account = the_archive().account
title = speech.gettext("The school")
if not may(account.role, "school", "manage_accounts"):
    why = speech.gettext(NO_ACCOUNTS if account.id == LOCAL.id else ONLY)
    refuse("school", title, speech, why)
    st.stop()
open_page("school", title, speech)
card_style()
start_link(speech)
names = {"people": speech.gettext("Accounts"), "log": speech.gettext("What happened")}
part = st.segmented_control(
    speech.gettext("What the page shows"),
    list(names),
    format_func=names.__getitem__,
    default="people",
    required=True,
    key="school_part",
    label_visibility="collapsed",
)
if part == "log":
    school_log.show_log(speech)
else:
    school.show_people(speech)
