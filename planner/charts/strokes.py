"""The lines a drawing adds to a layout: hatching of zones, the swing of doors, the look of a seat. Metres."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from planner.room.layout import Door, Layout, ZoneUse
from planner.room.shapes import Corner, turned

Stroke = tuple[Corner, Corner]
# Pattern of each use: directions in degrees and the distance of the lines, so that colour never stands alone.
PATTERNS: Final[dict[ZoneUse, tuple[tuple[float, ...], float]]] = {
    "instruction": ((0,), 0.45),
    "group": ((45,), 0.45),
    "individual": ((90,), 0.45),
    "quiet": ((135,), 0.45),
    "practical": ((45, 135), 0.7),
    "movement": ((0, 90), 0.7),
}
SWING_STEPS: Final = 8


def hatch(ring: Sequence[Corner], use: ZoneUse) -> list[Stroke]:
    """Return the pattern of a use, cut to a ring."""
    directions, gap = PATTERNS[use]
    return [stroke for direction in directions for stroke in _lines(ring, direction, gap)]


def _lines(ring: Sequence[Corner], direction: float, gap: float) -> list[Stroke]:
    """Fill a ring with parallel lines: turned so that they lie flat, scanned, turned back."""
    flat = [turned(x, y, (0.0, 0.0), -direction) for x, y in ring]
    heights = [y for _, y in flat]
    first, last = math.floor(min(heights) / gap), math.ceil(max(heights) / gap)
    strokes = []
    for number in range(first, last + 1):
        # Half a gap off the grid: straight walls stand on it, and a line along an edge cuts nothing.
        level = (number + 0.5) * gap
        crossings = sorted(_crossings(flat, level))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            strokes.append(
                (turned(left, level, (0.0, 0.0), direction), turned(right, level, (0.0, 0.0), direction))
            )
    return strokes


def _crossings(ring: Sequence[Corner], level: float) -> list[float]:
    return [
        x1 + (level - y1) / (y2 - y1) * (x2 - x1)
        for (x1, y1), (x2, y2) in pairwise((*ring, ring[0]))
        if (y1 > level) != (y2 > level)
    ]


def facing_stroke(x: float, y: float, facing: float, length: float = 0.28) -> Stroke:
    """Return a short line from a seat in the direction one looks."""
    return (x, y), turned(length, 0.0, (x, y), facing)


def opening(door: Door) -> Stroke:
    """Return the two ends of a door's opening."""
    half = door.clear_m / 2
    return turned(-half, 0.0, door.at, door.angle), turned(half, 0.0, door.at, door.angle)


def swings(layout: Layout, door: Door) -> list[tuple[Corner, ...]]:
    """Return each leaf of a door, fully open, with the arc of its swing; none for a sliding door."""
    side = _side(layout, door)
    half = door.clear_m / 2
    if door.leaf == "double":
        return [_swing(door, -half, half, side), _swing(door, half, half, side)]
    if door.leaf in {"left", "right"}:
        # Left as seen from the room it opens into, looking at the door.
        hinge = half * side if door.leaf == "left" else -half * side
        return [_swing(door, hinge, door.clear_m, side)]
    return []


def _side(layout: Layout, door: Door) -> int:
    """Return on which side of the door's line its room lies: 1 to the left of its direction, else -1."""
    outline = next((room.outline for room in layout.rooms if room.id == door.opens_into), None)
    left = turned(0.0, door.thickness_m + 0.1, door.at, door.angle)
    return 1 if outline is not None and _within(outline, left) else -1


def _within(ring: Sequence[Corner], point: Corner) -> bool:
    return sum(x > point[0] for x in _crossings(ring, point[1])) % 2 == 1


def _swing(door: Door, hinge: float, length: float, side: int) -> tuple[Corner, ...]:
    """Return the hinge, the end of the open leaf and the arc back to the closed end."""
    closed = -1 if hinge > 0 else 1
    quarter = [math.pi / 2 * step / SWING_STEPS for step in range(SWING_STEPS, -1, -1)]
    arc = [(hinge + closed * length * math.cos(turn), side * length * math.sin(turn)) for turn in quarter]
    return tuple(turned(dx, dy, door.at, door.angle) for dx, dy in [(hinge, 0.0), *arc])
