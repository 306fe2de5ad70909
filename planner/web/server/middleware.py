"""Pure ASGI layers around every request; websockets pass untouched."""

import re
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planner.catalogue.base import Language
from planner.settings import Settings
from planner.web.server.document import content_security_policy, document
from planner.web.server.language import choose_language
from planner.web.server.origin import is_secure

CLOSED: Final = ("/_stcore/metrics", "/_stcore/agent")
POLICY: Final = "content-security-policy"
STUDENT: Final = re.compile(r"/s(/.*)?", re.DOTALL)
"""Where pages bring a stricter policy of their own."""
# A year, as browsers ask for. What else stands below the school's address is not ours to decide on.
HTTPS_ONLY: Final = "max-age=31536000"
VALIDATORS: Final = ("etag", "last-modified", "content-encoding", "content-length")


class SecurityHeaders:
    """Adds the security headers and closes the inner doors nobody needs."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.headers = {
            POLICY: content_security_policy(),
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            "referrer-policy": "same-origin",
            "permissions-policy": "camera=(), microphone=(), geolocation=()",
            "cross-origin-opener-policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, its answer with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                own = headers.get(POLICY) if STUDENT.fullmatch(scope["path"]) else None
                headers.update(self.headers if own is None else {**self.headers, POLICY: own})
                if is_secure(scope, self.settings):
                    headers["strict-transport-security"] = HTTPS_ONLY
            await send(message)

        inner = PlainTextResponse("", 404) if scope["path"].startswith(CLOSED) else self.app
        await inner(scope, receive, send_with_headers)


class DocumentLanguage:
    """Answers every page with the document in the visitor's language.

    The document is the same for all addresses, so the answer below is replaced, not edited.
    """

    def __init__(self, app: ASGIApp, default: Language) -> None:
        self.app = app
        self.default = default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; a page goes out in the right language."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        await self.app(scope, receive, _Replacing(scope, send, self.default))


class _Replacing:
    """A ``send`` that puts our document in the place of an HTML page."""

    def __init__(self, scope: Scope, send: Send, default: Language) -> None:
        headers = Headers(scope=scope)
        self.language = choose_language(
            headers.get("cookie", ""), headers.get("accept-language", ""), default
        )
        self.send = send
        self.head_only = scope["method"] == "HEAD"
        self.page = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.page = _is_page(message)
            if self.page:
                self._describe(message)
            await self.send(message)
        elif not self.page:
            await self.send(message)
        elif not message.get("more_body", False):
            body = b"" if self.head_only else document(self.language)
            await self.send({"type": "http.response.body", "body": body})

    def _describe(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        for name in VALIDATORS:
            del headers[name]
        headers["content-length"] = str(len(document(self.language)))
        headers["content-language"] = self.language
        headers["cache-control"] = "no-cache"
        headers.add_vary_header("Cookie, Accept-Language")


def _is_page(message: Message) -> bool:
    """Whether an answer is the one document of all pages; a page of its own says its language itself."""
    headers = Headers(raw=message["headers"])
    html = headers.get("content-type", "").startswith("text/html")
    return message["status"] == 200 and html and "content-language" not in headers
