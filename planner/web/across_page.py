"""What several plans show together: pictures, each with its table, and what they are a hint of."""

from typing import Final

import streamlit as st

from planner.charts.across import SUBJECTS, AcrossPicture, across_picture
from planner.charts.colours import DARK, LIGHT
from planner.review.across import Across
from planner.services.across import across
from planner.services.archive import Archive
from planner.web.drawing import is_dark
from planner.web.frame import heading, paragraph
from planner.web.markup import Html, items, tag
from planner.web.speech import Speech

PICTURE_PX: Final = 540
TABLE_PX: Final = 500


def show_across(archive: Archive, speech: Speech) -> None:
    """Draw what stands across plans; say what to do where there is none to look at."""
    found = across(archive)
    if not found.plans:
        paragraph(
            speech.gettext(
                "No plan is shared with you yet. When teachers share plans, what recurs in them stands here."
            )
        )
        return
    seen = speech.ngettext("{n} plan was looked at.", "{n} plans were looked at.", found.plans)
    for said in (seen, *(speech.words(hint) for hint in found.hint)):
        paragraph(said)
    for subject in SUBJECTS:
        _picture(across_picture(found, subject, speech.language, DARK if is_dark() else LIGHT), speech)
    _notes(found, speech)


def _picture(picture: AcrossPicture, speech: Speech) -> None:
    """Draw a picture with its table beside it, which holds the same and more."""
    heading(picture.title)
    if not picture.table:
        paragraph(picture.alt)
        return
    if picture.note:
        paragraph(picture.note)
    with st.container(horizontal=True, gap="large"):
        with st.container(width=PICTURE_PX):
            key = f"across_{picture.subject}"
            st.vega_lite_chart(spec=picture.spec, theme=None, width="content", alt=picture.alt, key=key)
        with st.container(width=TABLE_PX):
            st.html(across_table(picture, speech))


def across_table(picture: AcrossPicture, speech: Speech) -> Html:
    """Return the table of a picture; what people typed is text in it."""
    columns = list(picture.table[0])
    head = tag("tr", *(tag("th", column, scope="col") for column in columns))
    rows = (
        tag(
            "tr",
            tag("th", row[columns[0]], scope="row"),
            *(tag("td", row[column]) for column in columns[1:]),
        )
        for row in picture.table
    )
    caption = speech.gettext("{title}, as a table", title=picture.title)
    table = tag(
        "table",
        tag("caption", caption, class_="r-caption"),
        tag("thead", head),
        tag("tbody", *rows),
        class_="p-table",
    )
    return tag("div", table, class_="p-scroll", tabindex="0", role="region", aria_label=caption)


def _notes(found: Across, speech: Speech) -> None:
    """Say what is left out, hidden or an estimate."""
    notes = items(*(speech.message(note) for note in found.notes))
    if notes:
        st.html(
            tag("div", tag("p", speech.gettext("Good to know"), class_="p-label"), notes, class_="r-known")
        )
