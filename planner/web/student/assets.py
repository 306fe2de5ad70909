"""The files of the student's pages, under an address that changes with them and so may be kept for ever."""

import gzip
import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

FOLDER: Final = Path(__file__).parent / "static"
EDITOR: Final = Path(__file__).parents[1] / "components" / "editor"
TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
KEPT: Final = "public, max-age=31536000, immutable"
WORKER: Final = "worker.js"


@cache
def assets() -> dict[str, tuple[bytes, bytes, str]]:
    """Return the files by name, each as it is, made smaller, and with its media type."""
    own = {path.name: path for path in FOLDER.iterdir()}
    editor = {f"editor/{path.name}": path for path in EDITOR.iterdir()}
    return {
        name: (content := path.read_bytes(), gzip.compress(content, 9, mtime=0), TYPES[path.suffix])
        for name, path in sorted((own | editor).items())
        if path.suffix in TYPES
    }


@cache
def assets_digest() -> str:
    """Return what tells this state of the files from every other one."""
    digest = hashlib.sha256()
    for name, (content, *_) in assets().items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]


def asset_path(name: str) -> str:
    """Return the address of a file; KeyError where there is none of that name."""
    if name not in assets():
        raise KeyError(name)
    return f"/s/-/{assets_digest()}/{name}"


async def send_asset(request: Request) -> Response:
    """Answer with a file; one of another state is gone, so that no page mixes two of them."""
    name = request.path_params["name"]
    if request.path_params["digest"] != assets_digest() or name not in assets():
        return PlainTextResponse("", 404, headers={"cache-control": "no-store"})
    return _file(request, name, KEPT)


async def send_worker(request: Request) -> Response:
    """Answer with the script that keeps a page for when the net is gone; always the newest."""
    return _file(request, WORKER, "no-cache")


def _file(request: Request, name: str, keep: str) -> Response:
    content, smaller, kind = assets()[name]
    headers = {"cache-control": keep, "vary": "Accept-Encoding"}
    if "gzip" in Headers(scope=request.scope).get("accept-encoding", ""):
        return Response(smaller, media_type=kind, headers={**headers, "content-encoding": "gzip"})
    return Response(content, media_type=kind, headers=headers)
