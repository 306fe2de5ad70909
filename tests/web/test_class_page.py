"""The class page as Streamlit runs it: what is chosen goes into the plan, and the plan is the truth."""

from pathlib import Path
from typing import Any

import pytest
from serving import ROOT
from streamlit.testing.v1 import AppTest

from planner.lesson.model import Band, Plan
from planner.plan.changes import Change
from planner.plan.class_changes import AddStudents, SetBands, SetClassSize, SetPrerequisite, SetStudents
from planner.plan.document import plan_document
from planner.services import plans
from planner.web.desk import desk_of
from planner.web.opened import the_archive
from planner.web.server.session import now

APP = str(ROOT / "planner" / "web" / "app.py")
SAMPLE = "fractions-grade-5"
NEEDS = ("know_next", "low_noise")


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))


def class_page(plan: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["id"] = plan
    app.run()
    app.switch_page("screens/plan_class.py")
    app.query_params["id"] = plan
    app.run()
    assert not app.exception
    return app


def begun(*changes: Change) -> str:
    plan = plans.open_sample(the_archive(), SAMPLE, now())
    cleared: tuple[Change, ...] = (SetStudents(()), SetBands(()))
    for change in (*cleared, *changes):
        head = desk_of(plan).open().head
        plans.change_plan(the_archive(), (plan, head), change, now())
    return plan


def stored(plan: str) -> Plan:
    return desk_of(plan).open().plan


def students(plan: str) -> list[dict[str, Any]]:
    return list(plan_document(stored(plan)).get("students", []))


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_an_empty_class_is_filled_with_codes_in_two_steps() -> None:
    plan = begun()
    app = class_page(plan)
    app.number_input("class_more_26").set_value(3)
    ran(app)
    app.button("class_add_codes").click()
    ran(app)
    assert students(plan) == [{"code": "A1"}, {"code": "A2"}, {"code": "A3"}]
    assert "Klassen på ét sted" in html(app)


def test_a_question_is_asked_for_many_students_at_once() -> None:
    plan = begun(AddStudents(("A1", "A2", "A3")))
    app = class_page(plan)
    app.session_state["class_chosen"] = ["A1", "A3"]
    app.session_state["group_senses"] = True
    ran(app)
    app.checkbox("ask_low_noise").check()
    ran(app)
    assert [entry.get("prerequisites") for entry in students(plan)] == [["low_noise"], None, ["low_noise"]]
    assert "lavt lydniveau" in html(app)
    app.number_input("number_low_noise_level_db").set_value(45.0)
    ran(app)
    assert students(plan)[2]["prerequisites"] == [{"id": "low_noise", "level_db": 45.0}]
    assert "lavt lydniveau (45 dB)" in html(app)
    app.checkbox("ask_low_noise").uncheck()
    ran(app)
    assert students(plan)[0]["prerequisites"] == []


def test_a_question_asked_for_some_says_for_whom() -> None:
    plan = begun(AddStudents(("A1", "A2")), SetPrerequisite(("A1",), "know_help", on=True))
    app = class_page(plan)
    app.session_state["class_chosen"] = ["A1", "A2"]
    app.session_state["group_people"] = True
    ran(app)
    box = app.checkbox("ask_know_help")
    assert box.value is False
    assert "nu kun for A1" in box.label


def test_company_is_chosen_and_nobody_is_an_answer() -> None:
    plan = begun(AddStudents(("A1", "A2", "A3")))
    app = class_page(plan)
    app.session_state["class_chosen"] = ["A1"]
    app.session_state["class_company"] = True
    ran(app)
    app.multiselect("company_with").set_value(["A2"])
    ran(app)
    app.multiselect("company_apart_from").set_value(["-"])
    ran(app)
    app.multiselect("company_supports").set_value(["headphones"])
    ran(app)
    assert students(plan)[0] == {
        "code": "A1",
        "with": ["A2"],
        "apart_from": [],
        "supports": ["headphones"],
    }
    assert "<td>med A2</td>" in html(app)


def test_a_code_is_changed_and_a_student_taken_out() -> None:
    plan = begun(AddStudents(("A1", "A2")))
    app = class_page(plan)
    app.session_state["class_chosen"] = ["A1"]
    ran(app)
    app.text_input("class_rename").set_value("K7")
    ran(app)
    assert students(plan)[0] == {"code": "K7"}
    app.button("class_remove").click()
    ran(app)
    assert students(plan) == [{"code": "A2"}]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("adhd", "En kode må ikke sige noget om eleven. Vælg en, som kun I kender."),
        ("0101121234", "En kode må ikke sige noget om eleven. Vælg en, som kun I kender."),
        ("A2", "Den kode er der allerede en, der har."),
        ("Ida H", "En kode er op til 12 bogstaver og tal uden mellemrum, for eksempel A1."),
    ],
)
def test_a_code_that_says_too_much_is_refused_in_a_friendly_sentence(code: str, why: str) -> None:
    plan = begun(AddStudents(("A1", "A2")))
    app = class_page(plan)
    app.session_state["class_chosen"] = ["A1"]
    ran(app)
    app.text_input("class_rename").set_value(code)
    ran(app)
    assert why in html(app)
    assert [entry["code"] for entry in students(plan)] == ["A1", "A2"]
    assert app.text_input("class_rename").value == "A1"


def test_a_class_without_codes_is_described_in_bands() -> None:
    plan = begun()
    app = class_page(plan)
    app.session_state["class_view"] = "bands"
    app.session_state["bands_senses"] = True
    ran(app)
    app.number_input("size_of_class").set_value(22)
    ran(app)
    app.button_group("band_low_noise").set_value("1-2")
    ran(app)
    app.number_input("number_low_noise_level_db").set_value(50.0)
    ran(app)
    app.button_group("band_low_noise").set_value("3+")
    ran(app)
    written = plan_document(stored(plan))
    assert written["class_size"] == 22
    assert written["bands"] == [{"prerequisite": {"id": "low_noise", "level_db": 50.0}, "count": "3+"}]
    app.button_group("band_low_noise").set_value("none")
    ran(app)
    assert plan_document(stored(plan))["bands"] == []


def test_the_check_speaks_of_a_class_without_codes() -> None:
    plan = begun()
    app = class_page(plan)
    app.session_state["class_view"] = "bands"
    app.session_state["bands_senses"] = True
    ran(app)
    app.button_group("band_low_noise").set_value("1-2")
    ran(app)
    app.switch_page("screens/plan.py")
    app.query_params["id"] = plan
    ran(app)
    assert "En elev, der har brug for et lavt lydniveau" in html(app)
    assert "af klassens forudsætninger" in html(app)


def test_a_class_list_is_compared_and_used_only_after_a_yes() -> None:
    plan = begun(AddStudents(("A1", "A2")))
    app = class_page(plan)
    app.session_state["class_file"] = True
    ran(app)
    app.file_uploader("roster_0").set_value(
        ("ny.csv", "kode;støtte\nA1;headphones\nB1;\n".encode(), "text/csv")
    )
    ran(app)
    assert "Nye: 1</strong> – B1" in html(app)
    assert students(plan) == [{"code": "A1"}, {"code": "A2"}]
    app.button("roster_yes").click()
    ran(app)
    assert students(plan) == [{"code": "A1", "supports": ["headphones"]}, {"code": "B1"}]
    assert "Intet er ændret endnu" not in html(app)


def test_a_file_that_cannot_be_used_changes_nothing() -> None:
    plan = begun(AddStudents(("A1",)))
    app = class_page(plan)
    app.session_state["class_file"] = True
    ran(app)
    app.file_uploader("roster_0").set_value(("navne.csv", b"navn\nIda\n", "text/csv"))
    ran(app)
    assert "Klassen er, som den var." in html(app)
    assert "Ida" not in html(app)
    assert students(plan) == [{"code": "A1"}]


def test_names_are_asked_for_without_anything_being_sent() -> None:
    plan = begun()
    app = class_page(plan)
    app.session_state["class_names"] = True
    ran(app)
    assert students(plan) == []


def test_all_students_are_chosen_and_let_go_at_once() -> None:
    plan = begun(AddStudents(("A1", "A2")))
    app = class_page(plan)
    app.button("choose_all").click()
    ran(app)
    assert "Det betyder noget for A1, A2:" in html(app)
    app.button("class_remove").click()
    ran(app)
    assert students(plan) == []


def test_what_stands_without_codes_is_said_among_the_codes_and_taken_out_in_one_edit() -> None:
    bands = tuple(Band.model_validate({"prerequisite": need, "count": "3+"}) for need in NEEDS)
    plan = begun(AddStudents(("A1",)), SetBands(bands))
    app = class_page(plan)
    assert "Planen har også 2 ting, der ikke hører til en kode. Tjekket ser på begge dele." in html(app)
    app.button("bands_out").click()
    ran(app)
    assert stored(plan).bands == ()
    assert "hører til en kode" not in html(app)
    desk = desk_of(plan)
    plans.undo(the_archive(), (plan, desk.open().head))
    assert len(stored(plan).bands) == 2


def test_codes_are_said_in_a_class_without_codes_and_leave_their_number() -> None:
    plan = begun(AddStudents(("A1", "A2")))
    app = class_page(plan)
    app.session_state["class_view"] = "bands"
    ran(app)
    assert "Planen har også 2 elever med koder. Tjekket ser på begge dele." in html(app)
    app.button("codes_out").click()
    ran(app)
    assert (stored(plan).students, stored(plan).class_size) == ((), 2)
    plans.undo(the_archive(), (plan, desk_of(plan).open().head))
    assert (len(stored(plan).students), stored(plan).class_size) == (2, None)


@pytest.mark.parametrize(
    ("field", "opposite", "said"),
    [
        ("with", "apart_from", "A2 blev ikke valgt: koden står også under »Hvem skal eleven ikke være"),
        ("apart_from", "with", "A2 blev ikke valgt: koden står også under »Hvem skal eleven være"),
    ],
)
def test_a_choice_against_another_one_is_refused_beside_its_field(
    field: str, opposite: str, said: str
) -> None:
    plan = begun(AddStudents(("A1", "A2")))
    app = class_page(plan)
    app.session_state["class_chosen"] = ["A1"]
    app.session_state["class_company"] = True
    ran(app)
    app.multiselect(f"company_{opposite}").set_value(["A2"])
    ran(app)
    app.multiselect(f"company_{field}").set_value(["A2"])
    ran(app)
    assert said in html(app)
    assert students(plan)[0] == {"code": "A1", opposite: ["A2"]}
    assert app.multiselect(f"company_{field}").value == []
    assert said not in html(ran(app))


def test_codes_that_the_class_lacks_are_proposed() -> None:
    plan = begun(AddStudents(("A1", "A2")), SetClassSize(26))
    app = class_page(plan)
    assert "Klassen har 26 elever, og 2 af dem har en kode. Tjekket regner med 26." in html(app)
    assert app.number_input("class_more_24").value == 24
    app.button("class_add_codes").click()
    ran(app)
    assert len(students(plan)) == 26
    assert "af dem har en kode" not in html(app)
    assert app.number_input("class_more_1").value == 1
