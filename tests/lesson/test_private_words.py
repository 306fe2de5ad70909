"""Diagnosis words and civil numbers are found in all their forms, and everyday words are let through."""

import pytest

from planner.lesson.private_words import has_civil_number, is_private, refused_word


@pytest.mark.parametrize(
    "text",
    [
        "adhd",
        "ADHD-gruppen",
        "A_ADHD",
        "autist",
        "autisme",
        "Autistiske børn",
        "autism",
        "Aspergers",
        "ordblinde",
        "Ordblindegruppen",
        "dyslexic",
        "dyslektiker og dysleksi",
        "talblindhed",
        "udviklingshæmmede",
        "opmærksomhedsforstyrrelse",
        "opmærksomhedsforstyrret",
        "hyperaktive",
        "epileptiker",
        "spiseforstyrrelser",
        "skizofreni",
        "selektiv mutisme",
        "diagnosen",
        "diagnoser",
        "diagnosticeret",
        "diagnosed",
        "svageste elever",
        "læsesvage",
        "inklusionselever",
        "støttebørn",
        "AKT-elever",
        "gruppen med ADD",
        "OCD",
        "Ro til ASF",
        "Ole har ADHD og skal sidde forrest",
        "Ole med autisme er med hele tiden",
        "Ole har A.D.H.D.",
        "Barneautisme",
        "en plads til ordblinde ved vinduet",
    ],
)
def test_a_diagnosis_or_a_label_is_found_in_its_forms(text: str) -> None:
    assert refused_word(text)
    assert is_private(text)


@pytest.mark.parametrize(
    "text",
    [
        "ad hoc",
        "Ad hoc-grupper",
        "add and subtract",
        "Add fractions",
        "ADD AND SUBTRACT",
        "damp og is",
        "Diagnostisk test i brøker",
        "Svage syrer",
        "Stærke og svage sider",
        "Badhdukke",
        "Automater",
        "autentiske tekster",
        "ord og billeder",
        "tal og tælling",
        "Asger",
        "støtte til alle",
        "speciale",
        "Special effects",
        "Inklusion i matematik",
        "aktiviteter",
        "AKT 2 i skuespillet",
        "Downs og ups",
        "personligheder",
        "Acceleration og retardation",
        "Nautiske mil og knob",
        "Tryk på ad og d",
        "Find ordet blind i teksten",
        "Blinde vinkler i trafikken",
        "Tal om at være ked af det",
        "Sid forrest, hvis du har brug for ro",
        "Aspargessuppe",
    ],
)
def test_an_everyday_word_is_let_through(text: str) -> None:
    assert refused_word(text) is None
    assert not is_private(text)


@pytest.mark.parametrize(
    "text",
    [
        "010112-1234",
        "0101121234",
        "010112 1234",
        "010112 – 1234",
        "Ida,311205-4321",
        "x010112-1234",
        "01.01.12-1234",
        "31/12-05 – 4321",
    ],
)
def test_a_civil_number_is_found_however_it_is_written(text: str) -> None:
    assert has_civil_number(text)
    assert is_private(text)


@pytest.mark.parametrize(
    "text",
    [
        "321312-1234",
        "011312-1234",
        "1010112-1234",
        "010112-12345",
        "2026-11-23",
        "12 34 56 78",
        "A1",
        "05.06.24 1030",
        "01-02-2012",
    ],
)
def test_other_numbers_are_let_through(text: str) -> None:
    assert not has_civil_number(text)
