"""How much sound travels from each zone to each other: within a room, and through doors and walls."""

from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from planner.room.absorption import absorption_area
from planner.room.facts import SoundFacts
from planner.room.rays import clip, stack, wall_footprint
from planner.room.shapes import inside, middle, pieces, polygon, room_of_zone, seats_by_zone
from planner.room.sound import SILENCE_DB, field_db

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.catalogue.model import Limits
    from planner.room.layout import Door, Layout, Room, Zone
    from planner.room.shapes import Corner, Ring

Points = tuple["Corner", ...]
Blocks = tuple[tuple["Ring", float], ...]
_MOST_POINTS = 8
_GRID = np.array([(a, b) for a in (1, 3, 5) for b in (1, 3, 5)]) / 6


def sound_facts(layout: "Layout", limits: "Limits") -> SoundFacts:
    """Return how sound travels between all zones of a layout; each room is cached by its own parts."""
    rooms = {zone.id: room_of_zone(layout, zone) for zone in layout.zones}
    index = {room.id: i for i, room in enumerate(layout.rooms)}
    home = np.array([index[rooms[zone.id].id] for zone in layout.zones], dtype=np.intp)
    transfer = _between_rooms(layout.rooms, layout.doors, limits)[home[:, None], home[None, :]]
    for room in layout.rooms:
        own = np.flatnonzero(home == index[room.id])
        if len(own):
            parts = tuple(_points(layout, layout.zones[i]) for i in own)
            transfer[np.ix_(own, own)] = _within(room, parts, _blocks(layout, room, limits), limits)
    return SoundFacts(
        tuple(zone.id for zone in layout.zones),
        transfer,
        np.array([volume(rooms[zone.id], limits) for zone in layout.zones]),
        np.array([seconds(rooms[zone.id]) for zone in layout.zones]),
    )


def seconds(room: "Room") -> float:
    """Return a room's reverberation time in s, NaN where it is not recorded."""
    return float("nan") if room.reverberation_s is None else room.reverberation_s


def volume(room: "Room", limits: "Limits") -> float:
    """Return the volume of a room in m³; height above what counts as air is left out."""
    return float(polygon(room.outline).area) * min(room.height_m, limits["counted_height_m"])


def _points(layout: "Layout", zone: "Zone") -> Points:
    """Where people are in a zone: some of its seats, else a grid over it."""
    places = [(seat.x, seat.y) for seat in seats_by_zone(layout)[zone.id]]
    if not places:
        return _grid(zone.polygon)
    picks = np.unique(np.linspace(0, len(places) - 1, min(len(places), _MOST_POINTS)).round().astype(int))
    return tuple(places[i] for i in picks)


@lru_cache(maxsize=512)
def _grid(ring: "Ring") -> Points:
    corners = np.array(ring)
    low, high = corners.min(axis=0), corners.max(axis=0)
    points = low + _GRID * (high - low)
    kept = points[inside(ring, points)]
    return tuple((float(x), float(y)) for x, y in kept) or (middle(ring),)


def _blocks(layout: "Layout", room: "Room", limits: "Limits") -> Blocks:
    """Footprints in a room that shade the direct sound: higher than an ear, wider than two wavelengths."""
    ear, broad = limits["sound_height_m"], 2 * limits["sound_wavelength_m"]
    near = polygon(room.outline)
    standing = [(piece.corners, piece.height_m) for piece in pieces(layout)]
    standing += [
        (wall_footprint(w), room.height_m if w.height_m is None else w.height_m) for w in layout.walls
    ]
    high = [(ring, h) for ring, h in standing if h > ear and _longest(ring) >= broad]
    return tuple((ring, h) for ring, h in high if near.intersects(polygon(ring)))


def _longest(ring: "Ring") -> float:
    corners = np.array(ring)
    return float(np.hypot(*(corners - np.roll(corners, 1, axis=0)).T).max())


@lru_cache(maxsize=256)
def _within(
    room: "Room", zones: tuple[Points, ...], blocks: Blocks, limits: "Limits"
) -> "NDArray[np.float64]":
    """Return the transfer between the zones of one room: the mean energy over all pairs of places."""
    points = np.array([point for zone in zones for point in zone], dtype=float)
    sizes = np.array([len(zone) for zone in zones])
    count = len(points)
    start, end = np.repeat(points, count, axis=0), np.tile(points, (count, 1))
    distance = np.maximum(np.hypot(*(end - start).T), limits["nearest_listener_m"])
    screen = _screen_db(start, end, blocks, limits)
    level = field_db(distance, volume(room, limits), seconds(room), limits, screen_db=screen)
    energy = (10.0 ** (level / 10)).reshape(count, count)
    cuts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    total = np.add.reduceat(np.add.reduceat(energy, cuts, axis=0), cuts, axis=1)
    made: NDArray[np.float64] = 10 * np.log10(total / np.outer(sizes, sizes))
    return made


def _screen_db(
    start: "NDArray[np.float64]", end: "NDArray[np.float64]", blocks: Blocks, limits: "Limits"
) -> "NDArray[np.float64]":
    """Return what the best screen takes off each direct line (Kurze & Anderson 1971, mid-band)."""
    if not blocks:
        return np.zeros(len(start))
    entry, away = clip(start, end, stack([ring for ring, _ in blocks]))
    length = np.hypot(*(end - start).T)[:, None]
    before, over = (entry + away) / 2 * length, np.array([h for _, h in blocks]) - limits["sound_height_m"]
    after = length - before
    detour = np.hypot(before, over) + np.hypot(after, over) - length
    root = np.sqrt(2 * np.pi * np.maximum(2 * detour / limits["sound_wavelength_m"], 1e-9))
    loss = np.minimum(5 + 20 * np.log10(root / np.tanh(root)), limits["screen_most_db"])
    best: NDArray[np.float64] = np.where(away - entry > 1e-6, loss, 0.0).max(axis=1)
    return best


@lru_cache(maxsize=64)
def _shared_wall_m(one: "Ring", other: "Ring", near_m: float) -> float:
    first, second = polygon(one), polygon(other)
    if first.distance(second) > near_m:
        return 0.0
    return float(first.exterior.intersection(second.buffer(near_m, join_style="mitre")).length)


def _open_area(one: "Room", other: "Room", doors: "tuple[Door, ...]", limits: "Limits") -> float:
    """Return the area in m² through which two rooms share sound: doors and walls, weakened."""
    total = 0.0
    for door in doors:
        if set(door.rooms) == {one.id, other.id}:
            closed = limits["door_reduction_db"] if door.reduction_db is None else door.reduction_db
            loss = 0.0 if door.state == "open" else closed
            total += door.clear_m * limits["door_height_m"] * 10 ** (-loss / 10)
    wall = _shared_wall_m(one.outline, other.outline, limits["wall_near_m"])
    height = min(one.height_m, other.height_m)
    return float(total + wall * height * 10 ** (-limits["wall_reduction_db"] / 10))


@lru_cache(maxsize=64)
def _between_rooms(
    rooms: "tuple[Room, ...]", doors: "tuple[Door, ...]", limits: "Limits"
) -> "NDArray[np.float64]":
    """Return the level in each room for 0 dB in each other, ``[from, to]``, as coupled diffuse fields.

    ``(A_i + Σ S_ij) p_i - Σ S_ij p_j = 4 W_i`` (Kuttruff, Room Acoustics): for two rooms
    ``10 lg(4/A1) + 10 lg(S 10^(-R/10) / A2)``. NaN where a way may lead through a room whose
    reverberation is not recorded.
    """
    shared = np.zeros((len(rooms), len(rooms)))
    for i, j in combinations(range(len(rooms)), 2):
        shared[i, j] = shared[j, i] = _open_area(rooms[i], rooms[j], doors, limits)
    area = np.array([absorption_area(volume(room, limits), seconds(room), limits) for room in rooms])
    known = np.flatnonzero(~np.isnan(area))
    within = shared[np.ix_(known, known)]
    pressure = np.linalg.solve(np.diag(area[known] + within.sum(axis=1)) - within, 4 * np.eye(len(known)))
    level = np.full_like(shared, SILENCE_DB)
    level[np.ix_(known, known)] = 10 * np.log10(np.maximum(pressure.T, 10 ** (SILENCE_DB / 10)))
    level[_in_doubt(shared, np.isnan(area))] = np.nan
    return level


def _in_doubt(shared: "NDArray[np.float64]", unknown: "NDArray[np.bool_]") -> "NDArray[np.bool_]":
    """Tell which pairs of rooms rest on a room that is not recorded: an end of theirs, or one between."""
    doubt = unknown[:, None] | unknown[None, :]
    links = shared > 0
    between = unknown & (links.sum(axis=1) > 1)
    if between.any():
        for group in nx.connected_components(nx.from_numpy_array(links)):
            inside_group = np.array(sorted(group))
            if between[inside_group].any():
                doubt[np.ix_(inside_group, inside_group)] = True
    return doubt
