"""Sentences speak Danish with a decimal comma, English with a point, and count right."""

from planner.catalogue.base import Words
from planner.catalogue.message import Message, join_words

WIDTH = Words(da="{clear_m:.2f} m ved {thing}", en="{clear_m:.2f} m at {thing}")
PLACES = Words(da="{n} pladser", en="{n} places", da_one="{n} plads", en_one="{n} place")


def test_danish_uses_a_decimal_comma() -> None:
    message = Message(WIDTH, {"clear_m": 0.62, "thing": Words(da="reolen", en="the bookcase")})

    assert message.text("da") == "0,62 m ved reolen"
    assert message.text("en") == "0.62 m at the bookcase"


def test_one_and_many_differ() -> None:
    assert Message(PLACES, {"n": 1}).text("da") == "1 plads"
    assert Message(PLACES, {"n": 7}).text("da") == "7 pladser"
    assert Message(PLACES, {"n": 1}).text("en") == "1 place"


def test_several_words_are_listed_as_in_speech() -> None:
    assert join_words(("a",), "da") == "a"
    assert join_words(("a", "b", "c"), "da") == "a, b og c"
    assert join_words(("a", "b"), "en") == "a and b"
