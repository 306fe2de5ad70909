"""A killed server loses nothing that was acknowledged."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from databases import DURABLE, find_postgres, postgres, rows

from planner.plan.changes import SetMinutes
from planner.services import plans
from planner.services.archive import Archive
from planner.storage.store import open_store

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
# Edits one plan for ever and says each head once it is acknowledged.
EDITOR = """
import sys
from datetime import UTC, datetime
from itertools import count
from planner.plan.changes import SetMinutes
from planner.services.archive import Archive
from planner.services.plans import change_plan, load_plan
from planner.storage.store import open_store

archive = Archive(open_store(sys.argv[1]))
head = load_plan(archive, sys.argv[2]).head
for number in count(int(sys.argv[3])):
    change = SetMinutes("work", 1 + number % 500)
    head = change_plan(archive, (sys.argv[2], head), change, datetime.now(UTC)).head
    print(head, change.minutes, flush=True)
"""


def edit_until_killed(url: str, plan: str, start: int, seconds: float) -> list[tuple[int, float]]:
    """Return what a killed editor had said: heads with the minutes it set."""
    process = subprocess.Popen(
        [sys.executable, "-c", EDITOR, url, plan, str(start)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    lines = [process.stdout.readline()]
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    lines += process.communicate(timeout=30)[0].splitlines()
    # A line the kill cut off was never acknowledged.
    said = [line.split() for line in lines if len(line.split()) == 2]
    return [(int(head), float(minutes)) for head, minutes in said]


def stored_minutes(url: str) -> dict[int, float]:
    kept = rows(url, "SELECT id, content FROM edits")
    return {int(str(edit)): json.loads(str(plan))["lesson"]["phases"][2]["minutes"] for edit, plan in kept}


def intact(url: str) -> bool:
    if not url.startswith("sqlite"):
        return True
    checked, broken = rows(url, "PRAGMA integrity_check"), rows(url, "PRAGMA foreign_key_check")
    return checked == [("ok",)] and broken == []


def test_no_acknowledged_edit_is_lost_when_the_process_is_killed(url: str) -> None:
    archive = Archive(open_store(url))
    plan = plans.open_sample(archive, "fractions-grade-5", NOW)
    archive.store.close()
    moments = random.Random(20261123)  # noqa: S311 – moments of a test, not secrets
    for life in range(4):
        said = edit_until_killed(url, plan, life * 100, moments.uniform(0, 0.25))
        kept = stored_minutes(url)
        assert said
        assert intact(url)
        assert all(kept[head] == minutes for head, minutes in said)
        again = Archive(open_store(url))
        opened = plans.load_plan(again, plan)
        # The edit that was under way may be there or not; the head is never older than what was said.
        assert opened.head >= said[-1][0]
        assert opened.plan.lesson.phases[2].minutes == kept[opened.head]
        plans.change_plan(again, (plan, opened.head), SetMinutes("work", 22), NOW)
        again.store.close()


# Edits one plan a number of times, each until it is acknowledged, however often the database dies meanwhile.
STUBBORN = """
import sys, time
from datetime import UTC, datetime
from planner.errors import ConflictError, UnavailableError
from planner.plan.changes import SetMinutes
from planner.services.archive import Archive
from planner.services.plans import change_plan, load_plan
from planner.storage.store import Command, open_store

archive, plan = Archive(open_store(sys.argv[1])), sys.argv[2]
head = load_plan(archive, plan).head
for number in range(1, int(sys.argv[3]) + 1):
    while True:
        try:
            change = SetMinutes("work", 1 + number)
            head = change_plan(archive, (plan, head), change, datetime.now(UTC), Command("tab", number)).head
            break
        except UnavailableError:
            print("away", flush=True)
            time.sleep(0.02)
        except ConflictError:
            # Written, and the answer lost with the database: the number says it is ours.
            assert archive.done(plan, Command("tab", number))
            head = load_plan(archive, plan).head
    print(head, change.minutes, flush=True)
"""


def test_nothing_acknowledged_is_lost_when_the_database_is_killed_during_200_saves() -> None:
    if find_postgres() is None and not os.environ.get("PLANNER_REQUIRE_POSTGRES"):
        pytest.skip("PostgreSQL is not on this machine")
    moments = random.Random(20261123)  # noqa: S311 – moments of a test, not secrets
    with postgres(DURABLE) as server:
        running = server.start()
        url = server.new_database()
        archive = Archive(open_store(url))
        plan = plans.open_sample(archive, "fractions-grade-5", NOW)
        archive.store.close()
        editor = subprocess.Popen(
            [sys.executable, "-c", STUBBORN, url, plan, "200"], stdout=subprocess.PIPE, text=True
        )
        assert editor.stdout is not None
        said = [editor.stdout.readline()]
        for _ in range(5):
            time.sleep(moments.uniform(0.05, 0.4))
            os.killpg(running.pid, signal.SIGKILL)
            running.wait(30)
            running = server.start()
        said += editor.communicate(timeout=60)[0].splitlines()
        assert editor.returncode == 0
        acknowledged = [line.split() for line in said if not line.startswith("away")]
        kept = stored_minutes(url)
        assert len(acknowledged) == 200
        assert "away" in said, "the database was never away while somebody saved"
        assert all(kept[int(head)] == float(minutes) for head, minutes in acknowledged)
        assert sum(minutes == 150 for minutes in kept.values()) == 1, "an edit was made twice"
        running.terminate()
        running.wait(30)
