"""The archive of whoever is at the page, asked for anew on every run."""

from typing import Final

import streamlit as st

from planner.services.archive import LOCAL, Archive
from planner.services.noting import note_opened
from planner.web.server.session import now, the_store
from planner.web.visitor import require

_NOTED: Final = "noted"


def the_archive() -> Archive:
    """Return the documents as the person at the page may use them; the run ends where they are signed out."""
    return Archive(the_store(), require())


def note_opening(archive: Archive, document: str) -> None:
    """Have it written down that the person at the page opened a document; asked once a day and session."""
    if archive.account.id == LOCAL.id:
        return
    time = now()
    today = (document, time.date())
    noted: frozenset[object] = st.session_state.get(_NOTED, frozenset())
    if today not in noted:
        note_opened(archive, document, time)
        st.session_state[_NOTED] = noted | {today}
