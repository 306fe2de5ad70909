from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow

from planner.errors import InputError
from planner.exchange.documents import layout_by_id
from planner.services.archive import Archive
from planner.services.pictures import keep_underlay, placed_underlay
from planner.storage.images import ImageStore
from planner.storage.store import open_store

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def photo() -> bytes:
    file = BytesIO()
    Pillow.new("RGB", (40, 20), "red").save(file, "PNG")
    return file.getvalue()


def test_a_picture_is_kept_once_and_named_by_its_content(tmp_path: Path) -> None:
    archive = Archive(open_store(f"sqlite:///{tmp_path}/plans.db"))
    first, again = keep_underlay(archive, photo(), NOW), keep_underlay(archive, photo(), NOW)

    assert first == again
    assert first[1] == 0.5
    assert ImageStore(archive.store.engine).image(first[0]).content
    archive.store.close()


def test_a_refused_picture_is_not_kept(tmp_path: Path) -> None:
    archive = Archive(open_store(f"sqlite:///{tmp_path}/plans.db"))
    with pytest.raises(InputError, match="must be JPEG, PNG, WebP or PDF"):
        keep_underlay(archive, b"hello", NOW, language="en")
    archive.store.close()


def test_a_picture_is_laid_under_the_whole_room_in_its_own_shape() -> None:
    room = layout_by_id("zoned-classroom")
    under = placed_underlay(room, "a" * 64, 0.5)

    assert under.at == (min(x for x, _ in room.rooms[0].outline), min(y for _, y in room.rooms[0].outline))
    assert under.height_m == under.width_m / 2
    assert placed_underlay(room, "a" * 64, 1000).height_m == 200
