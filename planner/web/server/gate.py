"""The gate in front of everything: who has no session gets no further than the sign-in.

Three states. *local*: there are no accounts and only this machine reaches the server – one person uses it
at once, nothing is asked. *setup*: others may reach it and there is no administrator – nothing is served
but how to make one. *sign-in*: there are accounts – every request needs a session, and so does every
message of an open page: one whose session has ended can only reload.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planner.errors import UnavailableError
from planner.services.doors import Doors
from planner.services.sessions import session_account
from planner.settings import Settings
from planner.storage.accounts import Account
from planner.web.server.login import DOOR_ROUTES, lost_page, setup_page
from planner.web.server.origin import Listening, from_own_pages, from_this_machine
from planner.web.server.reload import as_reload
from planner.web.server.routes import own_path
from planner.web.server.session import now, scope_token
from planner.web.server.told import Told
from planner.web.student.routes import STUDENTS

STYLE: Final = "/login.css"
OPEN: Final = re.compile(r"/healthz|/login\.css|/language/[a-z]+")
"""What needs no session."""
STUDENT: Final = re.compile(r"/s(/.*)?", re.DOTALL)
"""Where students are: they have no account, but are let in only where somebody looks after the server."""
READING: Final = ("GET", "HEAD")
DOORS: Final = ("/login", "/logout", "/login/school", "/login/back")
LINKS: Final = ("/first/", "/password/")
"""Pages of one-time links, good for who holds one."""
ALIVE: Final = ("/_stcore/health", "/_stcore/host-config")
"""What a tab asks before it connects again; while the database is away it is told that the server is there.

Streamlit covers the page with an error of its own where these are refused.
"""
# What pages load from behind their address: who asks for it without a session is told so in short.
INNER: Final = ("/_stcore/", "/media/", "/component/", "/static/", "/assets/", "/images/")
NO_ENTRY: Final = 1008
"""The websocket close code for what is not allowed."""


class State(Enum):
    """What the gate does."""

    LOCAL = auto()
    SETUP = auto()
    SIGN_IN = auto()


@dataclass(frozen=True, slots=True)
class Visit:
    """The state a request meets, and whose it is."""

    state: State
    account: Account | None = None

    @property
    def may_pass(self) -> bool:
        """Whether it gets to the pages."""
        return self.state is State.LOCAL or self.account is not None


class Gate:
    """The layer that lets through or not.

    ``doors`` and ``configured`` are asked when a request comes: where the database is, and the address
    the server was told to listen on.
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        listening: Listening,
        doors: Callable[[Settings], Doors],
        configured: Callable[[], str | None],
    ) -> None:
        self.app = app
        self.settings = settings
        self.listening = listening
        self.doors = doors
        self.configured = configured
        self.router = Told(Router(DOOR_ROUTES), lost_page)
        self._has_administrator = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request or a websocket through, or answer it here."""
        if scope["type"] == "http":
            try:
                answer = await self._answer(scope)
            except UnavailableError:
                if scope["path"] not in ALIVE:
                    raise
                answer = self.app
            await answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def visit(self, scope: Scope) -> Visit:
        """Say what a request meets; asks the database."""
        doors = self.doors(self.settings)
        token = scope_token(scope, self.settings)
        account = session_account(doors, token, now()) if token else None
        if account is not None and self._has_administrator:
            return Visit(State.SIGN_IN, account)
        some, administrator = doors.accounts.census()
        # Once there was one, the server is set up: it need not be asked again.
        self._has_administrator = self._has_administrator or administrator
        outside = not self.listening.local(self.settings, self.configured())
        if not self._has_administrator and outside:
            return Visit(State.SETUP)
        if some:
            return Visit(State.SIGN_IN, account)
        return Visit(State.LOCAL if from_this_machine(scope) else State.SETUP)

    async def _answer(self, scope: Scope) -> ASGIApp:
        path = scope["path"]
        if OPEN.fullmatch(path):
            return self.router if path == STYLE else self.app
        visit = await run_in_threadpool(self.visit, scope)
        if STUDENT.fullmatch(path) and visit.state is not State.SETUP:
            return self._student(scope)
        if path.startswith(LINKS) or (path in DOORS and visit.state is State.SIGN_IN):
            return self.router
        if path in DOORS and visit.state is State.LOCAL:
            return RedirectResponse("/", 303)
        if visit.may_pass:
            return self.app
        return _refused(scope) or (
            setup_page(scope, self.settings) if visit.state is State.SETUP else _to_sign_in(scope)
        )

    def _student(self, scope: Scope) -> ASGIApp:
        """Let a student in; what is to be kept has to come from our own page."""
        own = scope["method"] in READING or from_own_pages(scope, self.settings)
        return STUDENTS if own else PlainTextResponse("", 403, headers={"cache-control": "no-store"})

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        own = from_own_pages(scope, self.settings)
        if not own or not (await run_in_threadpool(self.visit, scope)).may_pass:
            await receive()
            await send({"type": "websocket.close", "code": NO_ENTRY})
            return

        async def receive_allowed() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            visit = await run_in_threadpool(self.visit, scope)
            return message if visit.may_pass else as_reload(message)

        await self.app(scope, receive_allowed, send)


def _refused(scope: Scope) -> Response | None:
    """Return the short answer to what is no page; None for a page."""
    if scope["method"] in READING and not scope["path"].startswith(INNER):
        return None
    return PlainTextResponse("", 401, headers={"cache-control": "no-store"})


def _to_sign_in(scope: Scope) -> Response:
    query = scope["query_string"].decode("latin-1")
    wanted = own_path(scope["path"] + (f"?{query}" if query else ""))
    there = "/login" if wanted == "/" else f"/login?next={quote(wanted, safe='')}"
    return RedirectResponse(there, 303, headers={"cache-control": "no-store"})
