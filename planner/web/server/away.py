"""The layer that answers while the database is away: in plain words, and with nothing taken for granted."""

from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planner.catalogue.base import Language
from planner.errors import UnavailableError
from planner.web.server.door_page import DoorPage, plain_page
from planner.web.server.language import choose_language

TRY_AGAIN_LATER: Final = 1013
"""The websocket close code after which a browser comes again by itself."""


class Away:
    """Turns an error of the database into an answer a browser can use, outside everything that asks it."""

    def __init__(self, app: ASGIApp, default: Language) -> None:
        self.app = app
        self.default = default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; answer it here where the database is away."""
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except UnavailableError as error:
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
            elif scope["type"] != "http" or begun:
                raise
            else:
                await self._say(scope, str(error))(scope, receive, send)

    def _say(self, scope: Scope, why: str) -> ASGIApp:
        headers = HTTPConnection(scope).headers
        language = choose_language(
            headers.get("cookie", ""), headers.get("accept-language", ""), self.default
        )
        shown = DoorPage(scope["path"], language)
        answer = plain_page(shown, shown.gettext("Just a moment"), shown.gettext(why), 503)
        answer.headers["retry-after"] = "5"
        return answer
