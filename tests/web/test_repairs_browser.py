"""A proposal in a real browser: made by keyboard, taken back, and the same page in English."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import activity, phase, raw_plan
from playwright.sync_api import Browser, Page, expect
from serving import Server

from planner.lesson.model import Plan
from planner.services import plans
from planner.services.archive import Archive
from planner.settings import read_settings
from planner.storage.store import open_store
from planner.web.server.session import now

pytestmark = pytest.mark.browser


@pytest.fixture
def plan_id(server: Server) -> str:
    store = open_store(read_settings({"PLANNER_DATA": str(server.data)}).database_url)
    fields = {"zones": ["camp", "water"], "ways_in": ["text"], "voice": 0}
    phases = [phase(f"{id_}s", activity(id_, **fields)) for id_ in ("read", "look")]
    students = [{"code": "A1", "prerequisites": ["read_aloud"]}, {"code": "A2"}]
    raw = raw_plan(*phases, layout="zoned-classroom", students=students)
    return plans.new_plan(Archive(store), Plan.model_validate(raw), "created", now())


def complaints(page: Page) -> list[str]:
    results: dict[str, Any] = Axe().run(page).response
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in results["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_proposal_is_made_and_taken_back(
    browser: Browser, server: Server, plan_id: str, language: str
) -> None:
    danish = language == "da"
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": 1280, "height": 800} if danish else {"width": 820, "height": 1180},
        locale="da-DK" if danish else "en-GB",
        bypass_csp=True,  # axe is brought in by the test, not by the page
    )
    page = context.new_page()
    page.goto(f"/plan-repair?id={plan_id}")
    lacking = "A1 har ingen mulighed i »Reads«." if danish else "A1 has no option in “Reads”."
    expect(page.get_by_text(lacking)).to_be_visible(timeout=30_000)
    make = page.get_by_role("button", name="Gør det: forslag 1" if danish else "Do it: proposal 1")
    expect(make).to_be_visible(timeout=30_000)
    assert complaints(page) == []
    make.focus()
    page.keyboard.press("Enter")
    done = "Det er gjort." if danish else "Done."
    expect(page.get_by_role("status").filter(has_text=done)).to_be_visible()
    expect(page.get_by_text("Der er ikke noget at ændre" if danish else "nothing to change")).to_be_visible()
    expect(make).to_have_count(0)
    undo = page.get_by_role("button", name=re.compile("^Fortryd: forslag" if danish else "^Undo: proposal"))
    undo.focus()
    page.keyboard.press("Enter")
    expect(make).to_be_visible(timeout=30_000)
    expect(page.get_by_text(lacking)).to_be_visible()
    context.close()
