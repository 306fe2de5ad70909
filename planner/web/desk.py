"""The document on the desk: the one in the address, and what a person does to it.

What a person does is done against the state this tab has shown. When the document was changed elsewhere
meanwhile, nothing is written: what was to be done is kept, the newest state is shown, and the page asks
whether to do it there too or to let it go.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from planner.catalogue.message import Message
from planner.errors import ConflictError, PlannerError, UnavailableError
from planner.plan.changes import Change
from planner.room.patch import Patch
from planner.room.patch_words import patch_label
from planner.services import comparing, layouts, plans
from planner.services.archive import Archive
from planner.services.history import OpenDocument
from planner.services.layouts import OpenLayout
from planner.services.plans import OpenPlan
from planner.storage.store import Command, Where
from planner.web.frame import not_saved, notify
from planner.web.opened import note_opening, the_archive
from planner.web.server.session import now
from planner.web.speech import visitor_speech

OpenT = TypeVar("OpenT", bound=OpenDocument)
ChangeT = TypeVar("ChangeT")


@dataclass(frozen=True, slots=True)
class Pending(Generic[ChangeT]):
    """A change that met a newer state; ``command`` is its number in the tab it came from."""

    change: ChangeT
    command: Command | None = None


class Shown:
    """The head a tab has shown, in a box of its own.

    Streamlit may end a run wherever it touches the session. A head that was written into the session after
    the database had the edit was lost that way, and the tab's own edit looked like another window's.
    ``drawn`` is what the tab had drawn to its end when this session met it.
    """

    __slots__ = ("drawn", "head")

    def __init__(self) -> None:
        self.head: int | None = None
        self.drawn: int | None = None


@dataclass(frozen=True, slots=True)
class Desk(ABC, Generic[OpenT, ChangeT]):
    """A document of the archive as this tab works on it."""

    archive: Archive
    document: str

    @abstractmethod
    def open(self) -> OpenT:
        """Return the document as it stands, whatever this tab has shown."""

    @abstractmethod
    def make(self, where: Where, change: ChangeT, command: Command | None) -> OpenT:
        """Make a change against a head."""

    @abstractmethod
    def label(self, change: ChangeT, opened: OpenT) -> Message:
        """Say what the history calls a change."""

    @abstractmethod
    def said_at(self, head: int, changes: Iterable[ChangeT]) -> tuple[tuple[Message, ...] | None, ...]:
        """Say of each change what it would have done to an earlier state; None where that says nothing."""

    @abstractmethod
    def changes_at(self, head: int, change: ChangeT) -> bool:
        """Whether a change would have changed an earlier state."""

    @abstractmethod
    def step(self, where: Where, command: Command | None, *, forward: bool) -> OpenT:
        """Go one edit back or forward."""

    @abstractmethod
    def keep(self, where: Where, name: str | None) -> OpenT:
        """Keep the state as a version."""

    @abstractmethod
    def restore(self, where: Where, edit: int) -> OpenT:
        """Show an earlier version again."""

    @abstractmethod
    def export(self) -> bytes:
        """Return the document as a file."""

    def load(self) -> OpenT:
        """Return the document as it stands, and remember that this tab has shown that state."""
        opened = self.open()
        note_opening(self.archive, self.document)
        if not self.settled:
            return opened
        if self.shown != opened.head and not self.pending:
            speech = visitor_speech()
            notify(speech.gettext("It was changed in another window – you now see the newest."))
        return self._shown(opened)

    def shows(self, head: int) -> None:
        """Take the tab's word for the state it shows: a server that was started again has forgotten it."""
        box = self._box()
        box.head = head if box.head is None else box.head
        box.drawn = head if box.drawn is None else box.drawn

    def goes_on_from(self, head: int) -> None:
        """Count a state as shown: what this tab did itself led to it."""
        self._box().head = head

    @property
    def shown(self) -> int | None:
        """The head this tab has shown; None where it has shown none yet."""
        return self._box().head

    @property
    def settled(self) -> bool:
        """Whether this session has shown the document to its end: from then on it hears every choice."""
        return bool(st.session_state.get(self._settled))

    def settle(self, opened: OpenT, unheard: Iterable[ChangeT] = ()) -> bool:
        """Make the choices nobody has heard yet, and go on from here; return whether there were any.

        They were made to what the tab had drawn: what only differs because of what came after is no choice of
        this tab. Where somebody else made that, the page asks.
        """
        st.session_state[self._settled] = True
        box, newest, changes = self._box(), self.open(), tuple(unheard)
        drawn = opened.head if box.drawn is None else box.drawn
        if drawn != newest.head:
            changes = tuple(change for change in changes if self.changes_at(drawn, change))
        if changes and box.head != newest.head:
            self.hold([Pending(change) for change in changes])
        elif changes:
            self.apply(changes)
        if self.pending or not changes:
            self._shown(newest)
        return bool(changes) or not drawn == opened.head == newest.head

    def settle_by(self, act: Callable[[], None]) -> None:
        """Do what was pressed before this session heard of the button."""
        st.session_state[self._settled] = True
        act()

    def apply(self, changes: Iterable[ChangeT]) -> None:
        """Make changes one after the other, each saved at once.

        Where the document is another by now, the rest is held and the page asks what to do with it.
        """
        left = [Pending(change) for change in changes]
        while left and self.perform(left[0]):
            left.pop(0)
        if left:
            self.hold(left)

    def act(self, head: int, do: Callable[[Where], OpenT]) -> OpenT:
        """Do something against a head and show what came of it; raises what it raises."""
        box = self._box()
        opened = do((self.document, head))
        box.head = opened.head
        return opened

    def perform(self, pending: Pending[ChangeT]) -> bool:
        """Make one change against the state that was shown; False where that is outdated.

        A change that does not fit is told, and its command is answered: it does not come again.
        """
        change, command = pending.change, pending.command
        heard = self._try(lambda where: self.make(where, change, command), numbered=command is not None)
        if heard and command is not None and not self.archive.done(self.document, command):
            self._answer(command)
        return heard

    @property
    def pending(self) -> tuple[Pending[ChangeT], ...]:
        """What met a newer state and waits for an answer."""
        held: tuple[Pending[ChangeT], ...] = st.session_state.get(self._held, ())
        return held

    def hold(self, changes: Iterable[Pending[ChangeT]]) -> None:
        """Keep changes that met a newer state, until the page has asked what to do with them."""
        if not self.pending:
            st.session_state[self._seen] = self.shown
        st.session_state[self._held] = (*self.pending, *changes)
        self._shown(self.open())

    @property
    def seen(self) -> int | None:
        """The head this tab showed when the first held change met a newer one."""
        seen: int | None = st.session_state.get(self._seen)
        return seen

    def merge(self) -> None:
        """Make the held changes in the newest state; one that does not fit there says why."""
        held = self._release()
        self._shown(self.open())
        while held and self.perform(held[0]):
            held = held[1:]
        if held:
            self.hold(held)

    def drop(self) -> None:
        """Let the held changes go."""
        for held in self._release():
            if held.command is not None:
                self._answer(held.command)
        self._shown(self.open())

    def undo(self) -> None:
        """Go back one edit."""
        self._try_or_tell(lambda where: self.step(where, None, forward=False))

    def redo(self) -> None:
        """Go forward one edit."""
        self._try_or_tell(lambda where: self.step(where, None, forward=True))

    def save(self, name: str | None = None) -> None:
        """Keep the state as a version."""
        self._try_or_tell(lambda where: self.keep(where, name))

    def bring_version(self, edit: int) -> None:
        """Show an earlier version again; that is an edit like any other."""
        self._try_or_tell(lambda where: self.restore(where, edit))

    @property
    def _key(self) -> str:
        return f"head:{self.document}"

    @property
    def _settled(self) -> str:
        return f"settled:{self.document}"

    @property
    def _held(self) -> str:
        return f"held:{self.document}"

    @property
    def _seen(self) -> str:
        return f"seen:{self.document}"

    def _answer(self, command: Command) -> None:
        """Count a command as done; where another window is first just then, the tab sends it again."""
        with suppress(ConflictError):
            self.archive.acknowledge((self.document, self.open().head), command)

    def _release(self) -> tuple[Pending[ChangeT], ...]:
        held = self.pending
        st.session_state.pop(self._held, None)
        st.session_state.pop(self._seen, None)
        return held

    def _box(self) -> Shown:
        if self._key not in st.session_state:
            st.session_state[self._key] = Shown()
        box: Shown = st.session_state[self._key]
        return box

    def _shown(self, opened: OpenT) -> OpenT:
        self._box().head = opened.head
        return opened

    def _try_or_tell(self, act: Callable[[Where], OpenT]) -> None:
        if not self._try(act):
            self._shown(self.open())
            speech = visitor_speech()
            notify(
                speech.gettext(
                    "It was changed in another window, so your last step was not made. "
                    "You now see the newest – do it again if it is still needed."
                )
            )

    def _try(self, act: Callable[[Where], OpenT], *, numbered: bool = False) -> bool:
        """Do something against the state that was shown; return False where that is outdated.

        While the database is away, what has a number is not answered, so that it comes again by itself;
        of the rest the person is told that it was not done.
        """
        box = self._box()
        try:
            box.head = act((self.document, box.head or 0)).head
        except ConflictError:
            return False
        except PlannerError as error:
            notify(visitor_speech().error(error))
        except UnavailableError as error:
            if numbered:
                raise
            notify(not_saved(error))
        return True


class PlanDesk(Desk[OpenPlan, Change]):
    """A plan on the desk."""

    __slots__ = ()

    def open(self) -> OpenPlan:
        """Return the plan as it stands."""
        return plans.load_plan(self.archive, self.document)

    def make(self, where: Where, change: Change, command: Command | None) -> OpenPlan:
        """Make a change of the plan."""
        return plans.change_plan(self.archive, where, change, now(), command)

    def label(self, change: Change, opened: OpenPlan) -> Message:
        """Say what the history calls a change of the plan."""
        return plans.name_change(opened.plan, change)

    def said_at(self, head: int, changes: Iterable[Change]) -> tuple[tuple[Message, ...] | None, ...]:
        """Say of each change what it would have done to an earlier state of the plan."""
        return comparing.changes_said(self.archive, (self.document, head), changes)

    def changes_at(self, head: int, change: Change) -> bool:
        """Whether a change would have changed an earlier state of the plan."""
        return plans.would_change(self.archive, (self.document, head), change)

    def step(self, where: Where, command: Command | None, *, forward: bool) -> OpenPlan:
        """Go one edit back or forward."""
        return (plans.redo if forward else plans.undo)(self.archive, where, command)

    def keep(self, where: Where, name: str | None) -> OpenPlan:
        """Keep the plan as a version."""
        return plans.save_version(self.archive, where, now(), name)

    def restore(self, where: Where, edit: int) -> OpenPlan:
        """Show an earlier version of the plan again."""
        return plans.restore_version(self.archive, where, edit, now())

    def export(self) -> bytes:
        """Return the plan as a file."""
        return plans.export_plan(self.archive, self.document, now())


class LayoutDesk(Desk[OpenLayout, Patch]):
    """A room of one's own on the desk."""

    __slots__ = ()

    def open(self) -> OpenLayout:
        """Return the room as it stands."""
        return layouts.load_layout(self.archive, self.document)

    def make(self, where: Where, change: Patch, command: Command | None) -> OpenLayout:
        """Make a patch in the room."""
        return layouts.change_layout(self.archive, where, change, now(), command)

    def label(self, change: Patch, opened: OpenLayout) -> Message:
        """Say what the history calls a patch."""
        return patch_label(opened.layout, change)

    def said_at(self, head: int, changes: Iterable[Patch]) -> tuple[tuple[Message, ...] | None, ...]:
        """Say of each patch what it would have done to an earlier state of the room."""
        return comparing.patches_said(self.archive, (self.document, head), changes)

    def changes_at(self, head: int, change: Patch) -> bool:  # noqa: ARG002 – a patch is made by hand only
        """Whether a patch would have changed an earlier state of the room."""
        return True

    def step(self, where: Where, command: Command | None, *, forward: bool) -> OpenLayout:
        """Go one edit back or forward."""
        return (layouts.redo if forward else layouts.undo)(self.archive, where, command)

    def keep(self, where: Where, name: str | None) -> OpenLayout:
        """Keep the room as a version."""
        return layouts.save_version(self.archive, where, now(), name)

    def restore(self, where: Where, edit: int) -> OpenLayout:
        """Show an earlier version of the room again."""
        return layouts.restore_version(self.archive, where, edit, now())

    def export(self) -> bytes:
        """Return the room as a file."""
        return layouts.export_layout(self.archive, self.document, now())


def desk_of(plan_id: str) -> PlanDesk:
    """Return the desk of a plan."""
    return PlanDesk(the_archive(), plan_id)


def layout_desk(document: str) -> LayoutDesk:
    """Return the desk of a room of one's own."""
    return LayoutDesk(the_archive(), document)
