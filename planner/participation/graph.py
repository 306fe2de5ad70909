"""One student's options as a networkx graph: ways through the lesson, smallest cuts, nearest ways.

Attribute schema of an option graph (``networkx.DiGraph``):

Nodes are the positions of the options in the table, ``SOURCE`` before the first and ``SINK`` after the
last phase. An option has ``phase`` (number), ``activity``, ``zone`` (id or None), ``verdict`` and
``barriers`` (how many prerequisites are unmet). Edges lead from every option of a phase to every option of
the next; ``passable`` says whether the student can get across.
"""

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from planner.participation.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planner.participation.options import Option
    from planner.participation.table import Table
    from planner.participation.views import Mobility

    Graph = nx.DiGraph[Any]
else:
    Graph = nx.DiGraph

SOURCE: Final = -1
SINK: Final = -2


def option_graph(
    table: "Table", mobility: "Mobility", verdicts: "Sequence[Verdict]", barriers: "Sequence[int]"
) -> Graph:
    """Return the option graph of a student with these verdicts and numbers of barriers per option."""
    G: Graph = nx.DiGraph()  # noqa: N806 – the domain calls a graph G
    for o, option in enumerate(table.options):
        G.add_node(
            o,
            phase=option.phase,
            activity=option.activity.id,
            zone=option.zone,
            verdict=verdicts[o],
            barriers=barriers[o],
        )
    layers = layers_of_options(table)
    G.add_edges_from(((SOURCE, o) for o in layers[0]), passable=True)
    G.add_edges_from(((o, SINK) for o in layers[-1]), passable=True)
    for before, after in pairwise(layers):
        for a in before:
            for b in after:
                G.add_edge(a, b, passable=passable(table, mobility, a, b))
    return G


def layers_of_options(table: "Table") -> list[list[int]]:
    """Return the positions of the options of each phase."""
    layers: list[list[int]] = [[] for _ in table.setting.facts]
    for o, option in enumerate(table.options):
        layers[option.phase].append(o)
    return layers


def passable(table: "Table", mobility: "Mobility", a: int, b: int) -> bool:
    """Whether a student gets from one option to a later one; an unknown place forbids nothing."""
    start, end = table.options[a], table.options[b]
    if start.place is None or end.place is None or start.place.id == end.place.id:
        return True
    way = table.setting.facts[end.phase].routes.get((start.place.id, end.place.id))
    return mobility.passes(way, table.setting.limits["limit_tie_m"])


def open_graph(G: Graph, is_open: "Callable[[Verdict], bool]") -> Graph:  # noqa: N803
    """Return the part of an option graph a student can use, with its source and sink."""
    nodes = [o for o, data in G.nodes(data=True) if o < 0 or is_open(data["verdict"])]
    usable: Graph = nx.DiGraph()
    usable.add_nodes_from((o, G.nodes[o]) for o in nodes)
    usable.add_edges_from(
        (a, b) for a, b, edge in G.edges(data=True) if edge["passable"] and a in usable and b in usable
    )
    return usable


def takes_part(verdict: Verdict) -> bool:
    """Whether a verdict leaves an option open: anything but not possible."""
    return verdict is not Verdict.NOT_POSSIBLE


def break_of(usable: Graph, phases: int) -> int:
    """Return the first phase no way leads to, ``phases`` where a way runs through."""
    reached = {usable.nodes[o]["phase"] for o in nx.descendants(usable, SOURCE) if o >= 0}
    return next((t for t in range(phases) if t not in reached), phases)


def narrowest_of(usable: Graph, phases: int) -> int:
    """Return the phase with the fewest options that lie on a way, the first of several."""
    live = (nx.descendants(usable, SOURCE) & nx.ancestors(usable, SINK)) - {SOURCE, SINK}
    counts = [0] * phases
    for o in live:
        counts[usable.nodes[o]["phase"]] += 1
    return counts.index(min(counts))


def smallest_cut(usable: Graph) -> "frozenset[int]":
    """Return the fewest options without which no way leads through; empty where none does anyway.

    The options may stand in several phases; how many they are is at most the number in the narrowest phase.
    """
    if not nx.has_path(usable, SOURCE, SINK):
        return frozenset()
    return frozenset(nx.minimum_node_cut(usable, SOURCE, SINK))


def nearest_way(G: Graph) -> tuple[int, ...]:  # noqa: N803
    """Return the way through the lesson with the fewest barriers to clear, a blocked route counting as one.

    A fix that serves several options is counted more than once: the way is a good one, not surely the best.
    """

    def cost(_a: int, b: int, data: dict[str, Any]) -> float:
        return (0 if data["passable"] else 1) + (G.nodes[b]["barriers"] if b >= 0 else 0)

    way: list[int] = nx.dijkstra_path(G, SOURCE, SINK, weight=cost)
    return tuple(way[1:-1])


def zone_of(option: "Option") -> str | None:
    """Return the zone of an option where the layout knows it."""
    return option.place.id if option.place else None
