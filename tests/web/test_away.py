"""The database is away: plain words, and nothing is taken for granted."""

from pathlib import Path

import httpx
import pytest
from apart import run_apart
from serving import ROOT
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message
from starlette.websockets import WebSocket
from streamlit.testing.v1 import AppTest

from planner.errors import UnavailableError
from planner.services import plans
from planner.storage.accounts import AccountStore
from planner.storage.database import AWAY
from planner.web import outage
from planner.web.opened import the_archive
from planner.web.server.away import TRY_AGAIN_LATER, Away
from planner.web.server.session import now

SAID = "Databasen svarer ikke lige nu. Vent lidt, og prøv igen."


async def asked(_: Request) -> Response:
    raise UnavailableError(AWAY)


async def spoken(_: WebSocket) -> None:
    raise UnavailableError(AWAY)


ROUTES = [Route("/", asked), WebSocketRoute("/live", spoken)]
APP = Starlette(routes=ROUTES, middleware=[Middleware(Away, default="da")])


def get(language: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(APP), base_url="http://planner") as client:
            return await client.get("/", headers={"Accept-Language": language})

    return run_apart(ask())


def test_a_page_says_so_in_the_visitors_language_and_when_to_come_again() -> None:
    answer = get("da")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert SAID in answer.text
    assert "The database does not answer just now." in get("en").text


def test_an_open_page_is_told_to_come_again() -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    run_apart(APP({"type": "websocket", "path": "/live", "headers": []}, receive, send))
    assert sent == [{"type": "websocket.close", "code": TRY_AGAIN_LATER}]


def test_a_page_that_is_being_drawn_says_so_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def away(_: AccountStore) -> tuple[bool, bool]:
        raise UnavailableError(AWAY)

    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    monkeypatch.setattr(AccountStore, "census", away)
    monkeypatch.setattr(outage, "EVERY_S", 0.0)
    app = AppTest.from_file(str(ROOT / "planner" / "web" / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert SAID in " ".join(element.proto.body for element in app.get("html"))
    assert [button.label for button in app.button] == ["Prøv igen"]


def test_a_page_is_drawn_as_soon_as_the_database_is_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    census, asked_for = AccountStore.census, iter(range(100))

    def back_at_the_third(store: AccountStore) -> tuple[bool, bool]:
        if next(asked_for) < 2:
            raise UnavailableError(AWAY)
        return census(store)

    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    monkeypatch.setattr(AccountStore, "census", back_at_the_third)
    monkeypatch.setattr(outage, "EVERY_S", 0.0)
    app = AppTest.from_file(str(ROOT / "planner" / "web" / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert SAID not in " ".join(element.proto.body for element in app.get("html"))
    assert "Prøv igen" not in [button.label for button in app.button]
    assert next(asked_for) > 2


def test_a_box_that_was_chosen_meanwhile_is_said_not_to_be_saved(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def away(*_: object) -> None:
        raise UnavailableError(AWAY)

    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    plan = plans.open_sample(the_archive(), "fractions-grade-5", now())
    app = AppTest.from_file(str(ROOT / "planner" / "web" / "app.py"), default_timeout=60).run()
    app.switch_page("screens/plan_lesson.py")
    app.query_params["id"] = plan
    app.run()
    with monkeypatch.context() as gone:
        gone.setattr(plans, "change_plan", away)
        app.selectbox(key="ask:plan_grade").select("7").run()
    assert not app.exception
    assert f"{SAID} Dit sidste trin blev ikke gemt." in " ".join(
        element.proto.body for element in app.get("html")
    )
