"""A class is assigned from its plan: placed, pinned, told what a choice breaks, never left without words."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from builders import activity, phase, raw_plan
from typer.testing import CliRunner, Result

from planner.cli import app
from planner.errors import InputError
from planner.exchange.documents import read_plan, sample_plans
from planner.exchange.terminal_assignment import status_text
from planner.lesson.model import Plan
from planner.participation.assignment.feasible import is_feasible
from planner.participation.assignment.model import Pin
from planner.participation.assignment.solve import quick_answer
from planner.services.assigning import (
    assign_plan,
    choose_place,
    pin_text,
    problem_for,
    read_pin,
    start_assigning,
)
from planner.services.checking import check_plan


def raw_class(count: int = 6, **fields: Any) -> dict[str, Any]:
    """Return a plan of one phase in the camp and the cave."""
    work = phase("work", activity("bars", zones=["camp"]), activity("calm", zones=["cave"], voice=0))
    students = [{"code": f"A{n}"} for n in range(1, count + 1)]
    return raw_plan(work, **{"layout": "zoned-classroom", "students": students, **fields})


def plan_of(**fields: Any) -> Plan:
    return Plan.model_validate(raw_class(**fields))


def test_everyone_has_a_place_and_the_answer_is_proven() -> None:
    assigned = assign_plan(plan_of())

    assert assigned.assignment.status == "optimal"
    assert len(assigned.assignment.places) == 6
    assert is_feasible(assigned.problem, assigned.assignment.grid) == ()
    assert not assigned.stops


def test_a_pin_is_kept() -> None:
    pin = Pin("A3", "work", "calm", "cave")
    places = assign_plan(plan_of(), pins=(pin,)).assignment.places

    assert [(p.activity, p.zone) for p in places if p.student == "A3"] == [("calm", "cave")]


@pytest.mark.parametrize("text", ["A9=work/bars", "A1=never/bars", "A1=work/none", "A1=work/bars/cave"])
def test_a_pin_to_what_the_plan_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="findes ikke i planen"):
        assign_plan(plan_of(), pins=(read_pin(text),))


@pytest.mark.parametrize("text", ["", "A1", "A1=", "=work/bars", "A1=work", "A1=a/b/c/d", "A1=work//cave"])
def test_a_pin_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="ELEV=FASE/AKTIVITET"):
        read_pin(text)


def test_a_pin_is_written_as_it_is_read() -> None:
    for text in ("A1=work/bars", "A1=work/bars/camp"):
        assert pin_text(read_pin(text)) == text


def test_a_choice_is_answered_at_once() -> None:
    problem = problem_for(check_plan(plan_of(students=[{"code": "A1", "with": ["A2"]}, {"code": "A2"}])))
    places = quick_answer(problem).places
    other = "calm" if places[0].activity == "bars" else "bars"
    chosen = choose_place(problem, places, Pin("A1", "work", other))

    assert [b.message.text("en") for b in chosen.breaks] == ["“Work”: A1 has to be with A2."]
    with pytest.raises(InputError):
        choose_place(problem, places, Pin("A1", "work", "none"))


def test_the_solver_runs_aside_with_the_same_answer() -> None:
    running = start_assigning(plan_of())

    assert len(running.first.places) == 6
    assert running.result() == assign_plan(plan_of()).assignment


@pytest.mark.parametrize("sample", sample_plans())
def test_nobody_of_a_sample_plan_is_left_out_without_a_reason(sample: str) -> None:
    assigned = assign_plan(read_plan(sample_plans()[sample]))
    found = assigned.assignment
    named = {(student, conflict.phase) for conflict in found.conflicts for student in conflict.students}

    assert found.proven
    assert set(found.left_out) <= named
    assert len(found.places) + len(found.left_out) == len(assigned.problem.students) * len(
        assigned.problem.phases
    )


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["assign", *map(str, arguments)])


def written(folder: Path, **fields: Any) -> Path:
    path = folder / "plan.json"
    path.write_text(json.dumps(raw_class(**fields)), encoding="utf-8")
    return path


def test_the_terminal_answers_with_the_public_contract(tmp_path: Path) -> None:
    result = run(written(tmp_path), "--json", "--pin", "A2=work/calm/cave")
    answer = json.loads(result.stdout)

    assert result.exit_code == 0
    assert list(answer) == [
        "status",
        "placed",
        "left_out",
        "places",
        "objective",
        "bound",
        "gap",
        "conflict",
        "notes",
    ]
    assert (answer["status"], answer["placed"], answer["left_out"]) == ("optimal", 6, [])
    assert {"phase": "work", "student": "A2", "activity": "calm", "zone": "cave"} in answer["places"]
    assert answer["objective"] == answer["bound"]


def test_the_terminal_stops_where_not_everyone_fits(tmp_path: Path) -> None:
    crowd = [{"code": f"A{n}"} for n in range(90)]
    result = run(written(tmp_path, students=crowd), "--json", "--language", "en")
    answer = json.loads(result.stdout)

    assert result.exit_code == 1
    assert answer["status"] == "infeasible"
    assert answer["placed"] == 90 - len(answer["left_out"])
    assert answer["conflict"][0]["kind"] == "seats"
    assert "places together, 90 students can only work there." in answer["conflict"][0]["message"]


def test_the_terminal_answers_people_in_tables(tmp_path: Path) -> None:
    students = [{"code": "A1", "prerequisites": [{"id": "low_noise", "level_db": 30}]}, {"code": "A2"}]
    result = run(written(tmp_path, students=students))

    assert result.exit_code == 1
    assert "Der er ikke plads til alle." in result.stdout
    assert "Derfor har ikke alle en plads" in result.stdout
    assert "A1 har ingen vej ind." in result.stdout


def test_the_terminal_refuses_in_one_line(tmp_path: Path) -> None:
    for pin in ("A1", "A1=work/none"):
        result = run(written(tmp_path), "--pin", pin)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.count("\n") == 1


def test_an_answer_that_is_not_proven_says_how_far_it_may_be() -> None:
    problem = problem_for(check_plan(plan_of()))
    found = quick_answer(problem, "best_found")

    assert "bedste fordeling" in status_text(found, "da")
    assert status_text(quick_answer(problem, "cancelled"), "en").startswith("Stopped.")


def test_the_solver_is_loaded_when_it_is_first_needed() -> None:
    code = "import sys, planner.services.assigning; sys.exit('ortools' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
