"""The search in one phase and over the lesson finds what trying every set finds."""

from itertools import combinations
from random import Random

import numpy as np
import pytest

from planner.participation.repair.combine import best_plans, good_sets, sets_of
from planner.participation.repair.cover import PhaseCover
from planner.participation.repair.dive import Dive
from planner.participation.repair.effects import Effect, PhaseEffects
from planner.participation.repair.model import Candidate

PROFILES, OPTIONS, NEEDS, STEPS, WANTED = 3, 4, 3, 4000, 2


def random_phase(random: Random, name: str, own: range, shared: range) -> PhaseEffects:
    """A phase in which candidates clear needs at random, and none brings new ones."""
    shape = PROFILES, OPTIONS
    start = np.array([random.choice([0, 1, 2, 3, 4, 5, 7]) for _ in range(12)], np.int64).reshape(shape)
    effects = {}
    for n in (*own, *shared):
        need = random.randrange(NEEDS)
        where = np.array([random.random() < 0.5 for _ in range(12)]).reshape(shape)
        effects[n] = Effect(np.where(where, 1 << need, 0) & start, np.zeros(shape, np.int64))
    keys = tuple((name, f"a{k}", None) for k in range(OPTIONS))
    return PhaseEffects(name, keys, start, effects)


def random_case(seed: int) -> tuple[list[PhaseEffects], list[Candidate]]:
    """Two phases with four candidates each, and two of the whole lesson."""
    random = Random(seed)  # noqa: S311 – repeatable tests, no secrets
    phases = [random_phase(random, "p", range(4), range(8, 10))]
    phases.append(random_phase(random, "q", range(4, 8), range(8, 10)))
    names = ["p"] * 4 + ["q"] * 4 + [None] * 2
    slots = random.choices(["", "", "x", "y"], k=10)
    return phases, [
        Candidate(str(n), random.choice([1.0, 1.5, 2.0, 3.0]), name, f"{name}{slot}" if slot else "")
        for n, (name, slot) in enumerate(zip(names, slots, strict=True))
    ]


def together(candidates: list[Candidate], chosen: tuple[int, ...]) -> bool:
    slots = [candidates[n].slot for n in chosen if candidates[n].slot]
    return len(slots) == len(set(slots))


def left(phase: PhaseEffects, chosen: tuple[int, ...]) -> int:
    masks = phase.start.copy()
    for n in chosen:
        if n in phase.effects:
            masks &= ~phase.effects[n].cleared
    return int(np.maximum(WANTED - (masks == 0).sum(axis=1), 0).sum())


def cheapest(phases: list[PhaseEffects], candidates: list[Candidate]) -> float | None:
    """Try every set of candidates."""
    numbers = range(len(candidates))
    sets = (chosen for size in range(len(numbers) + 1) for chosen in combinations(numbers, size))
    return min(
        (
            sum(candidates[n].effort for n in chosen)
            for chosen in sets
            if together(candidates, chosen) and not any(left(phase, chosen) for phase in phases)
        ),
        default=None,
    )


@pytest.mark.parametrize("seed", range(40))
def test_the_cheapest_cover_of_a_phase_is_that_of_trying_every_set(seed: int) -> None:
    [phase, _], candidates = random_case(seed)
    own = [n for n in phase.effects if candidates[n].phase]
    cover = PhaseCover(phase, candidates, WANTED, STEPS, 1)
    found = cover.covers(frozenset(), frozenset())[0]
    best = cheapest([phase], [candidates[n] for n in own])
    assert (found.effort if not found.lacking else None) == best
    assert found.lacking == left(phase, tuple(found.chosen))


@pytest.mark.parametrize("seed", range(40))
def test_nothing_goes_below_what_is_said_to_be_the_least(seed: int) -> None:
    [phase, _], candidates = random_case(seed)
    cover = PhaseCover(phase, candidates, WANTED, STEPS, 1)
    for fixed in (frozenset[int](), frozenset({8}), frozenset({8, 9})):
        found = cover.covers(fixed, frozenset())[0]
        assert cover.least(fixed, frozenset()) <= (found.lacking, found.effort)


@pytest.mark.parametrize("seed", range(40))
def test_a_set_for_the_lesson_does_what_it_says_and_is_never_below_the_cheapest(seed: int) -> None:
    phases, candidates = random_case(seed)
    covers = [PhaseCover(phase, candidates, WANTED, STEPS, 3) for phase in phases]
    best = best_plans(covers, candidates, {})[0]
    lacking, effort, chosen = next(sets_of(best))
    assert sum(left(phase, tuple(chosen)) for phase in phases) == lacking
    assert effort == sum(candidates[n].effort for n in chosen)
    every = cheapest(phases, candidates)
    # Candidates of the lesson are added one at a time: two that help only together may be missed.
    assert every is None or best.order >= (0, every)


@pytest.mark.parametrize("seed", range(40))
def test_the_set_found_at_once_covers_what_can_be_covered_and_has_nothing_idle(seed: int) -> None:
    phases, candidates = random_case(seed)
    found = Dive(phases, candidates, WANTED).found({})
    every = cheapest(phases, candidates)

    def lacking(numbers: tuple[int, ...]) -> int:
        return sum(left(phase, numbers) for phase in phases)

    assert together(candidates, found.numbers)
    assert lacking(found.numbers) == found.lacking
    assert every is None or (found.lacking, found.effort) >= (0, every)
    without = [tuple(m for m in found.numbers if m != n) for n in found.numbers]
    assert all(lacking(fewer) > found.lacking for fewer in without)


@pytest.mark.parametrize("seed", range(40))
def test_the_first_set_is_the_best_of_those_found_at_once_and_phase_by_phase(seed: int) -> None:
    phases, candidates = random_case(seed)
    covers = [PhaseCover(phase, candidates, WANTED, STEPS, 3) for phase in phases]
    dive = Dive(phases, candidates, WANTED)
    lacking, effort, _ = next(good_sets(dive, covers, candidates, {}))
    at_once, by_phase = dive.found({}), best_plans(covers, candidates, {})[0].order
    assert (lacking, effort) == min((at_once.lacking, at_once.effort), by_phase)


def test_most_sets_are_as_cheap_as_that_of_trying_every_set() -> None:
    cases = [random_case(seed) for seed in range(60)]
    pairs = []
    for phases, candidates in cases:
        covers = [PhaseCover(phase, candidates, WANTED, STEPS, 3) for phase in phases]
        lacking, effort, _ = next(good_sets(Dive(phases, candidates, WANTED), covers, candidates, {}))
        every = cheapest(phases, candidates)
        if every is not None:
            pairs.append(((lacking, effort), (0, every)))
    assert len(pairs) >= 10
    assert sum(found == best for found, best in pairs) >= 0.9 * len(pairs)
