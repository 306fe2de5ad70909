"""The proven answer of a small class is what trying every placement finds; every answer holds."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_classes import CLASS, Size, random_class

from planner.participation.assignment.aims import scores
from planner.participation.assignment.feasible import holds, is_feasible
from planner.participation.assignment.heuristic import quick_grid
from planner.participation.assignment.model import AIMS, NO_PLACE, Effort, Grid, Problem
from planner.participation.assignment.search import Search

EFFORT = Effort(20.0, 60.0)
SIZES = (
    Size(3, 1, 2, 2),
    Size(2, 2, 2, 2, asks=0.5),
    Size(2, 3, 2, 2, closed=0.5, asks=0.5),
    Size(4, 1, 2, 2, closed=0.2),
    Size(1, 3, 2, 3, (1, 2), asks=0.7),
)


def every_placement(problem: Problem) -> list[tuple[int, ...]]:
    """Return every row of numbers, by aim, that a placement without a breach reaches."""
    choices = [[(*options, NO_PLACE) for options in row] for row in problem.allowed]
    rows = [list(product(*row)) for row in choices]
    grids: list[Grid] = list(product(*rows))
    return [tuple(scores(problem, grid).values()) for grid in grids if holds(problem, grid)]


@settings(max_examples=500, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9), size=st.sampled_from(SIZES))
def test_the_answer_is_the_best_of_all_placements(seed: int, size: Size) -> None:
    problem = random_class(seed, size)
    found = Search(problem, quick_grid(problem), EFFORT, lambda _: None).run()
    best = min(every_placement(problem))

    assert is_feasible(problem, found.grid) == ()
    assert tuple(scores(problem, found.grid).values()) == best
    assert tuple(found.bound[aim] for aim in AIMS) == best


@pytest.mark.parametrize("seed", [3, 8])
def test_a_class_is_proven_and_holds(seed: int) -> None:
    problem = random_class(seed, CLASS)
    start = quick_grid(problem)
    found = Search(problem, start, EFFORT, lambda _: None).run()
    reached = scores(problem, found.grid)

    assert is_feasible(problem, start) == ()
    assert is_feasible(problem, found.grid) == ()
    assert reached == {aim: found.bound[aim] for aim in AIMS}
    assert tuple(reached.values()) <= tuple(scores(problem, start).values())
