"""What the class needs, asked prerequisite by prerequisite: how many, or who."""

from collections.abc import Callable, Iterable
from typing import Final, get_args

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import BandCount
from planner.plan.changes import Change
from planner.plan.class_changes import SetBand, SetPrerequisite
from planner.web.controls import Box, Workbench, choose_many, toggled
from planner.web.matrix import capital
from planner.web.tab import on_choice

NONE: Final = "none"
COUNTS: Final[tuple[BandCount, ...]] = get_args(BandCount)
COMMON: Final = (
    "know_next",
    "read_aloud",
    "chunked",
    "small_group",
    "speak_alt",
    "low_noise",
    "concrete",
    "language",
    "break_exit",
    "adult_near",
)
"""What many classes need, the most common first; the others stand by group."""
GROUPS: Final = ("place", "senses", "time", "task", "people")
Draw = Callable[[str, Workbench], None]


def show_needs(bench: Workbench) -> None:
    """Draw the common questions, the others by group below; what is closed is not drawn."""
    draw = who_needs if bench.plan.students else how_many_need
    _columns(COMMON, draw, bench)
    prerequisites = load_catalogue().prerequisites
    for group in GROUPS:
        rest = [one for one, entry in prerequisites.items() if entry.group == group and one not in COMMON]
        name = bench.speech.word("prerequisite_group", group)
        label = bench.speech.gettext("More: {group} ({n})", group=name, n=len(rest))
        more = st.expander(label, key=f"more_{group}", on_change="rerun")
        if more.open:
            with more:
                _columns(rest, draw, bench)


def _columns(needs: Iterable[str], draw: Draw, bench: Workbench) -> None:
    sides = st.columns(2, gap="large")
    for n, need in enumerate(needs):
        with sides[n % 2]:
            draw(need, bench)


def _box(need: str, bench: Workbench) -> Box:
    """Return the question about a prerequisite: what students need."""
    entry, speech = load_catalogue().prerequisites[need], bench.speech
    names = {NONE: speech.word("band_count", NONE)} | {n: speech.word("band_count", n) for n in COUNTS}
    return Box(f"need_{need}", capital(speech.words(entry.need)), names)


def how_many_need(need: str, bench: Workbench) -> None:
    """Ask how many students need something, in three steps."""
    box = _box(need, bench)
    value = next((band.count for band in bench.plan.bands if band.prerequisite.id == need), NONE)
    if bench.unheard is None:
        st.session_state[box.key] = value
    chosen = st.segmented_control(
        box.label,
        list(box.names),
        default=None if bench.unheard is None else value,
        required=True,
        format_func=box.names.__getitem__,
        key=box.key,
        on_change=on_choice(box.key, lambda: bench.apply(band_changes(need, st.session_state[box.key]))),
    )
    if chosen != value:
        bench.hear(band_changes(need, chosen))


def band_changes(need: str, chosen: str | None) -> tuple[Change, ...]:
    """Return the change to another band; whatever is no band is none."""
    return (SetBand(need, next((count for count in COUNTS if count == chosen), None)),)


def who_needs(need: str, bench: Workbench) -> None:
    """Ask who needs something, by codes."""
    codes = {student.code: student.code for student in bench.plan.students}
    asked = tuple(
        student.code for student in bench.plan.students if need in {n.id for n in student.prerequisites}
    )
    box = _box(need, bench)
    empty = bench.speech.gettext("Nobody")
    who = Box(f"who_{need}", box.label, codes)
    choose_many(bench, who, asked, lambda chosen: who_changes(need, asked, chosen), empty=empty)


def who_changes(need: str, before: Iterable[str], after: Iterable[str]) -> tuple[Change, ...]:
    """Return the changes where others need something."""
    turned = toggled(before, after)
    sides = {on: tuple(code for code, now in turned if now == on) for on in (True, False)}
    return tuple(SetPrerequisite(codes, need, on) for on, codes in sides.items() if codes)
