"""What a test does with the editor on the page, and what Python then has of it."""

from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx
from playwright.sync_api import Page, expect

NUMBERS = count()
# A change shows with the next frame: what is measured on the drawing is measured after it.
WORLD = """async (svg, [x, y]) => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const matrix = svg.querySelector('.world').getScreenCTM();
  return [x * 100 * matrix.a + matrix.e, -y * 100 * matrix.d + matrix.f];
}"""


@dataclass
class Bench:
    """A page with the editor on a fresh copy of a layout, and what Python has of it."""

    page: Page
    url: str
    name: str

    def open(self) -> None:
        """Open the document in the page that stands, or in a fresh one; switches are as at the start."""
        box = self.page.get_by_label("Document")
        if box.count():
            self.page.evaluate("sessionStorage.clear()")
            box.fill(self.name)
            box.press("Enter")
        else:
            self.reload()
        self.stands()

    def reload(self) -> None:
        self.page.goto(f"/?doc={self.name}")
        self.stands()

    def stands(self) -> None:
        self.page.locator(f'.editor[data-document="{self.name}"] .part').first.wait_for()
        expect(self.page.locator(".editor")).to_have_count(1)  # the one before is gone

    def seen(self) -> dict[str, Any]:
        answer: dict[str, Any] = httpx.get(f"{self.url}/seen/{self.name}").json()
        return answer

    def tell(self, **mood: str) -> None:
        httpx.get(f"{self.url}/told/{self.name}", params=mood)

    def edits(self, n: int) -> list[dict[str, Any]]:
        """Wait until Python has taken ``n`` edits in, and not one more."""
        for _ in range(100):
            edits: list[dict[str, Any]] = self.seen()["edits"]
            if len(edits) >= n:
                break
            self.page.wait_for_timeout(50)
        self.page.wait_for_timeout(60)
        edits = self.seen()["edits"]
        assert len(edits) == n
        return edits

    def item(self, collection: str, name: str) -> dict[str, Any] | None:
        items = self.seen()["layout"].get(collection, [])
        return next((item for item in items if item["id"] == name), None)

    def piece(self, name: str) -> dict[str, Any]:
        found = self.item("furniture", name)
        assert found
        return found

    def part(self, place: str) -> Any:
        return self.page.locator(f'.part[data-place="{place}"]')

    def at(self, x: float, y: float) -> tuple[float, float]:
        px, py = self.page.locator("svg.plan").evaluate(WORLD, [x, y])
        return px, py

    def press(self, x: float, y: float) -> None:
        self.page.mouse.move(*self.at(x, y))
        self.page.mouse.down()

    def pull(self, x: float, y: float) -> None:
        self.page.mouse.move(*self.at(x, y), steps=4)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.press(*start)
        self.pull(*end)
        self.page.mouse.up()

    def click(self, x: float, y: float) -> None:
        self.page.mouse.click(*self.at(x, y))

    def handle(self, name: str, x: float, y: float) -> None:
        self.at(0, 0)
        box = self.page.locator(f'[data-handle="{name}"] .hand').bounding_box()
        assert box
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.mouse.down()
        self.pull(x, y)
        self.page.mouse.up()

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def status(self, text: str) -> None:
        expect(self.page.locator(".status")).to_contain_text(text)

    def field(self, label: str) -> Any:
        return self.page.locator(".panel").get_by_label(label, exact=True)

    def tool(self, name: str) -> None:
        self.page.get_by_role("tab", name="Tilføj").click()
        self.page.locator(f'[data-tool="{name}"]').click()
