"""The app as a teacher meets it: in a browser, on a running server."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, TimeoutError, expect  # noqa: A004 – its name
from serving import serving
from web.hands import still

pytestmark = pytest.mark.browser
SAMPLE = "Åbn Brøker på flere måder"


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


def open_sample(page: Page) -> str:
    page.goto("/")
    page.get_by_role("button", name=SAMPLE).click()
    expect(page.get_by_role("grid")).to_be_visible()
    expect(cause(page)).to_be_visible()
    expect(page.get_by_role("combobox", name="Voksen")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").last).to_be_visible()
    return page.url


def cell(page: Page, row: int, column: int) -> Locator:
    return page.get_by_role("grid").locator("tbody tr").nth(row).locator("td button").nth(column)


def cause(page: Page) -> Locator:
    return page.locator("section.p-cause h2")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{name}"))


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a box by typing part of it; typed again, as people do, when a redraw ends it."""
    box = page.get_by_role("combobox", name=label)
    for _ in range(6):
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        box.press("Escape")
        box.press_sequentially(option)
        try:
            page.get_by_role("option", name=option).first.click(timeout=3000)
        except TimeoutError:
            continue
        box.press("Escape")
        return
    pytest.fail(f"{label}: {option} could not be chosen")


def of(page: Page, student: str, phase: str) -> Locator:
    return page.get_by_role("grid").get_by_role("button", name=re.compile(f"^{student}, {phase}: "))


def test_a_cell_says_why_and_the_room_shows_where(page: Page) -> None:
    open_sample(page)
    of(page, "B16", "Vælg din vej").click()
    expect(cause(page)).to_contain_text("B16 · Vælg din vej")
    first = page.locator("section.p-cause details").first
    expect(first).to_contain_text(re.compile(r"Her: \d+(,\d)? dB\s*Grænse: \d+ dB"))
    expect(first).to_contain_text("Hvor sikkert:")
    expect(first).to_contain_text("Det kan hjælpe")
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()


def test_a_change_answers_at_once_and_is_undone(page: Page) -> None:
    open_sample(page)
    place = of(page, "B05", "Dagens plan")
    expect(place).to_contain_text("Ikke muligt")
    place.click()
    expect(cause(page)).to_contain_text("B05 · Dagens plan")
    still(page)
    choose(page, "Kun til eleven: B05", "Høreværn")
    expect(place).to_contain_text("Med egen støtte")
    expect(place).to_contain_text("▲ bedre")
    expect(page.locator(".p-summary")).to_contain_text("Siden den gemte udgave: ▲ ")
    expect(page.locator("section.p-cause")).to_contain_text("Egen støtte i brug")
    button(page, "Fortryd: B05 bruger høreværn").click()
    expect(place).to_contain_text("Ikke muligt")
    expect(page.get_by_role("grid").get_by_text("▲ bedre")).to_have_count(0)


def test_the_same_works_with_the_keyboard_alone(page: Page) -> None:
    open_sample(page)
    of(page, "B05", "Dagens plan").focus()
    page.keyboard.press("Enter")
    expect(cause(page)).to_contain_text("B05 · Dagens plan")
    tab_to(page, "Kun til eleven: B05")
    page.keyboard.type("Høreværn")
    box = page.get_by_role("combobox", name="Kun til eleven: B05")
    expect(box).to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(of(page, "B05", "Dagens plan")).to_contain_text("Med egen støtte")
    button(page, "Fortryd").focus()
    page.keyboard.press("Enter")
    expect(of(page, "B05", "Dagens plan")).to_contain_text("Ikke muligt")


def tab_to(page: Page, label: str) -> None:
    """Go to a box by Tab alone."""
    for _ in range(60):
        if page.get_by_role("combobox", name=label).and_(page.locator(":focus")).count():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{label} is not reached by Tab")


def test_the_matrix_works_with_the_keyboard_alone(page: Page) -> None:
    open_sample(page)
    grid = page.get_by_role("grid")
    assert grid.locator("button[tabindex='0']").count() == 1
    for _ in range(30):
        page.keyboard.press("Tab")
        if grid.locator("button:focus").count():
            break
    expect(grid.locator("button:focus")).to_have_count(1)
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(cell(page, 1, 1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(cause(page)).to_contain_text(str(cell(page, 1, 1).get_attribute("aria-label")).split(",")[0])
    expect(grid.locator("td[aria-selected='true']")).to_have_count(1)
    expect(cell(page, 1, 1)).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.press("Home")
    expect(grid.locator("tbody tr").last.locator("button").first).to_be_focused()


def test_every_cell_is_large_enough_for_a_finger(page: Page) -> None:
    open_sample(page)
    box = cell(page, 0, 0).bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44


def test_a_finding_shows_its_place(page: Page) -> None:
    open_sample(page)
    show = page.get_by_role("button", name=re.compile("^Vis i lokalet")).first
    show.click()
    expect(show).to_have_attribute("aria-pressed", "true")
    show.click()
    expect(show).to_have_attribute("aria-pressed", "false")


def test_reload_and_a_second_window_keep_the_plan(page: Page, context: BrowserContext) -> None:
    url = open_sample(page)
    choose(page, "Voksen", "Ingen voksen")
    expect(button(page, "Fortryd")).to_contain_text("uden voksen")
    page.reload()
    expect(button(page, "Fortryd")).to_contain_text("uden voksen")
    second = context.new_page()
    second.goto(url)
    expect(button(second, "Fortryd")).to_contain_text("uden voksen")
    button(second, "Fortryd").click()
    expect(button(second, "Gentag")).to_contain_text("uden voksen")
    page.bring_to_front()
    choose(page, "Stemme", "4 klassestemme")
    expect(page.get_by_role("alert").first).to_contain_text("ændret noget i et andet vindue")
    expect(button(page, "Gentag")).to_contain_text("uden voksen")


def test_both_languages_are_one_click_apart(page: Page) -> None:
    url = open_sample(page)
    expect(page.locator("html")).to_have_attribute("lang", "da")
    page.get_by_role("link", name="English").click()
    expect(button(page, "Nothing to undo")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.startswith(url.partition("&")[0])
    page.get_by_role("link", name="Dansk").click()
    expect(button(page, "Intet at fortryde")).to_be_visible()


def test_a_room_shows_its_facts(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name=re.compile("^Se Klasselokale i zoner")).click()
    expect(page.get_by_role("table", name="Zonerne", exact=True)).to_be_visible()
    page.get_by_text("Vejene mellem zonerne").first.click()
    expect(page.get_by_role("table", name="Vejene mellem zonerne")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()


def test_a_server_killed_between_edits_loses_nothing(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        context = browser.new_context(base_url=server.url, locale="da-DK")
        context.set_default_timeout(20_000)
        page = context.new_page()
        open_sample(page)
        choose(page, "Voksen", "Ingen voksen")
        expect(button(page, "Fortryd")).to_contain_text("uden voksen")
        server.kill()
        server.start()
        page.reload()
        expect(button(page, "Fortryd")).to_contain_text("uden voksen")
        expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
        expect(page.get_by_test_id("stVegaLiteChart").last).to_be_visible()
        choose(page, "Stemme", "4 klassestemme")
        expect(button(page, "Fortryd")).to_contain_text("stemmeniveau 4")
        server.kill()
        server.start()
        fresh = context.new_page()
        fresh.goto(page.url)
        expect(button(fresh, "Fortryd")).to_contain_text("stemmeniveau 4")
        context.close()


DEAF = """
const observe = MutationObserver.prototype.observe;
MutationObserver.prototype.observe = function (node, how) {
  if (!how?.attributeFilter?.includes("data-test-connection-state")) observe.call(this, node, how);
};
"""


@pytest.mark.parametrize("notices", [True, False], ids=["page wakes the server", "choice wakes the server"])
def test_the_first_choice_after_a_restart_is_saved(
    browser: Browser, tmp_path: Path, *, notices: bool
) -> None:
    with serving(tmp_path) as server:
        context = browser.new_context(base_url=server.url, locale="da-DK")
        context.set_default_timeout(20_000)
        page = context.new_page()
        if not notices:
            page.add_init_script(DEAF)
        open_sample(page)
        server.kill()
        if notices:
            expect(page.get_by_text("Der er ingen forbindelse")).to_be_visible(timeout=30_000)
        server.start()
        expect(page.get_by_role("combobox", name="Voksen")).to_be_enabled(timeout=30_000)
        choose(page, "Voksen", "Ingen voksen")
        expect(button(page, "Fortryd")).to_contain_text("uden voksen")
        expect(page.get_by_role("combobox", name="Voksen")).to_have_value("Ingen voksen")
        fresh = context.new_page()
        fresh.goto(page.url)
        expect(button(fresh, "Fortryd")).to_contain_text("uden voksen")
        context.close()


def test_a_window_left_open_over_a_restart_overwrites_nothing_newer(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        context = browser.new_context(base_url=server.url, locale="da-DK")
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.add_init_script(DEAF)
        url = open_sample(page)
        other = context.new_page()
        other.goto(url)
        choose(other, "Stemme", "4 klassestemme")
        expect(button(other, "Fortryd")).to_contain_text("stemmeniveau 4")
        other.close()
        server.kill()
        server.start()
        expect(page.get_by_role("combobox", name="Voksen")).to_be_enabled(timeout=30_000)
        choose(page, "Voksen", "Ingen voksen")
        expect(page.get_by_role("alert").first).to_contain_text("Du ser nu det nyeste")
        expect(page.get_by_role("alert").get_by_role("listitem")).to_have_text(
            [re.compile("nu klassestemme"), re.compile("den voksne – før L, nu ingen")]
        )
        expect(button(page, "Fortryd")).to_contain_text("stemmeniveau 4")
        expect(page.get_by_role("combobox", name="Stemme")).to_have_value(re.compile("^4"))
        button(page, "Tag min ændring med").click()
        expect(button(page, "Fortryd")).to_contain_text("uden voksen")
        expect(page.get_by_role("combobox", name="Stemme")).to_have_value(re.compile("^4"))
        context.close()


def test_undo_is_heard_right_after_a_restart(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        context = browser.new_context(base_url=server.url, locale="da-DK")
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.add_init_script(DEAF)
        open_sample(page)
        choose(page, "Voksen", "Ingen voksen")
        expect(button(page, "Fortryd")).to_contain_text("uden voksen")
        server.kill()
        server.start()
        expect(page.get_by_role("combobox", name="Voksen")).to_be_enabled(timeout=30_000)
        button(page, "Fortryd").click()
        expect(button(page, "Gentag")).to_contain_text("uden voksen")
        context.close()


def test_a_button_keeps_the_focus_when_its_own_press_leaves_it_nothing_to_do(page: Page) -> None:
    open_sample(page)
    choose(page, "Voksen", "Ingen voksen")
    button(page, "Fortryd").focus()
    page.keyboard.press("Enter")
    idle = button(page, "Intet at fortryde")
    expect(idle).to_be_focused()
    page.keyboard.press("Enter")
    expect(idle).to_be_focused()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_the_chosen_cell_outlives_a_reload_and_another_language(page: Page) -> None:
    open_sample(page)
    of(page, "B19", "Vælg din vej").click()
    expect(cause(page)).to_contain_text("B19 · Vælg din vej")
    expect(page).to_have_url(re.compile("student=B19&phase="))
    page.reload()
    expect(cause(page)).to_contain_text("B19 · Vælg din vej")
    page.get_by_role("link", name="English").click()
    expect(button(page, "Nothing to undo")).to_be_visible()
    expect(cause(page)).to_contain_text("B19 · Vælg din vej")


def test_a_click_on_a_cell_tells_of_another_windows_change(page: Page, context: BrowserContext) -> None:
    url = open_sample(page)
    second = context.new_page()
    second.goto(url)
    choose(second, "Stemme", "4 klassestemme")
    expect(button(second, "Fortryd")).to_contain_text("stemmeniveau 4")
    page.bring_to_front()
    of(page, "B19", "Vælg din vej").click()
    expect(page.get_by_role("alert").first).to_contain_text("ændret noget i et andet vindue")


def test_the_place_of_a_cell_and_of_a_finding_is_in_sight(page: Page) -> None:
    open_sample(page)
    still = expect(page.get_by_test_id("stApp"))
    still.to_have_attribute("data-test-script-state", "notRunning")
    of(page, "B16", "Vælg din vej").click()
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_in_viewport(ratio=0.9)
    still.to_have_attribute("data-test-script-state", "notRunning")
    page.get_by_role("button", name=re.compile("^Vis i lokalet")).nth(4).click()
    expect(page.get_by_test_id("stVegaLiteChart").nth(1)).to_be_in_viewport(ratio=0.9)


def test_the_browsers_tab_says_the_title(page: Page) -> None:
    open_sample(page)
    expect(page).to_have_title("Brøker på flere måder")
