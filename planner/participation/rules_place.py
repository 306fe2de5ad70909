"""Prerequisites about getting there and having a place: ways, turning, tables, a calm place to go."""

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Value
from planner.participation.outcome import MET, Outcome, missing, short, unmet
from planner.participation.registry import Parameters, option_rule, zone_rule
from planner.participation.views import OptionView, ZoneView
from planner.room.facts import Narrow, Route
from planner.room.spots import spot_words


@zone_rule
def step_free(view: ZoneView, p: Parameters) -> Outcome:
    """Ask for a step-free way from an entrance to a seat, wide enough at doors and between furniture."""
    route = view.zone.entrance
    if route.wheel_clear_m <= 0:
        return _no_level_way(route)
    if route.wheel_clear_m >= p["clear_m"] - view.limits["limit_tie_m"]:
        return MET
    variant = "unmet" if route.wheel_narrowest else "narrow"
    return short(route.wheel_clear_m, p["clear_m"], "m", variant, **spot(route.wheel_narrowest))


def _no_level_way(route: Route) -> Outcome:
    if not route.steps:
        return unmet("closed")
    return Outcome(unmet().state, "step", place=route.steps[0])


def spot(narrow: Narrow | None) -> dict[str, Value]:
    """Return where a narrow spot is, as the parameter of a sentence."""
    return {"spot": spot_words(narrow, load_catalogue())} if narrow else {}


@zone_rule
def turning(view: ZoneView, p: Parameters) -> Outcome:
    """Ask for a free circle to turn in, at a seat on a step-free way."""
    if view.zone.turning_m >= p["diameter_m"] - view.limits["limit_tie_m"]:
        return MET
    variant = "unmet" if view.zone.turning_m > 0 else "closed"
    return short(view.zone.turning_m, p["diameter_m"], "m", variant)


@zone_rule
def reach(view: ZoneView, _p: Parameters) -> Outcome:
    """Ask for a place at a table of seated height."""
    heights = [seat.table_height_m for seat in view.zone.seats]
    low = view.limits["seated_table_min_m"] - view.limits["limit_tie_m"]
    high = view.limits["seated_table_max_m"] + view.limits["limit_tie_m"]
    if any(height is not None and low <= height <= high for height in heights):
        return MET
    if None in heights:
        return missing()
    tables = [height for height in heights if height]
    if not tables:
        return unmet("no_table")
    return short(min(tables, key=lambda height: max(low - height, height - high)), high, "m")


@option_rule
def break_exit(view: OptionView, _p: Parameters) -> Outcome:
    """Ask for a quiet zone, not used loudly in the phase, that the student can get to from here."""
    quiet = [zone.id for zone in view.facts.zones.values() if zone.quiet]
    if not quiet:
        return unmet("no_zone")
    loud: list[str] = []
    unsure: list[str] = []
    for zone in filter(lambda zone: _reachable(view, zone), quiet):
        voice = view.sound.voice(zone)
        if voice is not None and voice <= view.limits["quiet_voice"]:
            return MET
        (unsure if voice is None else loud).append(view.facts.zones[zone].name)
    if unsure:
        return missing(calm=unsure[0])
    return unmet(calm=loud[0]) if loud else unmet("closed")


def _reachable(view: OptionView, zone: str) -> bool:
    route = view.facts.routes.get((view.zone.id, zone))
    return zone == view.zone.id or view.mobility.passes(route, view.limits["limit_tie_m"])
