"""The editor under fingers: a part goes with one, the drawing with two, the page still scrolls."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, expect
from serving import Server
from web.editor_harness.bench import NUMBERS, Bench

pytestmark = pytest.mark.browser
SCALE = "svg => svg.querySelector('.world').getScreenCTM().a"


class Fingers:
    """Fingers on the glass, as the browser's own protocol reports them."""

    def __init__(self, session: CDPSession) -> None:
        self.session = session

    def touch(self, kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def slide(self, *paths: tuple[tuple[float, float], tuple[float, float]], steps: int = 6) -> None:
        self.touch("touchStart", *(start for start, _ in paths))
        for step in range(1, steps + 1):
            part = step / steps
            self.touch(
                "touchMove", *((a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part) for a, b in paths)
            )
        self.touch("touchEnd")


@pytest.fixture(scope="module")
def tablet(browser: Browser, editor_harness: Server) -> Iterator[tuple[Bench, Fingers]]:
    context = browser.new_context(
        base_url=editor_harness.url, viewport={"width": 820, "height": 1180}, locale="da-DK", has_touch=True
    )
    page = context.new_page()
    bench = Bench(page, editor_harness.url, "zoned-classroom~touch")
    bench.open()
    yield bench, Fingers(context.new_cdp_session(page))
    context.close()


@pytest.fixture
def hands(tablet: tuple[Bench, Fingers]) -> tuple[Bench, Fingers]:
    bench, fingers = tablet
    bench.name = f"zoned-classroom~touch{next(NUMBERS)}"
    bench.open()
    return bench, fingers


def test_one_finger_drags_a_part(hands: tuple[Bench, Fingers]) -> None:
    bench, fingers = hands
    fingers.slide((bench.at(5.55, 5.8), bench.at(5.3, 4.4)))

    bench.edits(1)
    assert bench.piece("w1")["at"] == [5.25, 4.5]


def test_two_fingers_zoom_and_change_nothing(hands: tuple[Bench, Fingers]) -> None:
    bench, fingers = hands
    plan = bench.page.locator("svg.plan")
    before = plan.evaluate(SCALE)
    (x, y) = bench.at(4.8, 3.5)
    fingers.slide(((x - 40, y), (x - 120, y)), ((x + 40, y), (x + 120, y)))

    bench.page.wait_for_timeout(100)
    assert plan.evaluate(SCALE) == pytest.approx(before * 3, rel=0.1)
    assert list(bench.at(4.8, 3.5)) == pytest.approx([x, y], abs=4)
    assert bench.seen()["edits"] == []


def test_one_finger_on_the_floor_scrolls_the_page(hands: tuple[Bench, Fingers]) -> None:
    bench, fingers = hands
    top = "document.querySelector('.stMain, [data-testid=stMain]').scrollTop"
    (x, y) = bench.at(4.4, 0.9)
    fingers.slide(((x, y), (x, y - 300)), steps=10)

    bench.page.wait_for_timeout(300)
    scrolled = bench.page.evaluate(top)
    bench.page.evaluate(f"{top} = 0")
    assert scrolled > 100
    assert bench.seen()["edits"] == []


def test_taps_choose_several(hands: tuple[Bench, Fingers]) -> None:
    bench, _ = hands
    bench.page.get_by_role("button", name="Vælg flere").tap()
    for place in ("furniture:w1", "furniture:cu2"):
        bench.part(place).tap()
    expect(bench.page.locator(".part.chosen")).to_have_count(2)
    expect(bench.page.locator(".panel h2").first).to_have_text("2 valgt")


def test_everything_to_press_is_large_enough(hands: tuple[Bench, Fingers]) -> None:
    bench, _ = hands
    bench.part("furniture:w1").tap()
    bench.page.locator("[data-handle]").first.wait_for()
    sizes: list[dict[str, Any]] = bench.page.locator(".editor").evaluate(
        """editor => [...editor.querySelectorAll("button, select, input[type=text], summary, .hand")]
          .map(node => ({name: node.className.baseVal ?? node.className, box: node.getBoundingClientRect()}))
          .filter(({box}) => box.width)
          .map(({name, box}) => ({name, width: box.width, height: box.height}))"""
    )
    assert len(sizes) > 20
    assert [size for size in sizes if min(size["width"], size["height"]) < 43.9] == []
