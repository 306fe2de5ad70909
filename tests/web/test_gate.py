"""The gate alone: which request gets through in which state, whatever its address."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from apart import run_apart
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from planner.errors import UnavailableError
from planner.services.accounts import Wanted, add_account, disable_account
from planner.services.doors import Doors, digest, open_doors
from planner.services.sessions import Attempt, sign_in, sign_out
from planner.settings import Settings
from planner.storage.accounts import AccountStore
from planner.storage.database import AWAY
from planner.web.server.gate import DOORS, INNER, OPEN, Gate
from planner.web.server.origin import FORWARDED, Listening

GOOD = "tolv grønne trapper"
HERE = "127.0.0.1"
NOW = datetime.now(UTC)


async def pages(scope: Scope, receive: Receive, send: Send) -> None:
    """Stand for everything behind the gate."""
    await PlainTextResponse("inside")(scope, receive, send)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path, f"sqlite:///{tmp_path / 'planner.sqlite3'}")


@pytest.fixture
def opened(settings: Settings, quick_hashes: None) -> Iterator[Doors]:  # noqa: ARG001
    doors = open_doors(settings)
    yield doors
    doors.close()


def gate(opened: Doors, settings: Settings, *addresses: str, configured: str | None = HERE) -> Gate:
    return Gate(pages, settings, Listening(addresses), lambda _: opened, lambda: configured)


def ask(
    through: Gate,
    path: str = "/",
    *,
    method: str = "GET",
    base: str = "http://127.0.0.1:8501",
    **headers: str,
) -> httpx.Response:
    async def once() -> httpx.Response:
        transport = httpx.ASGITransport(through, client=(HERE, 50000))
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            return await client.request(method, path, headers=named)

    return run_apart(once())


def account(opened: Doors, name: str = "anna", role: Any = "administrator") -> str:
    add_account(opened, Wanted(name, role, GOOD), "terminal", NOW)
    token = sign_in(opened, Attempt(name, GOOD, HERE), datetime.now(UTC))
    assert token is not None
    return token


def test_one_person_on_this_machine_uses_it_at_once(opened: Doors, settings: Settings) -> None:
    through = gate(opened, settings, HERE, "::1")
    for base in ("http://127.0.0.1:8501", "http://[::1]:8501"):
        assert ask(through, "/plan", base=base).text == "inside"
    assert ask(through, "/login").headers["location"] == "/"


@pytest.mark.parametrize("header", FORWARDED)
def test_what_came_through_a_proxy_is_not_of_this_machine(
    opened: Doors, settings: Settings, header: str
) -> None:
    answer = ask(gate(opened, settings, HERE), **{header: "127.0.0.1"})
    assert (answer.status_code, "planner link" in answer.text) == (403, True)


def test_a_foreign_name_for_this_machine_is_not_ours(opened: Doors, settings: Settings) -> None:
    through = gate(opened, settings, HERE)
    assert ask(through, host="evil.example").status_code == 403
    assert ask(through, host="localhost:8501").text == "inside"
    assert ask(through, host="localhost@evil.example:x").status_code == 403


@pytest.mark.parametrize("addresses", [("0.0.0.0",), ("::",), (HERE, "192.0.2.7"), ("127.0.0.2",)])  # noqa: S104
def test_a_server_others_reach_serves_nothing_without_an_administrator(
    opened: Doors, settings: Settings, addresses: tuple[str, ...]
) -> None:
    through = gate(opened, settings, *addresses)
    assert ask(through).status_code == 403
    assert ask(through, "/static/index.js").status_code == 401
    token = account(opened, "bo", "teacher")
    assert ask(through, cookie=f"planner={token}").status_code == 403
    token = account(opened)
    assert ask(through, cookie=f"planner={token}").text == "inside"


def test_the_configured_address_counts_where_no_socket_was_found(opened: Doors, settings: Settings) -> None:
    assert ask(gate(opened, settings)).text == "inside"
    assert ask(gate(opened, settings, configured=None)).status_code == 403
    assert ask(gate(opened, settings, configured="0.0.0.0")).status_code == 403  # noqa: S104


def test_an_address_of_its_own_means_others_are_meant_to_come(opened: Doors, settings: Settings) -> None:
    public = replace(settings, url="https://planner.example")
    assert ask(gate(opened, public, HERE)).status_code == 403
    assert ask(gate(opened, replace(settings, url="http://localhost:1"), HERE)).text == "inside"


def test_with_accounts_a_session_is_needed_on_any_address(opened: Doors, settings: Settings) -> None:
    through = gate(opened, settings, HERE)
    assert ask(through).text == "inside"
    token = account(opened, role="teacher")
    assert ask(through, "/plan?id=a b").headers["location"] == "/login?next=%2Fplan%3Fid%3Da%2520b"
    assert ask(through).headers["location"] == "/login"
    assert ask(through, cookie=f"planner={token}").text == "inside"
    assert ask(through, cookie=f"__Host-planner={token}").status_code == 303
    disable_account(opened, "anna", "terminal", NOW)
    assert ask(through, cookie=f"planner={token}").status_code == 303


def test_over_https_only_the_cookie_counts_that_no_other_site_can_set(
    opened: Doors, settings: Settings
) -> None:
    token = account(opened)
    for through, base in (
        (gate(opened, settings, HERE), "https://127.0.0.1"),
        (gate(opened, replace(settings, url="https://planner.example"), HERE), "http://127.0.0.1"),
    ):
        assert ask(through, base=base, cookie=f"planner={token}").status_code == 303
        assert ask(through, base=base, cookie=f"__Host-planner={token}").text == "inside"


def reached(through: Gate, path: str, method: str, cookie: str) -> int | str:
    """Ask for an address as it is, whatever it is; return the status, or "inside"."""
    told: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        told.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "scheme": "http",
        "headers": [(b"host", b"127.0.0.1:8501"), (b"cookie", cookie.encode())],
        "client": (HERE, 50000),
        "server": (HERE, 8501),
    }
    run_apart(through(scope, receive, send))
    status: int = told[0]["status"]
    return "inside" if b"".join(part.get("body", b"") for part in told) == b"inside" else status


@pytest.mark.parametrize("kind", ["none", "stale", "revoked"])
def test_nothing_behind_the_gate_answers_without_a_session(
    opened: Doors, settings: Settings, kind: str
) -> None:
    good = account(opened)
    through = gate(opened, settings, HERE)
    cookie = f"planner={'x' if kind == 'none' else good}"
    if kind == "stale":
        opened.accounts.see_session(digest(good), NOW - settings.idle)
    if kind == "revoked":
        sign_out(opened, good, NOW)

    starts = st.sampled_from(
        ["/", "//", "/plan", "/login", "/language/", "/healthz", "/_stcore/", "/first/", ""]
    )

    @settings_of(max_examples=150)
    @given(starts, st.text(max_size=12), st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]))
    def every_path(start: str, rest: str, method: str) -> None:
        path = start + rest
        answer = reached(through, path, method, cookie)
        assert answer != "inside" or OPEN.fullmatch(path)
        at_doors = path in DOORS or path.startswith("/first/") or OPEN.fullmatch(path)
        assert at_doors or answer == (
            303 if method in {"GET", "HEAD"} and not path.startswith(INNER) else 401
        )

    every_path()


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/health",
        "/_stcore/upload_file/a/b",
        "/media/a.png",
        "/component/a",
        "/static/a.js",
        "/assets/a/b/c",
    ],
)
def test_what_pages_load_is_refused_in_short(opened: Doors, settings: Settings, path: str) -> None:
    token = account(opened)
    through = gate(opened, settings, HERE)
    answer = ask(through, path)
    assert (answer.status_code, answer.text) == (401, "")
    assert ask(through, path, cookie=f"planner={token}").text == "inside"


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config"])
def test_an_open_tab_hears_that_the_server_is_there_while_the_database_is_away(
    opened: Doors, settings: Settings, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: AccountStore) -> tuple[bool, bool]:
        raise UnavailableError(AWAY)

    monkeypatch.setattr(AccountStore, "census", away)
    through = gate(opened, settings, HERE)
    assert ask(through, path).status_code == 200
    with pytest.raises(UnavailableError):
        ask(through, "/_stcore/script-health-check")
