"""Sums across plans: small groups are hidden, one student is not several, and nothing ranks."""

from dataclasses import replace
from typing import Any

import pytest
from builders import Raw, activity, phase, plan, without
from hypothesis import given
from hypothesis import strategies as st

from planner.exchange.documents import layout_by_id
from planner.review.across import Across, SeenPlan, across_of, adult_minutes, uses_of
from planner.review.unmet import Unmet

ROOM = layout_by_id("zoned-classroom")
FIRST, SECOND = (zone.id for zone in ROOM.zones[:2])


def seen(codes: int = 24, *, owner: str = "bo", unmet: tuple[int, ...] = (), **fields: Any) -> SeenPlan:
    """Return a plan in which some students, by number, lack calm."""
    students = [{"code": f"S{n}"} for n in range(codes)]
    own = plan(phase("work", activity(zones=[FIRST])), **({"students": students} | fields))
    found = (Unmet("low_noise", tuple(f"S{n}" for n in unmet), ("work",)),) if unmet else ()
    return SeenPlan(own, ROOM, found, uses_of(own, ROOM), owner)


def in_zones(*tasks: Raw) -> SeenPlan:
    """Return a plan of twenty with some activities side by side."""
    own = plan(phase("work", *tasks), class_size=20)
    return replace(seen(), plan=own, uses=uses_of(own, ROOM))


def notes(found: Across) -> list[str]:
    return [one.text("da") for one in found.notes]


def test_a_prerequisite_is_shown_from_five_students_on() -> None:
    [row] = across_of([seen(unmet=(1, 2, 3)), seen(owner="mia", unmet=(1, 2))]).unmet
    assert (row.prerequisite, row.students, row.plans) == ("low_noise", 5, 2)


def test_fewer_are_hidden_and_that_is_said() -> None:
    found = across_of([seen(unmet=(1, 2, 3)), seen(owner="mia", unmet=(1,))])
    assert found.unmet == ()
    assert found.hidden is not None
    assert found.hidden.text("da") == "1 forudsætning vises ikke, fordi den gælder færre end 5 elever."
    assert all("lydniveau" not in line for line in notes(found))


def test_one_student_in_many_plans_is_one_student() -> None:
    found = across_of([seen(unmet=(1,)) for _ in range(9)])
    assert found.unmet == ()


def test_a_band_counts_for_the_fewest_it_may_stand_for() -> None:
    bands = [{"prerequisite": "low_noise", "count": "3+"}]
    own = seen(0, bands=bands, class_size=20)
    band = replace(own, unmet=(Unmet("low_noise", ("band:low_noise",), ("work",)),))
    assert across_of([band, seen(owner="mia", unmet=(1,))]).unmet == ()
    [row] = across_of([band, seen(owner="mia", unmet=(1, 2))]).unmet
    assert row.students == 5


def test_groups_below_five_count_for_adult_minutes_only() -> None:
    found = across_of([seen(4, unmet=(0, 1, 2, 3))])
    assert (found.unmet, found.zones, found.apart) == ((), (), None)
    assert found.rows[0].apart is None
    assert found.rows[0].adult_minutes == 10
    assert "1 plan er for et hold med færre end 5 elever" in notes(found)[0]


def test_a_class_of_unknown_size_is_told() -> None:
    found = across_of([seen(0)])
    assert found.zones == ()
    assert "klassens størrelse ikke noteret" in notes(found)[0]


@pytest.mark.parametrize(
    ("present", "minutes"), [(None, 10), ([0, 4], 4), ([6, 60], 4), ([10, 20], 0), ([2, 5], 3)]
)
def test_adult_minutes_are_those_within_the_lesson(present: list[float] | None, minutes: float) -> None:
    adult = {"id": "P", "role": "assistant", "present": present}
    assert adult_minutes(plan(phase("work", activity()), adults=[adult])) == minutes


def test_the_class_is_spread_by_places_over_what_is_open() -> None:
    apart = activity("b", zones=[SECOND], apart={"purpose": "Ro"})
    own = in_zones(activity("a", zones=[FIRST]), apart)
    one, two = own.uses
    assert one.students + two.students == pytest.approx(20)
    found = across_of([own])
    assert sum(row.student_minutes for row in found.zones) == pytest.approx(200)
    assert found.apart == pytest.approx(two.students / 20)
    assert found.rows[0].apart == found.apart
    assert "skøn" in notes(found)[-1]


def test_a_phase_whose_place_is_not_recorded_is_left_out_and_told() -> None:
    found = across_of([in_zones(activity("a", zones=[FIRST]), without(activity("b"), "zones"))])
    assert found.zones == ()
    assert any("1 fase er ikke med" in line for line in notes(found))


def test_plans_stand_by_grade_subject_and_title_and_without_a_name_where_it_is_not_to_be_known() -> None:
    rows = across_of(
        [
            seen(grade=7, title="B"),
            replace(seen(grade=3, title="Hemmelig", subject="dansk"), named=False),
            replace(seen(grade=2, title="Hemmelig"), named=False),
        ]
    ).rows
    assert [row.name.da for row in rows] == ["En plan i 2. klasse", "En plan i dansk, 3. klasse", "B"]


def test_the_hint_names_the_recommendations_and_its_limits() -> None:
    learn, caveat = across_of([]).hint
    assert all(f"anbefaling {n}" in learn.da for n in (2, 8, 9))
    assert "siger intet om en lærer" in caveat.da


@st.composite
def classes(draw: st.DrawFn) -> list[SeenPlan]:
    owners = draw(st.lists(st.sampled_from(["bo", "mia", "ib"]), min_size=1, max_size=4))
    groups = st.lists(st.integers(0, 9), unique=True, max_size=6).map(tuple)
    return [seen(draw(st.integers(3, 10)), owner=owner, unmet=draw(groups)) for owner in owners]


@given(classes())
def test_what_is_shown_is_never_about_fewer_than_five(plans: list[SeenPlan]) -> None:
    people = {
        (one.owner, code)
        for one in plans
        if len(one.plan.students) >= 5
        for unmet in one.unmet
        for code in unmet.students
    }
    shown = across_of(plans).unmet
    assert [row.students for row in shown] == ([len(people)] if len(people) >= 5 else [])
