"""The editor's drawing tools and the picture below the plan; and axe-core on the page."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from serving import Server
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
def fresh(page: Page, editor_harness: Server) -> Callable[[str], Bench]:
    def opened(name: str) -> Bench:
        made = Bench(page, editor_harness.url, f"{name}~draw{next(NUMBERS)}")
        made.open()
        return made

    return opened


@pytest.fixture
def bench(fresh: Callable[[str], Bench]) -> Bench:
    return fresh("rows")


def test_windows_and_boards_lie_on_a_wall_seen_from_the_room(bench: Bench) -> None:
    bench.tool("board")
    bench.click(5.0, 0.2)
    bench.edits(1)
    board = bench.item("boards", "B2")
    assert board == {"id": "B2", "line": [[3.8, 0.0], [6.2, 0.0]], "bottom_m": 0.9, "top_m": 2.1}

    bench.tool("window")
    bench.drag((8.9, 2.0), (8.9, 3.5))
    bench.edits(2)
    window = bench.item("windows", "W4")
    assert window
    assert window["line"][0][0] == window["line"][1][0] == 9.0
    assert window["line"][1][1] - window["line"][0][1] == pytest.approx(1.5)
    assert "faces" not in window


def test_walls_and_steps_are_lines(bench: Bench) -> None:
    bench.tool("wall")
    bench.drag((6.0, 6.0), (8.5, 6.05))
    bench.edits(1)
    assert bench.item("walls", "V1") == {"id": "V1", "line": [[6.0, 6.0], [8.5, 6.0]]}

    bench.tool("step")
    bench.field("Trinhøjde").fill("0,17")
    bench.page.get_by_role("button", name="Sæt ind").click()
    bench.edits(2)
    step = bench.item("steps", "S1")
    assert step
    assert step["rise_m"] == 0.17
    bench.handle("end:1", step["line"][0][0] + 2.0, step["line"][0][1])
    bench.edits(3)
    step = bench.item("steps", "S1")
    assert step
    assert step["line"][1][0] - step["line"][0][0] == pytest.approx(2.0)


def test_a_corner_of_a_rectangle_takes_its_neighbours_and_what_hangs_on_the_walls(bench: Bench) -> None:
    bench.page.locator(".roomname").click()
    bench.page.get_by_role("button", name="Længere væk").click()
    bench.handle("vertex:1", 10.0, -0.5)

    bench.edits(1)
    room = bench.item("rooms", "R")
    door = bench.item("doors", "D1")
    assert room
    assert door
    assert room["outline"] == [[0, -0.5], [10, -0.5], [10, 6.8], [0, 6.8]]
    assert door["at"] == [1.2, -0.56]


def test_a_ring_that_crosses_itself_is_not_taken(bench: Bench) -> None:
    bench.page.locator(".roomname").click()
    bench.page.get_by_text("Hjørner: 4").click()
    bench.page.get_by_label("Hjørne 3 x").fill("-4")
    bench.page.get_by_label("Hjørne 3 x").press("Tab")
    bench.status("Kanten ville krydse sig selv.")
    expect(bench.page.get_by_label("Hjørne 3 x")).to_have_value("9")
    assert bench.seen()["edits"] == []


def test_seats_become_the_pieces_own_when_they_are_changed(bench: Bench) -> None:
    piece = bench.seen()["layout"]["furniture"][0]
    bench.part(f"furniture:{piece['id']}").click()
    bench.page.locator("summary", has_text="Pladser: ").click()
    bench.page.get_by_role("button", name="Ret pladserne").click()
    bench.edits(1)
    bench.page.get_by_label("Plads 1 x").fill("-0,4")
    bench.page.get_by_label("Plads 1 x").press("Tab")
    bench.edits(2)
    assert bench.piece(piece["id"])["seats"][0] == [-0.4, -0.5, 90, "chair"]
    bench.page.get_by_role("button", name="Brug de sædvanlige pladser").click()
    bench.edits(3)
    assert bench.piece(piece["id"]) == piece


def test_a_picture_below_gets_its_scale_from_two_points(fresh: Callable[[str], Bench]) -> None:
    bench = fresh("rows")
    bench.tell(underlay="1")
    bench.page.get_by_role("button", name="Rerun").click()
    expect(bench.page.locator("image")).to_have_count(1)
    bench.page.get_by_role("tab", name="Egenskaber").click()
    bench.page.get_by_role("button", name="Indstil målestok").click()
    bench.click(1, 1)
    bench.click(4, 1)
    bench.field("Virkelig afstand").fill("6")
    bench.field("Virkelig afstand").press("Enter")

    bench.edits(1)
    underlay = bench.seen()["layout"]["underlay"]
    assert underlay["width_m"] == pytest.approx(20, rel=0.01)
    assert underlay["height_m"] == pytest.approx(16, rel=0.01)
    assert underlay["at"] == [pytest.approx(-1, abs=0.05), pytest.approx(-1, abs=0.05)]
    assert underlay["opacity"] == 0.5


def test_the_scale_is_set_with_its_button_whichever_comes_first(fresh: Callable[[str], Bench]) -> None:
    bench = fresh("rows")
    bench.tell(underlay="1")
    bench.page.get_by_role("button", name="Rerun").click()
    expect(bench.page.locator("image")).to_have_count(1)
    bench.page.get_by_role("tab", name="Egenskaber").click()
    bench.page.get_by_role("button", name="Indstil målestok").click()
    bench.field("Virkelig afstand").fill("6")
    bench.page.get_by_role("button", name="Brug målet").click()
    bench.status("Tryk først på de to punkter.")
    bench.click(1, 1)
    bench.click(4, 1)
    bench.page.get_by_role("button", name="Brug målet").click()

    bench.edits(1)
    assert bench.seen()["layout"]["underlay"]["width_m"] == pytest.approx(20, rel=0.01)


@given(
    corners=st.tuples(
        *(st.tuples(st.floats(-0.11, 0.11), st.floats(-0.11, 0.11)) for _ in range(3)),
    )
)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_corner_counts_wherever_it_is_pressed(
    fresh: Callable[[str], Bench], corners: tuple[tuple[float, float], ...]
) -> None:
    bench = fresh("rows")
    bench.tool("zone")
    grid = ((1.0, 5.0), (3.0, 5.0), (3.0, 6.5))
    for number, ((x, y), (dx, dy)) in enumerate(zip(grid, corners, strict=True), 1):
        bench.click(x + dx, y + dy)
        bench.status(f"Hjørne {number}")
    bench.keys("Enter")

    bench.edits(1)
    zone = bench.seen()["layout"]["zones"][-1]
    assert sorted(map(tuple, zone["polygon"])) == sorted(grid)


def test_a_wrong_number_is_explained_at_its_field(bench: Bench) -> None:
    bench.tool("wall")
    width = bench.field("Bredde")
    width.fill("0")
    width.press("Enter")

    expect(width).to_have_accessible_description("Bredde: skriv et tal fra 0,01 til 200 m.")
    expect(width).to_have_attribute("aria-invalid", "true")
    expect(bench.page.locator(".panel .wrong")).to_be_visible()
    width.fill("1,5")
    width.press("Enter")
    expect(bench.page.locator(".panel .wrong")).to_have_count(0)


def test_furniture_never_leaves_every_room(bench: Bench) -> None:
    piece = bench.seen()["layout"]["furniture"][0]
    bench.part(f"furniture:{piece['id']}").click()
    across = bench.field("Fra venstre")
    across.fill("99")
    across.press("Enter")
    expect(across).to_have_accessible_description(re.compile("ville stå helt uden for lokalet"))
    across.press("Escape")

    bench.page.get_by_role("button", name="Længere væk").click()
    bench.drag((piece["at"][0], piece["at"][1]), (-1.5, 3.0))
    bench.status("ville stå helt uden for lokalet")
    assert bench.seen()["edits"] == []
    assert bench.piece(piece["id"]) == piece


def test_overlays_are_switched_and_the_narrowest_places_show_their_width(bench: Bench) -> None:
    expect(bench.page.locator(".narrowtext")).to_have_text(["↔ 0,62 m"])
    for name, shape in (
        ("Veje", ".routetext"),
        ("Lyd", ".soundtext.loud"),
        ("Udsyn", ".blind"),
        ("Pladser", ".place"),
    ):
        button = bench.page.locator(".bar").get_by_role("button", name=name)
        expect(button).to_have_attribute("aria-pressed", "false")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(bench.page.locator(shape).first).to_be_attached()


def test_a_finding_says_its_sentence_at_its_place(bench: Bench) -> None:
    marker = bench.page.get_by_role("img", name="Her er der trangt.")
    marker.focus()
    expect(bench.page.locator(".tip")).to_have_text("Her er der trangt.")


def complaints(page: Page) -> list[str]:
    results: dict[str, Any] = Axe().run(page).response
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in results["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 820)])
def test_nothing_serious_stands_in_anybodys_way(
    browser: Browser, editor_harness: Server, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(
        base_url=editor_harness.url,
        viewport={"width": width, "height": 1180},
        locale="da-DK",
        color_scheme=scheme,
        bypass_csp=True,  # axe is brought in by the test, not by the page
    )
    bench = Bench(context.new_page(), editor_harness.url, f"zoned-classroom~axe-{scheme}")
    bench.open()
    for name in ("Veje", "Lyd", "Udsyn", "Pladser"):
        bench.page.locator(".bar").get_by_role("button", name=name).click()
    assert complaints(bench.page) == []
    bench.click(5.55, 5.8)
    expect(bench.field("Bredde")).to_be_visible()
    assert complaints(bench.page) == []
    bench.keys("?")
    assert complaints(bench.page) == []
    context.close()
