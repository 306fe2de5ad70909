"""Where a pin stands: in a room, in which zone. Plain arithmetic, fast enough for every tap."""

from collections import Counter
from collections.abc import Iterable, Iterator

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


def zone_students(students: Iterable[Iterable[Point]], layout: Layout) -> dict[str | None, int]:
    """Count the students who have put a pin into each zone, None for outside all; the most first."""
    zones = Counter(zone for spots in students for zone in _by_zone(spots, layout))
    return dict(zones.most_common())


def weighted_spots(
    students: Iterable[Iterable[Point]], layout: Layout
) -> tuple[tuple[float, float, float], ...]:
    """Return where pins are, ``(x, y, weight)``: those of one student in one zone weigh 1 together."""
    return tuple(
        (x, y, 1 / len(together))
        for spots in students
        for together in _by_zone(spots, layout).values()
        for x, y in together
    )


def _by_zone(spots: Iterable[Point], layout: Layout) -> dict[str | None, list[Point]]:
    found: dict[str | None, list[Point]] = {}
    for at in spots:
        zone = zone_at(layout, at)
        found.setdefault(zone.id if zone else None, []).append(at)
    return found


def _around(at: Point) -> Iterator[Point]:
    x, y = at
    yield at
    yield from ((x + dx, y + dy) for dx in (-NEAR_M, NEAR_M) for dy in (-NEAR_M, NEAR_M))
