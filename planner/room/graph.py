"""The room graph: zones and doors, joined by the ways inside each room.

Attribute schema of :func:`room_graph` (undirected, ``networkx.Graph``):

Nodes are ``"zone:<id>"`` and ``"door:<id>"`` with ``kind`` (``"zone"`` or ``"door"``), ``id``,
``rooms`` (ids of the rooms it belongs to) and ``outside`` (whether a door leads to the outside).

Edges join two nodes of one room: ``room``, ``clear_m``, ``clear_pushed_in_m``, ``distance_m``
(None: no way at the walking width), ``wheel_clear_m``, ``wheel_distance_m``, ``step_free``,
``narrowest`` and ``wheel_narrowest`` (:class:`planner.room.facts.Narrow` or None), ``steps``
(such as ``("step:podium", "door:D1")``) and ``crosses`` (ids of the zones the walk passes through or
close by). Two places without any way between them have no edge.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

    from planner.catalogue.model import Limits
    from planner.room.layout import Layout


def room_graph(layout: "Layout", limits: "Limits") -> "nx.Graph[Any]":
    """Return the graph of zones and doors (schema above)."""
    raise NotImplementedError
