"""The search for places behind the page: started once for a plan as it is, watched, and stopped if asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from weakref import ReferenceType, ref

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.errors import PlannerError
from planner.participation.assignment.words import status_words
from planner.plan.document import plan_text, stored_plan
from planner.plan.placed import with_placed
from planner.services.assigning import problem_for, start_problem
from planner.services.checking import check_plan
from planner.services.memory import remembered
from planner.web.focus import lead_to
from planner.web.markup import tag
from planner.web.speech import Speech, visitor_speech

if TYPE_CHECKING:
    from planner.lesson.model import Plan
    from planner.participation.assignment.model import Assignment, Problem, Progress
    from planner.participation.assignment.process import Running
    from planner.services.plans import OpenPlan

POLL_S: Final = 0.5
SEARCH: Final = "places_search"
SEARCHING: Final = "places_searching"
ATTEMPT: Final = "places_attempt"
KEPT: Final = 32
"""How many searches are kept, with their answers."""
LEAD: Final = "lead_places"
"""What leads the keyboard on this page."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a search was at one moment, so that the whole page tells of the same.

    Attributes
    ----------
    found
        The answer, the placement made at once as long as there is none.
    running
        Whether it still searches.
    failed
        Why there is no answer, where the solver ended without one.
    """

    found: "Assignment"
    running: bool
    failed: PlannerError | None = None

    @property
    def answered(self) -> bool:
        """Whether the placement is the search's own and not the first one."""
        return not self.running and self.failed is None


@dataclass(frozen=True, eq=False)
class Search:
    """A search: for what, and where it goes on."""

    problem: "Problem"
    running: "Running"

    def standing(self) -> Standing:
        """Return how far the search is now."""
        if not self.running.done:
            return Standing(self.running.first, running=True)
        try:
            return Standing(self.running.result(), running=False)
        except PlannerError as error:
            return Standing(self.running.first, running=False, failed=error)


def search_for(opened: "OpenPlan") -> Search:
    """Return the search for a plan as it is; this tab's search for an earlier state is stopped.

    Tabs that show the same share it, and a page that is opened again finds its answer. A tab holds it
    loosely: what is forgotten when something is erased stays nowhere.
    """
    key = opened.id, _asked(opened.plan), st.session_state.get(ATTEMPT, 0)
    held: ReferenceType[Search] | None = st.session_state.get(SEARCH)
    before = held() if held else None
    search = _started(*key)
    if before is not None and before is not search and not before.running.done:
        before.running.cancel()
    st.session_state[SEARCH] = ref(search)
    return search


@remembered(KEPT)
def _started(plan_id: str, asked: str, attempt: int) -> Search:  # noqa: ARG001 – they tell searches apart
    problem = problem_for(check_plan(stored_plan(asked)))
    return Search(problem, start_problem(problem))


def _asked(plan: "Plan") -> str:
    """Return what of a plan decides who can be where: the placement it keeps does not."""
    return plan_text(with_placed(plan, "places", ()))


def search_again() -> None:
    """Let the next run begin another search."""
    st.session_state[ATTEMPT] = st.session_state.get(ATTEMPT, 0) + 1
    lead_to(SEARCHING, LEAD)


def show_search(search: Search, standing: Standing, speech: Speech) -> None:
    """Say how far the search is; while it runs, anew by itself twice a second."""
    if standing.running:
        st.fragment(_tick, run_every=POLL_S)(search)
    elif standing.failed is not None:
        st.html(tag("p", speech.error(standing.failed), role="alert", class_="p-alert"))
        _again(speech)
    else:
        _say(standing.found, speech)


def _say(found: "Assignment", speech: Speech) -> None:
    """Say what kind of answer was found; one that is not proven can be searched for again."""
    status = tag("strong", speech.message(status_words(found)))
    st.html(tag("p", status, _most(found, speech), role="status"))
    if found.status in {"cancelled", "best_found"}:
        _again(speech)


def _most(found: "Assignment", speech: Speech) -> str:
    """Say that no placement leaves out fewer, where that is proven and somebody is left out."""
    proven = 0 < found.objective["left_out"] == found.bound["left_out"]
    said = speech.gettext("It is proven that no placement leaves fewer without a place.")
    return f" {said}" if proven else ""


def _again(speech: Speech) -> None:
    st.button(
        speech.gettext("Search once more"),
        key="places_again",
        icon=":material/refresh:",
        on_click=search_again,
    )


def _tick(search: Search) -> None:
    """Say how far the search is; its answer draws the whole page once.

    Ticks do not pass the entry point of the pages, so nothing of it is relied on here.
    """
    if search.running.done:
        st.rerun()
    speech = visitor_speech()
    seconds = int(load_catalogue().limits()["assign_seconds"])
    said = speech.gettext(
        "This is a first proposal. The best one is being searched for – it takes at most {n} seconds, "
        "and you can go on meanwhile.",
        n=seconds,
    )
    st.html(tag("p", said, role="status"))
    st.html(tag("p", _progress(search.running.progress, speech), class_="p-small"))
    st.button(
        speech.gettext("Stop and keep the best so far"),
        key="places_stop",
        icon=":material/stop_circle:",
        on_click=_stopping(search),
    )


def _stopping(search: Search) -> Callable[[], None]:
    def stop() -> None:
        if not search.running.done:
            search.running.cancel()
        lead_to(SEARCHING, LEAD)

    return stop


def _progress(progress: "Progress | None", speech: Speech) -> str:
    if progress is None:
        return speech.gettext("The search is getting ready …")
    return speech.gettext(
        "Looking at: {aim}. Found so far: {found}. Fewer than {bound} is not possible.",
        aim=speech.word("assign_aim", progress.aim),
        found=progress.objective,
        bound=progress.bound,
    )
