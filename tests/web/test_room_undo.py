"""Fifty things done to a room in the browser, a reload in the middle: undo leads back to the first state."""

import random
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from serving import Server
from web.test_room_browser import open_room, see_room

from planner.storage.store import Store, open_store

pytestmark = pytest.mark.browser
ACTIONS = 50
KEYS = ("ArrowRight", "ArrowUp", "Shift+ArrowLeft", "r", "Shift+R", "Control+d", "Delete")
LOOSE = ("be1", "be2", "be5", "w1", "w2", "h1", "bcA", "bcB", "cu1", "cu2", "cu4", "wb1", "cup1", "tdesk")


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{server.data / 'planner.sqlite3'}")
    yield opened
    opened.close()


def content(store: Store, page: Page) -> str:
    """Return the stored plan, letter by letter."""
    return store.document(page.evaluate("new URLSearchParams(location.search).get('id')"), "plan").content


def changed(store: Store, page: Page, before: str) -> str:
    """Wait until the stored plan is another one, and return it."""
    for _ in range(1000):
        if (now := content(store, page)) != before:
            return now
        page.wait_for_timeout(30)
    raise AssertionError(page.locator(".status").inner_text())


def act(page: Page, draw: random.Random) -> None:
    """Do one thing to one piece that is still there."""
    there = [name for name in LOOSE if page.locator(f'[data-place="furniture:{name}"]').count()]
    piece = page.locator(f'.part[data-place="furniture:{draw.choice(there)}"]').first
    piece.press(draw.choice(KEYS))
    page.keyboard.press("Escape")


def test_fifty_actions_and_a_reload_are_undone_to_the_first_state(
    context: BrowserContext, store: Store
) -> None:
    page = context.new_page()
    address = open_room(page)
    draw = random.Random(20261123)  # noqa: S311 – edits of a test, not secrets
    seen = [content(store, page)]
    for number in range(ACTIONS):
        act(page, draw)
        seen.append(changed(store, page, seen[-1]))
        if number == ACTIONS // 2:
            see_room(page, address)
    assert len(set(seen)) > ACTIONS * 0.9
    page.locator('.part[data-place="zone:cave"]').focus()
    for expected in reversed(seen[:-1]):
        before = content(store, page)
        page.keyboard.press("Control+z")
        assert changed(store, page, before) == expected
    assert content(store, page) == seen[0]
    expect(page.get_by_role("button", name=re.compile("^Intet at fortryde"))).to_be_visible()
