"""The pictures under rooms, as the server sends them."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from planner.storage.store import Image
from planner.web.desk import now, the_store
from planner.web.server.images import IMAGE_ROUTES, image_path


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    return TestClient(Starlette(routes=list(IMAGE_ROUTES)))


def test_a_picture_is_sent_as_it_was_kept_and_may_be_kept_by_the_browser(client: TestClient) -> None:
    name = the_store().add_image(Image("image/png", b"png"), now())
    answer = client.get(image_path(name))

    assert (answer.status_code, answer.content) == (200, b"png")
    assert answer.headers["content-type"] == "image/png"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("name", ["0" * 64, "x", "..%2F..%2Fetc%2Fpasswd", "A" * 64])
def test_what_is_no_picture_of_ours_is_not_found(client: TestClient, name: str) -> None:
    assert client.get(f"/images/{name}").status_code == 404
