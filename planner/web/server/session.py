"""The cookie of a session, and the doors it is looked up at."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from hmac import compare_digest

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Scope

from planner.services.doors import Doors, open_doors
from planner.settings import Settings, read_settings
from planner.storage.store import Store, open_store
from planner.web.server.origin import is_secure

NAME = "planner"
FORM = "planner_form"


@lru_cache(maxsize=4)
def store_of(url: str) -> Store:
    """Return the store of a database, opened once."""
    return open_store(url)


@lru_cache(maxsize=4)
def doors_of(settings: Settings) -> Doors:
    """Return the doors of settings, opened once, on the same connections as the store."""
    return open_doors(settings, store_of(settings.database_url))


def the_store() -> Store:
    """Return the store of the settings."""
    return store_of(read_settings().database_url)


def the_doors() -> Doors:
    """Return the doors of the settings."""
    return doors_of(read_settings())


def now() -> datetime:
    """Return the time of a request."""
    return datetime.now(UTC)


def cookie_name(name: str, *, secure: bool) -> str:
    """Return what a cookie is called: over https in a form no other site can set it."""
    return f"__Host-{name}" if secure else name


def session_token(cookies: Mapping[str, str], *, secure: bool) -> str | None:
    """Return the token of a session among cookies; None where there is none."""
    return cookies.get(cookie_name(NAME, secure=secure)) or None


def scope_token(scope: Scope, settings: Settings) -> str | None:
    """Return the token of a request's session; None where it has none."""
    return session_token(HTTPConnection(scope).cookies, secure=is_secure(scope, settings))


def give_cookie(response: Response, name: str, value: str, *, secure: bool) -> None:
    """Give the browser a cookie that no script can read, until the browser is closed."""
    response.set_cookie(
        cookie_name(name, secure=secure), value, path="/", httponly=True, samesite="lax", secure=secure
    )


def take_cookie(response: Response, name: str, *, secure: bool) -> None:
    """Take a cookie away from the browser."""
    response.delete_cookie(
        cookie_name(name, secure=secure), path="/", httponly=True, samesite="lax", secure=secure
    )


def form_token(doors: Doors, value: str) -> str:
    """Return what a form carries to prove that we gave it to the browser that holds a value."""
    return doors.hashed("form", value)


def good_form(doors: Doors, value: str, sent: str) -> bool:
    """Whether a form carries the proof that belongs to a value."""
    return bool(value) and compare_digest(form_token(doors, value).encode(), sent.encode())
