"""How long the route facts of the sample layouts take, beside two references. Run by hand from the root.

``PYTHONPATH=. python tests/benchmarks/room_routes.py`` prints medians in milliseconds:
all route facts cold; after one
piece of furniture has moved; and, of the widest ways alone, how often the same pairs would take on
networkx (maximum spanning tree and paths) and by eroding the floor and bisecting.
"""

import statistics
import sys
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import networkx as nx
import shapely

from planner.catalogue.loader import load_catalogue
from planner.room.floor import Floor, RoomSlice, free_floor, room_slices
from planner.room.joints import joined_axis, zone_aims
from planner.room.layout import Layout
from planner.room.medial import Medial, medial_axis
from planner.room.portals import room_seats
from planner.room.routes import route_facts
from planner.room.ways import room_ways
from planner.room.widest import widest_ways

LAYOUTS = Path(__file__).parents[1] / "data" / "layouts"
LIMITS = load_catalogue().limits("DK")
RUNS = 15


def median_ms(run: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median time of a call in milliseconds."""
    run()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def cold(layout: Layout) -> None:
    """Work out everything anew."""
    zone_aims.cache_clear()
    room_seats.cache_clear()
    room_ways.cache_clear()
    route_facts.cache_clear()
    route_facts(layout, LIMITS)


def moved(layout: Layout) -> Callable[[], None]:
    """Return a call that moves the first piece of furniture a little further each time."""
    step = iter(range(1, 10**6))

    def run() -> None:
        first = layout.furniture[0]
        at = (first.at[0] + next(step) * 1e-5, first.at[1])
        furniture = (first.model_copy(update={"at": at}), *layout.furniture[1:])
        route_facts(layout.model_copy(update={"furniture": furniture}), LIMITS)

    return run


def by_networkx(axis: Medial, portals: list[list[int]]) -> None:
    """Find the widest way of every pair on networkx."""
    graph: nx.Graph[object] = nx.Graph()
    for (a, b), width in zip(axis.pairs.tolist(), axis.width.tolist(), strict=True):
        graph.add_edge(a, b, width=width)
    tree = nx.maximum_spanning_tree(graph, weight="width")
    for one, two in combinations(range(len(portals)), 2):
        joined = tree.copy()
        joined.add_edges_from(("start", node, {"width": 99.0}) for node in portals[one] if node in tree)
        joined.add_edges_from(("goal", node, {"width": 99.0}) for node in portals[two] if node in tree)
        widest = nx.maximum_spanning_tree(joined, weight="width")
        if widest.has_node("start") and widest.has_node("goal") and nx.has_path(widest, "start", "goal"):
            nx.shortest_path(widest, "start", "goal")


def by_erosion(floor: Floor, places: list[shapely.Geometry]) -> None:
    """Find the widest way of every pair by bisection, to a millimetre."""
    for one, two in combinations(places, 2):
        low, high = 0.0, 2.0
        while high - low > 0.001:
            width = (low + high) / 2
            parts = shapely.get_parts(shapely.buffer(floor.free, -width / 2))
            joined = (shapely.intersects(parts, one) & shapely.intersects(parts, two)).any()
            low, high = (width, high) if joined else (low, width)


def compare(room: RoomSlice) -> None:
    """Print the widest ways of one room beside both references."""
    floor = free_floor(room, LIMITS)
    axis, portals = joined_axis(room, floor, medial_axis(floor.free), LIMITS)
    nodes = [[int(node) for node in row.nonzero()[0]] for row in portals]
    places: list[shapely.Geometry] = [shapely.Polygon(zone.polygon) for zone in room.zones]
    places += [floor.landings[door.id] for door in room.doors]

    def own() -> None:
        widest_ways(*joined_axis(room, floor, medial_axis(floor.free), LIMITS))

    ours = median_ms(own)
    networkx = median_ms(lambda: by_networkx(axis, nodes), 2)
    erosion = median_ms(lambda: by_erosion(floor, places), 2)
    sys.stdout.write(
        f"  widest ways of {len(places)} places {ours:6.1f} ms"
        f" · networkx {networkx / ours:5.0f} times · erosion {erosion / ours:5.0f} times\n"
    )


def report(name: str) -> None:
    """Print the medians of one sample layout."""
    layout = Layout.model_validate_json((LAYOUTS / f"{name}.json").read_text(encoding="utf-8"))
    anew, again = median_ms(lambda: cold(layout)), median_ms(moved(layout))
    sys.stdout.write(f"{name}: cold {anew:6.1f} ms, one piece moved {again:6.1f} ms\n")
    compare(next(iter(room_slices(layout, LIMITS).values())))


if __name__ == "__main__":
    for sample in ("rows", "zoned-classroom", "old-building", "common-area"):
        report(sample)
