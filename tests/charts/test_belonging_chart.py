"""Strips of belonging: a square per student and time, by code, with a sentence and the same as a table."""

import json
from datetime import date

import pytest

from planner.catalogue.base import Language
from planner.charts.belonging import STRONGEST, belonging_picture, lesson_strip, period_strip
from planner.charts.colours import DARK, LIGHT, Colours, contrast
from planner.participation.belonging.model import (
    NONE,
    LessonBelonging,
    Part,
    Span,
    StudentLesson,
    exactly,
)
from planner.participation.belonging.period import DatedLesson, period_belonging


def part(apart: Span, title: str = "Work", no_place: float = 0) -> Part:
    inside = Span(20 - apart.most, 20 - apart.least)
    return Part(title, title, 20, inside, apart, NONE, NONE, no_place, exactly(2), 2, ("do",))


def student(code: str, *apart: Span) -> StudentLesson:
    return StudentLesson(code, tuple(part(one, f"Fase {n}") for n, one in enumerate(apart)), NONE)


def lesson(*students: StudentLesson) -> LessonBelonging:
    return LessonBelonging(students, placed=False, complete=True)


SETTLED = lesson(student("A2", exactly(20), NONE), student("A10", NONE, NONE))
OPEN = lesson(student("A2", Span(0, 20), NONE))


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_strip_has_words_and_a_table_and_can_be_drawn(language: Language, colours: Colours) -> None:
    period = period_belonging([DatedLesson(date(2026, 3, 2), "Brøker", OPEN)])
    for strip in (lesson_strip(SETTLED), lesson_strip(lesson()), period_strip(period)):
        picture = belonging_picture(strip, language, colours)
        assert picture.title
        assert picture.alt
        assert json.loads(json.dumps(picture.spec))["layer"]
        assert len(picture.table) == len(strip.rows)


def test_the_table_holds_the_same_numbers_by_code() -> None:
    picture = belonging_picture(lesson_strip(SETTLED), "da")
    assert picture.table == (
        {"Elev": "A2", "Fase 0": "20 min", "Fase 1": "0 min", "I alt": "20 min"},
        {"Elev": "A10", "Fase 0": "0 min", "Fase 1": "0 min", "I alt": "0 min"},
    )
    shown = [(row["student"], row["share"], row["shown"]) for row in picture.spec["data"]["values"]]
    assert shown[:2] == [("A2", 1, "20 min"), ("A2", 0, "0 min")]


def test_what_is_not_settled_has_two_numbers_and_a_dashed_edge() -> None:
    picture = belonging_picture(lesson_strip(OPEN), "da")
    assert [row["open"] for row in picture.spec["data"]["values"]] == [True, False]
    assert picture.table[0]["Fase 0"] == "0-20 min"
    assert picture.alt == (
        "Et felt for hver elev (1 elev) og hver fase: hvor mange minutter eleven er væk fra klassen. "
        "Stiplede felter er ikke afgjort: to tal er det mindste og det meste, det kan blive. "
        "Eleverne står efter kode. De samme tal står i tabellen."
    )


def test_a_period_says_what_was_held_and_who_was_not_part_of_it() -> None:
    lessons = [
        DatedLesson(date(2026, 3, 3), "Brøker", SETTLED, held=True),
        DatedLesson(date(2026, 3, 2), "Brøker", OPEN),
        DatedLesson(date(2026, 3, 2), "Brøker", OPEN),
    ]
    picture = belonging_picture(period_strip(period_belonging(lessons)), "da")
    assert list(picture.table[1].items()) == [
        ("Elev", "A10"),
        ("2.3.2026, Brøker (planlagt)", "ikke med"),
        ("2.3.2026, Brøker (planlagt) (2)", "ikke med"),
        ("3.3.2026, Brøker", "0 min"),
        ("I alt", "0 min"),
    ]
    assert picture.table[0]["I alt"] == "20-60 min"


def test_a_phase_without_a_place_says_so() -> None:
    left = StudentLesson("A1", (part(NONE, no_place=20),), NONE)
    assert belonging_picture(lesson_strip(lesson(left)), "en").table[0]["Work"] == "no place"

    partly = lesson(StudentLesson("A1", (part(NONE, no_place=20), part(exactly(20))), NONE))
    period = period_belonging([DatedLesson(date(2026, 3, 2), "Brøker", partly)])
    told = belonging_picture(period_strip(period), "da").table[0]
    assert told["2.3.2026, Brøker (planlagt)"] == "20 min, 20 uden plads"


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_text_on_the_darkest_square_can_be_read(colours: Colours) -> None:
    def mixed(top: str, below: str) -> str:
        pairs = zip(bytes.fromhex(top[1:]), bytes.fromhex(below[1:]), strict=True)
        return "#" + bytes(round(STRONGEST * a + (1 - STRONGEST) * b) for a, b in pairs).hex()

    assert contrast(colours.text, mixed(colours.highlight, colours.floor)) >= 4.5


def test_many_lessons_make_the_drawing_wider() -> None:
    many = [DatedLesson(date(2026, 3, 1 + n), "Brøker", OPEN) for n in range(30)]
    assert belonging_picture(period_strip(period_belonging(many)), "da").spec["width"] > 2000
    assert belonging_picture(lesson_strip(OPEN), "da", width_px=500).spec["width"] == 500
