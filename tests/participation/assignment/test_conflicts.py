"""Why not everyone has a place: nobody is left out without a sentence, each conflict is a smallest one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_classes import Size, random_class

from planner.catalogue.base import Language, Words
from planner.catalogue.message import Message
from planner.participation.assignment.model import Assignment, Effort, Option, PhaseOf, Problem
from planner.participation.assignment.solve import assign

EFFORT = Effort(20.0, 120.0)


def class_of(options_of: list[list[int]], **fields: object) -> Problem:
    """Return students with their options among three activities, each in a zone of its own."""
    phases = (PhaseOf("work", "Værksteder", 20.0),)
    zones = (("bars", "shop"), ("path", "water"), ("calm", "cave"))
    options = tuple(Option(0, id_, id_.capitalize(), zone, zone) for id_, zone in zones)
    names = {"shop": "Værkstedet", "water": "Vandhullet", "cave": "Hulen"}
    students = tuple(f"A{n + 1}" for n in range(len(options_of)))
    costs = tuple(dict.fromkeys(own, 0) for own in options_of)
    return Problem(phases, students, options, costs, zone_names=names, **fields)  # type: ignore[arg-type]


def told(found: Assignment, language: Language = "da") -> list[str]:
    return [conflict.message.text(language) for conflict in found.conflicts]


def conditions(found: Assignment) -> list[str]:
    return [condition.text("da") for conflict in found.conflicts for condition in conflict.conditions]


def test_a_zone_with_too_few_places_names_who_can_only_work_there() -> None:
    found = assign(class_of([[2]] * 9 + [[0, 1, 2]] * 4, capacity={(0, "cave"): 7}), EFFORT)

    assert found.status == "infeasible"
    assert len(found.left_out) == 2
    assert told(found) == ["»Værksteder«: Hulen har 7 pladser, 9 elever kan kun arbejde der."]
    assert told(found, "en") == ["“Værksteder”: Hulen has 7 places, 9 students can only work there."]
    assert found.conflicts[0].short_by == 2
    assert found.conflicts[0].students == tuple(f"A{n}" for n in range(1, 10))


def test_zones_that_are_short_together_and_no_others() -> None:
    capacity = {(0, "cave"): 2, (0, "water"): 2, (0, "shop"): 9}
    found = assign(class_of([[1, 2]] * 5 + [[0, 1, 2]] * 3, capacity=capacity), EFFORT)

    assert told(found) == [
        "»Værksteder«: Hulen og Vandhullet har tilsammen 4 pladser, 5 elever kan kun arbejde der."
    ]


def test_two_shortages_are_told_apart() -> None:
    capacity = {(0, "cave"): 1, (0, "water"): 1}
    found = assign(class_of([[2]] * 2 + [[1]] * 3, capacity=capacity), EFFORT)

    assert sorted(told(found)) == [
        "»Værksteder«: Hulen har 1 plads, 2 elever kan kun arbejde der.",
        "»Værksteder«: Vandhullet har 1 plads, 3 elever kan kun arbejde der.",
    ]


def test_whom_the_check_leaves_no_option_is_told_why() -> None:
    why = Message(Words(da="For højt.", en="Too loud."))
    found = assign(class_of([[], [0]], closed={(0, 0): (why,)}), EFFORT)

    assert found.left_out == (("A1", "work"),)
    assert told(found) == ["»Værksteder«: A1 har ingen vej ind. For højt."]


def test_students_to_keep_apart_who_can_only_be_in_one_zone() -> None:
    found = assign(class_of([[2], [2], [0, 1, 2]], asunder=((0, 1, (0,)),)), EFFORT)

    assert told(found) == ["»Værksteder«: Dette kan ikke gælde på én gang for A1 og A2."]
    assert conditions(found) == [
        "A1 kan kun være i »Calm« i Hulen i »Værksteder«.",
        "A2 kan kun være i »Calm« i Hulen i »Værksteder«.",
        "A1 og A2 skal være hver for sig.",
    ]


def test_company_that_cannot_come_along() -> None:
    found = assign(class_of([[2], [0]], together=((0, (1,)),)), EFFORT)

    assert found.left_out == (("A1", "work"),)
    assert conditions(found) == [
        "A1 kan kun være i »Calm« i Hulen i »Værksteder«.",
        "A1 skal være sammen med A2.",
        "A2 kan kun være i »Bars« i Værkstedet i »Værksteder«.",
    ]


def test_a_choice_of_the_teacher_is_part_of_a_conflict() -> None:
    asked = class_of([[2], [0, 2]], capacity={(0, "cave"): 1}, pinned={(1, 0): 2})
    found = assign(asked, EFFORT)

    assert told(found) == ["»Værksteder«: Hulen har 1 plads, 2 elever kan kun arbejde der."]
    assert conditions(found) == ["Du har valgt »Calm« i Hulen til A2 i »Værksteder«."]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9))
def test_everyone_left_out_stands_in_a_conflict(seed: int) -> None:
    problem = random_class(seed, Size(5, 2, 2, 2, closed=0.4, room=0.8))
    found = assign(problem, EFFORT)
    named = {(student, conflict.phase) for conflict in found.conflicts for student in conflict.students}

    assert (found.status == "optimal") == (not found.left_out)
    for student, phase in found.left_out:
        assert named & {(student, phase), (student, None)}
    assert all(conflict.kind != "time" for conflict in found.conflicts)


CAPACITY: dict[str, object] = {"capacity": {(0, "cave"): 1}}
ASUNDER: dict[str, object] = {"asunder": ((0, 1, (0,)),)}


@pytest.mark.parametrize("condition", [CAPACITY, ASUNDER])
def test_without_the_condition_of_a_conflict_everyone_fits(condition: dict[str, object]) -> None:
    assert assign(class_of([[2], [2]], **condition), EFFORT).left_out
    assert assign(class_of([[2], [2]]), EFFORT).status == "optimal"
