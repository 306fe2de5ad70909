"""Where the two ways to describe a class stand side by side: codes, things without codes, and its size."""

from dataclasses import dataclass

import streamlit as st

from planner.exchange.documents import layout_of
from planner.lesson.model import Plan
from planner.plan.changes import Change
from planner.plan.class_changes import SetBands, WithoutCodes
from planner.services.beginning import usual_class
from planner.web.controls import Workbench
from planner.web.markup import tag
from planner.web.speech import Speech


def say_bands_too(bench: Workbench) -> None:
    """Say among the codes that the plan holds things without codes, and offer to take them out."""
    n, speech = len(bench.plan.bands), bench.speech
    if not n:
        return
    said = speech.ngettext(
        "The plan also holds {n} thing that belongs to no code. The check looks at both.",
        "The plan also holds {n} things that belong to no code. The check looks at both.",
        n,
    )
    label = speech.ngettext("Take it out", "Take the {n} out", n)
    _offer(bench, said, Offer("bands_out", label, SetBands(())))


def say_codes_too(bench: Workbench) -> None:
    """Say without codes that the plan holds students by code, and offer to take them out."""
    n, speech = len(bench.plan.students), bench.speech
    if not n:
        return
    said = speech.ngettext(
        "The plan also holds {n} student by code. The check looks at both.",
        "The plan also holds {n} students by code. The check looks at both.",
        n,
    )
    label = speech.ngettext("Take the code out", "Take the {n} codes out", n)
    _offer(bench, said, Offer("codes_out", label, WithoutCodes()))


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: its key, its label and the change it makes."""

    key: str
    label: str
    change: Change


def _offer(bench: Workbench, said: str, offer: Offer) -> None:
    """Draw a sentence with a button beside it, or below it where there is no room."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.html(tag("div", said), width="content")
        st.button(offer.label, key=offer.key, on_click=bench.apply, args=((offer.change,),))


def differing_sizes(plan: Plan, speech: Speech) -> str:
    """Say in one line where the size of the class and the number of codes differ; empty where not."""
    codes, size = len(plan.students), plan.class_size
    if not codes or size is None or codes == size:
        return ""
    if codes < size:
        return speech.ngettext(
            "The class has {size} students, and {n} of them has a code. The check counts with {size}.",
            "The class has {size} students, and {n} of them have a code. The check counts with {size}.",
            codes,
            size=size,
        )
    return speech.gettext(
        "There are {codes} codes, but the class is said to have {size} students. "
        "The check counts with {codes} – correct the number if it is wrong.",
        codes=codes,
        size=size,
    )


def missing_codes(plan: Plan) -> int:
    """Return how many codes to propose: those the class still lacks, 1 where it lacks none.

    A class of no recorded size is as large as its codes, and one without codes as the room is meant for.
    """
    codes = len(plan.students)
    size = plan.class_size or codes or usual_class(layout_of(plan))
    return max(1, size - codes)
