"""Fresh air: how much a room must bring in for the people in it. Told by the rule for air volume."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.catalogue.model import Limits


def fresh_air_l_s(limits: "Limits") -> float:
    """Return the outdoor air in L/s per person that keeps CO₂ at its limit (BR18 guidance 1.8).

    Steady state: ``CO₂ given off / (limit - outdoors)``.
    """
    rise_ppm = limits["co2_limit_ppm"] - limits["co2_outdoor_ppm"]
    return limits["co2_person_l_h"] / rise_ppm * 1e6 / 3600
