import pytest

from planner.lesson.model import Activity, Plan
from planner.plan.changes import NOT_RECORDED, SetAdult, SetOwnSupport, SetSupport, SetVoice, SetZones
from planner.web.controls import (
    adult_change,
    adult_names,
    adult_value,
    own_support_changes,
    support_changes,
    toggled,
    voice_change,
    voice_value,
    zone_change,
)
from planner.web.speech import Speech


def activity(**fields: object) -> Activity:
    return Activity.model_validate({"id": "bars", "title": "Stænger", "kind": "work", **fields})


def test_what_was_taken_on_and_off_is_told_apart() -> None:
    assert toggled(("a", "b"), ("b", "c")) == (("c", True), ("a", False))
    assert toggled(("a",), ("a",)) == ()


@pytest.mark.parametrize(
    ("scope", "kind"), [((), "lesson"), (("work",), "phase"), (("work", "bars"), "activity")]
)
def test_a_support_is_changed_where_it_was_chosen(scope: tuple[str, ...], kind: str) -> None:
    assert support_changes(scope, (), ("microphone",)) == (SetSupport(kind, scope, "microphone", on=True),)  # type: ignore[arg-type]


def test_a_student_takes_an_own_support_on_and_off() -> None:
    assert own_support_changes("A1", ("headphones",), ()) == (SetOwnSupport("A1", "headphones", on=False),)


def test_zones_change_only_when_they_differ_and_none_is_not_recorded() -> None:
    assert zone_change("work", activity(zones=["shop"]), ["shop"]) == ()
    assert zone_change("work", activity(zones=["shop"]), ["cave"]) == (SetZones("work", "bars", ("cave",)),)
    assert zone_change("work", activity(zones=["shop"]), []) == (SetZones("work", "bars", NOT_RECORDED),)
    assert zone_change("work", activity(), []) == ()


def test_the_voice_may_be_undecided() -> None:
    assert voice_value(activity()) == "?"
    assert voice_value(activity(voice=0)) == "0"
    assert voice_change("work", "bars", "3") == SetVoice("work", "bars", 3)
    assert voice_change("work", "bars", "?") == SetVoice("work", "bars", NOT_RECORDED)


def test_nobody_is_something_else_than_undecided() -> None:
    assert [adult_value(one) for one in (activity(), activity(adult=None), activity(adult="L"))] == [
        "?",
        "-",
        "L",
    ]
    assert adult_change("work", "bars", "?") == SetAdult("work", "bars", NOT_RECORDED)
    assert adult_change("work", "bars", "-") == SetAdult("work", "bars", None)
    assert adult_change("work", "bars", "L") == SetAdult("work", "bars", "L")


def test_adults_are_offered_with_their_role() -> None:
    lesson = {
        "phases": [
            {"id": "p", "title": "P", "minutes": 5, "activities": [activity().model_dump(exclude_unset=True)]}
        ]
    }
    plan = Plan.model_validate(
        {
            "title": "T",
            "grade": 1,
            "layout": "x",
            "adults": [{"id": "L", "role": "teacher"}],
            "lesson": lesson,
        }
    )
    assert adult_names(plan, Speech("da")) == {
        "L": "L (lærer)",
        "-": "Ingen voksen",
        "?": "Ikke bestemt endnu",
    }
