"""The whole check: facts per phase, the order of cells, findings, and the JSON."""

import json
from pathlib import Path
from typing import Any

import pytest
from builders import activity, phase, plan, room_facts, route, zone_facts

from planner.catalogue.loader import load_catalogue
from planner.errors import InputError
from planner.lesson.model import Plan
from planner.participation.check import check, moved_layout, phase_facts, verdicts
from planner.participation.report import check_report
from planner.room.layout import Layout

CATALOGUE = load_catalogue()
LIMITS = CATALOGUE.limits("DK")
DATA = Path(__file__).parents[1] / "data" / "layouts"
SAMPLES = Path(__file__).parents[2] / "planner" / "exchange" / "samples"


def layout(name: str) -> Layout:
    return Layout.model_validate_json((DATA / f"{name}.json").read_text(encoding="utf-8"))


def sample(name: str) -> Plan:
    return Plan.model_validate_json((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def report_of(name: str, room: str) -> dict[str, Any]:
    made = sample(name)
    facts = phase_facts(made, layout(room), LIMITS)
    return check_report(check(made, facts, CATALOGUE, LIMITS), "da")


@pytest.mark.parametrize(
    ("name", "room"),
    [("fractions-grade-5", "zoned-classroom"), ("water-samples-grade-8", "common-area")],
)
def test_a_sample_is_checked_in_its_faulty_room(name: str, room: str) -> None:
    report = json.loads(json.dumps(report_of(name, room)))
    assert set(report) == {"verdicts", "paths", "findings"}
    assert {"student", "phase", "verdict", "options"} == set(report["verdicts"][0])
    barriers = [b for cell in report["verdicts"] for option in cell["options"] for b in option["barriers"]]
    assert barriers
    wanted = {"prerequisite", "place", "value", "limit", "unit", "message", "remedies"}
    assert all(wanted <= set(barrier) and "{" not in barrier["message"] for barrier in barriers)


def test_the_cave_is_no_place_for_wheels() -> None:
    report = report_of("fractions-grade-5", "zoned-classroom")
    cell = next(c for c in report["verdicts"] if (c["student"], c["phase"]) == ("B21", "work"))
    cave = next(option for option in cell["options"] if option["zone"] == "cave")
    barrier = next(b for b in cave["barriers"] if b["prerequisite"] == "step_free")
    assert (barrier["place"], barrier["value"], barrier["limit"], barrier["unit"]) == (
        "zone:cave",
        0.62,
        0.8,
        "m",
    )


def test_a_phase_with_moves_has_facts_of_its_own() -> None:
    made = plan(
        phase("p", activity(zones=["cave"])),
        phase(
            "q",
            activity("two", zones=["cave"]),
            moves=[{"id": "bcA", "at": [7.33, 2.7]}, {"id": "bcB", "at": [8.23, 2.7]}],
        ),
        students=[{"code": "A1", "prerequisites": ["step_free"]}],
    )
    facts = phase_facts(made, layout("zoned-classroom"), LIMITS)
    cells, _ = verdicts(made, facts, CATALOGUE, LIMITS)
    assert [cell.verdict.id for cell in cells] == ["not_possible", "as_planned"]


def test_phases_without_moves_share_their_facts() -> None:
    made = plan(phase("p", activity(zones=["cave"])), phase("q", activity("two", zones=["shop"])))
    facts = phase_facts(made, layout("zoned-classroom"), LIMITS)
    assert facts["p"] is facts["q"]


@pytest.mark.parametrize(
    ("move", "field", "sentence"),
    [
        (
            {"id": "cav", "at": [1, 1]},
            "id",
            '"cav" findes ikke – skal være en zone eller et møbel i indretningen (mente du "cave"?)',
        ),
        (
            {"id": "sink", "at": [1, 1]},
            "id",
            '"sink" sidder fast i lokalet – vælg et møbel, der kan flyttes',
        ),
        (
            {"id": "cu1", "polygon": [[0, 0], [1, 0], [1, 1]]},
            "polygon",
            'møblet "cu1" har fået et nyt omrids – et møbel flyttes med "at" og "angle"',
        ),
        (
            {"id": "cave", "at": [1, 1]},
            "polygon",
            'zonen "cave" flyttes uden omrids eller med andet end det – en zone flyttes med "polygon" alene',
        ),
    ],
)
def test_what_cannot_be_moved_is_refused(move: dict[str, Any], field: str, sentence: str) -> None:
    made = plan(phase("p", activity(), moves=[move]))
    with pytest.raises(InputError) as refused:
        moved_layout(layout("zoned-classroom"), made.lesson.phases[0], 0)
    assert str(refused.value) == f"lesson.phases[0].moves[0].{field}: {sentence}"


def test_what_cannot_be_moved_is_told_in_english_too() -> None:
    made = plan(phase("p", activity(), moves=[{"id": "sink", "at": [1, 1]}]))
    with pytest.raises(InputError, match="fixed to the room – choose furniture that can be moved"):
        phase_facts(made, layout("zoned-classroom"), LIMITS, "en")


def test_a_plan_without_students_has_findings_alone() -> None:
    made = plan()
    found = check(made, {"work": room_facts(zone_facts())}, CATALOGUE, LIMITS)
    assert (found.cells, found.paths) == ((), ())


def test_students_alike_share_their_options() -> None:
    made = plan(students=[{"code": code, "prerequisites": ["model"]} for code in ("A1", "A2")])
    cells, _ = verdicts(made, {"work": room_facts()}, CATALOGUE, LIMITS)
    assert cells[0].options is cells[1].options


def test_a_zone_too_small_for_its_group_is_no_place_for_anyone() -> None:
    task = activity(social_form="group", group_size={"min": 5})
    made = plan(phase("work", task), students=[{"code": "A1"}])
    cells, _ = verdicts(made, {"work": room_facts()}, CATALOGUE, LIMITS)
    sentence = cells[0].options[0].barriers[0].message.text("da")
    assert sentence == "Do: Z har 4 pladser, og gruppen skal være mindst 5."


def test_a_zone_nobody_can_walk_to_is_no_place_for_anyone() -> None:
    made = plan(students=[{"code": "A1"}])
    cells, _ = verdicts(made, {"work": room_facts(zone_facts(entrance=route(0.3)))}, CATALOGUE, LIMITS)
    sentence = cells[0].options[0].barriers[0].message.text("da")
    assert sentence == "Do: Man kan ikke gå fra en indgang til Z."
