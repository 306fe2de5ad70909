"""Pictures under rooms, on both databases."""

from datetime import datetime

import pytest

from planner.errors import NotFoundError
from planner.storage.images import Image, ImageStore
from planner.storage.store import Store


def test_a_picture_is_kept_once_by_its_content(store: Store, now: datetime) -> None:
    images = ImageStore(store.engine)
    picture = Image("image/png", b"\x89PNG")
    name = images.add(picture, now)
    assert images.add(picture, now) == name
    assert images.image(name) == picture
    with pytest.raises(NotFoundError):
        images.image("0" * 64)
