"""A room furnished in the browser, all the way into the database: drags, windows, a killed server."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from serving import Server, serving
from web.hands import on_glass, the_plan
from web.test_accessibility import complaints

from planner.room.layout import Layout
from planner.services.plans import plan_layout

pytestmark = pytest.mark.browser


def open_room(page: Page) -> str:
    """Open a sample plan and go to its room; return its address."""
    page.goto("/")
    page.get_by_role("button", name=re.compile("^Åbn Brøker")).click()
    page.wait_for_url(re.compile(r"/plan\?id="))
    expect(page.get_by_role("grid")).to_be_visible()
    document = page.evaluate("new URLSearchParams(location.search).get('id')")
    address = f"/plan-room?id={document}"
    see_room(page, address)
    return address


def see_room(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator('[data-place="furniture:w1"]')).to_be_visible()
    expect(page.get_by_text("Gem lokalet, eller hent et")).to_be_visible()


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag from one place to another, in metres of the room."""
    page.locator("svg.plan").scroll_into_view_if_needed()
    page.mouse.move(*on_glass(page, *start))
    page.mouse.down()
    page.mouse.move(*on_glass(page, *end), steps=6)
    page.mouse.up()


def where(data: Path, page: Page, piece: str) -> tuple[float, float]:
    layout = plan_layout(the_plan(data, page))
    return next(one.at for one in layout.furniture if one.id == piece)


def undo(page: Page, label: str) -> None:
    expect(page.get_by_role("button", name=re.compile("^(undo )?Fortryd: ")).first).to_contain_text(label)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def test_a_drag_in_the_room_is_saved_and_its_finding_appears(page: Page, server: Server) -> None:
    open_room(page)
    drag(page, (5.55, 5.8), (6.55, 5.8))
    undo(page, "gruppebordet w1 flyttet")

    expect(
        page.get_by_text(re.compile("Gruppebordet w2 og gruppebordet w1 står oven i hinanden")).first
    ).to_be_visible()
    assert where(server.data, page, "w1") == pytest.approx((6.5, 5.75), abs=0.26)


def test_moving_in_a_phase_leaves_the_room_at_rest_and_tells_what_it_takes(
    page: Page, server: Server
) -> None:
    open_room(page)
    page.get_by_role("radio", name="Vælg din vej").or_(page.get_by_text("Vælg din vej")).first.click()
    expect(page.get_by_role("heading", name="Flytning", exact=True)).to_be_visible()
    drag(page, (5.55, 5.8), (5.55, 4.8))

    expect(page.get_by_text(re.compile("1 møbel skal flyttes"))).to_be_visible()
    plan = the_plan(server.data, page)
    assert [phase.id for phase in plan.lesson.phases if phase.moves] == ["work"]
    assert where(server.data, page, "w1") == (5.55, 5.8)


def test_undo_goes_back_to_the_first_state_after_a_reload(page: Page, server: Server) -> None:
    address = open_room(page)
    before = rooms_of(server.data, page)
    for x in (6.0, 6.5, 7.0):
        drag(page, where(server.data, page, "w1"), (x, 4.5))
        undo(page, "gruppebordet w1 flyttet")
        page.wait_for_timeout(300)
    see_room(page, address)
    for _ in range(3):
        head = rooms_of(server.data, page)
        page.get_by_role("button", name=re.compile("Fortryd: gruppebordet")).first.click()
        wait_for_change(server.data, page, head)

    assert rooms_of(server.data, page) == before


def rooms_of(data: Path, page: Page) -> Layout:
    return plan_layout(the_plan(data, page))


def wait_for_change(data: Path, page: Page, before: Layout) -> None:
    end = time.monotonic() + 15
    while rooms_of(data, page) == before and time.monotonic() < end:
        page.wait_for_timeout(50)
    page.wait_for_timeout(200)


def test_two_windows_never_lose_an_edit_in_silence(context: BrowserContext, server: Server) -> None:
    one, two = context.new_page(), context.new_page()
    address = open_room(one)
    see_room(two, address)
    two.locator('[data-place="furniture:w2"]').first.click()
    two.wait_for_timeout(1500)  # what is chosen is heard before the first window changes the room
    one.bring_to_front()
    drag(one, (5.55, 5.8), (5.55, 4.8))
    undo(one, "gruppebordet w1 flyttet")
    two.bring_to_front()
    drag(two, (7.55, 5.8), (7.55, 4.8))
    expect(two.get_by_role("alert").filter(has_text="Flyttet 0,90 m: gruppebordet w2")).to_be_visible()
    assert where(server.data, two, "w2") == (7.55, 5.8)
    two.get_by_role("button", name="Tag min ændring med").click()
    undo(two, "gruppebordet w2 flyttet")

    assert where(server.data, two, "w1") != (5.55, 5.8)
    assert where(server.data, two, "w2") != (7.55, 5.8)


def test_an_edit_made_while_the_server_is_dead_is_there_after_it_comes_back(
    browser: Browser, tmp_path: Path
) -> None:
    with serving(tmp_path) as server:
        context = browser.new_context(
            base_url=server.url, viewport={"width": 1280, "height": 900}, locale="da-DK"
        )
        context.set_default_timeout(30_000)
        page = context.new_page()
        open_room(page)
        server.kill()
        drag(page, (5.55, 5.8), (5.55, 4.8))
        page.wait_for_timeout(500)
        server.start()
        expect(
            page.get_by_role("button", name=re.compile("Fortryd: gruppebordet w1 flyttet")).first
        ).to_be_visible(timeout=60_000)
        assert where(tmp_path, page, "w1") != (5.55, 5.8)
        context.close()


@pytest.mark.parametrize("language", ["da-DK", "en-GB"])
def test_nothing_serious_stands_in_anybodys_way_in_a_room(
    browser: Browser, server: Server, language: str
) -> None:
    context = browser.new_context(
        base_url=server.url, viewport={"width": 1280, "height": 900}, locale="da-DK", bypass_csp=True
    )
    page = context.new_page()
    address = open_room(page)
    if language == "en-GB":
        page.get_by_role("link", name="English").click()
        see_english(page, address)
    page.wait_for_timeout(1500)  # the panels below the drawing come last
    page.locator('[data-testid="stExpander"] summary').evaluate_all(
        "all => all.forEach((one) => one.click())"
    )
    page.wait_for_timeout(1500)
    assert complaints(page) == []
    context.close()


def see_english(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator('[data-place="furniture:w1"]')).to_be_visible()
    expect(page.get_by_text("Keep the room, or fetch one")).to_be_visible()


def test_a_panel_stays_open_and_says_beside_its_button_what_happened(page: Page, server: Server) -> None:
    del server
    open_room(page)
    page.get_by_text("Gem lokalet, eller hent et").click()
    button = page.get_by_role("button", name="Gem som nyt lokale")
    button.click()

    said = page.get_by_role("alert").filter(has_text="ligger nu under Mine lokaler")
    expect(said).to_be_visible()
    expect(said).to_be_in_viewport()
    expect(button).to_be_visible()
