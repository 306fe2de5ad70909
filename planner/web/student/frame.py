"""What every page a student meets has around it: its head, its language, its headers."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse

from planner.catalogue.base import Language
from planner.locale import gettext, ngettext
from planner.settings import read_settings
from planner.web.markup import Html, Part, join, tag, void
from planner.web.server.language import LANGUAGES, choose_language
from planner.web.student.assets import asset_path
from planner.web.student.icons import carried, icon

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""The policy of these pages: own files only, nothing inline."""
HEADERS: Final = {
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "x-robots-tag": "noindex",
}
NAMES: Final = {"da": "Dansk", "en": "English"}


@dataclass(frozen=True, slots=True)
class Said:
    """Says texts in the language of a page."""

    language: Language

    def gettext(self, text: str) -> str:
        """Translate a text."""
        return gettext(text, self.language)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Translate a text that counts something."""
        return ngettext(one, many, n, self.language).format(n=n)


def asked_language(request: Request) -> Language | None:
    """Return the language an address asks for; None where it asks for none we speak."""
    wanted = request.query_params.get("lang", "")
    return next((language for language in LANGUAGES if language == wanted), None)


def browser_language(request: Request) -> Language:
    """Return the language for somebody whose round is not known: the address's, else the browser's."""
    default: Language = "en" if read_settings().language == "en" else "da"
    accept = request.headers.get("accept-language", "")
    return asked_language(request) or choose_language("", accept, default)


@dataclass(frozen=True, slots=True)
class StudentPage:
    """A page: its own address, its language, the pictures it shows and the scripts it runs."""

    path: str
    language: Language
    icons: frozenset[str] = frozenset()
    scripts: tuple[str, ...] = ("small.js",)
    styles: tuple[str, ...] = ("student.css",)
    class_: str = ""


def page(
    shown: StudentPage, title: str, *content: Part, drawn: Iterable[Html] = (), status: int = 200
) -> HTMLResponse:
    """Return a page; ``drawn`` are symbols its pictures refer to."""
    said = Said(shown.language)
    head = join(
        void("meta", charset="utf-8"),
        void("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name_="color-scheme", content="light dark"),
        tag("title", title),
        void("link", rel="icon", href=asset_path("icon.svg"), type="image/svg+xml"),
        *(void("link", rel="stylesheet", href=asset_path(name)) for name in shown.styles),
        *(void("link", rel="modulepreload", href=asset_path(name)) for name in shown.scripts[1:]),
        *(tag("script", type="module", src=asset_path(name)) for name in shown.scripts[:1]),
    )
    pictures = carried(shown.icons | {"speak"}, *drawn)
    header = tag("header", _languages(shown, said), class_="top")
    body = tag("body", pictures, header, tag("main", *content, id="main"), class_=shown.class_ or None)
    html = tag("html", tag("head", head), body, lang=shown.language)
    return HTMLResponse(
        f"<!doctype html>{html}", status, headers={**HEADERS, "content-language": shown.language}
    )


def speak(said: Said) -> Html:
    """Return the button that reads out what stands beside it; a script shows it where that can be done."""
    return tag(
        "button",
        icon("speak"),
        tag("span", said.gettext("Read aloud")),
        type="button",
        class_="speak",
        hidden=True,
    )


def embedded(data: object, name: str) -> Html:
    """Return data for the scripts of a page; no text in it can end the element it stands in."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return tag("script", Html(written), type="application/json", id=name)


def _languages(shown: StudentPage, said: Said) -> Html:
    links = (
        tag("a", NAMES[code], lang=code, hreflang=code, href=f"{shown.path}?lang={code}")
        for code in LANGUAGES
        if code != shown.language
    )
    return tag("nav", *links, aria_label=said.gettext("Language"))
