"""The pictures that lie under rooms, under an address that is their content and so may be kept for ever."""

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from planner.errors import NotFoundError
from planner.storage.images import ImageStore
from planner.web.server.session import the_store

KEPT: Final = "private, max-age=31536000, immutable"
NAME: Final = re.compile(r"[0-9a-f]{64}")


def image_path(name: str) -> str:
    """Return the address of a picture by its SHA-256."""
    return f"/images/{name}"


def send_image(request: Request) -> Response:
    """Answer with a picture of the store; run beside the event loop, as the database may take a moment."""
    name = request.path_params["name"]
    if not NAME.fullmatch(name):
        return PlainTextResponse("", 404)
    try:
        image = ImageStore(the_store().engine).image(name)
    except NotFoundError:
        return PlainTextResponse("", 404)
    return Response(image.content, media_type=image.media_type, headers={"cache-control": KEPT})


IMAGE_ROUTES: Final = (Route("/images/{name}", send_image),)
