"""Sharing and looking after a school with real browsers: by keyboard, with nothing in anybody's way."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from doors import PASSWORD, make_account
from playwright.sync_api import Browser, Page, expect
from serving import Server, serving

from planner.services import plans
from planner.services.archive import Archive
from planner.settings import read_settings
from planner.storage.store import open_store

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("sharing")
    make_account(data, "eva", "administrator")
    anna = make_account(data, "anna")
    make_account(data, "bo")
    store = open_store(read_settings({"PLANNER_DATA": str(data)}).database_url)
    archive, now = Archive(store, anna), datetime.now(UTC) - timedelta(days=1)
    first = plans.open_sample(archive, "fractions-grade-5", now)
    for number in range(5):
        plans.duplicate_plan(archive, first, f"Uge {40 + number}", now + timedelta(minutes=number))
    store.close()
    with serving(data) as running:
        yield running


def person(browser: Browser, server: Server, name: str, scheme: Literal["light", "dark"] = "light") -> Page:
    """Sign somebody in, in a browser of their own."""
    context = browser.new_context(
        base_url=server.url,
        locale="da-DK",
        color_scheme=scheme,
        bypass_csp=True,  # axe is brought in by the test, not by the page
        viewport={"width": 820, "height": 1180},
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("Mail eller brugernavn").fill(name)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Lav en plan")).to_be_visible()
    return page


def complaints(page: Page) -> list[str]:
    results: dict[str, Any] = Axe().run(page).response
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in results["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


def test_a_plan_is_found_shared_and_opened_by_a_colleague(browser: Browser, guarded: Server) -> None:
    anna = person(browser, guarded, "anna")
    assert complaints(anna) == []
    search = anna.get_by_label("Find en plan")
    search.press_sequentially("uge 42")
    expect(anna.get_by_text("1 plan fundet")).to_be_visible()
    assert search.evaluate("field => field === document.activeElement")
    anna.get_by_role("button", name="Mere: Uge 42").press("Enter")
    expect(anna.get_by_text("Kun du kan se den.")).to_be_visible()
    assert complaints(anna) == []
    people = anna.get_by_label("Del med")
    people.press_sequentially("bo")
    people.press("Enter")
    expect(anna.get_by_text("bo ser hele planen")).to_be_visible()
    anna.get_by_role("button", name="Del med bo").press("Enter")
    expect(anna.get_by_role("alert")).to_have_text("Delt med bo, som må redigere.")
    bo = person(browser, guarded, "bo", "dark")
    bo.get_by_role("link", name=re.compile("Uge 42.*fra anna · må redigere")).click()
    expect(bo.get_by_role("grid")).to_be_visible()
    bo.get_by_role("button", name="Del", exact=True).press("Enter")
    expect(bo.get_by_role("button", name="Fjern den fra mine lister")).to_be_visible()
    expect(bo.get_by_role("button", name="Læg i biblioteket")).to_have_count(0)
    assert complaints(bo) == []
    for page in (anna, bo):
        page.context.close()


def in_popover(page: Page) -> bool:
    return bool(page.evaluate("!!document.activeElement.closest('[data-testid=stPopoverBody]')"))


def test_a_popover_takes_the_keyboard_in_and_keeps_it_after_sharing(
    browser: Browser, guarded: Server
) -> None:
    anna = person(browser, guarded, "anna")
    anna.get_by_role("link", name=re.compile("Uge 43")).first.press("Enter")
    versions = anna.get_by_role("button", name="Udgaver")
    versions.press("Enter")
    expect(anna.get_by_role("dialog").get_by_role("link", name="Sammenlign to udgaver")).to_be_focused()
    anna.keyboard.press("Escape")
    expect(versions).to_be_focused()
    anna.get_by_role("button", name="Del", exact=True).press("Enter")
    people = anna.get_by_role("dialog").get_by_label("Del med")
    expect(people).to_be_focused()
    people.press_sequentially("bo")
    people.press("Enter")
    anna.get_by_role("button", name="Del med bo").press("Enter")
    said = anna.get_by_role("dialog").get_by_role("status").filter(has_text="Delt med bo, som må redigere.")
    expect(said).to_be_focused()
    anna.keyboard.press("Tab")
    assert in_popover(anna)
    anna.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_school_is_looked_after_by_keyboard(
    browser: Browser, guarded: Server, scheme: Literal["light", "dark"]
) -> None:
    eva = person(browser, guarded, "eva", scheme)
    eva.get_by_role("link", name="Skolen").press("Enter")
    expect(eva.get_by_text(re.compile(r"\d konti"))).to_be_visible()
    eva.locator("summary", has_text="Lav en konto").press("Enter")
    name = eva.get_by_label("Mail eller brugernavn")
    name.press_sequentially(f"ny-{scheme}")
    name.press("Tab")
    eva.get_by_role("button", name="Lav kontoen").press("Enter")
    expect(eva.get_by_text(f"Giv linket til ny-{scheme}")).to_be_visible()
    assert complaints(eva) == []
    link = eva.get_by_test_id("stCode").inner_text().strip()
    eva.get_by_role("button", name=f"Ret ny-{scheme}").press("Enter")
    expect(eva.get_by_role("button", name="Luk kontoen")).to_be_visible()
    assert complaints(eva) == []
    eva.keyboard.press("Escape")
    eva.get_by_text("Hvad er der sket").first.click()
    expect(eva.get_by_role("table")).to_be_visible()
    assert complaints(eva) == []
    newcomer = browser.new_context(base_url=guarded.url, locale="da-DK", bypass_csp=True).new_page()
    newcomer.goto(link)
    assert complaints(newcomer) == []
    newcomer.get_by_label("Adgangskode", exact=True).fill(PASSWORD)
    newcomer.get_by_label("Adgangskoden en gang til").fill(PASSWORD)
    newcomer.keyboard.press("Enter")
    expect(newcomer.get_by_text(f"ny-{scheme}")).to_be_visible()
    for page in (eva, newcomer):
        page.context.close()
