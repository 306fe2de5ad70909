"""Rules about the space itself: floor, air and daylight for everyone, and faults of the drawing.

Each is ``rule_x(layout, catalogue, limits)`` and returns what it has noticed.
"""

from typing import TYPE_CHECKING

from planner.catalogue.base import Words
from planner.catalogue.finding import finding
from planner.room.air import fresh_air_l_s
from planner.room.light import glass_m2, windows_of
from planner.room.obstacles import obstacle, piece_words, plain
from planner.room.shapes import piece, polygon
from planner.room.space import area_m2, door_clashes, outside, overlaps, volume_m3

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.catalogue.finding import Finding
    from planner.catalogue.message import Value
    from planner.catalogue.model import Catalogue, Limits
    from planner.room.layout import Layout
    from planner.room.space import Clash

    Findings = tuple[Finding, ...]
    Params = dict[str, Value]

EXACT = 1e-9


def _rooms(layout: "Layout") -> tuple[str, tuple[str, ...]]:
    """Return the place of the largest room, and those of the others."""
    order = sorted(layout.rooms, key=lambda room: -polygon(room.outline).area)
    return f"room:{order[0].id}", tuple(f"room:{room.id}" for room in order[1:])


def rule_floor_area(layout: "Layout", catalogue: "Catalogue", limits: "Limits") -> "Findings":
    """Find a layout with little floor for each student."""
    rule, limit, (at, also) = catalogue.room_rules["floor_area"], limits["floor_area_m2"], _rooms(layout)
    if layout.students is None:
        return (finding(rule, at, variant="missing", also=also),)
    value = area_m2(layout) / max(layout.students, 1)
    if value >= limit - EXACT:
        return ()
    params: Params = {"students": layout.students, "value_m2": value, "limit_m2": limit}
    return (finding(rule, at, params, value=value, limit=limit, unit="m²", also=also),)


def rule_air_volume(layout: "Layout", catalogue: "Catalogue", limits: "Limits") -> "Findings":
    """Find a layout with little air for each person."""
    rule, limit, (at, also) = catalogue.room_rules["air_volume"], limits["air_volume_m3"], _rooms(layout)
    if layout.students is None or layout.adults is None:
        return (finding(rule, at, variant="missing", also=also),)
    persons = layout.students + layout.adults
    value = volume_m3(layout, limits) / max(persons, 1)
    if value >= limit - EXACT:
        return ()
    params: Params = {"persons": persons, "value_m3": value, "limit_m3": limit}
    params["fresh_l_s"] = persons * fresh_air_l_s(limits)
    return (finding(rule, at, params, value=value, limit=limit, unit="m³", also=also),)


def rule_glazing(layout: "Layout", catalogue: "Catalogue", limits: "Limits") -> "Findings":
    """Find rooms people stay in with little window glass for their floor."""
    rule, limit = catalogue.room_rules["glazing"], limits["glazing_share"]
    found = []
    for room in layout.rooms:
        if room.use == "corridor":
            continue
        windows = windows_of(layout, room, limits)
        value = glass_m2(windows, limits) / polygon(room.outline).area
        params: Params = {"room": room.name, "value_pct": 100 * value, "limit_pct": 100 * limit}
        if not windows:
            found.append(finding(rule, f"room:{room.id}", params, variant="missing"))
        elif value < limit - EXACT:
            at, most = f"room:{room.id}", 100 * limit
            found.append(finding(rule, at, params, value=100 * value, limit=most, unit="%"))
    return tuple(found)


def _names(layout: "Layout") -> "Callable[[str], Words]":
    """Return what names a piece of furniture, an inner wall, or the seat of a zone by its place."""
    items = {item.id: item for item in layout.furniture}
    zones = {zone.id: zone.name for zone in layout.zones}

    def named(place: str) -> "Words":
        kind, _, name = place.partition(":")
        if kind == "furniture":
            return piece_words(piece(items[name]))
        if kind == "wall":
            return obstacle("inner_wall", id=plain(name))
        return obstacle("chair_at", piece=plain(zones[name]))

    return named


def _capital(words: "Words") -> "Words":
    """Return words as they begin a sentence."""
    return Words(da=words.da[:1].upper() + words.da[1:], en=words.en[:1].upper() + words.en[1:])


def rule_overlap(layout: "Layout", catalogue: "Catalogue", limits: "Limits") -> "Findings":
    """Find furniture that stands on top of other furniture or in a wall; each piece with its worst clash."""
    rule, named = catalogue.room_rules["overlap"], _names(layout)
    clashes: dict[str, list[Clash]] = {}
    for clash in overlaps(layout, limits):
        clashes.setdefault(clash.place, []).append(clash)
    found = []
    for place, each in clashes.items():
        worst = max(each, key=lambda clash: clash.area_m2)
        params: Params = {
            "piece": _capital(named(place)),
            "other": named(worst.other),
            "value_m2": worst.area_m2,
        }
        also = (worst.other, *(clash.other for clash in each if clash is not worst))
        value, limit = worst.area_m2, limits["overlap_m2"]
        found.append(finding(rule, place, params, value=value, limit=limit, unit="m²", also=also))
    return tuple(found)


def rule_outside_room(layout: "Layout", catalogue: "Catalogue", limits: "Limits") -> "Findings":
    """Find furniture that stands partly outside every room."""
    rule, named = catalogue.room_rules["outside_room"], _names(layout)
    return tuple(
        finding(
            rule,
            clash.place,
            {"piece": _capital(named(clash.place)), "value_m2": clash.area_m2},
            value=clash.area_m2,
            limit=limits["overlap_m2"],
            unit="m²",
        )
        for clash in outside(layout, limits)
    )


def rule_door_swing(layout: "Layout", catalogue: "Catalogue", limits: "Limits") -> "Findings":
    """Find what a door hits when it opens."""
    rule, named = catalogue.room_rules["door_swing"], _names(layout)
    return tuple(
        finding(
            rule,
            clash.place,
            {
                "door": clash.other.partition(":")[2],
                "piece": named(clash.place),
                "value_m2": clash.area_m2,
            },
            value=clash.area_m2,
            limit=limits["overlap_m2"],
            unit="m²",
            also=(clash.other,),
        )
        for clash in door_clashes(layout, limits)
    )


SPACE_RULES = (
    rule_floor_area,
    rule_air_volume,
    rule_glazing,
    rule_overlap,
    rule_outside_room,
    rule_door_swing,
)
