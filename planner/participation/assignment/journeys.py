"""What students need of their way through the lesson: one place, few moves, no long sitting."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Final, cast

from planner.participation.assignment.model import NO_PLACE, Journey, Problem
from planner.participation.path_needs import path_limit, relief_of
from planner.participation.words import own_support

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.participation.assignment.model import Way
    from planner.participation.model import Cell
    from planner.participation.needs import Need, Profile
    from planner.participation.table import Table

WAYS: Final = ("fixed_place", "few_moves", "move_often")


def journeys_of(
    table: "Table", profiles: "Sequence[Profile]", cells: Mapping[tuple[int, int], "Cell"]
) -> tuple[Journey, ...]:
    """Return the ways that have to hold: those the check found possible and no own support relieves."""
    broken = set(_broken(cells))
    return tuple(
        _journey(s, need, table)
        for s, profile in enumerate(profiles)
        for need in profile.needs
        if need.prerequisite in WAYS
        and (s, need.prerequisite) not in broken
        and own_support(need, profile, table.setting.catalogue) is None
    )


def _broken(cells: Mapping[tuple[int, int], "Cell"]) -> Iterator[tuple[int, str]]:
    """Yield students with the ways the check has found broken already; it says so itself."""
    for (student, _), cell in cells.items():
        for option in cell.options:
            for barrier in option.barriers:
                yield student, barrier.prerequisite


def _journey(student: int, need: "Need", table: "Table") -> Journey:
    relief = relief_of(need.prerequisite, table)
    # The sitting minutes run through every phase; the other two are asked of the phases that count.
    everywhere = need.prerequisite == "move_often"
    return Journey(
        student,
        cast("Way", need.prerequisite),
        path_limit(need, table.setting.plan, table.setting.limits),
        frozenset(o for o, free in enumerate(relief.at_best) if free),
        tuple(t for t, counts in enumerate(relief.counts) if counts or everywhere),
    )


def worst_of(problem: Problem, journey: Journey, row: tuple[int, ...]) -> tuple[float, int]:
    """Return the number a row of the grid reaches on a way, and the phase where it does.

    The number of places for ``fixed_place``, of moves for ``few_moves``, the longest sitting in minutes for
    ``move_often``. A phase without a place neither counts nor joins its neighbours.
    """
    counted = [(t, row[t]) for t in journey.counts]
    if journey.kind == "fixed_place":
        return _places(problem, journey, counted)
    return (_moves if journey.kind == "few_moves" else _sitting)(problem, journey, counted)


def _places(problem: Problem, journey: Journey, counted: list[tuple[int, int]]) -> tuple[float, int]:
    held = [
        (t, o) for t, o in counted if o != NO_PLACE and o not in journey.free and problem.options[o].known
    ]
    places = {problem.options[o].place: t for t, o in reversed(held)}
    return float(len(places)), max(places.values(), default=0)


def _moves(problem: Problem, journey: Journey, counted: list[tuple[int, int]]) -> tuple[float, int]:
    moves, last = 0, 0
    for (_, before), (t, after) in pairwise(counted):
        if NO_PLACE in (before, after) or after in journey.free:
            continue
        a, b = problem.options[before], problem.options[after]
        if a.known and b.known and a.place != b.place:
            moves, last = moves + 1, t
    return float(moves), last


def _sitting(problem: Problem, journey: Journey, counted: list[tuple[int, int]]) -> tuple[float, int]:
    longest, at, sat, before = 0.0, 0, 0.0, NO_PLACE
    for t, o in counted:
        if o == NO_PLACE or o in journey.free:
            sat = 0.0
        else:
            here = problem.options[o]
            stays = before != NO_PLACE and here.known and problem.options[before].place == here.place
            sat = (sat if stays else 0.0) + problem.phases[t].minutes
        if sat > longest:
            longest, at = sat, t
        before = o
    return longest, at
