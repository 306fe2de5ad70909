import pytest

from planner.lesson.model import Plan, Student
from planner.participation.model import Cell, Check, OptionVerdict, StudentPath, Verdict
from planner.web.class_counts import count_lines
from planner.web.hyphens import breakable
from planner.web.matrix import Place, change_word, first_place, matrix_data, read_place, verdicts, worst_first
from planner.web.speech import Speech
from planner.web.ways import one_way_text

FINE, OWN, OPEN, OUT = Verdict
DANISH = Speech("da")


def checked(rows: dict[str, tuple[Verdict, ...]], broken: frozenset[str] = frozenset(), **ways: int) -> Check:
    cells = tuple(
        Cell(student, f"p{n}", verdict, (OptionVerdict("a", "z", verdict),))
        for student, row in rows.items()
        for n, verdict in enumerate(row)
    )
    paths = tuple(
        StudentPath(student, student not in broken, "p0" if student in broken else None, None, ways, {})
        for student in rows
    )
    return Check(cells, paths, ())


def plan(phases: int, activities: int = 1) -> Plan:
    offered = [{"id": f"a{n}", "title": "A", "kind": "work"} for n in range(activities)]
    return Plan.model_validate(
        {
            "title": "Prøve",
            "grade": 5,
            "layout": "rows",
            "lesson": {
                "phases": [
                    {"id": f"p{n}", "title": f"Fase {n}", "minutes": 7.5, "activities": offered}
                    for n in range(phases)
                ]
            },
        }
    )


def test_the_worst_off_stand_first_and_equals_keep_their_order() -> None:
    check = checked(
        {"A": (FINE, FINE), "B": (OPEN, FINE), "C": (OUT, FINE), "D": (OUT, OPEN), "E": (OPEN, FINE)}
    )
    assert worst_first(check) == ("D", "C", "B", "E", "A")


def test_a_broken_way_weighs_more_than_an_open_question() -> None:
    check = checked({"A": (OPEN, OPEN), "B": (FINE, FINE)}, frozenset({"B"}))
    assert worst_first(check) == ("B", "A")


def test_at_first_the_worst_cell_is_looked_at() -> None:
    assert first_place(checked({"A": (FINE, FINE), "B": (FINE, OUT)})) == Place("B", "p1")
    assert first_place(checked({})) is None


def test_a_cell_says_its_verdict_by_symbol_word_and_colour() -> None:
    check = checked({"A": (FINE, OWN, OPEN, OUT)})
    data = matrix_data(plan(4), check, {}, None, DANISH)
    cells = data["rows"][0]["cells"]
    assert [cell["symbol"] for cell in cells] == ["✓", "+", "?", "✕"]
    assert [cell["word"] for cell in cells] == [
        "Som planlagt",
        "Med egen støtte",
        "Kan ikke siges",
        "Ikke muligt",
    ]
    assert [cell["verdict"] for cell in cells] == ["as_planned", "with_support", "unknown", "not_possible"]
    assert data["phases"][0] == {"id": "p0", "title": "Fase 0", "minutes": "7,5 min"}


def test_a_changed_cell_says_how_and_what_it_was() -> None:
    before = verdicts(checked({"A": (OUT,)}))
    data = matrix_data(plan(1), checked({"A": (OWN,)}), before, None, DANISH)
    cell = data["rows"][0]["cells"][0]
    assert cell["change"] == "▲ bedre"
    assert cell["label"] == "A, Fase 0: Med egen støtte. Gemt udgave: Ikke muligt"


@pytest.mark.parametrize(
    ("now", "before", "word"),
    [
        (FINE, OUT, "▲ bedre"),
        (OUT, FINE, "▼ dårligere"),
        (OPEN, FINE, "▼ dårligere"),
        (OPEN, OUT, "◆ ændret"),
        (OUT, OPEN, "◆ ændret"),
        (OUT, OUT, ""),
        (OUT, None, ""),
    ],
)
def test_the_change_is_said_in_a_word(now: Verdict, before: Verdict | None, word: str) -> None:
    assert change_word(now, before, DANISH) == word


def test_a_cell_says_how_many_ways_are_open() -> None:
    check = checked({"A": (FINE, OWN)}, p0=3, p1=1)
    first, second = matrix_data(plan(2), check, {}, None, DANISH)["rows"][0]["cells"]
    assert (first["ways"], first["mark"], first["label"]) == ("3 veje", "", "A, Fase 0: Som planlagt, 3 veje")
    assert (second["ways"], second["mark"]) == ("1 vej", "one")
    assert second["label"] == "A, Fase 1: Med egen støtte, 1 vej"


def test_one_way_is_marked_more_where_the_phase_offers_several_activities() -> None:
    data = matrix_data(plan(1, activities=2), checked({"A": (FINE,)}, p0=1), {}, None, DANISH)
    assert data["rows"][0]["cells"][0]["mark"] == "one alone"


@pytest.mark.parametrize("verdict", [OPEN, OUT])
def test_ways_are_not_counted_where_nobody_is_known_to_take_part(verdict: Verdict) -> None:
    data = matrix_data(plan(1, activities=2), checked({"A": (verdict,)}, p0=1), {}, None, DANISH)
    cell = data["rows"][0]["cells"][0]
    assert (cell["ways"], cell["mark"]) == ("", "")
    assert "vej" not in cell["label"]


def test_students_with_one_way_only_are_counted_once_where_there_was_a_choice() -> None:
    check = checked({"A": (FINE, FINE), "B": (OWN, FINE), "C": (OUT, OUT)}, p0=1, p1=1)
    assert (
        one_way_text(plan(2, activities=2).lesson, check, DANISH)
        == "2 elever har kun én vej i en fase med flere aktiviteter"
    )
    alone = checked({"A": (FINE,)}, p0=1)
    assert (
        one_way_text(plan(1, activities=2).lesson, alone, DANISH)
        == "1 elev har kun én vej i en fase med flere aktiviteter"
    )
    assert one_way_text(plan(2).lesson, check, DANISH) == ""


def test_a_band_is_shown_and_read_out_in_words() -> None:
    band = "band:low_noise"
    data = matrix_data(plan(1), checked({"A1": (FINE,), band: (OUT,)}), {}, Place(band, "p0"), DANISH)
    rows = {row["student"]: row for row in data["rows"]}
    assert rows["A1"]["name"] == "A1"
    assert rows[band]["name"] == "En elev, der har brug for et lavt lydniveau"
    assert rows[band]["cells"][0]["label"].startswith("En elev, der har brug for et lavt lydniveau, Fase 0")
    assert data["chosen"]["student"] == band


def test_students_and_bands_are_counted_apart() -> None:
    one, two = "band:low_noise", "band:know_next"
    both = checked({"A": (FINE,), "B": (OUT,), one: (OUT,), two: (OPEN,)})
    assert count_lines(both, DANISH) == [
        "1 elev kan ikke være med i alle faser",
        "1 elev er med hele vejen",
        "1 af klassens forudsætninger er ikke på plads i alle faser",
        "1 af klassens forudsætninger mangler svar",
    ]
    assert count_lines(checked({two: (FINE,)}), DANISH) == [
        "1 af klassens forudsætninger er på plads hele vejen"
    ]
    ways = one_way_text(plan(1, activities=2).lesson, checked({"A": (FINE,), one: (FINE,)}, p0=1), DANISH)
    assert ways == (
        "1 elev har kun én vej i en fase med flere aktiviteter, "
        "1 af klassens forudsætninger giver kun én vej i en fase med flere aktiviteter"
    )


def test_a_row_says_that_the_way_breaks_only_where_no_cell_shows_it() -> None:
    check = checked({"A": (FINE,), "B": (OUT,)}, frozenset({"A", "B"}))
    notes = {row["student"]: row["note"] for row in matrix_data(plan(1), check, {}, None, DANISH)["rows"]}
    assert notes == {"A": "vejen brydes", "B": ""}


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        ("Stille gallerivandring", "Stille gal-le-ri-vandring"),
        ("Demonstration", "Demonstra-tion"),
        ("Gruppearbejde", "Grup-pe-arbejde"),
        ("Undersøg", "Undersøg"),
    ],
)
def test_a_long_word_of_a_heading_breaks_between_syllables(title: str, broken: str) -> None:
    assert breakable(title).replace("\N{SOFT HYPHEN}", "-") == broken


def test_what_the_browser_reports_is_only_believed_when_it_is_a_cell() -> None:
    check = checked({"A": (FINE,)})
    assert read_place({"student": "A", "phase": "p0", "seq": 3}, check) == Place("A", "p0", 3)
    for value in (
        None,
        "A",
        {},
        {"student": "X", "phase": "p0", "seq": 1},
        {"student": "A", "phase": "p0", "seq": "1"},
    ):
        assert read_place(value, check) is None


def test_nothing_private_is_sent_to_the_browser() -> None:
    data = matrix_data(plan(1), checked({"A": (OUT,)}), {}, None, DANISH)
    assert "prerequisite" not in str(data)
    assert set(data["rows"][0]) == {"student", "name", "note", "aside", "cells"}


def test_a_student_of_whom_nothing_is_recorded_says_so_beside_the_green_row() -> None:
    silent = plan(1).model_copy(update={"students": (Student(code="A"), Student(code="B", prerequisites=()))})
    data = matrix_data(silent, checked({"A": (FINE,), "B": (FINE,)}), {}, None, DANISH)
    assert {row["student"]: row["aside"] for row in data["rows"]} == {"A": "intet noteret", "B": ""}
