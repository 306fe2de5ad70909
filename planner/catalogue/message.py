"""Sentences that name what was found, rendered in Danish or English when somebody reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.catalogue.base import Language, Words

Value = float | int | str | Words | tuple[Words, ...]


class _Comma(float):
    """A number that is written with a decimal comma."""

    def __format__(self, spec: str) -> str:
        return float.__format__(self, spec).replace(".", ",")


def _shown(value: Value, language: Language) -> object:
    if isinstance(value, Words):
        return value.text(language)
    if isinstance(value, tuple):
        return join_words(tuple(word.text(language) for word in value), language)
    if isinstance(value, float) and language == "da":
        return _Comma(value)
    return value


def join_words(words: tuple[str, ...], language: Language) -> str:
    """List words as in speech: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    joint = " og " if language == "da" else " and "
    return ", ".join(words[:-1]) + joint + words[-1]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the catalogue with the facts that fill it.

    ``template`` uses ``str.format`` fields with an explicit number format, such as ``{clear_m:.2f}``;
    Danish shows a decimal comma. A parameter ``n`` chooses between singular and plural.
    """

    template: Words
    params: Mapping[str, Value] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """Render the sentence."""
        template = self.template.text(language, one=self.params.get("n") == 1)
        return template.format(**{k: _shown(v, language) for k, v in self.params.items()})
