"""Try a change: supports, zones, voice and adults of the phase that is being looked at.

The plan is the truth: every widget is set from it before it is drawn, and what somebody chooses goes out as
changes of the plan. So undo, a second tab and a refused change all show in the widgets by themselves.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
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
from planner.web.tab import on_choice

UNDECIDED: Final = "?"
NOBODY: Final = "-"
SCOPES: Final[tuple[Scope, ...]] = ("lesson", "phase", "activity")
VOICES: Final = ("0", "1", "2", "3", "4")
Apply = Callable[[Iterable[Change]], None]
Make = Callable[[str], Iterable[Change]]
MakeMany = Callable[[Iterable[str]], Iterable[Change]]


@dataclass(frozen=True, slots=True)
class Box:
    """A box to choose in: its key, its label, the choices with their names and a word of help."""

    key: str
    label: str
    names: Mapping[str, str]
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Workbench:
    """What the widgets need: the plan, names of the zones, the speech and where changes go.

    ``unheard`` is a list in the first run of a session: after a restart of the server the browser still
    holds the widgets, and what differs from the plan there is a choice that was made to the new server
    before it knew the widgets. It is collected instead of being overwritten.
    """

    plan: Plan
    zones: Mapping[str, str]
    speech: Speech
    apply: Apply
    unheard: list[Change] | None = None

    def hear(self, changes: Iterable[Change]) -> None:
        """Take down what the browser holds otherwise than the plan, where nobody has heard it yet."""
        if self.unheard is not None:
            self.unheard.extend(changes)

    def listening(self) -> "Workbench":
        """Return the workbench as one that collects what nobody has heard yet."""
        return replace(self, unheard=[])


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


def choose_one(bench: Workbench, box: Box, value: str, make: Make) -> None:
    """Draw a box with one choice, set from the plan; ``make`` turns a choice into changes."""
    if bench.unheard is None:
        st.session_state[box.key] = value
    chosen = st.selectbox(
        box.label,
        list(box.names),
        index=0 if bench.unheard is None else list(box.names).index(value),
        format_func=box.names.__getitem__,
        key=box.key,
        help=box.help,
        on_change=on_choice(box.key, lambda: bench.apply(make(st.session_state[box.key]))),
    )
    if chosen != value:
        bench.hear(make(chosen))


def choose_many(bench: Workbench, box: Box, value: tuple[str, ...], make: MakeMany, *, empty: str) -> None:
    """Draw a box with several choices, set from the plan; ``make`` turns the choices into changes."""
    if bench.unheard is None:
        st.session_state[box.key] = list(value)
    chosen = st.multiselect(
        box.label,
        list(box.names),
        default=None if bench.unheard is None else list(value),
        format_func=box.names.__getitem__,
        key=box.key,
        help=box.help,
        on_change=on_choice(box.key, lambda: bench.apply(make(st.session_state[box.key]))),
        select_all=False,
        placeholder=empty,
    )
    bench.hear(make(chosen))


def _choose_supports(bench: Workbench, key: str, label: str, chosen: tuple[str, ...], make: MakeMany) -> None:
    catalogue, own = load_catalogue(), key.startswith("own:")
    names = {
        entry.id: capital(bench.speech.words(entry.name))
        for entry in catalogue.supports.values()
        if entry.id in chosen or (entry.own if own else entry.offered)
    }
    names |= {support: support for support in chosen if support not in names}
    box = Box(key, label, dict(sorted(names.items(), key=lambda item: item[1])))
    choose_many(bench, box, chosen, make, empty=bench.speech.gettext("Add a support"))


def lesson_supports(bench: Workbench) -> None:
    """Choose the supports offered to everyone, all lesson."""
    chosen, label = bench.plan.lesson.supports, bench.speech.gettext("For everyone, all lesson")
    _choose_supports(bench, "supports:lesson", label, chosen, partial(support_changes, (), chosen))


def phase_supports(bench: Workbench, phase: Phase) -> None:
    """Choose the supports offered to everyone in a phase."""
    make = partial(support_changes, (phase.id,), phase.supports)
    label = bench.speech.gettext("For everyone in this phase")
    _choose_supports(bench, f"supports:{phase.id}", label, phase.supports, make)


def activity_supports(bench: Workbench, phase: Phase, activity: Activity) -> None:
    """Choose the supports offered to everyone in an activity."""
    make = partial(support_changes, (phase.id, activity.id), activity.supports)
    label = bench.speech.gettext("For everyone in this activity")
    _choose_supports(bench, f"supports:{phase.id}:{activity.id}", label, activity.supports, make)


def own_supports(bench: Workbench, student: Student) -> None:
    """Choose the supports a student uses."""
    make = partial(own_support_changes, student.code, student.supports)
    label = f"{bench.speech.gettext('Only for the student')}: {student.code}"
    _choose_supports(bench, f"own:{student.code}", label, student.supports, make)


def choose_zones(bench: Workbench, phase: Phase, activity: Activity) -> None:
    """Choose the zones of an activity."""
    zones = activity.zones or ()
    names = dict(bench.zones) | {zone: zone for zone in zones if zone not in bench.zones}
    make = partial(zone_change, phase.id, activity)
    key, label = f"zones:{phase.id}:{activity.id}", bench.speech.gettext("Where")
    empty = bench.speech.gettext("Not decided yet")
    choose_many(bench, Box(key, label, names), zones, make, empty=empty)


def choose_voice(bench: Workbench, phase: Phase, activity: Activity) -> None:
    """Choose the voice level of an activity, in five steps with words."""
    speech = bench.speech
    names = {step: f"{step} {speech.word('voice', step)}" for step in VOICES}
    names[UNDECIDED] = speech.gettext("Not decided yet")
    key, value = f"voice:{phase.id}:{activity.id}", voice_value(activity)

    def make(chosen: str) -> tuple[Change, ...]:
        return (voice_change(phase.id, activity.id, chosen),)

    choose_one(bench, Box(key, speech.gettext("Voice"), names), value, make)


def adult_names(plan: Plan, speech: Speech) -> dict[str, str]:
    """Return the choices for the adult of an activity: everyone, nobody, not decided."""
    names = {adult.id: f"{adult.id} ({speech.word('role', adult.role)})" for adult in plan.adults}
    return names | {NOBODY: speech.gettext("No adult"), UNDECIDED: speech.gettext("Not decided yet")}


def choose_adult(bench: Workbench, phase: Phase, activity: Activity) -> None:
    """Choose the adult on an activity."""
    key, names = f"adult:{phase.id}:{activity.id}", adult_names(bench.plan, bench.speech)
    value = adult_value(activity)
    names.setdefault(value, value)

    def make(chosen: str) -> tuple[Change, ...]:
        return (adult_change(phase.id, activity.id, chosen),)

    choose_one(bench, Box(key, bench.speech.gettext("Adult"), names), value, make)


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
