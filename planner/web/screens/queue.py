"""What waits for the person at the page."""

from planner.web.frame import open_page, start_link
from planner.web.speech import visitor_speech

speech = visitor_speech()
open_page("queue", speech.gettext("What waits"), speech)
start_link(speech)
