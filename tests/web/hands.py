"""The hands of a teacher in a test: on a mouse, on the glass of a tablet, or on the keyboard alone."""

import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from planner.lesson.model import Plan
from planner.plan.document import stored_plan
from planner.storage.store import open_store

WORLD = """(svg, [x, y]) => {
  const matrix = svg.querySelector('.world').getScreenCTM();
  return [x * 100 * matrix.a + matrix.e, -y * 100 * matrix.d + matrix.f];
}"""
ACTIVE = "node => node === node.getRootNode().activeElement"
IN_GROUP = "node => node.closest('[role=radiogroup]').contains(document.activeElement)"
MOST_TABS = 400
Point = tuple[float, float]


def on_glass(page: Page, x: float, y: float) -> tuple[float, float]:
    """Say where a point of the room, in metres, is on the screen."""
    px, py = page.locator("svg.plan").evaluate(WORLD, [x, y])
    return px, py


def the_plan(data: Path, page: Page) -> Plan:
    """Read the plan of the page's address from the database, past the planner's pages."""
    document = page.evaluate("new URLSearchParams(location.search).get('id')")
    store = open_store(f"sqlite:///{data / 'planner.sqlite3'}")
    content = store.document(document, "plan").content
    store.close()
    return stored_plan(content)


def along_the_edge(phase: Locator, by_px: float) -> tuple[Point, Point]:
    """Say where the right edge of a phase is taken, and how far it is drawn."""
    phase.scroll_into_view_if_needed()
    box = phase.locator(".edge").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + 60
    return (x, y), (x + by_px, y)


@dataclass
class Hands(ABC):
    """What a person does, counted: ``clicks`` are clicks and taps, ``keys`` pressed keys but Tab."""

    page: Page
    clicks: int = 0
    keys: int = 0
    tabs: int = 0
    began: float = field(default_factory=time.monotonic)

    @abstractmethod
    def press(self, what: Locator) -> None:
        """Press a button, link or choice."""

    @abstractmethod
    def move(self, place: str, start: Point, end: Point) -> None:
        """Move a thing of the room from one point to another, in metres."""

    @abstractmethod
    def lengthen(self, phase: Locator, by_px: float) -> None:
        """Make a phase of the timeline longer."""

    def report(self) -> str:
        """Say what it took."""
        seconds = time.monotonic() - self.began
        return f"{self.clicks} clicks, {self.keys} keys, {self.tabs} tabs, {seconds:.1f} s"


class MouseHands(Hands):
    """Hands on a mouse."""

    def press(self, what: Locator) -> None:
        what.click()
        self.clicks += 1

    def move(self, place: str, start: Point, end: Point) -> None:
        del place
        self.drag(on_glass(self.page, *start), on_glass(self.page, *end))

    def lengthen(self, phase: Locator, by_px: float) -> None:
        self.drag(*along_the_edge(phase, by_px))

    def drag(self, start: Point, end: Point) -> None:
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move(*end, steps=5)
        mouse.up()
        self.clicks += 1


class TouchHands(Hands):
    """Fingers on a tablet, as the browser's own protocol reports them."""

    def press(self, what: Locator) -> None:
        what.tap()
        self.clicks += 1

    def move(self, place: str, start: Point, end: Point) -> None:
        del place
        self.drag(on_glass(self.page, *start), on_glass(self.page, *end))

    def lengthen(self, phase: Locator, by_px: float) -> None:
        self.drag(*along_the_edge(phase, by_px))

    def drag(self, start: Point, end: Point) -> None:
        session = self.page.context.new_cdp_session(self.page)
        (x, y), (x2, y2) = start, end

        def touch(kind: str, *points: tuple[float, float]) -> None:
            at: list[Any] = [{"x": px, "y": py} for px, py in points]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

        touch("touchStart", (x, y))
        for part in (0.25, 0.5, 0.75, 1):
            touch("touchMove", (x + (x2 - x) * part, y + (y2 - y) * part))
        touch("touchEnd")
        session.detach()
        self.clicks += 1


class KeyboardHands(Hands):
    """Hands on the keyboard alone."""

    def press(self, what: Locator) -> None:
        """Go there and press; among the choices of one question the arrows lead on."""
        expect(what).to_be_attached()
        if what.get_attribute("role") != "radio":
            self.reach(what, ACTIVE)
            return self.key("Enter")
        self.reach(what, IN_GROUP)
        while not what.evaluate(ACTIVE):
            self.key("ArrowRight")
        return self.key("Space")

    def key(self, name: str) -> None:
        self.page.keyboard.press(name)
        self.keys += 1

    def reach(self, what: Locator, there: str) -> None:
        """Go to something with the Tab key alone."""
        for _ in range(MOST_TABS):
            if what.evaluate(there):
                return
            self.page.keyboard.press("Tab")
            self.tabs += 1
        raise AssertionError(f"not reached with Tab: {what}")

    def move(self, place: str, start: Point, end: Point) -> None:
        """Move with the arrow keys, by the grid; the way is as long as that of a mouse."""
        self.reach(self.page.locator(f'.part[data-place="{place}"]'), ACTIVE)
        right, up = round((end[0] - start[0]) / 0.25), round((end[1] - start[1]) / 0.25)
        for _ in range(abs(right)):
            self.key("ArrowRight" if right > 0 else "ArrowLeft")
        for _ in range(abs(up)):
            self.key("ArrowUp" if up > 0 else "ArrowDown")

    def lengthen(self, phase: Locator, by_px: float) -> None:
        """Press the key for a longer phase; how far a mouse would draw is of no account."""
        del by_px
        self.reach(phase.locator(".title"), ACTIVE)
        self.key("+")


def still(page: Page) -> None:
    """Wait until the server has answered what was done so far."""
    page.wait_for_timeout(100)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
