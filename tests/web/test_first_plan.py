"""A teacher's first checked plan, from the front page to the answer: by mouse, by keyboard, by finger.

A room, two things moved in it, a lesson of six phases with one made longer, what the class needs, and the
cause behind one cell. Nothing is typed. Clicks and seconds are in the report of the test.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from serving import Server
from web.hands import Hands, KeyboardHands, MouseHands, TouchHands, the_plan

from planner.room.layout import Layout

pytestmark = pytest.mark.browser
MOST_CLICKS = 40
MOVED = {"w1": (5.55, 5.8), "w2": (7.55, 5.8)}
SHIFT_M = 0.25


@contextmanager
def a_page(browser: Browser, server: Server, **device: Any) -> Iterator[Page]:
    """Give a page of a device; at the end its console must have been silent."""
    context = browser.new_context(base_url=server.url, locale="da-DK", **device)
    context.set_default_timeout(20_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def to_page(page: Page, name: str) -> Locator:
    return page.locator(".st-key-plan_pages").get_by_role("link", name=re.compile(f"{name}$"))


def undo(page: Page, what: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^Fortryd: .*{what}"))


def begin(hands: Hands) -> None:
    """Choose a room, a lesson and a class, and come to the first answer."""
    page = hands.page
    page.goto("/")
    hands.press(page.get_by_role("link", name="Lav en plan"))
    for step, choice in enumerate(("Klasselokale i zoner", "Galleri"), 1):
        expect(page.get_by_role("heading", name=re.compile(f"^Trin {step} af 4"))).to_be_focused()
        hands.press(button(page, f"Vælg {choice}"))
    expect(page.get_by_role("heading", name=re.compile("^Trin 3 af 4"))).to_be_focused()
    hands.press(page.get_by_role("button", name=re.compile("^Begynd med en blandet klasse")))
    expect(page.get_by_role("radio", name="3 eller flere", exact=True).first).to_be_checked()
    hands.press(button(page, "Tjek planen"))
    expect(page.get_by_role("grid")).to_be_visible()


def furnish(hands: Hands) -> None:
    """Move two things of the room; each is saved by itself and can be undone by name."""
    page = hands.page
    hands.press(to_page(page, "Lokale"))
    page.locator("svg.plan").scroll_into_view_if_needed()
    for name, (x, y) in MOVED.items():
        expect(page.locator(f'.part[data-place="furniture:{name}"]')).to_be_visible()
        hands.move(f"furniture:{name}", (x, y), (x, y - SHIFT_M))
        expect(undo(page, f"{name}.*flyttet").first).to_be_visible()


def lengthen(hands: Hands) -> None:
    """Make the first phase of the lesson five minutes longer."""
    page = hands.page
    hands.press(to_page(page, "Lektion"))
    first = page.locator(".phases > .phase").first
    expect(first).to_be_visible()
    wide = page.locator(".phases").evaluate("list => list.clientWidth") / 90
    hands.lengthen(first, 5 * wide)
    expect(undo(page, "minutterne").first).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("^Fase 1 af 6"))).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)


def need(hands: Hands) -> None:
    """Say one thing more about what the class needs."""
    page = hands.page
    hands.press(to_page(page, "Klasse"))
    hands.press(page.locator("summary").filter(has_text="Lyd og syn"))
    few = page.get_by_role("radio", name="1-2", exact=True).first
    hands.press(few)
    expect(few).to_be_checked()
    expect(undo(page, "minutterne")).to_have_count(0)


def look(hands: Hands) -> None:
    """Read the matrix, and the cause behind one cell."""
    page = hands.page
    hands.press(to_page(page, "Tjek"))
    expect(page.get_by_role("grid")).to_be_visible()
    hands.press(page.get_by_role("grid").locator("tbody button[tabindex='0']"))
    expect(page.locator("section.p-cause h2")).to_be_visible()


def first_plan(hands: Hands, server: Server, tell: Callable[[str, object], None]) -> None:
    for step in (begin, furnish, lengthen, need, look):
        step(hands)
    tell("effort", hands.report())
    plan = the_plan(server.data, hands.page)
    assert len(plan.lesson.phases) >= 5
    assert isinstance(plan.layout, Layout)
    now_at = {item.id: item.at for item in plan.layout.furniture if item.id in MOVED}
    assert all(0.1 < MOVED[name][1] - now_at[name][1] < 0.5 for name in MOVED)
    assert hands.clicks <= MOST_CLICKS


def test_by_mouse(browser: Browser, server: Server, record_property: Callable[[str, object], None]) -> None:
    with a_page(browser, server, viewport={"width": 1280, "height": 800}) as page:
        first_plan(MouseHands(page), server, record_property)


def test_by_keyboard_alone(
    browser: Browser, server: Server, record_property: Callable[[str, object], None]
) -> None:
    with a_page(browser, server, viewport={"width": 1280, "height": 800}) as page:
        hands = KeyboardHands(page)
        first_plan(hands, server, record_property)
        assert hands.clicks == 0


def test_by_finger_on_a_tablet(
    browser: Browser, server: Server, record_property: Callable[[str, object], None]
) -> None:
    device = {"viewport": {"width": 820, "height": 1180}, "has_touch": True, "is_mobile": True}
    with a_page(browser, server, **device) as page:
        first_plan(TouchHands(page), server, record_property)
