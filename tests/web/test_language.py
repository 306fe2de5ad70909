import pytest

from planner.web.server.document import document
from planner.web.server.language import accepted_language, choose_language, cookie_language
from planner.web.server.routes import own_path


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("da-DK,da;q=0.9,en;q=0.8", "da"),
        ("en-GB,en;q=0.9,da;q=0.8", "en"),
        ("de,en;q=0.5,da;q=0.7", "da"),
        ("de-DE,fr;q=0.9", None),
        ("", None),
        ("en;q=x,da;q=0.1", "da"),
    ],
)
def test_the_browser_says_which_language_it_likes_best(header: str, language: str | None) -> None:
    assert accepted_language(header) == language


@pytest.mark.parametrize(
    ("header", "language"),
    [("language=en", "en"), ("a=1; language=da", "da"), ("language=tlh", None), ("", None), ("[=]", None)],
)
def test_the_cookie_carries_a_language_we_speak(header: str, language: str | None) -> None:
    assert cookie_language(header) == language


def test_the_cookie_goes_before_the_browser_and_danish_is_the_last_resort() -> None:
    assert choose_language("language=en", "da", "da") == "en"
    assert choose_language("", "en", "da") == "en"
    assert choose_language("", "fr", "da") == "da"


def test_each_language_has_its_document() -> None:
    assert b'<html lang="da">' in document("da")
    assert "<title>Planlæggeren</title>".encode() in document("da")
    assert b'<html lang="en">' in document("en")
    assert b"_stcore/agent" not in document("en")


@pytest.mark.parametrize("path", ["/", "/plan?id=ab12", "/room?id=zoned-classroom&x=%C3%A6"])
def test_the_way_back_leads_to_our_own_pages(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "", "/a\r\nb", "/\t/evil.example"],
)
def test_the_way_back_leads_nowhere_else(path: str) -> None:
    assert own_path(path) == "/"
