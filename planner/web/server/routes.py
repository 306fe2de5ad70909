"""Small routes beside the pages."""

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from planner.web.server.assets import ASSET_ROUTES
from planner.web.server.images import IMAGE_ROUTES
from planner.web.server.language import COOKIE, LANGUAGES
from planner.web.server.poster import POSTER_ROUTES
from planner.web.server.substitute import SUBSTITUTE_ROUTES

YEAR_S: Final = 365 * 24 * 3600
OWN_PATH: Final = re.compile(r"/(?![/\\])[\w\-./?=&%~+:]*", re.ASCII)


def own_path(path: str) -> str:
    """Return a path of this site unchanged, the start page for anything else."""
    return path if OWN_PATH.fullmatch(path) else "/"


async def health(_: Request) -> Response:
    """Say that the server answers."""
    return PlainTextResponse("ok")


async def set_language(request: Request) -> Response:
    """Remember the language in a cookie and go back to the page the visitor came from."""
    code = request.path_params["code"]
    if code not in LANGUAGES:
        return PlainTextResponse("", 404)
    response = RedirectResponse(own_path(request.query_params.get("next", "/")), status_code=303)
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, code, max_age=YEAR_S, samesite="lax", httponly=True, secure=secure)
    return response


ROUTES: Final[tuple[BaseRoute, ...]] = (
    Route("/healthz", health),
    Route("/language/{code}", set_language),
    *IMAGE_ROUTES,
    *ASSET_ROUTES,
    *POSTER_ROUTES,
    *SUBSTITUTE_ROUTES,
)
