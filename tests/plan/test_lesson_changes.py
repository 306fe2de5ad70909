"""Changes of a lesson: every one leaves a valid plan, and what does not fit is refused in one sentence."""

from contextlib import suppress
from typing import Any

import pytest
from builders import activity, phase, plan, without
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.catalogue.loader import load_catalogue
from planner.errors import PlannerError
from planner.lesson.model import Activity, Adult, Phase, Plan
from planner.lesson.validate import validate_plan
from planner.locale import gettext
from planner.plan.changes import NOT_RECORDED, Change
from planner.plan.document import plan_document, plan_text
from planner.plan.lesson_changes import (
    AddActivity,
    AddAdult,
    AddPhase,
    MoveActivity,
    MovePhase,
    RemoveActivity,
    RemoveAdult,
    RemovePhase,
    SetField,
    SetLesson,
    copied_phase,
    copy_activity,
    copy_phase,
    fresh_id,
    new_activity,
    new_phase,
)
from planner.plan.set_field import FIELDS

ADULTS = [{"id": "L", "role": "teacher"}, {"id": "P", "role": "social_educator", "present": [0, 20]}]


def lesson(**fields: Any) -> Plan:
    """Three phases; in the second, one of two groups works apart and returns to the third."""
    apart = {"purpose": "Læse i ro", "returns_to": "share"}
    return plan(
        phase("start", activity("hello", adult="L")),
        phase("work", activity("bars", adult="P"), activity("read", adult=None, apart=apart)),
        phase("share", activity("show")),
        adults=ADULTS,
        **fields,
    )


def order(subject: Plan) -> list[str]:
    return [one.id for one in subject.lesson.phases]


def activities(subject: Plan, index: int) -> list[str]:
    return [one.id for one in subject.lesson.phases[index].activities]


def found(subject: Plan, id_: str) -> Activity:
    return next(one for p in subject.lesson.phases for one in p.activities if one.id == id_)


def test_a_new_phase_stands_where_it_was_put_with_one_open_activity() -> None:
    subject = lesson()
    changed = AddPhase(1, new_phase(subject, "Pause")).apply(subject)
    assert order(changed) == ["start", "phase", "work", "share"]
    [open_] = changed.lesson.phases[1].activities
    assert open_.model_fields_set == {"id", "title", "kind"}


def test_two_windows_that_add_a_phase_both_get_theirs() -> None:
    subject = lesson()
    made = new_phase(subject, "Pause")
    twice = AddPhase(0, made).apply(AddPhase(0, made).apply(subject))
    assert order(twice)[:2] == ["phase-2", "phase"]
    assert activities(twice, 0) == ["activity-2"]


def test_a_phase_moves_there_and_back() -> None:
    moved = MovePhase("start", 1).apply(lesson())
    assert order(moved) == ["work", "start", "share"]
    assert plan_text(MovePhase("start", 0).apply(moved)) == plan_text(lesson())


def test_a_phase_does_not_move_past_the_return_of_a_group() -> None:
    with pytest.raises(PlannerError, match="must return in a later phase"):
        MovePhase("work", 2).apply(lesson())
    with pytest.raises(PlannerError, match="must return in a later phase"):
        MoveActivity("work", "read", "share", 0).apply(lesson())


def test_what_an_older_plan_says_does_not_stand_in_the_way_of_other_changes() -> None:
    first = lesson()
    older = first.model_copy(
        update={"lesson": first.lesson.model_copy(update={"goal": "Ole med autisme er med"})}
    )
    assert SetField("plan", (), "title", "Ro").apply(older).title == "Ro"
    with pytest.raises(PlannerError, match="no diagnosis"):
        SetField("plan", (), "subject", "ADHD").apply(older)


def test_a_phase_that_goes_takes_the_return_to_it_along() -> None:
    changed = RemovePhase("share").apply(lesson())
    apart = found(changed, "read").apart
    assert apart is not None
    assert apart.purpose == "Læse i ro"
    assert not apart.recorded("returns_to")


def test_an_adult_who_goes_leaves_their_activities_undecided() -> None:
    changed = RemoveAdult("P").apply(lesson())
    assert not found(changed, "bars").recorded("adult")
    assert found(changed, "read").recorded("adult")
    assert [one.id for one in changed.adults] == ["L"]


def test_a_second_teacher_gets_an_id_of_their_own() -> None:
    changed = AddAdult(Adult(id="L", role="teacher")).apply(lesson())
    assert [one.id for one in changed.adults] == ["L", "P", "L-2"]
    assert AddAdult(Adult(id="L", role="teacher")).label(lesson()).text("da") == "L-2 (lærer) er med"


def test_activities_are_added_moved_and_removed() -> None:
    subject = lesson()
    changed = AddActivity("work", 0, new_activity(subject, "Tegn")).apply(subject)
    assert activities(changed, 1) == ["activity", "bars", "read"]
    changed = MoveActivity("work", "activity", "work", 2).apply(changed)
    assert activities(changed, 1) == ["bars", "read", "activity"]
    changed = MoveActivity("work", "activity", "start", 0).apply(changed)
    assert activities(changed, 0) == ["activity", "hello"]
    assert plan_text(RemoveActivity("start", "activity").apply(changed)) == plan_text(subject)


def test_a_copy_has_ids_of_its_own_and_says_the_same() -> None:
    subject = lesson()
    copy = copy_phase(subject, "work")
    assert copy.id == "work-2"
    assert [one.id for one in copy.activities] == ["bars-2", "read-2"]
    changed = AddPhase(2, copy).apply(subject)
    apart = found(changed, "read-2").apart
    assert apart is not None
    assert apart.returns_to == "share"
    assert copy_activity(subject, "work", "bars").id == "bars-2"


def test_a_phase_of_another_plan_brings_what_fits() -> None:
    target = plan(phase("work", activity("x")), adults=[{"id": "M", "role": "teacher"}], layout="other")
    source = lesson()
    moves = [{"id": "t1", "at": [1, 1]}]
    source = SetField("phase", ("work",), "moves", moves).apply(source)
    brought = copied_phase(source, "work", target, zones=())
    assert (brought.id, brought.moves) == ("work-2", ())
    bars, read = brought.activities
    assert not bars.recorded("adult")
    assert not bars.recorded("zones")
    assert read.recorded("adult")
    assert read.apart is not None
    assert not read.apart.recorded("returns_to")
    assert copied_phase(source, "start", target, zones=("z",)).activities[0].adult == "M"
    assert copied_phase(source, "start", target, zones=("z",)).activities[0].zones == ("z",)


def test_another_lesson_comes_with_its_adults_or_without() -> None:
    other = lesson().lesson
    alone = plan(adults=[{"id": "L", "role": "teacher"}], students=[{"code": "A1"}])
    without_adults = SetLesson(other).apply(alone)
    assert not found(without_adults, "bars").recorded("adult")
    assert [one.code for one in without_adults.students] == ["A1"]
    with_adults = SetLesson(other, lesson().adults).apply(alone)
    assert found(with_adults, "bars").adult == "P"


def test_a_field_is_set_is_none_and_is_open() -> None:
    where = ("work", "bars")
    one = SetField("activity", where, "social_form", "pair").apply(lesson())
    assert found(one, "bars").social_form == "pair"
    none = SetField("activity", where, "apart", None).apply(one)
    assert found(none, "bars").recorded("apart")
    taken = SetField("activity", where, "apart", NOT_RECORDED).apply(none)
    assert plan_text(taken) == plan_text(one)


def test_a_field_of_every_part_is_set() -> None:
    subject = SetField("plan", (), "title", "Brøker 2").apply(lesson())
    subject = SetField("plan", (), "subject", "matematik").apply(subject)
    subject = SetField("lesson", (), "goal", "Vi deler").apply(subject)
    subject = SetField("phase", ("work",), "co_teaching", "station").apply(subject)
    subject = SetField("adult", ("P",), "present", (5, 45)).apply(subject)
    assert (subject.title, subject.subject, subject.lesson.goal) == ("Brøker 2", "matematik", "Vi deler")
    assert subject.lesson.phases[1].co_teaching == "station"
    assert subject.adults[1].present == (5, 45)


def test_every_settable_field_has_a_name_in_the_history() -> None:
    names = set(load_catalogue().words["changes_lesson_field"])
    assert names == {"plan", "lesson"} | {f"{part}_{f}" for part, fields in FIELDS.items() for f in fields}


PRIVATE = (
    "Write what the students need or do – no diagnosis, no label and no civil registration number. "
    "For example “a place at the front” or “a quiet corner”."
)
RETURN = "A group that works apart must return in a later phase. Change that first."
BARS = ("work", "bars")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (RemovePhase("nowhere"), "This phase is not in the plan."),
        (MovePhase("nowhere", 0), "This phase is not in the plan."),
        (RemoveActivity("start", "hello"), "A phase needs an activity."),
        (MoveActivity("start", "hello", "work", 0), "A phase needs an activity."),
        (RemoveActivity("start", "bars"), "This activity is not in the phase."),
        (RemoveAdult("X"), "This adult is not in the plan."),
        (SetField("plan", (), "students", ()), "The place of the change does not fit."),
        (SetField("phase", (), "title", "T"), "The place of the change does not fit."),
        (SetField("activity", BARS, "id", "x"), "The place of the change does not fit."),
        (SetField("plan", (), "title", ""), "This value is not allowed here."),
        (SetField("plan", (), "title", NOT_RECORDED), "This must be answered."),
        (SetField("plan", (), "title", "Autisme-planen"), PRIVATE),
        (SetField("activity", BARS, "instructions", "010203-1234"), PRIVATE),
        (SetField("activity", BARS, "apart", {"purpose": "ADHD"}), PRIVATE),
        (SetField("activity", BARS, "adult", "X"), "This adult is not in the plan."),
        (SetField("activity", BARS, "supports", ("magic",)), "This support is not in the catalogue."),
        (SetField("activity", BARS, "apart", {"returns_to": "start"}), RETURN),
        (SetField("activity", BARS, "zones", ()), "This value is not allowed here."),
        (
            SetField("activity", BARS, "group_size", {"min": 4, "max": 2}),
            "The largest group is smaller than the smallest one.",
        ),
        (SetField("adult", ("P",), "present", (20, 10)), "An adult must come before they go."),
    ],
)
def test_a_change_that_does_not_fit_is_refused_in_one_sentence(change: Change, sentence: str) -> None:
    with pytest.raises(PlannerError) as refused:
        change.apply(lesson())
    assert str(refused.value) == sentence
    assert gettext(sentence, "da") != sentence


def test_the_last_phase_stays() -> None:
    with pytest.raises(PlannerError, match="A lesson needs a phase"):
        RemovePhase("work").apply(plan())


@pytest.mark.parametrize(
    ("change", "danish"),
    [
        (SetField("plan", (), "title", "Ny"), "Planen: titlen ændret"),
        (SetField("plan", (), "subject", None), "Planen: faget – ingen"),
        (SetField("plan", (), "between_form", None), "Planen: mellemformen – ingen"),
        (
            SetField("plan", (), "between_form", "group_based"),
            "Planen: mellemformen – holdbaseret mellemform",
        ),
        (SetField("lesson", (), "goal", NOT_RECORDED), "Lektionen: målet ikke bestemt endnu"),
        (
            SetField("phase", ("work",), "co_teaching", "team"),
            "Work: samarbejdet mellem de voksne – teamundervisning",
        ),
        (SetField("activity", BARS, "voice", 0), "Bars: stemmen – stille"),
        (SetField("activity", BARS, "social_form", "pair"), "Bars: formen – makkerpar"),
        (SetField("activity", BARS, "sensory", ()), "Bars: lugt og berøring – ingen"),
        (SetField("adult", ("P",), "role", "substitute"), "P: rollen – vikar"),
        (RemovePhase("work"), "fasen Work fjernet"),
        (MovePhase("work", 0), "fasen Work flyttet"),
        (MoveActivity("work", "bars", "start", 0), "Bars flyttet til Start"),
        (RemoveActivity("work", "bars"), "Work: Bars fjernet"),
        (RemoveAdult("P"), "P (pædagog) er ikke med længere"),
        (SetLesson(plan().lesson), "en anden lektion"),
    ],
)
def test_the_history_says_what_a_change_was(change: Change, danish: str) -> None:
    assert change.label(lesson()).text("da") == danish


def test_ids_are_fresh_and_never_too_long() -> None:
    assert fresh_id((), "phase") == "phase"
    assert fresh_id({"phase", "phase-2"}, "phase") == "phase-3"
    assert fresh_id({"x" * 40}, "x" * 40) == "x" * 38 + "-2"


PHASES = st.sampled_from(["start", "work", "share", "phase", "work-2", "nowhere"])
IDS = st.sampled_from(["hello", "bars", "read", "show", "activity", "bars-2"])
PLACES = st.integers(0, 4)
RAW_PHASES = st.sampled_from([
    Phase.model_validate(phase("phase", activity("activity", adult="X", apart={"returns_to": "share"}))),
    Phase.model_validate(phase("work", activity("bars"), activity("bars"))),
    Phase.model_validate(phase("ADHD", activity("x"))),
])  # fmt: skip
BACK = {"returns_to": "share"}
VALUES = st.sampled_from([None, NOT_RECORDED, (), "pair", "L", "P", 2, 30, "adhd", BACK, (1, 2), True])


def fields_of(part: Any, ids: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[Change]:
    return st.builds(SetField, st.just(part), ids, st.sampled_from(FIELDS[part]), VALUES)


CHANGES: st.SearchStrategy[Any] = st.one_of(
    st.builds(AddPhase, PLACES, RAW_PHASES),
    st.builds(RemovePhase, PHASES),
    st.builds(MovePhase, PHASES, PLACES),
    st.builds(AddActivity, PHASES, PLACES, RAW_PHASES.map(lambda one: one.activities[0])),
    st.builds(RemoveActivity, PHASES, IDS),
    st.builds(MoveActivity, PHASES, IDS, PHASES, PLACES),
    st.builds(AddAdult, st.sampled_from([Adult(id="L", role="teacher"), Adult(id="X", role="assistant")])),
    st.builds(RemoveAdult, st.sampled_from(["L", "P", "X"])),
    st.builds(SetLesson, st.just(plan().lesson)),
    fields_of("activity", st.tuples(PHASES, IDS)),
    fields_of("phase", st.tuples(PHASES)),
    fields_of("adult", st.tuples(st.sampled_from(["L", "P"]))),
    fields_of("plan", st.just(())),
    fields_of("lesson", st.just(())),
)


@settings(deadline=None, max_examples=80)
@given(st.lists(CHANGES, max_size=10))
def test_whatever_is_changed_the_plan_reads_back_the_same(made: list[Change]) -> None:
    subject = lesson(students=[{"code": "A1"}])
    for change in made:
        with suppress(PlannerError):
            change.label(subject)
            subject = change.apply(subject)
    back = validate_plan(plan_document(subject))
    assert back == subject
    assert plan_text(back) == plan_text(subject)


@settings(deadline=None, max_examples=40)
@given(PHASES, PLACES)
def test_a_phase_moved_there_and_back_is_where_it_was(which: str, index: int) -> None:
    subject = lesson()
    try:
        moved = MovePhase(which, index).apply(subject)
    except PlannerError:
        return
    assert plan_text(MovePhase(which, order(subject).index(which)).apply(moved)) == plan_text(subject)


def test_a_field_that_was_left_out_is_recorded_and_taken_out_again() -> None:
    bare = plan(phase("work", without(activity("bars"), "voice", "display")))
    shown = SetField("activity", BARS, "display", value=False).apply(bare)
    assert found(shown, "bars").recorded("display")
    assert plan_text(SetField("activity", BARS, "display", NOT_RECORDED).apply(shown)) == plan_text(bare)
