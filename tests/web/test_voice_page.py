"""The teacher's page about the students' voice, as Streamlit runs it."""

from pathlib import Path

import pytest
from serving import ROOT
from streamlit.testing.v1 import AppTest

from planner.plan.changes import SetZones
from planner.services import plans, rounds
from planner.services.answering import give_answer
from planner.services.plans import plan_layout
from planner.services.rounds import Asked
from planner.voice.model import Answer, Pin
from planner.voice.round import Round
from planner.web.desk import now
from planner.web.opened import the_archive

APP = str(ROOT / "planner" / "web" / "app.py")


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))


def a_plan() -> str:
    return plans.open_sample(the_archive(), "fractions-grade-5", now())


def a_round(plan: str, minutes: int = 20, expected: int | None = 24) -> Round:
    layout = plan_layout(plans.load_plan(the_archive(), plan).plan)
    return rounds.open_round(the_archive(), plan, Asked("4-6", (layout,), minutes, expected), now())


def answers(one: Round, number: int, first: int = 0, wish: str = "En blødere stol") -> None:
    for student in range(first, first + number):
        answer = Answer(
            choices={"agree_place": "5" if student % 2 else "2"},
            pins=(Pin(kind="loud", at=(2.0 + student / 10, 2.0)),),
            words={"wish": f"{wish} {student}"},
        )
        give_answer(the_archive().store, one.code, f"device-{student:032d}", answer, now())


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params.update(query)
    app.run()
    app.switch_page("screens/plan_voice.py")
    app.query_params.update(query)
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def button(app: AppTest, label: str):
    return next(one for one in app.button if label in one.label)


def test_a_round_is_proposed_for_the_plans_grade_and_class_with_its_questions() -> None:
    app = opened(id=a_plan())
    said = html(app)
    print(said)
    assert "De får 9 spørgsmål" in said
