"""Who is where: places are decided, kept and let go as changes, and nothing is dropped unseen."""

from typing import Any

import pytest
from builders import Raw, activity, phase, raw_plan
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError, PlannerError
from planner.lesson.model import Placed, Plan
from planner.lesson.validate import validate_plan
from planner.plan.changes import NOT_RECORDED, Change, SetZones
from planner.plan.class_changes import (
    AddStudents,
    RemoveStudents,
    RenameStudent,
    SetBand,
    SetStudents,
    WithoutCodes,
)
from planner.plan.compare import Side, plain_difference
from planner.plan.document import plan_document, plan_text, stored_plan
from planner.plan.lesson_changes import MoveActivity, RemoveActivity, RemovePhase
from planner.plan.parts import without_class
from planner.plan.place_changes import KeepPlaces, RemovePin, SetPin
from planner.plan.placed import key_of
from planner.review.pieces import pieces_between, same_plan

PIN: Raw = {"student": "A1", "phase": "work", "activity": "bars", "zone": "camp"}


def raw(**fields: Any) -> Raw:
    work = phase("work", activity("bars", zones=["camp", "shop"]), activity("calm", zones=["cave"]))
    end = phase("end", activity("share", zones=["camp"]), activity("talk", zones=["cave"]))
    students = [{"code": code} for code in ("A1", "A2", "A3")]
    return raw_plan(work, end, **{"layout": "zoned-classroom", "students": students, **fields})


def plan_of(**fields: Any) -> Plan:
    return validate_plan(raw(**fields))


def after(plan: Plan, *changes: Change) -> Plan:
    for change in changes:
        plan = change.apply(plan)
        assert stored_plan(plan_text(plan)) == plan
        assert validate_plan(plan_document(plan)) == plan
    return plan


def pins(plan: Plan) -> list[Raw]:
    return list(plan_document(plan).get("pins", []))


def said(before: Plan, now: Plan, language: Any = "da") -> list[str]:
    return [
        one.message.text(language) for one in plain_difference(*(Side(p, None, None) for p in (before, now)))
    ]


def test_a_file_without_places_stays_as_it_is() -> None:
    plan = plan_of()
    assert (plan.pins, plan.places) == ((), ())
    assert not {"pins", "places"} & set(plan_document(plan))


def test_a_place_is_decided_and_let_go_again() -> None:
    plan = plan_of()
    pinned = after(plan, SetPin("A1", "work", "bars", "camp"))
    assert pins(pinned) == [PIN]
    elsewhere = after(pinned, SetPin("A2", "work", "calm", "cave"), SetPin("A1", "work", "bars", "shop"))
    assert [(one["student"], one["zone"]) for one in pins(elsewhere)] == [("A1", "shop"), ("A2", "cave")]
    left = after(elsewhere, RemovePin("A2", "work"), RemovePin("A1", "work"))
    assert plan_text(left) == plan_text(plan)


def test_the_history_names_what_was_decided() -> None:
    plan = plan_of()
    pin = SetPin("A1", "work", "bars", "camp")
    assert pin.label(plan).text("da") == "A1 sat fast ved »Bars« i »Work«"
    assert RemovePin("A1", "work").label(plan).text("en") == "A1 no longer pinned in “Work”"
    assert KeepPlaces(()).label(plan).text("da") == "den gemte fordeling taget væk"
    assert KeepPlaces((Placed(**PIN),)).label(plan).text("en") == "the placement kept"


@pytest.mark.parametrize(
    "pin",
    [
        SetPin("A9", "work", "bars", "camp"),
        SetPin("A1", "never", "bars", "camp"),
        SetPin("A1", "end", "bars", "camp"),
        SetPin("A1", "work", "bars", "cave"),
        SetPin("A1", "work", "bars"),
    ],
)
def test_a_place_the_plan_does_not_have_is_refused(pin: SetPin) -> None:
    with pytest.raises(PlannerError, match="not in the plan"):
        pin.apply(plan_of())


def test_what_is_not_decided_cannot_be_let_go() -> None:
    with pytest.raises(PlannerError, match="Nothing is decided"):
        RemovePin("A1", "work").apply(plan_of())


def test_an_activity_that_is_open_nowhere_in_particular_can_be_decided() -> None:
    bare = phase("work", {key: v for key, v in activity("bars").items() if key != "zones"})
    plan = validate_plan(raw_plan(bare, layout="zoned-classroom", students=[{"code": "A1"}]))
    assert pins(after(plan, SetPin("A1", "work", "bars"))) == [
        {"student": "A1", "phase": "work", "activity": "bars"}
    ]


def test_the_student_a_band_stands_for_can_be_placed() -> None:
    plan = plan_of(bands=[{"prerequisite": "low_noise", "count": "1-2"}])
    assert len(pins(after(plan, SetPin("band:low_noise", "work", "calm", "cave")))) == 1


def test_a_placement_is_kept_and_follows_what_is_decided_later() -> None:
    kept = after(plan_of(), KeepPlaces(tuple(Placed(**PIN | {"student": s}) for s in ("A1", "A2"))))
    pinned = after(kept, SetPin("A2", "work", "calm", "cave"))
    assert [(one.student, one.zone) for one in pinned.places] == [("A1", "camp"), ("A2", "cave")]
    assert after(pinned, KeepPlaces(())).places == ()


def test_a_placement_that_does_not_fit_is_refused_unless_it_was_kept_before() -> None:
    strange = Placed(**PIN | {"zone": "cave"})
    with pytest.raises(PlannerError, match="does not fit"):
        KeepPlaces((strange,)).apply(plan_of())
    plan = plan_of(places=[PIN | {"zone": "cave"}])
    assert len(after(plan, KeepPlaces((strange, Placed(**PIN | {"student": "A2"})))).places) == 2
    with pytest.raises(PlannerError, match="two places"):
        KeepPlaces((Placed(**PIN), Placed(**PIN | {"zone": "shop"}))).apply(plan_of())


# ---- What becomes of places when the plan changes ----


def test_a_new_code_takes_its_places_along() -> None:
    plan = after(plan_of(pins=[PIN], places=[PIN]), RenameStudent("A1", "K7"))
    assert [one.student for one in (*plan.pins, *plan.places)] == ["K7", "K7"]


@pytest.mark.parametrize("change", [RemoveStudents(("A1",)), SetStudents(()), WithoutCodes()])
def test_who_leaves_the_class_is_named_nowhere(change: Change) -> None:
    plan = after(plan_of(pins=[PIN], places=[PIN]), change)
    assert "A1" not in plan_text(plan)
    assert not {"pins", "places"} & set(plan_document(plan))


@pytest.mark.parametrize(
    "change",
    [
        RemovePhase("work"),
        RemoveActivity("work", "bars"),
        MoveActivity("work", "bars", "end", 0),
    ],
)
def test_a_place_that_fits_no_more_stays_until_somebody_takes_it_out(change: Change) -> None:
    plan = after(plan_of(pins=[PIN], places=[PIN]), change)
    assert pins(plan) == [PIN]
    assert len(plan.places) == 1
    assert not pins(after(plan, RemovePin("A1", "work")))


def test_without_its_class_a_plan_places_nobody() -> None:
    bare = without_class(plan_of(pins=[PIN], places=[PIN]))
    assert "A1" not in plan_text(bare)


@pytest.mark.parametrize("field", ["pins", "places"])
def test_a_student_has_one_place_in_a_phase(field: str) -> None:
    with pytest.raises(InputError, match=rf"{field}\[1\]"):
        validate_plan(raw(**{field: [PIN, PIN | {"zone": "shop"}]}))


@pytest.mark.parametrize("field", ["pins", "places"])
def test_who_is_placed_is_no_diagnosis_either(field: str) -> None:
    with pytest.raises(InputError, match=rf"{field}\[0\].student"):
        validate_plan(raw(**{field: [PIN | {"student": "ADHD-dreng"}]}))


# ---- Versions and proposals ----


def test_what_is_decided_is_said_between_versions() -> None:
    plain, pinned = plan_of(), plan_of(pins=[PIN])
    moved = plan_of(pins=[PIN | {"zone": "shop"}])
    assert said(plain, pinned) == ["A1 er sat fast i »Work«: »Bars« i camp"]
    assert said(pinned, plain, "en") == ["A1 is no longer pinned in “Work”: “Bars” in camp"]
    assert said(pinned, moved) == [
        "A1 er sat fast et andet sted i »Work«: før »Bars« i camp, nu »Bars« i shop"
    ]


def test_what_is_kept_is_said_between_versions() -> None:
    none, one = plan_of(), plan_of(places=[PIN])
    two = plan_of(places=[PIN | {"zone": "shop"}, PIN | {"student": "A2"}])
    assert said(none, one) == ["En fordeling af pladser er gemt"]
    assert said(one, none) == ["Den gemte fordeling af pladser er taget væk"]
    assert said(one, two, "en") == ["The kept placement in “Work”: A1 and A2 have another place"]


def test_a_proposal_offers_its_places_piece_by_piece() -> None:
    before = plan_of(pins=[PIN, PIN | {"student": "A3", "zone": "shop"}], places=[PIN])
    wanted = after(
        before,
        RemovePin("A3", "work"),
        SetPin("A1", "work", "calm", "cave"),
        SetPin("A2", "end", "talk", "cave"),
    )
    pieces = pieces_between(before, wanted)
    assert [type(piece.change) for piece in pieces][:3] == [RemovePin, SetPin, SetPin]
    assert same_plan(after(before, *(piece.change for piece in pieces)), wanted)


CHANGES: tuple[Change, ...] = (
    SetPin("A1", "work", "bars", "camp"),
    SetPin("A2", "end", "talk", "cave"),
    SetPin("band:low_noise", "work", "calm", "cave"),
    RemovePin("A1", "work"),
    KeepPlaces((Placed(**PIN), Placed(**PIN | {"student": "A3", "zone": "shop"}))),
    KeepPlaces(()),
    RemoveStudents(("A1",)),
    AddStudents(("A1",)),
    RenameStudent("A2", "K7"),
    RenameStudent("K7", "A1"),
    WithoutCodes(),
    SetBand("low_noise", "1-2"),
    SetBand("low_noise", None),
    RemovePhase("work"),
    RemoveActivity("work", "bars"),
    MoveActivity("work", "bars", "end", 0),
    SetZones("work", "bars", ("shop",)),
    SetZones("end", "talk", NOT_RECORDED),
)


@given(steps=st.lists(st.sampled_from(CHANGES), max_size=12))
def test_whatever_is_changed_the_plan_loads_and_drops_no_place_unseen(steps: list[Change]) -> None:
    plan = plan_of(bands=[{"prerequisite": "low_noise", "count": "1-2"}])
    for step in steps:
        before, left = plan, {student.code for student in plan.students}
        try:
            plan = after(plan, step)
        except PlannerError:
            continue
        left -= {student.code for student in plan.students}
        gone = {key_of(pin) for pin in before.pins} - {key_of(pin) for pin in plan.pins}
        assert all(student in left for student, _ in gone) or isinstance(step, RemovePin)
        assert plan.pins == before.pins or said(before, plan)
