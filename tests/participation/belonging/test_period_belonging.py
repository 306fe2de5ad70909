"""Belonging over a period: sums of what the plans hold, the same student apart again, the law as text."""

from datetime import date, timedelta

import pytest
from builders import plan

from planner.catalogue.loader import load_catalogue
from planner.lesson.scene import Scene
from planner.participation.belonging.frame import law_frame
from planner.participation.belonging.model import (
    NONE,
    LessonBelonging,
    Part,
    Span,
    StudentLesson,
    exactly,
)
from planner.participation.belonging.period import (
    DatedLesson,
    PeriodBelonging,
    longest_run,
    period_belonging,
    period_flags,
)

CATALOGUE = load_catalogue()
LIMITS = CATALOGUE.limits()
MONDAY = date(2026, 3, 2)


def part(apart: Span, minutes: float = 40) -> Part:
    inside = Span(minutes - apart.most, minutes - apart.least)
    return Part("work", "Work", minutes, inside, apart, NONE, NONE, 0, exactly(2), 2, ("do",))


def lesson(*, complete: bool = True, **apart: Span | float) -> LessonBelonging:
    """Return a lesson of forty minutes with the minutes each student is apart."""
    spans = {code: one if isinstance(one, Span) else exactly(one) for code, one in apart.items()}
    students = tuple(StudentLesson(code, (part(one),), exactly(1), 1) for code, one in spans.items())
    return LessonBelonging(students, placed=True, complete=complete)


def period(*lessons: LessonBelonging) -> PeriodBelonging:
    dated = [DatedLesson(MONDAY + timedelta(days=n), f"Nr. {n}", one) for n, one in enumerate(lessons)]
    return period_belonging(reversed(dated))


def sentences(found: PeriodBelonging) -> list[str]:
    return [one.text("da") for one in period_flags(Scene(plan(), CATALOGUE, LIMITS), found)]


def test_lessons_add_up_for_each_student_by_code() -> None:
    found = period(lesson(A10=10, A2=0), lesson(A2=Span(0, 20)), lesson(A2=5))

    assert [one.student for one in found.students] == ["A2", "A10"]
    first, last = found.students
    assert (first.minutes, first.apart, first.with_class) == (120, Span(5, 25), Span(95, 115))
    assert (last.minutes, last.apart, len(last.attended)) == (40, exactly(10), 1)
    assert (first.moves, first.moved_for_others, first.no_place) == (exactly(3), exactly(3), 0)
    assert first.alone == first.beside_adult == NONE


def test_a_lesson_without_placement_may_hold_any_move_for_others() -> None:
    unplaced = LessonBelonging((StudentLesson("A1", (part(NONE),), Span(0, 2)),), placed=False, complete=True)
    assert period(unplaced, lesson(A1=0)).students[0].moved_for_others == Span(1, 3)


def test_only_lessons_of_the_period_count() -> None:
    dated = [DatedLesson(MONDAY + timedelta(days=n), "x", lesson(A1=10)) for n in range(4)]
    found = period_belonging(dated, MONDAY + timedelta(days=1), MONDAY + timedelta(days=2))
    assert [one.day.day for one in found.lessons] == [3, 4]
    assert period_belonging([], MONDAY).students == ()


def test_the_same_student_apart_three_lessons_running_is_told() -> None:
    assert sentences(period(lesson(A1=5, A2=5), lesson(A1=5, A2=0), lesson(A1=5, A2=5))) == [
        "A1 er for sig 3 lektioner i træk i planerne, fra 2.3.2026 til 4.3.2026; prøv højst 2."
    ]


def test_two_lessons_running_are_no_more_than_the_limit() -> None:
    assert sentences(period(lesson(A1=5), lesson(A1=5), lesson(A1=0), lesson(A1=5))) == []


def test_a_lesson_the_student_is_not_part_of_ends_no_run() -> None:
    found = period(lesson(A1=5), lesson(A2=0), lesson(A1=5), lesson(A1=5))
    student = found.students[0]
    assert longest_run(student, sure=True) == (0, 2, 3)
    assert len(sentences(found)) == 1


def test_where_nobody_is_placed_yet_it_is_told_what_to_do() -> None:
    may = Span(0, 10)
    assert sentences(period(*[lesson(A1=may, A2=may)] * 3)) == [
        (
            "2 elever kan komme til at være for sig i mere end 2 lektioner i træk; "
            "fordel klassen i planerne, så I kan se det."
        )
    ]
    assert sentences(period(*[lesson(A1=may, A2=0)] * 3))[0].startswith("Én elev kan komme til")


def test_students_without_a_code_are_not_forgotten() -> None:
    assert sentences(period(lesson(complete=False, A1=0))) == [
        ("Nogle elever er ikke skrevet op med en kode: om de altid er for sig, kan planerne ikke vise.")
    ]


@pytest.mark.parametrize(
    ("apart", "expected"),
    [
        (30, ["A1 er i planerne væk fra klassen i 60 af 80 min over 2 lektioner; hold det under 50 %."]),
        (20, []),
        (
            Span(30, 40),
            ["A1 er i planerne væk fra klassen i mindst 60 af 80 min over 2 lektioner; hold det under 50 %."],
        ),
    ],
)
def test_most_of_a_period_apart_is_told(apart: Span | float, expected: list[str]) -> None:
    assert sentences(period(lesson(A1=apart), lesson(A1=apart))) == expected


def test_one_lesson_alone_is_told_as_a_lesson() -> None:
    assert sentences(period(lesson(A1=40))) == []


def test_the_law_is_told_by_grade_with_what_it_leaves_open() -> None:
    assert "i 0.-3. klasse er eleverne overvejende i den" in law_frame(3, LIMITS).text("da")
    assert "i en væsentlig del af tiden" in law_frame(4, LIMITS).text("da")
    assert law_frame(4, LIMITS).text("en").endswith("The law says nothing about a single lesson.")
