"""A room as tables, and a changed table as one patch: what can be drawn can be typed, and the reverse.

A row is a dict by column; ``was`` is the id of the item it came from, None for a new row. Only cells that
differ from what was shown are written, so that what is not recorded stays so.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from planner.catalogue.base import Language
from planner.catalogue.faults import fault
from planner.errors import Fault, InputError
from planner.locale import gettext
from planner.room.layout import Layout
from planner.room.patch import Collection, Patch, item_json, items_of, read_patch
from planner.web.room_cells import Place, read_field, show_field
from planner.web.room_columns import COLUMNS, ID, PREFIX, cells_of

Row = Mapping[str, Any]
WAS: Final = "was"
_ITEM: Final = re.compile(r"put\.\w+\[(\d+)\]\.?(\w*)")


def table_rows(layout: Layout, collection: Collection, language: Language) -> list[dict[str, Any]]:
    """Return the rows of a collection, in its order."""
    return [_row(collection, item_json(item), language) for item in items_of(layout, collection)]


def _row(collection: Collection, item: Mapping[str, Any], language: Language) -> dict[str, Any]:
    row: dict[str, Any] = {WAS: item["id"]}
    for field in COLUMNS[collection]:
        row |= show_field(field, item.get(field.name), language)
    return row | {ID.key: item["id"]}


def table_patch(layout: Layout, collection: Collection, rows: Sequence[Row], language: Language) -> Patch:
    """Return the patch that a changed table stands for; empty where nothing changed.

    Rows in which nothing stands are left out, a new row without an id gets one.

    Raises
    ------
    InputError
        With one fault, its path the row and the column as people read them: a cell that cannot be read, an
        empty one that must be filled in, an id that stands there twice.
    """
    old = {item.id: item_json(item) for item in items_of(layout, collection)}
    items: list[dict[str, Any]] = []
    places: list[Place] = []
    for number, row in enumerate(rows, 1):
        if any(_filled(row.get(cell.key)) for cell in cells_of(collection)):
            place = _place(collection, number, language)
            before = old.get(str(row.get(WAS)))
            items.append(_item(collection, row, before, place) | {"id": _id(row, before)})
            places.append(place)
    _name_new(items, [*old], collection)
    _check_twice(items, places, language)
    put = [n for n, item in enumerate(items) if item != old.get(item["id"])]
    kept = {item["id"] for item in items}
    try:
        return read_patch(
            {
                "put": {collection: [items[n] for n in put]} if put else {},
                "remove": {collection: gone} if (gone := [key for key in old if key not in kept]) else {},
            },
            language,
        )
    except InputError as error:
        raise InputError((_as_read(error.faults[0], collection, [places[n] for n in put]),)) from error


def _filled(value: object) -> bool:
    return value not in (None, "", False)


def _place(collection: Collection, number: int, language: Language) -> Place:
    headings = {cell.key: gettext(cell.label, language) for cell in cells_of(collection)}
    return Place(gettext("Row {n}", language).format(n=number), headings, language)


def _item(collection: Collection, row: Row, before: Mapping[str, Any] | None, place: Place) -> dict[str, Any]:
    """Return the item of a row: what it was, with the fields whose cells differ."""
    shown = _row(collection, before, place.language) if before else {}
    item = dict(before or {})
    for field in COLUMNS[collection]:
        if before and all(_same(shown.get(cell.key), row.get(cell.key)) for cell in field.cells):
            continue
        value = read_field(field, row, place)
        item.pop(field.name, None)
        if value is not None:
            item[field.name] = value
    return item


def _same(shown: object, found: object) -> bool:
    """Whether a cell holds what it showed; a box that is not ticked is an empty one."""
    return _bare(shown) == _bare(found)


def _bare(value: object) -> object:
    return None if value is False or value == "" else value


def _id(row: Row, before: Mapping[str, Any] | None) -> str | None:
    typed = row.get(ID.key)
    if isinstance(typed, str) and typed.strip():
        return typed.strip()
    return before["id"] if before else None


def _name_new(items: Sequence[dict[str, Any]], taken: Sequence[str], collection: Collection) -> None:
    """Give new items an id of their own: the collection's letter and the first free number."""
    used = {*taken, *(item["id"] for item in items)}
    for item in items:
        if item["id"] is None:
            number = next(n for n in range(1, len(used) + 2) if f"{PREFIX[collection]}{n}" not in used)
            item["id"] = f"{PREFIX[collection]}{number}"
            used.add(item["id"])


def _check_twice(items: Sequence[Mapping[str, Any]], places: Sequence[Place], language: Language) -> None:
    seen: set[str] = set()
    for item, place in zip(items, places, strict=True):
        if item["id"] in seen:
            where = f"{place.row}, {place.headings[ID.key]}"
            raise InputError((fault("duplicate_id", where, language, value=item["id"]),))
        seen.add(item["id"])


def _as_read(wrong: Fault, collection: Collection, places: Sequence[Place]) -> Fault:
    """Name the row and column of a fault instead of its path."""
    match = _ITEM.match(wrong.path)
    if match is None:
        return wrong
    place = places[int(match.group(1))]
    fields = {field.name: field.cells[0] for field in COLUMNS[collection]} | {"id": ID}
    cell = fields.get(match.group(2))
    where = f"{place.row}, {place.headings[cell.key]}" if cell else place.row
    return Fault(where, wrong.found, wrong.expected)
