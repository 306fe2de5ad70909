from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdfium2 import PdfDocument

from planner.errors import InputError
from planner.exchange.underlay import read_picture


def locked() -> bytes:
    """Return a PDF that says it is encrypted, with marks of a password nobody knows."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 5\n0000000000 65535 f \n" + table
    end += b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<01><02>]>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + end


def photo(size: tuple[int, int] = (40, 30), kind: str = "JPEG", mode: str = "RGB", **given_: object) -> bytes:
    file = BytesIO()
    Image.new(mode, size, "red").save(file, kind, **given_)
    return file.getvalue()


def pdf(pages: int = 1, size: tuple[float, float] = (842, 595)) -> bytes:
    document, file = PdfDocument.new(), BytesIO()
    for _ in range(pages):
        document.new_page(*size)
    document.save(file)
    document.close()
    return file.getvalue()


def refused(content: bytes, page: int = 1) -> str:
    with pytest.raises(InputError) as caught:
        read_picture(content, page)
    return str(caught.value)


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")])
def test_a_photo_is_kept_in_its_size(kind: str, mode: str) -> None:
    kept = read_picture(photo(kind=kind, mode=mode))

    assert (kept.width_px, kept.height_px) == (40, 30)
    assert Image.open(BytesIO(kept.content)).size == (40, 30)


def test_a_large_photo_is_made_small_and_keeps_its_shape() -> None:
    kept = read_picture(photo((4000, 2000)))

    assert (kept.width_px, kept.height_px) == (1600, 800)


def test_what_a_camera_writes_in_a_photo_is_not_kept_but_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A camera with a place"
    kept = read_picture(photo(exif=exif))

    assert (kept.width_px, kept.height_px) == (30, 40)
    assert not Image.open(BytesIO(kept.content)).getexif()
    assert b"camera" not in kept.content


def test_a_page_of_a_pdf_becomes_a_picture() -> None:
    kept = read_picture(pdf(pages=2), page=2)

    assert (kept.width_px, kept.height_px) == (1600, 1131)


def test_a_page_that_is_not_there_is_refused() -> None:
    assert refused(pdf(pages=2), page=3) == "side 3 findes ikke – PDF-filen har 2"


def test_a_locked_pdf_is_refused() -> None:
    assert refused(locked()) == "PDF-filen er låst med en adgangskode – gem den uden adgangskode først"


def test_too_large_is_refused_in_bytes_and_in_points() -> None:
    assert refused(b"%PDF-" + b"0" * 5_000_001) == "filen fylder 5,0 MB – må højst fylde 5 MB"
    points = "billedet har over 40 millioner punkter – gør det mindre, og prøv igen"
    assert refused(photo((8200, 5000), "PNG", "1")) == points
    assert refused(photo((14000, 14000), "PNG", "1")) == points
    assert refused(photo((10000, 10000), "PNG", "1")) == points


@pytest.mark.parametrize("content", [b"", b"hello", b'{"schema": 1}', b"GIF89a", photo(kind="BMP")])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    assert refused(content).endswith("skal være JPEG, PNG, WebP eller PDF")


def test_half_a_photo_and_a_broken_pdf_are_refused() -> None:
    assert refused(photo((400, 300), quality=95)[:1200]).startswith("billedet er ødelagt")
    assert refused(b"%PDF-1.7\nnothing").startswith("billedet er ødelagt")


@settings(max_examples=60, deadline=None)
@given(data=st.data(), content=st.sampled_from([photo(), photo(kind="PNG"), photo(kind="WEBP"), pdf()]))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(data: st.DataObject, content: bytes) -> None:
    damaged = bytearray(content[: data.draw(st.integers(20, len(content)))])
    for _ in range(data.draw(st.integers(0, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        kept = read_picture(bytes(damaged))
    except InputError:
        return
    assert kept.content
