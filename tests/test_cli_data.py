"""Backups and the clean-up from a terminal."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from databases import with_programs
from typer.testing import CliRunner, Result

from planner.cli import app
from planner.services import plans
from planner.services.archive import Archive
from planner.services.classes import put_in_class
from planner.storage.classes import ClassStore
from planner.storage.door_log import DoorLog
from planner.storage.store import open_store
from planner.storage.tables import LOCAL_OWNER

SAMPLE = "fractions-grade-5"


@pytest.fixture(autouse=True)
def _settings(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATABASE", url)
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    monkeypatch.setenv("PLANNER_LANGUAGE", "en")
    monkeypatch.setenv("PATH", with_programs())


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments])


def ended_class(url: str, days: int) -> str:
    """Make a class that ended some days ago, with one plan in it; return the plan."""
    now = datetime.now(UTC)
    archive = Archive(open_store(url))
    plan = plans.open_sample(archive, SAMPLE, now)
    made = ClassStore(archive.store.engine).add(LOCAL_OWNER, "5.a", date.today(), now)  # noqa: DTZ011
    put_in_class(archive, plan, made)
    ClassStore(archive.store.engine).change(made, "5.a", now.date() - timedelta(days=days))
    archive.store.close()
    return plan


def left(url: str) -> list[str]:
    archive = Archive(open_store(url))
    found = [entry.id for entry in plans.list_plans(archive)]
    archive.store.close()
    return found


def noted(url: str) -> list[str]:
    store = open_store(url)
    found = [happening.what for _, happening in DoorLog(store.engine).happenings()]
    store.close()
    return found


def test_a_backup_is_written_and_brought_back(url: str, tmp_path: Path) -> None:
    plan, file = ended_class(url, 0), str(tmp_path / "backup.zip")
    written = run("backup", file)
    assert written.exit_code == 0
    assert written.stdout.startswith(f"Written: {file} (")
    ended_class(url, 0)
    brought = run("restore", file)
    assert brought.exit_code == 0, brought.stderr
    assert "Everybody signs in again." in brought.stdout
    assert "What was there before is kept: " in brought.stdout
    assert left(url) == [plan]
    assert noted(url)[0] == "restored"


def test_what_is_refused_is_one_line_and_status_two(url: str, tmp_path: Path) -> None:
    ended_class(url, 0)
    file = tmp_path / "other.zip"
    file.write_text("nothing", encoding="utf-8")
    for arguments in (("restore", str(file)), ("backup", str(file)), ("restore", str(tmp_path / "no"))):
        refused = run(*arguments)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert refused.stderr.count("\n") == 1


def test_the_clean_up_only_says_what_it_would_do(url: str) -> None:
    plan = ended_class(url, 31)
    said = run("purge", "--dry-run")
    assert "Nothing has been changed. This would go:" in said.stdout
    assert "Class 5.a, ended " in said.stdout
    assert left(url) == [plan]


def test_the_clean_up_erases_classes_past_their_time(url: str) -> None:
    ended_class(url, 31)
    young = ended_class(url, 29)
    assert "plans: 1" in run("purge").stdout
    assert left(url) == [young]
    assert noted(url) == ["class_erased"]
    assert run("purge").stdout == "There is nothing to clean up.\n"


def test_a_class_goes_sooner_where_it_is_asked_for(url: str) -> None:
    ended_class(url, 1)
    assert run("purge").stdout == "There is nothing to clean up.\n"
    run("purge", "--days", "0")
    assert left(url) == []
