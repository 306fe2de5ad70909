"""Rules about seeing and hearing: boards, quiet zones, reverberation and absorption.

Each is ``rule_x(layout, facts, catalogue, limits)`` and returns what it has noticed.
"""

import math
from typing import TYPE_CHECKING

from planner.catalogue.finding import finding
from planner.room.absorption import absorption_area
from planner.room.obstacles import obstacle, piece_words, plain
from planner.room.shapes import pieces, polygon
from planner.room.sight import letter_height_m
from planner.room.sound import Source, sound_contributions, source_power_db, speaks
from planner.room.transfer import volume

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.catalogue.base import Words
    from planner.catalogue.finding import Finding
    from planner.catalogue.message import Value
    from planner.catalogue.model import Catalogue, Limits
    from planner.room.facts import BoardView, RoomFacts, ZoneFacts
    from planner.room.layout import Layout
    from planner.room.sound import SocialForm

    Findings = tuple[Finding, ...]
    Params = dict[str, Value]

EXACT = 1e-9
BOARD_USES = {"instruction", "group", "individual"}
TEACHING_ROOMS = {"classroom", "group_room", "special"}


def board_zones(layout: "Layout", facts: "RoomFacts") -> "Iterator[tuple[ZoneFacts, list[BoardView]]]":
    """Give the zones that follow a board with the best view of each seat.

    In a teaching room all but quiet, practical and movement zones follow it; elsewhere gatherings do.
    """
    rooms = {room.id: room for room in layout.rooms}
    for zone in facts.zones.values():
        follows = zone.use in BOARD_USES and rooms[zone.room].use in TEACHING_ROOMS
        if zone.views and (follows or zone.use == "instruction"):
            yield zone, best_views(zone)


def best_views(zone: "ZoneFacts") -> "list[BoardView]":
    """Return for each seat of a zone the board it sees most of, the nearest of equals."""
    best: dict[int, BoardView] = {}
    for view in zone.views:
        kept = best.get(view.seat)
        if kept is None or (view.visible, -view.distance_m) > (kept.visible, -kept.distance_m):
            best[view.seat] = view
    return list(best.values())


def piece_in_the_way(layout: "Layout", name: str) -> "Words":
    """Name a piece of furniture or an inner wall that hides something."""
    for piece in pieces(layout):
        if piece.id == name:
            return piece_words(piece)
    return obstacle("inner_wall", id=plain(name))


def rule_board_hidden(
    layout: "Layout", facts: "RoomFacts", catalogue: "Catalogue", limits: "Limits"
) -> "Findings":
    """Find zones with seats that see too little of the board."""
    return tuple(
        _hidden(layout, zone, short, catalogue, limits)
        for zone, views in board_zones(layout, facts)
        if (short := [view for view in views if view.visible < limits["board_visible_share"] - EXACT])
    )


def _hidden(
    layout: "Layout", zone: "ZoneFacts", short: "list[BoardView]", catalogue: "Catalogue", limits: "Limits"
) -> "Finding":
    worst = min(short, key=lambda view: view.visible)
    params: Params = {"zone": zone.name, "n": len(short), "visible_pct": 100 * worst.visible}
    named = worst.hidden_by is not None
    if worst.hidden_by is not None:
        params["piece"] = piece_in_the_way(layout, worst.hidden_by)
    return finding(
        catalogue.room_rules["board_hidden"],
        f"zone:{zone.id}",
        params,
        variant="found" if named else "corner",
        value=100 * worst.visible,
        limit=100 * limits["board_visible_share"],
        unit="%",
        also=(f"furniture:{worst.hidden_by}", f"board:{worst.board}") if named else (f"board:{worst.board}",),
    )


def rule_board_far(
    layout: "Layout", facts: "RoomFacts", catalogue: "Catalogue", limits: "Limits"
) -> "Findings":
    """Find zones with seats too far from the board."""
    rule, limit = catalogue.room_rules["board_far"], limits["board_far_m"]
    found = []
    for zone, views in board_zones(layout, facts):
        far = [view.distance_m for view in views if view.distance_m > limit + EXACT]
        if far:
            params: Params = {"zone": zone.name, "n": len(far), "far_m": max(far), "limit_m": limit}
            params["letter_mm"] = 1000 * letter_height_m(max(far), limits)
            found.append(finding(rule, f"zone:{zone.id}", params, value=max(far), limit=limit, unit="m"))
    return tuple(found)


def rule_board_oblique(
    layout: "Layout", facts: "RoomFacts", catalogue: "Catalogue", limits: "Limits"
) -> "Findings":
    """Find zones with seats that see the board too much from the side."""
    rule, limit = catalogue.room_rules["board_oblique"], limits["board_angle_deg"]
    found = []
    for zone, views in board_zones(layout, facts):
        steep = [view.angle_deg for view in views if view.angle_deg < limit - EXACT]
        if steep:
            worst = max(0.0, min(steep))
            params: Params = {"zone": zone.name, "n": len(steep), "angle_deg": worst, "limit_deg": limit}
            found.append(finding(rule, f"zone:{zone.id}", params, value=worst, limit=limit, unit="°"))
    return tuple(found)


def rule_facing_away(
    layout: "Layout", facts: "RoomFacts", catalogue: "Catalogue", limits: "Limits"
) -> "Findings":
    """Find zones where half of the seats or more face away from the board."""
    rule, limit = catalogue.room_rules["facing_away"], limits["facing_away_share"]
    found = []
    for zone, views in board_zones(layout, facts):
        away = sum(view.turn_deg > limits["facing_away_deg"] + EXACT for view in views)
        if away >= limit * len(views):
            params: Params = {"zone": zone.name, "n": away, "seats": len(views)}
            value = 100 * away / len(views)
            found.append(finding(rule, f"zone:{zone.id}", params, value=value, limit=100 * limit, unit="%"))
    return tuple(found)


def everyday_sources(layout: "Layout", facts: "RoomFacts", limits: "Limits") -> list[Source]:
    """Return the sound while students work: all zones but gatherings in use, each as its use suggests.

    The layout's students, else as many as there are places, are spread by places; a gathering counts
    where nothing but quiet zones would be left.
    """
    zones = list(facts.zones.values())
    at_work = [zone for zone in zones if zone.use != "instruction"]
    used = at_work if any(not zone.quiet for zone in at_work) else zones
    places = sum(zone.places for zone in used)
    students = places if layout.students is None else layout.students
    return [_source(zone, max(1, round(students * zone.places / places)), limits) for zone in used]


def _source(zone: "ZoneFacts", students: int, limits: "Limits") -> Source:
    voice = int(limits[f"voice_in_{zone.use}"])
    form: SocialForm = "whole_class" if zone.use == "instruction" else "group"
    return Source(zone.id, source_power_db(voice, students, form, limits), speech=speaks(voice))


def rule_quiet_zone_noise(
    layout: "Layout", facts: "RoomFacts", catalogue: "Catalogue", limits: "Limits"
) -> "Findings":
    """Find quiet zones that are loud when the other zones are in use."""
    quiet = [zone for zone in facts.zones.values() if zone.quiet]
    if not quiet:
        return ()
    sources = everyday_sources(layout, facts, limits)
    made = sound_contributions(facts.sound, sources, limits)
    places = [source.zone for source in sources]
    found: list[Finding] = []
    for zone in quiet:
        levels = dict(zip(places, made[:, facts.sound.zones.index(zone.id)].tolist(), strict=True))
        found += _noise(facts, zone, levels, catalogue, limits)
    return tuple(found)


def _noise(
    facts: "RoomFacts", zone: "ZoneFacts", levels: dict[str, float], catalogue: "Catalogue", limits: "Limits"
) -> "Findings":
    """Return the finding of one quiet zone from the level each zone's activity makes in it."""
    rule, at, limit = catalogue.room_rules["quiet_zone_noise"], f"zone:{zone.id}", limits["quiet_level_db"]
    level = 10 * math.log10(sum(10.0 ** (one / 10) for one in levels.values()))
    if math.isnan(level):
        return (finding(rule, at, {"zone": zone.name}, variant="missing"),)
    others = {place: one for place, one in levels.items() if place != zone.id}
    if level <= limit or not others:
        return ()
    loudest = facts.zones[max(others, key=others.__getitem__)]
    params: Params = {"zone": zone.name, "level_db": level, "limit_db": limit, "loudest": loudest.name}
    params["uncertain_db"] = limits["level_uncertain_db"]
    also = (f"zone:{loudest.id}",)
    return (finding(rule, at, params, value=level, limit=limit, unit="dB", also=also),)


def rule_reverberation(
    layout: "Layout", facts: "RoomFacts", catalogue: "Catalogue", limits: "Limits"
) -> "Findings":
    """Find teaching rooms with a long reverberation, and rooms in use where it is not recorded."""
    rule, limit = catalogue.room_rules["reverberation"], limits["reverberation_s"]
    used = {zone.room for zone in facts.zones.values()}
    found = []
    for room in layout.rooms:
        at, value, teaching = f"room:{room.id}", room.reverberation_s, room.use in TEACHING_ROOMS
        if value is None and (teaching or room.id in used) and room.use != "common_area":
            found.append(finding(rule, at, {"room": room.name}, variant="missing"))
        elif value is not None and teaching and value > limit + EXACT:
            params: Params = {"room": room.name, "value_s": value, "limit_s": limit}
            found.append(finding(rule, at, params, value=value, limit=limit, unit="s"))
    return tuple(found)


def rule_absorption(
    layout: "Layout", facts: "RoomFacts", catalogue: "Catalogue", limits: "Limits"
) -> "Findings":
    """Find open teaching areas with too little absorption for their floor."""
    del facts
    rule = catalogue.room_rules["absorption"]
    found = []
    for room in layout.rooms:
        if room.use != "common_area":
            continue
        if room.reverberation_s is None:
            found.append(finding(rule, f"room:{room.id}", {"room": room.name}, variant="missing"))
            continue
        value = absorption_area(volume(room, limits), room.reverberation_s, limits)
        limit = limits["absorption_share"] * polygon(room.outline).area
        if value < limit - EXACT:
            params: Params = {"room": room.name, "value_m2": value, "limit_m2": limit}
            found.append(finding(rule, f"room:{room.id}", params, value=value, limit=limit, unit="m²"))
    return tuple(found)


SENSE_RULES = (
    rule_board_hidden,
    rule_board_far,
    rule_board_oblique,
    rule_facing_away,
    rule_quiet_zone_noise,
    rule_reverberation,
    rule_absorption,
)
