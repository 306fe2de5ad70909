"""Absorption and reverberation of a room (Sabine; EN 12354-6 for furnished rooms).

The sound model and the rule for open teaching areas read the absorption area from the reverberation time.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.catalogue.model import Limits


def absorption_area(volume_m3: float, reverberation_s: float, limits: "Limits") -> float:
    """Return the equivalent absorption area in m² of a room with a reverberation time (Sabine)."""
    return limits["sabine_s_m"] * volume_m3 / reverberation_s


def surface_absorption(surfaces: "Iterable[tuple[float, float]]") -> float:
    """Return the absorption area in m² of surfaces given as (area m², absorption coefficient)."""
    return sum(area * coefficient for area, coefficient in surfaces)


def object_absorption(volumes_m3: "Iterable[float]") -> float:
    """Return the absorption area in m² of hard objects: volume to the power 2/3 (EN 12354-6, 4.4)."""
    return float(sum(volume ** (2 / 3) for volume in volumes_m3))


def reverberation(
    volume_m3: float, absorption_m2: float, limits: "Limits", *, objects_share: float = 0.0
) -> float:
    """Return the reverberation time in s; objects take their share of the volume (EN 12354-6, 4.5)."""
    return limits["sabine_s_m"] * volume_m3 * (1 - objects_share) / absorption_m2
