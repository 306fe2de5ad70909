"""A class list from a file: read, compared with the class, and used only after a yes."""

from typing import Final

import streamlit as st

from planner.errors import InputError
from planner.exchange.roster import Roster, read_roster
from planner.exchange.roster_compare import RosterDifference, merged_class, roster_difference
from planner.exchange.roster_file import heading_of
from planner.lesson.model import Student
from planner.plan.class_changes import SetStudents
from planner.web.controls import Workbench
from planner.web.frame import paragraph
from planner.web.markup import Html, items, join, tag
from planner.web.speech import Speech

TURN: Final = "roster_turn"
MOST_SHOWN: Final = 12


def bring_in(bench: Workbench) -> None:
    """Draw the field for a file, what is wrong with it, or what it would change."""
    speech = bench.speech
    paragraph(
        speech.gettext(
            "A CSV file with the headings code, prerequisites, supports, with, apart_from and wishes; "
            "only code is needed. Leave names out: paste them above, where they stay with you."
        )
    )
    turn = st.session_state.get(TURN, 0)
    file = st.file_uploader(speech.gettext("Class list (CSV)"), type=["csv", "txt"], key=f"roster_{turn}")
    if file is None:
        return
    try:
        roster = read_roster(file.getvalue(), speech.language)
    except InputError as error:
        st.html(refused(error, speech))
        return
    _preview(bench, roster)


def refused(error: InputError, speech: Speech) -> Html:
    """Say what is wrong with a file, the first faults and how many more there are."""
    shown = [str(fault) for fault in error.faults[:MOST_SHOWN]]
    rest = len(error.faults) - len(shown)
    if rest:
        shown.append(speech.ngettext("… and {n} more", "… and {n} more", rest))
    said = tag("p", speech.gettext("The class is as it was. The file cannot be used yet:"))
    return tag("div", said, items(*shown), role="alert", class_="p-alert")


def _preview(bench: Workbench, roster: Roster) -> None:
    after = merged_class(bench.plan.students, roster)
    difference = roster_difference(bench.plan.students, after)
    st.html(preview(difference, roster, bench.speech))
    speech = bench.speech
    with st.container(horizontal=True, gap="small"):
        if difference.added or difference.changed or difference.removed:
            label = speech.gettext("Yes, use this class list")
            st.button(label, key="roster_yes", type="primary", on_click=_use, args=(bench, after))
        st.button(speech.gettext("No, leave the class as it is"), key="roster_no", on_click=_put_away)


def _use(bench: Workbench, after: tuple[Student, ...]) -> None:
    bench.apply((SetStudents(after),))
    _put_away()


def _put_away() -> None:
    """Begin with an empty field: the file is not needed any more."""
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def preview(difference: RosterDifference, roster: Roster, speech: Speech) -> Html:
    """Say what the file would change, before anything is changed."""
    changed = [
        f"{code}: {', '.join(heading_of(column, speech.language) for column in columns)}"
        for code, columns in difference.changed
    ]
    lines = [
        _line(speech.gettext("New: {n}", n=len(difference.added)), difference.added, "+"),
        _line(speech.gettext("Changed: {n}", n=len(difference.changed)), changed, "±"),
        _line(speech.gettext("Taken out: {n}", n=len(difference.removed)), difference.removed, "−"),
        _line(speech.gettext("As before: {n}", n=len(difference.same)), (), "="),
    ]
    warned = _like_names(roster, speech) if roster.like_names else None
    said = tag(
        "p", speech.gettext("Nothing is changed yet. The file would give this class:"), class_="p-label"
    )
    return tag("section", said, tag("ul", *lines), warned, class_="p-roster", aria_live="polite")


def _line(title: str, codes: tuple[str, ...] | list[str], symbol: str) -> Html:
    said = "; ".join(codes)
    sign = tag("span", symbol, aria_hidden="true")
    return tag("li", sign, " ", tag("strong", title), join(" – ", said) if said else None)


def _like_names(roster: Roster, speech: Speech) -> Html:
    said = speech.gettext(
        "These codes look like names: {codes}. Names belong in your key file, not here.",
        codes=", ".join(roster.like_names[:MOST_SHOWN]),
    )
    return tag("p", said, class_="p-alert")
