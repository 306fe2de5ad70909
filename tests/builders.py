"""Tiny builders of plans for tests; only what a test says differs from a good lesson."""

from typing import Any

import numpy as np

from planner.lesson.model import Plan
from planner.room.facts import BoardView, RoomFacts, Route, SeatFacts, SoundFacts, ZoneFacts
from planner.room.layout import Layout

Raw = dict[str, Any]


def activity(id_: str = "do", **fields: Any) -> Raw:
    """Return an activity in which everything a rule asks for is recorded."""
    return {
        "id": id_,
        "title": id_.capitalize(),
        "kind": "work",
        "zones": ["z"],
        "ways_in": ["speech", "objects"],
        "ways_out": ["building", "speech_group"],
        "social_form": "pair",
        "voice": 2,
        "display": False,
        "sensory": [],
        "adult": "L",
        "posture": "free",
        **fields,
    }


def phase(id_: str, *activities: Raw, **fields: Any) -> Raw:
    """Return a phase of ten minutes with a warning before its end."""
    title = id_.capitalize()
    supports = ["transition_warning"]
    return {
        "id": id_,
        "title": title,
        "minutes": 10,
        "supports": supports,
        "activities": list(activities),
        **fields,
    }


def raw_plan(*phases: Raw, lesson: Raw | None = None, **fields: Any) -> Raw:
    """Return a plan as it stands in a file, with a goal, a visible schedule and one teacher."""
    inner = {"goal": "Vi kan dele", "supports": ["visual_schedule"], "phases": list(phases), **(lesson or {})}
    return {
        "schema": "planner/plan/1",
        "title": "Brøker",
        "grade": 5,
        "layout": "room",
        "adults": [{"id": "L", "role": "teacher"}],
        "students": [],
        "lesson": inner,
        **fields,
    }


def plan(*phases: Raw, lesson: Raw | None = None, **fields: Any) -> Plan:
    """Return a plan of phases; without any, of one good phase."""
    return Plan.model_validate(raw_plan(*(phases or (phase("work", activity()),)), lesson=lesson, **fields))


def without(raw: Raw, *fields: str) -> Raw:
    """Return a piece of a plan with fields left out: not recorded."""
    return {key: value for key, value in raw.items() if key not in fields}


def route(clear_m: float = 1.2, **fields: Any) -> Route:
    """Return a level route of one width for everyone."""
    known = {"clear_pushed_in_m": clear_m, "distance_m": 5.0 if clear_m >= 0.45 else None}
    wheels = {"wheel_clear_m": clear_m, "wheel_distance_m": 5.0 if clear_m >= 0.8 else None}
    rest = {"step_free": True, "narrowest": None, "wheel_narrowest": None}
    return Route(**{"clear_m": clear_m, **known, **wheels, **rest, **fields})


def seat(x: float = 0.0, y: float = 0.0, facing: float = 180.0, **fields: Any) -> SeatFacts:
    """Return a chair at a table of 0.72 m."""
    rest = {"posture": "chair", "eye_m": 1.05, "furniture": "t", "table_height_m": 0.72}
    return SeatFacts(**{"x": x, "y": y, "facing": facing, **rest, **fields})


def board_view(**fields: Any) -> BoardView:
    """Return a good view of a board from the first seat."""
    rest = {"distance_m": 3.0, "angle_deg": 60.0, "turn_deg": 10.0, "hidden_by": None}
    return BoardView(**{"seat": 0, "board": "B", "visible": 1.0, **rest, **fields})


def zone_facts(id_: str = "z", **fields: Any) -> ZoneFacts:
    """Return a zone of four seats, two metres from a good board, with nothing against it."""
    seats = fields.pop("seats", (seat(2, 0), seat(2, 1), seat(3, 0), seat(3, 1)))
    rest = {
        "name": id_.upper(),
        "room": "R",
        "use": "group",
        "area_m2": 12.0,
        "seats": seats,
        "places": len(seats),
        "places_estimated": False,
        "entrance": route(),
        "turning_m": 1.5,
        "views": (board_view(),),
        "speaking": ((0.0, 0.0), (1.0, 0.0)),
        "passing": 0.0,
        "passing_routes": 0,
        "screened": False,
        "light_lux": 500.0,
    }
    return ZoneFacts(**{"id": id_, **rest, **fields})


def room_facts(
    *zones: ZoneFacts,
    routes: dict[tuple[str, str], Route] | None = None,
    transfer_db: Any = -25.0,
    **sound: Any,
) -> RoomFacts:
    """Return facts in which every way is free; ``transfer_db`` is one level or ``[from, to]``."""
    zones = zones or (zone_facts(),)
    ids = tuple(zone.id for zone in zones)
    ways = {(a, b): route() for a in ids for b in ids if a != b} | (routes or {})
    transfer = np.broadcast_to(np.asarray(transfer_db, dtype=float), (len(ids), len(ids))).copy()
    volume = np.full(len(ids), sound.get("volume_m3", 180.0))
    seconds = np.full(len(ids), sound.get("reverberation_s", 0.5))
    return RoomFacts(
        "room", {zone.id: zone for zone in zones}, ways, SoundFacts(ids, transfer, volume, seconds)
    )


def box(id_: str, x: float, y: float, width: float, depth: float, **fields: Any) -> Raw:
    """Return a cupboard of a size by its middle."""
    return {"id": id_, "kind": "cupboard", "at": [x, y], "size": [width, depth], **fields}


def zone(id_: str, x: float, y: float, side: float = 0.6, **fields: Any) -> Raw:
    """Return a square zone without seats by its middle."""
    half = side / 2
    ring = [[x - half, y - half], [x + half, y - half], [x + half, y + half], [x - half, y + half]]
    return {"id": id_, "name": id_, "polygon": ring, "use": "group", **fields}


def raw_layout(width: float = 8.0, depth: float = 6.0, **fields: Any) -> Raw:
    """Return a rectangular room R with a wide door D in the middle of its left wall."""
    outline = [[0, 0], [width, 0], [width, depth], [0, depth]]
    room = {"id": "R", "name": "R", "outline": outline, "height_m": 3.0, "use": "classroom"}
    door = {"id": "D", "at": [-0.06, depth / 2], "angle": 90, "clear_m": 1.2, "rooms": ["R", None]}
    return {
        "schema": "planner/layout/1",
        "id": "room",
        "name": "Room",
        "rooms": [room],
        "doors": [door],
        **fields,
    }


def layout_of(raw: Raw) -> Layout:
    """Parse a layout."""
    return Layout.model_validate(raw)
