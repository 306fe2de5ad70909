"""Where a request comes from: our own pages, this machine, or elsewhere.

What a proxy says of itself is never believed where it would open a door. Behind one, ``PLANNER_URL`` tells
the address browsers see.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from planner.settings import Settings

# The rest of 127.0.0.0/8 is this machine as well, but nobody gets there by chance: it counts as elsewhere.
LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})
LOOPBACK_NAMES: Final = LOOPBACK | {"localhost"}
# A request that carries one of these came through a proxy, from who knows where.
FORWARDED: Final = (
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
)
_HTTP: Final = {"ws": "http", "wss": "https"}


@dataclass
class Listening:
    """The addresses the server listens on; found when it starts, until then the configured one counts."""

    addresses: tuple[str, ...] = ()

    def local(self, settings: Settings, configured: str | None) -> bool:
        """Whether only this machine is meant to reach the server."""
        named = host_of(settings.url) in LOOPBACK_NAMES if settings.url else True
        return named and all_loopback(self.addresses or (configured or "",))


def all_loopback(addresses: Iterable[str]) -> bool:
    """Whether all addresses are the loopback address, as ``localhost`` is."""
    return all(address in LOOPBACK_NAMES for address in addresses)


def host_of(url: str) -> str:
    """Return the host of an address, without its port; empty where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def own_origin(scope: Scope, settings: Settings) -> str:
    """Return scheme and host of our pages, as a browser names them in ``Origin``."""
    if settings.url:
        parts = urlsplit(settings.url)
        return f"{parts.scheme}://{parts.netloc}".lower()
    scheme = _HTTP.get(scope["scheme"], scope["scheme"])
    return f"{scheme}://{Headers(scope=scope).get('host', '')}".lower()


def is_secure(scope: Scope, settings: Settings) -> bool:
    """Whether browsers reach us by https."""
    return own_origin(scope, settings).startswith("https:")


def from_own_pages(scope: Scope, settings: Settings) -> bool:
    """Whether a request says that it comes from one of our pages; browsers say so where it matters.

    They send ``Origin`` with every form and every websocket; who sends none is no browser, and is not
    believed either.
    """
    return Headers(scope=scope).get("origin", "").lower() == own_origin(scope, settings)


def from_this_machine(scope: Scope) -> bool:
    """Whether a request comes straight from this machine, for this machine.

    The name it asks for counts too: a foreign page whose name leads to the loopback address does not
    become ours by that.
    """
    headers = Headers(scope=scope)
    ends = (scope.get("client"), scope.get("server"))
    direct = all(end is not None and end[0] in LOOPBACK for end in ends)
    asked = host_of(f"//{headers.get('host', '')}") in LOOPBACK_NAMES
    return direct and asked and not any(name in headers for name in FORWARDED)


def address_of(scope: Scope) -> str:
    """Return the network address a request came from, as the server knows it."""
    client = scope.get("client")
    return str(client[0]) if client else ""
