"""How a field of an item stands in the cells of a table, and how it is read from them again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from planner.catalogue.base import Language
from planner.catalogue.faults import fault
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Value, join_words
from planner.errors import InputError
from planner.web.room_columns import Cell, Field, Form

NO_SEATS: Final = "-"
"""What stands in the cell of furniture without seats; an empty cell leaves them to its kind."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a table something is read: the row as people count it, and the headings of the columns."""

    row: str
    headings: Mapping[str, str]
    language: Language

    def refuse(self, cell: Cell, key: str, /, **facts: Value) -> NoReturn:
        """Say what is wrong with a cell; InputError."""
        where = f"{self.row}, {self.headings[cell.key]}"
        raise InputError((fault(key, where, self.language, **facts),))


def show_field(field: Field, value: Any, language: Language) -> dict[str, Any]:  # noqa: ANN401 – a value of JSON
    """Return the cells of a field's value; None where it is not recorded."""
    return dict(zip((cell.key for cell in field.cells), _SHOW[field.form](value, language), strict=True))


def read_field(field: Field, row: Mapping[str, Any], place: Place) -> Any:  # noqa: ANN401 – a value of JSON
    """Read a field from its cells; None where nothing stands in them. InputError with the cell."""
    return _READ[field.form](field.cells, row, place)


def number_text(value: float, language: Language) -> str:
    """Write a number to the millimetre, with the decimal sign of the language."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    return text.replace(".", ",") if language == "da" else text


def _show_one(value: Any, _: Language) -> tuple[Any, ...]:  # noqa: ANN401
    return (value,)


def _show_truth(value: object, _: Language) -> tuple[Any, ...]:
    return (None if value is None else "yes" if value else "no",)


def _show_pair(value: Sequence[float] | None, _: Language) -> tuple[Any, ...]:
    return tuple(value) if value else (None, None)


def _show_rooms(value: Sequence[str | None] | None, _: Language) -> tuple[Any, ...]:
    return tuple(value) if value else (None, None)


def _show_line(value: Sequence[Sequence[float]] | None, _: Language) -> tuple[Any, ...]:
    return (*value[0], *value[1]) if value else (None,) * 4


def _show_points(value: Sequence[Sequence[float]] | None, language: Language) -> tuple[Any, ...]:
    pairs = (" ".join(number_text(part, language) for part in point) for point in value or ())
    return ("; ".join(pairs) or None,)


def _show_outline(value: Sequence[Sequence[float]] | None, language: Language) -> tuple[Any, ...]:
    """Show a rectangle by its corner and size, any other outline by its points."""
    if not value:
        return (None,) * 5
    xs, ys = [x for x, _ in value], [y for _, y in value]
    low, size = (min(xs), min(ys)), (max(xs) - min(xs), max(ys) - min(ys))
    if sorted(map(tuple, value)) == sorted(map(tuple, _rectangle(*low, *size))):
        return (*low, *(round(side, 6) for side in size), None)
    return (None, None, None, None, *_show_points(value, language))


def _rectangle(x: float, y: float, width: float, depth: float) -> list[list[float]]:
    return [[x, y], [x + width, y], [x + width, y + depth], [x, y + depth]]


def _show_seats(value: Sequence[Sequence[Any]] | None, language: Language) -> tuple[Any, ...]:
    words = load_catalogue().words["posture"]
    seats = (
        " ".join([*(number_text(part, language) for part in seat[:3]), words[seat[3]].text(language)])
        for seat in value or ()
    )
    return ("; ".join(seats) or None,)


def _show_own_seats(value: Sequence[Sequence[Any]] | None, language: Language) -> tuple[Any, ...]:
    return (NO_SEATS,) if value is not None and not value else _show_seats(value, language)


def _read_one(cells: Sequence[Cell], row: Mapping[str, Any], place: Place) -> Any:  # noqa: ANN401
    [cell] = cells
    value = row.get(cell.key)
    if isinstance(value, str):
        value = value.strip() or None
    return _number(cell, value, place) if cell.kind == "number" and value is not None else value


def _read_truth(cells: Sequence[Cell], row: Mapping[str, Any], place: Place) -> bool | None:
    value = _read_one(cells, row, place)
    return None if value is None else value == "yes"


def _read_pair(cells: Sequence[Cell], row: Mapping[str, Any], place: Place) -> list[float] | None:
    return _numbers(cells, row, place)


def _read_line(cells: Sequence[Cell], row: Mapping[str, Any], place: Place) -> list[list[float]] | None:
    found = _numbers(cells, row, place)
    return [found[:2], found[2:]] if found else None


def _read_rooms(cells: Sequence[Cell], row: Mapping[str, Any], place: Place) -> list[str | None]:
    first, second = (_read_one([cell], row, place) for cell in cells)
    if first is None:
        place.refuse(cells[0], "cell_missing")
    return [first, second]


def _read_points(cells: Sequence[Cell], row: Mapping[str, Any], place: Place) -> list[list[float]] | None:
    cell, text = cells[-1], _text(row.get(cells[-1].key))
    if not text:
        return None
    points = [_floats(part.split(), 2) for part in text.split(";") if part.strip()]
    if len(points) < 3 or None in points:
        place.refuse(cell, "cell_points", value=text[:60], least=3)
    return [point for point in points if point is not None]


def _read_outline(cells: Sequence[Cell], row: Mapping[str, Any], place: Place) -> list[list[float]] | None:
    """Read the points where some are written, else the rectangle."""
    found = _read_points(cells, row, place)
    if found is None:
        sides = _numbers(cells[:4], row, place)
        return _rectangle(*sides) if sides else None
    return found


def _read_seats(cells: Sequence[Cell], row: Mapping[str, Any], place: Place) -> list[list[Any]] | None:
    text = _text(row.get(cells[0].key))
    seats = [_seat(part.split(maxsplit=3), place.language) for part in text.split(";") if part.strip()]
    if None in seats:
        postures = tuple(words.text(place.language) for words in load_catalogue().words["posture"].values())
        known = join_words(postures, place.language)
        place.refuse(cells[0], "cell_seats", value=text[:60], postures=known)
    return [seat for seat in seats if seat is not None] or None


def _read_own_seats(cells: Sequence[Cell], row: Mapping[str, Any], place: Place) -> list[list[Any]] | None:
    return [] if _text(row.get(cells[0].key)) == NO_SEATS else _read_seats(cells, row, place)


def _seat(parts: Sequence[str], language: Language) -> list[Any] | None:
    numbers = _floats(parts[:3], 3)
    words = load_catalogue().words["posture"]
    said = parts[3].strip().lower() if len(parts) == 4 else ""
    posture = next((key for key, word in words.items() if said in {key, word.text(language)}), None)
    return None if numbers is None or posture is None else [*numbers, posture]


def _numbers(cells: Sequence[Cell], row: Mapping[str, Any], place: Place) -> list[float] | None:
    """Read cells that belong together: all of them, or none at all."""
    values = [_read_one([cell], row, place) for cell in cells]
    if all(value is None for value in values):
        return None
    for cell, value in zip(cells, values, strict=True):
        if value is None:
            place.refuse(cell, "cell_missing")
    return values


def _number(cell: Cell, value: object, place: Place) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    found = _floats([str(value)], 1)
    if found is None:
        place.refuse(cell, "cell_number", value=str(value)[:60])
    return found[0]


def _floats(parts: Sequence[str], count: int) -> list[float] | None:
    try:
        found = [float(part.replace(",", ".")) for part in parts]
    except ValueError:
        return None
    return found if len(found) == count else None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


_SHOW: Final[Mapping[Form, Callable[[Any, Language], tuple[Any, ...]]]] = {
    "one": _show_one,
    "truth": _show_truth,
    "pair": _show_pair,
    "line": _show_line,
    "rooms": _show_rooms,
    "outline": _show_outline,
    "points": _show_points,
    "seats": _show_seats,
    "own_seats": _show_own_seats,
}
_READ: Final[Mapping[Form, Callable[[Sequence[Cell], Mapping[str, Any], Place], Any]]] = {
    "one": _read_one,
    "truth": _read_truth,
    "pair": _read_pair,
    "line": _read_line,
    "rooms": _read_rooms,
    "outline": _read_outline,
    "points": _read_points,
    "seats": _read_seats,
    "own_seats": _read_own_seats,
}
