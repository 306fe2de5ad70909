"""The class page in a browser: names that never leave it, a class list with a preview, keyboard and axe."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request, WebSocket, expect
from serving import Server

pytestmark = pytest.mark.browser
NAMES = ("Ida Sørensen", "Mads Åbo", "Ægir Zebrowski", "Ida Sørensen")
ONLY_IN_NAMES = ("Sørensen", "Zebrowski", "Ægir", "Åbo")


@dataclass
class Sent:
    """Everything a page sends, as bytes."""

    pieces: list[bytes] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("request", self._request)
        page.on("websocket", self._socket)

    def _request(self, request: Request) -> None:
        self.pieces.append(request.url.encode())
        self.pieces.append(request.post_data_buffer or b"")

    def _socket(self, socket: WebSocket) -> None:
        socket.on(
            "framesent", lambda sent: self.pieces.append(sent if isinstance(sent, bytes) else sent.encode())
        )

    def holds(self, text: str) -> bool:
        return any(written in piece for piece in self.pieces for written in _written(text))


def _written(text: str) -> set[bytes]:
    """Return a text as it may be written on a wire or a disk."""
    escaped = text.encode("unicode_escape")
    return {text.encode(encoding) for encoding in ("utf-8", "latin-1", "utf-16-le")} | {escaped}


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


def open_class(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Åbn Brøker på flere måder").click()
    expect(page.get_by_role("grid")).to_be_visible()
    page.get_by_role("link", name="Klasse").click()
    expect(page.get_by_role("region", name="Klassen på ét sted")).to_be_visible()


def settled(page: Page) -> None:
    """Wait until the page stands: what is pressed while it is drawn may be drawn over."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def unfold(page: Page, title: str) -> None:
    settled(page)
    # By key: what is drawn above may move it away from under the mouse.
    page.locator("summary", has_text=title).press("Enter")


def test_names_stay_in_the_browser_and_only_codes_reach_the_class(page: Page, server: Server) -> None:
    sent = Sent()
    sent.watch(page)
    open_class(page)
    unfold(page, "Sæt navne ind")
    names = page.get_by_label("Navne, ét på hver linje")
    add = page.get_by_role("button", name=re.compile("^2. Sæt koderne"))
    names.fill(f"1. {NAMES[0]}\n{NAMES[1]};{NAMES[2]}\t{NAMES[3]}\n")
    rows = page.get_by_role("region", name="Navne og deres koder").locator("tbody tr")
    expect(rows).to_have_count(4)
    expect(page.get_by_role("status").filter(has_text="Ida Sørensen står to gange.")).to_be_visible()
    expect(add).to_have_attribute("aria-disabled", "true")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="1. Hent nøglefilen").click()
    key = Path(waiting.value.path()).read_bytes()
    assert waiting.value.suggested_filename == "klassens-nøgle.csv"
    assert key.startswith(b"\xef\xbb\xbf")
    pairs = [line.strip('"').split('";"') for line in key.decode("utf-8-sig").splitlines()]
    assert pairs[0] == ["Navn", "Kode"]
    assert [name for name, _ in pairs[1:]] == [NAMES[0], NAMES[1], NAMES[2], NAMES[3]]
    codes = [code for _, code in pairs[1:]]
    assert sorted(codes) == ["A1", "A2", "A3", "A4"]
    add.click()
    expect(page.get_by_text("Koder sat ind i klassen: 4.")).to_be_visible()
    expect(names).to_have_value("")
    table = page.get_by_role("region", name="Klassen på ét sted")
    for code in codes:
        expect(table.get_by_role("rowheader", name=code, exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Fortryd: 4 elever tilføjet")).to_be_visible()
    page.get_by_role("button", name="Fortryd: 4 elever tilføjet").click()
    expect(table.get_by_role("rowheader", name="A1", exact=True)).to_have_count(0)
    # The sending is answered: it does not come again, and nothing of it held a name.
    page.wait_for_timeout(3500)
    expect(table.get_by_role("rowheader", name="A1", exact=True)).to_have_count(0)
    assert sent.holds("A4")
    stored = [path.read_bytes() for path in server.data.rglob("*") if path.is_file()]
    assert stored
    for name in ONLY_IN_NAMES:
        assert not sent.holds(name)
        assert not any(written in data for data in stored for written in _written(name))


REFUSED = {
    "Ida 010112-1234": "På linje 1 står noget, der ligner et CPR-nummer.",
    "Ida (ADHD)": "På linje 1 står et ord, der fortæller for meget om en elev.",
    "Mads\nOrdblindegruppen": "På linje 2 står et ord, der fortæller for meget om en elev.",
    "Mads i gruppen med OCD": "På linje 1 står et ord, der fortæller for meget om en elev.",
}


def test_names_with_more_than_names_are_refused(page: Page) -> None:
    sent = Sent()
    sent.watch(page)
    open_class(page)
    unfold(page, "Sæt navne ind")
    names = page.get_by_label("Navne, ét på hver linje")
    key = page.get_by_role("button", name="1. Hent nøglefilen")
    for text, why in REFUSED.items():
        names.fill(text)
        expect(page.get_by_role("alert").filter(has_text=why)).to_be_visible()
        expect(key).to_have_attribute("aria-disabled", "true")
        names.fill("Damien Addison\nAutilie")
        expect(page.get_by_role("alert").filter(has_text=why)).to_have_count(0)
        expect(key).to_have_attribute("aria-disabled", "false")
    assert not sent.holds("010112")
    assert not sent.holds("Autilie")


def test_a_class_list_is_shown_before_it_is_used(page: Page, tmp_path: Path) -> None:
    open_class(page)
    unfold(page, "Hent en klasseliste ind")
    file = page.locator("input[type=file]")
    broken = tmp_path / "klasse.csv"
    broken.write_bytes("kode;navn\nB01;Søren\n".encode("cp1252"))
    file.set_input_files(broken)
    alert = page.get_by_role("alert").filter(has_text="Filen kan ikke bruges endnu")
    expect(alert).to_contain_text("Sæt navne ind")
    good = tmp_path / "ny.csv"
    good.write_bytes("Kode;Forudsætninger\nB01;lavt lydniveau=50|oplæsning\nZ1;\n".encode("cp1252"))
    page.locator("input[type=file]").set_input_files(good)
    preview = page.locator("section.p-roster")
    expect(preview).to_contain_text("Nye: 1 – Z1")
    expect(preview).to_contain_text("Ændret: 1 – B01: forudsætninger")
    expect(preview).to_contain_text("Ude af klassen: 25")
    table = page.get_by_role("region", name="Klassen på ét sted")
    expect(table.locator("tbody tr")).to_have_count(26)
    page.get_by_role("button", name="Ja, brug klasselisten").click()
    expect(table.locator("tbody tr")).to_have_count(2)
    expect(table).to_contain_text("et lavt lydniveau (50 dB) · andet end selv at læse")
    page.get_by_role("button", name="Fortryd: klasselisten skiftet: 2 elever").click()
    expect(table.locator("tbody tr")).to_have_count(26)


def test_a_question_is_asked_by_keyboard_alone(page: Page) -> None:
    open_class(page)
    page.get_by_role("button", name="B05", exact=True).focus()
    page.keyboard.press("Enter")
    group = page.locator("summary", has_text="Mennesker")
    expect(group).to_be_visible()
    settled(page)
    group.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("checkbox", name="En voksen tæt på")
    expect(box).to_be_visible()
    settled(page)
    box.focus()
    page.keyboard.press("Space")
    row = page.get_by_role("region", name="Klassen på ét sted").get_by_role("row").filter(has_text="B05")
    expect(row).to_contain_text("en voksen tæt på")
    expect(box).to_be_checked()


def complaints(page: Page) -> list[str]:
    results: dict[str, Any] = Axe().run(page).response
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in results["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 820), ("dark", 1280)])
def test_nothing_serious_stands_in_anybodys_way_on_the_class_page(
    browser: Browser, server: Server, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": 1800},
        locale="da-DK",
        color_scheme=scheme,
        bypass_csp=True,  # axe is brought in by the test, not by the page
    )
    page = context.new_page()
    open_class(page)
    page.get_by_role("button", name="B05", exact=True).click()
    for title in ("Lyd og syn", "Egen støtte og selskab", "Sæt navne ind", "Hent en klasseliste ind"):
        unfold(page, title)
    page.get_by_label("Navne, ét på hver linje").fill("Ida\nMads")
    expect(page.get_by_label("Hvem skal eleven være sammen med?")).to_be_visible()
    expect(page.get_by_label(re.compile("Klasseliste"))).to_be_attached()
    page.wait_for_timeout(500)
    assert complaints(page) == []
    page.get_by_text("Uden koder").click()
    expect(page.get_by_role("spinbutton", name="Hvor mange elever er der i klassen?")).to_be_visible()
    unfold(page, "Lyd og syn")
    expect(
        page.get_by_text("Tjekket spørger: Er der stille nok til eleven, når alle er i gang?")
    ).to_be_visible()
    page.wait_for_timeout(500)
    assert complaints(page) == []
    context.close()
