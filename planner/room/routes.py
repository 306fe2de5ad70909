"""Routes between zones and from the entrances: the best ways through doors only."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from planner.room.closure import Closure, shortest, widest
from planner.room.facts import ENTRANCE, Route
from planner.room.graph import layout_ways
from planner.room.paths import Path, joined_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.catalogue.model import Limits
    from planner.room.facts import Narrow
    from planner.room.layout import Layout
    from planner.room.ways import Way

    Floats = NDArray[np.float64]

LAYOUTS_KEPT = 32


@dataclass(frozen=True, slots=True)
class Passing:
    """Traffic past a zone: ``routes`` between other places run through or by it, ``of`` all of them."""

    routes: int
    of: int

    @property
    def share(self) -> float:
        """Share of the layout's routes, 0-1."""
        return self.routes / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """All about getting around in a layout.

    Attributes
    ----------
    routes
        ``(from zone, to zone)`` in both directions, and ``(ENTRANCE, zone)`` for the best outside door.
    doors
        ``(door, zone)``: the route from one door to a zone, for the exits.
    turning_m
        Per zone, as :attr:`planner.room.facts.ZoneFacts.turning_m`.
    passing
        Per zone: the traffic past it.
    paths
        Per zone: the corners of the shortest walk from an outside door; zones without a walk left out.
    """

    routes: Mapping[tuple[str, str], Route]
    doors: Mapping[tuple[str, str], Route]
    turning_m: Mapping[str, float]
    passing: Mapping[str, Passing]
    paths: Mapping[str, Path]


class _Web:
    """The ways of a layout as matrices over its places: zones, then doors."""

    def __init__(self, layout: "Layout", ways: "Mapping[tuple[str, str], Way]", walking_m: float) -> None:
        self.walking_m = walking_m
        self.zones = [zone.id for zone in layout.zones]
        self.doors = [door.id for door in layout.doors]
        self.outside = [len(self.zones) + n for n, door in enumerate(layout.doors) if None in door.rooms]
        names = [*(f"zone:{zone}" for zone in self.zones), *(f"door:{door}" for door in self.doors)]
        number = {name: n for n, name in enumerate(names)}
        self.ways = {(number[a], number[b]): way for (a, b), way in ways.items()}
        self.through = range(len(self.zones), len(names))
        self.clear = widest(self._matrix("clear_m", 0.0), self.through)
        self.pushed = widest(self._matrix("clear_pushed_in_m", 0.0), self.through)
        self.wheel = widest(self._matrix("wheel_clear_m", 0.0), self.through)
        self.walk = shortest(self._matrix("distance_m", np.inf), self.through)
        self.roll = shortest(self._matrix("wheel_distance_m", np.inf), self.through)
        self._barred: dict[str, Floats] = {
            name: widest(self._matrix("clear_m", 0.0, without=name), self.through).value
            for name in {step for way in self.ways.values() for step in way.steps}
        }

    def _matrix(self, field: str, none: float, *, without: str = "") -> "Floats":
        size = len(self.zones) + len(self.doors)
        matrix = np.full((size, size), none)
        for (a, b), way in self.ways.items():
            value = getattr(way, field)
            if value is not None and without not in way.steps:
                matrix[a, b] = matrix[b, a] = value
        return matrix

    def way(self, leg: tuple[int, int]) -> "Way":
        """Return the way between two places of one room."""
        return self.ways[leg if leg in self.ways else leg[::-1]]

    def narrowest(self, found: Closure, a: int, b: int, *, wheels: bool) -> "Narrow | None":
        """Return the narrowest spot on a widest way."""
        if found.value[a, b] <= 0:
            return None
        legs = [self.way(leg) for leg in found.legs(a, b)]
        if wheels:
            return min(legs, key=lambda way: way.wheel_clear_m).wheel_narrowest
        return min(legs, key=lambda way: way.clear_m).narrowest

    def steps(self, starts: list[int], goal: int, start: int) -> tuple[str, ...]:
        """Return the steps on every way from any of the starts, else those on the widest one."""
        if self.clear.value[start, goal] <= 0:
            return ()
        every = [name for name, clear in self._barred.items() if not (clear[starts, goal] > 0).any()]
        if every:
            return tuple(sorted(every))
        return tuple(sorted({name for leg in self.clear.legs(start, goal) for name in self.way(leg).steps}))

    def crossed(self, a: int, b: int) -> set[str]:
        """Return the zones the shortest walk runs through or close by."""
        if not np.isfinite(self.walk.value[a, b]):
            return set()
        return {zone for leg in self.walk.legs(a, b) for zone in self.way(leg).crosses}

    def route(self, starts: list[int], goal: int) -> Route:
        """Return the route to a place from the best of several."""
        if not starts:
            return NO_ROUTE
        wide, rolling = (starts[int(c.value[starts, goal].argmax())] for c in (self.clear, self.wheel))
        clear, wheel = float(self.clear.value[wide, goal]), float(self.wheel.value[rolling, goal])
        free = wheel >= min(clear, self.walking_m) > 0
        return Route(
            clear_m=clear,
            clear_pushed_in_m=float(self.pushed.value[starts, goal].max()),
            distance_m=_metres(self.walk.value[starts, goal].min()),
            wheel_clear_m=wheel,
            wheel_distance_m=_metres(self.roll.value[starts, goal].min()),
            step_free=free,
            narrowest=self.narrowest(self.clear, wide, goal, wheels=False),
            wheel_narrowest=self.narrowest(self.wheel, rolling, goal, wheels=True),
            steps=() if wheel > 0 else self.steps(starts, goal, wide),
        )


NO_ROUTE = Route(0.0, 0.0, None, 0.0, None, step_free=False, narrowest=None, wheel_narrowest=None)


def _metres(length: "np.floating") -> float | None:
    return float(length) if np.isfinite(length) else None


def _passing(web: _Web) -> dict[str, Passing]:
    """Count for each zone the shortest walks between all other places that cross it."""
    size = len(web.zones) + len(web.doors)
    counts = dict.fromkeys(web.zones, 0)
    for a, b in combinations(range(size), 2):
        ends = {web.zones[place] for place in (a, b) if place < len(web.zones)}
        for zone in web.crossed(a, b) - ends:
            counts[zone] += 1
    total = size * (size - 1) // 2
    return {zone: Passing(count, total) for zone, count in counts.items()}


@lru_cache(maxsize=LAYOUTS_KEPT)
def route_facts(layout: "Layout", limits: "Limits") -> RouteFacts:
    """Return every route fact of a layout; what happens inside one room is kept by the room."""
    ways, turning = layout_ways(layout, limits)
    web = _Web(layout, ways, limits["walking_width_m"])
    routes: dict[tuple[str, str], Route] = {}
    for a, b in combinations(range(len(web.zones)), 2):
        one, two = web.zones[a], web.zones[b]
        routes[one, two] = routes[two, one] = web.route([a], b)
    for n, zone in enumerate(web.zones):
        routes[ENTRANCE, zone] = web.route(web.outside, n)
    doors = {
        (door, zone): web.route([len(web.zones) + m], n)
        for m, door in enumerate(web.doors)
        for n, zone in enumerate(web.zones)
    }
    passage = limits["wheelchair_passage_m"] - limits["limit_tie_m"]
    open_to = {zone: routes[ENTRANCE, zone].wheel_clear_m >= passage or not web.outside for zone in web.zones}
    circles = {zone: turning.get(zone, 0.0) if open_ else 0.0 for zone, open_ in open_to.items()}
    return RouteFacts(routes, doors, circles, _passing(web), _paths(layout, web))


def _paths(layout: "Layout", web: _Web) -> dict[str, Path]:
    """Return the walks from the nearest outside door to the zones."""
    doors = len(web.zones)
    found = {}
    for n, zone in enumerate(web.zones):
        start = min(web.outside, key=lambda door: web.walk.value[door, n], default=-1)
        if start >= 0 and np.isfinite(web.walk.value[start, n]):
            legs = [web.way(leg).path for leg in web.walk.legs(start, n)]
            found[zone] = joined_path(layout.doors[start - doors].at, legs)
    return found


def routes(layout: "Layout", limits: "Limits") -> Mapping[tuple[str, str], Route]:
    """Return the routes of :func:`route_facts`: zone pairs in both directions and from the entrance."""
    return route_facts(layout, limits).routes
