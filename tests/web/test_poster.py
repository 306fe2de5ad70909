"""The board and the sheet of a round, as the server sends them to who may ask students."""

from datetime import timedelta
from pathlib import Path

import httpx
import pypdfium2
import pytest
from apart import run_apart
from asking import Questions, ask
from doors import make_account
from starlette.applications import Starlette
from starlette.middleware import Middleware

from planner.plan.class_changes import AddStudents
from planner.services.archive import Archive
from planner.services.plans import change_plan, load_plan
from planner.services.rounds import close_round
from planner.settings import Settings
from planner.storage.database import writing
from planner.storage.tables import ShareRow
from planner.web.opened import the_archive
from planner.web.server.middleware import DocumentLanguage
from planner.web.server.origin import Listening
from planner.web.server.poster import POSTER_ROUTES, board_path, qr_svg, round_sheet, sheet_path
from planner.web.server.reach import Reach, reach_of, reach_warning
from planner.web.server.session import now

STUDENT = "QZ77"


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))


@pytest.fixture
def asked() -> Questions:
    asked = ask(the_archive(), now())
    head = load_plan(asked.archive, asked.round.plan).head
    change_plan(asked.archive, (asked.round.plan, head), AddStudents((STUDENT,)), now())
    return asked


def get(path: str, **headers: str) -> httpx.Response:
    app = Starlette(routes=list(POSTER_ROUTES), middleware=[Middleware(DocumentLanguage, default="da")])

    async def once() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="https://planner.school.example"
        ) as client:
            return await client.get(path, headers=headers)

    return run_apart(once())


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(document[page].get_textpage().get_text_range() for page in range(len(document)))
    document.close()
    return " ".join(text.split())


def test_the_board_shows_code_qr_and_address_and_nothing_of_the_plan(asked: Questions) -> None:
    answer = get(f"{board_path(asked.round.id)}?zone=Europe/Copenhagen")
    assert answer.status_code == 200
    assert f">{asked.round.code}<" in answer.text
    assert "planner.school.example/s" in answer.text
    assert "<svg" in answer.text
    assert "Åben til kl." in answer.text
    assert '<html lang="da">' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    for secret in (STUDENT, load_plan(asked.archive, asked.round.plan).plan.title):
        assert secret not in answer.text


def test_the_board_speaks_english_to_an_english_browser(asked: Questions) -> None:
    answer = get(f"{board_path(asked.round.id)}?zone=nowhere", **{"accept-language": "en"})
    assert "The code is" in answer.text
    assert "Open until" not in answer.text


def test_the_board_warns_where_no_tablet_finds_its_address(asked: Questions) -> None:
    assert reach_warning(Reach("https://planner.school.example", here_only=False), "da") == ""
    for reach in (Reach("http://127.0.0.1:8501", here_only=False), Reach("http://10.0.0.2", here_only=True)):
        assert "ablets" in reach_warning(reach, "da")
    answer = get(board_path(asked.round.id), host="127.0.0.1:8501")
    assert 'class="warning"' in answer.text


@pytest.mark.parametrize("zone", ["../../etc/passwd", "/etc/passwd", "%00", "x" * 4000, "Europe"])
def test_a_zone_that_is_none_leaves_the_time_out(asked: Questions, zone: str) -> None:
    answer = get(f"{board_path(asked.round.id)}?zone={zone}")
    assert answer.status_code == 200
    assert "Åben til" not in answer.text


def test_the_board_of_a_closed_round_shows_no_code(asked: Questions) -> None:
    close_round(asked.archive, asked.round.id, now())
    answer = get(board_path(asked.round.id))
    assert "Runden er lukket" in answer.text
    assert asked.round.code not in answer.text


def test_the_sheet_is_a_pdf_with_code_and_questions_and_no_student(asked: Questions) -> None:
    answer = get(sheet_path(asked.round.id))
    assert answer.headers["content-type"] == "application/pdf"
    text = words(answer.content)
    for said in (asked.round.code, "planner.school.example/s", "Det er let at komme rundt.", "Helt enig"):
        assert said in text, said
    assert STUDENT not in text
    assert load_plan(asked.archive, asked.round.plan).plan.title not in text


def test_what_is_not_there_is_not_found(asked: Questions) -> None:  # noqa: ARG001 – makes the database
    assert get(board_path("nothing")).status_code == 404
    assert get(sheet_path("..%2Fsecret")).status_code == 404


def test_where_there_are_accounts_only_who_may_ask_gets_them(
    asked: Questions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None
) -> None:
    del quick_hashes
    make_account(tmp_path, "anna")  # the first account takes over what was made without one
    kim = make_account(tmp_path, "kim", "coach")
    for path in (board_path(asked.round.id), sheet_path(asked.round.id)):
        assert get(path).status_code == 401
    row = ShareRow(document=asked.round.plan, account=kim.id, role="coach", actor="o", at=now())
    with writing(asked.store.engine) as session:
        session.add(row)
    monkeypatch.setattr("planner.web.server.poster.request_archive", lambda _: Archive(asked.store, kim))
    for path in (board_path(asked.round.id), sheet_path(asked.round.id)):
        assert get(path).status_code == 404


def test_a_sheet_of_two_layouts_and_weeks_asks_for_a_vote_and_tells_no_minutes() -> None:
    asked = ask(the_archive(), now())
    other = asked.round.layouts[0].model_copy(update={"name": "Den anden"})
    two = ask(the_archive(), now(), layouts=(asked.round.layouts[0], other), minutes_open=10_000)
    sheet = round_sheet(two.round, Reach("https://planner.school.example", here_only=False))
    assert sheet.minutes is None
    assert sheet.questions[-1].options == (asked.round.layouts[0].name, "Den anden")
    assert two.round.closes - two.round.opened == timedelta(minutes=10_000)


def test_a_qr_code_is_a_drawing_of_its_own() -> None:
    assert qr_svg("https://planner.school.example/s/F54HT9").startswith("<svg xmlns=")


@pytest.mark.parametrize(
    ("origin", "url", "addresses", "elsewhere"),
    [
        ("http://127.0.0.1:8501", None, ("127.0.0.1",), False),
        ("http://localhost:8501", None, ("0.0.0.0",), False),  # noqa: S104 – an address, nobody listens
        ("http://10.0.0.7:8501", None, ("0.0.0.0",), True),  # noqa: S104
        ("http://127.0.0.1:8501", "https://planner.school.example", ("127.0.0.1",), True),
    ],
)
def test_tablets_get_there_only_by_an_address_of_the_network(
    tmp_path: Path, origin: str, url: str | None, addresses: tuple[str, ...], *, elsewhere: bool
) -> None:
    settings = Settings(tmp_path, "sqlite://", url=url)
    reach = reach_of(origin, settings, Listening(addresses), None)
    assert reach.elsewhere is elsewhere
    assert reach.way("F54HT9") == f"{url or origin}/s/F54HT9"
