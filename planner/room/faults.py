"""What the parts of a layout must be to each other: references, outlines, rooms and zones."""

from itertools import chain, islice
from typing import TYPE_CHECKING

import shapely

from planner.catalogue.faults import MOST_FAULTS, did_you_mean, fault
from planner.catalogue.loader import load_catalogue
from planner.catalogue.private_words import private_text_faults

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from planner.catalogue.base import Language
    from planner.errors import Fault
    from planner.room.layout import Layout, Ring

LISTS = ("rooms", "walls", "steps", "doors", "windows", "boards", "furniture", "zones")


def layout_faults(layout: "Layout", language: "Language" = "da") -> "tuple[Fault, ...]":
    """Return what is wrong between the fields of a layout, at most ``MOST_FAULTS``.

    Rooms and zones are held against each other once every outline is sound.
    """
    single = chain(
        _duplicates(layout, language),
        _kinds(layout, language),
        _doors(layout, language),
        _lines(layout, language),
        _heights(layout, language),
        _rings(layout, language),
        private_text_faults(_names(layout), language),
    )
    found = tuple(islice(single, MOST_FAULTS))
    if found and any(_ring_fault(ring) for _, ring in _named_rings(layout)):
        return found
    places = chain(_rooms_overlap(layout, language), _zones_outside(layout, language))
    return found + tuple(islice(places, MOST_FAULTS - len(found)))


def _names(layout: "Layout") -> "Iterator[tuple[str, str]]":
    yield "name", layout.name
    yield from ((f"rooms[{index}].name", room.name) for index, room in enumerate(layout.rooms))
    yield from ((f"zones[{index}].name", zone.name) for index, zone in enumerate(layout.zones))


def _duplicates(layout: "Layout", language: "Language") -> "Iterator[Fault]":
    """Ids may repeat between lists (a door and a desk), not within one."""
    for name in LISTS:
        seen: set[str] = set()
        for index, part in enumerate(getattr(layout, name)):
            if part.id in seen:
                yield fault("duplicate_id", f"{name}[{index}].id", language, value=part.id)
            seen.add(part.id)


def _unknown(value: str, what: str, known: "Collection[str]", path: str, language: "Language") -> "Fault":
    words = load_catalogue().words["layout_part"][what]
    near = did_you_mean(value, known, language)
    return fault("unknown_reference", path, language, value=value, what=words, near=near)


def _kinds(layout: "Layout", language: "Language") -> "Iterator[Fault]":
    known = load_catalogue().furniture
    for index, item in enumerate(layout.furniture):
        if item.kind not in known:
            yield _unknown(item.kind, "furniture_kind", known, f"furniture[{index}].kind", language)


def _doors(layout: "Layout", language: "Language") -> "Iterator[Fault]":
    known = {room.id for room in layout.rooms}
    for index, door in enumerate(layout.doors):
        path = f"doors[{index}]"
        for side, room in enumerate(door.rooms):
            if room is not None and room not in known:
                yield _unknown(room, "room", known, f"{path}.rooms[{side}]", language)
        if door.rooms[0] == door.rooms[1]:
            yield fault("same_room", f"{path}.rooms", language, value=door.rooms[0])
        if door.opens_into is not None and door.opens_into not in door.rooms:
            yield fault("door_opens_elsewhere", f"{path}.opens_into", language, value=door.opens_into)


def _lines(layout: "Layout", language: "Language") -> "Iterator[Fault]":
    for name in ("walls", "steps", "windows", "boards"):
        for index, part in enumerate(getattr(layout, name)):
            if part.line[0] == part.line[1]:
                yield fault("zero_length", f"{name}[{index}].line", language)


def _heights(layout: "Layout", language: "Language") -> "Iterator[Fault]":
    for index, window in enumerate(layout.windows):
        if window.head_m <= window.sill_m:
            yield fault(
                "upside_down", f"windows[{index}].head_m", language, high=window.head_m, low=window.sill_m
            )
    for index, board in enumerate(layout.boards):
        if board.top_m <= board.bottom_m:
            yield fault(
                "upside_down", f"boards[{index}].top_m", language, high=board.top_m, low=board.bottom_m
            )


def _named_rings(layout: "Layout") -> "Iterator[tuple[str, Ring]]":
    for index, room in enumerate(layout.rooms):
        yield f"rooms[{index}].outline", room.outline
    for index, zone in enumerate(layout.zones):
        yield f"zones[{index}].polygon", zone.polygon


def _ring_fault(ring: "Ring") -> str | None:
    """Return what is wrong with a ring: it crosses itself, has no area, or runs clockwise."""
    shape = shapely.Polygon(ring)
    if not shape.is_valid or shape.area == 0:
        return "self_crossing"
    return None if shape.exterior.is_ccw else "clockwise"


def _rings(layout: "Layout", language: "Language") -> "Iterator[Fault]":
    for path, ring in _named_rings(layout):
        wrong = _ring_fault(ring)
        if wrong:
            yield fault(wrong, path, language)


def _rooms_overlap(layout: "Layout", language: "Language") -> "Iterator[Fault]":
    allowed = load_catalogue().limits()["overlap_m2"]
    shapes = [shapely.Polygon(room.outline) for room in layout.rooms]
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    for i, j in zip(first.tolist(), second.tolist(), strict=True):
        if i >= j:
            continue
        shared = shapes[i].intersection(shapes[j]).area
        if shared > allowed:
            names = {"value": layout.rooms[j].id, "other": layout.rooms[i].id}
            yield fault("rooms_overlap", f"rooms[{j}].outline", language, overlap_m2=shared, **names)


def _zones_outside(layout: "Layout", language: "Language") -> "Iterator[Fault]":
    allowed = load_catalogue().limits()["overlap_m2"]
    rooms = [shapely.Polygon(room.outline) for room in layout.rooms]
    tree = shapely.STRtree(rooms)
    for index, zone in enumerate(layout.zones):
        shape = shapely.Polygon(zone.polygon)
        near = tree.query(shape, predicate="intersects").tolist()
        outside = min((shape.difference(rooms[room]).area for room in near), default=shape.area)
        if outside > allowed:
            yield fault(
                "zone_outside", f"zones[{index}].polygon", language, value=zone.name, outside_m2=outside
            )
