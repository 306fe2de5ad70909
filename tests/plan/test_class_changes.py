"""Changes of the class: codes are free and say nothing, and no list names somebody who is gone."""

from typing import Any

import pytest
from builders import Raw, plan
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError, PlannerError
from planner.lesson.model import Band, NeededPrerequisite, Plan, Student
from planner.plan.changes import NOT_RECORDED, Change, apply_change, change_label
from planner.plan.class_changes import (
    AddStudents,
    RemoveStudents,
    RenameStudent,
    SetBand,
    SetBands,
    SetClassSize,
    SetPrerequisite,
    SetStudentField,
    SetStudents,
    WithoutCodes,
    proposed_codes,
)
from planner.plan.document import plan_document, plan_text, stored_plan

THREE = [
    {"code": "A1", "prerequisites": ["know_next"], "with": ["A2"], "wishes": ["A3"]},
    {"code": "A2", "apart_from": ["A3"], "supports": ["headphones"]},
    {"code": "A3"},
]


def the_class(**fields: Any) -> Plan:
    return plan(students=THREE, **fields)


def after(*changes: Change, subject: Plan | None = None) -> Plan:
    made = subject or the_class()
    for change in changes:
        made = apply_change(made, change)
    assert plan_text(stored_plan(plan_text(made))) == plan_text(made)
    return made


def students(subject: Plan) -> list[Any]:
    return list(plan_document(subject)["students"])


def codes(subject: Plan) -> list[str]:
    return [student.code for student in subject.students]


def test_proposed_codes_are_short_and_free() -> None:
    assert proposed_codes(3, ["a2"]) == ("A1", "A3", "A4")
    assert proposed_codes(2, ["A01", "A30"]) == ("A2", "A3")
    assert proposed_codes(10)[-1] == "B1"
    assert proposed_codes(0) == ()
    assert not {code[0] for code in proposed_codes(200)} & set("IO")


@given(n=st.integers(0, 200), taken=st.lists(st.sampled_from(proposed_codes(200)), unique=True))
def test_proposed_codes_never_repeat(n: int, taken: list[str]) -> None:
    proposed = proposed_codes(n, taken)
    assert len(set(proposed)) == len(proposed) == min(n, 216 - len(taken))
    assert not set(proposed) & set(taken)


def test_students_are_added_with_nothing_recorded() -> None:
    made = after(AddStudents(("A4", "A5")))
    assert students(made)[3:] == [{"code": "A4"}, {"code": "A5"}]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("A1", "already in the class"),
        ("a1", "already in the class"),
        ("B 1", "up to 12 letters"),
        ("", "up to 12 letters"),
        ("Rengøringskonen", "up to 12 letters"),
        ("adhd1", "say nothing about the student"),
        ("0101121234", "say nothing about the student"),
    ],
)
def test_a_code_that_is_taken_or_says_something_is_refused(code: str, why: str) -> None:
    for change in (AddStudents((code,)), RenameStudent("A2", code)):
        with pytest.raises(PlannerError, match=why):
            apply_change(the_class(), change)


def test_the_same_code_twice_among_new_ones_is_refused() -> None:
    with pytest.raises(PlannerError, match="already in the class"):
        apply_change(the_class(), AddStudents(("B1", "B1")))


def test_more_than_two_hundred_students_are_refused() -> None:
    many = tuple(f"X{n}" for n in range(198))
    with pytest.raises(PlannerError):
        apply_change(the_class(), AddStudents(many))


def test_a_student_who_leaves_leaves_every_list() -> None:
    made = after(RemoveStudents(("A3",)))
    assert students(made) == [
        {"code": "A1", "prerequisites": ["know_next"], "with": ["A2"]},
        {"code": "A2", "supports": ["headphones"]},
    ]
    assert not made.students[1].recorded("apart_from")


def test_removing_keeps_the_others_of_a_list() -> None:
    both = after(SetStudentField(("A1",), "with", ("A2", "A3")))
    assert after(RemoveStudents(("A3",)), subject=both).students[0].together == ("A2",)


def test_removing_somebody_who_is_not_there_is_refused() -> None:
    with pytest.raises(PlannerError, match="not in the plan"):
        apply_change(the_class(), RemoveStudents(("B9",)))


def test_a_new_code_is_put_into_every_list() -> None:
    made = after(RenameStudent("A3", "K7"))
    assert codes(made) == ["A1", "A2", "K7"]
    assert made.students[0].wishes == ("K7",)
    assert made.students[1].apart_from == ("K7",)
    assert made.students[0].together == ("A2",)


def test_a_code_may_change_only_its_capitals() -> None:
    assert codes(after(RenameStudent("A3", "a3"))) == ["A1", "A2", "a3"]


def test_a_prerequisite_is_asked_about_for_many_at_once() -> None:
    made = after(SetPrerequisite(("A1", "A3"), "low_noise", on=True, parameters=(("level_db", 50.0),)))
    asked = {"id": "low_noise", "level_db": 50.0}
    assert students(made)[0]["prerequisites"] == ["know_next", asked]
    assert students(made)[2]["prerequisites"] == [asked]
    assert "prerequisites" not in students(made)[1]


def test_another_number_keeps_the_place_of_the_prerequisite() -> None:
    first = after(SetPrerequisite(("A1",), "low_noise", on=True))
    made = after(SetPrerequisite(("A1",), "know_next", on=True), subject=first)
    assert students(made)[0]["prerequisites"] == ["know_next", "low_noise"]


def test_a_prerequisite_taken_off_says_none() -> None:
    made = after(SetPrerequisite(("A1", "A2"), "know_next", on=False))
    assert students(made)[0]["prerequisites"] == []


@pytest.mark.parametrize("parameters", [(("level_db", 5.0),), (("minutes", 5.0),)])
def test_a_number_the_check_cannot_use_is_refused(parameters: Any) -> None:
    with pytest.raises(PlannerError, match="number is not one"):
        apply_change(the_class(), SetPrerequisite(("A1",), "low_noise", on=True, parameters=parameters))


def test_an_unknown_prerequisite_is_refused() -> None:
    for change in (SetPrerequisite(("A1",), "quiet", on=True), SetBand("quiet", "3+")):
        with pytest.raises(PlannerError, match="not in the catalogue"):
            apply_change(the_class(), change)


def test_own_supports_of_many_are_set_and_taken_out_again() -> None:
    made = after(SetStudentField(("A2", "A3"), "supports", ("own_timer",)))
    assert [student.supports for student in made.students] == [(), ("own_timer",), ("own_timer",)]
    assert students(after(SetStudentField(("A2",), "supports", NOT_RECORDED)))[1] == {
        "code": "A2",
        "apart_from": ["A3"],
    }
    with pytest.raises(PlannerError, match="support is not"):
        apply_change(the_class(), SetStudentField(("A2",), "supports", ("magic",)))


def test_a_group_stays_together_without_naming_oneself() -> None:
    made = after(SetStudentField(("A1", "A3"), "with", ("A1", "A3")))
    assert [student.together for student in made.students] == [("A3",), (), ("A1",)]


def test_nobody_is_another_answer_than_not_recorded() -> None:
    made = after(SetStudentField(("A3",), "with", ()))
    assert students(made)[2] == {"code": "A3", "with": []}


def test_with_and_apart_from_the_same_student_is_refused() -> None:
    with pytest.raises(PlannerError, match="both together with and apart"):
        apply_change(the_class(), SetStudentField(("A2",), "with", ("A3",)))


def test_company_outside_the_class_is_refused() -> None:
    with pytest.raises(PlannerError, match="not in the plan"):
        apply_change(the_class(), SetStudentField(("A2",), "wishes", ("B9",)))


def test_a_whole_class_list_is_one_edit_and_is_held_to_the_format() -> None:
    assert codes(after(SetStudents((Student(code="K1"), Student(code="K2"))))) == ["K1", "K2"]
    lost = Student.model_validate({"code": "K1", "with": ["K9"]})
    with pytest.raises(InputError, match="K9"):
        apply_change(the_class(), SetStudents((lost,)))
    with pytest.raises(InputError, match="K1"):
        apply_change(the_class(), SetStudents((Student(code="K1"), Student(code="K1"))))


def test_bands_are_set_one_by_one_and_written_short() -> None:
    made = after(SetBand("know_next", "3+"), SetBand("low_noise", "1-2", (("level_db", 50.0),)))
    assert plan_document(made)["bands"] == [
        {"prerequisite": "know_next", "count": "3+"},
        {"prerequisite": {"id": "low_noise", "level_db": 50.0}, "count": "1-2"},
    ]
    fewer = after(SetBand("know_next", "1-2"), SetBand("low_noise", None), subject=made)
    assert plan_document(fewer)["bands"] == [{"prerequisite": "know_next", "count": "1-2"}]


def test_a_band_twice_or_with_an_impossible_number_is_refused() -> None:
    quiet = Band(prerequisite=NeededPrerequisite(id="low_noise"), count="3+")
    with pytest.raises(InputError, match="low_noise"):
        apply_change(the_class(), SetBands((quiet, quiet)))
    with pytest.raises(PlannerError, match="number is not one"):
        apply_change(the_class(), SetBand("low_noise", "3+", (("level_db", 500.0),)))


def test_the_size_of_the_class_is_recorded_and_taken_out_again() -> None:
    made = after(SetClassSize(24))
    assert plan_document(made)["class_size"] == 24
    assert "class_size" not in plan_document(after(SetClassSize(NOT_RECORDED), subject=made))
    for size in (0, 201):
        with pytest.raises(PlannerError):
            apply_change(the_class(), SetClassSize(size))


@pytest.mark.parametrize(
    ("change", "danish", "english"),
    [
        (AddStudents(("B1",)), "B1 tilføjet", "B1 added"),
        (AddStudents(("B1", "B2")), "2 elever tilføjet", "2 students added"),
        (RemoveStudents(("A1",)), "A1 fjernet", "A1 removed"),
        (RenameStudent("A1", "K7"), "A1 hedder nu K7", "A1 is now called K7"),
        (
            SetPrerequisite(("A1",), "low_noise", on=True),
            "spørg om et lavt lydniveau for A1",
            "ask about a low noise level for A1",
        ),
        (
            SetPrerequisite(("A1", "A2"), "low_noise", on=False),
            "spørg ikke om et lavt lydniveau for 2 elever",
            "do not ask about a low noise level for 2 students",
        ),
        (SetStudentField(("A1",), "with", ()), "hvem A1 skal være sammen med", "who A1 is to be with"),
        (SetStudentField(("A1",), "wishes", ()), "ønsker fra A1", "wishes of A1"),
        (SetStudents(()), "klasselisten skiftet: 0 elever", "class list replaced: 0 students"),
        (
            SetBand("low_noise", "3+"),
            "et lavt lydniveau: 3 eller flere elever",
            "a low noise level: 3 or more students",
        ),
        (SetBand("low_noise", None), "et lavt lydniveau: ingen elever", "a low noise level: no students"),
        (SetClassSize(24), "24 elever i klassen", "24 students in the class"),
        (SetClassSize(NOT_RECORDED), "klassens størrelse ikke noteret", "class size not recorded"),
    ],
)
def test_a_change_is_named_for_the_history(change: Change, danish: str, english: str) -> None:
    label = change_label(the_class(), change)
    assert (label.text("da"), label.text("en")) == (danish, english)


@pytest.mark.parametrize(("recorded", "left"), [({}, 3), ({"class_size": 26}, 26), ({"class_size": 2}, 3)])
def test_a_class_without_its_codes_stays_as_large_as_it_was(recorded: Raw, left: int) -> None:
    before = plan(students=[{"code": "A1"}, {"code": "A2"}, {"code": "A3"}], **recorded)
    after = WithoutCodes().apply(before)
    assert (after.students, after.class_size) == ((), left)
    assert WithoutCodes().label(before).text("da") == "3 elever fjernet"
    assert WithoutCodes().apply(plan()) == plan(students=[])
