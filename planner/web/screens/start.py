"""The start page: make a plan, one's own plans and rooms, samples and rooms to look at."""

from planner.web import queue_list, start
from planner.web.cards import card_style
from planner.web.class_keeping import remind_of_classes
from planner.web.frame import open_page
from planner.web.opened import the_archive
from planner.web.speech import visitor_speech

speech = visitor_speech()
open_page("", speech.gettext("The planner"), speech, start.lead(speech))
card_style()
start.begin(speech)
queue_list.waiting_badge(speech)
remind_of_classes(the_archive(), speech)
start.shelves(speech)
start.more(speech)
start.samples(speech)
start.rooms(speech)
