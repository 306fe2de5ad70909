"""Every message of the browser carries all its boxes: those nobody touched are never taken for chosen."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from serving import Server
from web.test_lesson_page import cards, ready, store_of

from planner.services import plans
from planner.services.archive import Archive
from planner.web.server.session import now

pytestmark = pytest.mark.browser
SAMPLE = "fractions-grade-5"
TIMES = 6


def history(archive: Archive, plan_id: str) -> list[float]:
    """Return the minutes of the first phase in every state up to the present one, the newest first."""
    seen = [plans.load_plan(archive, plan_id)]
    while seen[-1].can_undo:
        seen.append(plans.undo(archive, (plan_id, seen[-1].head)))
    for _ in seen[1:]:
        plans.redo(archive, (plan_id, plans.load_plan(archive, plan_id).head))
    return [opened.plan.lesson.phases[0].minutes for opened in seen]


def lesson(context: BrowserContext, archive: Archive) -> tuple[Page, str]:
    plan_id = plans.open_sample(archive, SAMPLE, now())
    page = context.new_page()
    page.goto(f"/plan-lesson?id={plan_id}")
    ready(page)
    cards(page).nth(0).locator(".title").click()
    ready(page)
    expect(page.get_by_role("heading", name=re.compile("^Fase 1 af 5"))).to_be_visible()
    return page, plan_id


def press_fast(page: Page, archive: Archive, plan_id: str) -> int:
    """Press a key faster than answers come; return what the timeline said last, once that is stored."""
    for _ in range(TIMES):
        page.keyboard.press("Alt++")
        page.wait_for_timeout(110)
    said = re.search(r"Dagens plan: (\d+) min", page.locator(".timeline .said").inner_text())
    assert said
    settled(page, archive, plan_id, int(said[1]))
    return int(said[1])


def settled(page: Page, archive: Archive, plan_id: str, minutes: int) -> None:
    for _ in range(100):
        if plans.load_plan(archive, plan_id).plan.lesson.phases[0].minutes == minutes:
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(3500)  # what is not answered is sent again after three seconds
    assert plans.load_plan(archive, plan_id).plan.lesson.phases[0].minutes == minutes


def test_fast_keys_on_the_timeline_are_the_only_edits(context: BrowserContext, server: Server) -> None:
    archive = store_of(server)
    page, plan_id = lesson(context, archive)
    last = press_fast(page, archive, plan_id)
    assert last > 6
    assert history(archive, plan_id) == list(range(last, 3, -1))


def test_fast_undo_leaves_everything_to_redo(context: BrowserContext, server: Server) -> None:
    archive = store_of(server)
    page, plan_id = lesson(context, archive)
    last = press_fast(page, archive, plan_id)
    back = page.get_by_role("button", name=re.compile("^(Fortryd: |Intet at fortryde)"))
    for _ in range(TIMES):
        back.click()
        page.wait_for_timeout(60)
    page.wait_for_timeout(1500)
    while not page.get_by_role("button", name="Intet at fortryde").count():
        back.click()
        page.wait_for_timeout(500)
    settled(page, archive, plan_id, 4)
    again = plans.load_plan(archive, plan_id)
    while again.can_redo:
        again = plans.redo(archive, (plan_id, again.head))
    assert again.plan.lesson.phases[0].minutes == last
