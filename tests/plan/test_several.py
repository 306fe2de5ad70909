"""Several changes made as one: all of them or none, and named together."""

import pytest
from builders import activity, phase, plan

from planner.errors import PlannerError
from planner.plan.changes import SetVoice, apply_change, change_label
from planner.plan.several import Several

WORK = plan(phase("work", activity("read"), activity("talk")))
BOTH = Several((SetVoice("work", "read", 0), SetVoice("work", "talk", 1)))


def test_all_of_them_are_made() -> None:
    after = apply_change(WORK, BOTH)
    assert [one.voice for one in after.lesson.phases[0].activities] == [0, 1]


def test_where_one_does_not_fit_none_is_made() -> None:
    with pytest.raises(PlannerError):
        apply_change(WORK, Several((*BOTH.changes, SetVoice("gone", "talk", 1))))


def test_the_history_names_the_first_and_counts_the_others() -> None:
    three = Several((*BOTH.changes, SetVoice("work", "talk", 0)))
    said = [change_label(WORK, one).text("da") for one in (Several(BOTH.changes[:1]), BOTH, three)]
    assert said == [
        "forslag: Read: stemmeniveau 0",
        "forslag: Read: stemmeniveau 0 – og én ændring mere",
        "forslag: Read: stemmeniveau 0 – og 2 ændringer mere",
    ]
    assert change_label(WORK, BOTH).text("en") == "proposal: Read: voice level 0 – and one more change"


def test_nothing_is_no_change() -> None:
    with pytest.raises(PlannerError):
        change_label(WORK, Several(()))
