"""LIX against published counts, and the Danish bands."""

import csv
from pathlib import Path

import pytest
from builders import activity, phase, raw_plan

from planner.catalogue.loader import load_catalogue
from planner.lesson.readability import lix_of_counts, read_text, readability
from planner.lesson.scene import Scene
from planner.lesson.validate import validate_plan

TABLE = Path(__file__).parents[1] / "data" / "tables" / "lix_textstat.csv"
LINES = TABLE.read_text(encoding="utf-8").splitlines()
ROWS = [row for row in csv.DictReader(LINES) if row["words"]]
LIMITS = load_catalogue().limits()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["text"]))
def test_lix_of_the_published_counts(row: dict[str, str]) -> None:
    counted = lix_of_counts(int(row["words"]), int(row["sentences"]), int(row["long_words_gt6"]))

    assert counted == pytest.approx(float(row["lix"]), abs=5e-4)


def test_a_text_is_counted_as_the_formula_says() -> None:
    reading = read_text("Hent en bog på hylden. Læs den stille sammen med din sidemakker.", LIMITS)

    assert reading is not None
    assert reading.lix == pytest.approx(lix_of_counts(12, 2, 1))
    assert (reading.longest_sentence, reading.long_words) == (7, ("sidemakker",))
    assert reading.band == "very_easy"


def test_one_short_sentence_is_not_called_hard() -> None:
    short = validate_plan(
        raw_plan(phase("work", activity(instructions="Sid forrest ved tavlen i dag")), grade=2)
    )
    long = "Undersøgelsen dokumenterer sammenhængen mellem forudsætninger og resultater. "
    hard = validate_plan(raw_plan(phase("work", activity(instructions=long * 4)), grade=2))
    catalogue = load_catalogue()

    assert list(readability(Scene(short, catalogue, LIMITS))) == []
    assert len(list(readability(Scene(hard, catalogue, LIMITS)))) == 1


def test_a_text_without_words_is_not_judged() -> None:
    assert read_text("12 + 7 = ?", LIMITS) is None


@pytest.mark.parametrize(
    ("words", "band"), [(20, "very_easy"), (30, "easy"), (40, "medium"), (50, "hard"), (60, "very_hard")]
)
def test_bands_follow_the_danish_scale(words: int, band: str) -> None:
    reading = read_text(" ".join(["og"] * words) + ".", LIMITS)

    assert reading is not None
    assert reading.band == band
