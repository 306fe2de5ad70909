"""What is marked in the room plan: a thick outline and a name for each place a finding speaks of."""

from collections.abc import Mapping
from itertools import pairwise

from planner.catalogue.base import Language
from planner.charts.room_rows import Row
from planner.charts.room_words import place_names
from planner.charts.strokes import opening
from planner.room.layout import Layout
from planner.room.shapes import Corner, middle, pieces


def outlines(layout: Layout) -> Mapping[str, tuple[Corner, ...]]:
    """Return the outline of every place of a layout by its id with kind; a line has two corners."""
    found: dict[str, tuple[Corner, ...]] = {f"room:{room.id}": room.outline for room in layout.rooms}
    found |= {f"zone:{zone.id}": zone.polygon for zone in layout.zones}
    found |= {f"furniture:{item.id}": item.corners for item in pieces(layout)}
    found |= {f"door:{door.id}": opening(door) for door in layout.doors}
    for kind in ("window", "board", "step", "wall"):
        found |= {f"{kind}:{item.id}": item.line for item in getattr(layout, f"{kind}s")}
    return found


def marked_rows(layout: Layout, marked: frozenset[str], language: Language) -> tuple[list[Row], list[Row]]:
    """Return the outline strokes and the labels of the marked places; other ids are passed over."""
    known, names = outlines(layout), place_names(layout, language)
    strokes: list[Row] = []
    labels: list[Row] = []
    for place in sorted(marked & known.keys()):
        ring = known[place]
        closed = ring if len(ring) == 2 else (*ring, ring[0])
        strokes += [
            {"place": place, "x": x1, "y": y1, "x2": x2, "y2": y2} for (x1, y1), (x2, y2) in pairwise(closed)
        ]
        labels.append(_label(place, ring, names[place]))
    return strokes, labels


def _label(place: str, ring: tuple[Corner, ...], name: str) -> Row:
    """Name a zone or room where its name stands anyway, any other place above its top edge."""
    x, y = middle(ring) if len(ring) > 2 else ((ring[0][0] + ring[1][0]) / 2, 0.0)
    if place.startswith(("zone:", "room:")):
        return {"place": place, "x": x, "y": y, "text": f"◆ {name}"}
    return {"place": place, "x": x, "y": max(y for _, y in ring), "text": f"▼ {name}"}
