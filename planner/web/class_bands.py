"""The class without codes: how many students there are, and how many need what, in three steps."""

from typing import Final, get_args

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.catalogue.model import Prerequisite
from planner.lesson.model import Band, BandCount, Plan
from planner.plan.changes import NOT_RECORDED, Change
from planner.plan.class_changes import SetBand, SetClassSize
from planner.web.class_questions import GROUPS, NumbersOf, ask_numbers, group_entries, say_question
from planner.web.controls import Workbench
from planner.web.matrix import capital
from planner.web.speech import Speech
from planner.web.tab import on_choice

NONE: Final = "none"
COUNTS: Final[tuple[BandCount, ...]] = get_args(BandCount)


def band_of(plan: Plan, prerequisite: str) -> Band | None:
    """Return the band of a prerequisite, None for nobody."""
    return next((band for band in plan.bands if band.prerequisite.id == prerequisite), None)


def band_change(plan: Plan, prerequisite: str, chosen: str | None) -> Change:
    """Return the change to another band, which keeps its numbers; whatever is no band is nobody."""
    count = next((count for count in COUNTS if count == chosen), None)
    band = band_of(plan, prerequisite)
    return SetBand(prerequisite, count, band.prerequisite.parameters if band and count else ())


def size_change(chosen: float | None) -> Change:
    """Return the change to another size of the class; an empty field is not recorded."""
    return SetClassSize(NOT_RECORDED if chosen is None else int(chosen))


def ask_size(bench: Workbench) -> None:
    """Ask how many students are in the class; without an answer the codes are the class."""
    key, value, speech = "size_of_class", bench.plan.class_size, bench.speech
    codes = len(bench.plan.students)
    by_codes = speech.gettext("as many as the codes: {n}", n=codes)
    empty = by_codes if codes and not bench.plan.bands else speech.gettext("Not recorded")
    if bench.unheard is None:
        st.session_state[key] = value
    chosen = st.number_input(
        bench.speech.gettext("How many students are in the class?"),
        min_value=1,
        max_value=int(load_catalogue().limits()["class_most"]),
        value=value if bench.unheard is not None else None,
        step=1,
        key=key,
        placeholder=empty,
        help=bench.speech.gettext("Places and sound are counted for this many students."),
        on_change=on_choice(key, lambda: bench.apply((size_change(st.session_state[key]),))),
        width=320,
    )
    if chosen != value:
        bench.hear((size_change(chosen),))


def bands_text(plan: Plan, speech: Speech) -> str:
    """Say in one line what the check asks about, and for how many."""
    entries = load_catalogue().prerequisites
    return " · ".join(
        f"{speech.words(entries[band.prerequisite.id].need)} ({speech.word('band_count', band.count)})"
        for band in plan.bands
    )


def ask_bands(bench: Workbench) -> None:
    """Draw every need by group, with how many students it matters to; a closed group is not drawn."""
    for group in GROUPS:
        label = bench.speech.word("prerequisite_group", group)
        box = st.expander(label, key=f"bands_{group}", on_change="rerun")
        if box.open:
            with box:
                for entry in group_entries(group):
                    with st.container(gap="xxsmall"):
                        _ask_band(bench, entry)


def _ask_band(bench: Workbench, entry: Prerequisite) -> None:
    speech, key = bench.speech, f"band_{entry.id}"
    band = band_of(bench.plan, entry.id)
    value = band.count if band else NONE
    names = {count: speech.word("band_count", count) for count in (NONE, *COUNTS)}
    if bench.unheard is None:
        st.session_state[key] = value
    chosen = st.segmented_control(
        capital(speech.words(entry.need)),
        list(names),
        default=None if bench.unheard is None else value,
        required=True,
        format_func=names.__getitem__,
        key=key,
        on_change=on_choice(
            key, lambda: bench.apply((band_change(bench.plan, entry.id, st.session_state[key]),))
        ),
    )
    if chosen != value:
        bench.hear((band_change(bench.plan, entry.id, chosen),))
    say_question(entry, speech)
    if band:
        ask_numbers(bench, NumbersOf(entry, band.count, band.prerequisite.parameters))
