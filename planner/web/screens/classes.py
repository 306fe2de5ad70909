"""One's classes: when they end, everything about one as a file, and erasing one for good."""

from planner.web.classes import show_classes
from planner.web.frame import open_page, start_link
from planner.web.opened import the_archive
from planner.web.speech import visitor_speech

speech = visitor_speech()
open_page("classes", speech.gettext("My classes"), speech)
start_link(speech)
show_classes(the_archive(), speech)
