"""The planner from a terminal: its contract, its exit status, and one line for whatever is refused."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from builders import activity, phase, raw_plan
from typer.testing import CliRunner, Result

from planner.cli import app
from planner.exchange.documents import layout_files, sample_plans

FAULTY = Path(__file__).parent / "data" / "layouts"
RUNNER = CliRunner()


def run(*arguments: object) -> Result:
    return RUNNER.invoke(app, [str(argument) for argument in arguments])


def refusal(*arguments: object) -> str:
    """Return the one line a refused input gives."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    return result.stderr.strip()


def written(path: Path, raw: object) -> Path:
    path.write_text(raw if isinstance(raw, str) else json.dumps(raw), encoding="utf-8")
    return path


def good_plan(**fields: Any) -> dict[str, Any]:
    zones = {"zones": ["camp"]}
    phases = (
        phase("start", activity("a", kind="orient", **zones)),
        phase("work", activity("b", **zones), activity("c", ways_in=["text", "pictures"], **zones)),
        phase("end", activity("d", kind="share", **zones)),
    )
    return raw_plan(*phases, **{"layout": "zoned-classroom", "students": [{"code": "A1"}], **fields})


BROKEN = {
    "empty": b"",
    "truncated": b'{"schema": "planner/plan/1", "title": "Br',
    "marked": b"\xef\xbb\xbf{}",
    "latin": '{"title": "Brøker"}'.encode("latin-1"),
    "nested": b"[" * 200_000,
    "twice": b'{"title": 1, "title": 2}',
    "no number": b'{"grade": NaN}',
    "text": b"hello",
    "list": b"[1, 2]",
    "number": b"7",
    "null": b"null",
    "zero bytes": b"\0" * 100,
}


@pytest.mark.parametrize("command", ["check", "room"])
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_in_one_line(name: str, command: str, tmp_path: Path) -> None:
    path = tmp_path / "input.json"
    path.write_bytes(BROKEN[name])

    assert refusal(command, path).startswith(f"{path}: ")


@pytest.mark.parametrize("command", ["check", "room"])
def test_a_missing_file_and_a_folder_are_refused(command: str, tmp_path: Path) -> None:
    assert refusal(command, tmp_path / "no.json").endswith("filen findes ikke – skriv navnet på en JSON-fil")
    assert refusal(command, tmp_path).endswith("det er en mappe – skriv navnet på en JSON-fil")


def test_fifty_megabytes_of_nonsense_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.json"
    path.write_bytes(b"x" * 50_000_000)

    line = refusal("check", path, "--language", "en")

    assert line == f"{path}: the file has 50.0 MB – may have 5 MB at most"


def test_four_megabytes_of_wrong_plan_are_refused(tmp_path: Path) -> None:
    students = [{"code": f"s{i}", "prerequisites": ["nothing_known"] * 60} for i in range(2500)]
    path = written(tmp_path / "plan.json", good_plan(students=students))

    assert "students: listen er for lang" in refusal("check", path)


def test_several_faults_are_one_line_with_their_number(tmp_path: Path) -> None:
    raw = good_plan(adults=[{"id": "L", "role": "teecher"}], grade="5")

    assert refusal("check", written(tmp_path / "plan.json", raw)).endswith(
        'grade: fandt "5" – skal være et helt tal (og 1 fejl mere)'
    )


def test_a_newer_version_is_refused_with_what_was_expected(tmp_path: Path) -> None:
    path = written(tmp_path / "plan.json", good_plan() | {"schema": "planner/plan/2"})

    assert refusal("check", path, "--language", "en") == (
        f'{path}: schema: found "planner/plan/2", which is newer than this program – '
        'must be "planner/plan/1"; update the program or save in the older version'
    )


def test_a_layout_that_is_nowhere_is_refused_with_the_nearest(tmp_path: Path) -> None:
    path = written(tmp_path / "plan.json", good_plan(layout="zoned-clasroom"))

    assert refusal("check", path) == (
        f'{path}: layout: "zoned-clasroom" findes ikke – skal være en indretning ved siden af planen '
        'eller blandt de medfølgende (mente du "zoned-classroom"?)'
    )


@pytest.mark.parametrize("layout", ["..", "../rows", "/etc/passwd", "....json"])
def test_a_layout_id_never_leads_out_of_the_folder(layout: str, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    written(tmp_path / "rows.json", json.loads((FAULTY / "rows.json").read_text(encoding="utf-8")))

    assert "layout: " in refusal("check", written(folder / "plan.json", good_plan(layout=layout)))


def test_a_zone_that_is_not_in_the_layout_is_refused(tmp_path: Path) -> None:
    raw = raw_plan(phase("work", activity(zones=["cavee"])), layout="zoned-classroom")

    assert refusal("check", written(tmp_path / "plan.json", raw)).endswith(
        'lesson.phases[0].activities[0].zones[0]: "cavee" findes ikke – '
        'skal være en zone i indretningen (mente du "cave"?)'
    )


def test_no_control_character_of_a_file_reaches_the_terminal(tmp_path: Path) -> None:
    path = written(tmp_path / "plan.json", good_plan() | {"\x1b[31m\nred": 1})

    assert "\x1b" not in refusal("check", path)


def test_a_good_plan_is_checked_with_status_zero(tmp_path: Path) -> None:
    result = run("check", written(tmp_path / "plan.json", good_plan()), "--json")

    answer = json.loads(result.stdout)
    assert result.exit_code == 0, result.stdout
    assert set(answer) == {"verdicts", "paths", "findings"}
    assert {cell["verdict"] for cell in answer["verdicts"]} == {"as_planned"}
    assert answer["paths"][0]["complete"]


def test_the_layout_beside_the_plan_comes_before_the_shipped_one(tmp_path: Path) -> None:
    room = json.loads((FAULTY / "rows.json").read_text(encoding="utf-8"))
    written(tmp_path / "zoned-classroom.json", room)

    assert '"camp" findes ikke' in refusal("check", written(tmp_path / "plan.json", good_plan()))


@pytest.mark.parametrize("sample", sample_plans())
def test_the_sample_plans_hold_the_public_contract(sample: str) -> None:
    result = run("check", sample_plans()[sample], "--json", "--timings")

    answer = json.loads(result.stdout)
    assert set(answer["timings"]) == {"read", "import", "room_facts", "room_rules", "participation", "report"}
    cell = answer["verdicts"][0]
    assert {"student", "phase", "verdict", "options"} <= set(cell)
    assert {"activity", "zone", "verdict", "barriers"} <= set(cell["options"][0])
    barriers = [b for c in answer["verdicts"] for o in c["options"] for b in o["barriers"]]
    keys = {"prerequisite", "place", "value", "limit", "unit", "message", "remedies"}
    assert all(keys <= set(barrier) for barrier in barriers)
    assert {"student", "complete", "breaks_at", "choices"} <= set(answer["paths"][0])
    stated = {"rule", "severity", "sureness", "at", "message", "source"}
    assert all(stated <= set(finding) for finding in answer["findings"])
    stops = (
        any(cell["verdict"] == "not_possible" for cell in answer["verdicts"])
        or any(not path["complete"] for path in answer["paths"])
        or any(finding["severity"] == "stop" for finding in answer["findings"])
    )
    assert result.exit_code == int(stops)


def test_the_table_names_students_phases_and_verdicts() -> None:
    plan = sample_plans()["fractions-grade-5"]
    danish, english = run("check", plan), run("check", plan, "--language", "en")

    assert "B01" in danish.stdout
    assert "som planlagt" in danish.stdout
    assert "as planned" in english.stdout
    assert "Se på det" in danish.stdout


@pytest.mark.parametrize("layout", layout_files())
def test_a_shipped_room_has_nothing_that_stops(layout: str) -> None:
    result = run("room", layout_files()[layout], "--json")

    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert {"zones", "routes", "sound", "findings"} <= set(answer)
    assert {"id", "room", "area_m2", "seats", "seats_with_board"} <= set(answer["zones"][0])


def test_a_faulty_room_stops_somebody_and_is_told_in_words() -> None:
    result = run("room", FAULTY / "old-building.json")

    assert result.exit_code == 1
    assert "D1" in result.stdout


@pytest.mark.parametrize("part", ["prerequisites", "supports", "furniture", "thresholds", "rules"])
def test_the_catalogue_is_printed_part_by_part(part: str) -> None:
    table, plain = run("catalogue", part, "--language", "en"), run("catalogue", part, "--json")

    entries = json.loads(plain.stdout)[part]
    assert (table.exit_code, plain.exit_code) == (0, 0)
    assert entries
    assert all(entry["id"] in table.stdout for entry in entries)


@pytest.mark.parametrize("kind", ["plan", "layout"])
def test_the_schema_of_a_format_is_written(kind: str) -> None:
    assert json.loads(run("schema", kind).stdout)["title"] == f"planner/{kind}/1"


def test_the_command_writes_danish_letters_whatever_the_terminal_says(tmp_path: Path) -> None:
    bare = {"PATH": "", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-m", "planner.cli", "check", str(tmp_path)]

    done = subprocess.run(command, env=bare, capture_output=True, check=False, timeout=30)

    assert done.returncode == 2
    assert done.stderr.decode("utf-8").strip().endswith("det er en mappe – skriv navnet på en JSON-fil")


def test_a_class_without_codes_is_told_in_words_and_by_id(tmp_path: Path) -> None:
    path = written(
        tmp_path / "plan.json",
        good_plan(students=[], bands=[{"prerequisite": "low_noise", "count": "1-2"}], class_size=20),
    )
    told = run("check", path).stdout
    assert "en elev, der har brug for et lavt lydniveau" in told
    report = json.loads(run("check", path, "--json").stdout)
    assert {row["student"] for row in report["verdicts"]} == {"band:low_noise"}
