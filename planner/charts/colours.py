"""Colours of the charts, light and dark; text keeps a contrast of 4.5:1, lines one of 3:1 (WCAG 2.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from planner.catalogue.model import Kind
from planner.room.layout import ZoneUse


@dataclass(frozen=True, slots=True)
class Colours:
    """One colour per thing, as ``#rrggbb``; ``zones`` by use and ``kinds`` by kind of activity."""

    background: str
    floor: str
    text: str
    wall: str
    furniture: str
    edge: str
    hatch: str
    window: str
    board: str
    step: str
    highlight: str
    zones: Mapping[ZoneUse, str] = field(hash=False)
    kinds: Mapping[Kind, str] = field(hash=False)


LIGHT: Final = Colours(
    background="#ffffff",
    floor="#fbfaf7",
    text="#111111",
    wall="#333333",
    furniture="#efe9de",
    edge="#6b6253",
    hatch="#8d96a3",
    window="#1f6fb0",
    board="#14532d",
    step="#8a4b00",
    highlight="#a3263a",
    zones={
        "instruction": "#dbe8f7",
        "group": "#fde7c8",
        "individual": "#e3f1dc",
        "quiet": "#e9def3",
        "practical": "#f9d9d6",
        "movement": "#d7f0ef",
    },
    kinds={
        "orient": "#dbe8f7",
        "teach": "#e9def3",
        "work": "#fde7c8",
        "share": "#e3f1dc",
        "break": "#ececec",
    },
)
DARK: Final = Colours(
    background="#0e1117",
    floor="#1a2029",
    text="#ffffff",
    wall="#d8d8d8",
    furniture="#2b3039",
    edge="#b4bdc9",
    hatch="#76808d",
    window="#7cc0f5",
    board="#86d9a4",
    step="#f0b060",
    highlight="#ff9aa6",
    zones={
        "instruction": "#1f3a5a",
        "group": "#523d1b",
        "individual": "#27432a",
        "quiet": "#412c58",
        "practical": "#572b29",
        "movement": "#1d4645",
    },
    kinds={
        "orient": "#1f3a5a",
        "teach": "#412c58",
        "work": "#523d1b",
        "share": "#27432a",
        "break": "#33373d",
    },
)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2, "relative luminance")."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
