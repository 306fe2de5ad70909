"""Which of the ten H's a plan answers."""

import pytest
from builders import activity, phase, plan, without

from planner.lesson.ten_h import MANDATORY, TEN_H, answered


def answers(*left_out: str, **changed: object) -> dict[str, bool]:
    checked = plan(phase("work", without({**activity(), **changed}, *left_out)))
    return dict(answered(checked, 0, checked.lesson.phases[0].activities[0]))


def test_a_recorded_activity_answers_all_that_is_mandatory() -> None:
    given = answers()

    assert tuple(given) == TEN_H
    assert all(given[question] for question in MANDATORY)


@pytest.mark.parametrize(
    ("question", "field"), [("where", "zones"), ("with_whom", "social_form"), ("help", "adult")]
)
def test_a_field_left_out_leaves_its_question_open(question: str, field: str) -> None:
    assert [h for h in MANDATORY if not answers(field)[h]] == [question]


def test_a_signal_for_help_answers_who_helps_without_an_adult() -> None:
    assert not answers(adult=None)["help"]
    assert answers(adult=None, supports=["help_signal"])["help"]


def test_a_group_apart_knows_what_comes_next_once_its_return_is_set() -> None:
    assert not answers(apart={"purpose": "Ro"})["next"]
    assert answers(apart={"returns_to": "work"})["next"]


def test_why_is_the_goal_and_how_much_the_steps() -> None:
    aimless = plan(lesson={"goal": None})

    assert not answered(aimless, 0, aimless.lesson.phases[0].activities[0])["why"]
    assert answers()["why"]
    assert not answers()["how_much"]
    assert answers(supports=["step_list"])["how_much"]
    assert not answers("ways_out")["how"]
    assert answers("ways_out", instructions="Hent tre bøger.")["how"]
