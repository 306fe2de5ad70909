"""The language of a request: the cookie first, then what the browser asks for, then the default."""

from http.cookies import CookieError, SimpleCookie
from typing import Final

from planner.catalogue.base import Language

COOKIE: Final = "language"
LANGUAGES: Final[tuple[Language, ...]] = ("da", "en")


def _known(code: str) -> Language | None:
    prefix = code.strip().lower()[:2]
    return next((language for language in LANGUAGES if language == prefix), None)


def accepted_language(header: str) -> Language | None:
    """Return the first language of an ``Accept-Language`` header that we speak, best quality first."""
    wishes = []
    for part in header.split(","):
        code, _, quality = part.partition(";q=")
        wishes.append((-_quality(quality), code))
    ordered = sorted(wishes, key=lambda wish: wish[0])
    return next((known for _, code in ordered if (known := _known(code))), None)


def _quality(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0


def cookie_language(header: str) -> Language | None:
    """Return the language a ``Cookie`` header carries, None where it carries none we speak."""
    try:
        cookie = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return _known(cookie.value) if cookie else None


def choose_language(cookie: str, accept: str, default: Language) -> Language:
    """Choose the language of a request from its ``Cookie`` and ``Accept-Language`` headers."""
    return cookie_language(cookie) or accepted_language(accept) or default
