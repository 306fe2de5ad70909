"""The addresses of a student: the code, the questions, the answer, what came of it.

Nobody signs in here and nothing is kept of who asks: an answer comes with a random word of the browser.
"""

from collections.abc import Callable
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route, Router

from planner.catalogue.base import Language
from planner.errors import ConflictError, InputError, NotFoundError, PlannerError, WaitError
from planner.locale import gettext, mark
from planner.services.answering import OpenRound, came_of_it, enter_round, give_answer, own_answer
from planner.storage.voice import CLOSED
from planner.web.server.origin import address_of
from planner.web.server.session import now, the_doors, the_store
from planner.web.server.told import Told
from planner.web.student.assets import send_asset, send_worker
from planner.web.student.frame import HEADERS, asked_language, browser_language
from planner.web.student.pages import (
    came_page,
    closed_page,
    code_page,
    lost_page,
    path_of,
    round_page,
)
from planner.web.student.proposing import is_asked, made_proposal, proposal_page, read_proposing
from planner.web.student.reading import (
    LONGEST_PROPOSAL,
    NotReadableError,
    TooLongError,
    device_of,
    read_answer,
    read_body,
)

UNKNOWN: Final = mark("There are no questions under this code. Look at the board and try again.")
TOO_OFTEN: Final = mark("Too many wrong codes came from here. Wait a little and try again.")
LONGEST_TYPED: Final = 40
BY_QUESTION: Final = ("choices", "reasons", "words")
STATUS: Final = {
    NotFoundError: 404,
    ConflictError: 409,
    TooLongError: 413,
    NotReadableError: 400,
    WaitError: 429,
}


async def show_code(request: Request) -> Response:
    """Show the page for the code; one that was typed leads on to its questions."""
    typed = request.query_params.get("code", "").strip()[:LONGEST_TYPED]
    language = browser_language(request)
    if not typed:
        return code_page(language)
    asked = asked_language(request)
    try:
        found = await _enter(request, typed)
    except PlannerError as error:
        return _refused_page(error, language, typed)
    there = path_of(found.code) + (f"?lang={asked}" if asked and asked != found.language else "")
    return RedirectResponse(there, 303, headers=HEADERS)


async def show_round(request: Request) -> Response:
    """Show the questions of a round, or that it is closed."""
    return await _of_round(request, _round_or_closed)


async def show_came_of_it(request: Request) -> Response:
    """Show what came of the answers."""
    return await _of_round(
        request, lambda found, language: came_page(found, came_of_it(the_store(), found.code), language)
    )


async def send_own(request: Request) -> Response:
    """Answer with what this browser has answered."""
    try:
        device, found = device_of(request), await _enter(request, request.path_params["code"])
        answer = await run_in_threadpool(own_answer, the_store(), found.code, device, now())
    except PlannerError as error:
        return _refused(error, browser_language(request))
    given = answer.model_dump(mode="json") if answer else None
    return JSONResponse({"answer": given, "open": found.open}, headers=HEADERS)


async def take_answer(request: Request) -> Response:
    """Keep an answer in the place of the one this browser gave before."""
    language = browser_language(request)
    try:
        device, body = device_of(request), await read_body(request, LONGEST_PROPOSAL)
        answer = read_answer(body)
        found = await _enter(request, request.path_params["code"])
        language = found.language
        await run_in_threadpool(give_answer, the_store(), found.code, device, answer, now())
    except PlannerError as error:
        return _refused(error, language)
    return Response(status_code=204, headers=HEADERS)


async def show_proposal(request: Request) -> Response:
    """Show the editor for a proposal of one's own; a round that does not ask for one shows its questions."""
    return await _of_round(request, lambda found, language: _proposal_or_round(request, found, language))


async def take_change(request: Request) -> Response:
    """Make a change in a proposal and answer with what it comes to; nothing is kept here."""
    language = browser_language(request)
    try:
        asked = read_proposing(await read_body(request, LONGEST_PROPOSAL))
        found = await _enter(request, request.path_params["code"])
        language = asked_language(request) or found.language
        if not is_asked(found):
            return _refused(ConflictError(CLOSED), language)
        made = await run_in_threadpool(made_proposal, found.layouts[0], asked, language)
    except PlannerError as error:
        return _refused(error, language)
    return JSONResponse(made, headers=HEADERS)


async def _enter(request: Request, code: str) -> OpenRound:
    address = address_of(request.scope)
    return await run_in_threadpool(enter_round, the_doors(), the_store(), code, address, now())


async def _of_round(request: Request, show: Callable[[OpenRound, Language], Response]) -> Response:
    """Answer with a page about a round, in the language it is asked in unless another one is wanted."""
    code = request.path_params["code"]
    try:
        found = await _enter(request, code)
    except PlannerError as error:
        return _refused_page(error, browser_language(request), code)
    return await run_in_threadpool(show, found, asked_language(request) or found.language)


def _round_or_closed(found: OpenRound, language: Language) -> Response:
    if found.open:
        return round_page(found, language)
    return closed_page(found, came_of_it(the_store(), found.code), language)


def _proposal_or_round(request: Request, found: OpenRound, language: Language) -> Response:
    if is_asked(found):
        return proposal_page(found, language)
    asked = f"?lang={language}" if asked_language(request) else ""
    return RedirectResponse(path_of(found.code) + asked, 303, headers=HEADERS)


def _refused_page(error: PlannerError, language: Language, typed: str) -> Response:
    wait = isinstance(error, WaitError)
    alert = gettext(TOO_OFTEN if wait else UNKNOWN, language)
    answer = code_page(language, alert=alert, typed=typed, status=_status(error))
    return _with_wait(answer, error)


def _refused(error: PlannerError, language: Language) -> Response:
    """Say in one sentence why something was not taken, and at which question."""
    told = {"why": gettext(str(error), language)}
    if isinstance(error, InputError):
        first = error.faults[0]
        told = {"why": f"{first.found} – {first.expected}.", "at": _question_of(first.path)}
    return _with_wait(JSONResponse(told, _status(error), headers=HEADERS), error)


def _lost(request: Request, status: int, why: str) -> Response:
    return lost_page(browser_language(request), why, status)


def _question_of(path: str) -> str:
    """Return the question, or the kind of question, a field of an answer belongs to."""
    field, _, rest = path.partition(".")
    return rest if field in BY_QUESTION else field.partition("[")[0]


def _status(error: PlannerError) -> int:
    return STATUS.get(type(error), 422)


def _with_wait(answer: Response, error: PlannerError) -> Response:
    if isinstance(error, WaitError):
        answer.headers["retry-after"] = str(60 * error.minutes)
    return answer


STUDENT_ROUTES: Final = (
    Route("/s", show_code),
    Route("/s/", show_code),
    Route("/s/worker.js", send_worker),
    Route("/s/-/{digest}/{name:path}", send_asset),
    Route("/s/{code}", show_round),
    Route("/s/{code}/came-of-it", show_came_of_it),
    Route("/s/{code}/proposal", show_proposal),
    Route("/s/{code}/proposal", take_change, methods=["POST"]),
    Route("/s/{code}/answer", send_own),
    Route("/s/{code}/answer", take_answer, methods=["PUT", "POST"]),
)
_SMALLER: Final = Middleware(GZipMiddleware, minimum_size=500)
STUDENTS: Final = Told(Router(STUDENT_ROUTES, redirect_slashes=False, middleware=[_SMALLER]), _lost)
"""All a student can reach."""
