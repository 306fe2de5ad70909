"""The lesson in time: its phases to scale, to be dragged, lengthened and chosen."""

import math
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any, Final

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.errors import UnavailableError
from planner.lesson.model import Activity, Phase, Plan
from planner.lesson.ten_h import answered
from planner.locale import gettext, mark
from planner.plan.changes import Change
from planner.plan.lesson_changes import MovePhase, SetField
from planner.web.component import encode, load_component
from planner.web.desk import PlanDesk
from planner.web.lesson_place import Chosen, Spot, keep, kept, newest, read_chosen, spot
from planner.web.lesson_queue import answer, hear
from planner.web.matrix import capital
from planner.web.speech import Speech

NAME: Final = "lesson_timeline"

WORDS: Final = {
    "list": mark("The phases of the lesson"),
    "hint": mark("One card for each phase. Left and right go to the next phase, Tab into it."),
    "keys": mark(
        "Drag a phase by its dots, and its right edge for the minutes: it stops at every whole minute, "
        "most easily at the fives. On the keyboard: Alt with left or right moves a phase, + and − change "
        "its minutes by five, with Alt by one."
    ),
    "from": mark("from minute {start}"),
    "card": mark("Phase {n} of {of}: {title}, {minutes} min"),
    "minutes_of": mark("Minutes: {title}"),
    "min": mark("min"),
    "edge": mark("Drag to make the phase longer or shorter"),
    "said_minutes": mark("{title}: {minutes} min."),
    "said_moved": mark("{title} is now number {n} of {of}."),
}
SUMS_KNOWN: Final = {
    "fits": mark("{total} min in all: it fits the lesson."),
    "left": mark("{total} of {length} min: {left} min left."),
    "over": mark("{total} min in all, the lesson has {length}: {left} min too many."),
}
SUMS_GUESSED: Final = {
    "fits": mark("{total} min in all (the length of the lesson is not noted)."),
    "left": mark("{total} min in all: {left} min left of {length} (the length is not noted)."),
    "over": mark("{total} min in all: {left} more than {length} (the length is not noted)."),
}
_mount = load_component("timeline")


def lesson_length(plan: Plan) -> float:
    """Return how long the lesson is: as recorded, else as many whole lessons as the phases need."""
    if plan.lesson.minutes is not None:
        return plan.lesson.minutes
    one = load_catalogue().limits()["lesson_minutes"]
    return one * max(1, math.ceil(planned_minutes(plan) / one))


def planned_minutes(plan: Plan) -> float:
    """Return how long all phases last."""
    return sum(phase.minutes for phase in plan.lesson.phases)


def read_edit(edit: Mapping[str, Any]) -> Change | None:
    """Turn an edit of the timeline into a change of the plan; None where it is none."""
    phase, index, minutes = edit.get("phase"), edit.get("index"), edit.get("minutes")
    if not isinstance(phase, str):
        return None
    if edit.get("do") == "move" and isinstance(index, int):
        return MovePhase(phase, index)
    if edit.get("do") == "minutes" and isinstance(minutes, int | float):
        return SetField("phase", (phase,), "minutes", float(minutes))
    return None


def open_questions(plan: Plan, index: int, activity: Activity) -> tuple[str, ...]:
    """Return which of the ten H's are still open for an activity; a break leaves none open."""
    if activity.kind == "break":
        return ()
    return tuple(h for h, known in answered(plan, index, activity).items() if not known)


def timeline_data(plan: Plan, at: Spot, speech: Speech) -> dict[str, Any]:
    """Return what the timeline shows, as plain data."""
    return {
        "length": lesson_length(plan),
        "phases": [_phase(plan, index, phase, speech) for index, phase in enumerate(plan.lesson.phases)],
        "chosen": {"phase": at.phase.id, "activity": at.activity.id, "seq": at.seq},
        "words": _words(plan, speech),
        "language": speech.language,
    }


def _phase(plan: Plan, index: int, phase: Phase, speech: Speech) -> dict[str, Any]:
    activities = [
        {"id": one.id, "title": one.title, "note": _note(plan, index, one, speech)}
        for one in phase.activities
    ]
    return {"id": phase.id, "title": phase.title, "minutes": phase.minutes, "activities": activities}


def _note(plan: Plan, index: int, activity: Activity, speech: Speech) -> str:
    parts = [speech.word("kind", activity.kind)]
    if activity.adult:
        parts.append(activity.adult)
    left = len(open_questions(plan, index, activity))
    if left:
        parts.append(speech.ngettext("{n} H open", "{n} H's open", left))
    return capital(" · ".join(parts))


def _words(plan: Plan, speech: Speech) -> dict[str, str]:
    """Return sentences whose ``{names}`` the browser fills in."""
    sums = SUMS_KNOWN if plan.lesson.minutes is not None else SUMS_GUESSED
    return {name: gettext(text, speech.language) for name, text in (WORDS | sums).items()}


def show_timeline_editor(desk: PlanDesk, plan: Plan, speech: Speech) -> Spot:
    """Draw the timeline, make what was done in it, and return what is chosen."""
    key = f"{NAME}:{desk.document}"
    at = spot(plan, _choice(desk, key))
    data = timeline_data(plan, at, speech) | {"document": desk.document} | answer(desk, key)
    heard = partial(hear, desk, key, read_edit)

    def heard_early() -> None:
        # While the database is away the edits stay unanswered, and the tab sends them again.
        with suppress(UnavailableError):
            heard()

    _mount(key=key, data=encode(data), on_queue_change=heard_early, on_chosen_change=lambda: None)
    if heard():
        st.rerun()
    chosen = _choice(desk, key)
    keep(desk.document, chosen)
    return spot(plan, chosen)


def _choice(desk: PlanDesk, key: str) -> Chosen | None:
    state = st.session_state.get(key)
    return newest(read_chosen(state.get("chosen") if state else None), kept(desk.document))
