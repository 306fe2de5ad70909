"""What a class has said as evidence, and the sheet of a round: read back as a person would."""

import csv
from dataclasses import replace
from datetime import date
from io import StringIO

import hypothesis
import pypdfium2
import pytest
import typst
from hypothesis import strategies as st

from planner.catalogue.base import Language
from planner.charts.heat_svg import paper_plan
from planner.errors import PlannerError
from planner.exchange.documents import layout_by_id
from planner.exchange.glyphs import RANGES, printable_text
from planner.exchange.typesetting import typeset
from planner.exchange.umv import (
    AskedQuestion,
    CameOfIt,
    Evidence,
    PinnedPlaces,
    answers_text,
    write_evidence,
)
from planner.exchange.umv_pdf import evidence_pdf
from planner.exchange.umv_sheet import PaperDrawing, PaperQuestion, RoundSheet, sheet_pdf

NASTY = '#panic() *fed* $x$ <b> "quoted" \\u{41}'
EVIDENCE = Evidence(
    plan="Brøker på flere måder",
    grade=5,
    group="4.-6. klasse",
    held=date(2026, 3, 2),
    layouts=("Lokale 3", "Lokale 3 med lejrbål"),
    expected=24,
    answers=15,
    held_back=2,
    questions=(AskedQuestion("Det er rart at være i lokalet.", (("Helt enig", "9"), ("Uenig", "6"))),),
    places=(
        PinnedPlaces(
            "For højt her",
            (("Hulen", "færre end 5"), ("Værkstedet", "9")),
            paper_plan(layout_by_id("zoned-classroom"), [(2.0, 3.0, 1.0)] * 5),
            "Tegning af lokalet",
        ),
    ),
    words=(("Et ønske", NASTY),),
    proposals=1,
    replies=(CameOfIt("Der larmer ved døren", "Vi har flyttet bordet", "=1+1 er lettest", "Det er væk"),),
)
SHEET = RoundSheet(
    code="K7M2QP",
    address="planner.school.example/s",
    qr='<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="5"/></svg>',
    minutes=20,
    questions=(
        PaperQuestion("Er det rart?", ("Ja", "Lidt", "Nej")),
        PaperQuestion(
            "Nåle", drawings=(PaperDrawing(paper_plan(layout_by_id("zoned-classroom")), "Lokalet"),)
        ),
        PaperQuestion(NASTY, lines=3),
    ),
)


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(document[page].get_textpage().get_text_range() for page in range(len(document)))
    document.close()
    return " ".join(text.split())


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_the_evidence_says_what_was_asked_what_was_answered_and_what_came_of_it() -> None:
    text = words(evidence_pdf(EVIDENCE))
    for said in (
        "Elevernes stemme om lokalet",
        "Brøker på flere måder, 5. klasse",
        "2. marts 2026",
        "15 af 24; 2 svar mere holdes tilbage, så ingen kan genkendes",
        "Det er rart at være i lokalet.",
        "Helt enig 9",
        "Hulen færre end 5",
        "Vi gjorde Vi har flyttet bordet",
    ):
        assert said in text, said


@pytest.mark.parametrize(("language", "title"), [("da", "Elevernes stemme"), ("en", "The students' voice")])
def test_the_evidence_is_an_accessible_pdf_in_its_language(language: Language, title: str) -> None:
    pdf = evidence_pdf(EVIDENCE, language)
    assert title in words(pdf)
    assert f"/Lang({language})".encode() in pdf or f"/Lang ({language})".encode() in pdf
    assert b"pdfuaid" in pdf


def test_what_students_wrote_stays_text_in_the_pdf() -> None:
    assert "#panic() *fed*" in words(evidence_pdf(EVIDENCE))


def test_the_pdf_says_the_date_and_no_time_of_day() -> None:
    assert "CreationDate" not in evidence_pdf(EVIDENCE).decode("latin-1")


def test_the_same_evidence_gives_the_same_file() -> None:
    assert evidence_pdf(EVIDENCE) == evidence_pdf(EVIDENCE)


def test_the_table_holds_every_part_and_no_formula() -> None:
    rows = cells(write_evidence(EVIDENCE))
    assert rows[0] == ["Del", "Spørgsmål eller sted", "Svar", "Antal"]
    assert ["Svar", "Det er rart at være i lokalet.", "Helt enig", "9"] in rows
    assert ["Steder i lokalet", "For højt her", "Hulen", "færre end 5"] in rows
    assert ["Hvad der kom ud af det", "Fordi", "'=1+1 er lettest", ""] in rows
    assert ["Med elevernes egne ord", "Et ønske", NASTY, ""] in rows


def test_a_round_without_expected_number_says_so() -> None:
    unknown = replace(EVIDENCE, expected=None, held_back=0, proposals=0, replies=(), questions=(), places=())
    assert answers_text(unknown, "da") == "15; hvor mange der blev spurgt, er ikke skrevet ned"
    assert "Der er ikke givet et svar endnu." in words(evidence_pdf(replace(unknown, words=())))
    assert "Elevernes egne indretninger" not in words(evidence_pdf(unknown))


def test_the_sheet_shows_the_code_the_address_and_the_questions_on_paper() -> None:
    text = words(sheet_pdf(SHEET))
    for said in (
        "K7M2QP",
        "planner.school.example/s",
        "Der er åbent i 20 minutter",
        "Du skriver ikke dit navn",
        "Svar på papir",
        "Er det rart?",
        "#panic()",
    ):
        assert said in text, said


def test_a_sheet_without_questions_is_one_page() -> None:
    document = pypdfium2.PdfDocument(sheet_pdf(replace(SHEET, questions=())))
    assert len(document) == 1
    document.close()


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


def pages(text: str) -> str:
    room = layout_by_id("zoned-classroom")
    zone = room.zones[0].model_copy(update={"name": text})
    drawing = paper_plan(room.model_copy(update={"zones": (zone,)}))
    places = (PinnedPlaces(text, ((text, "5"),), drawing, f"Tegning {text}"),)
    evidence = replace(EVIDENCE, plan=text, words=((text, text),), layouts=(text,), places=places)
    sheet_pdf(replace(SHEET, questions=(PaperQuestion(text, (text,), note=text),)))
    return words(evidence_pdf(evidence))


@hypothesis.given(TEXTS)
@hypothesis.settings(max_examples=25, deadline=None)
@hypothesis.example("🙂 👍🏽 漢 \ufffe \u0301 \U0001f468\u200d\U0001f469\u200d\U0001f467 عربي ไทย \uffff")
def test_every_text_makes_a_page(text: str) -> None:
    assert pages(text)


def test_every_character_that_is_said_to_have_a_shape_has_one() -> None:
    shown = "".join(
        printable_text(f"x{chr(code)} ") for first, last in RANGES for code in range(first, last + 1)
    )
    assert pages(" ".join(shown.split()).replace("<", "").replace("&", ""))


def test_what_is_left_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise typst.TypstError("no", "no")

    monkeypatch.setattr(typst, "compile", fail)
    with pytest.raises(PlannerError, match="could not be made into a PDF"):
        typeset("umv", {})
