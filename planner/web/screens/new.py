"""A new plan, step by step."""

from planner.web.frame import open_page
from planner.web.speech import visitor_speech

speech = visitor_speech()
open_page("new", speech.gettext("New plan"), speech)
