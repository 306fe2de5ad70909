"""Students' codes are found in what people write, and nothing else is taken for one."""

import pytest
from builders import activity, phase, raw_plan

from planner.lesson.validate import validate_plan
from planner.plan.named import codes_in, named_students


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("A1 sidder ved døren.", ("A1",)),
        ("for a1, b12 og c-3", ("A1", "B12", "C-3")),
        ("A1-gruppen", ("A1",)),
        ("A11 og xA1", ()),
        ("Om 12 minutter i gruppe B", ()),
        ("", ()),
    ],
)
def test_a_code_is_a_word_of_its_own(text: str, named: tuple[str, ...]) -> None:
    assert codes_in([text], ("A1", "B12", "C-3", "12", "B")) == named


@pytest.mark.parametrize("field", ["title", "instructions"])
def test_every_text_of_a_lesson_is_read(field: str) -> None:
    students = [{"code": "A1"}, {"code": "B2"}]
    told = raw_plan(phase("p", activity(**{field: "A1 begynder"})), students=students)
    assert named_students(validate_plan(told)) == ("A1",)
    assert named_students(validate_plan(raw_plan(phase("p", activity()), students=students))) == ()


def test_the_purpose_of_a_group_apart_is_read_too() -> None:
    apart = {"purpose": "B2 får ro", "returns_to": "q"}
    plan = raw_plan(
        phase("p", activity(apart=apart)), phase("q", activity("then")), students=[{"code": "B2"}]
    )
    assert named_students(validate_plan(plan)) == ("B2",)
