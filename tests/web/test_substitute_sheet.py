"""The sheet for who steps in, as the server sends it to who may take a plan out."""

from pathlib import Path

import httpx
import pypdfium2
import pytest
from apart import run_apart
from doors import make_account
from starlette.applications import Starlette
from starlette.middleware import Middleware

from planner.services import plans
from planner.services.archive import Archive
from planner.services.substitute import Missing
from planner.web.opened import the_archive
from planner.web.server.middleware import DocumentLanguage
from planner.web.server.session import now
from planner.web.server.substitute import SUBSTITUTE_ROUTES, substitute_path


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))


@pytest.fixture
def archive() -> Archive:
    return the_archive()


@pytest.fixture
def plan(archive: Archive) -> str:
    return plans.open_sample(archive, "fractions-grade-5", now())


def get(path: str, **headers: str) -> httpx.Response:
    app = Starlette(routes=list(SUBSTITUTE_ROUTES), middleware=[Middleware(DocumentLanguage, default="da")])

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


def test_the_sheet_is_a_pdf_in_the_language_of_the_browser(plan: str) -> None:
    answer = get(substitute_path(plan))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["cache-control"] == "no-store"
    assert "Til dig, der træder til" in words(answer.content)
    english = get(substitute_path(plan), **{"accept-language": "en"})
    assert "For who steps in" in words(english.content)


def test_plan_b_is_printed_as_it_was_asked_for(plan: str) -> None:
    as_it_is = words(get(substitute_path(plan, Missing("V", 10))).content)
    assert "Plan B uden V (ressourceperson) fra minut 10" in as_it_is
    assert "Det skal aftales" in as_it_is
    mended = words(get(substitute_path(plan, Missing("V", 10, mended=True))).content)
    assert "Det her er anderledes end i planen" in mended


@pytest.mark.parametrize("start", ["nan", "-5", "inf", "1e9", "x"])
def test_a_minute_that_is_none_is_the_start(plan: str, start: str) -> None:
    text = words(get(f"{substitute_path(plan)}?without=V&from={start}").content)
    assert "Plan B uden V (ressourceperson)" in text
    assert "fra minut" not in text


@pytest.mark.parametrize("path", ["/print/plan/never.pdf", "?without=X"])
def test_what_is_not_there_is_not_found(plan: str, path: str) -> None:
    answer = get(path if path.startswith("/") else substitute_path(plan) + path)
    assert (answer.status_code, answer.text) == (404, "")


def test_who_is_not_signed_in_gets_nothing(plan: str, tmp_path: Path) -> None:
    make_account(tmp_path, "anna", "teacher")
    answer = get(substitute_path(plan))
    assert (answer.status_code, answer.text) == (401, "")
