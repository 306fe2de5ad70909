"""What an option asks of anyone: a place to be, and a way to get there."""

from typing import TYPE_CHECKING

from planner.participation.outcome import MET, Outcome, missing, short
from planner.participation.rules_place import spot

if TYPE_CHECKING:
    from planner.catalogue.model import Limits
    from planner.participation.options import Option


def place(option: "Option", _limits: "Limits") -> Outcome:
    """Ask that the zone holds at least the smallest group, and one student in any case."""
    if option.place is None:
        return missing("missing_zone") if option.zone is None else missing("missing_geometry")
    size = option.activity.group_size
    least = (size.min if size else None) or 1
    if option.place.places >= least:
        return MET
    variant = "estimate" if option.place.places_estimated else "unmet"
    return short(option.place.places, least, "", variant, n=option.place.places)


def route(option: "Option", limits: "Limits") -> Outcome:
    """Ask that the zone can be walked to from an entrance."""
    if option.place is None:
        return MET
    way = option.place.entrance
    if way.clear_m > 0 and way.clear_m >= limits["walking_width_m"] - limits["limit_tie_m"]:
        return MET
    variant = "unmet" if way.narrowest else "closed"
    return short(way.clear_m, limits["walking_width_m"], "m", variant, **spot(way.narrowest))
