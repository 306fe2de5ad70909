"""The rows of the room plan: plain values in metres, one list per layer of the drawing."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from planner.catalogue.base import Language
from planner.charts.colours import Colours
from planner.charts.room_words import (
    door_text,
    metres,
    number,
    place_names,
    places_text,
    step_text,
    use_name,
    way_in_text,
)
from planner.charts.sheet import LINE_PX, TEXT_PX, Sheet, font_px
from planner.charts.strokes import Stroke, facing_stroke, hatch, opening, swings
from planner.room.facts import RoomFacts
from planner.room.layout import Layout, Line, Zone
from planner.room.shapes import Corner, middle, pieces, seats

Row = dict[str, Any]
Rows = Mapping[str, Sequence[Row]]
ZONE_TIPS: Final = ("name", "use", "places", "area", "way")


def _area(place: str, ring: Sequence[Corner], **values: str) -> Row:
    """Return a polygon as GeoJSON, for only such shapes answer to the pointer anywhere inside."""
    corners = [(round(x, 3), round(y, 3)) for x, y in (*ring, ring[0])]
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [corners]},
        "place": place,
        **values,
    }


def _path(place: str, points: Iterable[Corner]) -> list[Row]:
    return [
        {"place": place, "x": round(x, 3), "y": round(y, 3), "order": order}
        for order, (x, y) in enumerate(points)
    ]


def _stroke(place: str, line: Stroke | Line, **values: Any) -> Row:  # noqa: ANN401 – JSON values
    (x1, y1), (x2, y2) = line
    return {
        "place": place,
        "x": round(x1, 3),
        "y": round(y1, 3),
        "x2": round(x2, 3),
        "y2": round(y2, 3),
        **values,
    }


@lru_cache(maxsize=32)
def fixed_rows(layout: Layout, language: Language) -> Rows:
    """Return the rows that rest on the layout alone; they are shared, so they must not be changed."""
    names = place_names(layout, language)
    return {
        "floor": [_area(f"room:{room.id}", room.outline, name=room.name) for room in layout.rooms],
        "hatch": [
            _stroke(f"zone:{zone.id}", line)
            for zone in layout.zones
            for line in hatch(zone.polygon, zone.use)
        ],
        "furniture": [
            _area(f"furniture:{item.id}", item.corners, name=names[f"furniture:{item.id}"])
            for item in pieces(layout)
        ],
        **_seat_rows(layout),
        **_wall_rows(layout, names, language),
    }


def _seat_rows(layout: Layout) -> Rows:
    placed = seats(layout)
    return {
        "facing": [_stroke("seat", facing_stroke(seat.x, seat.y, seat.facing)) for seat in placed],
        "seats": [{"x": round(seat.x, 3), "y": round(seat.y, 3)} for seat in placed],
    }


def _wall_rows(layout: Layout, names: Mapping[str, str], language: Language) -> Rows:
    return {
        "walls": [_stroke(f"wall:{wall.id}", wall.line) for wall in layout.walls],
        "openings": [
            _stroke(f"door:{d.id}", opening(d), name=names[f"door:{d.id}"], clear=door_text(d, language))
            for d in layout.doors
        ],
        "swings": [
            row
            for door in layout.doors
            for leaf, swing in enumerate(swings(layout, door))
            for row in _path(f"door:{door.id}:{leaf}", swing)
        ],
        "windows": [_stroke(f"window:{w.id}", w.line, name=names[f"window:{w.id}"]) for w in layout.windows],
        "boards": [_stroke(f"board:{b.id}", b.line, name=names[f"board:{b.id}"]) for b in layout.boards],
        "steps": [
            _stroke(f"step:{s.id}", s.line, name=names[f"step:{s.id}"], rise=step_text(s, language))
            for s in layout.steps
        ],
    }


def zone_rows(layout: Layout, facts: RoomFacts | None, language: Language, colours: Colours) -> list[Row]:
    """Return every zone with its fill and what its tooltip tells."""
    return [
        _area(
            f"zone:{zone.id}",
            zone.polygon,
            fill=colours.zones[zone.use],
            **_zone_facts(zone, facts, language),
        )
        for zone in layout.zones
    ]


def _zone_facts(zone: Zone, facts: RoomFacts | None, language: Language) -> dict[str, str]:
    named = {"name": zone.name, "use": use_name("zone_use", zone.use, language)}
    known = facts.zones.get(zone.id) if facts else None
    if known is None:
        return named | {"places": "–", "area": "–", "way": "–"}
    return named | {
        "places": places_text(known, language),
        "area": f"{number(known.area_m2, 1, language)} m²",
        "way": way_in_text(known.entrance, language),
    }


def label_rows(layout: Layout, sheet: Sheet, zones: list[Row], marked: frozenset[str]) -> list[Row]:
    """Return the name of every zone at its middle, broken to fit; marked zones have their own.

    A label tells in its tooltip what its zone does: it lies above it.
    """
    about = {row["place"]: {key: row[key] for key in ZONE_TIPS} for row in zones}
    return [
        _label(zone, sheet) | about[f"zone:{zone.id}"]
        for zone in layout.zones
        if f"zone:{zone.id}" not in marked
    ]


def _label(zone: Zone, sheet: Sheet) -> Row:
    xs = [x for x, _ in zone.polygon]
    width = max(xs) - min(xs)
    size = font_px(zone.name, width * sheet.scale, TEXT_PX)
    lines = textwrap.wrap(zone.name, sheet.letters(width), break_long_words=False)
    x, y = middle(zone.polygon)
    # Vega-Lite places the first line; the others follow below.
    first = y + (len(lines) - 1) * LINE_PX / 2 / sheet.scale
    return {"place": f"zone:{zone.id}", "x": x, "y": first, "text": "\n".join(lines), "size": size}


def narrow_spots(facts: RoomFacts | None) -> dict[Corner, float]:
    """Return the narrowest spots of the ways in, each once with its width in metres."""
    widths: dict[Corner, float] = {}
    for zone in facts.zones.values() if facts else ():
        if zone.entrance.narrowest is not None and zone.entrance.clear_m > 0:
            x, y = zone.entrance.narrowest.at
            spot = (round(x, 2), round(y, 2))
            widths[spot] = min(zone.entrance.clear_m, widths.get(spot, zone.entrance.clear_m))
    return widths


def narrow_rows(facts: RoomFacts | None, language: Language) -> list[Row]:
    """Return the narrowest spots of the ways in, each once with its width."""
    return [
        {"x": x, "y": y, "text": metres(width, language)} for (x, y), width in narrow_spots(facts).items()
    ]


def scale_rows(sheet: Sheet) -> Rows:
    """Return a bar of one metre below the rooms and its text."""
    start, level = sheet.left + 0.6, sheet.bottom + 0.25
    return {
        "scale": [_stroke("scale", ((start, level), (start + 1, level)))],
        "scale_text": [{"x": start + 1.12, "y": level, "text": "1 m"}],
    }
