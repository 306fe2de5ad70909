"""The room graph, and that routes are its widest and shortest ways through doors."""

import json
from pathlib import Path

import networkx as nx
import pytest
from builders import layout_of, raw_layout, zone

from planner.catalogue.loader import load_catalogue
from planner.room.graph import room_graph
from planner.room.routes import route_facts

LIMITS = load_catalogue().limits("DK")
LAYOUTS = Path(__file__).parents[1] / "data" / "layouts"
SCHEMA = {
    "clear_m",
    "clear_pushed_in_m",
    "distance_m",
    "wheel_clear_m",
    "wheel_distance_m",
    "step_free",
    "narrowest",
    "wheel_narrowest",
    "steps",
    "crosses",
    "path",
}


@pytest.fixture(scope="module")
def common_area() -> "nx.Graph[str]":
    raw = json.loads((LAYOUTS / "common-area.json").read_text(encoding="utf-8"))
    return room_graph(layout_of(raw), LIMITS)


def test_nodes_are_zones_and_doors(common_area: "nx.Graph[str]") -> None:
    kinds = nx.get_node_attributes(common_area, "kind")
    assert sorted(kinds.values()).count("zone") == 9
    assert common_area.nodes["door:D1"] == {
        "kind": "door",
        "id": "D1",
        "rooms": ("R1", "F"),
        "outside": False,
    }
    assert common_area.nodes["door:X1"]["outside"]


def test_edges_hold_the_documented_facts_inside_one_room(common_area: "nx.Graph[str]") -> None:
    assert all(set(facts) == SCHEMA for _, _, facts in common_area.edges(data=True))
    assert not common_area.has_edge("zone:R1z", "zone:quiet")
    assert common_area.edges["zone:R1z", "door:D1"]["clear_m"] == pytest.approx(0.9, abs=0.005)


def test_routes_are_the_widest_and_shortest_ways_of_the_graph(common_area: "nx.Graph[str]") -> None:
    raw = json.loads((LAYOUTS / "common-area.json").read_text(encoding="utf-8"))
    found = route_facts(layout_of(raw), LIMITS).routes
    doors = {node for node, facts in common_area.nodes(data=True) if facts["kind"] == "door"}
    for a, b in (("R1z", "R3z"), ("pods", "R2z"), ("stage", "shop")):
        ends = {f"zone:{a}", f"zone:{b}"}
        graph = nx.subgraph(common_area, doors | ends)
        widest = max(
            min(graph.edges[leg]["clear_m"] for leg in nx.utils.pairwise(path))
            for path in nx.all_simple_paths(graph, f"zone:{a}", f"zone:{b}")
        )
        walked = nx.Graph([(u, v, d) for u, v, d in graph.edges(data=True) if d["distance_m"] is not None])
        shortest = nx.shortest_path_length(walked, f"zone:{a}", f"zone:{b}", weight="distance_m")
        assert found[a, b].clear_m == widest
        assert found[a, b].distance_m == pytest.approx(shortest)


def test_routes_read_the_same_both_ways() -> None:
    raw = json.loads((LAYOUTS / "zoned-classroom.json").read_text(encoding="utf-8"))
    found = route_facts(layout_of(raw), LIMITS).routes
    assert found["camp", "cave"] == found["cave", "camp"]


def test_two_doors_between_the_same_rooms_join_once_by_the_better_way() -> None:
    raw = raw_layout(zones=[zone("a", 6, 3), zone("b", 10, 3)])
    second = {**raw["rooms"][0], "id": "S", "outline": [[8.12, 0], [12, 0], [12, 6], [8.12, 6]]}
    inner = [
        {"id": name, "at": [8.06, y], "angle": 90, "clear_m": clear, "rooms": ["R", "S"]}
        for name, y, clear in (("E", 1.0, 0.8), ("F", 5.0, 1.1))
    ]
    screen = {"id": "w", "line": [[8.2, 3], [11.3, 3]]}
    raw |= {"rooms": [*raw["rooms"], second], "doors": [*raw["doors"], *inner], "walls": [screen]}
    raw["zones"] = [zone("a", 6, 3), zone("b", 10, 1)]
    layout = layout_of(raw)
    assert room_graph(layout, LIMITS).edges["door:E", "door:F"]["clear_m"] == pytest.approx(0.8, abs=0.005)
    route = route_facts(layout, LIMITS).routes["a", "b"]
    assert route.clear_m == pytest.approx(0.8, abs=0.005)
