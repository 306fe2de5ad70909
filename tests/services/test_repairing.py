"""A repair does what it says: applied to a copy and checked afresh, everyone has a way and a choice."""

import json
from pathlib import Path
from typing import Any

import pytest
from builders import activity, phase, raw_plan
from hypothesis import given, settings
from hypothesis import strategies as st
from random_repairs import random_plan
from typer.testing import CliRunner

from planner.catalogue.loader import load_repairs
from planner.cli import app
from planner.lesson.model import Plan
from planner.participation.model import Check
from planner.plan.changes import apply_change
from planner.plan.difference import participation_difference
from planner.plan.repair import Repaired
from planner.services.assigning import assign_plan
from planner.services.checking import check_plan
from planner.services.repairing import repair_plan


def raw_class(**fields: Any) -> dict[str, Any]:
    """Return one phase with one way in, which is text alone, for a student who has it read aloud."""
    work = phase("work", activity("read", zones=["camp", "water"], ways_in=["text"], voice=0))
    students = [{"code": "A1", "prerequisites": ["read_aloud"]}, {"code": "A2"}]
    return raw_plan(work, **{"layout": "zoned-classroom", "students": students, **fields})


def plan_of(**fields: Any) -> Plan:
    return Plan.model_validate(raw_class(**fields))


def hold(repaired: Repaired, plan: Plan) -> None:
    """Check every proposal anew, from the plan and its changes alone."""
    for proposal in repaired.proposals:
        carried = plan.model_copy(update={"layout": check_plan(plan).layout})
        for change in proposal.changes:
            carried = apply_change(carried, change)
        after = check_plan(carried).check
        assert carried == proposal.plan
        assert enough(after)
        told, found = proposal.difference, participation_difference(check_plan(plan).check, after)
        assert (told.cells, told.choices, told.paths_opened) == (
            found.cells,
            found.choices,
            found.paths_opened,
        )
        assert {remedy.kind for remedy in proposal.remedies} <= set(load_repairs())
        assert proposal.effort == sum(load_repairs()[r.kind].effort for r in proposal.remedies)


def enough(check: Check) -> bool:
    return all(path.complete and min(path.choices.values()) >= 2 for path in check.paths)


def test_three_repairs_for_a_text_nobody_reads_aloud() -> None:
    plan = plan_of()
    repaired = repair_plan(plan)
    [first, *others] = repaired.proposals

    assert first.remedies[0].message.text("da") == "Tilbyd alle læsemakker i »Read« (Work)."
    assert first.remedies[0].message.text("en").startswith("Offer everyone ")
    assert (first.effort, repaired.helps(first), repaired.touches(first)) == (1.0, ("A1",), ())
    assert len(others) == 2
    hold(repaired, plan)
    assert assign_plan(first.plan).assignment.left_out == ()


def test_no_candidate_of_a_repair_is_idle_and_each_differs() -> None:
    proposals = repair_plan(plan_of()).proposals
    sets = [{(r.kind, r.at, r.to) for r in proposal.remedies} for proposal in proposals]

    assert all(not one <= other for one in sets for other in sets if one is not other)


def test_a_plan_without_faults_needs_no_repair() -> None:
    repaired = repair_plan(plan_of(students=[{"code": "A1"}]))

    assert (repaired.proposals, repaired.nearest, repaired.stops) == ((), None, False)
    assert repaired.message.text("da").startswith("Alle elever har en vej gennem lektionen, mindst 2")


def test_where_there_is_no_repair_the_nearest_is_said_to_be_just_that() -> None:
    students = [
        {"code": "A1", "prerequisites": [{"id": "low_noise", "level_db": 30}]},
        {"code": "A2", "prerequisites": ["read_aloud"]},
    ]
    repaired = repair_plan(plan_of(students=students))

    assert repaired.proposals == ()
    assert repaired.stops
    assert repaired.nearest is not None
    assert {student for student, _ in repaired.nearest.lacks.choices} == {"A1"}
    assert "kommer nærmest" in repaired.message.text("da")


@settings(max_examples=4, deadline=None, derandomize=True)
@given(st.integers(0, 40))
def test_every_proposal_checks_as_it_says_and_comes_again(seed: int) -> None:
    plan = random_plan(seed, students=3, phases=1)
    repaired = repair_plan(plan)

    hold(repaired, plan)
    again = repair_plan(plan)
    assert [p.changes for p in again.proposals] == [p.changes for p in repaired.proposals]
    assert again.nearest == repaired.nearest


def written(folder: Path, **fields: Any) -> str:
    path = folder / "plan.json"
    path.write_text(json.dumps(raw_class(**fields)), encoding="utf-8")
    return str(path)


def test_the_terminal_answers_with_the_public_contract(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["repair", written(tmp_path), "--json"])
    answer = json.loads(result.stdout)

    assert result.exit_code == 0
    assert list(answer) == ["message", "before", "repairs", "nearest", "checks"]
    [change] = answer["repairs"][0]["changes"]
    assert (change["change"], change["at"], change["to"]) == (
        "add_support",
        "activity:read",
        "reading_partner",
    )
    assert answer["repairs"][0]["after"] == {"not_possible": 0, "unknown": 0}


@pytest.mark.parametrize(("language", "said"), [("da", "Indsats 1,0"), ("en", "Effort 1.0")])
def test_the_terminal_answers_people(tmp_path: Path, language: str, said: str) -> None:
    result = CliRunner().invoke(app, ["repair", written(tmp_path), "--language", language])

    assert result.exit_code == 0
    assert said in result.stdout


def test_the_terminal_says_that_something_still_stops_and_refuses_what_is_broken(tmp_path: Path) -> None:
    students = [{"code": "A1", "prerequisites": [{"id": "low_noise", "level_db": 30}]}]
    assert CliRunner().invoke(app, ["repair", written(tmp_path, students=students)]).exit_code == 1
    assert CliRunner().invoke(app, ["repair", str(tmp_path / "none.json")]).exit_code == 2
