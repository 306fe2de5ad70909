"""The sheet for who steps in, as a PDF to print: rooms, phases, places and tasks, nothing of any student."""

from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from planner.errors import PlannerError
from planner.exchange.substitute import substitute_pdf
from planner.services.substitute import Missing, substitute_sheet
from planner.settings import read_settings
from planner.web.server.language import choose_language
from planner.web.server.poster import HEADERS, request_archive

LONGEST_MIN: Final = 600.0


def substitute_path(plan_id: str, missing: Missing | None = None) -> str:
    """Return the address of the sheet of a plan."""
    path = f"/print/plan/{plan_id}.pdf"
    if missing is None:
        return path
    query = {"without": missing.adult, "from": f"{missing.start:g}", "mended": int(missing.mended)}
    return f"{path}?{urlencode(query)}"


def read_missing(request: Request) -> Missing | None:
    """Read who is missing; a minute that is none counts as the start."""
    asked = request.query_params
    adult = asked.get("without")
    if not adult:
        return None
    try:
        start = float(asked.get("from", 0))
    except ValueError:
        start = 0.0
    # "Not a number" is the one that is not itself between the two.
    return Missing(adult, start if 0 <= start <= LONGEST_MIN else 0.0, asked.get("mended") == "1")


def send_substitute(request: Request) -> Response:
    """Answer with the sheet; who may not take the plan out learns nothing of it, not even that it is."""
    archive = request_archive(request)
    if archive is None:
        return PlainTextResponse("", 401, headers=HEADERS)
    language = choose_language(
        request.headers.get("cookie", ""),
        request.headers.get("accept-language", ""),
        "en" if read_settings().language == "en" else "da",
    )
    try:
        sheet = substitute_sheet(archive, request.path_params["plan"], read_missing(request))
        pdf = substitute_pdf(sheet, language)
    except PlannerError:
        return PlainTextResponse("", 404, headers=HEADERS)
    return Response(
        pdf,
        media_type="application/pdf",
        headers={**HEADERS, "content-disposition": 'inline; filename="plan.pdf"'},
    )


SUBSTITUTE_ROUTES: Final = (Route("/print/plan/{plan}.pdf", send_substitute),)
