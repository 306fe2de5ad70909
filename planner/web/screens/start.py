"""The start page: plans being worked on, sample plans, rooms."""

from planner.web import start
from planner.web.frame import open_page
from planner.web.speech import visitor_speech

speech = visitor_speech()
open_page("", speech.gettext("The planner"), speech, start.lead(speech))
start.own_plans(speech)
start.samples(speech)
start.rooms(speech)
