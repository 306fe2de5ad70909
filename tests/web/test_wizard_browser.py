"""The first plan as a teacher makes it in a browser: by mouse, by keyboard, with a reload on the way."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from serving import Server, serving
from web.hands import still

from planner.lesson.model import Plan
from planner.plan.document import stored_plan
from planner.storage.store import open_store

pytestmark = pytest.mark.browser
MOST_CLICKS = 40
FEWEST_CLICKS = 5
"""With what is offered: a plan, a room, a lesson, a mixed class, the check."""
OF_ALL = 10
"""The common questions come first; the next one is of a group that was opened."""
NEEDS = ("At vide, hvad der skal ske", "Andet end selv at læse", "Et lavt lydniveau", "En lille gruppe")


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


class Hand:
    """Clicks, and counts them."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def step(page: Page, n: int) -> Locator:
    heading = page.get_by_role("heading", name=re.compile(f"^(Trin|Step) {n} (af|of) 4:"))
    expect(heading).to_be_focused()
    return heading


def band(page: Page, need: str, count: str) -> Locator:
    return page.get_by_role("radiogroup", name=need).get_by_role("radio", name=count, exact=True)


def checked(page: Page) -> None:
    expect(page.get_by_role("grid")).to_be_visible()
    expect(page.get_by_role("alert").first).to_contain_text("Trin 4 af 4")


def test_a_first_checked_plan_takes_five_clicks_with_what_is_offered(page: Page) -> None:
    hand = Hand()
    page.goto("/")
    hand.click(page.get_by_role("link", name="Lav en plan"))
    step(page, 1)
    hand.click(button(page, "Vælg Klasse med gruppeborde"))
    step(page, 2)
    hand.click(button(page, "Vælg Tænk, par, del"))
    step(page, 3)
    hand.click(button(page, "Begynd med en blandet klasse (et gæt)"))
    expect(band(page, NEEDS[0], "3 eller flere")).to_be_checked()
    hand.click(button(page, "Tjek planen"))
    checked(page)
    assert hand.clicks == FEWEST_CLICKS
    expect(page.get_by_role("grid")).not_to_contain_text("Ikke muligt")


def test_a_plan_of_ones_own_takes_under_forty_clicks_and_no_typing_but_its_title(page: Page) -> None:
    hand = Hand()
    page.goto("/")
    hand.click(page.get_by_role("link", name="Lav en plan"))
    hand.click(button(page, "Vælg Klasselokale i rækker"))
    step(page, 2)
    hand.click(button(page, "Vælg Galleri"))
    step(page, 3)
    title = page.get_by_role("textbox", name="Hvad hedder planen?")
    hand.click(title)
    title.fill("Padder")
    hand.click(page.get_by_role("combobox", name="Klassetrin"))
    hand.click(page.get_by_role("option", name="4", exact=True))
    more = page.get_by_test_id("stNumberInputStepUp")
    less = page.get_by_test_id("stNumberInputStepDown")
    number = page.get_by_role("spinbutton", name="Hvor mange elever?")
    for size in (23, 22, 21):
        hand.click(less)
        expect(number).to_have_value(str(size))
        still(page)
    hand.click(more)
    expect(number).to_have_value("22")
    still(page)
    for need in NEEDS:
        hand.click(band(page, need, "1-2"))
        expect(band(page, need, "1-2")).to_be_checked()
    hand.click(page.get_by_text("Flere: Tid og struktur"))
    hand.click(page.get_by_role("radiogroup").nth(OF_ALL).get_by_role("radio").last)
    expect(page.get_by_role("radiogroup").nth(OF_ALL).get_by_role("radio").last).to_be_checked()
    hand.click(button(page, "Tjek planen"))
    checked(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Padder")
    assert hand.clicks <= MOST_CLICKS / 2


def test_a_reload_and_going_back_keep_every_step(page: Page) -> None:
    page.goto("/new?step=2&room=rows")
    step(page, 2)
    button(page, "Vælg Galleri").click()
    step(page, 3)
    band(page, NEEDS[0], "1-2").click()
    expect(band(page, NEEDS[0], "1-2")).to_be_checked()
    expect(page).to_have_url(re.compile("step=3"))
    page.reload()
    step(page, 3)
    expect(band(page, NEEDS[0], "1-2")).to_be_checked()
    page.go_back()
    step(page, 2)
    page.reload()
    step(page, 2)
    button(page, "Et andet lokale").click()
    step(page, 1)


def test_a_server_killed_at_the_third_step_loses_nothing_and_goes_on(
    browser: Browser, tmp_path: Path
) -> None:
    with serving(tmp_path) as own:
        context = browser.new_context(base_url=own.url, locale="da-DK")
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto("/new?step=2&room=rows")
        step(page, 2)
        button(page, "Vælg Galleri").click()
        step(page, 3)
        title = page.get_by_role("textbox", name="Hvad hedder planen?")
        title.fill("Padder i åen")
        title.press("Enter")
        band(page, NEEDS[0], "1-2").click()
        expect(band(page, NEEDS[0], "1-2")).to_be_checked()
        wait_for(lambda: stored(tmp_path, page).title == "Padder i åen")
        wait_for(lambda: len(stored(tmp_path, page).bands) == 1)
        # Whatever became of the last choice on its way, the page still holds it and tells the new server.
        band(page, NEEDS[1], "1-2").click()
        own.kill()
        own.start()
        wait_for(lambda: len(stored(tmp_path, page).bands) == 2)
        expect(title).to_have_value("Padder i åen")
        expect(band(page, NEEDS[1], "1-2")).to_be_checked()
        button(page, "Tjek planen").click()
        checked(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Padder i åen")
        context.close()


def stored(data: Path, page: Page) -> Plan:
    """Read the plan of the page's address from the database, past the planner's pages."""
    document = page.evaluate("new URLSearchParams(location.search).get('id')")
    store = open_store(f"sqlite:///{data / 'planner.sqlite3'}")
    content = store.document(document, "plan").content
    store.close()
    return stored_plan(content)


def wait_for(what: Callable[[], bool]) -> None:
    """Wait until something is in the database."""
    end = time.monotonic() + 20
    while not what():
        assert time.monotonic() < end
        time.sleep(0.1)


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go to something with the Tab key alone, and press a key there."""
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            page.keyboard.press(key)
            return
        page.keyboard.press("Tab")
    raise AssertionError(target)


def test_the_whole_first_plan_by_keyboard(page: Page) -> None:
    page.goto("/")
    link = page.get_by_role("link", name="Lav en plan")
    expect(link).to_be_visible()
    press(page, link)
    step(page, 1)
    press(page, button(page, "Vælg Klasse med gruppeborde"))
    step(page, 2)
    press(page, button(page, "Vælg Stationer"))
    step(page, 3)
    press(page, button(page, "Begynd med en blandet klasse (et gæt)"))
    expect(band(page, NEEDS[0], "3 eller flere")).to_be_checked()
    press(page, button(page, "Tjek planen"))
    checked(page)


def complaints(page: Page) -> list[str]:
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in Axe().run(page).response["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


@pytest.mark.parametrize(("locale", "scheme"), [("da-DK", "light"), ("en-GB", "dark")])
def test_nothing_serious_stands_in_anybodys_way(
    browser: Browser, server: Server, locale: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(base_url=server.url, locale=locale, color_scheme=scheme, bypass_csp=True)
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto("/new")
    step(page, 1)
    assert complaints(page) == []
    page.get_by_role("button", name=re.compile("^(Vælg|Take) Klasselokale i rækker")).click()
    step(page, 2)
    assert complaints(page) == []
    page.get_by_role("button", name=re.compile("^(Vælg Galleri|Take Gallery)")).click()
    step(page, 3)
    page.get_by_role("button", name=re.compile("^(På en anden måde|In another way)")).click()
    expect(page.get_by_role("button", name=re.compile("^(Med koder|With codes)"))).to_be_visible()
    assert complaints(page) == []
    page.goto("/")
    page.get_by_text(re.compile("^(Tegn et nyt lokale|Draw a new room)")).click()
    page.get_by_text(re.compile("^(Hent en fil ind|Bring in a file)")).click()
    expect(
        page.get_by_text(re.compile("^(En plan eller et lokale som fil|A plan or a room as a file)"))
    ).to_be_visible()
    page.get_by_role("button", name=re.compile("^(Mere|More): ")).first.click()
    expect(page.get_by_role("button", name=re.compile("^(Slet|Delete)$"))).to_be_visible()
    assert complaints(page) == []
    context.close()


def test_a_deleted_plan_is_brought_back_and_a_broken_file_explains_itself(page: Page) -> None:
    page.goto("/new?step=2&room=rows")
    button(page, "Vælg Projekt").click()
    step(page, 3)
    title = page.get_by_role("textbox", name="Hvad hedder planen?")
    title.fill("*Vand* [her](http://x)")
    title.press("Enter")
    still(page)
    page.goto("/")
    link = page.get_by_role("link", name="*Vand* [her](http://x)")
    expect(link).to_be_visible()
    page.get_by_role("button", name="Mere: *Vand*").click()
    button(page, "Slet").click()
    expect(page.get_by_text("»*Vand* [her](http://x)« er slettet.")).to_be_visible()
    expect(link).to_have_count(0)
    button(page, "Fortryd").click()
    expect(link).to_be_visible()
    page.get_by_text("Hent en fil ind").click()
    broken = {"name": "plan.json", "mimeType": "application/json", "buffer": b'{"schema": '}
    page.locator("input[type=file]").set_input_files(broken)  # type: ignore[arg-type]
    expect(page.get_by_role("alert")).to_contain_text("Filen er ikke hentet ind, og intet er ændret.")
