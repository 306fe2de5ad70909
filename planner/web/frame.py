"""What every page has around its content: title, languages, a notice of what just happened."""

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Final
from urllib.parse import quote, urlencode

import streamlit as st

from planner.errors import PlannerError, UnavailableError
from planner.web.component import encode, load_component
from planner.web.markup import Html, join, tag
from planner.web.server.language import LANGUAGES
from planner.web.speech import Speech, visitor_speech
from planner.web.visitor import account_line

NAMES: Final = {"da": "Dansk", "en": "English"}
_STYLE: Final = "".join(
    files("planner.web").joinpath(f"components/{name}.css").read_text(encoding="utf-8")
    for name in ("page", "layout")
)
_NOTICE: Final = "notice"
_mount_popovers = load_component("popovers")


def language_links(path: str, speech: Speech) -> Html:
    """Return the languages: the present one as text, the others as links back to this page."""
    parts = [
        tag("span", NAMES[code], lang=code, aria_current="true")
        if code == speech.language
        else tag("a", NAMES[code], lang=code, href=f"/language/{code}?next={quote(path)}", target="_self")
        for code in LANGUAGES
    ]
    return tag("nav", *parts, class_="p-language", aria_label=speech.gettext("Language"))


def this_path(page: str, query: Mapping[str, str] | None = None) -> str:
    """Return the address of a page with a query, else with the one it was opened with."""
    written = urlencode(st.query_params.to_dict() if query is None else query)
    return f"/{page}?{written}" if written else f"/{page}"


def open_page(
    page: str, title: str, speech: Speech, lead: str = "", query: Mapping[str, str] | None = None
) -> None:
    """Draw the top of a page; title and lead are text, never markdown. The browser's tab says the title."""
    st.set_page_config(page_title=title)
    st.html(f"<style>{_STYLE}</style>")
    lead_part = tag("p", lead, class_="p-lead") if lead else None
    top = tag("div", tag("h1", title, class_="p-title"), lead_part)
    languages = language_links(this_path(page, query), speech)
    st.html(tag("div", top, languages, account_line(speech), class_="p-top"))
    with st.container():
        _show_notice()
    # Each popover of the page is entered by keyboard; nothing is seen of what does it.
    with st.container(key="popovers_box"):
        _mount_popovers(key="popovers", data=encode({}))


def why_not(act: Callable[[], object]) -> str:
    """Do what a person asked for; return why it was not done, or nothing."""
    try:
        act()
    except PlannerError as error:
        return visitor_speech().error(error)
    except UnavailableError as error:
        return not_saved(error)
    return ""


def not_saved(error: UnavailableError) -> str:
    """Say that the database is away, and what that means for what was just done."""
    speech = visitor_speech()
    return f"{speech.error(error)} {speech.gettext('Your last step was not saved.')}"


def tell(act: Callable[[], object]) -> None:
    """Do what a person asked for; where it was not done, the top of the next page says why."""
    if why := why_not(act):
        notify(why)


def start_link(speech: Speech) -> None:
    """Lead back to the front page."""
    st.page_link("screens/start.py", label=speech.gettext("Front page"), icon=":material/arrow_back:")


def refuse(page: str, title: str, speech: Speech, why: str = "") -> None:
    """Say that a page has nothing to show, and lead on."""
    open_page(page, title, speech, why or speech.gettext("Choose one on the front page."))
    start_link(speech)


def notify(text: str) -> None:
    """Keep a sentence for the top of the next page that is drawn."""
    st.session_state[_NOTICE] = text


def _show_notice() -> None:
    """Say what just happened, in a place of its own: what stands below is not moved and drawn anew."""
    text = st.session_state.pop(_NOTICE, None)
    if text:
        st.html(tag("div", tag("p", text), role="alert", class_="p-alert"))


def heading(text: str | Html, lead: str = "") -> None:
    """Draw a heading of a part of the page, with a sentence below it."""
    st.html(join(tag("h2", text, class_="p-h2"), tag("p", lead, class_="p-lead") if lead else None))


def paragraph(*parts: str | Html, class_: str = "p-lead") -> None:
    """Draw a paragraph of plain text."""
    st.html(tag("p", join(*parts), class_=class_))
