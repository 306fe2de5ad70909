"""The pictures under rooms, as the server sends them."""

from pathlib import Path

import httpx
import pytest
from apart import run_apart
from starlette.applications import Starlette

from planner.storage.images import Image
from planner.web.opened import the_archive
from planner.web.server.images import IMAGE_ROUTES, image_path
from planner.web.server.session import now


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))


def get(path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=list(IMAGE_ROUTES)))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path)

    return run_apart(ask())


def test_a_picture_is_sent_as_it_was_kept_and_may_be_kept_by_the_browser() -> None:
    name = the_archive().add_image(Image("image/png", b"png"), now())
    answer = get(image_path(name))

    assert (answer.status_code, answer.content) == (200, b"png")
    assert answer.headers["content-type"] == "image/png"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("name", ["0" * 64, "x", "..%2F..%2Fetc%2Fpasswd", "A" * 64])
def test_what_is_no_picture_of_ours_is_not_found(name: str) -> None:
    assert get(f"/images/{name}").status_code == 404
