"""Belonging in one lesson: minutes that add up, bounds without a placement, moves, choices, the sentences."""

from typing import Any

import pytest
from builders import Raw, activity, phase, plan, without
from hypothesis import given, settings
from hypothesis import strategies as st
from random_lessons import Size, parse, random_case

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Plan
from planner.lesson.scene import Scene
from planner.participation.assignment.model import Place
from planner.participation.assignment.problem import problem_of, table_of
from planner.participation.assignment.solve import quick_answer
from planner.participation.belonging.flags import lesson_flags
from planner.participation.belonging.lesson import lesson_belonging
from planner.participation.belonging.model import LessonBelonging, Span, StudentLesson, code_order, exactly
from planner.participation.check import check
from planner.participation.model import Cell, OptionVerdict, Verdict

CATALOGUE = load_catalogue()
LIMITS = CATALOGUE.limits()
OK, OPEN, NO = Verdict.AS_PLANNED, Verdict.UNKNOWN, Verdict.NOT_POSSIBLE
APART = {"purpose": "Ro", "returns_to": "end"}


def split(id_: str, minutes: int = 20, apart: Raw | None = APART, **fields: Any) -> Raw:
    away = activity(f"{id_}-away", **{"zones": ["cave"], "apart": apart, **fields})
    return phase(id_, activity(f"{id_}-in", zones=["camp"]), away, minutes=minutes)


def lesson(*phases: Raw, codes: tuple[str, ...] = ("A1", "A2"), **fields: Any) -> Plan:
    return plan(*phases, **{"students": [{"code": code} for code in codes], **fields})


def cells(checked: Plan, **changed: Verdict) -> tuple[Cell, ...]:
    """Everything is open, but activities named ``student_activity`` with a dash as two underscores."""
    found = []
    for one in checked.students:
        for part in checked.lesson.phases:
            options = tuple(
                OptionVerdict(a.id, z, changed.get(f"{one.code}_{a.id.replace('-', '__')}", OK))
                for a in part.activities
                for z in a.zones or (None,)
            )
            found.append(Cell(one.code, part.id, min(o.verdict for o in options), options))
    return tuple(found)


def places(checked: Plan, **on: str) -> tuple[Place, ...]:
    """Place each student by the letters of the sides they are on, phase by phase: i(nside) or a(way)."""
    return tuple(
        Place(part.id, code, chosen.id, (chosen.zones or (None,))[0])
        for code, sides in on.items()
        for part, side in zip(checked.lesson.phases, sides, strict=True)
        for chosen in (part.activities[min("ia".index(side), len(part.activities) - 1)],)
    )


def told(checked: Plan, asked: tuple[Cell, ...], placed: tuple[Place, ...] | None = None) -> LessonBelonging:
    return lesson_belonging(checked, asked, LIMITS, placed)


def student(belonging: LessonBelonging, code: str = "A1") -> StudentLesson:
    found = belonging.student(code)
    assert found is not None
    return found


def sentences(
    checked: Plan, asked: tuple[Cell, ...], placed: tuple[Place, ...] | None = None, language: Any = "da"
) -> list[str]:
    scene = Scene(checked, CATALOGUE, LIMITS)
    return [one.text(language) for one in lesson_flags(scene, told(checked, asked, placed))]


def test_a_placement_says_the_minutes_exactly() -> None:
    checked = lesson(split("a"), split("b", 10), phase("end", activity("end", zones=["camp"])))
    found = student(told(checked, cells(checked), places(checked, A1="aai", A2="iii")))

    assert (found.apart, found.with_class, found.minutes) == (exactly(30), exactly(10), 40)
    assert found.alone == exactly(30)
    assert found.moves == exactly(1)


def test_without_a_placement_the_minutes_are_bounds() -> None:
    checked = lesson(split("a"), split("b", 10), phase("end", activity("end", zones=["camp"])))
    found = student(told(checked, cells(checked, A1_a__in=NO)))

    assert found.apart == Span(20, 30)
    assert found.with_class == Span(10, 20)
    # A2 may be in the cave too, and is at the end for certain.
    assert found.alone == Span(0, 30)
    assert found.moves == exactly(1)


def test_who_can_only_be_where_nobody_else_can_is_alone() -> None:
    checked = lesson(split("a"))
    asked = cells(checked, A1_a__in=NO, A2_a__away=NO)
    assert student(told(checked, asked)).alone == exactly(20)

    larger = lesson(split("a"), class_size=3)
    assert student(told(larger, asked)).alone == Span(0, 20)
    assert not told(larger, asked).complete


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"adult": "P"}, exactly(15)),
        ({"adult": None}, exactly(0)),
        ({"adult": "L"}, Span(0, 20)),
        ({"adult": "P", "zones": ["cave", "nook"]}, Span(0, 15)),
    ],
)
def test_an_adult_is_beside_whom_they_are_set_on_while_they_are_there(fields: Raw, expected: Span) -> None:
    adults = [{"id": "L", "role": "teacher"}, {"id": "P", "role": "assistant", "present": [0, 15]}]
    checked = lesson(split("a", **fields), adults=adults)
    assert student(told(checked, cells(checked), places(checked, A1="a"))).beside_adult == expected


def test_an_adult_nobody_has_decided_on_may_be_there_or_not() -> None:
    away = without(activity("away", zones=["cave"], apart=APART), "adult")
    checked = lesson(phase("a", activity("in", zones=["camp"]), away))
    assert student(told(checked, cells(checked), places(checked, A1="a"))).beside_adult == Span(0, 10)


def test_a_move_for_the_sake_of_others_is_one_nothing_of_ones_own_asked_for() -> None:
    phases = (split("a"), split("b"))
    checked = lesson(*phases)
    moved = places(checked, A1="ia", A2="ii")
    assert student(told(checked, cells(checked), moved)).moved_for_others == 1
    assert student(told(checked, cells(checked), moved), "A2").moved_for_others == 0
    assert student(told(checked, cells(checked, A1_b__in=OPEN), moved)).moved_for_others == 0
    assert student(told(checked, cells(checked, A1_b__in=NO), moved)).moved_for_others == 0
    assert student(told(checked, cells(checked))).moved_for_others is None

    friends = plan(*phases, students=[{"code": "A1", "wishes": ["A2"]}, {"code": "A2"}])
    together = places(friends, A1="ia", A2="aa")
    assert student(told(friends, cells(friends), together)).moved_for_others == 0


def test_who_has_no_place_is_neither_apart_nor_with_the_class() -> None:
    checked = lesson(split("a"))
    found = student(told(checked, cells(checked), ()))
    assert (found.no_place, found.apart, found.with_class) == (20, exactly(0), exactly(0))


def test_students_stand_by_their_codes_and_bands_are_left_out() -> None:
    bands = [{"prerequisite": "low_noise", "count": "1-2"}]
    checked = lesson(split("a"), codes=("A10", "B1", "A2"), bands=bands)
    found = told(checked, cells(checked))
    assert [one.student for one in found.students] == ["A2", "A10", "B1"]
    assert not found.complete
    assert code_order("A2") < code_order("A10")


def test_more_than_half_of_the_time_apart_is_told() -> None:
    checked = lesson(split("a", 21), phase("end", activity("end", zones=["camp"]), minutes=20))
    placed = places(checked, A1="ai", A2="ii")
    assert sentences(checked, cells(checked), placed) == [
        "A1 er væk fra klassen i 21 af 41 min; hold det under 50 %."
    ]
    half = lesson(split("a", 20), phase("end", activity("end", zones=["camp"]), minutes=20))
    assert sentences(half, cells(half), places(half, A1="ai", A2="ii")) == []


def test_without_a_placement_it_is_told_what_may_become() -> None:
    end = phase("end", activity("end", zones=["camp"]))
    checked = lesson(split("a"), split("b"), end)
    assert sentences(checked, cells(checked)) == [
        (
            "2 elever kan komme til at være væk fra klassen i over 50 % af tiden; "
            "fordel klassen, så I kan se det."
        )
    ]
    asked = cells(checked, A1_a__in=NO, A1_b__in=NO, A2_a__away=NO)
    assert sentences(checked, asked)[:2] == [
        "A1 er væk fra klassen i 40 af 50 min; hold det under 50 %.",
        "A1 kan kun være med væk fra klassen i »A« og »B«.",
    ]


def test_no_real_choice_and_no_way_inside() -> None:
    checked = lesson(split("a", 10), phase("end", activity("end", zones=["camp"]), minutes=20))
    assert sentences(checked, cells(checked, A1_a__in=NO)) == [
        "A1 kan kun være med væk fra klassen i »A«.",
        "A1 har kun én vej i »A«, hvor der er flere at vælge mellem.",
    ]
    assert sentences(checked, cells(checked, A1_a__in=OPEN)) == [
        "Det kan ikke siges, om A1 kan være med i klassen i »A«; se hvad der mangler at blive skrevet.",
        ("Det kan ikke siges, om A1 har noget at vælge mellem i »A«; se hvad der mangler at blive skrevet."),
    ]
    assert sentences(checked, cells(checked, A1_a__in=NO, A1_a__away=NO)) == []
    assert sentences(checked, cells(checked, A1_a__in=OPEN), language="en")[0].startswith("It cannot be said")


LACKS, WRITE = "A1 arbejder for sig i »A-away«, og der mangler", "A1 arbejder for sig i »A-away«: skriv"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"apart": {"purpose": None, "returns_to": "end"}}, [f"{LACKS} et formål."]),
        ({"apart": {"purpose": "Ro", "returns_to": "a"}}, [f"{LACKS} en fase at vende tilbage til."]),
        ({"apart": {"purpose": "Ro"}}, [f"{WRITE} en fase at vende tilbage til."]),
        ({"adult": None}, [f"{LACKS} en voksen."]),
    ],
)
def test_whoever_is_apart_has_a_frame(fields: Raw, expected: list[str]) -> None:
    checked = lesson(split("a", 10, **fields), phase("end", activity("end", zones=["camp"]), minutes=20))
    assert sentences(checked, cells(checked), places(checked, A1="ai", A2="ii")) == expected


def test_a_group_that_should_be_back_has_no_end() -> None:
    long = phase("talk", activity("talk", zones=["camp"]), minutes=40)
    checked = lesson(split("a", 10), long, split("end", 10, {"purpose": "Ro", "returns_to": None}))
    found = sentences(checked, cells(checked), places(checked, A1="aia", A2="iii"))
    assert "A1 skulle være tilbage i klassen i »End«, men er stadig for sig." in found
    assert not any(
        "tilbage i klassen" in one for one in sentences(checked, cells(checked), places(checked, A1="aii"))
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_minutes_with_the_class_and_apart_are_the_minutes_of_the_lesson(seed: int, placed: bool) -> None:  # noqa: FBT001 – drawn
    raw, facts = random_case(seed, Size(bands=(0, 1)))
    for number, one in enumerate(raw["lesson"]["phases"]):
        one["activities"][0]["apart"] = {"purpose": "Ro"} if (seed + number) % 2 else None
    checked = parse(raw)
    answer = check(checked, facts, CATALOGUE, LIMITS)
    grid = None
    if placed:
        problem = problem_of(answer, table_of(checked, facts, CATALOGUE, LIMITS))
        grid = quick_answer(problem).places
    minutes = sum(one.minutes for one in checked.lesson.phases)
    for one in lesson_belonging(checked, answer.cells, LIMITS, grid).students:
        assert one.with_class.least + one.apart.most + one.no_place == minutes
        assert one.with_class.most + one.apart.least + one.no_place == minutes
        assert one.apart.known or not placed
        for span in (one.apart, one.alone, one.beside_adult, one.moves):
            assert 0 <= span.least <= span.most


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_a_placement_lies_within_the_bounds(seed: int) -> None:
    raw, facts = random_case(seed)
    checked = parse(raw)
    answer = check(checked, facts, CATALOGUE, LIMITS)
    found = quick_answer(problem_of(answer, table_of(checked, facts, CATALOGUE, LIMITS)))
    if found.left_out:
        return
    bounds = lesson_belonging(checked, answer.cells, LIMITS)
    exact = lesson_belonging(checked, answer.cells, LIMITS, found.places)
    for wide, narrow in zip(bounds.students, exact.students, strict=True):
        for name in ("with_class", "apart", "alone", "beside_adult", "moves"):
            outer, inner = getattr(wide, name), getattr(narrow, name)
            assert outer.least <= inner.least <= inner.most <= outer.most, name
