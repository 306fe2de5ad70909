"""The lesson page in a browser: dragging, the keyboard, fields that are kept, and no barrier by axe-core."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from serving import Server, serving
from web.hands import still

from planner.services import plans
from planner.services.archive import Archive
from planner.services.plans import OpenPlan
from planner.settings import read_settings
from planner.storage.store import open_store
from planner.web.server.session import now

pytestmark = pytest.mark.browser
SAMPLE = "fractions-grade-5"


def store_of(server: Server) -> Archive:
    return Archive(open_store(read_settings({"PLANNER_DATA": str(server.data)}).database_url))


@pytest.fixture(scope="module")
def archive(server: Server) -> Archive:
    return store_of(server)


@pytest.fixture
def plan_id(archive: Archive) -> str:
    return plans.open_sample(archive, SAMPLE, now())


@pytest.fixture
def page(context: BrowserContext, plan_id: str) -> Iterator[Page]:
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"/plan-lesson?id={plan_id}")
    ready(page)
    yield page
    assert complaints == []


def ready(page: Page) -> None:
    expect(page.locator(".openh h3")).to_be_visible()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def cards(page: Page) -> Locator:
    return page.locator(".phases > .phase")


def titles(page: Page) -> list[str]:
    return page.locator(".phases .title > span").all_inner_texts()


def stored(archive: Archive, plan_id: str) -> OpenPlan:
    return plans.load_plan(archive, plan_id)


def order(opened: OpenPlan) -> list[str]:
    return [phase.title for phase in opened.plan.lesson.phases]


def minutes(opened: OpenPlan) -> list[float]:
    return [phase.minutes for phase in opened.plan.lesson.phases]


def undo(page: Page, what: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^Fortryd: {what}"))


def comes_true(page: Page, what: Callable[[], bool]) -> None:
    """Wait for what the page shows before it is saved."""
    for _ in range(100):
        if what():
            return
        page.wait_for_timeout(100)
    pytest.fail("it never came true")


def drag(page: Page, start: tuple[float, float], way: float) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + way / 2, start[1], steps=3)
    page.mouse.move(start[0] + way, start[1], steps=3)
    page.mouse.up()


def test_phases_are_reordered_and_lengthened_by_dragging_and_it_is_undone(
    page: Page, archive: Archive, plan_id: str
) -> None:
    before = order(stored(archive, plan_id))
    grip = cards(page).nth(1).locator(".grip").bounding_box()
    target = cards(page).nth(2).bounding_box()
    assert grip is not None
    assert target is not None
    drag(page, (grip["x"] + 8, grip["y"] + 12), target["x"] + 0.7 * target["width"] - grip["x"])
    moved = [before[0], before[2], before[1], *before[3:]]
    expect(undo(page, "fasen Dagens problem")).to_be_visible()
    assert titles(page) == moved == order(stored(archive, plan_id))

    edge = cards(page).nth(0).locator(".edge").bounding_box()
    assert edge is not None
    per_minute = page.locator(".phases").evaluate("list => list.clientWidth") / 45
    drag(page, (edge["x"] + 4, edge["y"] + 60), 11 * per_minute)
    expect(page.locator(".sum")).to_contain_text("56 min i alt: 34 min tilbage af 90")
    expect(undo(page, "Dagens plan: minutterne")).to_be_visible()
    assert minutes(stored(archive, plan_id))[0] == 15
    undo(page, "Dagens plan: minutterne").click()
    expect(page.locator(".sum")).to_contain_text("45 min i alt")
    drag(page, (edge["x"] + 4, edge["y"] + 60), 3 * per_minute)
    expect(page.locator(".sum")).to_contain_text("48 min i alt")
    assert page.evaluate("getSelection().toString()") == ""
    expect(undo(page, "Dagens plan: minutterne")).to_be_visible()
    assert minutes(stored(archive, plan_id))[0] == 7
    undo(page, "Dagens plan: minutterne").click()
    expect(page.locator(".sum")).to_contain_text("45 min i alt")
    undo(page, "fasen Dagens problem").click()
    expect(page.locator(".phases .title > span").nth(1)).to_have_text(before[1])
    assert order(stored(archive, plan_id)) == before


def test_the_same_by_keyboard_alone(page: Page, archive: Archive, plan_id: str) -> None:
    before = order(stored(archive, plan_id))
    first = cards(page).nth(0).locator(".title")
    first.focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(undo(page, "fasen Dagens plan flyttet")).to_be_visible()
    assert titles(page)[:2] == [before[1], before[0]]
    expect(page.locator(".timeline .said")).to_have_text("Dagens plan er nu nummer 2 af 5.")
    expect(cards(page).nth(1).locator(".title")).to_be_focused()
    page.keyboard.press("+")
    expect(page.locator(".timeline .said")).to_contain_text("Dagens plan: 5 min.")
    page.keyboard.press("Alt+-")
    expect(page.locator(".timeline .said")).to_contain_text("Dagens plan: 4 min.")
    page.keyboard.press("Tab")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(undo(page, "Dagens plan: minutterne")).to_be_visible()
    expect(page.locator(".sum")).to_contain_text("53 min i alt")
    comes_true(page, lambda: minutes(stored(archive, plan_id))[1] == 12)


def test_a_field_survives_a_reload_and_a_choice_in_the_voice_scale_too(
    page: Page, archive: Archive, plan_id: str
) -> None:
    goal = page.get_by_role("textbox", name="Hvad skal alle kunne, når lektionen er slut?")
    goal.fill("Alle kan dele en pizza i brøker")
    goal.press("Tab")
    expect(undo(page, "Lektionen: målet")).to_be_visible()
    page.get_by_role("radio", name="Makkerstemme").check(force=True)
    expect(undo(page, "Fælles overblik: stemmeniveau 2")).to_be_visible()
    page.reload()
    ready(page)
    expect(goal).to_have_value("Alle kan dele en pizza i brøker")
    expect(page.get_by_role("radio", name="Makkerstemme")).to_be_checked()
    opened = stored(archive, plan_id).plan
    assert opened.lesson.goal == "Alle kan dele en pizza i brøker"
    assert opened.lesson.phases[0].activities[0].voice == 2


def test_what_is_open_leads_to_its_question_and_a_phase_comes_and_goes(
    page: Page, archive: Archive, plan_id: str
) -> None:
    page.locator(".openh").get_by_role("button", name="Hvor meget?").click()
    instructions = page.get_by_role("textbox", name="Hvad får eleverne at vide?")
    expect(instructions).to_be_focused()
    instructions.fill("Del en pizza. Vis din del. " * 5)
    instructions.blur()
    expect(page.get_by_text(re.compile(r"^Passer til 5\. klasse: let for alle"))).to_be_visible()
    expect(page.locator(".openh")).to_contain_text("Alle ti er besvaret.")
    page.get_by_role("button", name="Tilføj fase").click()
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.get_by_role("heading", name="Fase 2 af 6 · Pause")).to_be_visible()
    page.wait_for_timeout(1000)  # a button that is just drawn anew hears nothing
    still(page)
    page.get_by_role("button", name="Kopiér fasen").click()
    expect(page.get_by_role("heading", name="Fase 3 af 7 · Pause (kopi)")).to_be_visible()
    remove = page.get_by_role("button", name="Fjern fasen")
    remove.focus()
    page.keyboard.press("Enter")
    shown = page.get_by_role("heading", name="Fase 2 af 6 · Pause")
    expect(shown).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="»Pause (kopi)« er fjernet.")).to_be_visible()
    page.keyboard.press("Enter")
    assert len(order(stored(archive, plan_id))) == 6
    remove.click()
    expect(page.get_by_role("heading", name="Fase 1 af 5 · Dagens plan")).to_be_focused()
    assert len(order(stored(archive, plan_id))) == 5


def test_a_finger_drags_by_the_dots(browser: Browser, server: Server, archive: Archive, plan_id: str) -> None:
    context = browser.new_context(
        base_url=server.url, viewport={"width": 1180, "height": 820}, locale="da-DK", has_touch=True
    )
    page = context.new_page()
    page.goto(f"/plan-lesson?id={plan_id}")
    ready(page)
    before = titles(page)
    grip = cards(page).nth(0).locator(".grip").bounding_box()
    target = cards(page).nth(1).bounding_box()
    assert grip is not None
    assert target is not None
    x, y = grip["x"] + 8, grip["y"] + 12
    far = target["x"] + 0.7 * target["width"]
    touch = context.new_cdp_session(page)
    points: list[Any] = [
        ("touchStart", x),
        ("touchMove", (x + far) / 2),
        ("touchMove", far),
        ("touchEnd", None),
    ]
    for kind, at in points:
        where = [] if at is None else [{"x": at, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": where})
    expect(undo(page, "fasen Dagens plan flyttet")).to_be_visible()
    assert titles(page)[:2] == [before[1], before[0]] == order(stored(archive, plan_id))[:2]
    context.close()


def kept(archive: Archive, plan_id: str) -> tuple[object, ...]:
    first, second, *_ = stored(archive, plan_id).plan.lesson.phases
    return first.title, second.minutes, first.activities[0].voice


def test_a_server_killed_in_the_middle_of_edits_loses_none(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as own:
        archive = store_of(own)
        plan_id = plans.open_sample(archive, SAMPLE, now())
        context = browser.new_context(base_url=own.url, locale="da-DK")
        page = context.new_page()
        page.goto(f"/plan-lesson?id={plan_id}")
        ready(page)
        title = page.get_by_role("textbox", name="Hvad hedder fasen?")
        title.fill("Dagens orden")
        own.kill()
        page.locator(".phases input").nth(1).fill("14")
        page.keyboard.press("Enter")
        page.locator(".voice label", has_text="Klassestemme").click()
        expect(page.get_by_text("Der er ingen forbindelse")).to_be_visible(timeout=30_000)
        own.start()
        expect(page.get_by_role("heading", name="Fase 1 af 5 · Dagens orden")).to_be_visible(timeout=30_000)
        expect(page.get_by_role("heading", name="Brøker på flere måder")).to_be_visible()
        comes_true(page, lambda: kept(archive, plan_id) == ("Dagens orden", 14, 4))
        context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 820)])
def test_nothing_serious_stands_in_anybodys_way(
    browser: Browser, server: Server, plan_id: str, scheme: Any, width: int
) -> None:
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": 1100},
        locale="da-DK",
        color_scheme=scheme,
        bypass_csp=True,  # axe is brought in by the test, not by the page
    )
    page = context.new_page()
    page.goto(f"/plan-lesson?id={plan_id}")
    ready(page)
    for name in (
        "Flere spørgsmål om lektionen",
        "De voksne",
        "Flere spørgsmål om fasen",
        "Flere spørgsmål om aktiv",
    ):
        page.locator("summary", has_text=name).click()
    page.wait_for_timeout(400)
    found = [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in Axe().run(page).response["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
    assert found == []
    context.close()
