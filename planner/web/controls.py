"""Try a change: supports, zones, voice and adults of the phase that is being looked at.

The plan is the truth: every widget is set from it before it is drawn, and what somebody chooses goes out as
changes of the plan. So undo, a second tab and a refused change all show in the widgets by themselves.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Activity, Phase, Plan, Student
from planner.plan.changes import (
    NOT_RECORDED,
    Change,
    Scope,
    SetAdult,
    SetOwnSupport,
    SetSupport,
    SetVoice,
    SetZones,
)
from planner.web.matrix import capital
from planner.web.speech import Speech

UNDECIDED: Final = "?"
NOBODY: Final = "-"
SCOPES: Final[tuple[Scope, ...]] = ("lesson", "phase", "activity")
VOICES: Final = ("0", "1", "2", "3", "4")
Apply = Callable[[Iterable[Change]], None]


@dataclass(frozen=True, slots=True)
class Workbench:
    """What the widgets need: the plan, names of the zones, the speech and where changes go."""

    plan: Plan
    zones: Mapping[str, str]
    speech: Speech
    apply: Apply


def toggled(before: Iterable[str], after: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    """Return what was taken on (True) and off (False) between two choices."""
    old, new = tuple(before), tuple(after)
    on = tuple((one, True) for one in new if one not in old)
    return on + tuple((one, False) for one in old if one not in new)


def support_changes(
    scope: tuple[str, ...], before: Iterable[str], after: Iterable[str]
) -> tuple[SetSupport, ...]:
    """Return the changes of the supports offered in a lesson ``()``, phase or activity."""
    kind = SCOPES[len(scope)]
    return tuple(SetSupport(kind, scope, support, on) for support, on in toggled(before, after))


def own_support_changes(
    student: str, before: Iterable[str], after: Iterable[str]
) -> tuple[SetOwnSupport, ...]:
    """Return the changes of the supports a student uses."""
    return tuple(SetOwnSupport(student, support, on) for support, on in toggled(before, after))


def zone_change(phase: str, activity: Activity, chosen: Iterable[str]) -> tuple[SetZones, ...]:
    """Return the change of an activity's zones; no zone at all is not recorded."""
    zones = tuple(chosen)
    if zones == (activity.zones or ()):
        return ()
    return (SetZones(phase, activity.id, zones or NOT_RECORDED),)


def voice_value(activity: Activity) -> str:
    """Return the voice of an activity as the widget's option."""
    return UNDECIDED if activity.voice is None else str(activity.voice)


def voice_change(phase: str, activity: str, chosen: str | None) -> SetVoice:
    """Return the change of an activity's voice level."""
    return SetVoice(phase, activity, int(chosen) if chosen in VOICES else NOT_RECORDED)


def adult_value(activity: Activity) -> str:
    """Return the adult of an activity as the widget's option."""
    if not activity.recorded("adult"):
        return UNDECIDED
    return activity.adult or NOBODY


def adult_change(phase: str, activity: str, chosen: str) -> SetAdult:
    """Return the change of an activity's adult."""
    if chosen == UNDECIDED:
        return SetAdult(phase, activity, NOT_RECORDED)
    return SetAdult(phase, activity, None if chosen == NOBODY else chosen)


def _supports(
    bench: Workbench, key: str, label: str, chosen: tuple[str, ...], apply: Callable[[], None]
) -> None:
    catalogue, own = load_catalogue(), key.startswith("own:")
    names = {
        entry.id: capital(bench.speech.words(entry.name))
        for entry in catalogue.supports.values()
        if entry.id in chosen or (entry.own if own else entry.offered)
    }
    names |= {support: support for support in chosen if support not in names}
    st.session_state[key] = list(chosen)
    st.multiselect(
        label,
        sorted(names, key=names.__getitem__),
        format_func=names.__getitem__,
        key=key,
        on_change=apply,
        select_all=False,
        placeholder=bench.speech.gettext("Add a support"),
    )


def lesson_supports(bench: Workbench) -> None:
    """Choose the supports offered to everyone, all lesson."""
    lesson, key = bench.plan.lesson, "supports:lesson"

    def apply() -> None:
        bench.apply(support_changes((), lesson.supports, st.session_state[key]))

    _supports(bench, key, bench.speech.gettext("For everyone, all lesson"), lesson.supports, apply)


def phase_supports(bench: Workbench, phase: Phase) -> None:
    """Choose the supports offered to everyone in a phase."""
    key = f"supports:{phase.id}"

    def apply() -> None:
        bench.apply(support_changes((phase.id,), phase.supports, st.session_state[key]))

    _supports(bench, key, bench.speech.gettext("For everyone in this phase"), phase.supports, apply)


def activity_supports(bench: Workbench, phase: Phase, activity: Activity) -> None:
    """Choose the supports offered to everyone in an activity."""
    key = f"supports:{phase.id}:{activity.id}"

    def apply() -> None:
        bench.apply(support_changes((phase.id, activity.id), activity.supports, st.session_state[key]))

    _supports(bench, key, bench.speech.gettext("For everyone in this activity"), activity.supports, apply)


def own_supports(bench: Workbench, student: Student) -> None:
    """Choose the supports a student uses."""
    key = f"own:{student.code}"

    def apply() -> None:
        bench.apply(own_support_changes(student.code, student.supports, st.session_state[key]))

    label = bench.speech.gettext("Only for the student")
    _supports(bench, key, f"{label}: {student.code}", student.supports, apply)


def choose_zones(bench: Workbench, phase: Phase, activity: Activity) -> None:
    """Choose the zones of an activity."""
    key, names = f"zones:{phase.id}:{activity.id}", dict(bench.zones)
    names |= {zone: zone for zone in activity.zones or () if zone not in names}

    def apply() -> None:
        bench.apply(zone_change(phase.id, activity, st.session_state[key]))

    st.session_state[key] = list(activity.zones or ())
    st.multiselect(
        bench.speech.gettext("Where"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=apply,
        select_all=False,
        placeholder=bench.speech.gettext("Not decided yet"),
    )


def choose_voice(bench: Workbench, phase: Phase, activity: Activity) -> None:
    """Choose the voice level of an activity, in five steps with words."""
    key, speech = f"voice:{phase.id}:{activity.id}", bench.speech
    names = {step: f"{step} {speech.word('voice', step)}" for step in VOICES}
    names[UNDECIDED] = speech.gettext("Not decided yet")

    def apply() -> None:
        bench.apply((voice_change(phase.id, activity.id, st.session_state[key]),))

    st.session_state[key] = voice_value(activity)
    st.selectbox(
        speech.gettext("Voice"), list(names), format_func=names.__getitem__, key=key, on_change=apply
    )


def adult_names(plan: Plan, speech: Speech) -> dict[str, str]:
    """Return the choices for the adult of an activity: everyone, nobody, not decided."""
    names = {adult.id: f"{adult.id} ({speech.word('role', adult.role)})" for adult in plan.adults}
    return names | {NOBODY: speech.gettext("No adult"), UNDECIDED: speech.gettext("Not decided yet")}


def choose_adult(bench: Workbench, phase: Phase, activity: Activity) -> None:
    """Choose the adult on an activity."""
    key, names = f"adult:{phase.id}:{activity.id}", adult_names(bench.plan, bench.speech)
    chosen = adult_value(activity)
    names.setdefault(chosen, chosen)

    def apply() -> None:
        bench.apply((adult_change(phase.id, activity.id, st.session_state[key]),))

    st.session_state[key] = chosen
    st.selectbox(
        bench.speech.gettext("Adult"), list(names), format_func=names.__getitem__, key=key, on_change=apply
    )


def choose_activity(bench: Workbench, phase: Phase) -> Activity:
    """Choose which activity of a phase to change."""
    titles = {activity.id: activity.title for activity in phase.activities}
    if len(titles) == 1:
        return phase.activities[0]
    chosen = st.selectbox(
        bench.speech.gettext("Activity"),
        list(titles),
        format_func=titles.__getitem__,
        key=f"activity:{phase.id}",
    )
    return next(activity for activity in phase.activities if activity.id == chosen)


def show_controls(bench: Workbench, phase: Phase, student: Student | None) -> None:
    """Draw everything that can be tried in a phase: first for everyone, last for the student alone."""
    activity = choose_activity(bench, phase)
    choose_zones(bench, phase, activity)
    voice, adult = st.columns(2)
    with voice:
        choose_voice(bench, phase, activity)
    with adult:
        choose_adult(bench, phase, activity)
    activity_supports(bench, phase, activity)
    phase_supports(bench, phase)
    lesson_supports(bench)
    if student is not None:
        own_supports(bench, student)
