"""How long the walking part of a transition takes at least.

Standing up, carrying and settling come on top; they take longer than the walk.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.catalogue.model import Limits
    from planner.room.routes import RouteFacts

# IMO MSC.1/Circ.1533, table 1: density in persons/m2, specific flow in persons/(m s), speed in m/s.
CIRC1533 = ((0.0, 0.0, 1.2), (0.5, 0.65, 1.2), (1.9, 1.3, 0.67), (3.2, 0.65, 0.20), (3.5, 0.32, 0.10))


@dataclass(frozen=True, slots=True)
class Walk:
    """The walking part of a transition takes at least ``seconds``.

    ``bound_s`` is the lower bound by the longest walk and the worst gap, ``queue_s`` the time when people
    wait in line at each narrow spot; ``seconds`` is the greater. ``gap`` is the narrow spot that costs
    most, None where nobody waits; ``meeting`` says that groups meet in it from both sides.
    """

    seconds: float
    bound_s: float
    queue_s: float
    gap: tuple[float, float] | None
    meeting: bool
    unreachable: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Stream:
    """People who walk ``metres`` through one narrow spot of a width."""

    start: str
    goal: str
    people: int
    metres: float
    spot: tuple[float, float]
    width_m: float


def corridor_flow(density: float) -> tuple[float, float]:
    """Return specific flow in persons/(m s) and speed in m/s at a density in persons/m2.

    Linear between the rows of IMO MSC.1/Circ.1533, table 1; constant beyond its ends.
    """
    if density <= CIRC1533[0][0]:
        return CIRC1533[0][1:]
    for (d1, f1, s1), (d2, f2, s2) in pairwise(CIRC1533):
        if density <= d2:
            share = (density - d1) / (d2 - d1)
            return f1 + share * (f2 - f1), s1 + share * (s2 - s1)
    return CIRC1533[-1][1:]


def _streams(
    facts: "RouteFacts", moves: "Mapping[tuple[str, str], int]"
) -> tuple[list[_Stream], list[tuple[str, str]]]:
    streams, cut = [], []
    for (start, goal), people in sorted(moves.items()):
        if start == goal or people <= 0:
            continue
        route = facts.routes[start, goal]
        if route.distance_m is None or route.narrowest is None:
            cut.append((start, goal))
        else:
            streams.append(_Stream(start, goal, people, route.distance_m, route.narrowest.at, route.clear_m))
    return streams, cut


def _gaps(streams: list[_Stream]) -> dict[tuple[float, float], list[_Stream]]:
    gaps: dict[tuple[float, float], list[_Stream]] = {}
    for stream in streams:
        gaps.setdefault(stream.spot, []).append(stream)
    return gaps


def _meets(streams: "Sequence[_Stream]") -> bool:
    """Tell whether people go both ways between the same zones or swap sides."""
    starts, goals = {s.start for s in streams}, {s.goal for s in streams}
    return bool(starts & goals)


def _bound(streams: "Sequence[_Stream]", speed: float, flow: float) -> float:
    """Time at one gap: first arrival, everyone through, and the rest of the shortest walk beyond it."""
    first = min(s.metres for s in streams) / speed
    people = sum(s.people for s in streams)
    return first + (people - 1) / (flow * streams[0].width_m)


def _queue(streams: "Sequence[_Stream]", speed: float, flow: float) -> float:
    """Last arrival when each waits for the one before; capacity is halved where groups meet."""
    rate = flow * streams[0].width_m * (0.5 if _meets(streams) else 1.0)
    # People of a stream come one after another, as far apart as the narrow spot lets them through.
    arrivals = sorted((s.metres / 2 / speed, s.metres / 2 / speed) for s in streams for _ in range(s.people))
    free, last = 0.0, 0.0
    for reaches, rest in arrivals:
        passes = max(reaches, free)
        free = passes + 1 / rate
        last = max(last, passes + rest)
    return last


def walking_time(facts: "RouteFacts", moves: "Mapping[tuple[str, str], int]", limits: "Limits") -> Walk:
    """Return how long the walk takes at least.

    Parameters
    ----------
    moves
        Persons per ``(from zone, to zone)``; those who stay do not count.

    Notes
    -----
    Each stream is taken through the narrowest spot of its route, half way along. Against a simulation of
    walkers the bound lies at 0.55-1.2 of the time, and at a third where two groups meet in one door.
    """
    speed, flow = limits["child_speed_m_s"], limits["child_flow_p_m_s"]
    streams, cut = _streams(facts, moves)
    longest = max((s.metres / speed for s in streams), default=0.0)
    times = {
        spot: (_bound(group, speed, flow), _queue(group, speed, flow), _meets(group))
        for spot, group in _gaps(streams).items()
    }
    bound = max([longest, *(t[0] for t in times.values())])
    queue = max([longest, *(t[1] for t in times.values())])
    worst = max(times, key=lambda spot: times[spot][1], default=None)
    waits = worst is not None and times[worst][1] > longest and not math.isclose(times[worst][1], longest)
    meeting = any(t[2] for t in times.values())
    return Walk(max(bound, queue), bound, queue, worst if waits else None, meeting, tuple(cut))
