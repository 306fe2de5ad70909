"""What the browser's tab keeps by itself, over a reload and over a restart of the server.

The address names the cell that is looked at, for a reload; it is rewritten in the browser, so that going
back still leaves the page. A field nobody sees holds the state of the plan that the tab shows: the browser
sends it together with the boxes, so a server that was started again knows what a choice was made to.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from planner.services.history import OpenDocument
from planner.web.component import encode, load_component
from planner.web.frame import tell
from planner.web.matrix import Place
from planner.web.speech import Speech

MEMORY: Final = "tab_memory"
SENT: Final = "tab_sent"
SERIAL: Final = "tab_serial"
DRAWN: Final = "tab_drawn"
RUNS_KEPT: Final = 30
SIMPLE: Final = (str, int, float, list, tuple, type(None))
_mount = load_component("tab")


@dataclass(frozen=True, slots=True)
class Tab:
    """What a tab says of itself: the cell that is looked at, and the state of the plan that it shows.

    ``head`` is None where the tab shows none, or shows it in another language: its boxes hold words.
    """

    place: Place | None = None
    head: int | None = None


def memory_text(opened: OpenDocument, place: Place | None, speech: Speech) -> str:
    """Write what the tab shows: the document, its state, the language, the number of the run and the cell."""
    cell = [place.student, place.phase] if place else []
    return json.dumps([opened.id, opened.head, speech.language, _serial(), *cell])


def read_tab(text: str, query: Mapping[str, str], opened: OpenDocument, speech: Speech) -> Tab:
    """Read what the tab says; what is not understood is as if it were not there."""
    plan, head, language, _, *cell = _parts(text)
    known = plan == opened.id and language == speech.language and isinstance(head, int)
    codes = cell if known and len(cell) == 2 else [query.get("student"), query.get("phase")]
    place = Place(str(codes[0]), str(codes[1])) if all(codes) else None
    return Tab(place, head if known else None)


def _parts(text: str) -> list[Any]:
    try:
        parts = json.loads(text)
    except ValueError:
        parts = None
    return parts if isinstance(parts, list) and len(parts) in {4, 6} else [None, None, None, None]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a message of the browser carried: the last run it had drawn to its end, and its boxes."""

    serial: int | None
    values: Mapping[str, object]


def begin_run() -> None:
    """Give a run its number, and remember what the browser has sent before the run sets any box."""
    values: dict[str, object] = {
        str(key): value for key, value in st.session_state.items() if isinstance(value, SIMPLE)
    }
    st.session_state[SENT] = Sent(_browser_serial(), values)
    st.session_state[SERIAL] = _serial() + 1
    st.session_state[DRAWN] = {**dict(list(_drawn().items())[-RUNS_KEPT:]), _serial(): {}}


def on_choice(key: str, act: Callable[[], object]) -> Callable[[], None]:
    """Return what is done when a box changes that is about to be drawn: the act, unless it is an echo."""
    _drawn().get(_serial(), {})[key] = st.session_state.get(key)

    def heard() -> None:
        if not is_echo(key):
            tell(act)

    return heard


def is_echo(key: str) -> bool:
    """Whether a box's value is one the browser held anyway, sent before it had drawn the newest run.

    Every message of the browser carries all its boxes. Sent while an answer is on its way, they stand as
    they did before it, or as half an answer left them: they differ from the document, but nobody chose
    them. What a person chose is another value than the browser sent last and was told since.
    """
    serial, value = _browser_serial(), st.session_state.get(key)
    sent: Sent | None = st.session_state.get(SENT)
    if sent is None or serial is None or serial == _serial():
        return False
    if key in sent.values and sent.values[key] == value:
        return True
    told = [
        values
        for run, values in _drawn().items()
        if run > serial or (run == serial and sent.serial != serial)
    ]
    return any(key in values and values[key] == value for values in told)


def _serial() -> int:
    serial: int = st.session_state.get(SERIAL, 0)
    return serial


def _drawn() -> dict[int, dict[str, object]]:
    drawn: dict[int, dict[str, object]] = st.session_state.get(DRAWN, {})
    return drawn


def _browser_serial() -> int | None:
    serial = _parts(st.session_state.get(MEMORY, ""))[3]
    return serial if isinstance(serial, int) else None


def ask_memory(text: str) -> str:
    """Draw the field where the tab is not known yet; return what the browser holds, else ``text``."""
    return st.text_input("memory", value=text, key=MEMORY, label_visibility="collapsed")


def set_memory(text: str) -> None:
    """Draw the field with what the tab shows from now on."""
    st.session_state[MEMORY] = text
    st.text_input("memory", key=MEMORY, label_visibility="collapsed")


def tab_query(opened: OpenDocument, place: Place | None) -> dict[str, str]:
    """Return the query that opens a plan at a cell: codes only."""
    cell = {"student": place.student, "phase": place.phase} if place else {}
    return {"id": opened.id} | cell


def keep_tab(
    opened: OpenDocument,
    place: Place | None,
    speech: Speech,
    *,
    key: str = "tab",
    query: Mapping[str, str] | None = None,
) -> None:
    """Write the tab's address and watch the connection; a connection that is back makes one run.

    ``query`` is what the address says besides the document; left out, it says the cell.
    """
    data = {
        "query": tab_query(opened, place) | dict(query or {}),
        "away": speech.gettext(
            "There is no connection to the planner just now. What you have chosen is saved. "
            "Wait a moment – it goes on by itself."
        ),
        "back": speech.gettext("The connection is back."),
    }
    _mount(key=key, data=encode(data), on_back_change=lambda: None)
