"""The sheet of a review: ten parts, what the planner knows of each, and what people write; saved at once."""

from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st

from planner.errors import PlannerError
from planner.plan.status import status_name
from planner.review.model import NoteConflictError, Person, Review, Slot, TemplatePart, Written
from planner.services.archive import Archive
from planner.services.reviews import note
from planner.web.frame import paragraph
from planner.web.markup import Html, items, join, tag
from planner.web.plain import plain
from planner.web.review_steps import show_evaluation, show_steps
from planner.web.rooming import tell_here, told_here
from planner.web.server.session import now
from planner.web.speech import Speech
from planner.web.tab import on_choice

MOST: Final = 4000


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of a plan in the hands of who is at the page."""

    archive: Archive
    review: Review
    speech: Speech

    def name(self, person: Person) -> str:
        """Say who somebody is."""
        own = person.id == self.archive.account.id
        return self.speech.gettext("You") if own else person.name or self.speech.gettext("A colleague")


def show_sheet(sheet: Sheet) -> None:
    """Draw the ten parts of the sheet."""
    speech = sheet.speech
    paragraph(speech.gettext("Write together. What you write is saved at once, and nothing is lost."))
    for part in sheet.review.parts:
        _part(sheet, part)
    _history(sheet)


def _history(sheet: Sheet) -> None:
    """Say how the plan came to where it is: who moved it on, and when."""
    speech = sheet.speech
    moves = items(
        *(
            speech.gettext(
                "{status} – {name}, {when}",
                status=speech.words(status_name(moved.after)),
                name=sheet.name(moved.actor),
                when=speech.moment(moved.at, st.context.timezone),
            )
            for moved in sheet.review.history
        )
    )
    if moves:
        st.html(
            tag("div", tag("h2", speech.gettext("The way so far"), class_="p-h2"), moves, class_="r-known")
        )


def _part(sheet: Sheet, part: TemplatePart) -> None:
    """Draw a part: on the left what it is about and what is known, on the right what people write."""
    speech = sheet.speech
    with st.container(border=True, key=f"part_{part.id}"):
        known, written = st.columns([2, 3], gap="medium")
        with known:
            st.html(_known(part, speech))
        with written:
            if part.id == "steps":
                show_steps(sheet.archive, sheet.review, speech)
            for slot in part.slots:
                _slot(sheet, slot)
            if part.id == "evaluation":
                show_evaluation(sheet.archive, sheet.review, speech)


def _known(part: TemplatePart, speech: Speech) -> Html:
    title = tag("h2", f"{part.number}. {speech.words(part.name)}", class_="p-h2")
    lines = items(*(speech.message(said) for said in part.known))
    label = tag("p", speech.gettext("The planner knows"), class_="p-label") if lines else None
    return tag(
        "div", title, tag("p", speech.words(part.hint), class_="p-small"), label, lines, class_="r-known"
    )


def _slot(sheet: Sheet, slot: Slot) -> None:
    """Draw a field with what stands there; where two wrote at once, both texts to choose between."""
    speech, key = sheet.speech, slot_key(sheet.review.plan, slot)
    _begin(slot, key)
    mine = st.session_state.get(f"{key}:mine")
    if mine is not None:
        _choose(sheet, slot, key, mine)
        return
    st.text_area(
        speech.words(slot.name),
        key=key,
        max_chars=MOST,
        placeholder=speech.words(slot.hint),
        on_change=on_choice(key, partial(_save, sheet, slot, key)),
    )
    told_here(key)
    if slot.note is not None:
        when = speech.moment(slot.note.at, st.context.timezone)
        paragraph(
            speech.gettext("Saved · {name}, {when}", name=sheet.name(slot.note.author), when=when),
            class_="p-small",
        )


def slot_key(plan: str, slot: Slot) -> str:
    """Return the key of a field of the sheet."""
    return f"note:{plan}:{slot.field}"


def _begin(slot: Slot, key: str) -> None:
    """Put what stands in the field into it, unless the browser holds a text nobody has heard yet.

    After a restart of the server the browser still holds the field: a text that differs there was written
    to nobody knows which note, so the writer chooses.
    """
    known, text = f"{key}:base" in st.session_state, slot.note.text if slot.note else ""
    held = st.session_state.get(key)
    if not known and held and held != text:
        st.session_state[f"{key}:mine"] = held
    elif held is None or st.session_state.get(f"{key}:base") != slot.expected:
        st.session_state[key] = text
    st.session_state[f"{key}:base"] = slot.expected


def _save(sheet: Sheet, slot: Slot, key: str) -> None:
    text, base = st.session_state[key], st.session_state.get(f"{key}:base")
    written = Written(slot.field, text, base)
    try:
        st.session_state[f"{key}:base"] = note(sheet.archive, sheet.review.plan, written, now())
    except NoteConflictError as error:
        st.session_state[f"{key}:mine"] = error.mine
    except PlannerError as error:
        tell_here(key, sheet.speech.error(error))


def _choose(sheet: Sheet, slot: Slot, key: str, mine: str) -> None:
    """Show both texts; which one stays is for the writer to choose."""
    speech, theirs = sheet.speech, slot.note.text if slot.note else ""
    other = sheet.name(slot.note.author) if slot.note else ""
    with st.container(border=True, key=f"choose_{slot.field}"):
        said = speech.gettext(
            "{field}: two have written here. Both texts are kept.", field=speech.words(slot.name)
        )
        st.html(tag("div", tag("p", said), role="alert", class_="p-alert"))
        st.html(
            join(
                tag("p", speech.gettext("What you wrote"), class_="p-label"),
                tag("p", mine, class_="r-text"),
                tag("p", speech.gettext("What stands there – {name}", name=other), class_="p-label"),
                tag("p", theirs or "–", class_="r-text"),
            )
        )
        keep = partial(_keep, sheet, slot, key)
        with st.container(horizontal=True, gap="small"):
            st.button(
                speech.gettext("Use both"),
                key=f"{key}:both",
                type="primary",
                on_click=keep,
                args=(f"{theirs}\n\n{mine}" if theirs else mine,),
            )
            st.button(speech.gettext("Use mine"), key=f"{key}:use", on_click=keep, args=(mine,))
            label = (
                speech.gettext("Use {name}’s", name=plain(other)) if other else speech.gettext("Drop mine")
            )
            st.button(label, key=f"{key}:drop", on_click=keep, args=(None,))
        told_here(key)


def _keep(sheet: Sheet, slot: Slot, key: str, text: str | None) -> None:
    """Write the chosen text over what was shown; None leaves what stands there."""
    if text is not None:
        try:
            note(sheet.archive, sheet.review.plan, Written(slot.field, text, slot.expected), now())
        except NoteConflictError:
            pass  # A third text came meanwhile: it is shown, and the choice stays open.
        except PlannerError as error:
            tell_here(key, sheet.speech.error(error))
        else:
            text = None
    if text is None:
        for part in (f"{key}:mine", f"{key}:base", key):
            st.session_state.pop(part, None)
