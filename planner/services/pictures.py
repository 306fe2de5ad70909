"""Keep a photo or a page of a PDF to lay under a room."""

from datetime import datetime

from planner.catalogue.base import Language
from planner.exchange.underlay import read_picture
from planner.room.layout import LARGEST_M, Layout, Underlay
from planner.services.archive import Archive
from planner.storage.images import Image


def keep_underlay(
    archive: Archive, content: bytes, now: datetime, *, page: int = 1, language: Language = "da"
) -> tuple[str, float]:
    """Keep an uploaded picture; return its SHA-256 and its height over its width. InputError as it says."""
    picture = read_picture(content, page, language)
    name = archive.add_image(Image(picture.media_type, picture.content), now)
    return name, picture.height_px / picture.width_px


def placed_underlay(layout: Layout, image: str, height_by_width: float) -> Underlay:
    """Lay a picture under a whole layout, from its bottom left corner and as wide; to be calibrated there."""
    xs, ys = ([point[axis] for room in layout.rooms for point in room.outline] for axis in (0, 1))
    width = max(xs) - min(xs)
    return Underlay(
        image=image, at=(min(xs), min(ys)), width_m=width, height_m=min(width * height_by_width, LARGEST_M)
    )
