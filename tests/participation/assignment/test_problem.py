"""From a plan to the problem of placing its class, and back to an answer that does not change."""

import numpy as np
import pytest
from builders import Raw, activity, phase, raw_plan, room_facts, route, without, zone_facts
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model
from random_classes import CLASS, random_class
from random_lessons import Size, parse, random_case

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Plan
from planner.participation.assignment.feasible import is_feasible
from planner.participation.assignment.model import AIMS, Effort, Pin, Problem
from planner.participation.assignment.problem import problem_of, table_of
from planner.participation.assignment.search import parameters
from planner.participation.assignment.solve import assign, quick_answer
from planner.participation.check import check
from planner.room.facts import RoomFacts
from planner.room.sound import Source, sound_levels, source_power_db

CATALOGUE = load_catalogue()
LIMITS = CATALOGUE.limits()
EFFORT = Effort(20.0, 120.0)
ROOM = room_facts(zone_facts("shop"), zone_facts("cave", places=2))


def problem_in(plan: Plan, facts: RoomFacts = ROOM, *pins: Pin) -> Problem:
    by_phase = {entry.id: facts for entry in plan.lesson.phases}
    checked = check(plan, by_phase, CATALOGUE, LIMITS)
    return problem_of(checked, table_of(plan, by_phase, CATALOGUE, LIMITS), pins)


def two_ways(*students: Raw, **fields: object) -> Plan:
    """Return a plan of one phase with an activity in the shop and one in the cave."""
    shop = activity("bars", zones=["shop"], group_size={"min": 2, "max": 4})
    work = phase("work", shop, activity("path", zones=["cave"], **fields))
    return Plan.model_validate(raw_plan(work, students=list(students)))


def codes(*names: str) -> tuple[Raw, ...]:
    return tuple({"code": name} for name in names)


def test_options_come_from_the_activities_with_their_places() -> None:
    problem = problem_in(two_ways(*codes("A1", "A2"), apart={"purpose": "Ro", "returns_to": None}))

    assert [(o.activity, o.place, o.least, o.most, o.apart) for o in problem.options] == [
        ("bars", "shop", 2, 4, False),
        ("path", "cave", None, None, True),
    ]
    assert problem.capacity == {(0, "shop"): 4, (0, "cave"): 2}
    assert problem.costs == ({0: 0, 1: 0}, {0: 0, 1: 0})


def test_only_what_the_check_allows_is_open_with_its_verdict() -> None:
    needs = {"code": "A1", "prerequisites": ["adult_near"]}
    alone = problem_in(two_ways(needs, adult=None))
    open_question = problem_in(
        Plan.model_validate(
            raw_plan(phase("work", without(activity("bars", zones=["shop"]), "adult")), students=[needs])
        )
    )

    assert alone.costs == ({0: 0},)
    assert alone.beside == {(0, 0)}
    assert open_question.costs == ({0: 2},)
    assert open_question.beside == frozenset()


def test_who_cannot_take_part_at_all_is_told_with_the_reason_of_the_check() -> None:
    plan = Plan.model_validate(
        raw_plan(
            phase("work", activity("bars", zones=["shop"], adult=None)),
            students=[{"code": "A1", "prerequisites": ["adult_near"]}],
        )
    )
    found = assign(problem_in(plan), EFFORT)

    assert found.left_out == (("A1", "work"),)
    assert found.conflicts[0].kind == "closed"
    assert "Bars" in found.conflicts[0].message.text("da")


def test_company_distance_and_wishes_come_by_code() -> None:
    students = (
        {"code": "A1", "with": ["A2"], "apart_from": ["A3"]},
        {"code": "A2", "wishes": ["A3"]},
        {"code": "A3", "apart_from": ["A1"]},
    )
    problem = problem_in(two_ways(*students))

    assert problem.together == ((0, (1,)),)
    assert problem.asunder == ((0, 2, (0,)),)
    assert problem.wishes == ((1, (2,)),)


def test_a_phase_in_one_zone_cannot_keep_anybody_apart_and_says_so() -> None:
    students = [{"code": "A1", "apart_from": ["A2"]}, {"code": "A2"}]
    plan = Plan.model_validate(raw_plan(phase("meet", activity(zones=["shop"])), students=students))
    found = assign(problem_in(plan), EFFORT)

    assert found.status == "optimal"
    assert [note.text("da") for note in found.notes] == [
        "A1 og A2 skal være hver for sig, og i Meet er der kun ét sted at være. Sæt dem langt fra hinanden."
    ]


def test_quiet_is_held_to_the_level_of_the_students_really_there() -> None:
    needs = {"code": "A1", "prerequisites": [{"id": "low_noise", "level_db": 60}]}
    transfer = np.array([[-25.0, -40.0], [-40.0, -25.0]])
    facts = room_facts(zone_facts("shop"), zone_facts("cave", places=2), transfer_db=transfer)
    problem = problem_in(two_ways(needs, *codes("A2", "A3")), facts)
    sounds = problem.sounds[0]

    assert sounds is not None
    assert problem.quiet[0, 1] == 60 + LIMITS["level_equal_db"]
    sources = [
        Source("shop", source_power_db(2, 2, "pair", LIMITS)),
        Source("cave", source_power_db(2, 1, "pair", LIMITS)),
    ]
    exact = sound_levels(facts.sound, sources, LIMITS)
    assert list(sounds.levels({0: 2, 1: 1}).values()) == pytest.approx(list(exact), abs=0.01)


def test_an_activity_with_nobody_in_it_makes_no_sound() -> None:
    needs = {"code": "A1", "prerequisites": ["low_noise"]}
    sounds = problem_in(two_ways(needs, *codes("A2"))).sounds[0]

    assert sounds is not None
    assert max(sounds.levels({}).values()) < 0
    assert sounds.levels({0: 1})["shop"] < sounds.levels({0: 2})["shop"]


def test_ways_that_are_too_narrow_for_a_student_are_blocked_for_that_student() -> None:
    facts = room_facts(zone_facts("shop"), zone_facts("cave"), routes={("shop", "cave"): route(0.6)})
    students = [{"code": "A1"}, {"code": "A2", "prerequisites": ["step_free"]}]
    phases = (phase(id_, activity(f"{id_}1", zones=["shop", "cave"])) for id_ in ("one", "two"))
    problem = problem_in(Plan.model_validate(raw_plan(*phases, students=students)), facts)

    assert problem.blocked == (frozenset(), frozenset({(1, "shop", "cave")}))


def test_a_zone_nobody_has_recorded_has_no_number_of_places() -> None:
    plan = Plan.model_validate(
        raw_plan(phase("work", without(activity("bars"), "zones")), students=[{"code": "A1"}])
    )
    found = assign(problem_in(plan), EFFORT)

    assert found.places[0].zone is None
    assert [note.text("en") for note in found.notes] == [
        "Nobody has recorded how many there are places for in “Bars”."
    ]


def test_students_by_band_take_part_and_the_rest_of_the_class_is_not_forgotten() -> None:
    work = phase("work", activity("bars", zones=["shop"]))
    bands = [{"prerequisite": "know_help", "count": "1-2"}]
    plan = Plan.model_validate(raw_plan(work, bands=bands, class_size=20))
    found = assign(problem_in(plan), EFFORT)

    assert [place.student for place in found.places] == ["band:know_help"]
    assert "19 elever" in found.notes[-1].text("da")


def test_a_pin_stays_even_where_the_check_says_no() -> None:
    needs = {"code": "A1", "prerequisites": ["adult_near"]}
    problem = problem_in(two_ways(needs, *codes("A2"), adult=None), ROOM, Pin("A1", "work", "path"))
    found = assign(problem, EFFORT)

    assert found.places[0].activity == "path"
    assert found.objective["worst_off"] == 3


def test_the_answer_to_the_same_problem_is_the_same() -> None:
    first, second = (assign(random_class(3, CLASS), EFFORT) for _ in range(2))

    assert first == second
    assert first.objective == {aim: first.bound[aim] for aim in AIMS}


def test_out_of_time_the_answer_says_how_far_it_may_be_from_the_best() -> None:
    problem = random_class(3, CLASS)
    found = assign(problem, Effort(0.0, 60.0, 0.0))

    assert found.status == "best_found"
    assert found.grid == quick_answer(problem).grid or is_feasible(problem, found.grid) == ()
    assert 0 < found.gap <= 1
    assert all(found.bound[aim] <= found.objective[aim] for aim in AIMS)


def test_the_solver_is_set_up_to_prove_and_to_repeat() -> None:
    solver = cp_model.CpSolver()
    parameters(solver, Effort(2.0, 9.0))

    assert solver.parameters.num_workers == 1
    assert solver.parameters.linearization_level == 2
    assert solver.parameters.random_seed == 0
    assert solver.parameters.max_deterministic_time == 2.0
    assert solver.parameters.max_time_in_seconds == 9.0


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9))
def test_every_answer_to_a_random_plan_holds(seed: int) -> None:
    raw, facts = random_case(seed, Size(students=6, needs=(0, 2)))
    plan = parse(raw)
    checked = check(plan, facts, CATALOGUE, LIMITS)
    problem = problem_of(checked, table_of(plan, facts, CATALOGUE, LIMITS))
    found = assign(problem, EFFORT)

    assert is_feasible(problem, found.grid) == ()
    assert is_feasible(problem, quick_answer(problem).grid) == ()
    assert len(found.places) + len(found.left_out) == len(problem.students) * len(problem.phases)
