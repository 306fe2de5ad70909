"""Drawings on the pages: rooms to scale and the lesson in time, as cached Vega-Lite specifications."""

from base64 import b64encode
from typing import Any, Final

import streamlit as st

from planner.catalogue.base import Language
from planner.charts.colours import DARK, LIGHT, Colours
from planner.charts.room_plan import room_plan
from planner.charts.room_words import room_description
from planner.charts.sheet import Look
from planner.charts.thumbnail import room_thumbnail
from planner.charts.timeline import lesson_timeline
from planner.lesson.model import Plan
from planner.room.layout import Layout
from planner.services.checking import layout_facts
from planner.services.memory import remembered
from planner.web.speech import Speech

ROOM_PX: Final = 640
SMALL_PX: Final = 400
DRAWING_PX: Final = ROOM_PX + 16
TIME_PX: Final = 860
PADDING_PX: Final = 4
CACHED: Final = 64


def is_dark() -> bool:
    """Whether the visitor's theme is dark."""
    return st.context.theme.type == "dark"


def _colours(*, dark: bool) -> Colours:
    return DARK if dark else LIGHT


def _framed(spec: dict[str, Any]) -> dict[str, Any]:
    """Fit a drawing into a page.

    Streamlit stumbles over one padding for all sides. The drawing is told as a whole by its text; its
    hundreds of strokes one by one would only be in the way of a screen reader.
    """
    padding = dict.fromkeys(("left", "right", "top", "bottom"), PADDING_PX)
    layers = [layer | {"mark": layer["mark"] | {"aria": False}} for layer in spec["layer"]]
    return spec | {"padding": padding, "layer": layers}


@remembered(CACHED)
def room_spec(
    layout: Layout, language: Language, highlight: frozenset[str], *, dark: bool, width_px: int = ROOM_PX
) -> dict[str, Any]:
    """Return the drawing of a room with places marked; built once, never to be changed."""
    look = Look(colours=_colours(dark=dark), width_px=width_px)
    return _framed(room_plan(layout, layout_facts(layout), language, highlight, look))


@remembered(CACHED)
def room_words(layout: Layout, language: Language) -> str:
    """Return a room in words, for those who do not see the drawing."""
    return room_description(layout, layout_facts(layout), language)


@remembered(CACHED)
def thumbnail(layout: Layout) -> str:
    """Return a small drawing of a room as a data address."""
    return "data:image/svg+xml;base64," + b64encode(room_thumbnail(layout, width_px=320).encode()).decode()


@remembered(CACHED)
def timeline_spec(plan: Plan, language: Language, *, dark: bool) -> dict[str, Any]:
    """Return the drawing of a lesson in time."""
    return _framed(lesson_timeline(plan, language, colours=_colours(dark=dark), width_px=TIME_PX))


def show_room(layout: Layout, highlight: frozenset[str], speech: Speech, *, small: bool = False) -> None:
    """Draw a room to scale, with places marked; small where it stands beside something else."""
    width, key = (SMALL_PX, "room_of_cell") if small else (ROOM_PX, "room_plan")
    spec = room_spec(layout, speech.language, highlight, dark=is_dark(), width_px=width)
    alt = room_words(layout, speech.language)
    st.vega_lite_chart(spec=spec, theme=None, width="content", alt=alt, key=key)


def show_timeline(plan: Plan, speech: Speech) -> None:
    """Draw a lesson in time."""
    spec = timeline_spec(plan, speech.language, dark=is_dark())
    phases = "; ".join(f"{p.title}, {speech.number(p.minutes)} min" for p in plan.lesson.phases)
    alt = speech.gettext("The phases of the lesson: {phases}", phases=phases)
    st.vega_lite_chart(spec=spec, theme=None, width="stretch", alt=alt, key="timeline")
