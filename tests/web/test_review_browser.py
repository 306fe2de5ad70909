"""Sparring in a real browser, by keyboard: comment, take over a piece, undo; and axe on the pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from doors import PASSWORD, make_account
from playwright.sync_api import Browser, Page, expect
from serving import Server, serving

from planner.plan.changes import SetVoice
from planner.services import plans, reviews
from planner.services.archive import Archive
from planner.services.sharing import share
from planner.settings import read_settings
from planner.storage.store import open_store

pytestmark = pytest.mark.browser


@dataclass
class Sparring:
    """A plan at a server, and the archives of its teacher and its coach."""

    server: Server
    plan: str
    anna: Archive
    kim: Archive

    def enter(self, browser: Browser, name: str) -> Page:
        context = browser.new_context(
            base_url=self.server.url,
            viewport={"width": 1280, "height": 800},
            locale="da-DK",
            bypass_csp=True,  # axe is brought in by the test, not by the page
        )
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto("/login")
        page.fill("input[name=name]", name)
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Lav en plan")).to_be_visible()
        return page


@pytest.fixture(scope="module")
def sparring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sparring]:
    data = tmp_path_factory.mktemp("sparring")
    make_account(data, "eva", "administrator")
    accounts = make_account(data, "anna"), make_account(data, "kim", "coach")
    store = open_store(read_settings({"PLANNER_DATA": str(data)}).database_url)
    anna, kim = (Archive(store, account) for account in accounts)
    plan = plans.open_sample(anna, "fractions-grade-5", datetime.now(UTC))
    share(anna, plan, accounts[1].id, datetime.now(UTC))
    with serving(data) as server:
        yield Sparring(server, plan, anna, kim)
        assert "planner/web/" not in (data / "server.log").read_text(encoding="utf-8")
    store.close()


def complaints(page: Page) -> list[str]:
    results: dict[str, Any] = Axe().run(page).response
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in results["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


def test_a_coach_comments_on_a_cell_and_an_activity_by_keyboard(browser: Browser, sparring: Sparring) -> None:
    page = sparring.enter(browser, "kim")
    page.goto(f"/plan?id={sparring.plan}")
    expect(page).to_have_url(re.compile("/review"))
    expect(page.get_by_role("heading", name="Samtalen")).to_be_visible()
    chosen = page.get_by_role("gridcell", selected=True).get_by_role("button")
    chosen.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#review_place")).to_contain_text("Dagens problem")
    field = page.get_by_label("Skriv om dette")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=re.compile("^Kommentér B"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.keyboard.type("Hvad hvis de *sad* i hulen?")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send kommentaren")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Hvad hvis de *sad* i hulen?")).to_be_visible()
    expect(field).to_have_value("")
    # The button of an activity leads the keyboard to the field.
    button = page.get_by_role("button", name=re.compile("^Kommentér: Brøkstafet"))
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#review_place")).to_contain_text("Brøkstafet")
    expect(field).to_have_count(1)
    expect(field).to_be_focused()
    assert complaints(page) == []
    threads = reviews.comments(sparring.anna, sparring.plan)
    assert [one.anchor.kind for one in threads] == ["verdict"]
    page.goto(f"/review?id={sparring.plan}&part=sheet")
    expect(page.get_by_label("Hvad prøver I?")).to_be_visible()
    assert complaints(page) == []
    page.goto("/across")
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    assert complaints(page) == []
    page.context.close()


def test_a_teacher_takes_over_a_piece_by_keyboard_and_undoes_it(browser: Browser, sparring: Sparring) -> None:
    reviews.move(sparring.anna, sparring.plan, "ready", datetime.now(UTC))
    reviews.move(sparring.kim, sparring.plan, "in_review", datetime.now(UTC))
    page = sparring.enter(browser, "anna")
    page.goto(f"/review?id={sparring.plan}")
    further = page.get_by_role("button", name="Til justering")
    further.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Justeres")).to_be_focused()
    copy = reviews.propose(sparring.kim, sparring.plan, datetime.now(UTC))
    opened = plans.load_plan(sparring.kim, copy)
    phase = opened.plan.lesson.phases[0]
    change = SetVoice(phase.id, phase.activities[0].id, 0)
    plans.change_plan(sparring.kim, (copy, opened.head), change, datetime.now(UTC))
    page.goto("/queue")
    page.get_by_role("link", name=re.compile("forslag til »Brøker")).click()
    take = page.get_by_role("button", name=re.compile("^Tag med"))
    take.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tjekket siger:")).to_be_visible()
    expect(page.get_by_text("Sådan er planen allerede.")).to_be_visible()
    assert complaints(page) == []
    undo = page.get_by_role("button", name=re.compile("^Fortryd"))
    undo.focus()
    page.keyboard.press("Enter")
    expect(take).to_be_visible()
    now = plans.load_plan(sparring.anna, sparring.plan).plan.lesson.phases[0].activities[0]
    assert now.voice == phase.activities[0].voice
    page.goto("/queue")
    expect(page.get_by_role("link", name=re.compile("forslag til »Brøker"))).to_be_visible()
    assert complaints(page) == []
    page.context.close()
