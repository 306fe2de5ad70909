"""Signing in with a real browser: by keyboard, in both languages, with nothing in anybody's way."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from doors import PASSWORD, make_account
from playwright.sync_api import Browser, Page, expect
from serving import Server, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("sign-in")
    make_account(data, "eva", "administrator")
    make_account(data, "anna@skole.example")
    with serving(data) as running:
        yield running


def complaints(page: Page) -> list[str]:
    results: dict[str, Any] = Axe().run(page).response
    return [found["id"] for found in results["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sign_in_is_in_nobodys_way(
    browser: Browser, guarded: Server, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        base_url=guarded.url,
        locale="da-DK",
        color_scheme=scheme,
        bypass_csp=True,
        viewport={"width": 360, "height": 740},
    )
    page = context.new_page()
    page.goto("/login")
    assert complaints(page) == []
    page.get_by_label("Mail eller brugernavn").fill("eva")
    page.get_by_label("Adgangskode").fill("forkert kode her")
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("alert")).to_have_text("Navn eller adgangskode passer ikke. Prøv igen.")
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    heights = page.locator("button, input:not([type=hidden]), nav a").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
    context.close()


def test_by_keyboard_in_and_out_without_a_script_on_the_way(browser: Browser, guarded: Server) -> None:
    context = browser.new_context(base_url=guarded.url, locale="en-GB")
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto("/room?id=rows")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_label("E-mail or user name").focus()
    page.keyboard.type("anna@skole.example")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stVegaLiteChart")).to_be_visible()
    assert page.url.endswith("/room?id=rows")
    assert said == []
    expect(page.get_by_text("anna@skole.example")).to_be_visible()
    other = context.new_page()
    other.goto("/")
    expect(other.get_by_role("button", name="Sign out")).to_be_visible()
    other.get_by_role("button", name="Sign out").focus()
    other.keyboard.press("Enter")
    expect(other.get_by_role("alert")).to_have_text("You are signed out.")
    page.get_by_role("link", name="Front page").click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    expect(page.get_by_text("anna@skole.example")).to_have_count(0)
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(0)
    page.get_by_role("link", name="Sign in").click()
    expect(page.get_by_label("E-mail or user name")).to_be_visible()
    context.close()
