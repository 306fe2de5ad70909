"""The style of the pages where plans are talked about."""

from functools import cache
from importlib.resources import files

import streamlit as st

from planner.web.markup import Html


@cache
def style() -> Html:
    """Return the style, to stand beside what it is for."""
    css = files("planner.web").joinpath("components/review.css").read_text(encoding="utf-8")
    return Html(f"<style>{css}</style>")


def review_style() -> None:
    """Give the page its style."""
    st.html(style())
