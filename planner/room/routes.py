"""Routes between zones and from the entrances: widest ways through doors only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.catalogue.model import Limits
    from planner.room.facts import Route
    from planner.room.layout import Layout


@dataclass(frozen=True, slots=True)
class Passing:
    """Traffic past a zone: ``routes`` between other places run through it, ``share`` of all of them."""

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
    """

    routes: Mapping[tuple[str, str], "Route"]
    doors: Mapping[tuple[str, str], "Route"]
    turning_m: Mapping[str, float]
    passing: Mapping[str, Passing]


def route_facts(layout: "Layout", limits: "Limits") -> RouteFacts:
    """Return every route fact of a layout; what happens inside one room is cached by the room."""
    raise NotImplementedError


def routes(layout: "Layout", limits: "Limits") -> Mapping[tuple[str, str], "Route"]:
    """Return the routes of :func:`route_facts`: zone pairs in both directions and from the entrance."""
    return route_facts(layout, limits).routes
