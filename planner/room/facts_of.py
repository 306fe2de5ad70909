"""All facts of a layout put together: routes, sight, sound and space of every zone."""

from typing import TYPE_CHECKING

from planner.room.facts import ENTRANCE, BoardView, RoomFacts, Route, SeatFacts, ZoneFacts
from planner.room.routes import route_facts
from planner.room.shapes import middle, polygon, room_of_zone, seats, seats_by_zone
from planner.room.shelter import screened
from planner.room.sight import before_board, board_room, board_views
from planner.room.transfer import sound_facts

if TYPE_CHECKING:
    from planner.catalogue.model import Limits
    from planner.room.layout import Layout, Room, Zone
    from planner.room.routes import RouteFacts
    from planner.room.shapes import PlacedSeat

NO_WAY = Route(0.0, 0.0, None, 0.0, None, step_free=False, narrowest=None, wheel_narrowest=None)
"""The route where none leads."""


def room_facts(layout: "Layout", limits: "Limits") -> RoomFacts:
    """Return all facts of a layout under a profile; what happens in one room is cached by that room."""
    return facts_with(layout, route_facts(layout, limits), limits)


def facts_with(layout: "Layout", found: "RouteFacts", limits: "Limits") -> RoomFacts:
    """Return all facts of a layout whose route facts are at hand."""
    views = _views_by_zone(layout, limits)
    zones = {zone.id: _zone_facts(layout, zone, found, views[zone.id], limits) for zone in layout.zones}
    between = {key: route for key, route in found.routes.items() if key[0] != ENTRANCE}
    return RoomFacts(layout.id, zones, between, sound_facts(layout, limits))


def _views_by_zone(layout: "Layout", limits: "Limits") -> dict[str, tuple[BoardView, ...]]:
    """Return each zone's views, with ``seat`` counting within the zone's own seats."""
    placed = seats(layout)
    count: dict[str | None, int] = {}
    local: list[int] = []
    for seat in placed:
        local.append(count.get(seat.zone, 0))
        count[seat.zone] = local[-1] + 1
    found: dict[str | None, list[BoardView]] = {zone.id: [] for zone in layout.zones}
    for v in board_views(layout, limits):
        view = BoardView(
            local[v.seat], v.board, v.visible, v.distance_m, v.angle_deg, v.turn_deg, v.hidden_by
        )
        found.setdefault(placed[v.seat].zone, []).append(view)
    return {zone.id: tuple(found[zone.id]) for zone in layout.zones}


def _zone_facts(
    layout: "Layout", zone: "Zone", found: "RouteFacts", views: tuple[BoardView, ...], limits: "Limits"
) -> ZoneFacts:
    room = room_of_zone(layout, zone)
    own = seats_by_zone(layout)[zone.id]
    area = float(polygon(zone.polygon).area)
    passing = found.passing.get(zone.id)
    return ZoneFacts(
        id=zone.id,
        name=zone.name,
        room=room.id,
        use=zone.use,
        area_m2=area,
        seats=tuple(_seat_facts(seat, limits) for seat in own),
        places=len(own) or max(1, int(area / limits["standing_m2"])),
        places_estimated=not own,
        entrance=found.routes.get((ENTRANCE, zone.id), NO_WAY),
        turning_m=found.turning_m.get(zone.id, 0.0),
        views=views,
        speaking=(_before_nearest_board(layout, zone, room, limits), middle(zone.polygon)),
        passing=passing.share if passing else 0.0,
        passing_routes=passing.routes if passing else 0,
        screened=screened(layout, zone, room, limits),
        light_lux=zone.light_lux,
    )


def _seat_facts(seat: "PlacedSeat", limits: "Limits") -> SeatFacts:
    eye = limits[f"eye_{seat.posture}_m"]
    return SeatFacts(seat.x, seat.y, seat.facing, seat.posture, eye, seat.furniture, seat.table_height_m)


def _before_nearest_board(
    layout: "Layout", zone: "Zone", room: "Room", limits: "Limits"
) -> tuple[float, float] | None:
    """Return where an adult speaks before the room's board nearest to the zone, None without a board."""
    x, y = middle(zone.polygon)
    places = [
        before_board(board, limits["speaking_before_board_m"])
        for board in layout.boards
        if board_room(layout, board) == room.id
    ]
    return min(places, key=lambda at: (at[0] - x) ** 2 + (at[1] - y) ** 2, default=None)
