"""What a page does while the database is away: it says so, stays as it is, and goes on by itself."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.errors import UnavailableError
from planner.web.markup import Html, tag
from planner.web.server.session import the_doors
from planner.web.speech import Speech

PATIENCE: Final = 30
"""How often the database is asked again while the page stays as it was."""
EVERY_S: Final = 1.0
LATER_S: Final = 5.0
"""How often after that."""


@contextmanager
def in_plain_words(speech: Speech) -> Iterator[None]:
    """Draw a page; where the database is away, say so and draw the page when it is back.

    Whatever else goes wrong, goes on.
    """
    top = st.empty()
    try:
        yield
    except UnavailableError as error:
        said = tag("p", speech.error(error), role="alert", class_="p-alert")
        if _answers_soon(top, said):
            st.rerun()
        top.html(said)
        _try_again(speech)


def _answers_soon(top: DeltaGenerator, said: Html) -> bool:
    """Wait for the database a while.

    Streamlit takes away what a finished run has not drawn. While this one waits, the tab keeps the page, and
    its components keep taking edits.
    """
    for _ in range(PATIENCE):
        top.html(said)  # where the tab asks for another run, this one ends here
        time.sleep(EVERY_S)
        if _answers():
            return True
    return False


def _answers() -> bool:
    try:
        the_doors().accounts.census()
    except UnavailableError:
        return False
    return True


@st.fragment(run_every=LATER_S)
def _try_again(speech: Speech) -> None:
    """Draw the page once the database answers: what the tab still holds is sent when it is drawn."""
    st.button(speech.gettext("Try again"), key="try_again")
    if _answers():
        st.rerun()
