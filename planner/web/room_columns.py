"""The columns of a room's tables: which cells hold which field of an item."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from planner.locale import mark
from planner.room.patch import Collection

Kind = Literal["text", "number", "flag", "choice"]
Form = Literal["one", "truth", "pair", "line", "rooms", "outline", "points", "seats", "own_seats"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A column: its key, its heading, what it takes.

    ``choices`` names the words to choose from, or ``furniture`` and ``rooms`` for those of the catalogue
    and of the layout.
    """

    key: str
    label: str
    kind: Kind = "number"
    choices: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an item with its cells, and the form in which they hold it."""

    name: str
    form: Form
    cells: tuple[Cell, ...]


def _one(name: str, label: str, kind: Kind = "number", choices: str = "") -> Field:
    return Field(name, "one", (Cell(name, label, kind, choices),))


_NAME: Final = _one("name", mark("Name"), "text")
_X: Final = Cell("x", mark("From the left, m"))
_Y: Final = Cell("y", mark("From the bottom, m"))
_AT: Final = Field("at", "pair", (_X, _Y))
_ANGLE: Final = _one("angle", mark("Turned, °"))
_WIDTH: Final = Cell("width_m", mark("Width, m"))
_DEPTH: Final = Cell("depth_m", mark("Depth, m"))
_HEIGHT: Final = _one("height_m", mark("Height, m"))
_LINE: Final = Field(
    "line",
    "line",
    (
        Cell("x1", mark("First end from the left, m")),
        Cell("y1", mark("First end from the bottom, m")),
        Cell("x2", mark("Second end from the left, m")),
        Cell("y2", mark("Second end from the bottom, m")),
    ),
)
_REDUCTION: Final = _one("reduction_db", mark("Dampens sound, dB"))
_THICKNESS: Final = _one("thickness_m", mark("Thickness, m"))
_OUTLINE: Final = Cell("outline", mark("Outline, x y; x y; …"), "text")

COLUMNS: Final[Mapping[Collection, tuple[Field, ...]]] = {
    "rooms": (
        _NAME,
        _one("use", mark("Used as"), "choice", "room_use"),
        Field("outline", "outline", (_X, _Y, _WIDTH, _DEPTH, _OUTLINE)),
        _HEIGHT,
        _one("reverberation_s", mark("Reverberation, s")),
    ),
    "furniture": (
        _one("kind", mark("Kind"), "choice", "furniture"),
        _AT,
        _ANGLE,
        Field("size", "pair", (_WIDTH, _DEPTH)),
        _HEIGHT,
        _one("fixed", mark("Fixed"), "flag"),
        Field("seats", "own_seats", (Cell("seats", mark("Seats, x y degrees way; …"), "text"),)),
    ),
    "zones": (
        _NAME,
        _one("use", mark("Used for"), "choice", "zone_use"),
        Field("polygon", "points", (_OUTLINE,)),
        Field("seats", "seats", (Cell("seats", mark("Seats, x y degrees way; …"), "text"),)),
        _one("light_lux", mark("Light, lux")),
        Field("screened", "truth", (Cell("screened", mark("Screened"), "choice", "yes_no"),)),
    ),
    "doors": (
        _AT,
        _ANGLE,
        _one("clear_m", mark("Clear width, m")),
        Field(
            "rooms",
            "rooms",
            (
                Cell("room_1", mark("From room"), "choice", "rooms"),
                Cell("room_2", mark("To room (empty: outside)"), "choice", "rooms"),
            ),
        ),
        _one("leaf", mark("Leaf"), "choice", "door_leaf"),
        _one("opens_into", mark("Opens into"), "choice", "rooms"),
        _one("threshold_m", mark("Threshold, m")),
        _one("state", mark("Open or closed"), "choice", "door_state"),
        _one("exit", mark("Exit"), "flag"),
        _REDUCTION,
        _THICKNESS,
    ),
    "windows": (
        _LINE,
        _one("sill_m", mark("Sill, m")),
        _one("head_m", mark("Top, m")),
        _one("faces", mark("Faces"), "choice", "faces"),
    ),
    "boards": (_LINE, _one("bottom_m", mark("Bottom, m")), _one("top_m", mark("Top, m"))),
    "walls": (_LINE, _HEIGHT, _THICKNESS, _REDUCTION),
    "steps": (_LINE, _one("rise_m", mark("Height, m")), _one("ramp", mark("Ramp"), "flag")),
}
ID: Final = Cell("id", mark("Id"), "text")
PREFIX: Final[Mapping[Collection, str]] = {
    "rooms": "R",
    "furniture": "f",
    "zones": "z",
    "doors": "D",
    "windows": "W",
    "boards": "B",
    "walls": "v",
    "steps": "s",
}


def cells_of(collection: Collection) -> tuple[Cell, ...]:
    """Return the columns of a collection, the id last: people go by kind and name."""
    return (*(cell for field in COLUMNS[collection] for cell in field.cells), ID)
