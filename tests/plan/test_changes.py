"""Changes of a plan: what is recorded stays recorded, and what does not fit is refused."""

from typing import Any

import pytest
from builders import activity, phase, plan, without
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import PlannerError
from planner.lesson.model import Activity, Plan
from planner.plan.changes import (
    NOT_RECORDED,
    Change,
    SetAdult,
    SetGroupSize,
    SetMinutes,
    SetOwnSupport,
    SetSupport,
    SetVoice,
    SetZones,
    apply_change,
    change_label,
)
from planner.plan.document import plan_document, plan_text, stored_plan

WHERE = ("work", "do")


def lesson_of(**fields: Any) -> Plan:
    return plan(phase("work", activity("do", **fields)), students=[{"code": "A1"}])


def done(subject: Plan) -> Activity:
    return subject.lesson.phases[0].activities[0]


def test_a_support_of_the_lesson_is_switched_on_and_off() -> None:
    on = apply_change(lesson_of(), SetSupport("lesson", (), "visible_timer", on=True))
    assert on.lesson.supports == ("visual_schedule", "visible_timer")
    off = apply_change(on, SetSupport("lesson", (), "visible_timer", on=False))
    assert off.lesson.supports == ("visual_schedule",)


def test_a_support_of_a_phase_and_of_an_activity_stays_there() -> None:
    changed = apply_change(lesson_of(), SetSupport("phase", ("work",), "visible_timer", on=True))
    changed = apply_change(changed, SetSupport("activity", WHERE, "step_list", on=True))
    assert changed.lesson.phases[0].supports == ("transition_warning", "visible_timer")
    assert done(changed).supports == ("step_list",)


def test_switching_on_twice_is_the_same_as_once() -> None:
    change = SetSupport("lesson", (), "visible_timer", on=True)
    once = apply_change(lesson_of(), change)
    assert plan_text(apply_change(once, change)) == plan_text(once)


def test_a_students_own_support_counts_as_recorded() -> None:
    changed = apply_change(lesson_of(), SetOwnSupport("A1", "headphones", on=True))
    assert changed.students[0].supports == ("headphones",)
    assert changed.students[0].recorded("supports")


def test_an_adult_can_be_named_be_none_or_be_undecided() -> None:
    nobody = apply_change(lesson_of(), SetAdult(*WHERE, None))
    assert done(nobody).adult is None
    assert done(nobody).recorded("adult")
    undecided = apply_change(nobody, SetAdult(*WHERE, NOT_RECORDED))
    assert not done(undecided).recorded("adult")
    assert "adult" not in plan_document(undecided)["lesson"]["phases"][0]["activities"][0]
    assert done(apply_change(undecided, SetAdult(*WHERE, "L"))).adult == "L"


def test_a_voice_that_was_not_recorded_is_recorded_and_taken_out_again() -> None:
    silent = plan(phase("work", without(activity("do"), "voice")))
    spoken = apply_change(silent, SetVoice(*WHERE, 0))
    assert (done(spoken).voice, done(spoken).recorded("voice")) == (0, True)
    assert plan_text(apply_change(spoken, SetVoice(*WHERE, NOT_RECORDED))) == plan_text(silent)


def test_zones_minutes_and_groups_are_set() -> None:
    changed = apply_change(lesson_of(), SetZones(*WHERE, ("cave", "shop")))
    changed = apply_change(changed, SetMinutes("work", 12.5))
    changed = apply_change(changed, SetGroupSize(*WHERE, 4))
    assert done(changed).zones == ("cave", "shop")
    assert changed.lesson.phases[0].minutes == 12.5
    group = done(changed).group_size
    assert group is not None
    assert group.max == 4


def test_the_smallest_group_is_kept_when_the_largest_changes() -> None:
    changed = apply_change(lesson_of(group_size={"min": 2, "max": 4}), SetGroupSize(*WHERE, 3))
    assert plan_document(changed)["lesson"]["phases"][0]["activities"][0]["group_size"] == {
        "min": 2,
        "max": 3,
    }


def test_a_group_without_limit_is_recorded_and_an_unknown_one_is_not() -> None:
    free = apply_change(lesson_of(), SetGroupSize(*WHERE, None))
    assert done(free).recorded("group_size")
    assert not done(apply_change(free, SetGroupSize(*WHERE, NOT_RECORDED))).recorded("group_size")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (SetSupport("lesson", (), "no_such", on=True), "This support is not in the catalogue."),
        (SetSupport("lesson", ("work",), "visible_timer", on=True), "The place of the change does not fit."),
        (SetSupport("phase", ("nowhere",), "visible_timer", on=True), "This phase is not in the plan."),
        (SetOwnSupport("Z9", "headphones", on=True), "This student is not in the plan."),
        (SetZones(*WHERE, ()), "This value is not allowed here."),
        (SetVoice(*WHERE, 5), "This value is not allowed here."),
        (SetVoice("work", "nothing", 1), "This activity is not in the phase."),
        (SetAdult(*WHERE, "X"), "This adult is not in the plan."),
        (SetMinutes("work", 0), "This value is not allowed here."),
        (SetMinutes("work", float("nan")), "This value is not allowed here."),
        (SetGroupSize(*WHERE, 0), "This value is not allowed here."),
    ],
)
def test_a_change_that_does_not_fit_is_refused_in_one_sentence(change: Change, sentence: str) -> None:
    with pytest.raises(PlannerError) as refused:
        apply_change(lesson_of(), change)
    assert str(refused.value) == sentence


def test_a_largest_group_below_the_smallest_is_refused() -> None:
    with pytest.raises(PlannerError, match="smaller than the smallest"):
        apply_change(lesson_of(group_size={"min": 3}), SetGroupSize(*WHERE, 2))


@pytest.mark.parametrize(
    ("change", "danish"),
    [
        (SetMinutes("work", 12.5), "Work: 12,5 min"),
        (SetVoice(*WHERE, 1), "Do: stemmeniveau 1"),
        (SetVoice(*WHERE, NOT_RECORDED), "Do: stemmeniveauet ikke noteret"),
        (SetAdult(*WHERE, "L"), "Do: voksen L"),
        (SetAdult(*WHERE, None), "Do: uden voksen"),
        (SetAdult(*WHERE, NOT_RECORDED), "Do: voksen ikke bestemt endnu"),
        (SetGroupSize(*WHERE, 4), "Do: højst 4 i gruppen"),
        (SetGroupSize(*WHERE, None), "Do: ingen grænse for gruppen"),
        (SetZones(*WHERE, ("cave",)), "Do: en anden zone"),
    ],
)
def test_the_history_says_what_a_change_was(change: Change, danish: str) -> None:
    assert change_label(lesson_of(), change).text("da") == danish


def test_the_history_names_a_support_and_its_place() -> None:
    subject = lesson_of()
    everyone = SetSupport("lesson", (), "visible_timer", on=True)
    assert change_label(subject, everyone).text("en").endswith("on: the whole lesson")
    assert (
        change_label(subject, SetSupport("phase", ("work",), "visible_timer", on=False))
        .text("da")
        .endswith("slået fra: Work")
    )
    assert (
        change_label(subject, SetSupport("activity", WHERE, "step_list", on=True)).text("da").endswith(": Do")
    )
    assert (
        change_label(subject, SetOwnSupport("A1", "headphones", on=True)).text("da").startswith("A1 bruger ")
    )


changes = st.one_of(
    st.builds(SetVoice, st.just("work"), st.just("do"), st.integers(0, 4) | st.just(NOT_RECORDED)),
    st.builds(SetAdult, st.just("work"), st.just("do"), st.sampled_from(["L", None, NOT_RECORDED])),
    st.builds(SetMinutes, st.just("work"), st.floats(1, 90)),
    st.builds(
        SetGroupSize,
        st.just("work"),
        st.just("do"),
        st.integers(1, 30) | st.sampled_from([None, NOT_RECORDED]),
    ),
    st.builds(SetOwnSupport, st.just("A1"), st.just("headphones"), st.booleans()),
)


@given(st.lists(changes, max_size=6))
def test_a_changed_plan_reads_back_with_the_same_recorded_fields(made: list[Change]) -> None:
    subject = lesson_of()
    for change in made:
        subject = apply_change(subject, change)
    back = stored_plan(plan_text(subject))
    assert back == subject
    assert done(back).model_fields_set == done(subject).model_fields_set
    assert plan_text(back) == plan_text(subject)
