"""The page of a plan's versions: choose two, see what differs, name one, bring one back."""

from typing import Final

import streamlit as st

from planner.errors import PlannerError
from planner.services.comparing import Compared, compare_states
from planner.services.history import list_versions, name_version
from planner.services.plans import OpenPlan
from planner.storage.store import Version
from planner.web.desk import PlanDesk
from planner.web.frame import heading, notify, paragraph, tell
from planner.web.markup import Html
from planner.web.speech import Speech
from planner.web.versions_words import (
    cells_table,
    counts_table,
    findings_lists,
    options_list,
    paths_list,
    said_lists,
    summary,
)

NOW: Final = "now"
LEFT, RIGHT = "left", "right"
KEYS: Final = {LEFT: "version_left", RIGHT: "version_right"}
Choice = str
"""``now``, or the number of a version's edit."""


def chosen_query(desk: PlanDesk, opened: OpenPlan) -> dict[str, str]:
    """Return what the address says of the page: the plan and what is compared.

    What the tab chose counts, else what the address asks for, as far as the plan has such versions.
    """
    versions = list_versions(desk.archive, opened.id)
    known, usual = known_choices(versions), first_choices(opened, versions)
    for side, first in zip(KEYS, usual, strict=True):
        kept, asked = st.session_state.get(KEYS[side]), st.query_params.get(side)
        if kept not in known:
            st.session_state[KEYS[side]] = asked if asked in known else first
    return {"id": opened.id} | {side: st.session_state[key] for side, key in KEYS.items()}


def show_versions(desk: PlanDesk, opened: OpenPlan, speech: Speech) -> None:
    """Draw the two choices, what differs, and what can be done with each."""
    names = choices(list_versions(desk.archive, opened.id), speech)
    heading(
        speech.gettext("Compare two versions"),
        speech.gettext(
            "What was changed, and what it did for the students. Nothing here changes the plan by itself."
        ),
    )
    left, right = _choose(names, speech)
    try:
        compared = compare_states(desk.archive, opened.id, edit_of(left), edit_of(right))
    except PlannerError as error:
        paragraph(speech.error(error))
        return
    show_comparison(compared, speech)


def known_choices(versions: tuple[Version, ...]) -> tuple[Choice, ...]:
    """Return what there is to choose: what is shown now, then the versions, the newest first."""
    return (NOW, *(str(version.edit) for version in versions))


def choices(versions: tuple[Version, ...], speech: Speech) -> dict[Choice, str]:
    """Return what the choices are called."""
    zone = st.context.timezone
    return {NOW: speech.gettext("As it is now")} | {
        str(version.edit): version_label(version, speech.moment(version.saved_at, zone), speech)
        for version in versions
    }


def version_label(version: Version, when: str, speech: Speech) -> str:
    """Name a version: its own name where it has one, when it was saved, and its last edit."""
    label = speech.words(version.label)
    return " · ".join((version.name, when, label) if version.name else (when, label))


def edit_of(choice: Choice) -> int | None:
    """Return the edit of a choice; None for what is shown now."""
    return None if choice == NOW else int(choice)


def first_choices(opened: OpenPlan, versions: tuple[Version, ...]) -> tuple[Choice, Choice]:
    """Return what is compared at first: the last saved version with what is shown, else the last two."""
    edits = [str(version.edit) for version in versions]
    if opened.unsaved:
        return edits[0], NOW
    return (edits[1], NOW) if len(edits) > 1 else (edits[0], NOW)


def _choose(names: dict[Choice, str], speech: Speech) -> tuple[Choice, Choice]:
    titles = {LEFT: speech.gettext("Before"), RIGHT: speech.gettext("After")}
    chosen = []
    for column, side in zip(st.columns(2), KEYS, strict=True):
        with column:
            chosen.append(
                st.selectbox(titles[side], list(names), format_func=names.__getitem__, key=KEYS[side])
            )
    return chosen[0], chosen[1]


def show_comparison(compared: Compared, speech: Speech) -> None:
    """Draw what differs: at a glance, for whom, then every change."""
    comparison = compared.comparison
    st.html(summary(comparison, speech))
    if comparison.participation is not None and not comparison.empty:
        st.html(counts_table(comparison, speech))
    _part("", cells_table(compared, speech))
    _part(speech.gettext("Ways to take part that came and went"), options_list(compared, speech))
    _part(speech.gettext("Through the whole lesson"), paths_list(compared, speech))
    _part(speech.gettext("What the check says"), findings_lists(compared, speech))
    _part(speech.gettext("What was changed"), said_lists(comparison, speech))


def _part(title: str, content: Html | None) -> None:
    if content is None:
        return
    if title:
        heading(title)
    st.html(content)


def show_acts(desk: PlanDesk, opened: OpenPlan, speech: Speech) -> None:
    """Draw what can be done with the chosen versions: name one, or bring one back."""
    versions = {str(version.edit): version for version in list_versions(desk.archive, opened.id)}
    for side in dict.fromkeys(st.session_state.get(KEYS[side], NOW) for side in (LEFT, RIGHT)):
        if side in versions:
            _act(desk, opened, versions[side], speech)


def _act(desk: PlanDesk, opened: OpenPlan, version: Version, speech: Speech) -> None:
    key = f"chosen:{version.edit}"
    when = speech.moment(version.saved_at, st.context.timezone)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"acts_{version.edit}"):
        st.text_input(
            speech.gettext("Name of the version from {when}", when=when),
            value=version.name or "",
            key=key,
            max_chars=80,
            on_change=lambda: rename(desk, version.edit, st.session_state[key]),
            width=360,
        )
        if opened.head != version.edit:
            st.button(
                speech.gettext("Bring back the version from {when}", when=when),
                key=f"back:{version.edit}",
                icon=":material/history:",
                on_click=lambda: bring_back(desk, version.edit, speech),
            )


def rename(desk: PlanDesk, edit: int, name: str) -> None:
    """Give a version a name; what is refused is said at the top."""
    tell(lambda: name_version(desk.archive, desk.document, edit, name))


def bring_back(desk: PlanDesk, edit: int, speech: Speech) -> None:
    """Show a version again, and say that it can be undone."""
    head = desk.shown
    desk.bring_version(edit)
    if desk.shown != head:
        notify(speech.gettext("The version is shown again. Undo takes it back."))
        st.session_state[KEYS[RIGHT]] = NOW
