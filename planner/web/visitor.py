"""Who is at the page: asked anew on every run, and in every fragment and callback that shows or changes.

Where there are no accounts, it is the one person who uses the planner on this machine; the gate in front
of the pages lets nobody else through then.
"""

from typing import Final
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from planner.services.archive import LOCAL
from planner.services.sessions import session_account
from planner.storage.accounts import Account, Role
from planner.web.markup import Html, tag, void
from planner.web.server.session import form_token, now, session_token, the_doors
from planner.web.speech import Speech, header, visitor_speech

_WHO: Final = "account"


def current_account() -> Account | None:
    """Return whose page is being drawn; None where their session has ended."""
    doors = the_doors()
    some, _ = doors.accounts.census()
    if not some:
        return LOCAL
    token = visitor_token()
    return session_account(doors, token, now()) if token else None


def visitor_token() -> str | None:
    """Return the token of the visitor's session, None where they have none.

    The gate has held the websocket's origin against our own address: it says how the browser came here.
    """
    secure = header(st.context.headers, "Origin").startswith("https:")
    return session_token(st.context.cookies, secure=secure)


def enter() -> Account:
    """Return whose page is being drawn; who is signed out gets the way to the sign-in, and nothing else.

    What a tab remembers belongs to one person: it is forgotten when another one goes on in the same tab.
    """
    account = require()
    known: Account | None = st.session_state.get(_WHO)
    if known is not None and known.id != account.id:
        st.session_state.clear()
    st.session_state[_WHO] = account
    return account


def require(*roles: Role) -> Account:
    """Return whose page is being drawn; the run ends where they are signed out or have none of the roles.

    For fragments and callbacks, which do not pass the entry point. No roles means any.
    """
    account = current_account()
    if account is None:
        _show_end(visitor_speech())
        st.stop()
    if roles and account.role not in roles:
        st.html(tag("p", visitor_speech().gettext("You may not do this."), role="alert", class_="p-alert"))
        st.stop()
    return account


def account_line(speech: Speech) -> Html | None:
    """Return who has entered and the way out; None where there are no accounts."""
    account: Account | None = st.session_state.get(_WHO)
    token = None if account in (None, LOCAL) else visitor_token()
    if account is None or token is None:
        return None
    proof = void("input", type="hidden", name_="form", value=form_token(the_doors(), token))
    button = tag("button", speech.gettext("Sign out"), type="submit", class_="p-sign-out")
    return tag(
        "form", tag("span", account.name), proof, button, method="post", action="/logout", class_="p-account"
    )


def _show_end(speech: Speech) -> None:
    path = urlsplit(st.context.url or "/").path or "/"
    written = urlencode(st.query_params.to_dict())
    path = f"{path}?{written}" if written else path
    link = tag("a", speech.gettext("Sign in"), href=f"/login?next={quote(path, safe='')}", target="_self")
    st.html(tag("h1", speech.gettext("You are signed out"), class_="p-title"))
    st.html(tag("p", speech.gettext("Nothing is lost. Sign in to go on."), role="alert"))
    st.html(tag("p", link))
