"""A class list as CSV: read for a preview, with every fault by row and column.

Nothing here changes a plan: what ``read_roster`` answers is compared with the class and shown first.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter, ValidationError

from planner.catalogue.loader import load_catalogue
from planner.exchange.roster_cells import (
    Value,
    cell_values,
    count_numbers,
    normal,
    prerequisite_names,
    read_numbers,
    support_names,
)
from planner.exchange.roster_file import Column, Faults, Row, read_rows
from planner.lesson.faults import needed_faults, unknown_reference
from planner.lesson.model import Code, NeededPrerequisite, Student

if TYPE_CHECKING:
    from planner.catalogue.base import Language

_CODE: Final[TypeAdapter[str]] = TypeAdapter(Code)
_LIKE_A_NAME: Final = re.compile(r"[A-ZÆØÅ][a-zæøå]{1,}")


COMPANY: Final = ("with", "apart_from", "wishes")
REFERS_TO: Final[Mapping[Column, str]] = {
    "prerequisites": "prerequisite",
    "supports": "support",
    "with": "student",
    "apart_from": "student",
    "wishes": "student",
}


@dataclass(frozen=True, slots=True)
class Roster:
    """A class list as read: its students, the columns it has, and codes that look like names."""

    students: tuple[Student, ...]
    columns: frozenset[Column]
    like_names: tuple[str, ...] = ()


def read_roster(data: bytes, language: "Language" = "da") -> Roster:
    """Read a class list.

    Raises
    ------
    InputError
        With every fault, each with its row and column; or with the one that keeps the file from being read.
    """
    faults = Faults(language)
    rows, columns = read_rows(data, faults)
    students = _students(rows, faults)
    faults.refuse()
    like_names = tuple(s.code for s in students if _LIKE_A_NAME.fullmatch(s.code))
    return Roster(students, frozenset(column for column in columns if column), like_names)


def _students(rows: Sequence[Row], faults: Faults) -> tuple[Student, ...]:
    most = int(load_catalogue().limits()["class_most"])
    if len(rows) > most:
        faults.add("roster_many", number=len(rows), most=most)
        return ()
    codes: dict[str, str] = {}
    for row in rows:
        _take_code(row, codes, faults)
    reader = _Reader(codes, faults)
    return tuple(reader.student(row) for row in rows if _is_code(row.cells.get("code", "")))


def _take_code(row: Row, codes: dict[str, str], faults: Faults) -> None:
    code, where = row.cells.get("code", ""), faults.place(row.number, "code")
    if not code:
        faults.add("roster_no_code", where)
    elif not _is_code(code):
        faults.add("roster_code", where, value=code)
    elif normal(code) in codes:
        faults.add("roster_code_twice", where, value=code)
    else:
        codes[normal(code)] = code


def _is_code(text: str) -> bool:
    try:
        _CODE.validate_python(text)
    except ValidationError:
        return False
    return True


class _Reader:
    """Reads students of rows whose codes are all known."""

    def __init__(self, codes: Mapping[str, str], faults: Faults) -> None:
        self._codes = codes
        self._faults = faults
        self._nobody = {
            normal(text)
            for key in ("none", "no")
            for text in (load_catalogue().words["roster"][key].da, load_catalogue().words["roster"][key].en)
        }

    def student(self, row: Row) -> Student:
        """Return the student of a row; an empty cell is not recorded."""
        cells = {column: cell for column, cell in row.cells.items() if cell and column != "code"}
        company: dict[str, tuple[str, ...]] = {
            c: self._company(row, c, cell) for c, cell in cells.items() if c in COMPANY
        }
        for code in sorted({*company.get("with", ())} & {*company.get("apart_from", ())}):
            self._faults.add("roster_both", self._faults.place(row.number), value=code)
        fields: dict[str, object] = {"code": row.cells["code"]}
        fields.update(company)
        if "supports" in cells:
            values = self._known(row, "supports", cells["supports"], support_names())
            fields["supports"] = tuple(str(value.id) for value in values)
        if "prerequisites" in cells:
            values = self._known(row, "prerequisites", cells["prerequisites"], prerequisite_names())
            where = self._faults.place(row.number, "prerequisites")
            fields["prerequisites"] = tuple(n for value in values if (n := self._needed(value, where)))
        return Student.model_validate(fields)

    def _company(self, row: Row, column: Column, cell: str) -> tuple[str, ...]:
        codes = tuple(str(value.id) for value in self._known(row, column, cell, self._codes))
        if row.cells["code"] in codes:
            self._faults.add("own_code", self._faults.place(row.number, column), value=row.cells["code"])
        return codes

    def _known(self, row: Row, column: Column, cell: str, names: Mapping[str, str]) -> list[Value]:
        """Return the values of a cell that mean something, each once."""
        if normal(cell) in self._nobody and normal(cell) not in names:
            return []
        where = self._faults.place(row.number, column)
        known: dict[str, Value] = {}
        for value in cell_values(cell, names):
            if value.id is None or (value.numbers is not None and column != "prerequisites"):
                self._unknown(value, column, where, names)
            elif value.id in known:
                self._faults.add("roster_value_twice", where, value=value.written)
            else:
                known[value.id] = value
        return list(known.values())

    def _unknown(self, value: Value, column: Column, where: str, names: Mapping[str, str]) -> None:
        name = value.written.partition("=")[0].strip() if column == "prerequisites" else value.written
        known = names.values() if column in COMPANY else names
        refused = unknown_reference(REFERS_TO[column], where, name, list(known), self._faults.language)
        self._faults.found.append(refused)

    def _needed(self, value: Value, where: str) -> NeededPrerequisite | None:
        """Return a prerequisite with its numbers; None where they cannot be read."""
        catalogue = load_catalogue()
        entry = catalogue.prerequisites[str(value.id)]
        if value.numbers is not None and count_numbers(value.numbers) > len(entry.parameters):
            self._faults.add("roster_numbers", where, value=value.written, most=len(entry.parameters))
            return None
        try:
            numbers = read_numbers(value.numbers or "", entry)
            needed = NeededPrerequisite.model_validate({"id": entry.id, **numbers})
        except ValueError:
            self._faults.add("roster_number", where, value=value.written)
            return None
        self._faults.found.extend(needed_faults(needed, where, catalogue, self._faults.language))
        return needed
