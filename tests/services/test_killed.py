"""A killed server loses nothing that was acknowledged."""

import json
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

from databases import rows

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
