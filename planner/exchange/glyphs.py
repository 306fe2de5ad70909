"""Characters that the fonts of our pages can show, and plain stand-ins for all others.

Typst brings fonts for Latin, Greek, Cyrillic and most symbols. An accessible PDF may hold no character
without a shape, so an emoji would leave a school without its pages: its name stands there instead.
"""

import unicodedata
from bisect import bisect_right
from typing import Any, Final

BOX: Final = "\u25a1"
RANGES: Final = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x17F),
    (0x391, 0x3A1),
    (0x3A3, 0x3C9),
    (0x400, 0x45F),
    (0x2013, 0x2014),
    (0x2018, 0x201E),
    (0x2020, 0x2022),
    (0x2026, 0x2026),
    (0x20AC, 0x20AC),
    (0x2190, 0x2193),
)
"""First and last code points of what every style of these fonts can show; tried with Typst's own."""
_FIRST: Final = tuple(first for first, _ in RANGES)
_JOINING: Final = frozenset("\u200d\ufe0e\ufe0f")
_TONES: Final = range(0x1F3FB, 0x1F400)
"""Skin tones: how an emoji looks, not what it says."""


def printable(value: Any) -> Any:  # noqa: ANN401 – JSON of any shape
    """Return plain JSON with every text in it made printable."""
    if isinstance(value, str):
        return printable_text(value)
    if isinstance(value, dict):
        return {key: printable(part) for key, part in value.items()}
    return [printable(part) for part in value] if isinstance(value, list | tuple) else value


def printable_text(text: str) -> str:
    """Return a text in which every character has a shape.

    A symbol without one, such as an emoji, becomes its Unicode name in brackets, any other character a box.
    What cannot be seen is left out; of a text with nothing else a box is left: no heading may be empty.
    """
    shapes = "".join(_shape(c) for c in unicodedata.normalize("NFC", text))
    return shapes or (text and BOX)


def _shape(character: str) -> str:
    code = ord(character)
    if character == "\n" or _known(code):
        return character
    category = unicodedata.category(character)
    if character in _JOINING or code in _TONES or category in {"Cf", "Cc", "Mn", "Me"}:
        return ""
    if category == "So" and (name := unicodedata.name(character, "")):
        return f"[{name.lower()}]"
    return " " if category.startswith("Z") else BOX


def _known(code: int) -> bool:
    place = bisect_right(_FIRST, code) - 1
    assigned = unicodedata.category(chr(code)) not in {"Cn", "Cc", "Cf", "Mn", "Me"}
    return place >= 0 and code <= RANGES[place][1] and assigned
