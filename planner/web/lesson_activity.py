"""One activity of a phase at a time: its questions, most needed first, and how it comes, goes and moves."""

from functools import partial
from typing import Final

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Activity, Phase
from planner.lesson.readability import read_text
from planner.plan.lesson_changes import (
    AddActivity,
    MoveActivity,
    RemoveActivity,
    copy_activity,
    new_activity,
)
from planner.web.controls import Workbench
from planner.web.desk import PlanDesk
from planner.web.lesson_ask import Asked
from planner.web.lesson_fields import ask
from planner.web.lesson_open import show_open_questions
from planner.web.lesson_phase import ACTIVITY_HEADING, Removal, copy_title, remove_part, say_removed
from planner.web.lesson_place import Spot, go_to
from planner.web.lesson_press import press
from planner.web.lesson_voice import show_voice
from planner.web.markup import join, tag
from planner.web.plain import plain
from planner.web.speech import Speech

LONG_WORDS: Final = 3
"""How many long words are named, the longest first."""


def activity_part(desk: PlanDesk, bench: Workbench, at: Spot) -> None:
    """Ask about the activity that is shown, with what is still open beside it."""
    speech, phase, activity = bench.speech, at.phase, at.activity
    title = join(speech.gettext("Activity"), " · ", activity.title)
    st.html(tag("h2", title, class_="p-h2", id=ACTIVITY_HEADING, tabindex="-1"))
    _pick_activity(desk, at)
    _activity_buttons(desk, bench, at)
    questions, beside = st.columns([3, 1], gap="medium")
    with questions:
        _first_questions(desk, bench, at)
        with st.expander(
            speech.gettext("More questions about the activity"), key=f"more_activity:{activity.id}"
        ):
            _more_questions(bench, phase, activity)
    with beside:
        show_open_questions(desk.document, bench.plan, at, speech)


def _pick_activity(desk: PlanDesk, at: Spot) -> None:
    """Offer the activities that run side by side in the phase."""
    if len(at.phase.activities) == 1:
        return
    with st.container(horizontal=True, gap="small", key="activities"):
        for one in at.phase.activities:
            label = f"▸ {plain(one.title)}" if one is at.activity else plain(one.title)
            press(desk, label, f"show:{one.id}", partial(go_to, desk.document, at.phase.id, one.id))


def _activity_buttons(desk: PlanDesk, bench: Workbench, at: Spot) -> None:
    speech, phase, activity = bench.speech, at.phase, at.activity
    with st.container(horizontal=True, gap="small", key="activity_buttons"):
        add = partial(_add_activity, desk, bench, at)
        press(desk, speech.gettext("Add an activity"), "activity:add", add, ":material/add:")
        copy = partial(_copy_activity, desk, bench, at)
        press(desk, speech.gettext("Copy the activity"), "activity:copy", copy, ":material/content_copy:")
        _move_activity(desk, bench, at)
        removal = Removal(activity, RemoveActivity(phase.id, activity.id), _beside(at))
        remove = partial(remove_part, desk, bench, removal)
        press(desk, speech.gettext("Remove the activity"), "activity:remove", remove, ":material/delete:")
    say_removed(desk, bench, at, Activity)


def _beside(at: Spot) -> tuple[str, str | None]:
    """Return what to show where the shown activity goes: the one before it, else the first that is left."""
    others = [one.id for one in at.phase.activities if one is not at.activity]
    index = at.phase.activities.index(at.activity)
    return at.phase.id, others[max(index - 1, 0)] if others else None


def _add_activity(desk: PlanDesk, bench: Workbench, at: Spot) -> None:
    made = new_activity(bench.plan, bench.speech.gettext("New activity"), at.activity.kind)
    _put_activity(desk, bench, at, made)


def _copy_activity(desk: PlanDesk, bench: Workbench, at: Spot) -> None:
    title = copy_title(at.activity.title, [one.title for one in at.phase.activities], bench.speech)
    _put_activity(desk, bench, at, copy_activity(bench.plan, *at.where, title))


def _put_activity(desk: PlanDesk, bench: Workbench, at: Spot, activity: Activity) -> None:
    bench.apply([AddActivity(at.phase.id, at.phase.activities.index(at.activity) + 1, activity)])
    go_to(desk.document, at.phase.id, activity.id)


def _move_activity(desk: PlanDesk, bench: Workbench, at: Spot) -> None:
    """Offer another phase, or another place in this one, for the activity."""
    speech, (phase, activity) = bench.speech, at.where
    with st.popover(speech.gettext("Move the activity"), icon=":material/move_item:", key="activity:move"):
        if len(at.phase.activities) > 1:
            first = MoveActivity(phase, activity, phase, 0)
            press(desk, speech.gettext("First in the phase"), "activity:first", partial(bench.apply, [first]))
        for other in bench.plan.lesson.phases:
            if other.id != phase:
                move = MoveActivity(phase, activity, other.id, len(other.activities))
                label = speech.gettext("To {phase}", phase=plain(other.title))
                press(desk, label, f"activity:to:{other.id}", partial(_moved, desk, bench, move))


def _moved(desk: PlanDesk, bench: Workbench, move: MoveActivity) -> None:
    bench.apply([move])
    go_to(desk.document, move.to_phase, move.activity)


def _first_questions(desk: PlanDesk, bench: Workbench, at: Spot) -> None:
    def put(field: str) -> None:
        ask(Asked(bench, "activity", at.where, at.activity, field))

    title, kind = st.columns([2, 1], vertical_alignment="bottom")
    with title:
        put("title")
    with kind:
        put("kind")
    where, form, adult = st.columns(3, vertical_alignment="bottom")
    with where:
        put("zones")
    with form:
        put("social_form")
    with adult:
        put("adult")
    show_voice(desk, at, bench.speech)
    put("instructions")
    _readability(bench, at.activity)


def _readability(bench: Workbench, activity: Activity) -> None:
    """Say how the instructions read, measured against the grade."""
    said = readability_text(activity.instructions or "", bench.plan.grade, bench.speech)
    if said:
        st.html(tag("p", said, class_="p-lead", role="status"))


def readability_text(text: str, grade: int, speech: Speech) -> str:
    """Say how easy a text is to read, in words.

    A text of a few words is not measured: one long word would make it "hard".
    """
    limits = load_catalogue().limits()
    reading = read_text(text, limits)
    if reading is None:
        return ""
    if reading.words < limits["lix_words"]:
        hard = [word for word in reading.long_words if len(word) >= limits["word_to_explain"]]
        said = ", ".join(hard[:LONG_WORDS])
        return speech.gettext("A long word to explain: {words}.", words=said) if hard else ""
    limit = limits["lix_start"] + limits["lix_per_grade"] * grade
    facts = {
        "band": speech.word("lix_band", reading.band),
        "lix": f"{reading.lix:.0f}",
        "limit": f"{limit:.0f}",
        "grade": grade,
        "longest": reading.longest_sentence,
        "words": ", ".join(reading.long_words[:LONG_WORDS]),
    }
    if reading.lix <= limit:
        return speech.gettext("Fits grade {grade}: {band} (LIX {lix}, up to {limit} fits).", **facts)
    return speech.gettext(
        "Hard for grade {grade} (LIX {lix}, up to {limit} fits). "
        "The longest sentence has {longest} words. Long words: {words}.",
        **facts,
    )


def _more_questions(bench: Workbench, phase: Phase, activity: Activity) -> None:
    def put(field: str) -> None:
        ask(Asked(bench, "activity", (phase.id, activity.id), activity, field))

    left, right = st.columns(2)
    with left:
        for field in ("ways_in", "display", "posture", "supports"):
            put(field)
    with right:
        for field in ("ways_out", "sensory", "group_size", "apart"):
            put(field)
