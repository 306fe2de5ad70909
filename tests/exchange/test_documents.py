"""Plans and rooms by file and id, their versions, and the schemas that describe them."""

import json
from pathlib import Path

import jsonschema
import pytest
from builders import activity, phase, raw_plan

from planner.errors import InputError, NotFoundError
from planner.exchange.documents import (
    layout_by_id,
    layout_files,
    layout_ids,
    layout_of,
    read_layout,
    read_plan,
    sample_plans,
)
from planner.exchange.schema import schema_of
from planner.exchange.versions import migrate
from planner.lesson.validate import validate_plan

FAULTY = sorted(
    path
    for path in (Path(__file__).parents[1] / "data" / "layouts").glob("*.json")
    if path.stem != "expected"
)


@pytest.mark.parametrize("path", sample_plans().values(), ids=lambda path: str(path.stem))
def test_a_sample_plan_is_read_and_fits_its_schema(path: Path) -> None:
    jsonschema.Draft202012Validator(schema_of("plan")).validate(json.loads(path.read_text(encoding="utf-8")))
    plan = read_plan(path)

    assert layout_of(plan).id == plan.layout


@pytest.mark.parametrize("path", [*layout_files().values(), *FAULTY], ids=lambda path: str(path.stem))
def test_a_layout_is_read_and_fits_its_schema(path: Path) -> None:
    raw = json.loads(path.read_text(encoding="utf-8"))

    jsonschema.Draft202012Validator(schema_of("layout")).validate(raw)
    assert read_layout(path).id == raw["id"]


def test_a_schema_refuses_what_the_model_refuses() -> None:
    validator = jsonschema.Draft202012Validator(schema_of("plan"))
    good = raw_plan(phase("work", activity()))
    plain = {"code": "A1", "prerequisites": ["low_noise", {"id": "low_noise", "level_db": 50}]}

    assert validator.is_valid(good | {"students": [plain]})
    assert not validator.is_valid(good | {"pupils": []})
    assert not validator.is_valid(good | {"grade": 11})
    assert not validator.is_valid(good | {"students": [{"code": "A1", "prerequisites": [7]}]})


def test_the_shipped_rooms_are_found_by_id() -> None:
    assert "zoned-classroom" in layout_ids()
    assert layout_by_id("zoned-classroom").id == "zoned-classroom"
    with pytest.raises(NotFoundError, match='mente du "rows"'):
        layout_by_id("rovs")


@pytest.mark.parametrize("id_", ["../layouts/rows", "/etc/hostname", "..", ""])
def test_an_id_never_leads_out_of_the_folder(id_: str) -> None:
    with pytest.raises(NotFoundError):
        layout_by_id(id_)


def test_a_layout_inside_a_plan_is_held_to_the_same_rules() -> None:
    room = json.loads(layout_files()["rows"].read_text(encoding="utf-8"))
    plan = validate_plan(raw_plan(phase("work", activity()), layout=room))
    twice = validate_plan(
        raw_plan(phase("work", activity()), layout={**room, "zones": [*room["zones"], room["zones"][0]]})
    )

    assert layout_of(plan).id == "rows"
    with pytest.raises(InputError) as refused:
        layout_of(twice)
    assert all(fault.path.startswith("layout.zones") for fault in refused.value.faults)


@pytest.mark.parametrize(
    ("schema", "sentence"),
    [
        ("planner/plan/2", 'fandt "planner/plan/2", som er nyere end dette program'),
        ("planner/plan/0", 'fandt "planner/plan/0" – skal være "planner/plan/1"'),
        ("planner/layout/1", 'fandt "planner/layout/1" – skal være "planner/plan/1"'),
        (1, 'fandt 1 – skal være "planner/plan/1"'),
        (None, 'fandt null – skal være "planner/plan/1"'),
    ],
)
def test_another_version_is_refused_at_its_field(schema: object, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        migrate({"schema": schema}, "plan")

    [fault] = refused.value.faults
    assert str(fault).startswith(f"schema: {sentence}")


def test_a_file_without_a_version_is_refused() -> None:
    with pytest.raises(InputError, match='schema: feltet mangler – skal være "planner/layout/1"'):
        migrate({}, "layout")
    with pytest.raises(InputError, match="skal være et objekt med felter"):
        migrate([1], "layout")


def test_an_older_version_is_brought_up_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def named(raw: dict[str, object]) -> dict[str, object]:
        return {**raw, "schema": "planner/plan/1", "title": raw["name"]}

    monkeypatch.setattr("planner.exchange.versions.STEPS", {("plan", 0): named})

    assert migrate({"schema": "planner/plan/0", "name": "Brøker"}, "plan")["title"] == "Brøker"
