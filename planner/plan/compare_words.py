"""Say what differs between two parts of a plan, field by field, in words a teacher would use."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from pydantic import BaseModel

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.lesson.model import NeededPrerequisite
from planner.plan.compare_values import MANY, ONE, Names, known_words, plain_words, same_words

Topic = Literal["plan", "room", "class", "adults", "lesson"]
TOPICS: Final[tuple[Topic, ...]] = ("plan", "room", "class", "adults", "lesson")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that differs, as a sentence; ``topic`` is the part of the plan it belongs to."""

    topic: Topic
    message: Message


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says the fields of one kind of part, such as ``activity``.

    Attributes
    ----------
    names
        What ids in the fields are called: zones, furniture and phases.
    always
        Whether a field has its value also where it is left out, as in a layout; else leaving it out means
        that it is not recorded.
    """

    topic: Topic
    part: str
    names: Names = field(default_factory=dict)
    always: bool = False

    def differences(
        self, where: Value, before: BaseModel, after: BaseModel, skip: Iterable[str] = ()
    ) -> Iterator[Said]:
        """Yield a sentence for every field that differs; ``where`` is what the part is called."""
        for name in type(after).model_fields:
            if name not in skip and self._differs(before, after, name):
                yield self._field(where, name, (before, after))

    def _differs(self, before: BaseModel, after: BaseModel, name: str) -> bool:
        if getattr(before, name) != getattr(after, name):
            return True
        # Left out or said to be none is a difference; a default that is written down is none.
        nothing = getattr(after, name) is None or getattr(after, name) == ()
        recorded = {name in part.model_fields_set for part in (before, after)}
        return not self.always and nothing and len(recorded) > 1

    def _field(self, where: Value, name: str, parts: tuple[BaseModel, BaseModel]) -> Said:
        key = f"{self.part}_{name}"
        params: dict[str, Value] = {"where": where, "field": field_name(key)}
        if key in MANY and all(self._given(part, name) and getattr(part, name) for part in parts):
            return Said(self.topic, _listed(key, params, parts, name, self.names))
        before, after = (self._value(key, part, name) for part in parts)
        if key in ONE and not same_words(before, after):
            before, after = ONE[key].beside(before, after)
            return Said(self.topic, compare_message("turned", **params, before=before, after=after))
        if not same_words(before, after):
            return Said(self.topic, compare_message("turned", **params, before=before, after=after))
        return Said(self.topic, compare_message("changed", **params))

    def _given(self, part: BaseModel, name: str) -> bool:
        return self.always or name in part.model_fields_set

    def _value(self, key: str, part: BaseModel, name: str) -> Words:
        value = getattr(part, name)
        if not self._given(part, name) and (value is None or value == ()):
            return compare_value("missing")
        if value is None:
            return compare_value("missing" if self.always else "none")
        if value == ():
            return compare_value("none")
        if key in MANY:
            return _joined(MANY[key](one, self.names) for one in value)
        return ONE[key].words(value, self.names)


def _listed(
    key: str,
    params: Mapping[str, Value],
    parts: tuple[BaseModel, BaseModel],
    name: str,
    names: Names,
) -> Message:
    """Say what came into a list and what went out of it."""
    say: Callable[[object, Names], Words] = MANY[key]
    before, after = ([say(one, names) for one in getattr(part, name)] for part in parts)
    came = tuple(word for word in after if word not in before)
    went = tuple(word for word in before if word not in after)
    variant = ("swapped" if went else "came") if came else ("went" if went else "reordered")
    return compare_message(variant, **params, came=came, went=went)


def _joined(words: Iterable[Words]) -> Words:
    found = tuple(words)
    joined = Message(Words(da="{all}", en="{all}"), {"all": found})
    return Words(da=joined.text("da"), en=joined.text("en"))


def needed_words(needed: NeededPrerequisite) -> Words:
    """Say a prerequisite with the numbers it sets."""
    return MANY["student_prerequisites"](needed, {})


def compare_message(key: str, **params: Value) -> Message:
    """Return a sentence about a difference."""
    return Message(load_catalogue().words["compare"][key], params)


def compare_value(key: str) -> Words:
    """Return what is said for "not recorded" and "none"."""
    return known_words("compare_value", key)


def field_name(key: str) -> Words:
    """Return what people call a field, such as ``activity_voice``."""
    words = load_catalogue().words
    return words["compare_field"].get(key) or words["changes_lesson_field"][key]


def order_said(
    topic: Topic, key: str, before: Iterable[str], after: Iterable[tuple[str, str | Words]]
) -> Iterator[Said]:
    """Yield that what is in both states stands in another order now; ``after`` are ids with titles."""
    known, now = list(before), list(after)
    both = [one for one, _ in now if one in known]
    if both != [one for one in known if one in both]:
        titles = tuple(title if isinstance(title, Words) else plain_words(title) for _, title in now)
        yield Said(topic, compare_message(key, titles=titles))
