"""Pictures across plans: a title, bars, a sentence and the same numbers as a table, in both languages."""

import json
from dataclasses import replace

import pytest

from planner.catalogue.base import Language, Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message
from planner.charts.across import SUBJECTS, Subject, across_picture
from planner.charts.colours import DARK
from planner.review.across import Across, PlanRow, UnmetRow, ZoneRow


def same(text: str) -> Words:
    return Words(da=text, en=text)


FULL = Across(
    plans=2,
    unmet=(UnmetRow("low_noise", same("ro"), 7, 2), UnmetRow("model", same("eksempel"), 5, 1)),
    rows=(
        PlanRow(same("Brøker"), 45, 90, 0.25),
        PlanRow(same("Brøker"), 45, 60.5, None),
        PlanRow(same("<b>Vand</b>"), 90, 150, 0.0),
    ),
    zones=(
        ZoneRow("Rum", "Hulen", same("ro"), 40, 412),
        ZoneRow("Rum", "Gulvet", same("samling"), 45, 910),
        ZoneRow("Andet rum", "Krogen", same("ro"), 10, 55),
    ),
    apart=0.1,
    notes=(),
    hint=(),
)
EMPTY = Across(0, (), (), (), None, (), ())


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_picture_has_words_and_a_table_and_can_be_drawn(subject: Subject, language: Language) -> None:
    for across in (FULL, EMPTY):
        picture = across_picture(across, subject, language, DARK)
        assert picture.title
        assert picture.alt
        assert json.loads(json.dumps(picture.spec))["layer"]
        assert bool(picture.table) is (across is FULL)


def values(subject: Subject) -> list[tuple[str, float, str]]:
    rows = across_picture(FULL, subject, "da").spec["data"]["values"]
    return [(row["name"], row["value"], row["shown"]) for row in rows]


def test_plans_keep_their_order_and_those_of_one_name_are_told_apart() -> None:
    assert values("adults") == [
        ("Brøker", 90, "90 min"),
        ("Brøker (2)", 60.5, "60 min"),
        ("<b>Vand</b>", 150, "150 min"),
    ]


def test_the_table_has_the_names_of_the_bars() -> None:
    for subject in ("adults", "apart"):
        table = across_picture(FULL, subject, "da").table
        assert [row["Plan"] for row in table] == ["Brøker", "Brøker (2)", "<b>Vand</b>"]


def test_what_is_hidden_is_said_where_it_would_stand() -> None:
    hidden = Message(load_catalogue().words["across"]["hidden"], {"n": 3, "least": 5})
    said = "3 forudsætninger vises ikke, fordi de gælder færre end 5 elever."
    empty = across_picture(replace(EMPTY, hidden=hidden), "unmet", "da")
    assert (empty.alt, empty.note) == (said, said)
    full = across_picture(replace(FULL, hidden=hidden), "unmet", "da")
    assert full.note == said
    assert full.alt.startswith("Søjler")
    assert across_picture(replace(FULL, hidden=hidden), "adults", "da").note == ""


def test_the_use_of_zones_is_drawn_by_kind_and_told_to_the_ten() -> None:
    assert values("zones") == [("samling", 910, "910"), ("ro", 467, "470")]
    assert across_picture(FULL, "zones", "da").table[0] == {
        "Lokale": "Rum",
        "Zone": "Hulen",
        "Slags": "ro",
        "Åben i minutter": "40",
        "Elever × minutter": "410",
    }


def test_what_is_not_known_is_left_out_of_the_drawing_and_said_in_the_table() -> None:
    assert [name for name, _, _ in values("apart")] == ["Brøker", "<b>Vand</b>"]
    assert [row["For sig"] for row in across_picture(FULL, "apart", "da").table] == [
        "25 %",
        "kan ikke siges",
        "0 %",
    ]


def test_the_sentence_says_what_the_bars_show() -> None:
    assert across_picture(FULL, "unmet", "da").alt == (
        "Søjler: hvor mange elever en forudsætning ikke er på plads for. Flest: ro, 7 elever. "
        "De samme tal står i tabellen."
    )
    assert across_picture(EMPTY, "unmet", "en").alt == "There is nothing to show."
