"""The plan on the desk: the one in the address, and what a person does to it.

What a person does is done against the state this tab has shown; when the plan was changed elsewhere
meanwhile, nothing is written, the newest state is shown and a notice says so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from planner.errors import ConflictError, PlannerError
from planner.plan.changes import Change
from planner.services import plans
from planner.services.plans import OpenPlan
from planner.settings import read_settings
from planner.storage.store import Store, open_store
from planner.web.frame import notify
from planner.web.speech import visitor_speech


@st.cache_resource(max_entries=4, show_spinner=False)
def _store(url: str) -> Store:
    return open_store(url)


def the_store() -> Store:
    """Return the store of the settings."""
    return _store(read_settings().database_url)


def now() -> datetime:
    """Return the time of an edit."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """A plan of the store as this tab works on it."""

    store: Store
    plan_id: str

    def load(self) -> OpenPlan:
        """Return the plan as it stands, and remember that this tab has shown that state."""
        opened = plans.load_plan(self.store, self.plan_id)
        if not self.settled:
            return opened
        if st.session_state.get(self._key) != opened.head:
            speech = visitor_speech()
            notify(speech.gettext("The plan was changed in another window – you now see the newest."))
        return self._shown(opened)

    def shows(self, head: int) -> None:
        """Take the tab's word for the state it shows: a server that was started again has forgotten it."""
        st.session_state.setdefault(self._key, head)

    @property
    def settled(self) -> bool:
        """Whether this session has shown the plan to its end: from then on it hears every choice."""
        return bool(st.session_state.get(self._settled))

    def settle(self, opened: OpenPlan, unheard: Iterable[Change] = ()) -> bool:
        """Make the choices nobody has heard yet, and go on from here; return whether there were any.

        They were made to what the tab showed: where that is not the plan as it stands, they are not made.
        """
        st.session_state[self._settled] = True
        changes = tuple(unheard)
        if changes and st.session_state.get(self._key) == opened.head:
            self.apply(changes)
        elif changes:
            self._shown(opened)
            speech = visitor_speech()
            notify(
                speech.gettext(
                    "The plan was changed in another window while the connection was away. "
                    "You now see the newest plan – check that your last choice is there."
                )
            )
        else:
            self._shown(opened)
        return bool(changes)

    def settle_by(self, act: Callable[[], None]) -> None:
        """Do what was pressed before this session heard of the button."""
        st.session_state[self._settled] = True
        act()

    def apply(self, changes: Iterable[Change]) -> None:
        """Make changes one after the other, each saved at once; stop where the plan is another by now."""
        all(self._try(partial(self._change, change)) for change in changes)

    def _change(self, change: Change, head: int) -> OpenPlan:
        return plans.change_plan(self.store, self.plan_id, head, change, now())

    def undo(self) -> None:
        """Go back one edit."""
        self._try(lambda head: plans.undo(self.store, self.plan_id, head))

    def redo(self) -> None:
        """Go forward one edit."""
        self._try(lambda head: plans.redo(self.store, self.plan_id, head))

    def save(self) -> None:
        """Keep the state as a version."""
        self._try(lambda head: plans.save_version(self.store, self.plan_id, head, now()))

    def export(self) -> bytes:
        """Return the plan as a file."""
        return plans.export_plan(self.store, self.plan_id)

    @property
    def _key(self) -> str:
        return f"head:{self.plan_id}"

    @property
    def _settled(self) -> str:
        return f"settled:{self.plan_id}"

    def _shown(self, opened: OpenPlan) -> OpenPlan:
        st.session_state[self._key] = opened.head
        return opened

    def _try(self, act: Callable[[int], OpenPlan]) -> bool:
        """Do something against the state that was shown; say so and return False where it is outdated."""
        try:
            self._shown(act(st.session_state[self._key]))
        except ConflictError:
            self._shown(plans.load_plan(self.store, self.plan_id))
            speech = visitor_speech()
            notify(
                speech.gettext(
                    "The plan was changed in another window, so your last choice was not made. "
                    "You now see the newest plan – choose again if it is still needed."
                )
            )
            return False
        except PlannerError as error:
            notify(visitor_speech().gettext(str(error).replace("{", "{{").replace("}", "}}")))
        return True


def desk_of(plan_id: str) -> Desk:
    """Return the desk of a plan."""
    return Desk(the_store(), plan_id)
