"""Two hundred saves while server, database and browser die again and again: nothing acknowledged is lost."""

import json
import os
import random
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from databases import DURABLE, Postgres, find_postgres, postgres
from playwright.sync_api import Browser, Page, expect
from serving import CHROMIUM_ARGS, Server, find_chromium, serving
from web.test_lesson_page import cards, ready

from planner.services import plans
from planner.services.archive import Archive
from planner.storage.store import open_store
from planner.web.server.session import now

pytestmark = pytest.mark.browser
SAVES = 200
EACH = 40
VICTIMS = ("server", "database", "database", "server")
FIRST = 4
"""How long the first phase of the sample is; each save makes it a minute longer."""


def open_lesson(browser: Browser, server: Server, plan_id: str) -> Page:
    context = browser.new_context(
        base_url=server.url, viewport={"width": 1280, "height": 800}, locale="da-DK"
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.add_init_script(SAVED)
    page.goto(f"/plan-lesson?id={plan_id}")
    ready(page)
    cards(page).nth(0).locator(".title").click()
    ready(page)
    expect(page.get_by_role("heading", name=re.compile("^Fase 1 af 5"))).to_be_visible()
    return page


SAVED = """
window.saves = new Set();
const keep = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (key.startsWith("planner-timeline:")) {
    const made = JSON.parse(value).flatMap(({ client, edits }) => edits.map(({ seq }) => client + seq));
    made.forEach((edit) => window.saves.add(edit));
  }
  keep.call(this, key, value);
};
"""
"""Counts the edits of a page as it makes them."""


def press(page: Page, times: int) -> None:
    """Make a number of edits; a key that met no card, for the page was just drawn anew, is pressed again."""
    made = page.evaluate("window.saves.size")
    for _ in range(10 * times):
        if page.evaluate("window.saves.size") == made + times:
            return
        cards(page).nth(0).locator(".title").press("Alt++")
        page.wait_for_timeout(60)
    pytest.fail(f"of {times} edits, {page.evaluate('window.saves.size') - made} were made")


def unanswered(page: Page) -> int:
    """Return how many edits the tab still holds: all others were acknowledged."""
    held = page.evaluate(
        "Object.keys(sessionStorage).filter((key) => key.startsWith('planner-timeline:'))"
        ".map((key) => sessionStorage[key])"
    )
    return sum(len(batch["edits"]) for text in held for batch in json.loads(text))


def all_answered(page: Page) -> None:
    for _ in range(600):
        if not unanswered(page):
            return
        page.wait_for_timeout(100)
    pytest.fail("edits are still not acknowledged after a minute")


def kill_browser(page: Page) -> None:
    """End the browser as a power cut would."""
    browser = page.context.browser
    assert browser is not None
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    main = next(int(process["id"]) for process in found if process["type"] == "browser")
    os.kill(main, signal.SIGKILL)
    with suppress(ProcessLookupError):
        while True:
            os.kill(main, 0)
            time.sleep(0.02)


@dataclass
class School:
    """A server and its database, both of which can be killed and come again."""

    server: Server
    database: Postgres
    running: subprocess.Popen[bytes]

    def kill(self, victim: str) -> None:
        if victim == "server":
            self.server.kill()
        else:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait(30)

    def revive(self, victim: str) -> None:
        if victim == "server":
            self.server.start()
        else:
            self.running = self.database.start()


@contextmanager
def school(data: Path) -> Iterator[tuple[School, str]]:
    """Give a server on a PostgreSQL whose writes reach the disk, and the URL of its database."""
    if find_postgres() is None and not os.environ.get("PLANNER_REQUIRE_POSTGRES"):
        pytest.skip("PostgreSQL is not on this machine")
    with postgres(DURABLE) as database:
        running = database.start()
        url = database.new_database()
        with serving(data, settings={"PLANNER_DATABASE": url}) as server:
            made = School(server, database, running)
            yield made, url
        made.running.terminate()
        made.running.wait(30)


def minutes_now(url: str, plan_id: str) -> float:
    archive = Archive(open_store(url))
    minutes = plans.load_plan(archive, plan_id).plan.lesson.phases[0].minutes
    archive.store.close()
    return minutes


def test_nothing_acknowledged_is_lost_in_200_saves(browser: Browser, tmp_path: Path) -> None:
    dice = random.Random(20261123)  # noqa: S311 – moments of a test, not secrets
    with school(tmp_path) as (own, url):
        archive = Archive(open_store(url))
        plan_id = plans.open_sample(archive, "fractions-grade-5", now())
        archive.store.close()
        mortal = browser.browser_type.launch(executable_path=find_chromium(), args=list(CHROMIUM_ARGS))
        page = open_lesson(mortal, own.server, plan_id)
        for victim in VICTIMS:
            before = dice.randrange(2, EACH - 2)
            press(page, before)
            own.kill(victim)
            press(page, EACH - before)
            own.revive(victim)
            all_answered(page)
        assert minutes_now(url, plan_id) == FIRST + EACH * len(VICTIMS)
        press(page, SAVES - EACH * len(VICTIMS))
        acknowledged = FIRST + SAVES - unanswered(page)
        kill_browser(page)
        assert acknowledged <= minutes_now(url, plan_id) <= FIRST + SAVES
