"""What students have written, for the teacher's look: nobody else sees it before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import streamlit as st

from planner.services.archive import Archive
from planner.services.evidence import word_name
from planner.services.rounds import hold_back, let_through, waiting_words
from planner.voice.results import Word
from planner.voice.round import Round
from planner.web.focus import lead_to
from planner.web.frame import heading, paragraph, tell
from planner.web.markup import tag
from planner.web.opened import the_archive
from planner.web.server.session import now
from planner.web.speech import Speech
from planner.web.voice_results import PROPOSAL, proposal_card, said_block

Decide = Callable[[Archive, str, datetime], None]


@dataclass(frozen=True, slots=True)
class Row:
    """A word in its list: its number, and the word the keyboard goes on to from it."""

    word: Word
    number: int
    next: Word


def show_words(archive: Archive, one: Round, speech: Speech) -> None:
    """List the texts and proposals that wait for a look, then those that were looked at."""
    words = waiting_words(archive, one.id)
    if not words:
        return
    new = [word for word in words if word.state == "waiting"]
    heading(
        speech.gettext("Look at what they have written"),
        speech.gettext(
            "Only those who teach the plan see this. What you let through stands among the class's answers, "
            "for everybody who may see them. Hold back what points at somebody."
        ),
    )
    if not new:
        paragraph(speech.gettext("You have looked at everything."))
    _list(new, one, speech)
    seen = [word for word in words if word.state != "waiting"]
    if seen:
        label = speech.ngettext("{n} text you have looked at", "{n} texts you have looked at", len(seen))
        with st.expander(label, key="voice_seen"):
            _list(seen, one, speech)


def _list(words: list[Word], one: Round, speech: Speech) -> None:
    """Draw words with their buttons, under what they were asked for."""
    before = ""
    for number, word in enumerate(words, start=1):
        asked = word_name(word, one, speech.language)
        if asked != before:
            st.html(tag("h3", asked, class_="p-h3"))
        before = asked
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key=place_of(word)):
            _show(word, one, number, speech)
            _decisions(Row(word, number, _next(words, number)), speech)


def place_of(word: Word) -> str:
    """Return what the place of a word on the page is called."""
    return f"word_{word.id}"


def _next(words: list[Word], number: int) -> Word:
    """Return the word the keyboard goes on to: one that was looked at leaves the list of new ones."""
    word = words[number - 1]
    if word.state != "waiting":
        return word
    return words[number] if number < len(words) else words[max(number - 2, 0)]


def _show(word: Word, one: Round, number: int, speech: Speech) -> None:
    if word.kind == PROPOSAL:
        st.html(proposal_card(word, one, number, speech), width=320)
    else:
        st.html(said_block(word, f"{number}. "), width="stretch")


def _decisions(row: Row, speech: Speech) -> None:
    """Offer what can be done with a word; what it already is, is said and not offered."""
    if row.word.state == "shown":
        paragraph(speech.gettext("Shown among the class's answers."), class_="p-small")
    else:
        label = speech.gettext("Show no. {n} among the class's answers", n=row.number)
        _button(row, "show", label, let_through)
    if row.word.state == "hidden":
        paragraph(speech.gettext("Hidden."), class_="p-small")
    else:
        _button(row, "hide", speech.gettext("Hide no. {n}", n=row.number), hold_back)


def _button(row: Row, what: str, label: str, act: Decide) -> None:
    icon = ":material/visibility:" if what == "show" else ":material/visibility_off:"
    press = partial(_decide, act, row.word.id, place_of(row.next))
    st.button(label, key=f"voice_{what}_{row.word.id}", icon=icon, on_click=press)


def _decide(act: Decide, word: str, then: str) -> None:
    """Do it as who is at the page now; a text its student has changed meanwhile says so."""
    tell(lambda: act(the_archive(), word, now()))
    lead_to(then)
