"""The students' pages in a real browser: fingers, keys, voice, a lost connection, and how quick it is."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Literal

import pytest
from asking import Questions, ask
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from serving import Server

from planner.services.answering import own_answer
from planner.services.archive import Archive
from planner.services.rounds import close_round, round_state
from planner.settings import read_settings
from planner.storage.store import Store, open_store
from planner.voice.model import GROUPS, Answer, Group

pytestmark = pytest.mark.browser
TABLET = (820, 1180)
PHONE = (390, 844)
LEAST_PX = 44
MOST_BYTES = 40_000
MOST_MS = 2000

SPEAKING = """() => {
  window.said = [];
  const spoken = {getVoices: () => [], cancel() {}, addEventListener() {}, speak(one) {
    window.said.push([one.lang, one.text]);
    one.onstart?.();
    setTimeout(() => one.onend?.(), 0);
  }};
  Object.defineProperty(window, "speechSynthesis", {value: spoken});
}"""
# What can be tapped and is smaller than a finger; a link within a sentence may be as high as its line.
SMALL = """least => [...document.querySelectorAll("button, a, input, select, textarea, .pin, label.choice")]
  .map((part) => [part, part.getBoundingClientRect()])
  .filter(([part, box]) => box.width && (box.width < least || box.height < least))
  .map(([part, box]) => `${part.outerHTML.slice(0, 80)} ${box.width} x ${box.height}`)"""
SIZE = """() => performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
  .reduce((sum, entry) => sum + entry.transferSize, 0)"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


@pytest.fixture(scope="module")
def kept(server: Server) -> Iterator[Store]:
    """The database of the server."""
    opened = open_store(read_settings({"PLANNER_DATA": str(server.data)}).database_url)
    yield opened
    opened.close()


def a_round(kept: Store, group: Group = "4-6", **fields: Any) -> Questions:
    return ask(Archive(kept), datetime.now(UTC), group, **fields)


@pytest.fixture(scope="module")
def tablet(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    width, height = TABLET
    made = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": height},
        locale="da-DK",
        has_touch=True,
        bypass_csp=True,  # axe is brought in by the test, not by the page
    )
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture(scope="module")
def page(tablet: BrowserContext) -> Page:
    return tablet.new_page()


def start(page: Page, asked: Questions) -> None:
    page.goto(f"/s/{asked.round.code}")
    expect(page.locator("body.ready")).to_be_attached()


def device(page: Page, asked: Questions) -> str:
    found: str = page.evaluate(f"localStorage.getItem('s:{asked.round.code}:device')")
    return found


def given(page: Page, asked: Questions) -> Answer | None:
    return own_answer(asked.store, asked.round.code, device(page, asked), datetime.now(UTC))


def complaints(page: Page) -> list[str]:
    results: dict[str, Any] = Axe().run(page).response
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in results["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("group", GROUPS)
def test_targets_are_as_large_as_fingers_and_nothing_serious_stands_in_the_way(
    page: Page, kept: Store, group: Group
) -> None:
    asked = a_round(kept, group)
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme, (width, height) in zip(schemes, (TABLET, PHONE), strict=True):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        start(page, asked)
        for _ in range(len(asked.round.questions) + 1):
            assert page.evaluate(SMALL, LEAST_PX) == []
            assert complaints(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            onward = page.locator(".steps .next")
            if not onward.count() or not onward.is_visible():
                break
            onward.click()
    page.set_viewport_size({"width": TABLET[0], "height": TABLET[1]})
    page.emulate_media(color_scheme="light")


def test_a_page_is_small_and_quick(browser: Browser, server: Server, kept: Store) -> None:
    asked = a_round(kept)
    fresh = browser.new_context(base_url=server.url, viewport={"width": 820, "height": 1180})
    opened = fresh.new_page()
    opened.goto(f"/s/{asked.round.code}")
    opened.wait_for_function(PAINTED)
    assert opened.evaluate(SIZE) < MOST_BYTES
    assert opened.evaluate(PAINTED) < MOST_MS
    fresh.close()


def test_keys_alone_answer_everything(page: Page, kept: Store) -> None:
    asked = a_round(kept)
    start(page, asked)
    press = page.keyboard.press
    page.locator("h1").click()
    for _ in range(40):
        press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    press("Space")
    press("ArrowRight")
    page.locator("input[name=pin-kind]").first.focus()
    press("Space")
    press("ArrowRight")
    press("Tab")
    assert page.evaluate("document.activeElement.className") == "board"
    expect(page.locator(".cross")).to_be_visible()
    press("ArrowLeft")
    press("Enter")
    expect(page.locator(".left")).to_have_text("Nålen er sat.")
    page.get_by_label("Sted", exact=True).focus()
    press("ArrowDown")
    press("Tab")
    press("Enter")
    expect(page.locator(".put li")).to_have_count(2)
    page.locator(".put .remove").first.focus()
    press("Enter")
    expect(page.locator(".put li")).to_have_count(1)
    page.locator("textarea").last.focus()
    page.keyboard.type("et telt")
    page.get_by_role("button", name="Send").focus()
    press("Enter")
    expect(page.get_by_role("heading", name="Tak! Dit svar er sendt.")).to_be_focused()
    answer = given(page, asked)
    assert answer is not None
    assert answer.choices == {"agree_place": "4"}
    assert [pin.kind for pin in answer.pins] == ["loud"]
    assert answer.words == {"wish": "et telt"}


def test_enter_on_a_picture_chooses_it_and_sends_nothing(page: Page, kept: Store) -> None:
    asked = a_round(kept, "0-1")
    start(page, asked)
    page.get_by_role("radio", name="Ja").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Ja")).to_be_checked()
    expect(page.locator(".steps .next")).to_have_text("Videre")
    assert device(page, asked) is None


def test_a_pin_is_put_moved_and_removed_with_a_finger(page: Page, kept: Store) -> None:
    asked = a_round(kept)
    start(page, asked)
    page.get_by_label("Godt sted").check()
    sheet = page.locator(".sheet")
    sheet.scroll_into_view_if_needed()
    sheet.tap(position={"x": 300, "y": 250})
    pin = page.locator(".pin")
    expect(pin).to_have_count(1)
    before = page.evaluate(f"JSON.parse(localStorage.getItem('s:{asked.round.code}')).answer.pins[0].at")
    box = pin.bounding_box()
    assert box
    page.mouse.move(box["x"] + 26, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 86, box["y"] + 60, steps=4)
    page.mouse.up()
    after = page.evaluate(f"JSON.parse(localStorage.getItem('s:{asked.round.code}')).answer.pins[0].at")
    assert after[0] > before[0]
    assert after[1] < before[1]
    page.get_by_role("button", name="Fjern: ").click()
    expect(pin).to_have_count(0)


def test_what_was_tapped_without_a_connection_is_sent_when_it_is_back(
    page: Page, tablet: BrowserContext, kept: Store
) -> None:
    asked = a_round(kept)
    start(page, asked)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.match(location.href).then(Boolean)")
    page.locator("[data-id=agree_quiet] input[value='2']").check()
    tablet.set_offline(True)
    try:
        page.locator("[data-id=wish] textarea").fill("mere ro")
        page.get_by_role("button", name="Send").click()
        expect(page.locator("#status")).to_have_text("Ikke sendt endnu – det sendes, når der er net.")
        page.reload()
        expect(page.locator("[data-id=agree_quiet] input[value='2']")).to_be_checked()
        expect(page.locator("[data-id=wish] textarea")).to_have_value("mere ro")
        expect(page.locator("#status")).to_have_text("Ikke sendt endnu – det sendes, når der er net.")
    finally:
        tablet.set_offline(False)
    expect(page.get_by_role("heading", name="Tak! Dit svar er sendt.")).to_be_visible()
    answer = given(page, asked)
    assert answer is not None
    assert (answer.choices, answer.words) == ({"agree_quiet": "2"}, {"wish": "mere ro"})


def test_an_answer_can_be_changed_until_the_round_closes(page: Page, kept: Store) -> None:
    asked = a_round(kept)
    start(page, asked)
    page.locator("[data-id=agree_see] input[value='1']").check()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Ret mit svar").click()
    page.locator("[data-id=agree_see] input[value='5']").check()
    expect(page.locator("#status")).to_have_text("Du har ændret noget. Tryk på Send igen.")
    page.reload()
    expect(page.get_by_role("heading", name="Der er sendt et svar fra denne tablet.")).to_be_visible()
    expect(page.locator("#unsent")).to_be_visible()
    page.get_by_role("button", name="Ret svaret").click()
    expect(page.locator("[data-id=agree_see] input[value='5']")).to_be_checked()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Tak! Dit svar er sendt.")).to_be_visible()
    answer = given(page, asked)
    assert answer is not None
    assert answer.choices == {"agree_see": "5"}
    assert round_state(asked.archive, asked.round.id, datetime.now(UTC)).answers == 1
    page.get_by_role("button", name="Ret mit svar").click()
    close_round(asked.archive, asked.round.id, datetime.now(UTC))
    page.locator("[data-id=agree_see] input[value='4']").check()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#status")).to_have_text(
        "Runden lukkede, før dit svar nåede frem. Det er ikke sendt."
    )
    assert device(page, asked) is None
    page.reload()
    expect(page.get_by_role("heading", name="Runden er lukket")).to_be_visible()


def test_the_next_child_begins_anew_on_the_same_tablet(page: Page, kept: Store) -> None:
    asked = a_round(kept, "0-1")
    start(page, asked)
    for value in ("yes", "no"):
        page.locator(f"input[name=place][value={value}]").check()
        while page.locator(".steps .next").is_visible():
            page.locator(".steps .next").click()
        page.get_by_role("button", name="Send").click()
        page.get_by_role("button", name="Næste barn").click()
        expect(page.locator("input:checked")).to_have_count(0)
    assert round_state(asked.archive, asked.round.id, datetime.now(UTC)).answers == 2


def test_what_is_changed_while_an_answer_is_on_its_way_is_not_said_to_be_sent(
    page: Page, kept: Store
) -> None:
    asked, held = a_round(kept), list[Route]()
    start(page, asked)
    page.locator("[data-id=agree_see] input[value='1']").check()
    page.route("**/answer", lambda route: held.append(route), times=1)  # noqa: PLW0108 – it marks its handlers
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#status")).to_have_text("Sender …")
    page.locator("[data-id=agree_see] input[value='5']").check()
    held[0].continue_()
    expect(page.locator("#status")).to_have_text("Du har ændret noget. Tryk på Send igen.")
    expect(page.locator("#thanks")).to_be_hidden()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Tak! Dit svar er sendt.")).to_be_visible()
    answer = given(page, asked)
    assert answer is not None
    assert answer.choices == {"agree_see": "5"}


def test_who_opens_the_page_after_an_answer_sees_nothing_of_it_unasked(page: Page, kept: Store) -> None:
    asked = a_round(kept, shared=True)
    wish = page.locator("[data-id=wish] textarea")
    start(page, asked)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#sent")).to_contain_text("Du har ikke svaret på noget.")
    page.get_by_role("button", name="Ret mit svar").click()
    wish.fill("mere ro")
    page.get_by_role("button", name="Send").click()
    start(page, asked)
    expect(page.get_by_role("heading", name="Der er sendt et svar fra denne tablet.")).to_be_visible()
    assert wish.input_value() == ""
    expect(page.locator("#answer")).to_be_hidden()
    page.get_by_role("button", name="Ret svaret").click()
    expect(wish).to_have_value("mere ro")
    start(page, asked)
    page.get_by_role("button", name="Næste elev").click()
    expect(wish).to_have_value("")
    wish.fill("et telt")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Tak! Dit svar er sendt.")).to_be_visible()
    assert round_state(asked.archive, asked.round.id, datetime.now(UTC)).answers == 2


def test_every_text_is_read_aloud_in_the_language_of_the_page(
    browser: Browser, server: Server, kept: Store
) -> None:
    asked = a_round(kept, "2-3")
    fresh = browser.new_context(base_url=server.url)
    fresh.add_init_script(f"({SPEAKING})()")
    opened = fresh.new_page()
    start(opened, asked)
    opened.locator("#step-0 .speak").click()
    first = asked.round.questions[0]
    texts = [first.words.da, *(option.words.da for option in first.options)]
    texts += [f"1 af {len(asked.round.questions) + 1}", "Spring over"]
    assert opened.evaluate("said") == [["da-DK", text] for text in texts]
    opened.goto(f"/s/{asked.round.code}?lang=en")
    opened.locator("#step-0 .speak").click()
    assert opened.evaluate("said")[0] == ["en-GB", first.words.en]
    assert opened.evaluate("[...document.querySelectorAll('section')].every(s => s.querySelector('.speak'))")
    fresh.add_init_script("delete window.SpeechSynthesisUtterance")
    start(opened, asked)
    expect(opened.locator(".speak").first).to_be_hidden()
    fresh.close()


def test_a_proposal_is_made_in_the_editor_and_sent_with_the_answer(page: Page, kept: Store) -> None:
    asked = a_round(kept, "7-9")
    start(page, asked)
    page.get_by_role("link", name="Lav mit eget forslag").click()
    expect(page.locator("body.ready")).to_be_attached()
    loose = [piece.id for piece in asked.round.layouts[0].furniture if not piece.fixed]
    page.locator(f'.part[data-place="furniture:{loose[0]}"]').focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#status")).to_contain_text("Du har ændret 1 ting.")
    page.keyboard.press("Control+z")
    expect(page.locator(".editor .status")).to_contain_text("Fortrudt")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#status")).to_contain_text("Du har ændret 1 ting.")
    page.locator('.part[data-place^="room:"]').first.focus()
    page.keyboard.press("Delete")
    page.get_by_role("tab", name="Tilføj").click()
    assert page.locator("[data-tool]").evaluate_all("tools => tools.map(t => t.dataset.tool)") == ["zone"]
    assert complaints(page) == []
    page.get_by_role("link", name="Færdig").click()
    expect(page.get_by_text("Du har lavet et forslag. Det sendes med dit svar.")).to_be_visible()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Tak! Dit svar er sendt.")).to_be_visible()
    answer = given(page, asked)
    assert answer is not None
    assert answer.proposal is not None
    assert [piece["id"] for piece in answer.proposal[0]["put"]["furniture"]] == [loose[0]]


def test_an_answer_is_sent_again_while_the_server_cannot_take_it(page: Page, kept: Store) -> None:
    asked = a_round(kept)
    start(page, asked)
    page.locator("[data-id=agree_see] input[value='1']").check()
    page.route("**/answer", lambda route: route.fulfill(status=503, headers={"retry-after": "1"}), times=1)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#status")).to_have_text("Ikke sendt endnu – det sendes, når der er net.")
    expect(page.get_by_role("heading", name="Tak! Dit svar er sendt.")).to_be_visible()
    assert given(page, asked) is not None


def test_what_is_refused_is_said_and_led_to(page: Page, kept: Store) -> None:
    asked = a_round(kept)
    start(page, asked)
    wish = page.locator("[data-id=wish] textarea")
    wish.fill("Han har ADHD")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#status")).to_contain_text("skriv om stedet, ikke om dig selv eller andre")
    expect(wish).to_be_focused()
    wish.fill("mere ro")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Tak! Dit svar er sendt.")).to_be_visible()


def test_no_more_reasons_are_chosen_than_asked_for(page: Page, kept: Store) -> None:
    asked = a_round(kept, "2-3")
    start(page, asked)
    while page.locator("section.reasons:visible").count() == 0:
        page.locator(".steps .next").click()
    boxes = page.locator("section.reasons:visible input")
    for number in range(3):
        boxes.nth(number).check()
    boxes.nth(3).click()
    expect(boxes.nth(3)).not_to_be_checked()
    expect(page.locator("section.reasons:visible .told")).to_have_text("Du kan højst vælge 3.")
