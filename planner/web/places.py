"""The page of the places, top to bottom: who is where, how good that is, why somebody has none, and pins."""

from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import streamlit as st

from planner.catalogue.message import join_words
from planner.participation.assignment.model import AIMS, NO_PLACE
from planner.participation.assignment.notes import notes_of
from planner.plan.compare_places import titles_of
from planner.plan.place_changes import KeepPlaces
from planner.services.assigning import Kept, keeping, kept_of
from planner.services.checking import check_plan
from planner.web.focus import lead_to, show_lead
from planner.web.frame import heading, paragraph
from planner.web.lesson_press import press
from planner.web.markup import Html, items, join, tag
from planner.web.matrix import student_name
from planner.web.places_choice import Choosing, show_choice, show_pins
from planner.web.places_search import LEAD, SEARCHING, Standing, search_for, show_search
from planner.web.places_tables import Shown, phase_tables, student_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.catalogue.message import Message
    from planner.lesson.model import Plan
    from planner.participation.assignment.model import Assignment, Conflict, Place, Problem
    from planner.services.checking import CheckedPlan
    from planner.services.plans import OpenPlan
    from planner.web.desk import PlanDesk
    from planner.web.speech import Speech

KEEPING: Final = "places_keeping"
KEPT: Final = "kept"
NEW: Final = "new"
MOST_OPEN: Final = 3
"""How many reasons stand open above the placement."""


@dataclass(frozen=True, slots=True)
class Placing:
    """What the page draws: the plan with its check, how far the search is, and what the plan keeps."""

    desk: "PlanDesk"
    checked: "CheckedPlan"
    problem: "Problem"
    standing: Standing
    kept: Kept | None
    speech: "Speech"

    @property
    def found(self) -> "Assignment":
        """The proposal."""
        return self.standing.found


def show_places(desk: "PlanDesk", opened: "OpenPlan", speech: "Speech") -> None:
    """Draw the page of a plan that can be checked."""
    checked = check_plan(opened.plan)
    st.html(_style())
    if not checked.check.cells:
        _nobody(opened.id, speech)
        return
    search = search_for(opened)
    kept = kept_of(search.problem, opened.plan)
    placing = Placing(desk, checked, search.problem, search.standing(), kept, speech)
    with st.container(key=SEARCHING):
        show_search(search, placing.standing, speech)
    chosen = _choose(placing)
    places, shown = _shown(placing, chosen)
    st.html(_summary(shown, speech))
    if chosen == KEPT:
        st.html(_kept_words(placing, speech))
    if chosen == NEW or (kept is not None and kept.left_out):
        _conflicts(placing.found, opened, speech)
    _keep(placing, chosen)
    by_phase, by_student = st.tabs([speech.gettext("Phase by phase"), speech.gettext("Student by student")])
    with by_phase:
        st.html(phase_tables(shown, speech))
    with by_student:
        st.html(student_table(shown, speech))
    st.html(_proof(placing, speech))
    show_choice(Choosing(desk, checked, search.problem, places, shown, speech))
    show_pins(desk, search.problem, checked.plan, speech)
    st.html(_notes(search.problem, speech))
    show_lead(LEAD)


@cache
def _style() -> Html:
    css = files("planner.web").joinpath("components/placing.css").read_text(encoding="utf-8")
    return Html(f"<style>{css}</style>")


def _nobody(plan_id: str, speech: "Speech") -> None:
    paragraph(speech.gettext("The plan has no students yet."))
    st.page_link(
        "screens/plan_class.py",
        label=speech.gettext("Say who is in the class"),
        icon=":material/groups:",
        query_params={"id": plan_id},
    )


def _choose(placing: Placing) -> str:
    """Let the teacher look at the kept placement, which is shown first, or at the new one."""
    if placing.kept is None:
        return NEW
    speech = placing.speech
    names = {KEPT: speech.gettext("The placement you keep"), NEW: speech.gettext("The new proposal")}
    return st.radio(
        speech.gettext("Show"),
        list(names),
        format_func=names.__getitem__,
        horizontal=True,
        key="places_shown",
    )


def _shown(placing: Placing, chosen: str) -> "tuple[tuple[Place, ...], Shown]":
    if chosen == KEPT and placing.kept is not None:
        return placing.kept.places, Shown(placing.problem, placing.kept.grid)
    return placing.found.places, Shown(placing.problem, placing.found.grid)


def _summary(shown: Shown, speech: "Speech") -> Html:
    """Say whether everyone has a place, and who has none in which phase."""
    problem = shown.problem
    without = [
        (phase.title, [problem.students[s] for s in shown.there(t).get(NO_PLACE, [])])
        for t, phase in enumerate(problem.phases)
    ]
    lines = [
        speech.gettext("“{phase}”: {students}", phase=phase, students=_named(codes, speech))
        for phase, codes in without
        if codes
    ]
    if not lines:
        n = len(problem.students)
        said = speech.ngettext(
            "The {n} student has a place in every phase.", "All {n} students have a place in every phase.", n
        )
        return tag("p", "✓ ", said)
    head = speech.gettext("These students have no place:")
    return tag("div", tag("p", "✕ ", tag("strong", head)), items(*lines), class_="pl-said")


def _named(codes: list[str], speech: "Speech") -> str:
    words = tuple(student_name(code, speech) for code in codes)
    return join_words(words, speech.language)


def _conflicts(found: "Assignment", opened: "OpenPlan", speech: "Speech") -> None:
    """Say why somebody has no place: each conflict in a sentence, with what cannot hold together."""
    if not found.conflicts:
        return
    told = _told(found.conflicts, opened.plan, speech)
    head = tag("h2", speech.gettext("Why not everyone has a place"), class_="p-h2")
    points = speech.ngettext("{n} point", "{n} points", len(told))
    body = (tag("p", speech.gettext("Each point names what cannot hold at the same time.")), items(*told))
    # Many reasons would push who is where out of sight.
    fold = tag("details", tag("summary", points), *body, open=len(told) <= MOST_OPEN)
    st.html(tag("div", head, fold, class_="pl-said"))
    st.page_link(
        "screens/plan_repair.py",
        label=speech.gettext("See what could solve it"),
        icon=":material/build:",
        query_params={"id": opened.id},
    )


def _told(conflicts: "Iterable[Conflict]", plan: "Plan", speech: "Speech") -> list[Html | str]:
    """Return each conflict; students to whom a phase is closed for the same reasons share a point."""
    closed: dict[tuple[str | None, tuple[str, ...]], list[str]] = {}
    others: list[Html | str] = []
    for one in conflicts:
        reasons = tuple(_said(one.conditions, speech))
        if one.kind == "closed":
            closed.setdefault((one.phase, reasons), []).extend(one.students)
        else:
            shown = items(*reasons) if one.kind in {"core", "seats"} else None
            others.append(join(speech.message(one.message), shown))
    titles = titles_of(plan)
    return [
        *(
            join(_closed(titles.get(phase or "", ""), students, speech), items(*reasons))
            for (phase, reasons), students in closed.items()
        ),
        *others,
    ]


def _closed(phase: str, students: list[str], speech: "Speech") -> str:
    return speech.ngettext(
        "“{phase}”: {students} has no way in.",
        "“{phase}”: {students} have no way in.",
        len(students),
        phase=phase,
        students=_named(students, speech),
    )


def _said(messages: "tuple[Message, ...]", speech: "Speech") -> list[str]:
    return list(dict.fromkeys(speech.message(message) for message in messages))


def _kept_words(placing: Placing, speech: "Speech") -> Html:
    """Say how the kept placement stands to the plan as it is now."""
    kept = placing.kept
    if kept is None:
        return tag("div")
    lost = [f"{student_name(place.student, speech)}: {speech.message(why)}" for place, why in kept.lost]
    breaks = _said(tuple(breach.message for breach in kept.breaks), speech)
    if not lost and not breaks:
        return tag("p", speech.gettext("The placement you keep still fits the plan."))
    parts = []
    if breaks:
        parts += [tag("p", speech.gettext("This does not hold in the placement you keep:")), items(*breaks)]
    if lost:
        parts += [tag("p", speech.gettext("These places are not in the plan any more:")), items(*lost)]
    return tag("div", *parts, class_="pl-said")


def _keep(placing: Placing, chosen: str) -> None:
    """Offer to keep the proposal in the plan, or to let go of what is kept."""
    desk, speech, places = placing.desk, placing.speech, placing.found.places
    with st.container(horizontal=True, gap="small", key=KEEPING):
        if chosen == KEPT:
            label = speech.gettext("Let go of the placement you keep")
            let_go = partial(_keep_now, desk, KeepPlaces(()))
            press(desk, label, "places_let_go", let_go, ":material/delete:")
        elif places and (placing.kept is None or placing.kept.places != places):
            label = speech.gettext("Keep this placement in the plan")
            keep = partial(_keep_now, desk, keeping(places))
            press(desk, label, "places_keep", keep, ":material/bookmark:")


def _keep_now(desk: "PlanDesk", change: KeepPlaces) -> None:
    """Make the change; the button is another one after it, and the keyboard goes there."""
    desk.apply((change,))
    lead_to(KEEPING, LEAD)


def _proof(placing: Placing, speech: "Speech") -> Html:
    """Say how good the proposal is in the order in which that counts, and what is proven of it."""
    found = placing.found
    lead = speech.gettext(
        "This is what is looked at, the most important first. What comes later never costs anything of "
        "what comes before."
    )
    lines = tag("ol", *(tag("li", _aim(placing, aim)) for aim in AIMS))
    title = speech.gettext("How good is the proposal, and how do we know?")
    proven = speech.gettext("Everything is proven: the planner has ruled out that any placement is better.")
    end = tag("p", proven) if placing.standing.answered and found.proven else None
    return tag("div", tag("details", tag("summary", title), tag("p", lead), lines, end), class_="pl-said")


def _aim(placing: Placing, aim: str) -> str:
    speech, found = placing.speech, placing.found
    reached, bound = found.objective[aim], found.bound[aim]  # type: ignore[index]
    name = speech.word("assign_aim", aim)
    if reached == bound:
        return speech.gettext("{aim}: {n} – proven: fewer is not possible", aim=name, n=reached)
    return speech.gettext("{aim}: {n} – it cannot be fewer than {bound}", aim=name, n=reached, bound=bound)


def _notes(problem: "Problem", speech: "Speech") -> Html:
    """Say what else has to be known to read the placement; lost pins stand with the pins."""
    notes = _said(notes_of(replace(problem, lost=())), speech)
    if not notes:
        return tag("div")
    head = tag("h2", speech.gettext("Good to know"), class_="p-h2")
    return tag("div", head, items(*notes), class_="pl-said")


def lead(speech: "Speech") -> None:
    """Say what the page is for."""
    heading(
        speech.gettext("Who goes where"),
        speech.gettext("Where each student can be in each phase, with what they need to take part."),
    )
