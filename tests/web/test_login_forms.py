"""The forms at the door in this process: every answer they give, and what the server prints when it opens."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from apart import run_apart
from doors import PASSWORD, TOKEN, alert, make_account
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from streamlit.starlette import App

from planner.services.accounts import make_link
from planner.settings import Settings, read_settings
from planner.web.server import opening
from planner.web.server.gate import Gate
from planner.web.server.origin import Listening
from planner.web.server.session import doors_of, the_doors

BASE = "http://127.0.0.1:8501"
Ask = Callable[..., httpx.Response]


async def pages(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("inside")(scope, receive, send)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> Settings:  # noqa: ARG001
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    return read_settings()


@pytest.fixture
def ask(settings: Settings) -> Ask:
    """A browser in this process; its jar keeps the cookies."""
    gate = Gate(pages, settings, Listening(("127.0.0.1",)), doors_of, lambda: None)
    jar = httpx.Cookies()

    def once(path: str, *, origin: str = BASE, **fields: str) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(gate, client=("127.0.0.1", 50000))
            async with httpx.AsyncClient(transport=transport, base_url=BASE, cookies=jar) as client:
                if not fields:
                    return await client.get(path)
                return await client.post(path, data=fields, headers={"Origin": origin})

        answer = run_apart(send())
        jar.extract_cookies(answer)
        return answer

    return once


def form(answer: httpx.Response) -> str:
    found = TOKEN.search(answer.text)
    assert found
    return found.group(1)


def sign_in(ask: Ask, name: str = "eva", password: str = PASSWORD) -> httpx.Response:
    return ask("/login", form=form(ask("/login")), name=name, password=password)


def test_in_and_out(ask: Ask, tmp_path: Path) -> None:
    make_account(tmp_path, "eva", "administrator")
    assert ask("/").headers["location"] == "/login"
    assert ask("/login.css").headers["content-type"].startswith("text/css")
    assert alert(ask("/login?out=1")) == "Du er logget ud."
    wrong = sign_in(ask, password="forkert kode her")  # noqa: S106
    assert (wrong.status_code, bool(alert(wrong))) == (401, True)
    assert ask("/login", origin="https://evil.example", name="eva").status_code == 403
    assert ask("/login", form="0", name="eva").status_code == 400
    assert ask("/login", form="0", name="x" * 9000).status_code == 400
    assert sign_in(ask).headers["location"] == "/"
    assert ask("/").text == "inside"
    assert ask("/login?next=/plan").headers["location"] == "/plan"
    assert ask("/logout", origin="https://evil.example", form="0").status_code == 403
    assert ask("/logout", form="0").status_code == 403
    assert ask("/").text == "inside"


def test_too_many_tries_wait(ask: Ask, tmp_path: Path) -> None:
    make_account(tmp_path, "eva", "administrator")
    for _ in range(10):
        assert sign_in(ask, password="forkert kode her").status_code == 401  # noqa: S106
    answer = sign_in(ask)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "900")


def test_the_first_account_by_a_link(ask: Ask) -> None:
    path = f"/first/{make_link(the_doors(), datetime.now(UTC))}"
    proof = form(ask(path))
    wanted = {"form": proof, "name": "eva", "password": PASSWORD, "again": PASSWORD}
    assert ask(path, origin="null", **wanted).status_code == 403
    for wrong in (
        {"form": "0"},
        {"again": "another one"},
        {"name": "e v a"},
        {"password": "x", "again": "x"},
    ):
        assert ask(path, **{**wanted, **wrong}).status_code == 400
    assert ask(path, **wanted).status_code == 303
    assert ask("/").text == "inside"
    assert ask(path).status_code == 404
    assert ask("/first/nothing", **wanted).status_code in {400, 404}


def test_without_the_schools_sign_in_its_addresses_lead_nowhere(ask: Ask, tmp_path: Path) -> None:
    make_account(tmp_path, "eva", "administrator")
    assert ask("/login/school").status_code == 502
    assert ask("/login/back?code=a&state=b").status_code == 403
    assert ask("/").status_code == 303


def opened(settings: Settings, listening: Listening, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Open a server that listens on the given addresses, and return what went on."""
    went_on: list[str] = []
    found = [_Socket(address) for address in listening.addresses]
    monkeypatch.setattr(opening, "listening_sockets", lambda: found)
    monkeypatch.setattr(opening, "configured_address", lambda: "127.0.0.1")

    @asynccontextmanager
    async def then(_: App) -> AsyncIterator[None]:
        went_on.append("begun")
        yield

    async def live() -> None:
        async with opening.open_doors_at_start(listening, settings, doors_of, then)(App("nothing.py")):
            went_on.append("open")

    run_apart(live())
    return went_on


class _Socket:
    def __init__(self, address: str) -> None:
        self.address = address

    def getsockname(self) -> tuple[Any, ...]:
        return (self.address, 8501)


@pytest.mark.parametrize(
    ("addresses", "start"),
    [
        (("127.0.0.1",), ""),
        ((), ""),
        (("::",), "http://127.0.0.1:"),
        (("192.0.2.7",), "http://192.0.2.7:"),
        (("2001:db8::1",), "http://[2001:db8::1]:"),
    ],
)
def test_a_link_is_printed_where_others_can_come(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    addresses: tuple[str, ...],
    start: str,
) -> None:
    listening = Listening(addresses)
    assert opened(settings, listening, monkeypatch) == ["begun", "open"]
    assert listening.addresses == addresses
    printed = capsys.readouterr().out
    assert start in printed
    assert ("/first/" in printed) is bool(start)


def test_the_link_leads_to_the_address_browsers_see(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened(replace(settings, url="https://planner.example"), Listening(("127.0.0.1",)), monkeypatch)
    assert "https://planner.example/first/" in capsys.readouterr().out


def test_no_link_is_printed_once_there_is_an_administrator(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make_account(tmp_path, "eva", "administrator")
    opened(settings, Listening(("0.0.0.0",)), monkeypatch)  # noqa: S104
    assert capsys.readouterr().out == ""
