"""The room as a picture to scale: what stands in it and what the places are called, and nothing else.

The picture is made of the layout alone, so it cannot hold anything about students. Colours stand in the
style sheet: the strict policy of these pages allows none in the picture itself.
"""

import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from planner.catalogue.base import Language
from planner.charts.sheet import Sheet, sheet_of
from planner.charts.strokes import hatch, opening, swings
from planner.locale import gettext
from planner.room.layout import Layout, Line, Zone
from planner.room.shapes import Corner, middle, pieces, seats
from planner.web.markup import Html, join, tag

UNITS: Final = 100
"""Units of the picture to a metre."""
LETTER: Final = 0.55
LARGEST_TEXT: Final = 36
SMALLEST_TEXT: Final = 32
SEAT: Final = 15
WORD_M: Final = 0.28
"""How far in front of a board its word stands."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """The part of the plane that is drawn; ``left`` and ``top`` in metres, size in units of the picture."""

    left: float
    top: float
    width: int
    height: int

    def at(self, point: Corner) -> tuple[int, int]:
        """Return where a point in metres lies in the picture."""
        return round((point[0] - self.left) * UNITS), round((self.top - point[1]) * UNITS)


def canvas_of(layout: Layout) -> Canvas:
    """Return the canvas that holds a layout with a margin."""
    sheet: Sheet = sheet_of(layout, UNITS)
    return Canvas(
        sheet.left,
        sheet.top,
        round((sheet.right - sheet.left) * UNITS),
        round((sheet.top - sheet.bottom) * UNITS),
    )


def plan_symbol(layout: Layout, name: str, language: Language) -> Html:
    """Draw a layout once, to be shown wherever ``plan_picture`` asks for it."""
    canvas = canvas_of(layout)
    parts = (
        *_floor(layout, canvas),
        *_furniture(layout, canvas),
        *_edges(layout, canvas),
        *_names(layout, canvas, language),
    )
    return tag("symbol", *parts, id=name, viewBox=_box(canvas))


def plan_picture(layout: Layout, name: str, label: str) -> Html:
    """Show the drawing of a layout with a name for who cannot see it."""
    use = tag("use", href=f"#{name}")
    return tag("svg", use, class_="plan", viewBox=_box(canvas_of(layout)), role="img", aria_label=label)


def _box(canvas: Canvas) -> str:
    return f"0 0 {canvas.width} {canvas.height}"


def _ring(kind: str, ring: Iterable[Corner], canvas: Canvas) -> Html:
    points = " ".join(f"{x},{y}" for x, y in map(canvas.at, ring))
    return tag("polygon", class_=kind, points=points)


def _lines(kind: str, lines: Iterable[Sequence[Corner]], canvas: Canvas) -> Html | None:
    """Draw lines of one kind as one path; None for none."""
    parts = [" L".join(f"{x} {y}" for x, y in map(canvas.at, line)) for line in lines]
    return tag("path", class_=kind, d="".join(f"M{part}" for part in parts)) if parts else None


def _floor(layout: Layout, canvas: Canvas) -> Iterable[Html | None]:
    yield from (_ring("floor", room.outline, canvas) for room in layout.rooms)
    for zone in layout.zones:
        yield _ring(f"zone {zone.use}", zone.polygon, canvas)
        yield _lines("hatch", hatch(zone.polygon, zone.use), canvas)


def _furniture(layout: Layout, canvas: Canvas) -> Iterable[Html]:
    for item in pieces(layout):
        yield _ring("thing" if item.blocks else "thing flat", item.corners, canvas)
    for seat in seats(layout):
        x, y = canvas.at((seat.x, seat.y))
        yield tag("circle", class_="seat", cx=str(x), cy=str(y), r=str(SEAT))


def _edges(layout: Layout, canvas: Canvas) -> Iterable[Html | None]:
    yield _lines("wall", ((*room.outline, room.outline[0]) for room in layout.rooms), canvas)
    yield _lines("wall", (wall.line for wall in layout.walls), canvas)
    yield _lines("window", (window.line for window in layout.windows), canvas)
    yield _lines("opening", (opening(door) for door in layout.doors), canvas)
    yield _lines("swing", (swing for door in layout.doors for swing in swings(layout, door)), canvas)
    yield _lines("step", (step.line for step in layout.steps), canvas)
    yield _lines("board-line", (_shown(board.line) for board in layout.boards), canvas)


def _shown(line: Line) -> Line:
    """Return a board a little in front of its wall, so that the wall does not hide it."""
    return front_of(line, 0.08)


def front_of(line: Line, distance_m: float) -> Line:
    """Return a line moved to its left, to where one sees a board from."""
    (x1, y1), (x2, y2) = line
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 0.001)
    dx, dy = -(y2 - y1) / length * distance_m, (x2 - x1) / length * distance_m
    return (x1 + dx, y1 + dy), (x2 + dx, y2 + dy)


def _names(layout: Layout, canvas: Canvas, language: Language) -> Iterable[Html]:
    yield from (_word(board.line, canvas, gettext("Board", language)) for board in layout.boards)
    yield from (_name(zone, canvas) for zone in layout.zones)


def _word(line: Line, canvas: Canvas, word: str) -> Html:
    """Write a word along a line, on the side it is seen from, and never upside down."""
    (x1, y1), (x2, y2) = front_of(line, WORD_M)
    x, y = canvas.at(((x1 + x2) / 2, (y1 + y2) / 2))
    turn = (math.degrees(math.atan2(y1 - y2, x2 - x1)) + 90) % 180 - 90
    return tag("text", word, class_="word", transform=f"translate({x} {y}) rotate({turn:.0f})", dy="9")


def _name(zone: Zone, canvas: Canvas) -> Html:
    xs = [x for x, _ in zone.polygon]
    width = (max(xs) - min(xs)) * UNITS
    longest = max((len(word) for word in zone.name.split()), default=1)
    size = max(SMALLEST_TEXT, min(LARGEST_TEXT, int(width / (longest * LETTER))))
    rows = textwrap.wrap(zone.name, max(longest, int(width / (size * LETTER))), break_long_words=False)
    x, y = canvas.at(middle(zone.polygon))
    first = y - (len(rows) - 1) * size * 0.55
    spans = (
        tag("tspan", row, x=str(x), y=f"{first + number * size * 1.1:.0f}") for number, row in enumerate(rows)
    )
    return tag("text", join(*spans), class_="name", font_size=str(size), dy=f"{size * 0.35:.0f}")
