"""What the parts of the class page make of choices: changes of the class, and words for them."""

from pathlib import Path
from typing import Any, get_args

import pytest
from builders import plan

from planner.catalogue.loader import load_catalogue
from planner.catalogue.model import Group
from planner.errors import InputError
from planner.exchange.roster import read_roster
from planner.exchange.roster_compare import merged_class, roster_difference
from planner.lesson.model import Plan, Student
from planner.lesson.private_words import refused_abbreviations, refused_beginnings
from planner.plan.changes import NOT_RECORDED, Change
from planner.plan.class_changes import SetBand, SetClassSize, SetPrerequisite, SetStudentField
from planner.services import plans
from planner.web import (
    class_bands,
    class_both,
    class_company,
    class_import,
    class_names,
    class_page,
    class_questions,
)
from planner.web.desk import PlanDesk
from planner.web.opened import the_archive
from planner.web.server.session import now
from planner.web.speech import Speech

DANISH, ENGLISH = Speech("da"), Speech("en")
ID = "1b2c3d4e-0000-4000-8000-000000000000"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PlanDesk:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    desk = PlanDesk(the_archive(), plans.open_sample(the_archive(), "fractions-grade-5", now()))
    desk.shows(desk.open().head)
    return desk


def sent(**fields: Any) -> dict[str, Any]:
    return {"document": "p", "id": ID, "codes": ["A1", "A2"], **fields}


def test_codes_of_names_are_read_for_their_plan_only() -> None:
    named = class_names.read_named(sent(), "p")
    assert named is not None
    assert named.codes == ("A1", "A2")
    assert class_names.read_named(sent(), "q") is None


@pytest.mark.parametrize(
    "value",
    [
        None,
        "Ida",
        {},
        sent(codes=[]),
        sent(codes=["Ida Hansen"]),
        sent(codes=["A1"] * 201),
        sent(id="x"),
        sent(names=["Ida"]),
    ],
)
def test_anything_else_from_the_browser_is_not_read(value: object) -> None:
    assert class_names.read_named(value, "p") is None


def test_the_browser_is_told_what_to_refuse_and_which_codes_are_free() -> None:
    class Opened:
        id = "p"
        plan = globals()["plan"](students=[{"code": "A1"}])

    data = class_names.names_data(Opened(), None, DANISH)  # type: ignore[arg-type]
    assert data["codes"][0] == "A2"
    assert len(data["codes"]) == 199
    assert data["refused"]["words"] == refused_beginnings()
    assert data["refused"]["abbreviations"] == refused_abbreviations()
    assert "{n}" in data["words"]["added"]


def test_a_sending_is_done_once_however_often_it_comes(desk: PlanDesk) -> None:
    named = class_names.Named(document=desk.document, id=ID, codes=("X1", "X2"))
    assert class_names.add_named(desk, named) == {"id": ID, "added": True}
    assert class_names.add_named(desk, named) == {"id": ID, "added": True}
    codes = [student.code for student in desk.open().plan.students]
    assert codes[-2:] == ["X1", "X2"]
    assert codes.count("X1") == 1


def test_new_codes_fit_into_a_newer_state_without_a_question(desk: PlanDesk) -> None:
    plans.change_plan(the_archive(), (desk.document, desk.open().head), SetClassSize(30), now())
    named = class_names.Named(document=desk.document, id=ID, codes=("X1",))
    assert class_names.add_named(desk, named)["added"] is True
    assert desk.open().plan.class_size == 30
    assert not desk.pending


def test_codes_that_are_taken_by_now_are_not_put_in(desk: PlanDesk) -> None:
    named = class_names.Named(document=desk.document, id=ID, codes=("X1", "B05"))
    assert class_names.add_named(desk, named)["added"] is False
    assert "X1" not in [student.code for student in desk.open().plan.students]


def company(**fields: Any) -> Student:
    return Student.model_validate({"code": "A1", **fields})


def test_nobody_is_shown_apart_from_not_recorded() -> None:
    assert class_company.company_value(company(), "with") == ()
    assert class_company.company_value(company(**{"with": []}), "with") == ("-",)
    assert class_company.company_value(company(**{"with": ["A2"]}), "with") == ("A2",)


@pytest.mark.parametrize(
    ("before", "after", "value"),
    [
        ((), ["A2"], ("A2",)),
        (("A2",), [], NOT_RECORDED),
        (("A2",), ["A2", "-"], ()),
        (("-",), ["-", "A2"], ("A2",)),
        (("-",), [], NOT_RECORDED),
    ],
)
def test_what_is_chosen_last_wins_between_codes_and_nobody(before: Any, after: Any, value: Any) -> None:
    change = SetStudentField(("A1",), "with", value)
    assert class_company.company_changes(("A1",), "with", before, after) == (change,)


def test_the_same_choice_is_no_change() -> None:
    assert class_company.company_changes(("A1",), "with", ("A2",), ["A2"]) == ()
    assert class_company.support_choice(("A1",), ("headphones",), ["headphones"]) == ()


def test_students_who_differ_share_nothing() -> None:
    two = (company(supports=["headphones"]), company(supports=["own_timer"]))
    assert class_company.differs(two, "supports")
    assert class_company.shared_value(two, "supports") == ()
    assert class_company.shared_value(two[:1], "supports") == ("headphones",)


def asked_class() -> Plan:
    quiet = {"id": "low_noise", "level_db": 50}
    return plan(
        students=[
            {"code": "A1", "prerequisites": [quiet, "know_help"]},
            {"code": "A2", "prerequisites": [quiet]},
            {"code": "A3"},
        ]
    )


def test_a_question_knows_for_whom_it_is_asked_and_the_numbers_they_share() -> None:
    students = asked_class().students
    both = class_questions.asked_for(students[:2], "low_noise")
    assert (both.codes, both.everyone, both.parameters) == (("A1", "A2"), True, (("level_db", 50.0),))
    assert not class_questions.asked_for(students, "low_noise").everyone
    assert (
        class_questions.chosen_needs(students[:2], DANISH)
        == "et lavt lydniveau · at vide, hvem der hjælper (A1)"
    )


def test_another_number_keeps_the_others() -> None:
    light = load_catalogue().prerequisites["light"]
    numbers = class_questions.NumbersOf(light, None, (("min_lux", 300.0),), ("A1",))
    both = (("max_lux", 900.0), ("min_lux", 300.0))
    assert numbers.change("max_lux", 900) == SetPrerequisite(("A1",), "light", on=True, parameters=both)
    assert numbers.change("min_lux", None) == SetPrerequisite(("A1",), "light", on=True)
    band = class_questions.NumbersOf(light, "3+", ())
    assert band.change("min_lux", 200.0) == SetBand("light", "3+", (("min_lux", 200.0),))


def test_every_prerequisite_is_asked_in_one_of_the_groups() -> None:
    assert set(class_questions.GROUPS) == set(get_args(Group))
    asked = [entry.id for group in class_questions.GROUPS for entry in class_questions.group_entries(group)]
    assert sorted(asked) == sorted(load_catalogue().prerequisites)


def test_needs_hold_nothing_that_a_label_would_read_as_markdown() -> None:
    for entry in load_catalogue().prerequisites.values():
        for text in (entry.need.da, entry.need.en):
            assert not set(text) & set("*_`[]<>$:\\")


def test_a_band_keeps_its_numbers_when_it_grows() -> None:
    quiet = {"prerequisite": {"id": "low_noise", "level_db": 50}, "count": "1-2"}
    subject = plan(bands=[quiet])
    grown: Change = SetBand("low_noise", "3+", (("level_db", 50.0),))
    assert class_bands.band_change(subject, "low_noise", "3+") == grown
    assert class_bands.band_change(subject, "low_noise", "none") == SetBand("low_noise", None)
    assert class_bands.band_change(subject, "know_next", "1-2") == SetBand("know_next", "1-2")
    assert class_bands.bands_text(subject, DANISH) == "et lavt lydniveau (1-2)"
    assert class_bands.size_change(None) == SetClassSize(NOT_RECORDED)


def test_a_student_is_summed_up_in_one_line() -> None:
    table = class_page.class_table(asked_class(), DANISH)
    assert "<td>et lavt lydniveau (50 dB) · at vide, hvem der hjælper</td>" in table
    kept = company(**{"with": ["A2"], "wishes": ["A3"], "apart_from": []})
    assert class_page.company_text(kept, DANISH) == "med A2; ønsker A3"
    assert class_page.company_text(company(**{"with": []}), ENGLISH) == "nobody"
    assert class_page.company_text(company(), DANISH) == ""


def test_a_class_is_first_shown_as_it_is_described() -> None:
    band = {"prerequisite": "know_next", "count": "3+"}
    assert class_page.first_view(plan()) == "codes"
    assert class_page.first_view(plan(bands=[band])) == "bands"
    assert class_page.first_view(plan(bands=[band], students=[{"code": "A1"}])) == "codes"


def test_the_preview_of_a_file_says_everything_that_would_change() -> None:
    before = asked_class().students
    roster = read_roster("kode;støtte\nA1;headphones\nIda;\n".encode())
    after = merged_class(before, roster)
    shown = class_import.preview(roster_difference(before, after), roster, DANISH)
    assert "Nye: 1</strong> – Ida" in shown
    assert "Ændret: 1</strong> – A1: støtte" in shown
    assert "Ude af klassen: 2</strong> – A2; A3" in shown
    assert "Disse koder ligner navne: Ida." in shown


def test_many_faults_of_a_file_are_told_in_a_few_lines() -> None:
    with pytest.raises(InputError) as refused:
        read_roster(("kode\n" + "A 1\n" * 30).encode())
    shown = class_import.refused(refused.value, DANISH)
    assert shown.count("<li>") == 13
    assert "… og 18 mere" in shown


def test_a_class_of_more_codes_than_its_size_is_told_to_correct_the_number() -> None:
    subject = plan(students=[{"code": "A1"}, {"code": "A2"}], class_size=1)
    assert class_both.differing_sizes(subject, DANISH).startswith("Her er 2 koder, men der står,")
    assert class_both.differing_sizes(plan(students=[{"code": "A1"}], class_size=1), DANISH) == ""
    assert class_both.differing_sizes(plan(students=[{"code": "A1"}]), DANISH) == ""
    assert class_both.missing_codes(subject) == 1


def test_only_codes_of_the_opposite_field_clash() -> None:
    students = (company(apart_from=["A2"]), company(apart_from=[]))
    assert class_company.clashing(students, "with", ["A2", "A3", "-"]) == ("A2",)
    assert class_company.clashing(students, "wishes", ["A2"]) == ()
    assert class_company.clashing(students[1:], "with", ["-"]) == ()
