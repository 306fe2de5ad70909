"""The file of a class list: bytes of a spreadsheet as rows with known columns, nothing private among them.

Read are UTF-8 with or without a byte order mark, UTF-16 as Excel writes it, Windows-1252 and Latin-1, with
``,`` ``;`` or tabs.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING, Final, Literal

from planner.catalogue.faults import MOST_FAULTS, did_you_mean, fault
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.errors import Fault, InputError
from planner.exchange.roster_cells import normal
from planner.lesson.private_words import has_civil_number, refused_word

if TYPE_CHECKING:
    from planner.catalogue.base import Language

Column = Literal["code", "prerequisites", "supports", "with", "apart_from", "wishes"]
COLUMNS: Final[tuple[Column, ...]] = ("code", "prerequisites", "supports", "with", "apart_from", "wishes")
MEGABYTE: Final = 1_000_000
DELIMITERS: Final = (";", "\t", ",")
_FORMULA: Final = ("=", "+", "@")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: its number as a spreadsheet shows it, and its cells by column."""

    number: int
    cells: Mapping[Column, str]


class Faults:
    """Collects what is wrong, each with its row and column."""

    def __init__(self, language: "Language") -> None:
        self.language = language
        self.found: list[Fault] = []

    def add(self, key: str, where: str = "", /, **facts: Value) -> None:
        """Take down a fault of the catalogue."""
        self.found.append(fault(key, where, self.language, **facts))

    def place(self, row: int, column: Column | None = None) -> str:
        """Name a row, or a cell of it, as people see it."""
        words = load_catalogue().words["roster"]["place" if column else "row"]
        heading = heading_of(column, self.language) if column else ""
        return Message(words, {"row": row, "column": heading}).text(self.language)

    def refuse(self) -> None:
        """Raise what has been found."""
        if self.found:
            raise InputError(tuple(self.found[:MOST_FAULTS]))


def heading_of(column: Column, language: "Language") -> str:
    """Return the heading of a column as it is written."""
    return load_catalogue().words[f"roster_{column}"]["first"].text(language)


def read_rows(data: bytes, faults: Faults) -> tuple[list[Row], list[Column | None]]:
    """Return the rows that may be read, and the columns of the file; InputError where it cannot be read."""
    header, rows = _table(_text_of(data, faults), faults)
    columns = _columns(header, faults)
    faults.refuse()
    read = (_row(number, cells, columns, faults) for number, cells in rows)
    return [row for row in read if row], columns


def _text_of(data: bytes, faults: Faults) -> str:
    most = load_catalogue().limits()["roster_size"]
    if len(data) > most * MEGABYTE:
        faults.add("roster_large", size=len(data) / MEGABYTE, most=most)
    elif not data.strip():
        faults.add("roster_empty")
    faults.refuse()
    text = _decoded(data)
    if text is None or "\0" in text:
        faults.add("roster_no_text")
        faults.refuse()
    return text or ""


def _decoded(data: bytes) -> str | None:
    """Decode text; what is no UTF-8 was written by Windows, and what that cannot write is Latin-1."""
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _table(text: str, faults: Faults) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the headings and the numbered rows that hold anything."""
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(StringIO(text, newline=None), delimiter=_delimiter(text), strict=True))
    except csv.Error:
        faults.add("roster_broken", row=str(len(rows) + 1))
    faults.refuse()
    numbered = [(number, [cell.strip() for cell in row]) for number, row in enumerate(rows, 1)]
    filled = [(number, row) for number, row in numbered if any(row)]
    if not filled:
        faults.add("roster_empty")
        faults.refuse()
    return filled[0][1], filled[1:]


def _delimiter(text: str) -> str:
    """Return what parts the first line into most headings that are known, else into most parts."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def parted(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=delimiter))
        return sum(normal(cell) in _headings() for cell in cells), len(cells)

    return max(DELIMITERS, key=parted)


@cache
def _headings() -> Mapping[str, Column]:
    words = load_catalogue().words
    return {
        normal(text): column
        for column in COLUMNS
        for entry in words[f"roster_{column}"].values()
        for text in (column, entry.da, entry.en)
    }


def _columns(header: Sequence[str], faults: Faults) -> list[Column | None]:
    """Return the column under each heading; None where both the heading is empty."""
    columns: list[Column | None] = []
    for heading in header:
        column = _headings().get(normal(heading))
        if column is None and heading:
            _refuse_heading(heading, faults)
        elif column and column in columns:
            faults.add("roster_column_twice", column=heading)
        columns.append(column)
    if "code" not in columns:
        faults.add("roster_header")
    return columns


def _refuse_heading(heading: str, faults: Faults) -> None:
    parts = set(re.findall(r"[^\W\d_]+", heading.casefold()))
    entries = load_catalogue().words["roster_who"].values()
    if parts & {word for entry in entries for word in (entry.da, entry.en)} or has_civil_number(heading):
        faults.add("roster_names", column="CPR" if has_civil_number(heading) else heading)
        return
    near = did_you_mean(heading.casefold(), _headings(), faults.language)
    faults.add("roster_column", column=heading, near=near)


def _row(number: int, cells: Sequence[str], columns: Sequence[Column | None], faults: Faults) -> Row | None:
    """Return a row whose cells may be read; what tells too much is not looked at any further."""
    if any(cells[len(columns) :]) or any(c and not k for c, k in zip(cells, columns, strict=False)):
        faults.add("roster_long_row", faults.place(number))
        return None
    named = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    allowed = [_is_allowed(cell, faults.place(number, column), faults) for column, cell in named.items()]
    shown = {column: _without_apostrophe(cell) for column, cell in named.items()}
    return Row(number, shown) if all(allowed) else None


def _is_allowed(cell: str, where: str, faults: Faults) -> bool:
    before = len(faults.found)
    word = refused_word(cell)
    if word:
        faults.add("diagnosis_word", where, word=word)
    if has_civil_number(cell):
        faults.add("civil_number", where)
    if cell.startswith(_FORMULA):
        faults.add("roster_formula", where)
    return len(faults.found) == before


def _without_apostrophe(cell: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from reckoning with a text."""
    return cell[1:] if cell.startswith(("'=", "'+", "'-", "'@")) else cell
