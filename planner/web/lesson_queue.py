"""Edits from components of the lesson page: numbered in the browser, sent until answered, made once each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from planner.errors import PlannerError
from planner.locale import gettext
from planner.plan.changes import Change
from planner.storage.store import Command
from planner.web.desk import Pending, PlanDesk
from planner.web.speech import visitor_speech

LONGEST_CLIENT: Final = 64
Read = Callable[[Mapping[str, Any]], Change | None]


@dataclass(frozen=True, slots=True)
class Queue:
    """What a component reports: the tab's client id and its edits by number, oldest first."""

    client: str
    edits: tuple[tuple[int, Mapping[str, Any]], ...]


def read_queue(reported: object, document: str) -> Queue | None:
    """Read what the browser reports; None for anything that is not a queue of this document."""
    if not isinstance(reported, Mapping) or reported.get("document") != document:
        return None
    client, edits = reported.get("client"), reported.get("edits")
    if not isinstance(client, str) or not 0 < len(client) <= LONGEST_CLIENT or not isinstance(edits, list):
        return None
    numbered = [
        (edit["seq"], edit)
        for edit in edits
        if isinstance(edit, Mapping) and isinstance(edit.get("seq"), int)
    ]
    return Queue(client, tuple(sorted(numbered, key=lambda item: item[0])))


def hear(desk: PlanDesk, key: str, read: Read) -> bool:
    """Make what a component reports and this session has not heard yet; return whether there was anything.

    Nothing is heard while a question about an older change is open. An edit ``read`` makes nothing of is
    counted as heard.
    """
    state = st.session_state.get(key)
    queue = read_queue(state.get("queue") if state else None, desk.document)
    if queue is None or desk.pending or desk.shown is None:
        return False
    last = _heard(key, queue.client)
    fresh = [(seq, edit) for seq, edit in queue.edits if seq > last]
    if not fresh:
        return False
    made = [(read(edit), Command(queue.client, seq)) for seq, edit in fresh]
    left = [Pending(change, command) for change, command in made if change is not None]
    # Streamlit may end the run anywhere below: what was made already is known to the store, and the edits
    # count as heard only once all of them are made or held.
    left = [one for one in left if one.command and not desk.archive.done(desk.document, one.command)]
    _know_own(desk, queue.client)
    why = _refused(desk, left)
    while left and desk.perform(left[0]):
        left.pop(0)
    if left:
        desk.hold(left)
    st.session_state[_why(key)] = why
    st.session_state[_name(key)] = {"client": queue.client, "seq": fresh[-1][0]}
    return True


def answer(desk: PlanDesk, key: str) -> dict[str, Any]:
    """Return what a component is told of its edits.

    The last one heard, whether a question is open, and why the last one was not made, where it was not.
    """
    why = st.session_state.get(_why(key))
    told = gettext(why, visitor_speech().language) if why else ""
    return {"acked": None if desk.pending else _last(key), "conflict": bool(desk.pending), "why": told}


def _know_own(desk: PlanDesk, client: str) -> None:
    """Show the newest state where this tab's own edits led to it.

    A server that dies after an edit and before its answer leaves the tab with the state before: that is no
    other window's.
    """
    seen, head = desk.archive.seen(desk.document, client), desk.open().head
    if seen is not None and seen[1] == head != desk.shown:
        desk.goes_on_from(head)


def _refused(desk: PlanDesk, changes: Iterable[Pending[Change]]) -> str:
    """Return why the plan does not take one of the changes, made one after the other; nothing if it does."""
    plan = desk.open().plan
    try:
        for pending in changes:
            plan = pending.change.apply(plan)
    except PlannerError as error:
        return str(error)
    return ""


def _why(key: str) -> str:
    return f"why:{key}"


def _name(key: str) -> str:
    return f"heard:{key}"


def _last(key: str) -> dict[str, Any] | None:
    last: dict[str, Any] | None = st.session_state.get(_name(key))
    return last


def _heard(key: str, client: str) -> int:
    last = _last(key)
    return int(last["seq"]) if last and last["client"] == client else 0
