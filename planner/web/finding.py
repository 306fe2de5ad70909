"""Finding a plan among many: a text that is searched as it is typed, and a few filters."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Final, TypeVar, cast

import streamlit as st

from planner.locale import mark
from planner.plan.status import STATUSES, status_name
from planner.services.searching import Hit, Search, Shelf
from planner.web.speech import Speech

SHELVES: Final[Mapping[Shelf, str]] = {
    "mine": mark("My own"),
    "shared": mark("Shared with me"),
    "library": mark("In the library"),
}
LONGEST: Final = 80
KEYS: Final = ("find_text", "find_shelf", "find_status", "find_subject", "find_grade", "find_class")
ChoiceT = TypeVar("ChoiceT", bound=Hashable)


def ask_search(hits: tuple[Hit, ...], speech: Speech) -> Search:
    """Draw the search and return what is looked for; filters with nothing to choose among are left out."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="find"):
        text = st.text_input(
            speech.gettext("Find a plan"),
            key="find_text",
            type="search",
            placeholder=speech.gettext("Title, subject, grade or class"),
            live=True,
            width=280,
        )
        return Search(
            text=(text or "")[:LONGEST],
            shelf=_choice("find_shelf", speech.gettext("Whose"), _shelves(hits, speech)),
            status=_choice("find_status", speech.gettext("Status"), _statuses(hits, speech)),
            subject=_choice("find_subject", speech.gettext("Subject"), _subjects(hits)),
            grade=_choice("find_grade", speech.gettext("Grade"), _grades(hits, speech)),
            class_id=_choice("find_class", speech.gettext("Class"), _classes(hits)),
        )


def forget_search() -> None:
    """Look for nothing any more."""
    for key in KEYS:
        st.session_state.pop(key, None)


def _choice(key: str, label: str, names: Mapping[ChoiceT, str]) -> ChoiceT | None:
    """Draw a filter; there is none where all are alike."""
    if len(names) < 2:
        return None
    return st.selectbox(
        label,
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="–",
        key=key,
        width=150,
    )


def _shelves(hits: Iterable[Hit], speech: Speech) -> dict[Shelf, str]:
    there = {hit.shelf for hit in hits}
    return {shelf: speech.gettext(name) for shelf, name in SHELVES.items() if shelf in there}


def _statuses(hits: Iterable[Hit], speech: Speech) -> dict[str, str]:
    there = {hit.found.status for hit in hits if not hit.found.copied}
    return {status: speech.words(status_name(status)) for status in STATUSES if status in there}


def _subjects(hits: Iterable[Hit]) -> dict[str, str]:
    names = {hit.facts.subject.casefold(): hit.facts.subject for hit in hits if hit.facts.subject}
    return {key: names[key][:1].upper() + names[key][1:] for key in sorted(names)}


def _grades(hits: Iterable[Hit], speech: Speech) -> dict[int, str]:
    there = {hit.facts.grade for hit in hits} - {None}
    return {grade: speech.gettext("grade {grade}", grade=grade) for grade in sorted(cast("set[int]", there))}


def _classes(hits: Iterable[Hit]) -> dict[str, str]:
    names = {hit.found.class_id: hit.found.class_name for hit in hits if hit.found.class_id}
    return {key: names[key] for key in sorted(names, key=names.__getitem__)}
