"""The room as it stands in a phase: furniture and zones moved as the plan says."""

from dataclasses import dataclass
from math import cos, radians, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.lesson.model import Move, Phase
    from planner.room.layout import Furniture, Layout, Point, Zone


def arranged(layout: "Layout", phase: "Phase") -> "Layout":
    """Return the layout with the moves of a phase; the layout itself where the phase has none.

    Furniture goes to ``at`` and turns to ``angle``. A zone takes a new ``polygon``, or its middle – the
    mean of its corners – goes to ``at`` and it turns by ``angle``; seats of its own go along.
    """
    moves = {move.id: move for move in phase.moves}
    if not moves:
        return layout
    return layout.model_copy(
        update={
            "furniture": tuple(_furniture(piece, moves.get(piece.id)) for piece in layout.furniture),
            "zones": tuple(_zone(zone, moves.get(zone.id)) for zone in layout.zones),
        }
    )


def _furniture(piece: "Furniture", move: "Move | None") -> "Furniture":
    if move is None:
        return piece
    at = piece.at if move.at is None else move.at
    angle = piece.angle if move.angle is None else move.angle
    return piece.model_copy(update={"at": at, "angle": angle})


@dataclass(frozen=True, slots=True)
class _Shift:
    """A turn about a middle followed by a walk to another; degrees and metres."""

    middle: "Point"
    to: "Point"
    angle: float

    def point(self, x: float, y: float) -> "Point":
        turn = radians(self.angle)
        dx, dy = x - self.middle[0], y - self.middle[1]
        return (
            self.to[0] + dx * cos(turn) - dy * sin(turn),
            self.to[1] + dx * sin(turn) + dy * cos(turn),
        )


def _zone(zone: "Zone", move: "Move | None") -> "Zone":
    if move is None:
        return zone
    middle = _middle(zone.polygon)
    if move.polygon is not None:
        to = _middle(move.polygon)
        polygon, shift = move.polygon, _Shift(middle, to, move.angle or 0)
    else:
        shift = _Shift(middle, move.at or middle, move.angle or 0)
        polygon = tuple(shift.point(x, y) for x, y in zone.polygon)
    seats = tuple((*shift.point(x, y), (facing + shift.angle) % 360, posture) for x, y, facing, posture in zone.seats)
    return zone.model_copy(update={"polygon": polygon, "seats": seats})


def _middle(polygon: tuple["Point", ...]) -> "Point":
    return sum(x for x, _ in polygon) / len(polygon), sum(y for _, y in polygon) / len(polygon)
