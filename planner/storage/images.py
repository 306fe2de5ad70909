"""Pictures that lie under rooms, each kept once."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.errors import NotFoundError
from planner.locale import mark
from planner.storage.database import writing
from planner.storage.tables import ImageRow


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as it is sent."""

    media_type: str
    content: bytes


class ImageStore:
    """The pictures in a database, by the SHA-256 of their bytes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, image: Image, now: datetime) -> str:
        """Keep a picture, once however often it is added, and return its SHA-256."""
        name = sha256(image.content).hexdigest()
        with writing(self._engine) as session:
            if session.get(ImageRow, name) is None:
                kept = ImageRow(id=name, media_type=image.media_type, content=image.content, created=now)
                session.add(kept)
        return name

    def image(self, name: str) -> Image:
        """Return a picture by its SHA-256; NotFoundError where there is none."""
        with Session(self._engine) as session:
            row = session.get(ImageRow, name)
            if row is None:
                raise NotFoundError(mark("This does not exist."))
            return Image(row.media_type, row.content)
