"""One phase of the lesson at a time: its questions, and how it comes, goes and moves."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, count
from typing import Final

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message
from planner.lesson.model import Activity, Phase
from planner.lesson.rules_adults import co_teaching
from planner.lesson.scene import Scene, titles
from planner.plan.changes import Change
from planner.plan.lesson_changes import AddPhase, MovePhase, RemovePhase, copy_phase, new_phase
from planner.web.controls import Workbench
from planner.web.desk import PlanDesk
from planner.web.lesson_ask import Asked
from planner.web.lesson_fields import ask
from planner.web.lesson_place import Spot, go_to, keep_removed, removed_last
from planner.web.lesson_press import press
from planner.web.markup import items, join, tag
from planner.web.matrix import capital
from planner.web.speech import Speech

PHASE_HEADING: Final = "lesson-phase"
ACTIVITY_HEADING: Final = "lesson-activity"
TITLE_MOST: Final = 120
COPY_MOST: Final = 15
"""What "(copy 100)" may take of a title."""
KINDS: Final = ("orient", "teach", "work", "share", "break")


def add_phase(desk: PlanDesk, bench: Workbench, at: Spot) -> None:
    """Offer a new phase of each kind after the one that is shown."""
    speech = bench.speech
    with st.popover(speech.gettext("Add a phase"), icon=":material/add:", key="add_phase"):
        st.html(tag("p", speech.gettext("It comes after the phase you are looking at."), class_="p-lead"))
        for kind in KINDS:
            label = capital(speech.word("kind", kind))
            press(desk, label, f"add_phase:{kind}", partial(_add_phase, desk, bench, at, kind))


def _add_phase(desk: PlanDesk, bench: Workbench, at: Spot, kind: str) -> None:
    phase = new_phase(bench.plan, capital(bench.speech.word("kind", kind)))
    activity = Activity.model_validate(phase.activities[0].model_dump(exclude_unset=True) | {"kind": kind})
    phase = phase.model_copy(update={"activities": (activity,)})
    put_phase(desk, bench, at, phase)


def put_phase(desk: PlanDesk, bench: Workbench, at: Spot, phase: Phase) -> None:
    """Add a phase after the one that is shown, and show it."""
    bench.apply([AddPhase(at.index + 1, phase)])
    go_to(desk.document, phase.id)


def phase_part(desk: PlanDesk, bench: Workbench, at: Spot) -> None:
    """Ask about the phase that is shown."""
    speech, phase, many = bench.speech, at.phase, len(bench.plan.lesson.phases)
    number = speech.gettext("Phase {n} of {of}", n=at.index + 1, of=many)
    st.html(tag("h2", join(number, " · ", phase.title), class_="p-h2", id=PHASE_HEADING, tabindex="-1"))
    _phase_buttons(desk, bench, at)
    title, minutes = st.columns([3, 1], vertical_alignment="bottom")
    with title:
        ask(_of_phase(bench, phase, "title"))
    with minutes:
        ask(_of_phase(bench, phase, "minutes"))
    shared = len(bench.plan.adults) > 1 or phase.co_teaching is not None
    if shared:
        _shared_teaching(bench, phase)
    with st.expander(speech.gettext("More questions about the phase"), key=f"more_phase:{phase.id}"):
        if not shared:
            _shared_teaching(bench, phase)
        ask(_of_phase(bench, phase, "supports"))
        ask(_of_phase(bench, phase, "moves"))


def _of_phase(bench: Workbench, phase: Phase, field: str) -> Asked:
    return Asked(bench, "phase", (phase.id,), phase, field)


def _phase_buttons(desk: PlanDesk, bench: Workbench, at: Spot) -> None:
    speech, phase = bench.speech, at.phase
    many = len(bench.plan.lesson.phases)
    with st.container(horizontal=True, gap="small", key="phase_buttons"):
        earlier = partial(bench.apply, [MovePhase(phase.id, max(at.index - 1, 0))])
        press(desk, speech.gettext("Earlier"), "phase:earlier", earlier, ":material/arrow_back:")
        later = partial(bench.apply, [MovePhase(phase.id, min(at.index + 1, many - 1))])
        press(desk, speech.gettext("Later"), "phase:later", later, ":material/arrow_forward:")
        copy = partial(_copy_phase, desk, bench, at)
        press(desk, speech.gettext("Copy the phase"), "phase:copy", copy, ":material/content_copy:")
        removal = Removal(phase, RemovePhase(phase.id), _neighbour(bench, at))
        remove = partial(remove_part, desk, bench, removal)
        press(desk, speech.gettext("Remove the phase"), "phase:remove", remove, ":material/delete:")
    say_removed(desk, bench, at, Phase)


def _copy_phase(desk: PlanDesk, bench: Workbench, at: Spot) -> None:
    taken = [phase.title for phase in bench.plan.lesson.phases]
    title = copy_title(at.phase.title, taken, bench.speech)
    put_phase(desk, bench, at, copy_phase(bench.plan, at.phase.id, title))


@dataclass(frozen=True, slots=True)
class Removal:
    """A phase or an activity to be taken out: how, and what is shown in its place."""

    part: Phase | Activity
    change: Change
    then: tuple[str, str | None]


def remove_part(desk: PlanDesk, bench: Workbench, removal: Removal) -> None:
    """Take something out, show what stands beside it, and remember it to say so."""
    bench.apply([removal.change])
    go_to(desk.document, *removal.then)
    keep_removed(desk.document, removal.part)


def say_removed(desk: PlanDesk, bench: Workbench, at: Spot, kind: type[Phase | Activity]) -> None:
    """Say beside the buttons what was just taken out, so that nobody presses once more to be sure."""
    removed = removed_last(desk.document, bench.plan, at)
    if removed and removed.kind is kind:
        said = bench.speech.gettext("“{title}” is removed. Undo brings it back.", title=removed.title)
        st.html(tag("p", said, class_="p-lead", role="status"))


def copy_title(title: str, taken: Collection[str], speech: Speech) -> str:
    """Return what a copy is called: the title with "(copy)", numbered where there are more."""
    stem = title.removesuffix(speech.gettext("{title} (copy)", title=""))
    numbered = (speech.gettext("{title} (copy {n})", title=_cut(stem), n=n) for n in count(2))
    names = chain([speech.gettext("{title} (copy)", title=_cut(stem))], numbered)
    return next(name for name in names if name not in taken)


def _cut(title: str) -> str:
    return title[: TITLE_MOST - COPY_MOST].rstrip()


def _neighbour(bench: Workbench, at: Spot) -> tuple[str, None]:
    """Return the phase to show where the shown one goes: the one before it, else the one after."""
    phases = bench.plan.lesson.phases
    if len(phases) == 1:
        return phases[0].id, None
    return phases[at.index - 1 if at.index else 1].id, None


def _shared_teaching(bench: Workbench, phase: Phase) -> None:
    """Ask how the adults share a phase; say what that means and what does not fit."""
    speech = bench.speech
    ask(_of_phase(bench, phase, "co_teaching"))
    meaning = speech.word("co_teaching_help", phase.co_teaching) if phase.co_teaching else ""
    said = [speech.message(message) for message in co_teaching_messages(bench, phase)]
    if meaning or said:
        st.html(join(tag("p", meaning, class_="p-lead") if meaning else None, items(*said, class_="p-lead")))


def co_teaching_messages(bench: Workbench, phase: Phase) -> list[Message]:
    """Return what the rule about two adults says about a phase and its activities, of this phase alone."""
    catalogue = load_catalogue()
    places = {f"phase:{phase.id}", *(f"activity:{one.id}" for one in phase.activities)}
    found = co_teaching(Scene(bench.plan, catalogue, catalogue.limits()))
    mine = [one.message for one in found if places & {one.at, *one.also}]
    return [replace(said, params={**said.params, "titles": titles([phase])}) for said in mine]
