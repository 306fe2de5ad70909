"""Questions about a way, asked on networkx graphs for one student: the same answers as ``ways`` on arrays."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from planner.participation.graph import SOURCE, Graph, layers_of_options, passable, zone_of
from planner.participation.layers import FAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.participation.table import Table
    from planner.participation.views import Mobility


@dataclass(frozen=True, slots=True)
class Walkable:
    """Open options of one student: which relieve the way, which phases count, and the limit."""

    table: "Table"
    mobility: "Mobility"
    open: frozenset[int]
    relieved: frozenset[int]
    counts: tuple[bool, ...]
    limit: float

    def layers(self) -> list[list[int]]:
        """Return the open options of each phase."""
        return [[o for o in layer if o in self.open] for layer in layers_of_options(self.table)]

    def zone(self, option: int) -> str | None:
        """Return the zone of an option, None where it is not known."""
        return zone_of(self.table.options[option])

    def across(self, a: int, b: int) -> bool:
        """Whether the student gets from one option to another."""
        return passable(self.table, self.mobility, a, b)


Break = tuple[int, float]


def fixed_place_break(walk: Walkable) -> Break:
    """Return the phase in which no zone is left that was open in every phase so far."""
    G: Graph = nx.DiGraph()  # noqa: N806
    zones = {walk.zone(o) for o in range(len(walk.table.options))} | {""}
    counted = [(t, layer) for t, layer in enumerate(walk.layers()) if walk.counts[t]]
    before = SOURCE
    for t, layer in counted:
        anywhere = any(o in walk.relieved or walk.zone(o) is None for o in layer)
        here = zones if anywhere else {walk.zone(o) for o in layer}
        for zone in here:
            G.add_edge(SOURCE if before == SOURCE else (before, zone), (t, zone))
        before = t
    reached = nx.descendants(G, SOURCE) if SOURCE in G else set()
    seen = {t for t, _ in reached}
    return next((t for t, _ in counted if t not in seen), len(walk.counts)), 0.0


def few_moves_break(walk: Walkable) -> Break:
    """Return the phase that takes more moves than the limit, and how many."""
    G: Graph = nx.DiGraph()  # noqa: N806
    G.add_node(SOURCE)
    counted = [(t, layer) for t, layer in enumerate(walk.layers()) if walk.counts[t]]
    before: list[int] = [SOURCE]
    for _, layer in counted:
        G.add_weighted_edges_from(
            (a, b, _moves(walk, a, b)) for a in before for b in layer if a == SOURCE or walk.across(a, b)
        )
        before = layer
    fewest: Mapping[Any, float] = nx.single_source_dijkstra_path_length(G, SOURCE)
    for t, layer in counted:
        least = min((fewest[o] for o in layer if o in fewest), default=float(FAR))
        if least > walk.limit:
            return t, least
    return len(walk.counts), 0.0


def _moves(walk: Walkable, a: int, b: int) -> int:
    if a == SOURCE or b in walk.relieved or None in (walk.zone(a), walk.zone(b)):
        return 0
    return int(walk.zone(a) != walk.zone(b))


def move_often_break(walk: Walkable) -> Break:
    """Return the phase in which every way sits longer than the limit, and how long at least."""
    G: Graph = nx.DiGraph()  # noqa: N806
    before: set[Any] = {SOURCE}
    minutes = [phase.minutes for phase in walk.table.setting.plan.lesson.phases]
    for t, layer in enumerate(walk.layers()):
        states = [
            (a, (b, _sat(walk, a, b, minutes[t])))
            for a in before
            for b in layer
            if a == SOURCE or walk.across(a[0], b)
        ]
        kept = [(a, b) for a, b in states if b[1] <= walk.limit]
        if not kept:
            return t, min((b[1] for _, b in states), default=float(FAR))
        G.add_edges_from(((t - 1, a), (t, b)) for a, b in kept)
        before = {b for _, b in kept}
    return len(walk.counts), 0.0


def _sat(walk: Walkable, a: Any, b: int, minutes: float) -> float:  # noqa: ANN401 – SOURCE or a state
    if b in walk.relieved:
        return 0.0
    stays = a != SOURCE and walk.zone(b) is not None and walk.zone(a[0]) == walk.zone(b)
    return float(a[1] + minutes if stays else minutes)


BREAKS = {"fixed_place": fixed_place_break, "few_moves": few_moves_break, "move_often": move_often_break}
