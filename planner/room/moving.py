"""What it takes to get a room from one phase to the next: pieces, people, metres and minutes.

The minutes are an estimate: each piece is lifted, carried by a way somewhat longer than the straight line at
a child's walking pace, and somebody had to walk to it; so many people help at once.
"""

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.room.patch_words import item_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.catalogue.base import Words
    from planner.catalogue.model import Limits
    from planner.room.layout import Furniture, Layout

CENTIMETRE = 0.01
"""A piece that stands nearer to its old place was not moved, in metres."""


@dataclass(frozen=True, slots=True)
class Moving:
    """What differs between two layouts of the same furniture.

    Attributes
    ----------
    moved, turned
        How many pieces stand elsewhere, and how many are only turned.
    metres
        Sum of the straight lines the pieces are carried.
    by_carriers
        How many of these pieces need so many people, by that number; pieces that should stay left out.
    stays
        Names of the pieces nobody should move.
    zones
        How many zones have another outline.
    minutes
        Estimate; 0 where nothing is carried.
    people
        How many people the estimate lets help at once.
    """

    moved: int
    turned: int
    metres: float
    by_carriers: "Mapping[int, int]"
    stays: "tuple[Words, ...]"
    zones: int
    minutes: float
    people: float

    @property
    def nothing(self) -> bool:
        """Whether the room stays as it is."""
        return not (self.moved or self.turned or self.zones)


def moving(before: "Layout", after: "Layout", limits: "Limits") -> Moving:
    """Compare two layouts by the ids of their furniture and zones; what only one of them has is left out."""
    old = {piece.id: piece for piece in before.furniture}
    pairs = [(old[piece.id], piece) for piece in after.furniture if piece.id in old]
    touched = [(a, b) for a, b in pairs if _distance_m(a, b) > CENTIMETRE or (a.angle - b.angle) % 360]
    carried = [(a, b) for a, b in touched if _distance_m(a, b) > CENTIMETRE]
    needed = Counter(carriers for _, b in touched if (carriers := _carriers(b)))
    rings = {zone.id: zone.polygon for zone in before.zones}
    return Moving(
        moved=len(carried),
        turned=len(touched) - len(carried),
        metres=sum(_distance_m(a, b) for a, b in carried),
        by_carriers=dict(sorted(needed.items())),
        stays=tuple(item_words("furniture", b) for _, b in touched if not _carriers(b)),
        zones=sum(rings.get(zone.id, zone.polygon) != zone.polygon for zone in after.zones),
        minutes=_minutes(touched, limits),
        people=limits["moving_people"],
    )


def _distance_m(before: "Furniture", after: "Furniture") -> float:
    return math.dist(before.at, after.at)


def _carriers(piece: "Furniture") -> int:
    """Return how many people move a piece; 0 where it should stay."""
    return 0 if piece.fixed else load_catalogue().furniture[piece.kind].carriers


def _minutes(touched: "list[tuple[Furniture, Furniture]]", limits: "Limits") -> float:
    """Return the time all pieces take: shared by the people who help, but at least that of the longest."""
    seconds = [(_carriers(b), _seconds(_distance_m(a, b), limits)) for a, b in touched if _carriers(b)]
    if not seconds:
        return 0.0
    work = sum(carriers * each for carriers, each in seconds)
    return max(work / limits["moving_people"], *(each for _, each in seconds)) / 60


def _seconds(distance_m: float, limits: "Limits") -> float:
    """Return what one piece takes: to walk there, handle it and carry it."""
    way_s = distance_m * limits["moving_detour"] / limits["child_speed_m_s"]
    return limits["moving_handling_s"] + 2 * way_s


def moving_sentences(cost: Moving) -> tuple[Message, ...]:
    """Say what it takes, most important first."""
    if cost.nothing:
        return (_message("nothing"),)
    said = [_message("stays", pieces=cost.stays)] if cost.stays else []
    if cost.moved:
        said.append(_message("pieces", n=cost.moved, metres=cost.metres))
    if cost.turned:
        said.append(_message("turned", n=cost.turned))
    for carriers, n in cost.by_carriers.items():
        key = "together" if carriers > 1 else "alone"
        every = n == cost.moved + cost.turned
        said.append(_message(f"{key}_all" if every else key, n=n, carriers=carriers))
    if cost.minutes:
        key = "minutes" if cost.minutes >= 1 else "short"
        said.append(_message(key, n=math.ceil(cost.minutes), people=cost.people))
    if cost.zones:
        said.append(_message("zones", n=cost.zones))
    return tuple(said)


def _message(key: str, **params: Value) -> Message:
    return Message(load_catalogue().words["moving"][key], params)
