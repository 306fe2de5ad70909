"""Hear what a drawing sends: each edit is made once, saved at once, and answered.

An edit is answered when its number is in the store: made, refused with a sentence, or merged or dropped by
the person after another window changed the document.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final, Generic

import streamlit as st

from planner.errors import ConflictError, InputError, PlannerError
from planner.room.layout import Layout
from planner.room.patch import Patch, read_patch
from planner.room.patch_words import fault_words
from planner.room.stray import refuse_strays
from planner.storage.store import Command
from planner.web.desk import ChangeT, Desk, OpenT, Pending
from planner.web.edits import Edit, Queue, net_edits
from planner.web.speech import Speech

KEPT: Final = 20
"""How many refusals one tab keeps to be told."""


@dataclass(frozen=True, slots=True)
class Drawing(Generic[OpenT, ChangeT]):
    """A layout as one drawing shows it.

    Attributes
    ----------
    name
        The document as the drawing knows it; a phase of a plan is a document of its own there.
    change
        Turns a patch into a change of the document.
    layout
        What the patches are made in, to name an item that is refused.
    """

    desk: Desk[OpenT, ChangeT]
    name: str
    change: Callable[[Patch], ChangeT]
    layout: Callable[[OpenT], Layout]
    speech: Speech

    @property
    def _key(self) -> str:
        return f"refused:{self.name}"

    def refused(self, client: str) -> list[dict[str, object]]:
        """Return why edits of a tab were refused, by their number."""
        told: tuple[tuple[str, int, str], ...] = st.session_state.get(self._key, ())
        return [{"seq": seq, "why": why} for one, seq, why in told if one == client]

    def refuse(self, client: str, seq: int, why: str) -> None:
        """Keep why an edit was refused."""
        st.session_state[self._key] = (*st.session_state.get(self._key, ()), (client, seq, why))[-KEPT:]


def answered(drawing: Drawing[OpenT, ChangeT], queue: Queue | None) -> dict[str, object] | None:
    """Return the number of the last edit of a tab that is answered; None where there is none."""
    if queue is None or queue.document != drawing.name:
        return None
    seen = drawing.desk.archive.seen(drawing.desk.document, queue.client)
    return None if seen is None else {"client": queue.client, "seq": seen[0]}


def hear(drawing: Drawing[OpenT, ChangeT], opened: OpenT, queue: Queue | None) -> bool:
    """Make the edits that are not answered yet; return whether there were any.

    Edits made on top of a state that is not the newest any more are held, and the page asks about them –
    unless this tab's own edits led from the one to the other.
    """
    if queue is None or queue.document != drawing.name or drawing.desk.pending:
        return False
    seen = drawing.desk.archive.seen(drawing.desk.document, queue.client)
    left = tuple(edit for edit in queue.edits if seen is None or edit.seq > seen[0])
    if not left:
        return False
    if opened.head in (queue.base, seen and seen[1]):
        _make(drawing, opened, queue.client, left)
    else:
        _hold(drawing, opened, queue.client, left)
    return True


def _make(drawing: Drawing[OpenT, ChangeT], opened: OpenT, client: str, edits: tuple[Edit, ...]) -> None:
    for number, edit in enumerate(edits):
        command = Command(client, edit.seq)
        try:
            if edit.do == "patch":
                _keep_inside(drawing, opened, edit)
            opened = drawing.desk.act(opened.head, partial(_do, drawing, edit, command))
        except ConflictError:
            _hold(drawing, drawing.desk.open(), client, edits[number:])
            return
        except PlannerError as error:
            _refuse(drawing, opened, edit, client, error)


def _keep_inside(drawing: Drawing[OpenT, ChangeT], opened: OpenT, edit: Edit) -> None:
    """Refuse furniture where no room is; PlannerError."""
    language = drawing.speech.language
    refuse_strays(drawing.layout(opened), read_patch(edit.patch, language), language)


def _do(drawing: Drawing[OpenT, ChangeT], edit: Edit, command: Command, where: tuple[str, int]) -> OpenT:
    if edit.do != "patch":
        return drawing.desk.step(where, command, forward=edit.do == "redo")
    patch = read_patch(edit.patch, drawing.speech.language)
    return drawing.desk.make(where, drawing.change(patch), command)


def _refuse(
    drawing: Drawing[OpenT, ChangeT], opened: OpenT, edit: Edit, client: str, error: PlannerError
) -> None:
    """Answer an edit that does not fit: nothing is made, the drawing is told why."""
    drawing.refuse(client, edit.seq, _why(drawing, opened, edit, error))
    _answer(drawing, opened, Command(client, edit.seq))


def _answer(drawing: Drawing[OpenT, ChangeT], opened: OpenT, command: Command) -> None:
    """Note that an edit is answered; where another window is first, it comes again and is answered then."""
    with suppress(ConflictError):
        drawing.desk.archive.acknowledge((drawing.desk.document, opened.head), command)


def _why(drawing: Drawing[OpenT, ChangeT], opened: OpenT, edit: Edit, error: PlannerError) -> str:
    speech = drawing.speech
    if not isinstance(error, InputError):
        return speech.error(error)
    try:
        patch = read_patch(edit.patch, speech.language)
    except InputError:
        return str(error.faults[0])
    return fault_words(drawing.layout(opened), patch, error.faults[0], speech.language)


def _hold(drawing: Drawing[OpenT, ChangeT], opened: OpenT, client: str, edits: tuple[Edit, ...]) -> None:
    """Keep what is left of the edits until the person has said what to do with them."""
    held: list[Pending[ChangeT]] = []
    for edit in net_edits(edits):
        try:
            change = drawing.change(read_patch(edit.patch, drawing.speech.language))
            held.append(Pending(change, Command(client, edit.seq)))
        except PlannerError as error:
            drawing.refuse(client, edit.seq, _why(drawing, opened, edit, error))
    if held:
        drawing.desk.hold(held)
    else:
        _answer(drawing, opened, Command(client, edits[-1].seq))
