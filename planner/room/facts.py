"""What the geometry of a layout says: the facts the rules and the participation check read.

Plain data: no geometry library is needed to read it. Metres, square metres, decibels (A-weighted).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue.base import Words
from planner.catalogue.model import Posture

ENTRANCE = "entrance"


@dataclass(frozen=True, slots=True)
class Narrow:
    """The narrowest spot of a route: where it is and what stands on both sides.

    ``between`` are the obstacles in words ("bookcase bcB", "the wall"); ``ids`` their furniture ids.
    """

    at: tuple[float, float]
    between: tuple[Words, Words]
    ids: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Route:
    """The widest way from a place to the best seat of a zone.

    Attributes
    ----------
    clear_m
        Narrowest clear width of the widest way on foot, chairs occupied; 0 where there is no way.
    clear_pushed_in_m
        The same with all chairs pushed in.
    distance_m
        Walking distance at the ordinary walking width; None where there is no such way.
    wheel_clear_m
        Narrowest clear width of the widest step-free way (no step, thresholds within the limit); 0: none.
    wheel_distance_m
        Distance at the wheelchair passage width over step-free floor; None where there is none.
    step_free
        Whether the ordinary way needs no step.
    narrowest, wheel_narrowest
        What causes the two clear widths.
    steps
        Ids of steps and doors with a high threshold that stand on every way, as ``step:podium``.
    """

    clear_m: float
    clear_pushed_in_m: float
    distance_m: float | None
    wheel_clear_m: float
    wheel_distance_m: float | None
    step_free: bool
    narrowest: Narrow | None
    wheel_narrowest: Narrow | None
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A place for one student: where it is, how one sits, what table it has.

    ``table_height_m`` is the height of the table it belongs to, None where the height is not recorded,
    and 0 for a seat without a table. ``facing`` is in degrees.
    """

    x: float
    y: float
    facing: float
    posture: Posture
    eye_m: float
    furniture: str | None
    table_height_m: float | None


@dataclass(frozen=True, slots=True)
class BoardView:
    """How one seat sees one board.

    ``visible`` is the share of the board that furniture and walls leave free (heads of others not
    counted), ``angle_deg`` the angle between the line of sight to the far edge and the board plane,
    ``turn_deg`` how far the head turns from the seat's direction to the board's middle, ``hidden_by``
    the piece that hides most.
    """

    seat: int
    board: str
    visible: float
    distance_m: float
    angle_deg: float
    turn_deg: float
    hidden_by: str | None


@dataclass(frozen=True, slots=True)
class ZoneFacts:
    """Everything known of one zone.

    Attributes
    ----------
    seats
        Its seats; a seat belongs to the first zone that contains it.
    places
        How many students it holds: its seats, or for a zone without seats the estimate
        ``area / standing area per person`` (``places_estimated``).
    entrance
        The best way from any door to the outside; all widths 0 where none leads here.
    turning_m
        Diameter of the largest free circle, up to the catalogue's turning diameter, at a seat that
        has a step-free way of wheelchair passage width; 0 where there is none.
    views
        One entry per seat and board of the zone's room.
    speaking
        Where an adult speaks to this zone by estimate: in front of its room's nearest board, and at
        its middle; metres.
    passing
        Share of the layout's routes between other places that run through or close by; 0-1.
    screened
        Whether walls, screens and high furniture shelter most of its edge.
    quiet
        Whether its use is quiet.
    """

    id: str
    name: str
    room: str
    use: str
    area_m2: float
    seats: tuple[SeatFacts, ...]
    places: int
    places_estimated: bool
    entrance: Route
    turning_m: float
    views: tuple[BoardView, ...]
    speaking: tuple[tuple[float, float] | None, tuple[float, float]]
    passing: float
    passing_routes: int
    screened: bool
    light_lux: float | None

    @property
    def quiet(self) -> bool:
        """Whether the zone is meant for quiet."""
        return self.use == "quiet"


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """How sound travels between zones.

    Attributes
    ----------
    zones
        Zone ids, the order of both axes of ``transfer_db``.
    transfer_db
        ``[from, to]``: level in a zone for a sound power of 0 dB spread over another (or the same) zone.
        NaN where a reverberation time it rests on is not recorded.
    volume_m3, reverberation_s
        Of each zone's room, in the order of ``zones``; NaN where not recorded.
    """

    zones: tuple[str, ...]
    transfer_db: NDArray[np.float64]
    volume_m3: NDArray[np.float64]
    reverberation_s: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """All facts of one layout under one profile of limits.

    ``routes`` holds both directions of every pair of zones under ``(from, to)``; ``students`` and
    ``adults`` are the numbers the layout is meant for.
    """

    layout: str
    zones: Mapping[str, ZoneFacts]
    routes: Mapping[tuple[str, str], Route]
    sound: SoundFacts
