"""A round while it is open: its code for the class, and how many have answered so far."""

from base64 import b64encode
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.errors import PlannerError, UnavailableError
from planner.services.archive import Archive
from planner.services.rounds import RoundState, close_round, round_state
from planner.voice.round import Round
from planner.web.frame import notify
from planner.web.markup import Html, items, join, tag, void
from planner.web.opened import the_archive
from planner.web.server.poster import board_path, qr_svg, sheet_path
from planner.web.server.reach import Reach
from planner.web.server.session import now
from planner.web.speech import Speech, visitor_speech
from planner.web.voice_reach import show_reach, visitor_reach

POLL_S: Final = 2.0
BOARD: Final = "voice_board"
"""Where the keyboard goes when a round was opened."""


def show_code(archive: Archive, one: Round, speech: Speech) -> None:
    """Draw the code large enough for a board, its QR code, and what can be done with the round."""
    reach = visitor_reach()
    show_reach(reach, speech)
    with st.container(horizontal=True, gap="large", vertical_alignment="center", key="voice_code"):
        st.html(_code(one, reach, speech), width="content")
        with st.container(key="voice_doing", width="content"):
            zone = urlencode({"zone": st.context.timezone or "UTC"})
            with st.container(key=BOARD):
                st.link_button(
                    speech.gettext("Show on the board"),
                    f"{board_path(one.id)}?{zone}",
                    icon=":material/cast_for_education:",
                    width="stretch",
                )
            st.link_button(
                speech.gettext("Print code and questions"),
                sheet_path(one.id),
                icon=":material/print:",
                width="stretch",
            )
            _close(archive, one, speech)


def _code(one: Round, reach: Reach, speech: Speech) -> Html:
    picture = b64encode(qr_svg(reach.way(one.code)).encode()).decode()
    way = speech.gettext("QR code that leads to {address}", address=reach.way(one.code))
    qr = void("img", src=f"data:image/svg+xml;base64,{picture}", alt=way, class_="p-qr")
    words = tag(
        "div",
        tag("p", speech.gettext("Go to {address} and write the code", address=reach.typed)),
        tag("p", one.code, class_="p-code", aria_label=" ".join(one.code)),
        tag("p", speech.gettext("Open until {when}.", when=closing_time(one, speech))),
    )
    return tag("div", qr, words, class_="p-round")


def closing_time(one: Round, speech: Speech) -> str:
    """Say when a round closes by itself, in the visitor's time zone."""
    return speech.moment(one.closes, st.context.timezone)


def _close(archive: Archive, one: Round, speech: Speech) -> None:
    """Offer to close the round; a second press is needed, for it cannot be opened again."""
    with st.popover(
        speech.gettext("Close the round"), icon=":material/lock:", key="voice_close", width="stretch"
    ):
        st.html(
            tag("p", speech.gettext("Nobody can answer after that, and it stays closed. The results stay."))
        )
        st.button(
            speech.gettext("Close now"),
            key="voice_close_now",
            type="primary",
            on_click=_close_now,
            args=(archive, one.id, speech),
        )


def _close_now(archive: Archive, round_id: str, speech: Speech) -> None:
    try:
        close_round(archive, round_id, now())
    except PlannerError as error:
        notify(speech.error(error))


def show_count(state: RoundState, *, live: bool) -> None:
    """Draw how many have answered; of an open round anew every two seconds, by itself."""
    st.fragment(_tick, run_every=POLL_S if live else None)(state)


def _tick(known: RoundState) -> None:
    """Ask again who may see it and where the round stands; new results draw the whole page once.

    Ticks do not pass the entry point of the pages, so nothing of it is relied on here.
    """
    speech = visitor_speech()
    try:
        state = round_state(the_archive(), known.round.id, now())
    except (PlannerError, UnavailableError) as error:
        st.html(tag("p", speech.error(error), role="alert", class_="p-alert"))
        return
    st.html(tag("div", count_words(state, speech), class_="p-count", role="status"))
    if _seen(state) != _seen(known):
        st.rerun()


def _seen(state: RoundState) -> tuple[object, ...]:
    return (state.round.closed is None, state.shown, state.results)


def count_words(state: RoundState, speech: Speech) -> Html:
    """Say how many have answered, what the results are made of, and what is held back and why."""
    one, n = state.round, state.answers
    said = (
        speech.gettext("{n} of {expected} have answered", n=n, expected=one.expected)
        if one.expected
        else speech.ngettext("{n} has answered", "{n} have answered", n)
    )
    over = tag("p", speech.gettext("The round is closed.")) if one.closed is not None else None
    return join(tag("p", said, class_="p-answers"), over, items(*_held(state, speech)))


def _held(state: RoundState, speech: Speech) -> tuple[str, ...]:
    least = int(load_catalogue().limits()["voice_answers_least"])
    closed = state.round.closed is not None
    if not state.shown:
        said = (
            speech.gettext("There are no results: they need at least {n} answers.", n=least)
            if closed
            else speech.gettext(
                "Results come from {n} answers on, so that nobody can be recognised.", n=least
            )
        )
        return (said,)
    shown = speech.ngettext(
        "The results below are of {n} answer.", "The results below are of {n} answers.", state.shown
    )
    if not state.held:
        return (shown,)
    return (shown, _waiting(state.held, least, speech, closed=closed))


def _waiting(held: int, least: int, speech: Speech, *, closed: bool) -> str:
    if closed:
        return speech.ngettext(
            "{n} new or changed answer is held back: alone it could be recognised.",
            "{n} new or changed answers are held back: so few could be recognised.",
            held,
        )
    return speech.ngettext(
        "{n} new or changed answer waits until there are {least} of them.",
        "{n} new or changed answers wait until there are {least} of them.",
        held,
        least=least,
    )
