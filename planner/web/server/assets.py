"""Scripts of the components, under an address that changes with them and so may be kept for ever."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

FOLDER: Final = Path(__file__).parents[1] / "components"
PARTS: Final = ("editor",)
TYPES: Final = {".js": "text/javascript", ".css": "text/css"}
KEPT: Final = "public, max-age=31536000, immutable"


@cache
def assets() -> dict[str, tuple[bytes, str]]:
    """Return the files that are served, by ``part/name``, each with its media type."""
    paths = [path for part in PARTS for path in sorted((FOLDER / part).iterdir()) if path.suffix in TYPES]
    return {f"{path.parent.name}/{path.name}": (path.read_bytes(), TYPES[path.suffix]) for path in paths}


@cache
def assets_digest() -> str:
    """Return what tells this state of the files from every other one."""
    digest = hashlib.sha256()
    for name, (text, _) in assets().items():
        digest.update(f"{name}\0{len(text)}\0".encode() + text)
    return digest.hexdigest()[:16]


def asset_path(name: str) -> str:
    """Return the address of a served file such as ``editor/main.js``.

    Raises
    ------
    KeyError
        When there is no such file.
    """
    if name not in assets():
        raise KeyError(name)
    return f"/assets/{assets_digest()}/{name}"


async def send_asset(request: Request) -> Response:
    """Answer with a file; one of another state is gone, so that no page mixes two of them."""
    name = f"{request.path_params['part']}/{request.path_params['file']}"
    if request.path_params["digest"] != assets_digest() or name not in assets():
        return PlainTextResponse("", 404)
    text, kind = assets()[name]
    return Response(text, media_type=kind, headers={"cache-control": KEPT})


ASSET_ROUTES: Final = (Route("/assets/{digest}/{part}/{file}", send_asset),)
