"""Where a pin stands: in a room, in which zone. Plain arithmetic, fast enough for every tap."""

from collections.abc import Iterator

from planner.room.layout import Layout, Point, Zone

NEAR_M = 0.15
"""How far outside a room a pin may stand: a finger on the wall, and the rounding of pins."""


def inside(ring: tuple[Point, ...], at: Point) -> bool:
    """Whether a point is inside a polygon, by counting the edges to its right (even-odd rule)."""
    x, y = at
    crossed = 0
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            crossed += 1
    return crossed % 2 == 1


def on_drawing(layout: Layout, at: Point) -> bool:
    """Whether a point is in one of the rooms, or as good as."""
    return any(inside(room.outline, near) for room in layout.rooms for near in _around(at))


def zone_at(layout: Layout, at: Point) -> Zone | None:
    """Return the zone a point is in, the first where several overlap; None outside all."""
    return next((zone for zone in layout.zones if inside(zone.polygon, at)), None)


def _around(at: Point) -> Iterator[Point]:
    x, y = at
    yield at
    yield from ((x + dx, y + dy) for dx in (-NEAR_M, NEAR_M) for dy in (-NEAR_M, NEAR_M))
