"""The page of the places in a browser: a class is placed, a student pinned, a conflict read, all undone."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from serving import Server

from planner.plan.changes import Change
from planner.plan.class_changes import AddStudents, SetStudents
from planner.plan.lesson_changes import RemoveActivity
from planner.services import plans
from planner.services.archive import Archive
from planner.storage.store import open_store

pytestmark = pytest.mark.browser
CODES: Final = tuple(f"A{n}" for n in range(1, 10))
TIGHT: Final[tuple[Change, ...]] = (
    SetStudents(()),
    AddStudents(CODES),
    *(RemoveActivity("work", activity) for activity in ("bars", "path", "relay")),
)
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "da-DK": {
        "page": "Pladser",
        "conflict": "»Vælg din vej«: Hulen har 6 pladser, 9 elever kan kun arbejde der.",
        "status": "Der er ikke plads til alle.",
        "phase": "Fase",
        "place": "Sted",
        "here": "Sæt A1 fast her",
        "pinned": "fast",
        "undo": "Fortryd: A1 sat fast",
        "placed": "6 af 6 pladser",
        "student": "Elev for elev",
    },
    "en-GB": {
        "page": "Places",
        "conflict": "“Vælg din vej”: Hulen has 6 places, 9 students can only work there.",
        "status": "Not everyone has a place.",
        "phase": "Phase",
        "place": "Place",
        "here": "Pin A1 here",
        "pinned": "pinned",
        "undo": "Undo: A1 pinned",
        "placed": "6 of 6 places",
        "student": "Student by student",
    },
}


def tight_plan(server: Server) -> str:
    """Make a sample plan tight: nine students can only work in a cave of six places."""
    store, now = open_store(f"sqlite:///{server.data / 'planner.sqlite3'}"), datetime.now(UTC)
    archive = Archive(store)
    plan = plans.open_sample(archive, "fractions-grade-5", now)
    for change in TIGHT:
        plans.change_plan(archive, (plan, plans.load_plan(archive, plan).head), change, now)
    store.close()
    return plan


def settled(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def choose(page: Page, label: str, option: str) -> None:
    """Choose by keyboard alone."""
    settled(page)
    box = page.get_by_role("combobox", name=label, exact=True)
    box.press("Escape")
    box.press_sequentially(option)
    expect(page.get_by_role("option", name=option).first).to_be_visible()
    box.press("Enter")
    expect(box).to_have_value(re.compile(option))


def complaints(page: Page) -> list[str]:
    results: dict[str, Any] = Axe().run(page).response
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in results["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


@pytest.mark.parametrize(("language", "width"), [("da-DK", 1280), ("en-GB", 820)])
def test_a_class_is_placed_a_conflict_read_and_a_pin_undone(
    browser: Browser, server: Server, language: str, width: int
) -> None:
    words = WORDS[language]
    context = browser.new_context(
        base_url=server.url, viewport={"width": width, "height": 900}, locale=language, bypass_csp=True
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(f"/plan?id={tight_plan(server)}")
    page.get_by_role("link", name=words["page"], exact=True).click()
    expect(page.get_by_text(words["placed"])).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=words["status"])).to_be_visible()
    expect(page.get_by_text(words["conflict"])).to_be_visible()
    settled(page)
    assert complaints(page) == []

    choose(page, words["phase"], "Vælg din vej")
    expect(page.get_by_role("combobox", name=words["place"], exact=True)).to_have_value(re.compile("Hulen"))
    page.get_by_role("button", name=words["here"]).press("Enter")
    in_the_table = page.locator(".pl-codes li", has_text=re.compile("A1 .*" + words["pinned"]))
    expect(in_the_table).to_be_visible()
    page.get_by_role("tab", name=words["student"]).click()
    row = page.get_by_role("row", name=re.compile("^A1 "))
    expect(row.locator(".pl-pin")).to_contain_text(words["pinned"])

    page.get_by_role("button", name=words["undo"]).press("Enter")
    expect(row.locator(".pl-pin")).to_have_count(0)
    context.close()
