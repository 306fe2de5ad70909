"""The sheet for who steps in: what stands on it, and that nothing of any student does."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest

from planner.catalogue.base import Language
from planner.catalogue.loader import load_catalogue
from planner.exchange.documents import read_plan, sample_plans
from planner.exchange.substitute import LessonSheet, substitute_data, substitute_pdf
from planner.plan.parts import without_class
from planner.services.checking import check_plan
from planner.services.substitute import Missing, sheet_of

SAMPLES = {name: read_plan(file) for name, file in sample_plans().items()}
NASTY = '#panic() *fed* $x$ <b> "quoted" \\u{41}'


def sheets(name: str) -> Iterator[LessonSheet]:
    """Yield a sheet of the plan as it is, and for each adult with and without the best repair."""
    checked = check_plan(SAMPLES[name])
    yield sheet_of(checked)
    for adult in checked.plan.adults:
        yield sheet_of(checked, Missing(adult.id, 5))
        yield sheet_of(checked, Missing(adult.id, mended=True))


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(document[page].get_textpage().get_text_range() for page in range(len(document)))
    document.close()
    return " ".join(text.split())


def private_words(name: str, language: Language) -> set[str]:
    """Return how the prerequisites of a plan are called, and the codes of its students.

    What is offered to everybody is no secret, also where it is called the same.
    """
    plan, known = SAMPLES[name], load_catalogue().prerequisites
    offered = {one.name.text(language) for one in load_catalogue().supports.values() if one.offered}
    ids = {one.id for student in plan.students for one in student.prerequisites}
    ids |= {band.prerequisite.id for band in plan.bands}
    said = {words.text(language) for one in ids for words in (known[one].name, known[one].need)}
    return (said - offered) | {student.code for student in plan.students}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_of_any_student_stands_on_the_sheet(name: str, language: Language) -> None:
    for sheet in sheets(name):
        data = substitute_data(sheet, language)
        written = json.dumps(data | {"drawing": ""}, ensure_ascii=False).casefold()
        read = words_of(substitute_pdf(sheet, language)).casefold()
        for private in private_words(name, language):
            assert private.casefold() not in written, private
            assert private.casefold() not in read, private


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sheet_is_the_same_whoever_is_in_the_class(name: str) -> None:
    full, empty = check_plan(SAMPLES[name]), check_plan(without_class(SAMPLES[name]))
    for missing in (None, *(Missing(adult.id, 5) for adult in full.plan.adults)):
        for language in ("da", "en"):
            data = [substitute_data(sheet_of(one, missing), language) for one in (full, empty)]
            assert data[0] == data[1]


def test_the_sheet_says_when_where_who_and_how() -> None:
    sheet = sheet_of(check_plan(SAMPLES["fractions-grade-5"]), Missing("V", 10))
    data = substitute_data(sheet, "da")
    assert data["lead"] == "Plan B uden V (ressourceperson) fra minut 10"
    assert ["Mål", "Eleverne kan vise og forklare en brøk på mindst to måder"] in data["facts"]
    assert data["open"] == ["I »Vælg din vej« mangler der en voksen på »Brøkstænger med vejleder«."]
    assert data["changed"] == []
    work = data["phases"][2]
    assert work["title"] == "Vælg din vej · minut 13-35 (22 min)"
    assert work["adults"] == ["L (lærer) er på »Opgavesti i tre trin«."]
    assert work["watch"] == ["Hulen: kun ca. 50 % ses (skøn)"]
    [bars] = [one for one in work["activities"] if one["title"] == "Brøkstænger med vejleder"]
    assert bars["where"] == "Værkstedet"
    assert bars["how"].startswith("uden voksen, gruppe, højst 4 sammen, stemme:")


def test_the_plan_as_it_is_speaks_to_who_steps_in() -> None:
    data = substitute_data(sheet_of(check_plan(SAMPLES["fractions-grade-5"])), "da")
    assert data["lead"] == "Til dig, der træder til: hvad der sker hvornår, hvor og med hvem."
    assert (data["open"], data["changed"]) == ([], [])


def test_a_plan_that_was_mended_says_what_is_otherwise() -> None:
    sheet = sheet_of(check_plan(SAMPLES["fractions-grade-5"]), Missing("V", mended=True))
    data = substitute_data(sheet, "da")
    assert data["changed"]
    # Nobody else can be there: that is to be settled all the same.
    assert data["open"] == ["I »Vælg din vej« mangler der en voksen på »Brøkstænger med vejleder«."]


def test_what_people_wrote_stays_text() -> None:
    sheet = replace(sheet_of(check_plan(SAMPLES["fractions-grade-5"])), title=NASTY, subject=NASTY)
    assert "#panic() *fed* $x$" in words_of(substitute_pdf(sheet, "da"))
