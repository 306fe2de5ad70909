"""The sheet a room is drawn on: which metres become which pixels."""

from dataclasses import dataclass
from typing import Final

from planner.charts.colours import LIGHT, Colours
from planner.charts.strokes import swings
from planner.room.layout import Layout

MARGIN_M: Final = 0.6
TALLEST: Final = 1.15
LETTER_PX: Final = 6.6
LINE_PX: Final = 15
TEXT_PX: Final = 13
SMALLEST_PX: Final = 10
# Padding goes around the drawing instead of squeezing it, which would spoil the scale; all four sides are
# given, for Streamlit adds its own below otherwise.
OWN_SIZE: Final = "pad"
NO_PADDING: Final = {"left": 0, "right": 0, "top": 0, "bottom": 0}


@dataclass(frozen=True, slots=True)
class Look:
    """How a room plan is to look.

    ``width_px`` is the most it may take; ``narrow_spots`` shows the narrowest spot of every way in.
    """

    colours: Colours = LIGHT
    width_px: int = 640
    narrow_spots: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The part of the plane that is drawn, in metres, and its scale in pixels per metre.

    Both axes have the same scale; a room that is deeper than wide is drawn narrower than it might be.
    """

    left: float
    bottom: float
    right: float
    top: float
    scale: float

    @property
    def width_px(self) -> int:
        """Width of the drawing."""
        return round((self.right - self.left) * self.scale)

    @property
    def height_px(self) -> int:
        """Height of the drawing."""
        return round((self.top - self.bottom) * self.scale)

    def letters(self, width_m: float) -> int:
        """Return how many letters fit into a width."""
        return max(6, int(width_m * self.scale / LETTER_PX))


def sheet_of(layout: Layout, width_px: int) -> Sheet:
    """Return the sheet that holds all rooms of a layout and the swings of their doors, with a margin."""
    points = [point for room in layout.rooms for point in room.outline]
    points += [point for door in layout.doors for swing in swings(layout, door) for point in swing]
    left, right = min(x for x, _ in points) - MARGIN_M, max(x for x, _ in points) + MARGIN_M
    bottom, top = min(y for _, y in points) - MARGIN_M, max(y for _, y in points) + MARGIN_M
    scale = min(width_px / (right - left), TALLEST * width_px / (top - bottom))
    return Sheet(left, bottom, right, top, scale)


def font_px(text: str, width_px: float, most_px: int) -> int:
    """Return the size in which the longest word of a text fits a width; between 10 px and ``most_px``."""
    longest = max((len(word) for word in text.split()), default=0) * LETTER_PX
    return most_px if longest <= width_px else max(SMALLEST_PX, int(most_px * width_px / longest))
