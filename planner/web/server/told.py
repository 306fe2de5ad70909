"""What none of our own routes answers, said in plain words.

Inside the server a route that is not there, or is asked with another method, raises – outside of what would
answer that. So it is answered here.
"""

from collections.abc import Callable
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from planner.locale import mark

NO_PAGE: Final = mark("There is no such page.")
NOT_SO: Final = mark("This cannot be done here.")
NOT_FOUND: Final = 404
TITLE: Final = {NOT_FOUND: NO_PAGE}


class Told:
    """Routes whose refusals are told by ``say(request, status, sentence)``."""

    def __init__(self, routes: ASGIApp, say: Callable[[Request, int, str], Response]) -> None:
        self.routes = routes
        self.say = say

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        try:
            await self.routes(scope, receive, send)
        except HTTPException as error:
            why = TITLE.get(error.status_code, NOT_SO)
            answer = self.say(Request(scope), error.status_code, why)
            answer.headers.update(error.headers or {})
            await answer(scope, receive, send)
