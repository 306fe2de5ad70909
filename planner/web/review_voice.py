"""The students' voice beside the plan: what the newest round has come to, where there is one to see."""

import streamlit as st

from planner.services.archive import Archive
from planner.services.rounds import replies_of, round_state, rounds_of
from planner.voice.round import Reply, Round
from planner.web.frame import paragraph
from planner.web.markup import Html, items, join, tag
from planner.web.server.session import now
from planner.web.speech import Speech
from planner.web.voice_results import show_results


def show_voice(archive: Archive, plan: str, speech: Speech) -> None:
    """Draw what students have said of the plan's room; nothing where they were not asked."""
    rounds = rounds_of(archive, plan, now()) if archive.may(plan, "read_voice") else ()
    if not rounds:
        return
    title = speech.gettext("The students’ voice")
    box = st.expander(title, icon=":material/record_voice_over:", key="review_voice", on_change="rerun")
    if box.open:
        with box:
            _round(archive, rounds[0], speech)


def _round(archive: Archive, one: Round, speech: Speech) -> None:
    state = round_state(archive, one.id, now())
    if state.results is None:
        paragraph(speech.gettext("There are too few answers to show them yet."))
        return
    show_results(state, speech)
    replies = items(*(_reply(said, speech) for said in replies_of(archive, one.id)))
    if replies:
        st.html(join(tag("h3", speech.gettext("You said – we did – because"), class_="p-h3"), replies))


def _reply(said: Reply, speech: Speech) -> Html:
    """Return what the class said, what was done, and why."""
    lines = [
        speech.gettext("You said: {said}", said=said.said),
        speech.gettext("We did: {did}", did=said.did),
        *([speech.gettext("Because: {because}", because=said.because)] if said.because else []),
    ]
    return join(*(tag("span", line, class_="r-line") for line in lines))
