"""What is laid over the drawing of a room: ways, narrow spots, sound, sight, seats – as plain data."""

from collections.abc import Iterator, Mapping
from math import isnan, nan
from typing import Any

from planner.catalogue.base import Language
from planner.catalogue.model import Limits
from planner.charts.room_rows import narrow_spots
from planner.charts.room_words import metres, number
from planner.lesson.model import Phase, Plan
from planner.locale import gettext
from planner.participation.bands import class_size
from planner.participation.sound import PhaseSound
from planner.room.check import RoomLook
from planner.room.facts import BoardView, RoomFacts
from planner.room.layout import Layout
from planner.room.rules_senses import EXACT, board_zones, everyday_sources, piece_in_the_way
from planner.room.shapes import seats
from planner.room.sound import sound_levels

Levels = Mapping[str, float]


def overlays(
    layout: Layout, look: RoomLook, levels: Levels, limits: Limits, language: Language
) -> dict[str, list[dict[str, Any]]]:
    """Return every overlay of a layout; ``levels`` the decibels in its zones, NaN for not known."""
    return {
        "routes": list(_routes(look, language)),
        "narrow": [
            {"at": list(at), "clear_m": round(width, 3), "text": metres(width, language)}
            for at, width in _tight_spots(look.facts, limits).items()
        ],
        "sound": list(_sound(look.facts, levels, limits, language)),
        "sight": list(_sight(layout, look.facts, limits, language)),
        "seats": [
            {"at": _at(seat.x, seat.y), "facing": seat.facing, "furniture": seat.furniture, "zone": seat.zone}
            for seat in seats(layout)
        ],
    }


def everyday_levels(layout: Layout, facts: RoomFacts, limits: Limits) -> Levels:
    """Return the level in each zone while students work everywhere, as the room rules suppose it."""
    sources = everyday_sources(layout, facts, limits)
    if not sources:
        return {}
    return dict(zip(facts.sound.zones, sound_levels(facts.sound, sources, limits).tolist(), strict=True))


def phase_levels(plan: Plan, phase: Phase, facts: RoomFacts, limits: Limits) -> Levels:
    """Return the level in each zone while a phase runs; NaN where something for it is not recorded."""
    sound = PhaseSound(phase, facts, class_size(plan, limits), limits)
    noises = {zone: sound.noise(phase.activities[0], zone) for zone in facts.zones}
    return {zone: noise.level_db if noise.complete else nan for zone, noise in noises.items()}


def _tight_spots(facts: RoomFacts, limits: Limits) -> dict[tuple[float, float], float]:
    """Return the narrowest spots of the ways in, and those between zones that are too narrow for comfort."""
    spots = narrow_spots(facts)
    for way in facts.routes.values():
        if way.narrowest is not None and 0 < way.clear_m < limits["wheelchair_comfort_m"] - EXACT:
            at = (round(way.narrowest.at[0], 2), round(way.narrowest.at[1], 2))
            spots[at] = min(way.clear_m, spots.get(at, way.clear_m))
    return spots


def _at(x: float, y: float) -> list[float]:
    return [round(x, 3), round(y, 3)]


def _routes(look: RoomLook, language: Language) -> Iterator[dict[str, Any]]:
    """Yield the walk to each zone; its width is that of the widest way, which may be another one."""
    for zone, path in look.routes.paths.items():
        way = look.facts.zones[zone].entrance
        words = gettext("{distance} m, widest way {width}", language)
        said = words.format(
            distance=number(way.distance_m or 0.0, 1, language), width=metres(way.clear_m, language)
        )
        yield {
            "to": zone,
            "points": [list(point) for point in path],
            "clear_m": round(way.clear_m, 3),
            "text": said,
        }


def _sound(facts: RoomFacts, levels: Levels, limits: Limits, language: Language) -> Iterator[dict[str, Any]]:
    for zone, level in levels.items():
        if isnan(level):
            text = gettext("sound not known yet", language)
            yield {"zone": zone, "level_db": None, "text": text, "loud": False}
        elif level > 0:
            most = limits["quiet_level_db" if facts.zones[zone].quiet else "noise_level_db"]
            text = gettext("about {level} dB", language).format(level=number(level, 0, language))
            yield {"zone": zone, "level_db": round(level, 1), "text": text, "loud": level > most}


def _sight(layout: Layout, facts: RoomFacts, limits: Limits, language: Language) -> Iterator[dict[str, Any]]:
    for zone, views in board_zones(layout, facts):
        for view in views:
            seat, why = zone.seats[view.seat], _why_not(layout, view, limits, language)
            text = why or gettext("sees the board", language)
            yield {"at": _at(seat.x, seat.y), "sees": not why, "text": text}


def _why_not(layout: Layout, view: BoardView, limits: Limits, language: Language) -> str:
    """Say what keeps a seat from seeing its board, nothing where it does."""
    if view.visible < limits["board_visible_share"] - EXACT:
        percent = number(100 * view.visible, 0, language)
        if view.hidden_by is None:
            return gettext("sees {percent} % of the board", language).format(percent=percent)
        piece = piece_in_the_way(layout, view.hidden_by).text(language)
        words = gettext("sees {percent} % of the board, behind {piece}", language)
        return words.format(percent=percent, piece=piece)
    if view.distance_m > limits["board_far_m"] + EXACT:
        away = number(view.distance_m, 1, language)
        return gettext("{away} m from the board: too far", language).format(away=away)
    if view.angle_deg < limits["board_angle_deg"] - EXACT:
        return gettext("sees the board too much from the side", language)
    return ""
