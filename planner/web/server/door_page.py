"""The pages at the door as plain HTML: they need no script."""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from starlette.responses import HTMLResponse

from planner.catalogue.base import Language
from planner.locale import gettext
from planner.web.markup import Html, Part, join, tag, void
from planner.web.server.language import LANGUAGES

NAMES: Final = {"da": "Dansk", "en": "English"}
NO_STORE: Final = {"cache-control": "no-store"}
ADD: Final = "planner account add --role administrator"
LINK: Final = "planner link"


@dataclass(frozen=True, slots=True)
class DoorPage:
    """A page at the door: its address, language, form token and what went wrong."""

    path: str
    language: Language
    form: str = field(default="", repr=False)
    alert: str = ""
    name: str = ""

    def gettext(self, text: str) -> str:
        """Translate a text."""
        return gettext(text, self.language)


def page(shown: DoorPage, title: str, *content: Part, status: int = 200) -> HTMLResponse:
    """Return a page with a title."""
    alert = tag("p", shown.alert, role="alert", class_="alert", id="alert") if shown.alert else None
    head = join(
        void("meta", charset="utf-8"),
        void("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title} – {gettext('The planner', shown.language)}"),
        void("link", rel="icon", href="data:,"),
        void("link", rel="stylesheet", href="/login.css"),
    )
    main = tag("main", _languages(shown), tag("h1", title), alert, *content)
    html = tag("html", tag("head", head), tag("body", main), lang=shown.language)
    headers = {**NO_STORE, "content-language": shown.language, "vary": "Cookie, Accept-Language"}
    return HTMLResponse(f"<!doctype html>{html}", status, headers=headers)


def sign_in_form(shown: DoorPage, back: str, *, school: bool, status: int = 200) -> HTMLResponse:
    """Return the page to sign in on; ``back`` is where it leads."""
    fields = (
        _field("name", shown.gettext("E-mail or user name"), "username", value=shown.name),
        _field("password", shown.gettext("Password"), "current-password"),
    )
    target = f"/login?next={quote(back, safe='')}"
    form = _form(shown, target, *fields, tag("button", shown.gettext("Sign in"), type="submit"))
    other = None
    if school:
        to_school = f"/login/school?next={quote(back, safe='')}"
        other = tag(
            "p", tag("a", shown.gettext("Sign in through the school"), href=to_school, class_="button")
        )
    return page(shown, shown.gettext("Sign in"), form, other, status=status)


def first_form(shown: DoorPage, status: int = 200) -> HTMLResponse:
    """Return the page on which the first administrator chooses name and password."""
    hint = shown.gettext("At least 12 characters. A few words in a row are good.")
    fields = (
        _field("name", shown.gettext("E-mail or user name"), "username", value=shown.name),
        _field("password", shown.gettext("Password"), "new-password", hint=hint),
        _field("again", shown.gettext("The password once more"), "new-password"),
    )
    button = tag("button", shown.gettext("Make the account"), type="submit")
    lead = tag("p", shown.gettext("This account can give others access. It is made once with this link."))
    title = shown.gettext("Make the administrator's account")
    return page(shown, title, lead, _form(shown, shown.path, *fields, button), status=status)


def password_form(shown: DoorPage, status: int = 200) -> HTMLResponse:
    """Return the page on which somebody chooses the password of their account."""
    hint = shown.gettext("At least 12 characters. A few words in a row are good.")
    fields = (
        _field("password", shown.gettext("Password"), "new-password", hint=hint),
        _field("again", shown.gettext("The password once more"), "new-password"),
    )
    button = tag("button", shown.gettext("Choose this password"), type="submit")
    lead = tag("p", shown.gettext("Your account is {name}.").format(name=shown.name))
    form = _form(shown, shown.path, *fields, button)
    return page(shown, shown.gettext("Choose your password"), lead, form, status=status)


def plain_page(shown: DoorPage, title: str, lead: str, status: int) -> HTMLResponse:
    """Return a page that only says something."""
    return page(shown, title, tag("p", lead), status=status)


def how_to_page(shown: DoorPage) -> HTMLResponse:
    """Return the page that says how to make the first account."""
    return page(
        shown,
        shown.gettext("The planner is not set up yet"),
        tag(
            "p",
            shown.gettext(
                "Others can reach this server, so it needs an administrator before anybody can use it."
            ),
        ),
        tag("p", shown.gettext("In a terminal on the server, make the account:")),
        tag("code", ADD),
        tag("p", shown.gettext("Or make a link that is good once, for half an hour, and open it here:")),
        tag("code", LINK),
        status=403,
    )


def _form(shown: DoorPage, target: str, *content: Part) -> Html:
    token = void("input", type="hidden", name_="form", value=shown.form)
    return tag("form", token, *content, method="post", action=target)


def _field(name: str, label: str, complete: str, *, value: str = "", hint: str = "") -> Html:
    said = tag("p", hint, class_="hint", id=f"{name}-hint") if hint else None
    entry = void(
        "input",
        id=name,
        name_=name,
        type="password" if complete.endswith("password") else "text",
        value=value or None,
        autocomplete=complete,
        autocapitalize="none",
        spellcheck="false",
        required=True,
        maxlength="256",
        aria_describedby=f"{name}-hint" if hint else None,
    )
    return join(tag("label", label, for_=name), said, entry)


def _languages(shown: DoorPage) -> Html:
    links = [
        tag("span", NAMES[code], lang=code, aria_current="true")
        if code == shown.language
        else tag("a", NAMES[code], lang=code, href=f"/language/{code}?next={quote(shown.path, safe='')}")
        for code in LANGUAGES
    ]
    return tag("nav", *links, aria_label=shown.gettext("Language"))
