"""With which class a plan is kept, and until when: a small part of the class page, and reminders."""

from datetime import date
from typing import Final

import streamlit as st
from babel.dates import format_date

from planner.catalogue.base import Language
from planner.services import classes
from planner.services.archive import Archive
from planner.services.classes import Reminder
from planner.storage.classes import StoredClass
from planner.web.frame import paragraph, tell
from planner.web.markup import tag
from planner.web.plain import plain
from planner.web.server.session import now
from planner.web.speech import Speech

CLASSES_PAGE: Final = "screens/classes.py"
CHOICE, NAME, ENDS = "kept_with", "kept_name", "kept_ends"
NONE: Final = ""
NEW: Final = "new"


def day_text(day: date, language: Language) -> str:
    """Say a day, such as "31. juli 2026"."""
    return format_date(day, "d. MMMM y" if language == "da" else "d MMMM y", language)


def show_keeping(archive: Archive, plan: str, speech: Speech) -> None:
    """Draw with which class the plan is kept; who may not delete the plan only reads it."""
    known = classes.class_of(archive, plan)
    with st.expander(_label(known, speech), icon=":material/event:", key="class_kept"):
        if not archive.may(plan, "delete"):
            paragraph(speech.gettext("Only whose plan it is says which class it is kept with."))
            return
        paragraph(
            speech.gettext(
                "Plans of one class are kept together until the class ends, and can then be erased together."
            )
        )
        _choose(archive, plan, known, speech)
        if known is not None:
            ask_end(archive, known, speech)
        st.page_link(CLASSES_PAGE, label=speech.gettext("My classes"), icon=":material/groups:")
    for reminder in classes.reminders(archive, now().date()):
        if known is not None and reminder.class_.id == known.id:
            remind(reminder, speech)


def _label(known: StoredClass | None, speech: Speech) -> str:
    if known is None:
        return speech.gettext("Kept with a class: not chosen yet")
    ends = day_text(known.ends, speech.language)
    return speech.gettext("Kept with {name} until {ends}", name=plain(known.name), ends=ends)


def _choose(archive: Archive, plan: str, known: StoredClass | None, speech: Speech) -> None:
    names = {NONE: speech.gettext("No class")}
    names |= {one.id: one.name for one in classes.list_classes(archive)}
    names[NEW] = speech.gettext("A new class")
    chosen = known.id if known is not None else NONE
    making = st.session_state.get(CHOICE) == NEW
    if not making:
        st.session_state[CHOICE] = chosen
    st.selectbox(
        speech.gettext("Which class is the plan for?"),
        list(names),
        format_func=names.__getitem__,
        key=CHOICE,
        on_change=lambda: put(archive, plan, st.session_state[CHOICE]),
        width=360,
    )
    if making:
        _new(archive, plan, speech)


def put(archive: Archive, plan: str, choice: str) -> None:
    """Put the plan into the class that was chosen; a new one is asked about first."""
    if choice != NEW:
        tell(lambda: classes.put_in_class(archive, plan, choice or None))


def _new(archive: Archive, plan: str, speech: Speech) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="new_class"):
        st.text_input(
            speech.gettext("What is the class called?"),
            key=NAME,
            max_chars=classes.LONGEST_NAME,
            placeholder=speech.gettext("such as 5. a"),
            width=240,
        )
        st.date_input(
            speech.gettext("When does it end?"),
            value=classes.school_year_end(now().date()),
            min_value=now().date(),
            key=ENDS,
            format="DD/MM/YYYY",
            width=200,
        )
        st.button(
            speech.gettext("Make the class"),
            key="make_class",
            type="primary",
            on_click=lambda: make(archive, plan),
        )


def make(archive: Archive, plan: str) -> None:
    """Make the class that was asked about and put the plan into it."""
    name, ends = st.session_state.get(NAME, ""), st.session_state.get(ENDS)

    def act() -> None:
        made = classes.new_class(archive, name, now(), ends)
        classes.put_in_class(archive, plan, made)
        st.session_state[CHOICE] = made

    tell(act)


def ask_end(archive: Archive, known: StoredClass, speech: Speech) -> None:
    """Ask when a class ends; another day is kept at once."""
    key = f"ends:{known.id}"
    st.session_state[key] = known.ends
    st.date_input(
        speech.gettext("{name} ends", name=plain(known.name)),
        min_value=min(known.ends, now().date()),
        key=key,
        format="DD/MM/YYYY",
        on_change=lambda: tell(lambda: classes.move_end(archive, known.id, st.session_state[key], now())),
        width=200,
    )


def remind(reminder: Reminder, speech: Speech) -> None:
    """Say that a class ends soon, or has ended, and what happens then."""
    st.html(tag("div", tag("p", reminder_text(reminder, speech)), role="status", class_="p-alert"))


def reminder_text(reminder: Reminder, speech: Speech) -> str:
    """Say when a class ends or ended, and from when its plans may be erased by the clean-up."""
    name, day = reminder.class_.name, day_text(reminder.class_.ends, speech.language)
    goes = day_text(reminder.goes, speech.language)
    if reminder.days < 0:
        said = speech.gettext("The class {name} ended on {day}.", name=name, day=day)
    elif reminder.days == 0:
        said = speech.gettext("The class {name} ends today.", name=name)
    else:
        said = speech.ngettext(
            "The class {name} ends tomorrow, on {day}.",
            "The class {name} ends in {n} days, on {day}.",
            reminder.days,
            name=name,
            day=day,
        )
    rest = speech.gettext(
        "Take home what you want to keep, move the day, or erase the class. "
        "After {goes} the server's clean-up erases it.",
        goes=goes,
    )
    return f"{said} {rest}"


def remind_of_classes(archive: Archive, speech: Speech) -> None:
    """Say on the start page which of one's classes end soon or have ended, and lead to them."""
    found = classes.reminders(archive, now().date())
    for reminder in found:
        remind(reminder, speech)
    if found or classes.list_classes(archive) or classes.plans_without_class(archive):
        st.page_link(CLASSES_PAGE, label=speech.gettext("My classes"), icon=":material/groups:")
