"""A browser of few words at the student's pages, through the gate and the headers, without a server."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import httpx
from apart import run_apart
from asking import Questions, ask
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from planner.services.archive import Archive
from planner.services.rounds import Asked, open_round
from planner.settings import read_settings
from planner.voice.model import Group
from planner.web.server.gate import Gate
from planner.web.server.middleware import SecurityHeaders
from planner.web.server.origin import Listening
from planner.web.server.session import doors_of, the_store

HERE: Final = "127.0.0.1"
ORIGIN: Final = "http://127.0.0.1:8501"
DEVICE: Final = "a-random-word-of-a-browser"


async def pages(scope: Scope, receive: Receive, send: Send) -> None:
    """Stand for everything behind the gate."""
    await PlainTextResponse("inside")(scope, receive, send)


def served(*, open_to: str = HERE) -> ASGIApp:
    """Return the planner as a student reaches it; the database is that of the environment."""
    gate = Gate(pages, read_settings(), Listening((open_to,)), doors_of, lambda: open_to)
    inside = SecurityHeaders(gate, read_settings())

    async def as_in_the_server(scope: Scope, receive: Receive, send: Send) -> None:
        # There every request carries its application: routes raise what they would answer without one.
        await inside({**scope, "app": inside}, receive, send)

    return as_in_the_server


def a_round(group: Group = "4-6", layouts: int = 1, **fields: Any) -> Questions:
    """Open a round in the database of the environment, now."""
    asked = ask(Archive(the_store()), datetime.now(UTC), group, **fields)
    if layouts == 1:
        return asked
    one = asked.round.layouts[0]
    both = (one, one.model_copy(update={"name": "Den anden"}))
    return replace(
        asked, round=open_round(asked.archive, asked.round.plan, Asked(group, both, 60), asked.now)
    )


@dataclass(frozen=True)
class Student:
    """Asks for pages and gives answers under the code of a round."""

    code: str = ""
    device: str = DEVICE
    origin: str = ORIGIN
    app: ASGIApp | None = None

    def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, **more: Any
    ) -> httpx.Response:
        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(self.app or served(), client=(HERE, 50000))
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
                return await client.request(method, path, headers=headers, **more)

        return run_apart(once())

    def get(self, path: str = "", **headers: str) -> httpx.Response:
        named = {
            "Accept-Language": "da",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return self.ask("GET", f"/s/{self.code}{path}", named)

    def own(self) -> Any:
        return self.get("/answer", planner_device=self.device).json()["answer"]

    def give(self, answer: object = None, *, body: bytes | None = None, **fields: Any) -> httpx.Response:
        sent = json.dumps(fields if answer is None else answer).encode() if body is None else body
        headers = {"Origin": self.origin, "planner-device": self.device, "content-type": "application/json"}
        return self.ask("PUT", f"/s/{self.code}/answer", headers, content=sent)

    def propose(self, patch: object, proposal: object = (), **more: Any) -> httpx.Response:
        sent = json.dumps({"patch": patch, "proposal": proposal, **more})
        return self.ask("POST", f"/s/{self.code}/proposal", {"Origin": self.origin}, content=sent)


def data_folder(tmp_path: Path, monkeypatch: Any) -> None:
    """Let the database of the environment be an empty one of a test's own."""
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path / "students"))
    monkeypatch.delenv("PLANNER_DATABASE", raising=False)
    monkeypatch.delenv("PLANNER_URL", raising=False)
