"""Faults are said in both languages, with the same facts, and never break over what they repeat."""

from string import Formatter

import pytest
from pydantic import BaseModel, ValidationError

from planner.catalogue.base import Words
from planner.catalogue.faults import did_you_mean, fault, faults_of, path_of, shown
from planner.catalogue.loader import load_catalogue

FAULTS = load_catalogue().faults


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", FAULTS)
def test_both_languages_tell_the_same_facts(key: str) -> None:
    for words in (FAULTS[key].found, FAULTS[key].expected):
        assert isinstance(words, Words)
        assert fields(words.da) == fields(words.en)


def test_a_path_reads_as_a_person_would_write_it() -> None:
    assert path_of(("zones", 3, "polygon")) == "zones[3].polygon"
    assert path_of(("layout", "<layout>", "rooms", 0)) == "layout.rooms[0]"
    assert path_of(()) == ""


def test_a_value_is_shown_short_and_on_one_line() -> None:
    assert shown("a\nb") == '"a\\nb"'
    assert len(shown("x" * 1000)) == 40
    assert shown({1, 2}) == '"{1, 2}"'


def test_the_nearest_word_is_suggested_only_where_it_is_near() -> None:
    assert did_you_mean("low_nois", ["low_noise", "light"], "da") == ' (mente du "low_noise"?)'
    assert did_you_mean("banana", ["low_noise"], "da") == ""
    assert did_you_mean(7, ["7"], "en") == ""


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert str(fault("duplicate_id", "x", "en", value="{0}")) == (
        'x: "{0}" stands there twice – each id may be used only once'
    )


class Model(BaseModel):
    number: complex


def test_a_fault_nobody_has_foreseen_is_still_told() -> None:
    with pytest.raises(ValidationError) as refused:
        Model.model_validate({"number": []})

    [told] = faults_of(refused.value, "en")
    assert told.path == "number"
    assert told.expected.startswith("the value cannot be used here (")
