"""Cards of rooms and lessons, as the start page and the wizard show them."""

from functools import cache
from importlib.resources import files
from typing import Final

import streamlit as st

from planner.room.layout import Layout
from planner.web.drawing import thumbnail
from planner.web.markup import Html, tag, void
from planner.web.speech import Speech

CARD_PX: Final = 300


@cache
def _style() -> str:
    return files("planner.web").joinpath("components/start.css").read_text(encoding="utf-8")


def card_style() -> None:
    """Give the page the style of cards, steps and lists."""
    st.html(f"<style>{_style()}</style>")


def card(title: str, lines: tuple[str, ...], layout: Layout | None = None) -> Html:
    """Return a card: drawing, title and a few facts, all text escaped."""
    image = void("img", src=thumbnail(layout), alt="") if layout else None
    return tag("div", image, tag("h3", title), *(tag("p", line) for line in lines), class_="p-card")


def room_lines(layout: Layout, speech: Speech) -> tuple[str, ...]:
    """Say what a room offers."""
    zones = speech.ngettext("{n} zone", "{n} zones", len(layout.zones))
    meant = layout.students
    return (f"{zones} · {speech.ngettext('{n} student', '{n} students', meant)}" if meant else zones,)
