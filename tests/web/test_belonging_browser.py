"""Belonging and the adults in a browser, both languages and schemes: marked, undone, plan B printed."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from serving import Server

from planner.services import classes, plans
from planner.services.archive import Archive
from planner.storage.store import open_store

pytestmark = pytest.mark.browser
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "da-DK": {
        "page": "Fællesskab",
        "strip": "Et felt for hver elev",
        "table": "Det samme som tabel",
        "form": "Er planen til en mellemform?",
        "group": "Holdbaseret mellemform",
        "asks": "Er holdet med i klassens fælles start, pauser og afslutning?",
        "undo": "Fortryd: Planen: mellemformen – holdbaseret mellemform",
        "adults": "Voksne",
        "missing": "Hvem mangler?",
        "breaks": "mangler der en voksen på »Brøkstænger med vejleder«",
        "ask": "Find det, der hjælper",
        "done": "Det er lavet i en kopi og tjekket igen.",
        "print": "Print plan B med de ændringer",
        "over": "Fællesskab i 5. a",
        "period": "Hver elev i perioden",
    },
    "en-GB": {
        "page": "Belonging",
        "strip": "A square for each student",
        "table": "The same as a table",
        "form": "Is the plan for a form between general and special class?",
        "group": "Group-based form in between",
        "asks": "Does the group share the start, breaks and end of the class?",
        "undo": "Undo: The plan: form in between – group-based form in between",
        "adults": "Adults",
        "missing": "Who is missing?",
        "breaks": "an adult is missing on “Brøkstænger med vejleder”",
        "ask": "Find what helps",
        "done": "It was made in a copy and checked again.",
        "print": "Print plan B with these changes",
        "over": "Belonging of 5. a",
        "period": "Each student in the period",
    },
}


@pytest.fixture
def plan(server: Server) -> Iterator[str]:
    """Return a sample plan in a class that ends up with nothing else in it."""
    store, now = open_store(f"sqlite:///{server.data / 'planner.sqlite3'}"), datetime.now(UTC)
    archive = Archive(store)
    made = plans.open_sample(archive, "fractions-grade-5", now)
    kept = classes.new_class(archive, "5. a", now)
    classes.put_in_class(archive, made, kept)
    yield made
    classes.rename_class(archive, kept, f"5. a {kept}")
    store.close()


def complaints(page: Page) -> list[str]:
    results: dict[str, Any] = Axe().run(page).response
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in results["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


def settled(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def follow(page: Page, name: str) -> None:
    """Follow a link once the page stands still."""
    settled(page)
    page.get_by_role("link", name=name, exact=True).click()


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a box by the keyboard alone."""
    settled(page)
    box = page.get_by_role("combobox", name=label)
    # A page that scrolls or grows closes the list of the box.
    box.scroll_into_view_if_needed()
    box.press("Escape")
    box.press_sequentially(option)
    expect(page.get_by_role("option", name=option).first).to_be_visible()
    box.press("Enter")
    expect(box).to_have_value(re.compile(option))


def belonging_is_told_marked_and_undone(page: Page, plan: str, words: Mapping[str, str]) -> None:
    page.goto(f"/plan?id={plan}")
    expect(page.get_by_role("grid")).to_be_visible()
    follow(page, words["page"])
    expect(page.get_by_label(re.compile(f"^{words['strip']}")).first).to_be_visible()
    choose(page, words["form"], words["group"])
    expect(page.get_by_text(words["asks"])).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("button", name=words["undo"]).click()
    expect(page.get_by_text(words["asks"])).to_have_count(0)
    page.get_by_text(words["table"]).click()
    expect(page.get_by_role("table").nth(1)).to_be_visible()


def plan_b_is_found_and_printed(page: Page, words: Mapping[str, str]) -> None:
    follow(page, words["adults"])
    choose(page, words["missing"], "V")
    expect(page.get_by_text(words["breaks"]).first).to_be_visible()
    page.get_by_role("button", name=words["ask"]).press("Enter")
    expect(page.get_by_text(words["done"])).to_be_visible()
    assert complaints(page) == []
    path = page.get_by_role("link", name=words["print"]).get_attribute("href")
    answer = page.request.get(str(path))
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")


def the_plans_of_a_class_are_told_together(page: Page, words: Mapping[str, str]) -> None:
    page.goto("/classes")
    follow(page, words["over"])
    expect(page.get_by_text(words["period"]).first).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart")).to_be_visible()
    assert complaints(page) == []


SIDES: Final[Mapping[str, tuple[Literal["light", "dark"], int]]] = {
    "da-DK": ("light", 1280),
    "en-GB": ("dark", 820),
}


@pytest.mark.parametrize("locale", SIDES)
def test_belonging_plan_b_and_the_period(browser: Browser, server: Server, plan: str, locale: str) -> None:
    scheme, width = SIDES[locale]
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": 900},
        locale=locale,
        color_scheme=scheme,
        bypass_csp=True,  # axe is brought in by the test, not by the page
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    belonging_is_told_marked_and_undone(page, plan, WORDS[locale])
    plan_b_is_found_and_printed(page, WORDS[locale])
    the_plans_of_a_class_are_told_together(page, WORDS[locale])
    context.close()
