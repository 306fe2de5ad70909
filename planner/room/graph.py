"""The room graph: zones and doors, joined by the ways inside each room.

Attribute schema of :func:`room_graph` (undirected, ``networkx.Graph``):

Nodes are ``"zone:<id>"`` and ``"door:<id>"`` with ``kind`` (``"zone"`` or ``"door"``), ``id``,
``rooms`` (ids of the rooms it belongs to) and ``outside`` (whether a door leads to the outside).

Edges join two nodes of one room: ``clear_m``, ``clear_pushed_in_m``, ``distance_m``
(None: no way at the walking width), ``wheel_clear_m``, ``wheel_distance_m``, ``step_free``,
``narrowest`` and ``wheel_narrowest`` (:class:`planner.room.facts.Narrow` or None), ``steps``
(such as ``("step:podium", "door:D1")``), ``crosses`` (ids of the zones the walk passes through or
close by) and ``path`` (corners of the walk, where a door begins or ends it). Two places without any way
between them have no edge.
"""

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import networkx as nx

from planner.room.floor import room_slices
from planner.room.shapes import room_of_zone
from planner.room.ways import Way, room_ways

if TYPE_CHECKING:
    from planner.catalogue.model import Limits
    from planner.room.layout import Layout

Pair = tuple[str, str]


def _better(one: Way, two: Way) -> Way:
    """Join two ways between the same doors, one through each of two rooms."""
    wide, other = (one, two) if one.clear_m >= two.clear_m else (two, one)
    rolling = max(one, two, key=lambda way: way.wheel_clear_m)
    short = min(one, two, key=lambda way: _length(way.distance_m))
    return replace(
        wide,
        clear_pushed_in_m=max(wide.clear_pushed_in_m, other.clear_pushed_in_m),
        distance_m=short.distance_m,
        crosses=short.crosses,
        path=short.path,
        wheel_clear_m=rolling.wheel_clear_m,
        wheel_narrowest=rolling.wheel_narrowest,
        wheel_distance_m=min(one.wheel_distance_m, two.wheel_distance_m, key=_length),
        step_free=one.step_free or two.step_free,
        steps=() if rolling.wheel_clear_m > 0 else wide.steps,
    )


def _length(metres: float | None) -> float:
    return float("inf") if metres is None else metres


def layout_ways(layout: "Layout", limits: "Limits") -> tuple[dict[Pair, Way], dict[str, float]]:
    """Return the ways inside all rooms by pair of places, and the turning circle per zone."""
    ways: dict[Pair, Way] = {}
    turning: dict[str, float] = {}
    for room in room_slices(layout, limits).values():
        inside = room_ways(room, limits)
        turning |= inside.turning_m
        for (a, b), way in inside.ways.items():
            pair = (a, b) if a <= b else (b, a)
            ways[pair] = _better(ways[pair], way) if pair in ways else way
    return ways, turning


def room_graph(layout: "Layout", limits: "Limits") -> "nx.Graph[Any]":
    """Return the graph of zones and doors (schema above)."""
    graph: nx.Graph[Any] = nx.Graph()
    for zone in layout.zones:
        home = (room_of_zone(layout, zone).id,)
        graph.add_node(f"zone:{zone.id}", kind="zone", id=zone.id, rooms=home, outside=False)
    for door in layout.doors:
        rooms = tuple(room for room in door.rooms if room)
        graph.add_node(f"door:{door.id}", kind="door", id=door.id, rooms=rooms, outside=None in door.rooms)
    for (a, b), way in layout_ways(layout, limits)[0].items():
        graph.add_edge(a, b, **{field.name: getattr(way, field.name) for field in fields(way)})
    return graph
