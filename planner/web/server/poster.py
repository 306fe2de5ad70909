"""What is shown and printed of a round: the board with its code, and the sheet as a PDF.

Nothing of the plan or its class is on either: a board is seen by everybody in the room.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final

import segno
from babel.dates import format_time, get_timezone
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from planner.catalogue.base import Language
from planner.errors import PlannerError
from planner.exchange.umv_sheet import PaperDrawing, PaperQuestion, RoundSheet, promises, sheet_pdf
from planner.locale import gettext
from planner.services.archive import LOCAL, Archive
from planner.services.rounds import asked_round
from planner.services.sessions import session_account
from planner.settings import read_settings
from planner.voice.model import Question
from planner.voice.round import Round
from planner.web.markup import Html, Part, tag, void
from planner.web.server.language import choose_language
from planner.web.server.opening import configured_address
from planner.web.server.origin import own_origin
from planner.web.server.reach import Reach, reach_of, reach_warning
from planner.web.server.session import now, scope_token, the_doors, the_store

HEADERS: Final = {"cache-control": "no-store"}
QR_ERROR: Final = "m"
LINES: Final = 3
SHORT_MINUTES: Final = 180
"""A round that is open for longer is not told by its minutes."""


def board_path(round_id: str) -> str:
    """Return the address of the board of a round."""
    return f"/board/{round_id}"


def sheet_path(round_id: str) -> str:
    """Return the address of the sheet of a round."""
    return f"/print/round/{round_id}.pdf"


def qr_svg(text: str) -> str:
    """Return a QR code as SVG, black on white with its quiet edge."""
    drawn = BytesIO()
    code = segno.make(text, error=QR_ERROR, micro=False)
    code.save(drawn, kind="svg", xmldecl=False, omitsize=True, light="#ffffff", border=4)
    return drawn.getvalue().decode()


def send_board(request: Request) -> Response:
    """Answer with the board of a round: code, QR code and address, large."""
    return _answer(request, _board)


def send_sheet(request: Request) -> Response:
    """Answer with the sheet of a round as a PDF to print."""
    return _answer(request, _sheet)


def request_archive(request: Request) -> Archive | None:
    """Return the archive of who asks; None for who is not signed in."""
    doors = the_doors()
    some, _ = doors.accounts.census()
    if not some:
        return Archive(the_store(), LOCAL)
    token = scope_token(request.scope, read_settings())
    account = session_account(doors, token, now()) if token else None
    return None if account is None else Archive(the_store(), account)


def _answer(request: Request, make: Callable[[Round, Reach, Request], Response]) -> Response:
    """Make what was asked for; who may not ask students learns nothing of the round, not even that it is."""
    archive = request_archive(request)
    if archive is None:
        return PlainTextResponse("", 401, headers=HEADERS)
    try:
        one = asked_round(archive, request.path_params["round"], "ask")
    except PlannerError:
        return PlainTextResponse("", 404, headers=HEADERS)
    return make(one, _reach(request), request)


def _reach(request: Request) -> Reach:
    """Return who can use the address that is shown."""
    from planner.web.server.around import LISTENING  # noqa: PLC0415 – it serves these routes

    settings = read_settings()
    return reach_of(own_origin(request.scope, settings), settings, LISTENING, configured_address())


def _sheet(one: Round, reach: Reach, _: Request) -> Response:
    pdf = sheet_pdf(round_sheet(one, reach), one.language)
    name = f"{one.code}.pdf"
    return Response(
        pdf,
        media_type="application/pdf",
        headers={**HEADERS, "content-disposition": f'inline; filename="{name}"'},
    )


def round_sheet(one: Round, reach: Reach) -> RoundSheet:
    """Return the sheet of a round, in the language its students are asked in."""
    minutes = round((one.closes - one.opened).total_seconds() / 60)
    short = minutes if minutes <= SHORT_MINUTES else None
    asked = tuple(_on_paper(question, one) for question in one.questions if question.kind != "proposal")
    return RoundSheet(one.code, reach.typed, qr_svg(reach.way(one.code)), short, asked)


def _on_paper(question: Question, one: Round) -> PaperQuestion:
    language = one.language
    options = tuple(option.words.text(language) for option in question.options)
    words = question.words.text(language)
    if question.kind == "vote":
        return PaperQuestion(words, tuple(layout.name for layout in one.layouts))
    if question.kind == "pins":
        note = gettext("Write on the drawing where it is: put the number of what you mean.", language)
        numbered = tuple(f"{number} {option}" for number, option in enumerate(options, start=1))
        return PaperQuestion(words, numbered, boxes=False, note=note, drawings=_drawings(one))
    if question.kind == "reasons":
        return PaperQuestion(words, options, note=gettext("At most {n}.", language).format(n=question.most))
    return PaperQuestion(words, options, lines=LINES if question.kind == "text" else 0)


def _drawings(one: Round) -> tuple[PaperDrawing, ...]:
    from planner.charts.heat_svg import paper_plan  # noqa: PLC0415 – Altair, which the server starts without

    about = gettext("Drawing of {room} with its zones", one.language)
    several = len(one.layouts) > 1
    return tuple(
        PaperDrawing(paper_plan(room), about.format(room=room.name), room.name if several else "")
        for room in one.layouts
    )


def _board(one: Round, reach: Reach, request: Request) -> Response:
    language = choose_language(
        request.headers.get("cookie", ""), request.headers.get("accept-language", ""), one.language
    )
    title = gettext("What do you think of your room?", language)
    if not one.open_at(now()):
        closed = tag("p", gettext("The round is closed. Thank you!", language), class_="lead")
        return _page(language, title, closed)
    spoken, warning = " ".join(one.code), reach_warning(reach, language)
    return _page(
        language,
        title,
        tag("p", warning, role="note", class_="warning") if warning else None,
        tag("div", Html(qr_svg(reach.way(one.code))), class_="qr"),
        tag(
            "div",
            tag("p", gettext("Or write this address:", language), tag("br"), tag("b", reach.typed)),
            tag("p", gettext("The code is", language)),
            tag("p", one.code, class_="code", aria_label=spoken),
            tag("p", _until(one, request, language)),
            tag("ul", *(tag("li", said) for said in promises(language))),
            class_="words",
        ),
    )


def _until(one: Round, request: Request, language: Language) -> str:
    """Say when the round closes, in the time zone of the browser that asks."""
    try:
        zone = get_timezone(request.query_params.get("zone") or "UTC")
    except (LookupError, ValueError, OSError):
        # Zones are files: a name that is none may also be a folder, too long, or lead elsewhere.
        return ""
    pattern = "HH.mm" if language == "da" else "HH:mm"
    at = format_time(_minute(one.closes), pattern, zone, language)
    return gettext("Open until {time}.", language).format(time=at)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


@cache
def _style() -> str:
    return files("planner.web").joinpath("components/board.css").read_text(encoding="utf-8")


def _page(language: Language, title: str, *content: Part) -> Response:
    head = (
        void("meta", charset="utf-8"),
        void("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        void("link", rel="icon", href="data:,"),
        tag("style", Html(_style())),
    )
    body = tag("main", tag("h1", title), *content)
    html = tag("html", tag("head", *head), tag("body", body), lang=language)
    return HTMLResponse(f"<!doctype html>{html}", headers={**HEADERS, "content-language": language})


POSTER_ROUTES: Final = (
    Route("/board/{round}", send_board),
    Route("/print/round/{round}.pdf", send_sheet),
)
