"""Moves in the room that may repair a plan: furniture in the way, zones with a poor view.

Each comes with coordinates; whether it helps is for the geometry to say, which is measured anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING, Final

from planner.catalogue.base import Words
from planner.plan.remedy import Remedy, told
from planner.plan.room_changes import EditLayout, own_layout
from planner.room.patch import make_patch

if TYPE_CHECKING:
    from planner.lesson.model import Plan
    from planner.participation.model import Barrier
    from planner.plan.changes import Change
    from planner.plan.remedies import Case
    from planner.room.facts import Narrow, ZoneFacts
    from planner.room.layout import Furniture, Layout, Zone

NARROW: Final = frozenset({"step_free", "route", "break_exit"})
SEEN: Final = frozenset({"see_board", "low_visual"})
SIDES: Final = {"left": (-1.0, 0.0), "right": (1.0, 0.0), "up": (0.0, 1.0), "down": (0.0, -1.0)}
Step = tuple[str, float]
"""A side and a distance in metres."""


def room_remedies(case: "Case", layout: "Layout") -> tuple[Remedy, ...]:
    """Return the moves that may help, those of narrow spots first, as many as the catalogue lets be tried."""
    found = (*_furniture(case, layout), *_zones(case, layout))
    once = {remedy.candidate.key: remedy for remedy in found}
    return tuple(islice(once.values(), int(case.limits["repair_room_changes"])))


def _met(case: "Case") -> "Iterator[tuple[ZoneFacts, str, Barrier]]":
    """Yield the zones in which somebody meets a barrier of the room, with the barrier."""
    seen = set()
    for cell in case.check.cells:
        if (cell.student, cell.phase) not in case.lacking:
            continue
        for option in cell.options:
            zone = case.facts[cell.phase].zones.get(option.zone or "")
            for barrier in option.barriers:
                key = option.zone, barrier.prerequisite
                if zone is not None and barrier.prerequisite in NARROW | SEEN and key not in seen:
                    seen.add(key)
                    yield zone, barrier.prerequisite, barrier


def _furniture(case: "Case", layout: "Layout") -> Iterator[Remedy]:
    loose = {piece.id: piece for piece in layout.furniture if not piece.fixed}
    for zone, prerequisite, barrier in _met(case):
        narrow = zone.entrance.wheel_narrowest or zone.entrance.narrowest
        if prerequisite in NARROW and narrow is not None:
            short = max((barrier.limit or 0.0) - (barrier.value or 0.0), case.limits["repair_grid_m"])
            for id_ in filter(loose.__contains__, narrow.ids):
                for step in _away(loose[str(id_)], narrow, _rounded(short, case)):
                    yield _shifted(case, loose[str(id_)], step)
        if prerequisite == "see_board":
            hiding = dict.fromkeys(seen.hidden_by for seen in zone.views if seen.hidden_by in loose)
            for id_ in hiding:
                for side in SIDES:
                    yield _shifted(case, loose[str(id_)], (side, case.limits["repair_slide_m"]))


def _rounded(metres: float, case: "Case") -> float:
    """Round a distance up to the grid moves are told in, with one step to spare."""
    grid = case.limits["repair_grid_m"]
    return round((ceil(metres / grid - 1e-9) + 1) * grid, 3)


def _away(piece: "Furniture", narrow: "Narrow", metres: float) -> Iterator[Step]:
    """Yield steps away from a narrow spot, the direction in which the piece lies further off first."""
    dx, dy = piece.at[0] - narrow.at[0], piece.at[1] - narrow.at[1]
    across = "right" if dx >= 0 else "left", metres
    along = "up" if dy >= 0 else "down", metres
    yield from (across, along) if abs(dx) >= abs(dy) else (along, across)


def _shifted(case: "Case", piece: "Furniture", step: Step) -> Remedy:
    side, metres = step
    x, y = (round(a + metres * d, 3) for a, d in zip(piece.at, SIDES[side], strict=True))
    kind = case.catalogue.furniture[piece.kind].name
    name = Words(da=f"{kind.da} {piece.id}", en=f"{kind.en} {piece.id}")
    message = told("move_furniture", side, piece=name, distance=metres, x=x, y=y)
    build, slot = _Shift(piece.id, (x, y)), f"furniture:{piece.id}"
    return Remedy(
        "move_furniture", f"furniture:{piece.id}", f"{x:g},{y:g}", message, build, None, slot, (x, y)
    )


@dataclass(frozen=True, slots=True)
class _Shift:
    """A piece of furniture at another place, for the whole lesson."""

    piece: str
    at: tuple[float, float]

    def __call__(self, plan: "Plan") -> "tuple[Change, ...]":
        pieces = [piece for piece in own_layout(plan).furniture if piece.id == self.piece]
        moved = tuple(piece.model_copy(update={"at": self.at}) for piece in pieces)
        return (EditLayout(make_patch({"furniture": moved})),)


def _zones(case: "Case", layout: "Layout") -> Iterator[Remedy]:
    zones = {zone.id: zone for zone in layout.zones}
    metres = case.limits["repair_slide_m"]
    for facts, prerequisite, _ in _met(case):
        if prerequisite in SEEN and facts.id in zones:
            for side in SIDES:
                yield _slid(zones[facts.id], (side, metres))


def _slid(zone: "Zone", step: Step) -> Remedy:
    side, metres = step
    message = told("move_zone", side, zone=zone.name, distance=metres)
    at, slot = f"zone:{zone.id}", f"zone:{zone.id}"
    return Remedy("move_zone", at, f"{side} {metres:g}", message, _Slide(zone.id, step), None, slot)


@dataclass(frozen=True, slots=True)
class _Slide:
    """A zone drawn elsewhere, for the whole lesson; what stands in it stays."""

    zone: str
    step: Step

    def __call__(self, plan: "Plan") -> "tuple[Change, ...]":
        side, metres = self.step
        dx, dy = (metres * part for part in SIDES[side])
        zones = [zone for zone in own_layout(plan).zones if zone.id == self.zone]
        moved = tuple(
            zone.model_copy(
                update={"polygon": tuple((round(x + dx, 3), round(y + dy, 3)) for x, y in zone.polygon)}
            )
            for zone in zones
        )
        return (EditLayout(make_patch({"zones": moved})),)
