"""The place of a comment: what it is called in a state of the plan, and that it is gone where it is."""

from functools import cache

import pytest
from builders import activity, phase, plan
from hypothesis import given, settings
from hypothesis import strategies as st
from random_lessons import Size, parse, random_case

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.exchange.documents import layout_by_id
from planner.participation.bands import checked_students
from planner.participation.check import check
from planner.plan.compare import Side
from planner.review.model import Anchor
from planner.review.places import place_name, place_of

ROOM = layout_by_id("zoned-classroom")
THEN = Words(da="dengang", en="then")


@cache
def side(seed: int) -> Side:
    raw, facts = random_case(seed, Size(students=3, phases=1 + seed % 3, activities=2, bands=(0, 2)))
    own, catalogue = parse(raw), load_catalogue()
    return Side(own, ROOM, check(own, facts, catalogue, catalogue.limits()))


def anchors(of: Side) -> list[Anchor]:
    """Return every place of a state of a plan."""
    found = [Anchor("plan"), *(Anchor("zone", (zone.id,)) for zone in ROOM.zones)]
    for one in of.plan.lesson.phases:
        found.append(Anchor("phase", (one.id,)))
        found += [Anchor("activity", (one.id, task.id)) for task in one.activities]
        found += [Anchor("verdict", (who.code, one.id)) for who in checked_students(of.plan)]
    findings = of.check.findings if of.check else ()
    return found + [Anchor("finding", (one.rule.id, one.at)) for one in findings]


@settings(max_examples=40)
@given(st.integers(0, 60), st.integers(0, 60))
def test_a_place_is_there_exactly_where_the_plan_has_it(seed: int, other: int) -> None:
    before, after = side(seed), side(other)
    present = set(anchors(after))
    for anchor in anchors(before):
        then = place_name(before, anchor)
        assert then is not None
        place = place_of(after, anchor, then)
        assert place.there is (anchor in present), anchor
        assert then.da in place.words.da
        if seed == other:
            assert place.words == then


def test_a_verdict_is_told_with_the_code_the_phase_and_the_word() -> None:
    own = plan(phase("work", activity()), students=[{"code": "A1"}])
    name = place_name(Side(own, None, None), Anchor("verdict", ("A1", "work")))
    assert name == Words(da="A1 i »Work«: kan ikke siges", en="A1 in “Work”: cannot be said")


def test_a_student_without_a_code_is_told_by_what_they_need() -> None:
    own = plan(phase("work", activity()), bands=[{"prerequisite": "low_noise", "count": "1-2"}])
    name = place_name(Side(own, None, None), Anchor("verdict", ("band:low_noise", "work")))
    assert name is not None
    assert name.da.startswith("en elev, der har brug for")


@pytest.mark.parametrize(
    ("anchor", "end"),
    [
        (Anchor("verdict", ("A1", "work")), "eleven eller fasen er ikke i planen længere"),
        (Anchor("finding", ("rule", "lesson:")), "tjekket finder det ikke længere"),
        (Anchor("phase", ("end",)), "fasen er ikke i planen længere"),
        (Anchor("activity", ("work", "gone")), "aktiviteten er ikke i fasen længere"),
        (Anchor("zone", ("gone",)), "zonen er ikke i lokalet længere"),
    ],
)
def test_what_is_gone_says_so(anchor: Anchor, end: str) -> None:
    own = plan(phase("work", activity()))
    place = place_of(Side(own, None, None), anchor, THEN)
    assert (place.now, place.words.da) == (None, f"dengang – {end}")


def test_braces_in_a_title_are_only_letters() -> None:
    own = plan(phase("work", activity(), title="{0} {phase} <b>"))
    name = place_name(Side(own, None, None), Anchor("phase", ("work",)))
    assert name == Words(da="fasen »{0} {phase} <b>«", en="the phase “{0} {phase} <b>”")
    assert place_of(Side(own, None, None), Anchor("zone", ("gone",)), name).words.da.startswith(
        "fasen »{0} {ph"
    )
