"""Every rule of a layout, and the layout as the public JSON of ``planner room``."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from planner.catalogue.finding import finding_report, rounded
from planner.catalogue.loader import load_catalogue
from planner.room.facts import ENTRANCE
from planner.room.facts_of import facts_with
from planner.room.routes import route_facts
from planner.room.rules_routes import route_findings
from planner.room.rules_senses import SENSE_RULES, best_views
from planner.room.rules_space import SPACE_RULES
from planner.room.sound import reduction_db

if TYPE_CHECKING:
    from planner.catalogue.base import Language, Severity
    from planner.catalogue.finding import Finding
    from planner.catalogue.model import Catalogue, Limits
    from planner.room.facts import RoomFacts, Route, SoundFacts, ZoneFacts
    from planner.room.layout import Layout
    from planner.room.routes import RouteFacts

LOOKS_KEPT: Final = 32
_WEIGHT: "dict[Severity, int]" = {"stop": 0, "look": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class RoomLook:
    """Everything there is to know about a layout, worked out once."""

    routes: "RouteFacts"
    facts: "RoomFacts"
    findings: "tuple[Finding, ...]"


@lru_cache(maxsize=LOOKS_KEPT)
def look_at(layout: "Layout", limits: "Limits") -> RoomLook:
    """Return facts and findings of a layout; the last ones are kept, and what happens in one room longer."""
    found = route_facts(layout, limits)
    facts = facts_with(layout, found, limits)
    return RoomLook(found, facts, _findings(layout, found, facts, load_catalogue(), limits))


def check_room(layout: "Layout", catalogue: "Catalogue", limits: "Limits") -> "tuple[Finding, ...]":
    """Apply every room rule to a layout; what stops somebody comes first."""
    found = route_facts(layout, limits)
    return _findings(layout, found, facts_with(layout, found, limits), catalogue, limits)


def _findings(
    layout: "Layout", found: "RouteFacts", facts: "RoomFacts", catalogue: "Catalogue", limits: "Limits"
) -> "tuple[Finding, ...]":
    noticed = list(route_findings(layout, found, catalogue, limits))
    noticed += [one for rule in SENSE_RULES for one in rule(layout, facts, catalogue, limits)]
    noticed += [one for rule in SPACE_RULES for one in rule(layout, catalogue, limits)]
    return tuple(sorted(noticed, key=lambda one: _WEIGHT[one.severity]))


def room_report(
    layout: "Layout", catalogue: "Catalogue", limits: "Limits", language: "Language" = "da"
) -> dict[str, Any]:
    """Return zones, routes, sound and findings of a layout as plain JSON: a public contract.

    What cannot be known is null: the distance where there is no way, sound where a reverberation is missing.
    """
    found = route_facts(layout, limits)
    facts = facts_with(layout, found, limits)
    pairs = [(a, b) for a in facts.sound.zones for b in facts.sound.zones if a != b]
    return {
        "zones": [_zone(zone, limits) for zone in facts.zones.values()],
        "routes": [_route(f"door:{door}", zone, route) for (door, zone), route in found.doors.items()]
        + [_route(a, b, route) for (a, b), route in facts.routes.items() if a != ENTRANCE],
        "sound": [_sound(facts.sound, a, b) for a, b in pairs],
        "findings": [
            finding_report(one, language) for one in _findings(layout, found, facts, catalogue, limits)
        ],
    }


def _zone(zone: "ZoneFacts", limits: "Limits") -> dict[str, Any]:
    return {
        "id": zone.id,
        "room": zone.room,
        "area_m2": rounded(zone.area_m2, 1),
        "seats": len(zone.seats),
        "seats_with_board": sum(
            view.visible >= limits["board_visible_share"]
            and view.distance_m <= limits["board_far_m"]
            and view.angle_deg >= limits["board_angle_deg"]
            for view in best_views(zone)
        ),
    }


def _route(start: str, end: str, route: "Route") -> dict[str, Any]:
    return {
        "from": start,
        "to": end,
        "distance_m": None if route.distance_m is None else rounded(route.distance_m, 1),
        "clear_m": rounded(route.clear_m, 2),
        "clear_pushed_in_m": rounded(route.clear_pushed_in_m, 2),
        "wheel_clear_m": rounded(route.wheel_clear_m, 2),
        "step_free": route.step_free,
    }


def _sound(sound: "SoundFacts", start: str, end: str) -> dict[str, Any]:
    return {"from": start, "to": end, "reduction_db": rounded(reduction_db(sound, start, end), 1)}
