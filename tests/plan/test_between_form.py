"""The form between general and special class a plan is for: kept, compared, and gone with the class."""

import json

import pytest
from builders import activity, phase, raw_plan

from planner.errors import PlannerError
from planner.lesson.model import Plan
from planner.plan.changes import NOT_RECORDED
from planner.plan.compare import Side, plain_difference
from planner.plan.document import plan_document, plan_text
from planner.plan.parts import without_class
from planner.plan.set_field import SetField

RAW = raw_plan(phase("work", activity("do")))


def plan(**fields: object) -> Plan:
    return Plan.model_validate(RAW | fields)


def set_to(value: object) -> SetField:
    return SetField("plan", (), "between_form", value)


def said(before: Plan, after: Plan) -> list[str]:
    told = plain_difference(Side(before, None, None), Side(after, None, None))
    return [one.message.text("da") for one in told]


def test_a_file_without_it_is_read_and_written_unchanged() -> None:
    written = plan_text(plan())
    assert "between_form" not in written
    assert json.loads(plan_text(Plan.model_validate_json(written))) == json.loads(written)


@pytest.mark.parametrize("value", ["class_based", "group_based", None])
def test_it_is_kept_as_it_was_said(value: str | None) -> None:
    marked = set_to(value).apply(plan())
    assert plan_document(marked)["between_form"] == value
    assert Plan.model_validate_json(plan_text(marked)) == marked
    assert set_to(NOT_RECORDED).apply(marked) == plan()


def test_another_form_is_refused() -> None:
    with pytest.raises(PlannerError):
        set_to("special_class").apply(plan())


def test_a_difference_is_said_in_words() -> None:
    none, group = plan(between_form=None), plan(between_form="group_based")
    assert said(plan(), none) == ["Planen: mellemformen – før ikke noteret, nu ingen"]
    assert said(none, group) == ["Planen: mellemformen – før ingen, nu holdbaseret mellemform"]
    assert said(group, plan(between_form="class_based")) == [
        "Planen: mellemformen – før holdbaseret mellemform, nu klassebaseret mellemform"
    ]


def test_it_goes_with_the_class() -> None:
    assert not without_class(plan(between_form="group_based")).recorded("between_form")
