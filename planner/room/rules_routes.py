"""Rules about getting around: widths, steps, exits, turning and traffic.

Each is ``rule_x(layout, facts, catalogue, limits)`` and returns what it has noticed.
"""

import math
from typing import TYPE_CHECKING

from planner.catalogue.base import Words
from planner.catalogue.finding import finding
from planner.room.facts import ENTRANCE
from planner.room.obstacles import obstacle, plain
from planner.room.shapes import room_of_zone
from planner.room.spots import spot_words

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.catalogue.message import Value
    from planner.catalogue.model import Catalogue, Limits
    from planner.room.facts import Narrow, Route
    from planner.room.layout import Door, Layout, Zone
    from planner.room.routes import RouteFacts

    Params = dict[str, Value]

# Limits such as 0.77 m are met by a drawing that says 0.77.
EXACT = 1e-9


def step_words(step: str) -> Words:
    """Name what ``step:podium`` or ``door:D1`` puts in the way of wheels."""
    kind, _, name = step.partition(":")
    return obstacle("step" if kind == "step" else "threshold", id=plain(name))


def _also(narrow: "Narrow | None") -> tuple[str, ...]:
    """Places of the furniture at a narrow spot."""
    return tuple(dict.fromkeys(f"furniture:{piece}" for piece in (narrow.ids if narrow else ()) if piece))


def _has_entrance(layout: "Layout") -> bool:
    return any(None in door.rooms for door in layout.doors)


def _entrances(layout: "Layout", facts: "RouteFacts") -> "list[tuple[Zone, Route]]":
    """Every zone with its route from outside; none where no door to the outside is drawn."""
    if not _has_entrance(layout):
        return []
    return [(zone, facts.routes[ENTRANCE, zone.id]) for zone in layout.zones]


def rule_wheelchair_passage(
    layout: "Layout", facts: "RouteFacts", catalogue: "Catalogue", limits: "Limits"
) -> tuple["Finding", ...]:
    """Find zones no wheelchair gets to from outside."""
    limit = limits["wheelchair_passage_m"]
    return tuple(
        _passage(zone, route, catalogue, limit)
        for zone, route in _entrances(layout, facts)
        if route.wheel_clear_m < limit - limits["limit_tie_m"]
    )


def _passage(zone: "Zone", route: "Route", catalogue: "Catalogue", limit: float) -> "Finding":
    rule, at = catalogue.room_rules["wheelchair_passage"], f"zone:{zone.id}"
    if route.wheel_clear_m <= 0 and route.steps:
        words = tuple(step_words(step) for step in route.steps)
        params: Params = {"zone": zone.name, "steps": words}
        return finding(rule, at, params, variant="steps", value=0.0, limit=limit, unit="m", also=route.steps)
    narrow = route.wheel_narrowest or route.narrowest
    clear = route.wheel_clear_m or route.clear_m
    if narrow is None:
        return finding(rule, at, {"zone": zone.name}, variant="closed", value=0.0, limit=limit, unit="m")
    spot = spot_words(narrow, catalogue)
    found: Params = {"zone": zone.name, "clear_m": clear, "limit_m": limit, "spot": spot}
    return finding(rule, at, found, value=clear, limit=limit, unit="m", also=_also(narrow))


def rule_wheelchair_comfort(
    layout: "Layout", facts: "RouteFacts", catalogue: "Catalogue", limits: "Limits"
) -> tuple["Finding", ...]:
    """Find zones a wheelchair gets to, but only just."""
    rule, limit, tie = (
        catalogue.room_rules["wheelchair_comfort"],
        limits["wheelchair_comfort_m"],
        limits["limit_tie_m"],
    )
    return tuple(
        finding(
            rule,
            f"zone:{zone.id}",
            {
                "zone": zone.name,
                "clear_m": route.wheel_clear_m,
                "limit_m": limit,
                "spot": spot_words(route.wheel_narrowest, catalogue),
            },
            value=route.wheel_clear_m,
            limit=limit,
            unit="m",
            also=_also(route.wheel_narrowest),
        )
        for zone, route in _entrances(layout, facts)
        if route.wheel_narrowest and limits["wheelchair_passage_m"] <= route.wheel_clear_m + tie < limit
    )


def rule_turning_space(
    layout: "Layout", facts: "RouteFacts", catalogue: "Catalogue", limits: "Limits"
) -> tuple["Finding", ...]:
    """Find zones from which a wheelchair reaches no place to turn."""
    rule, limit = catalogue.room_rules["turning_space"], limits["turning_diameter_m"]
    found = []
    for zone, _ in _entrances(layout, facts):
        circle = facts.turning_m[zone.id]
        if circle < limit - limits["limit_tie_m"]:
            params: Params = {"zone": zone.name, "circle_m": circle, "limit_m": limit}
            variant = "found" if circle > 0 else "none"
            at = f"zone:{zone.id}"
            found.append(finding(rule, at, params, variant=variant, value=circle, limit=limit, unit="m"))
    return tuple(found)


def rule_unreachable(
    layout: "Layout", facts: "RouteFacts", catalogue: "Catalogue", limits: "Limits"
) -> tuple["Finding", ...]:
    """Find zones nobody gets to, not even with all chairs pushed in."""
    rule, limit = catalogue.room_rules["unreachable"], limits["walking_width_m"]
    if layout.zones and not _has_entrance(layout):
        return (finding(rule, f"layout:{layout.id}", variant="missing"),)
    return tuple(
        finding(
            rule,
            f"zone:{zone.id}",
            {"zone": zone.name},
            value=route.clear_pushed_in_m,
            limit=limit,
            unit="m",
            also=_also(route.narrowest),
        )
        for zone, route in _entrances(layout, facts)
        if route.clear_pushed_in_m < limit - limits["limit_tie_m"]
    )


def rule_door_width(
    layout: "Layout", _facts: "RouteFacts", catalogue: "Catalogue", limits: "Limits"
) -> tuple["Finding", ...]:
    """Find doors that are too narrow."""
    rule, limit = catalogue.room_rules["door_width"], limits["door_clear_m"]
    return tuple(
        finding(
            rule,
            f"door:{door.id}",
            {"door": door.id, "clear_m": door.clear_m, "limit_m": limit},
            value=door.clear_m,
            limit=limit,
            unit="m",
        )
        for door in layout.doors
        if door.clear_m < limit - EXACT
    )


def rule_threshold(
    layout: "Layout", _facts: "RouteFacts", catalogue: "Catalogue", limits: "Limits"
) -> tuple["Finding", ...]:
    """Find doors with a threshold too high to roll over."""
    rule, limit = catalogue.room_rules["threshold"], limits["threshold_m"]
    return tuple(
        finding(
            rule,
            f"door:{door.id}",
            {"door": door.id, "rise_mm": door.threshold_m * 1000, "limit_mm": limit * 1000},
            value=door.threshold_m,
            limit=limit,
            unit="m",
        )
        for door in layout.doors
        if door.threshold_m > limit + EXACT
    )


def rule_step(
    layout: "Layout", _facts: "RouteFacts", catalogue: "Catalogue", limits: "Limits"
) -> tuple["Finding", ...]:
    """Find steps without a ramp."""
    rule, limit = catalogue.room_rules["step"], limits["threshold_m"]
    return tuple(
        finding(
            rule,
            f"step:{step.id}",
            {"step": step.id, "rise_mm": step.rise_m * 1000},
            value=step.rise_m,
            limit=limit,
            unit="m",
        )
        for step in layout.steps
        if step.rise_m > limit + EXACT and not step.ramp
    )


def _zones_behind(layout: "Layout", door: "Door", facts: "RouteFacts") -> "list[Route]":
    """Routes from a door to the zones of all rooms that doors join with it, widest first."""
    joined = {room for room in door.rooms if room}
    while True:
        more = {room for other in layout.doors if joined & set(other.rooms) for room in other.rooms if room}
        if more <= joined:
            break
        joined |= more
    behind = [zone.id for zone in layout.zones if room_of_zone(layout, zone).id in joined]
    routes = [facts.doors[door.id, zone] for zone in behind]
    return sorted(routes, key=lambda route: -route.clear_m)


def rule_exit_blocked(
    layout: "Layout", facts: "RouteFacts", catalogue: "Catalogue", limits: "Limits"
) -> tuple["Finding", ...]:
    """Find doors to the outside that too few zones reach at the width of a door."""
    limit = limits["door_clear_m"]
    found = []
    for door in layout.doors:
        routes = _zones_behind(layout, door, facts) if None in door.rooms else []
        if routes:
            served = routes[math.ceil(limits["exit_zone_share"] * len(routes)) - 1]
            least = limit - limits["limit_tie_m"]
            if served.clear_m < least:
                # What stops everyone tells more than what stops half of the zones.
                shown = routes[0] if routes[0].clear_m < least else served
                found.append(_blocked(door, shown, catalogue, limit))
    return tuple(found)


def _blocked(door: "Door", route: "Route", catalogue: "Catalogue", limit: float) -> "Finding":
    rule, at = catalogue.room_rules["exit_blocked"], f"door:{door.id}"
    if route.narrowest is None:
        return finding(rule, at, {"door": door.id}, variant="closed", value=0.0, limit=limit, unit="m")
    params: Params = {
        "door": door.id,
        "clear_m": route.clear_m,
        "limit_m": limit,
        "spot": spot_words(route.narrowest, catalogue),
    }
    also = _also(route.narrowest)
    return finding(rule, at, params, value=route.clear_m, limit=limit, unit="m", also=also)


def rule_passage_traffic(
    layout: "Layout", facts: "RouteFacts", catalogue: "Catalogue", limits: "Limits"
) -> tuple["Finding", ...]:
    """Find quiet and instruction zones that many ways between other places run through."""
    rule = catalogue.room_rules["passage_traffic"]
    shares = {"quiet": limits["passing_share_quiet"], "instruction": limits["passing_share_instruction"]}
    found = []
    for zone in layout.zones:
        passing, limit = facts.passing[zone.id], shares.get(zone.use, math.inf)
        if passing.routes >= limits["passing_routes_least"] and passing.share >= limit:
            params: Params = {"zone": zone.name, "routes": passing.routes, "of": passing.of}
            at = f"zone:{zone.id}"
            found.append(finding(rule, at, params, value=passing.share, limit=limit, unit="share"))
    return tuple(found)


ROUTE_RULES = (
    rule_unreachable,
    rule_exit_blocked,
    rule_wheelchair_passage,
    rule_wheelchair_comfort,
    rule_turning_space,
    rule_door_width,
    rule_threshold,
    rule_step,
    rule_passage_traffic,
)


def route_findings(
    layout: "Layout", facts: "RouteFacts", catalogue: "Catalogue", limits: "Limits"
) -> tuple["Finding", ...]:
    """Apply every rule of this module."""
    return tuple(found for rule in ROUTE_RULES for found in rule(layout, facts, catalogue, limits))
