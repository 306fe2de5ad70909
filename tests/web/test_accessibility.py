"""Every page in both colour schemes and at both sizes: nothing serious or critical by axe-core."""

import re
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from serving import Server

pytestmark = pytest.mark.browser
SIZES = {"desk": (1280, 800), "tablet": (820, 1180)}


def complaints(page: Page) -> list[str]:
    results: dict[str, Any] = Axe().run(page).response
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in results["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_anybodys_way(
    browser: Browser, server: Server, scheme: Literal["light", "dark"], size: str
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": height},
        locale="da-DK",
        color_scheme=scheme,
        bypass_csp=True,  # axe is brought in by the test, not by the page
    )
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("button", name=re.compile("^Se ")).last).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("button", name=re.compile("^Se ")).first.click()
    expect(page.get_by_role("table").first).to_be_visible()
    assert complaints(page) == []
    page.goto("/")
    page.get_by_role("button", name=re.compile("^Åbn ")).first.click()
    expect(page.get_by_role("grid")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").last).to_be_visible()
    page.wait_for_timeout(500)
    assert complaints(page) == []
    context.close()


# With the longest word for a change in every cell: what of a cell reaches beyond its button.
SPILLED = """grid => [...grid.querySelectorAll("td button")].flatMap((button) => {
  button.querySelector(".change").textContent = "▼ dårligere";
  const box = button.getBoundingClientRect();
  const beyond = (own) =>
    own.right > box.right + 0.5 || own.left < box.left - 0.5 || own.bottom > box.bottom + 0.5;
  return [...button.querySelectorAll("span")]
    .filter((part) => part.textContent && beyond(part.getBoundingClientRect()))
    .map((part) => `${button.getAttribute("aria-label")}: ${part.className}`);
})"""


@pytest.mark.parametrize("size", SIZES)
def test_no_cell_spills_into_the_next_and_none_is_cut_off(
    browser: Browser, server: Server, size: str
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=server.url, viewport={"width": width, "height": height}, locale="da-DK"
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name=re.compile("^Åbn ")).first.click()
    grid = page.get_by_role("grid")
    expect(grid).to_be_visible()
    assert grid.evaluate(SPILLED) == []
    assert grid.evaluate("grid => grid.parentElement.scrollWidth <= grid.parentElement.clientWidth")
    assert grid.locator("thead th").evaluate_all("heads => heads.every(h => h.scrollWidth <= h.clientWidth)")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_keyboard_sees_where_it_is(
    browser: Browser, server: Server, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(base_url=server.url, locale="da-DK", color_scheme=scheme)
    page = context.new_page()
    page.goto("/room?id=rows")
    home = page.get_by_role("link", name="Forside")
    expect(home).to_be_visible()
    for _ in range(8):
        page.keyboard.press("Tab")
        if home.evaluate("link => link === document.activeElement"):
            break
    style = home.evaluate(
        "link => [getComputedStyle(link).outlineStyle, getComputedStyle(link).outlineWidth]"
    )
    assert style == ["solid", "3px"]
    expect(page.get_by_test_id("stVegaLiteChart")).to_be_visible()
    expect(page.get_by_test_id("stElementToolbar")).to_be_hidden()
    context.close()
