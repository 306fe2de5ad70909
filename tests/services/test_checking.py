"""A plan is checked in its layout: facts per phase, the whole answer, kept for the next question."""

from pathlib import Path
from typing import Any

import pytest
from builders import Raw, activity, phase, plan, raw_plan, without

from planner.catalogue.base import Language
from planner.errors import InputError
from planner.exchange.documents import layout_by_id, layout_of, read_layout, read_plan, sample_plans
from planner.lesson.model import Plan
from planner.participation.model import Verdict
from planner.services.checking import check_once, check_plan, layout_facts, report_room

FAULTY = Path(__file__).parents[1] / "data" / "layouts"


def in_zones(*phases: Raw, **fields: Any) -> Plan:
    return Plan.model_validate(raw_plan(*phases, **{"layout": "zoned-classroom", **fields}))


def work(**fields: Any) -> Raw:
    return phase("work", activity(zones=["camp"], **fields))


def test_a_plan_is_checked_in_the_layout_it_names() -> None:
    checked = check_plan(in_zones(work(), students=[{"code": "A1"}]))

    assert checked.layout.id == "zoned-classroom"
    assert checked.check.cell("A1", "work").verdict is Verdict.AS_PLANNED
    assert checked.facts == checked.facts_by_phase["work"]
    assert not checked.stops


def test_the_findings_are_those_of_the_lesson_then_of_the_room() -> None:
    old = read_layout(FAULTY / "old-building.json")
    checked = check_plan(plan(phase("work", activity(zones=[old.zones[0].id]))), old)
    rules = [found.rule.id for found in checked.check.findings]

    assert rules.index("option_count") < rules.index("door_width")


def test_the_same_question_is_answered_once() -> None:
    asked = in_zones(work(), students=[{"code": "A1"}])

    assert check_plan(asked) is check_plan(
        Plan.model_validate(asked.model_dump(by_alias=True, exclude_unset=True))
    )


def test_not_recorded_and_none_are_different_questions() -> None:
    students = [{"code": "A1", "prerequisites": ["adult_near"]}]
    none = in_zones(work(adult=None), students=students)
    left_out = in_zones(phase("work", without(activity(zones=["camp"]), "adult")), students=students)

    assert none != left_out
    assert check_plan(none).check.cell("A1", "work").verdict is Verdict.NOT_POSSIBLE
    assert check_plan(left_out).check.cell("A1", "work").verdict is Verdict.UNKNOWN


def test_furniture_moves_for_one_phase_only() -> None:
    layout = layout_by_id("zoned-classroom")
    piece = next(piece for piece in layout.furniture if not piece.fixed)
    moves = [{"id": piece.id, "at": [piece.at[0] + 0.1, piece.at[1]]}]
    phases = (
        phase("a", activity("a", zones=["camp"])),
        phase("b", activity("b", zones=["camp"]), moves=moves),
    )
    checked = check_once(in_zones(*phases, students=[{"code": "A1"}]), layout)

    assert checked.facts is checked.facts_by_phase["a"]
    assert checked.facts_by_phase["b"] is not checked.facts


def test_a_move_out_of_the_room_is_refused_at_its_phase() -> None:
    layout = layout_by_id("zoned-classroom")
    far = [[100, 100], [101, 100], [101, 101]]
    moved = in_zones(phase("a", activity(zones=["camp"]), moves=[{"id": "camp", "polygon": far}]))

    with pytest.raises(InputError) as refused:
        check_once(moved, layout)
    assert all(fault.path.startswith("lesson.phases[0].moves") for fault in refused.value.faults)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("da", '"sink" sidder fast i lokalet – vælg et møbel, der kan flyttes'),
        ("en", '"sink" is fixed to the room – choose furniture that can be moved'),
    ],
)
def test_what_cannot_be_moved_is_told_in_the_language_asked_for(language: Language, sentence: str) -> None:
    moved = in_zones(phase("a", activity(zones=["camp"]), moves=[{"id": "sink", "at": [1, 1]}]))

    with pytest.raises(InputError) as refused:
        check_once(moved, layout_by_id("zoned-classroom"), language=language)
    assert str(refused.value) == f"lesson.phases[0].moves[0].id: {sentence}"


def test_a_plan_without_students_is_checked_for_its_setting() -> None:
    phases = (phase(name, activity(name, zones=["camp"])) for name in "ab")
    checked = check_plan(in_zones(*phases))

    assert checked.check.cells == ()
    assert checked.check.findings


def test_a_zone_the_layout_does_not_have_is_refused() -> None:
    with pytest.raises(InputError, match=r'activities\[0\].zones\[0\]: "attic" findes ikke'):
        check_plan(in_zones(phase("work", activity(zones=["attic"]))))


def test_somebody_is_stopped_by_a_verdict_a_way_or_a_finding() -> None:
    nowhere = in_zones(work(adult=None), students=[{"code": "A1", "prerequisites": ["adult_near"]}])
    crowd = in_zones(work(), students=[{"code": f"A{i}"} for i in range(90)])

    assert check_plan(nowhere).stops
    assert check_plan(crowd).stops
    assert "capacity" in {found.rule.id for found in check_plan(crowd).check.findings}


@pytest.mark.parametrize("sample", sample_plans())
def test_every_student_of_a_sample_plan_has_a_verdict_in_each_phase(sample: str) -> None:
    read = read_plan(sample_plans()[sample])
    answer = check_once(read, layout_of(read)).check

    assert len(answer.cells) == len(read.students) * len(read.lesson.phases)
    assert len(answer.paths) == len(read.students)


def test_a_room_is_reported_by_its_zones() -> None:
    layout = layout_by_id("rows")

    assert {zone["id"] for zone in report_room(layout)["zones"]} == set(layout_facts(layout).zones)
