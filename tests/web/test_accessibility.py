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
