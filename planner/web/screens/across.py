"""What several plans show together."""

from planner.web.frame import open_page, start_link
from planner.web.speech import visitor_speech

speech = visitor_speech()
open_page("across", speech.gettext("Across plans"), speech)
start_link(speech)
