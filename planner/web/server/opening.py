"""What the server does when it opens: it finds out who can reach it, and helps the first person in."""

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final, Protocol

from streamlit import config
from streamlit.starlette import App

from planner.locale import gettext, mark
from planner.services.accounts import make_link
from planner.services.doors import Doors
from planner.settings import Settings
from planner.web.server.origin import Listening
from planner.web.server.session import now
from planner.web.server.warm import listening_sockets

WELCOME: Final = mark("There is no administrator yet. Make the account here within 30 minutes: {link}")


class Lifespan(Protocol):
    """What surrounds the life of the server."""

    def __call__(self, app: App, /) -> AbstractAsyncContextManager[None]:
        """Begin and end it."""


def configured_address() -> str | None:
    """Return the address the server was told to listen on; None stands for every address."""
    address: str | None = config.get_option("server.address")
    return address


def open_doors_at_start(
    listening: Listening, settings: Settings, doors: Callable[[Settings], Doors], then: Lifespan
) -> Lifespan:
    """Return a lifespan that looks at the doors before another one goes on."""

    @asynccontextmanager
    async def lifespan(app: App) -> AsyncIterator[None]:
        listening.addresses = tuple(str(found.getsockname()[0]) for found in listening_sockets())
        _help_in(listening, settings, doors(settings))
        async with then(app):
            yield

    return lifespan


def _help_in(listening: Listening, settings: Settings, doors: Doors) -> None:
    """Print a one-time link where others can reach the server and nobody looks after it yet."""
    _, administrator = doors.accounts.census()
    if administrator or listening.local(settings, configured_address()):
        return
    link = f"{settings.url or _address(listening)}/first/{make_link(doors, now())}"
    sys.stdout.write("\n  " + gettext(WELCOME, "da" if settings.language == "da" else "en").format(link=link))
    sys.stdout.write("\n\n")
    sys.stdout.flush()


def _address(listening: Listening) -> str:
    found = next(iter(listening.addresses), configured_address() or "127.0.0.1")
    host = "127.0.0.1" if found in ("0.0.0.0", "::") else found  # noqa: S104 – compared, not listened on
    return f"http://{f'[{host}]' if ':' in host else host}:{config.get_option('server.port')}"
