"""Signing in and out, and the first account: forms that work without a script."""

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Final, cast
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Scope

from planner.catalogue.base import Language
from planner.errors import NotFoundError, PlannerError, WaitError
from planner.locale import gettext, mark, ngettext
from planner.services.accounts import Wanted, good_link, use_link
from planner.services.doors import new_token
from planner.services.inviting import USED_LINK as NO_INVITATION
from planner.services.inviting import invited_account, use_invitation
from planner.services.sessions import Attempt, session_account, sign_in, sign_out, start_session
from planner.settings import Settings, read_settings
from planner.web.server.door_page import (
    NO_STORE,
    DoorPage,
    first_form,
    how_to_page,
    password_form,
    plain_page,
    sign_in_form,
)
from planner.web.server.language import choose_language
from planner.web.server.oidc import COOKIE as WAY
from planner.web.server.oidc import ask_school, hear_school
from planner.web.server.origin import address_of, from_own_pages, is_secure
from planner.web.server.routes import own_path
from planner.web.server.session import (
    FORM,
    NAME,
    cookie_name,
    form_token,
    give_cookie,
    good_form,
    now,
    scope_token,
    take_cookie,
    the_doors,
)

LONGEST_BODY: Final = 8192
MOST_FIELDS: Final = 10
WRONG: Final = mark("Name or password is not right. Try again.")
OLD_FORM: Final = mark("The page had been open for too long. Try again.")
SIGNED_OUT: Final = mark("You are signed out.")
NO_LINK: Final = mark("This link is not good any more. Make a new one in the terminal.")
DIFFERENT: Final = mark("The two passwords are not the same.")
OWN_ACCOUNT: Final = mark("You have no account here yet. Ask the school's administrator.")
SCHOOL_FAILED: Final = mark("The school's sign-in did not work. Try again.")
# A hash takes 64 MB and a tenth of a second: a crowd at the door waits there, not in everybody's way.
HASHING: Final = CapacityLimiter(2)
STYLE: Final = files("planner.web.server").joinpath("login.css").read_bytes()


async def show_sign_in(request: Request) -> Response:
    """Show the page to sign in on; who is signed in goes on at once."""
    token = scope_token(request.scope, read_settings())
    known = await run_in_threadpool(session_account, the_doors(), token, now()) if token else None
    if known is not None:
        return RedirectResponse(_back(request), 303, headers=NO_STORE)
    shown = _shown(request, SIGNED_OUT if request.query_params.get("out") else "")
    return _with_form(request, shown, lambda page: _sign_in_page(request, page))


async def do_sign_in(request: Request) -> Response:
    """Sign in with name and password; the browser gets a new session."""
    if not from_own_pages(request.scope, read_settings()):
        return PlainTextResponse("", 403)
    fields = await _fields(request)
    name = fields.get("name", "")
    if not _good_form(request, fields):
        return _again(request, OLD_FORM, name, 400)
    attempt = Attempt(name, fields.get("password", ""), address_of(request.scope))
    try:
        token = await to_thread.run_sync(sign_in, the_doors(), attempt, now(), limiter=HASHING)
    except WaitError as error:
        return _wait(request, error, name)
    return _again(request, WRONG, name, 401) if token is None else await _enter(request, token)


async def do_sign_out(request: Request) -> Response:
    """End the session: no tab that holds it can do anything from now on."""
    settings = read_settings()
    token = scope_token(request.scope, settings)
    fields = await _fields(request)
    if not from_own_pages(request.scope, settings):
        return PlainTextResponse("", 403)
    if token and good_form(the_doors(), token, fields.get("form", "")):
        await run_in_threadpool(sign_out, the_doors(), token, now())
    elif token:
        return PlainTextResponse("", 403)
    response = RedirectResponse("/login?out=1", 303)
    take_cookie(response, NAME, secure=is_secure(request.scope, settings))
    return response


async def show_first(request: Request) -> Response:
    """Show the page of a one-time link."""
    if not await run_in_threadpool(good_link, the_doors(), request.path_params["token"], now()):
        return _bad_link(request)
    return _with_form(request, _shown(request), first_form)


async def do_first(request: Request) -> Response:
    """Make an administrator's account by a one-time link, and sign in."""
    if not from_own_pages(request.scope, read_settings()):
        return PlainTextResponse("", 403)
    fields = await _fields(request)
    name, password = fields.get("name", ""), fields.get("password", "")
    why = OLD_FORM if not _good_form(request, fields) else ""
    why = why or (DIFFERENT if password != fields.get("again") else "")
    try:
        token = (
            None
            if why
            else await to_thread.run_sync(_first_session, request, name, password, limiter=HASHING)
        )
    except NotFoundError:
        return _bad_link(request)
    except PlannerError as error:
        token, why = None, str(error)
    if token is not None:
        return await _enter(request, token)
    shown = _shown(request, why, name)
    return _with_form(request, shown, lambda page: first_form(page, 400))


async def show_password(request: Request) -> Response:
    """Show the page on which somebody chooses the password of the account a link is for."""
    account = await run_in_threadpool(invited_account, the_doors(), request.path_params["token"], now())
    if account is None:
        return _bad_link(request, NO_INVITATION)
    return _with_form(request, _shown(request, name=account.name), password_form)


async def do_password(request: Request) -> Response:
    """Give an account the password its holder has chosen, and sign in."""
    if not from_own_pages(request.scope, read_settings()):
        return PlainTextResponse("", 403)
    fields = await _fields(request)
    token, password = request.path_params["token"], fields.get("password", "")
    account = await run_in_threadpool(invited_account, the_doors(), token, now())
    if account is None:
        return _bad_link(request, NO_INVITATION)
    why = OLD_FORM if not _good_form(request, fields) else ""
    why = why or (DIFFERENT if password != fields.get("again") else "")
    try:
        session = (
            None if why else await to_thread.run_sync(_chosen_session, request, password, limiter=HASHING)
        )
    except NotFoundError:
        return _bad_link(request, NO_INVITATION)
    except PlannerError as error:
        session, why = None, str(error)
    if session is not None:
        return await _enter(request, session)
    return _with_form(request, _shown(request, why, account.name), lambda page: password_form(page, 400))


async def to_school(request: Request) -> Response:
    """Go to the school's own sign-in."""
    response = await run_in_threadpool(ask_school, request, read_settings(), the_doors())
    return response or _again(request, SCHOOL_FAILED, "", 502)


async def from_school(request: Request) -> Response:
    """Come back from the school's own sign-in, with a session where it vouches for somebody we know."""
    heard = await run_in_threadpool(hear_school, request, read_settings(), the_doors())
    if heard.token is not None:
        response = await _enter(request, heard.token, heard.back)
    else:
        response = _again(request, OWN_ACCOUNT if heard.vouched else SCHOOL_FAILED, "", 403)
    take_cookie(response, WAY, secure=is_secure(request.scope, read_settings()))
    return response


async def style(_: Request) -> Response:
    """Answer with the style of the pages at the door."""
    return Response(STYLE, media_type="text/css", headers={"cache-control": "no-cache"})


def lost_page(request: Request, status: int, why: str) -> HTMLResponse:
    """Say that there is nothing at an address, or nothing of that kind."""
    shown = _shown(request)
    return plain_page(shown, shown.gettext(why), shown.gettext("Go back to where you came from."), status)


def setup_page(scope: Scope, settings: Settings) -> HTMLResponse:
    """Return the page that says how to make the first account."""
    return how_to_page(DoorPage("/", _language(HTTPConnection(scope), settings)))


DOOR_ROUTES: Final[tuple[BaseRoute, ...]] = (
    Route("/login.css", style),
    Route("/login", show_sign_in, methods=["GET"]),
    Route("/login", do_sign_in, methods=["POST"]),
    Route("/login/school", to_school, methods=["GET"]),
    Route("/login/back", from_school, methods=["GET"]),
    Route("/logout", do_sign_out, methods=["POST"]),
    Route("/first/{token}", show_first, methods=["GET"]),
    Route("/first/{token}", do_first, methods=["POST"]),
    Route("/password/{token}", show_password, methods=["GET"]),
    Route("/password/{token}", do_password, methods=["POST"]),
)


def _first_session(request: Request, name: str, password: str) -> str:
    doors, time = the_doors(), now()
    wanted = Wanted(name, "administrator", password)
    account = use_link(doors, request.path_params["token"], wanted, time)
    address = doors.hashed("address", address_of(request.scope))
    return start_session(doors, account, time, address, "link")


def _chosen_session(request: Request, password: str) -> str:
    doors, time = the_doors(), now()
    account = use_invitation(doors, request.path_params["token"], password, time)
    address = doors.hashed("address", address_of(request.scope))
    return start_session(doors, account, time, address, "link")


async def _enter(request: Request, token: str, back: str = "") -> Response:
    """Send the browser on with its new session; the one it had before ends."""
    settings = read_settings()
    before = scope_token(request.scope, settings)
    if before:
        await run_in_threadpool(sign_out, the_doors(), before, now())
    secure = is_secure(request.scope, settings)
    response = RedirectResponse(back or _back(request), 303, headers=NO_STORE)
    give_cookie(response, NAME, token, secure=secure)
    take_cookie(response, FORM, secure=secure)
    return response


def _back(request: Request) -> str:
    """Return the page to go on to: one of ours, and not the sign-in again."""
    path = own_path(request.query_params.get("next", "/"))
    return "/" if path.startswith(("/login", "/logout", "/first", "/password")) else path


async def _fields(request: Request) -> Mapping[str, str]:
    """Return the fields of a form; none of one that is too large or cannot be read."""
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > LONGEST_BODY:
                return {}
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except (ValueError, ClientDisconnect):
        return {}


def _good_form(request: Request, fields: Mapping[str, str]) -> bool:
    return good_form(the_doors(), _form_cookie(request), fields.get("form", ""))


def _form_cookie(request: Request) -> str:
    secure = is_secure(request.scope, read_settings())
    return request.cookies.get(cookie_name(FORM, secure=secure), "")


def _with_form(request: Request, shown: DoorPage, draw: Callable[[DoorPage], HTMLResponse]) -> HTMLResponse:
    """Return a page with a form that only this browser can send."""
    value = _form_cookie(request) or new_token()
    proof = form_token(the_doors(), value)
    response = draw(DoorPage(shown.path, shown.language, proof, shown.alert, shown.name))
    give_cookie(response, FORM, value, secure=is_secure(request.scope, read_settings()))
    return response


def _sign_in_page(request: Request, shown: DoorPage, status: int = 200) -> HTMLResponse:
    return sign_in_form(shown, _back(request), school=read_settings().school is not None, status=status)


def _again(request: Request, why: str, name: str, status: int) -> HTMLResponse:
    shown = _shown(request, why, name)
    return _with_form(request, shown, lambda page: _sign_in_page(request, page, status))


def _wait(request: Request, error: WaitError, name: str) -> Response:
    shown = _shown(request, name=name)
    alert = _minutes(error.minutes, shown.language)
    told = DoorPage(shown.path, shown.language, alert=alert, name=name)
    response = _with_form(request, told, lambda page: _sign_in_page(request, page, 429))
    response.headers["retry-after"] = str(error.minutes * 60)
    return response


def _minutes(minutes: int, language: Language) -> str:
    return ngettext(
        "That was too many tries. Wait a minute and try again.",
        "That was too many tries. Wait {n} minutes and try again.",
        minutes,
        language,
    ).format(n=minutes)


def _bad_link(request: Request, why: str = NO_LINK) -> Response:
    shown = _shown(request)
    return plain_page(shown, shown.gettext("The link is used or too old"), shown.gettext(why), 404)


def _shown(request: Request, alert: str = "", name: str = "") -> DoorPage:
    language = _language(request, read_settings())
    query = request.url.query
    path = own_path(request.url.path + (f"?{query}" if query else ""))
    if path.startswith(("/login/", "/logout")):
        path = "/login"
    return DoorPage(path, language, alert=gettext(alert, language) if alert else "", name=name)


def _language(request: HTTPConnection, settings: Settings) -> Language:
    headers = request.headers
    default = cast("Language", settings.language)
    return choose_language(headers.get("cookie", ""), headers.get("accept-language", ""), default)
