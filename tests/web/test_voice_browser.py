"""The students' answers as the teacher's browser shows them, while they come in."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from asking import Questions, ask
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect
from serving import Server

from planner.services.archive import Archive
from planner.services.rounds import close_round
from planner.storage.store import open_store
from planner.voice.model import Pin

pytestmark = pytest.mark.browser

SOON_MS = 4_000
"""Within two ticks of two seconds."""


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def asked(server: Server) -> Iterator[Questions]:
    store = open_store(f"sqlite:///{server.data / 'planner.sqlite3'}")
    yield ask(Archive(store), now(), expected=24)
    store.close()


@pytest.fixture
def sent() -> list[str | bytes]:
    """Return what the page sends to the server, as it sends it."""
    return []


@pytest.fixture
def page(context: BrowserContext, asked: Questions, sent: list[str | bytes]) -> Page:
    page = context.new_page()

    def watch(socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: sent.append(frame))  # noqa: PLW0108 – it marks its handlers

    page.on("websocket", watch)
    page.goto(f"/plan-voice?id={asked.round.plan}")
    expect(page.locator(".p-count")).to_contain_text("0 af 24 har svaret")
    return page


def ticks(page: Page) -> None:
    """Let a tick pass."""
    page.wait_for_timeout(2_500)


def test_the_count_is_live_the_results_come_in_a_batch_and_the_focus_stays(
    page: Page, asked: Questions, sent: list[str | bytes]
) -> None:
    field = page.get_by_role("textbox", name="I sagde")
    field.fill("Der er for")
    asked.give(0, choices={"agree_place": "5"})
    expect(page.locator(".p-count")).to_contain_text("1 af 24 har svaret", timeout=SOON_MS)
    ticks(page)
    expect(field).to_be_focused()
    assert field.input_value() == "Der er for"

    for device in range(1, 5):
        asked.give(device, choices={"agree_place": "5"})
    expect(page.locator(".p-count")).to_contain_text("Resultaterne nedenfor er fra 5 svar.", timeout=SOON_MS)
    expect(page.get_by_role("heading", name="Det er rart at være i lokalet.")).to_be_visible()
    expect(field).to_be_focused()
    page.keyboard.type(" højt")
    assert field.input_value() == "Der er for højt"

    close_round(asked.archive, asked.round.id, now())
    expect(page.locator(".p-code")).to_have_count(0, timeout=SOON_MS + 4_000)
    expect(field).to_be_focused()
    assert field.input_value() == "Der er for højt"
    sent.clear()
    ticks(page)
    assert sent == []


def test_nothing_serious_stands_in_the_way_on_a_dark_tablet(
    browser: Browser, server: Server, asked: Questions
) -> None:
    for device in range(6):
        asked.give(device, choices={"agree_place": "5"}, pins=(Pin(kind="loud", at=(2.0, 2.0)),))
    asked.wish(*range(6, 12))
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": 820, "height": 1180},
        locale="da-DK",
        color_scheme="dark",
        bypass_csp=True,  # axe is brought in by the test, not by the page
    )
    page = context.new_page()
    page.goto(f"/plan-voice?id={asked.round.plan}")
    expect(page.get_by_role("button", name="Skjul nr. 6")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").last).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    page.goto(f"/board/{asked.round.id}?zone=Europe/Copenhagen")
    expect(page.get_by_text(asked.round.code)).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    context.close()


def test_the_keyboard_goes_on_to_the_next_text(page: Page, asked: Questions) -> None:
    asked.wish(*range(5))
    show = page.get_by_role("button", name="Vis nr. 1 i klassens svar")
    expect(show).to_be_visible()
    second = page.locator("blockquote").nth(1).inner_text().removeprefix("2. ")
    show.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Vis nr. 5 i klassens svar")).to_have_count(0)
    expect(page.get_by_role("button", name="Vis nr. 1 i klassens svar")).to_be_focused()
    expect(page.locator("blockquote").filter(has_text=f"1. {second}")).to_be_visible()
