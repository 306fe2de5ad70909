"""The floor-plan editor in a browser: what hands do to it, and the numbers that reach Python."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from serving import Server
from web.editor_harness.bench import NUMBERS, Bench

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def shared(browser: Browser, editor_harness: Server) -> Iterator[tuple[Page, list[str]]]:
    """One page for all tests, for loading it takes longer than most of them; and what its console says."""
    context = browser.new_context(
        base_url=editor_harness.url, viewport={"width": 1280, "height": 900}, locale="da-DK"
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(error.stack or str(error)))
    yield page, complaints
    context.close()


@pytest.fixture
def fresh(shared: tuple[Page, list[str]], editor_harness: Server) -> Iterator[Callable[[str], Bench]]:
    """Open a copy of a layout nobody has touched; at the end the console must be silent."""
    page, complaints = shared
    complaints.clear()

    def opened(name: str) -> Bench:
        made = Bench(page, editor_harness.url, name.replace("#", str(next(NUMBERS))))
        made.open()
        return made

    yield opened
    assert complaints == []


@pytest.fixture
def bench(fresh: Callable[[str], Bench]) -> Bench:
    return fresh("zoned-classroom~#")


def test_a_dragged_piece_comes_to_rest_on_the_grid(bench: Bench) -> None:
    bench.page.get_by_role("combobox", name="Gitter").select_option("0.1")
    bench.drag((5.55, 5.8), (5.2, 4.4))

    edits = bench.edits(1)
    assert list(edits[0]["patch"]["put"]) == ["furniture"]
    assert bench.piece("w1") == {"id": "w1", "kind": "group_table_4", "at": [5.2, 4.4]}
    bench.status("Gruppebord til 4 w1: 5,20 m fra venstre, 4,40 m fra bunden")


def test_with_alt_a_piece_goes_anywhere_and_an_overlap_is_said(bench: Bench) -> None:
    bench.page.keyboard.down("Alt")
    bench.press(5.55, 5.8)
    bench.pull(5.512, 3.513)
    expect(bench.part("furniture:w1")).to_have_class("part furniture chosen in-trouble")
    expect(bench.page.locator(".troubletext")).to_have_count(1)
    bench.page.mouse.up()
    bench.page.keyboard.up("Alt")

    bench.edits(1)
    x, y = bench.piece("w1")["at"]
    assert x == pytest.approx(5.512, abs=0.02)
    assert y == pytest.approx(3.513, abs=0.02)
    assert round(x, 3) == x
    bench.status("overlapper Højbord h1")


def test_a_cupboard_turns_its_back_to_the_wall(bench: Bench) -> None:
    bench.drag((8.05, 2.7), (9.5, 3.1))

    bench.edits(1)
    shelf = bench.piece("bcB")
    assert shelf["angle"] == 90
    assert shelf["at"][0] == pytest.approx(9.6 - 0.35 / 2)


def test_walls_and_grid_can_be_switched_off(bench: Bench) -> None:
    bench.page.get_by_role("button", name="Til væggen").click()
    bench.page.get_by_role("combobox", name="Gitter").select_option("0")
    bench.drag((8.05, 2.7), (9.361, 3.093))

    bench.edits(1)
    shelf = bench.piece("bcB")
    assert "angle" not in shelf
    assert shelf["at"][0] == pytest.approx(9.361, abs=0.02)


def test_handles_resize_and_rotate(bench: Bench) -> None:
    bench.click(5.55, 5.8)
    bench.handle("size:1:-1", 6.5, 5.0)
    bench.edits(1)
    table = bench.piece("w1")
    width, depth = table["size"]
    assert width > 1.4
    assert depth > 1.2
    # The opposite corner stays, and sizes go in steps of 5 cm.
    assert [table["at"][0] - width / 2, table["at"][1] + depth / 2] == pytest.approx([4.85, 6.4])
    assert width * 20 == pytest.approx(round(width * 20))

    bench.handle("rotate", *(table["at"][0] + 2, table["at"][1] + 0.1))
    bench.edits(2)
    assert bench.piece("w1")["angle"] == 270


def test_copies_have_new_ids_and_can_be_deleted(bench: Bench) -> None:
    bench.click(5.55, 5.8)
    bench.keys("Control+d")
    bench.edits(1)
    assert bench.piece("gt1") == {"id": "gt1", "kind": "group_table_4", "at": [5.8, 5.55]}

    bench.keys("Delete")
    bench.edits(2)
    assert bench.item("furniture", "gt1") is None
    bench.status("Slettet: Gruppebord til 4 gt1")
    assert len(bench.seen()["layout"]["furniture"]) == 26


def test_many_are_chosen_by_shift_and_by_a_band_and_put_in_line(bench: Bench) -> None:
    bench.click(7.5, 0.5)
    bench.page.keyboard.down("Shift")
    bench.click(9.25, 1.1)
    bench.page.keyboard.up("Shift")
    expect(bench.page.locator(".part.chosen")).to_have_count(2)
    bench.page.get_by_role("button", name="Nederste kanter").click()
    bench.edits(1)
    assert [bench.piece(name)["at"] for name in ("cu1", "cu4")] == [[7.5, 0.5], [9.33, 0.5]]

    bench.drag((7.1, 0.05), (9.59, 1.05))
    chosen = bench.page.locator(".part.chosen")
    expect(chosen).to_have_count(4)
    bench.page.get_by_role("button", name="Lige afstand på tværs").click()
    bench.edits(2)
    places = [bench.piece(name)["at"][0] for name in ("cu1", "cu2", "cu3", "cu4")]
    assert places == pytest.approx([7.5, 8.11, 8.72, 9.33])


def test_typed_numbers_take_comma_and_point_and_refuse_nonsense(bench: Bench) -> None:
    bench.click(5.55, 5.8)
    bench.field("Fra venstre").fill("5,25")
    bench.field("Fra venstre").press("Enter")
    bench.edits(1)
    bench.field("Højde").fill("0.64")
    bench.field("Højde").press("Tab")
    bench.edits(2)
    assert bench.piece("w1")["at"] == [5.25, 5.8]
    assert bench.piece("w1")["height_m"] == 0.64

    bench.field("Bredde").fill("bred")
    bench.field("Bredde").press("Tab")
    bench.status("Bredde: skriv et tal, for eksempel 2,35.")
    bench.field("Højde").fill("")
    bench.field("Højde").press("Tab")
    bench.edits(3)
    assert "height_m" not in bench.piece("w1")
    assert "size" not in bench.piece("w1")


def test_a_room_is_drawn_corner_by_corner(bench: Bench) -> None:
    bench.tool("room")
    for _ in range(3):
        bench.page.get_by_role("button", name="Længere væk").click()
    corners = [(10.5, 0), (13.5, 0), (13.5, 2), (12, 2), (12, 4), (10.5, 4)]
    for corner in corners:
        bench.click(*corner)
    bench.keys("Enter")

    bench.edits(1)
    room = bench.item("rooms", "R1")
    assert room
    assert room["outline"] == [list(corner) for corner in corners]
    assert room["use"] == "classroom"
    assert "reverberation_s" not in room


def test_a_room_gets_typed_measures(bench: Bench) -> None:
    bench.tool("room")
    bench.field("Bredde").fill("4,2")
    bench.field("Dybde").fill("3,5")
    bench.page.get_by_role("button", name="Sæt ind").click()

    bench.edits(1)
    room = bench.item("rooms", "R1")
    assert room
    assert room["outline"] == [[9.75, 0.0], [13.95, 0.0], [13.95, 3.5], [9.75, 3.5]]


def test_a_zone_is_drawn_by_dragging(bench: Bench) -> None:
    bench.tool("zone")
    bench.drag((4.5, 6.0), (4.9, 6.6))
    bench.edits(1)
    zone = bench.item("zones", "z1")
    assert zone
    assert zone["polygon"] == [[4.5, 6], [5, 6], [5, 6.5], [4.5, 6.5]]
    assert "seats" not in zone


def test_a_door_finds_its_wall_and_follows_the_pointer_around_the_corner(bench: Bench) -> None:
    bench.tool("door")
    bench.click(2.05, 0.3)
    bench.edits(1)
    assert bench.item("doors", "D3") == {
        "id": "D3", "at": [2.0, -0.06], "clear_m": 0.9, "rooms": ["R", None],
    }  # fmt: skip

    bench.drag((2.0, -0.05), (0.2, 3.0))
    bench.edits(2)
    door = bench.item("doors", "D3")
    assert door
    assert door["at"] == [-0.06, 3.0]
    assert door["angle"] == 90


def test_undo_and_redo_are_left_to_python(bench: Bench) -> None:
    bench.click(5.55, 5.8)
    bench.keys("ArrowRight")
    bench.edits(1)
    before = bench.seen()["layout"]
    bench.keys("Control+z")
    assert [edit["do"] for edit in bench.edits(2)] == ["patch", "undo"]
    assert bench.piece("w1")["at"] == [5.55, 5.8]
    expect(bench.page.get_by_role("button", name="Gentag: Ændringen")).to_be_visible()
    bench.keys("Control+Shift+Z")
    bench.edits(3)
    assert bench.seen()["layout"] == before


def test_everything_by_keyboard(bench: Bench) -> None:
    bench.page.get_by_role("searchbox", name="Søg efter møbler").fill("reol")
    bench.page.get_by_role("button", name="Tilføj reol").press("Enter")
    bench.edits(1)
    expect(bench.part("furniture:b1")).to_be_focused()
    start = bench.piece("b1")["at"]

    bench.keys("ArrowRight", "ArrowRight", "ArrowUp", "Shift+ArrowUp", "r", "Control+ArrowRight")
    edits = bench.edits(2)  # one run of keys is one edit
    assert edits[1]["patch"]["put"]["furniture"] == [
        {
            "id": "b1",
            "kind": "bookcase",
            "at": [pytest.approx(start[0] + 0.5), pytest.approx(start[1] + 0.26)],
            "angle": 15,
            "size": [0.95, 0.35],
        }
    ]
    bench.keys("Enter")
    expect(bench.field("Slags møbel")).to_be_focused()
    bench.keys("Escape")
    expect(bench.part("furniture:b1")).to_be_focused()
    bench.keys("Tab")
    expect(bench.part("door:D1")).to_be_focused()
    bench.keys("Space")
    expect(bench.page.locator(".part.chosen")).to_have_count(2)
    bench.status("Valgt: Dør D1.")
    bench.keys("?")
    expect(bench.page.get_by_role("dialog")).to_be_visible()
    bench.keys("Escape")
    expect(bench.part("door:D1")).to_be_focused()
    bench.keys("Escape", "Escape")
    expect(bench.page.get_by_role("tab", name="Tilføj")).to_be_focused()


def test_focus_stays_over_a_rerun_and_keys_are_saved_when_it_leaves(bench: Bench) -> None:
    bench.click(5.55, 5.8)
    bench.keys("ArrowRight")
    bench.edits(1)
    expect(bench.page.locator(".waiting")).to_be_empty()
    expect(bench.part("furniture:w1")).to_be_focused()

    bench.keys("ArrowRight")
    bench.page.get_by_label("After").focus()  # long before the keys have rested
    bench.edits(2)
    assert bench.piece("w1")["at"] == [6.05, 5.8]


def test_an_edit_nobody_answered_is_sent_again_and_outlives_a_reload(bench: Bench) -> None:
    bench.tell(ignore="1000")
    bench.click(5.55, 5.8)
    bench.keys("ArrowRight")
    expect(bench.page.locator(".waiting")).to_have_text("Gemmer …")
    bench.reload()
    moved = re.compile("5,80 m fra venstre, 5,80 m fra bunden")
    expect(bench.part("furniture:w1")).to_have_attribute("aria-label", moved)
    assert bench.seen()["edits"] == []

    bench.tell()
    bench.edits(1)
    assert bench.piece("w1")["at"] == [5.8, 5.8]
    expect(bench.page.locator(".waiting")).to_be_empty()


def test_a_refused_edit_is_taken_back_and_says_why(bench: Bench) -> None:
    bench.tell(refuse="1")
    bench.click(5.55, 5.8)
    bench.keys("Delete")

    bench.status("Ikke ændret: Det kan ikke lade sig gøre.")
    expect(bench.part("furniture:w1")).to_have_count(1)
    assert bench.seen()["edits"] == []


def test_in_a_conflict_nothing_is_sent(bench: Bench) -> None:
    bench.tell(conflict="1")
    bench.page.get_by_role("button", name="Rerun").click()
    expect(bench.page.locator(".waiting")).to_contain_text("Lokalet er ændret et andet sted")
    sent = bench.seen()["chosen"]
    bench.drag((5.55, 5.8), (5.2, 4.4))
    bench.page.wait_for_timeout(300)
    assert bench.seen()["chosen"] == sent


def test_a_phase_moves_furniture_and_nothing_else(bench: Bench) -> None:
    bench.click(5.55, 5.8)
    bench.keys("ArrowRight")
    bench.edits(1)
    # The same drawing now shows the phase: a document of its own, with edits of its own.
    bench.name += ":work"
    bench.open()
    expect(bench.page.locator(".part.chosen")).to_have_count(0)
    bench.drag((5.55, 5.8), (5.3, 4.4))
    bench.edits(1)
    expect(bench.page.locator(".ghost path")).to_have_count(2)
    bench.keys("Delete")
    bench.status("I en fase kan man kun flytte møbler og zoner.")
    bench.part("door:D1").focus()
    bench.keys("ArrowRight")
    bench.page.wait_for_timeout(450)
    assert len(bench.seen()["edits"]) == 1


def test_a_room_is_copied_with_all_it_holds(bench: Bench) -> None:
    bench.page.locator(".roomname").click()
    bench.keys("Control+d")
    bench.edits(1)
    after = bench.seen()["layout"]
    assert [len(after[name]) for name in ("rooms", "zones", "furniture", "doors", "windows", "boards")] == [
        2, 10, 52, 4, 6, 2,
    ]  # fmt: skip
    assert after["doors"][2]["rooms"] == ["R1", None]
    assert after["rooms"][1]["outline"][0] == [9.75, 0]


def test_wheel_zooms_with_control_only(bench: Bench) -> None:
    scale = "svg => svg.querySelector('.world').getScreenCTM().a"
    plan = bench.page.locator("svg.plan")
    before = plan.evaluate(scale)
    bench.page.mouse.move(*bench.at(4, 3))
    bench.page.mouse.wheel(0, -100)
    bench.page.wait_for_timeout(100)
    assert plan.evaluate(scale) == before
    bench.page.keyboard.down("Control")
    bench.page.mouse.wheel(0, -100)
    bench.page.keyboard.up("Control")
    bench.page.wait_for_timeout(100)
    assert plan.evaluate(scale) > before


def test_a_piece_is_pulled_from_the_list_to_its_place(bench: Bench) -> None:
    bench.page.get_by_role("searchbox", name="Søg efter møbler").fill("pude")
    box = bench.page.get_by_role("button", name="Tilføj pude").bounding_box()
    assert box
    bench.page.mouse.move(box["x"] + 20, box["y"] + 20)
    bench.page.mouse.down()
    bench.pull(4.52, 1.49)
    bench.page.mouse.up()

    bench.edits(1)
    assert bench.piece("c1") == {"id": "c1", "kind": "cushion", "at": [4.5, 1.5]}


def test_space_and_the_mouse_move_the_drawing_and_nothing_in_it(bench: Bench) -> None:
    before = bench.at(0, 0)
    bench.click(4.4, 6.9)
    bench.page.keyboard.down("Space")
    bench.drag((5.55, 5.8), (6.05, 5.3))
    bench.page.keyboard.up("Space")
    bench.page.wait_for_timeout(100)
    assert bench.at(0, 0)[0] > before[0] + 20
    assert bench.seen()["edits"] == []


def test_a_door_gets_wider_at_one_side_and_a_room_wider_by_keys(bench: Bench) -> None:
    bench.click(4.2, -0.06)
    bench.handle("width:1", 4.85, -0.06)
    bench.edits(1)
    door = bench.item("doors", "D1")
    assert door
    assert door["clear_m"] == pytest.approx(1.1)
    assert door["at"][0] == pytest.approx(4.3)

    bench.page.locator(".roomname").click()
    bench.keys("Control+ArrowRight", "Control+ArrowRight")
    bench.edits(2)
    room = bench.item("rooms", "R")
    exit_door = bench.item("doors", "D2")
    assert room
    assert exit_door
    assert room["outline"] == [[0, 0], [9.7, 0], [9.7, 7], [0, 7]]
    assert exit_door["at"] == [9.76, 6.2]
