"""The editor by the keyboard alone: the focus is never lost, and what is put in by a button stands well."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from serving import Server
from shapely import LineString, Polygon
from web.editor_harness.bench import NUMBERS, Bench

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(browser: Browser, editor_harness: Server) -> Iterator[Page]:
    context = browser.new_context(
        base_url=editor_harness.url, viewport={"width": 1280, "height": 900}, locale="da-DK"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def bench(page: Page, editor_harness: Server) -> Bench:
    made = Bench(page, editor_harness.url, f"zoned-classroom~keys{next(NUMBERS)}")
    made.open()
    return made


@pytest.fixture
def tool(bench: Bench) -> Callable[[str], None]:
    """Take a drawing tool by the keyboard."""

    def taken(name: str) -> None:
        bench.page.get_by_role("tab", name="Tilføj").focus()
        bench.keys("Enter")
        pressed = bench.page.locator(f'[data-tool="{name}"]')
        expect(pressed).to_be_visible()
        pressed.focus()
        bench.keys("Enter")
        expect(bench.page.locator(".panel input, .panel select").first).to_be_focused()

    return taken


def put_in(bench: Bench) -> None:
    bench.page.get_by_role("button", name="Sæt ind").press("Enter")


def test_undo_and_redo_leave_the_focus_where_it_is(bench: Bench) -> None:
    bench.part("furniture:w1").focus()
    bench.keys("Control+d")
    bench.edits(1)
    door = bench.part("door:D1")  # stands after the piece that goes and comes
    door.focus()
    bench.keys("Control+z")
    bench.edits(2)
    expect(bench.part("furniture:gt1")).to_have_count(0)
    expect(door).to_be_focused()
    bench.keys("Control+y")
    bench.edits(3)
    expect(bench.part("furniture:gt1")).to_have_count(1)
    expect(door).to_be_focused()


def test_where_the_focused_part_is_undone_its_neighbour_has_the_focus(bench: Bench) -> None:
    bench.part("furniture:w1").focus()
    bench.keys("Control+d")
    bench.edits(1)
    expect(bench.part("furniture:gt1")).to_be_focused()
    bench.keys("Control+z")
    bench.edits(2)
    expect(bench.part("door:D1")).to_be_focused()
    bench.status("Gruppebord til 4 gt1 er væk. Nu ved: Dør D1.")


def test_a_tool_takes_the_focus_to_its_fields_and_esc_puts_it_away(
    bench: Bench, tool: Callable[[str], None]
) -> None:
    for name in ("room", "zone", "door", "window", "board", "wall", "step"):
        tool(name)
        bench.status("eller vælg »Sæt ind«")
        bench.keys("Escape")
        bench.status("Værktøjet er lagt væk.")
        expect(bench.page.locator(".stage")).to_be_focused()
        expect(bench.page.locator(".stage.tooling")).to_have_count(0)
    assert bench.seen()["edits"] == []


def test_what_is_put_in_lies_wholly_in_the_room_that_is_meant(
    bench: Bench, tool: Callable[[str], None]
) -> None:
    tool("room")
    bench.field("Bredde").fill("1,5")
    bench.field("Dybde").fill("1,2")
    put_in(bench)
    for count, name in enumerate(("zone", "wall", "step"), start=1):
        bench.edits(count)
        tool(name)
        put_in(bench)
    bench.edits(4)

    after = bench.seen()["layout"]
    room = Polygon(after["rooms"][1]["outline"])
    (zone,) = (zone for zone in after["zones"] if zone["id"] == "z1")
    assert room.bounds == pytest.approx((9.75, 0, 11.25, 1.2))
    assert room.covers(Polygon(zone["polygon"]))
    assert Polygon(zone["polygon"]).area > 0.5 * room.area
    for name in ("walls", "steps"):
        line = LineString(after[name][-1]["line"])
        assert room.covers(line)
        assert line.length >= 1


def test_a_zone_shrinks_into_a_room_with_corners(bench: Bench, tool: Callable[[str], None]) -> None:
    tool("zone")
    bench.field("Bredde").fill("30")
    bench.field("Dybde").fill("2")
    put_in(bench)
    bench.edits(1)
    zone = bench.item("zones", "z1")
    room = bench.item("rooms", "R")
    assert zone
    assert room
    assert Polygon(room["outline"]).covers(Polygon(zone["polygon"]))


def test_buttons_with_nothing_to_do_say_so_and_keep_the_focus(bench: Bench) -> None:
    said = {
        "Fortryd": "Der er ikke noget at fortryde.",
        "Gentag": "Der er ikke noget at gentage.",
        "Kopiér": "Vælg først",
        "Drej 15°": "Vælg først",
        "Slet": "Vælg først",
    }
    for name, text in said.items():
        pressed = bench.page.locator(".bar").get_by_role("button", name=name, exact=True)
        pressed.focus()
        bench.keys("Enter")
        bench.status(text)
        expect(pressed).to_be_focused()
        expect(pressed).to_have_attribute("aria-disabled", "true")

    bench.part("furniture:w1").focus()
    bench.keys("ArrowRight")
    bench.edits(1)
    undo = bench.page.locator(".bar").get_by_role("button", name="Fortryd")
    undo.focus()
    bench.keys("Enter")
    bench.edits(2)
    expect(undo).to_have_attribute("aria-disabled", "true")
    expect(undo).to_be_focused()


def test_a_change_of_size_says_the_size(bench: Bench) -> None:
    bench.part("furniture:w1").focus()
    bench.keys("Control+ArrowRight")
    bench.status("Gruppebord til 4 w1: 1,45 × 1,20 m")


def test_the_drawing_can_be_skipped(bench: Bench) -> None:
    skip = bench.page.get_by_role("button", name="Spring tegningen over")
    skip.focus()
    bench.keys("Enter")
    expect(bench.page.get_by_role("tab", name="Tilføj")).to_be_focused()


def test_everything_is_deleted_but_rooms_and_that_is_said(bench: Bench) -> None:
    bench.part("furniture:w1").focus()
    bench.keys("Control+a")
    bench.status("Lokalerne er ikke med.")
    bench.keys("Delete")
    bench.edits(1)
    bench.status("Et lokale slettes for sig. Ctrl + Z henter alt tilbage.")
    expect(bench.part("room:R")).to_be_focused()


def test_what_lies_outside_is_said_in_words(bench: Bench) -> None:
    said = re.compile("0,06 m uden for lokalet forneden")
    expect(bench.part("door:D1")).to_have_attribute("aria-label", said)
