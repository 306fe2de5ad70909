"""The catalogue holds together: ids, words in both languages, sources, numbers."""

from collections.abc import Iterator
from string import Formatter

import pytest

from planner.catalogue.loader import load_catalogue
from planner.catalogue.model import Condition, Prerequisite, Rule

CATALOGUE = load_catalogue()
PREREQUISITES = {
    "step_free",
    "turning",
    "reach",
    "see_face",
    "see_board",
    "hear_speech",
    "low_noise",
    "low_visual",
    "light",
    "low_smell_touch",
    "know_next",
    "warn_change",
    "see_time",
    "know_help",
    "fixed_place",
    "few_moves",
    "move_often",
    "break_exit",
    "read_aloud",
    "write_alt",
    "speak_alt",
    "think_time",
    "chunked",
    "model",
    "language",
    "challenge",
    "extra_time",
    "concrete",
    "adult_near",
    "small_group",
    "safe_peer",
}


def told() -> Iterator[tuple[str, Prerequisite | Condition | Rule]]:
    """Every entry that speaks in sentences."""
    yield from CATALOGUE.prerequisites.items()
    yield from CATALOGUE.conditions.items()
    yield from CATALOGUE.room_rules.items()
    yield from CATALOGUE.lesson_rules.items()


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_31_prerequisites_are_there() -> None:
    assert set(CATALOGUE.prerequisites) == PREREQUISITES


def test_the_20_lesson_rules_are_there() -> None:
    numbers = {rule.number for rule in CATALOGUE.lesson_rules.values()}

    assert set(range(1, 21)) <= numbers


def test_every_named_support_exists() -> None:
    named = {
        (entry.id, support)
        for entry in CATALOGUE.prerequisites.values()
        for support in (*entry.supports, *entry.own_supports)
    }

    assert {pair for pair in named if pair[1] not in CATALOGUE.supports} == set()


def test_every_support_meets_something() -> None:
    useful = {
        support
        for entry in CATALOGUE.prerequisites.values()
        for support in (*entry.supports, *entry.own_supports)
    }
    # The visual schedule is part of what know_next asks for, not a substitute for it.
    assert set(CATALOGUE.supports) - useful <= {"visual_schedule"}


def test_a_support_offered_to_everyone_can_be_offered() -> None:
    for entry in CATALOGUE.prerequisites.values():
        for support in entry.supports:
            assert CATALOGUE.supports[support].offered, (entry.id, support)
        for support in entry.own_supports:
            assert CATALOGUE.supports[support].own, (entry.id, support)


def test_default_of_a_parameter_is_a_number_within_bounds_or_a_threshold() -> None:
    limits = CATALOGUE.limits("DK")
    for entry in CATALOGUE.prerequisites.values():
        for parameter in entry.parameters:
            default = parameter.default
            value = limits[default] if isinstance(default, str) else default
            assert parameter.minimum <= value <= parameter.maximum, (entry.id, parameter.id)


def test_every_entry_names_its_source() -> None:
    for table in (
        CATALOGUE.prerequisites,
        CATALOGUE.conditions,
        CATALOGUE.supports,
        CATALOGUE.thresholds,
        CATALOGUE.room_rules,
        CATALOGUE.lesson_rules,
    ):
        for key, entry in table.items():
            assert entry.origin.da.strip(), key
            assert entry.origin.en.strip(), key


@pytest.mark.parametrize(
    ("key", "entry"), list(told()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_both_languages_ask_for_the_same_facts(key: str, entry: Prerequisite | Condition | Rule) -> None:
    for variant, words in entry.messages.items():
        assert fields(words.da) == fields(words.en), (key, variant)
        assert (words.da_one is None) == (words.en_one is None), (key, variant)
        if words.da_one and words.en_one:
            # "One place" needs no number, but no fact of its own either.
            assert fields(words.da_one) == fields(words.en_one) <= fields(words.da), (key, variant)


@pytest.mark.parametrize("key", sorted(CATALOGUE.prerequisites))
def test_a_prerequisite_says_what_is_wrong_and_what_to_record(key: str) -> None:
    entry = CATALOGUE.prerequisites[key]

    assert "unmet" in entry.messages
    assert entry.remedies
    assert entry.question.da.endswith("?")
    assert entry.question.en.endswith("?")


def test_profiles_differ_only_where_the_catalogue_says_so() -> None:
    danish, american = CATALOGUE.limits("DK"), CATALOGUE.limits("ADA")

    for key, threshold in CATALOGUE.thresholds.items():
        assert danish[key] == threshold.profiles.get("DK", threshold.value)
        assert american[key] == threshold.profiles.get("ADA", threshold.value)
    assert danish != american
