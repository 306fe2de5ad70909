"""The page of one's classes: when they end, everything about one as a file, and erasing one for good."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import streamlit as st
from babel.dates import get_timezone

from planner.exchange.class_archive import slug
from planner.services import classes
from planner.services.archive import Archive
from planner.services.class_export import export_class_archive
from planner.services.erasing import erase_class
from planner.storage.classes import StoredClass
from planner.web.belonging_period import over_time_link
from planner.web.class_keeping import ask_end, day_text, remind
from planner.web.downloading import made_later
from planner.web.erasing import asked, confirm, erase_button
from planner.web.frame import heading, paragraph, tell
from planner.web.plain import plain
from planner.web.server.session import now
from planner.web.speech import Speech

CLASS_PAGE: Final = "screens/plan_class.py"


def show_classes(archive: Archive, speech: Speech) -> None:
    """Draw one's classes, the one that ends first before the others."""
    found = classes.list_classes(archive)
    if not found:
        paragraph(
            speech.gettext(
                "You have no classes yet. On the class page of a plan you say which class it is for."
            )
        )
    for reminder in classes.reminders(archive, now().date()):
        remind(reminder, speech)
    for one in found:
        _class(archive, one, speech)
    _without(archive, speech)


def _without(archive: Archive, speech: Speech) -> None:
    """List one's own plans that no class keeps: nobody is reminded of them."""
    left = classes.plans_without_class(archive)
    if not left:
        return
    heading(
        speech.gettext("Plans without a class"),
        speech.gettext(
            "They are kept until you erase them. On the class page of each you say which class it is for."
        ),
    )
    for entry in left:
        st.page_link(CLASS_PAGE, label=plain(entry.title), query_params={"id": entry.id})


def _clock(zone: str | None) -> Callable[[], datetime]:
    """Return what tells the time in the visitor's time zone where it is known."""
    known = get_timezone(zone) if zone else UTC
    return lambda: now().astimezone(known)


def _class(archive: Archive, one: StoredClass, speech: Speech) -> None:
    plans = speech.ngettext("{n} plan", "{n} plans", one.plans)
    ends, here = day_text(one.ends, speech.language), _clock(st.context.timezone)
    heading(one.name, speech.gettext("{plans}, ends {day}", plans=plans, day=ends))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"class_{one.id}"):
        _rename(archive, one, speech)
        ask_end(archive, one, speech)
        st.download_button(
            speech.gettext("Download everything about {name}", name=plain(one.name)),
            data=made_later(lambda asking: export_class_archive(asking, one.id, here(), speech.language)),
            file_name=f"{slug(one.name)}.zip",
            mime="application/zip",
            icon=":material/download:",
            on_click="ignore",
            key=f"export:{one.id}",
        )
        over_time_link(one.id, one.name, speech)
        erase_button(one.id, speech.gettext("Erase {name} …", name=plain(one.name)))
    if asked(one.id):
        confirm(
            speech.gettext("Erase {name} and everything about it? Nobody can bring it back.", name=one.name),
            classes.class_going(archive, one.id),
            lambda: erase_class(archive, one.id, now()),
            speech,
        )


def _rename(archive: Archive, one: StoredClass, speech: Speech) -> None:
    key = f"class_name:{one.id}"
    st.session_state[key] = one.name
    st.text_input(
        speech.gettext("Name of the class"),
        key=key,
        max_chars=classes.LONGEST_NAME,
        on_change=lambda: tell(lambda: classes.rename_class(archive, one.id, st.session_state[key])),
        width=240,
    )
