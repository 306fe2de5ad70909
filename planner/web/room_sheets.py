"""The tables of a room on a page; a changed table is saved at once, as one edit.

A table is a new one for every state of the document, so that its cells are never those of another state.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import pandas as pd
import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.errors import InputError, PlannerError
from planner.room.layout import Layout
from planner.room.patch import COLLECTIONS, Collection, Patch, make_patch
from planner.room.patch_words import fault_words
from planner.room.stray import refuse_strays
from planner.web.room_columns import Cell, Kind, cells_of
from planner.web.room_tables import WAS, table_patch, table_rows
from planner.web.rooming import alert, panel
from planner.web.speech import Speech

ITSELF: Final = "layout"
REST: Final = "rest"
DTYPES: Final[dict[Kind, str]] = {
    "number": "float64",
    "flag": "boolean",
    "text": "object",
    "choice": "object",
}
ORDER: Final[tuple[Collection, ...]] = (
    "furniture",
    "zones",
    "rooms",
    "doors",
    "windows",
    "boards",
    "walls",
    "steps",
)
IN_PHASE: Final[tuple[Collection, ...]] = ("furniture", "zones")


@dataclass(frozen=True, slots=True)
class Sheets:
    """What the tables of a room work on.

    Attributes
    ----------
    head
        The state the layout is of.
    attempt
        Raises PlannerError where a patch does not fit, and changes nothing.
    apply
        Makes a patch, saved at once.
    phase
        The phase whose room it is: there things can only be moved. None for the room as it stands.
    """

    layout: Layout
    head: int
    attempt: Callable[[Patch], object]
    apply: Callable[[Patch], None]
    speech: Speech
    phase: str | None = None


def show_sheets(sheets: Sheets) -> None:
    """Offer the room as tables, one at a time, in the order people furnish."""
    speech = sheets.speech
    with panel(speech.gettext("The same room as tables"), "panel_tables", icon=":material/table:"):
        names: dict[str, str] = {name: _title(name, sheets) for name in (IN_PHASE if sheets.phase else ORDER)}
        if not sheets.phase:
            names[ITSELF] = speech.gettext("The room itself")
        chosen = st.segmented_control(
            speech.gettext("Table"),
            list(names),
            format_func=names.__getitem__,
            default=next(iter(names)),
            required=True,
            key="sheet_of_phase" if sheets.phase else "sheet",
        )
        if chosen == ITSELF:
            _itself(sheets)
        else:
            _sheet(sheets, next(name for name in COLLECTIONS if name == chosen))


def _title(collection: Collection, sheets: Sheets) -> str:
    words = load_catalogue().words["collections"][collection]
    return f"{sheets.speech.words(words)} ({len(getattr(sheets.layout, collection))})"


def _sheet(sheets: Sheets, collection: Collection) -> None:
    speech = sheets.speech
    edited = st.data_editor(
        frame(sheets.layout, collection, speech),
        key=f"sheet:{collection}:{sheets.phase or REST}:{sheets.head}",
        hide_index=True,
        width="stretch",
        placeholder="–",
        alt=_title(collection, sheets),
        num_rows="fixed" if sheets.phase else "dynamic",
        column_order=[cell.key for cell in cells_of(collection)],
        column_config={cell.key: _column(cell, sheets) for cell in cells_of(collection)},
    )
    try:
        patch = table_patch(sheets.layout, collection, records(edited), speech.language)
    except InputError as error:
        alert(speech.gettext("Not saved yet. {why}", why=str(error.faults[0])))
        return
    if not patch.empty and _fits(sheets, patch):
        sheets.apply(patch)
        st.rerun()


def frame(layout: Layout, collection: Collection, speech: Speech) -> pd.DataFrame:
    """Return a collection as a table with a type for every column, however empty it is."""
    rows = table_rows(layout, collection, speech.language)
    columns = {WAS: pd.Series([row[WAS] for row in rows], dtype="object")}
    for cell in cells_of(collection):
        columns[cell.key] = pd.Series([row[cell.key] for row in rows], dtype=DTYPES[cell.kind])
    return pd.DataFrame(columns)


def records(edited: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of an edited table as plain values; nothing in a cell is None."""
    return [
        {str(key): None if pd.isna(value) else _plain(value) for key, value in row.items()}
        for row in edited.to_dict("records")
    ]


def _plain(value: Any) -> Any:  # noqa: ANN401 – a cell of any type
    return value.item() if hasattr(value, "item") else value


def _fits(sheets: Sheets, patch: Patch) -> bool:
    """Whether a patch can be made; says why where it cannot."""
    speech = sheets.speech
    try:
        refuse_strays(sheets.layout, patch, speech.language)
        sheets.attempt(patch)
    except PlannerError as error:
        faults = error.faults if isinstance(error, InputError) else ()
        why = fault_words(sheets.layout, patch, faults[0], speech.language) if faults else speech.error(error)
        alert(speech.gettext("Not saved yet. {why}", why=why))
        return False
    return True


def _column(cell: Cell, sheets: Sheets) -> Any:  # noqa: ANN401 – a dict that Streamlit types by its kind
    label = sheets.speech.gettext(cell.label)
    if cell.kind == "number":
        return st.column_config.NumberColumn(label, format="localized")
    if cell.kind == "flag":
        return st.column_config.CheckboxColumn(label)
    if cell.kind == "choice":
        names = choices(cell, sheets.layout, sheets.speech)
        return st.column_config.SelectboxColumn(label, options=list(names), format_func=partial(_name, names))
    return st.column_config.TextColumn(label, max_chars=4000)


def _name(names: dict[str, str], value: str) -> str:
    return names.get(value, value)


def choices(cell: Cell, layout: Layout, speech: Speech) -> dict[str, str]:
    """Return what can be chosen in a column, with the words for it."""
    if cell.choices == "rooms":
        return {room.id: room.name for room in layout.rooms}
    catalogue = load_catalogue()
    if cell.choices == "furniture":
        return {kind.id: speech.words(kind.name) for kind in catalogue.furniture.values()}
    return {key: speech.words(words) for key, words in catalogue.words[cell.choices].items()}


def _itself(sheets: Sheets) -> None:
    """Offer the fields of the layout itself: its name and how many it is meant for."""
    speech, layout = sheets.speech, sheets.layout
    st.session_state["room_name"] = layout.name
    st.text_input(
        speech.gettext("Name of the room"),
        key="room_name",
        max_chars=80,
        on_change=lambda: _set(sheets, "name", st.session_state["room_name"].strip() or layout.name),
    )
    numbers = {"students": speech.gettext("Students it is meant for"), "adults": speech.gettext("Adults")}
    for field, label in numbers.items():
        key, most = f"room_{field}", 500 if field == "students" else 50
        st.session_state[key] = getattr(layout, field)
        st.number_input(
            label,
            min_value=0,
            max_value=most,
            step=1,
            key=key,
            placeholder=speech.gettext("not recorded"),
            on_change=partial(_set_number, sheets, field, key),
        )


def _set_number(sheets: Sheets, field: str, key: str) -> None:
    _set(sheets, field, st.session_state[key])


def _set(sheets: Sheets, field: str, value: object) -> None:
    sheets.apply(make_patch(fields={field: value}))
