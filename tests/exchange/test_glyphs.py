"""Stand-ins for what no font of our pages shows."""

import pytest

from planner.exchange.glyphs import printable, printable_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Godt 🙂!", "Godt [slightly smiling face]!"),
        ("👍🏽", "[thumbs up sign]"),
        ("漢字", "□□"),
        ("a\ufffeb", "a□b"),
        ("Æblegrød – Ł, Ž, ж, λ, → €", "Æblegrød – Ł, Ž, ж, λ, → €"),
        ("e\u0301", "é"),
        ("\u200d\ufe0f", "□"),
        ("", ""),
    ],
)
def test_what_no_font_shows_has_a_plain_stand_in(text: str, shown: str) -> None:
    assert printable_text(text) == shown


def test_every_text_in_data_is_made_printable() -> None:
    data = {"a": ["🙂", ("漢", 1)], "b": None}
    assert printable(data) == {"a": ["[slightly smiling face]", ["□", 1]], "b": None}
