"""A photo or a page of a PDF as a picture to lay under a room: small, without what a camera writes in it."""

import struct
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Final, Literal, NoReturn

from PIL import Image, ImageOps, UnidentifiedImageError
from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

from planner.catalogue.faults import fault
from planner.catalogue.loader import load_catalogue
from planner.errors import InputError

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.catalogue.message import Value

MEGA: Final = 1_000_000
PDF_MARK: Final = b"%PDF-"
FORMATS: Final = ("JPEG", "PNG", "WEBP")
QUALITY: Final = 82
_PDFIUM: Final = Lock()
"""PDFium works for one thread at a time."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be kept."""

    media_type: Literal["image/jpeg", "image/png"]
    content: bytes
    width_px: int
    height_px: int


def read_picture(content: bytes, page: int = 1, language: "Language" = "da") -> Picture:
    """Turn an uploaded file into a picture; of a PDF its page, counted from 1.

    Raises
    ------
    InputError
        With one fault: too large a file or picture, neither picture nor PDF, damaged, a locked PDF, no such
        page.
    """
    size = len(content) / MEGA
    if size > _limit("file_size"):
        _refuse("file_large", language, size=size, most=_limit("file_size"))
    if not content:
        _refuse("picture_kind", language)
    if PDF_MARK in content[:1024]:
        return _packed(_pdf_page(content, page, language))
    return _packed(_photo(content, language))


def _limit(threshold: str) -> float:
    return load_catalogue().limits()[threshold]


def _refuse(key: str, language: "Language", /, **facts: "Value") -> NoReturn:
    raise InputError((fault(key, "", language, **facts),))


def _photo(content: bytes, language: "Language") -> Image.Image:
    most = _limit("picture_megapixels")
    try:
        image = Image.open(BytesIO(content), formats=FORMATS)
        if image.width * image.height > most * MEGA:
            _refuse("picture_pixels", language, most=most)
        return ImageOps.exif_transpose(image)
    except UnidentifiedImageError:
        _refuse("picture_kind", language)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        _refuse("picture_pixels", language, most=most)
    except (OSError, SyntaxError, ValueError, EOFError, struct.error):
        _refuse("picture_broken", language)


def _pdf_page(content: bytes, page: int, language: "Language") -> Image.Image:
    try:
        with _PDFIUM, PdfDocument(content) as document:
            pages = len(document)
            if not 1 <= page <= pages:
                _refuse("pdf_page", language, page=page, pages=pages)
            sheet = document[page - 1]
            scale = _limit("picture_side_px") / max(*sheet.get_size(), 1.0)
            image: Image.Image = sheet.render(scale=scale).to_pil()
            return image.copy()
    except PdfiumError as error:
        locked = error.err_code in {FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY}
        _refuse("pdf_locked" if locked else "picture_broken", language)


def _packed(image: Image.Image) -> Picture:
    """Make a picture small and plain: no transparency, nothing but its points; the shorter of two formats."""
    side = int(_limit("picture_side_px"))
    flat = _on_white(image)
    flat.thumbnail((side, side))
    jpeg, png = BytesIO(), BytesIO()
    flat.save(jpeg, "JPEG", quality=QUALITY, optimize=True)
    flat.save(png, "PNG", optimize=True)
    if len(png.getvalue()) <= len(jpeg.getvalue()):
        return Picture("image/png", png.getvalue(), *flat.size)
    return Picture("image/jpeg", jpeg.getvalue(), *flat.size)


def _on_white(image: Image.Image) -> Image.Image:
    seen = image.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")
