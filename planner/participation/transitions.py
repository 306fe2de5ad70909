"""From one phase to the next: who can get where, and how many have to move."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from planner.participation.bands import checked_students
from planner.participation.compiled import compile_check
from planner.participation.layers import open_to
from planner.participation.options import setting_of

if TYPE_CHECKING:
    from planner.catalogue.model import Catalogue, Limits
    from planner.lesson.model import Plan
    from planner.participation.compiled import Compiled
    from planner.room.facts import RoomFacts

Zones = frozenset[str | None]


@dataclass(frozen=True, slots=True)
class Transition:
    """The class moving from one phase to the next.

    Attributes
    ----------
    start, end
        Ids of the two phases.
    reach
        Per student the zones of the next phase they can take part in and get to from a zone of this one;
        None among them is a place that is not known.
    moving
        Students who have to change zone, as no zone is open to them in both phases.
    stuck
        Students who cannot get to any option of the next phase, though one is open to them.
    walk_m
        The longest walk of those who have to move, if each takes the shortest of theirs; None where a
        distance is not known.
    seconds
        ``walk_m`` at a child's walking speed, queues and packing up left out; None as there.
    """

    start: str
    end: str
    reach: Mapping[str, Zones]
    moving: tuple[str, ...]
    stuck: tuple[str, ...]
    walk_m: float | None
    seconds: float | None


def transitions(
    plan: "Plan", facts_by_phase: "Mapping[str, RoomFacts]", catalogue: "Catalogue", limits: "Limits"
) -> tuple[Transition, ...]:
    """Return every transition of the lesson, students in the order of the plan."""
    compiled = compile_check(setting_of(plan, facts_by_phase, catalogue, limits))
    return tuple(_transition(compiled, a, b) for a, b in pairwise(range(len(plan.lesson.phases))))


def _transition(compiled: "Compiled", before: int, after: int) -> Transition:
    setting = compiled.table.setting
    students, phases = checked_students(setting.plan), setting.plan.lesson.phases
    here, there = (_open_zones(compiled, t) for t in (before, after))
    across = _across(compiled, after)
    reach = [
        frozenset(z for z in there[p] if any(across[p][y, z] for y in here[p])) for p in compiled.students
    ]
    names = _zone_names(compiled)
    moving = [s for s, p in enumerate(compiled.students) if here[p] and reach[s] and not here[p] & reach[s]]
    walks = [_shortest(compiled, after, here[compiled.students[s]], reach[s]) for s in moving]
    longest = max((walk for walk in walks if walk is not None), default=0.0)
    walk_m = None if None in walks else longest
    return Transition(
        phases[before].id,
        phases[after].id,
        {student.code: frozenset(names[z] for z in reach[s]) for s, student in enumerate(students)},
        tuple(students[s].code for s in moving),
        tuple(
            students[s].code for s, p in enumerate(compiled.students) if here[p] and there[p] and not reach[s]
        ),
        walk_m,
        None if walk_m is None else walk_m / setting.limits["child_speed_m_s"],
    )


def _open_zones(compiled: "Compiled", phase: int) -> list[frozenset[int]]:
    """Return per profile the zones, by number, with an open option in a phase."""
    flags = compiled.layers.open_zones(open_to(compiled.verdicts, known=False))[phase]
    return [frozenset(np.flatnonzero(row).tolist()) for row in flags]


def _across(compiled: "Compiled", phase: int) -> "list[np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]":
    mobilities = tuple(dict.fromkeys(profile.mobility for profile in compiled.profiles))
    ways = [compiled.layers.across[m, phase] for m in range(len(mobilities))]
    return [ways[mobilities.index(profile.mobility)] for profile in compiled.profiles]


def _zone_names(compiled: "Compiled") -> list[str | None]:
    facts = compiled.table.setting.facts
    return [*dict.fromkeys(zone for found in facts for zone in found.zones), None]


def _shortest(compiled: "Compiled", phase: int, here: frozenset[int], there: frozenset[int]) -> float | None:
    """Return the shortest walk between two sets of zones in metres, None where none is known."""
    names, routes = _zone_names(compiled), compiled.table.setting.facts[phase].routes
    found = [routes.get((names[a] or "", names[b] or "")) for a in here for b in there]
    return min((way.distance_m for way in found if way and way.distance_m is not None), default=None)
