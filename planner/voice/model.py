"""What students answer: choices, reasons, pins, words, a vote, a proposal – and how it is checked.

An answer is about places. It has no name, no time and no seat in it.
"""

import unicodedata
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from planner.catalogue.loader import load_voice
from planner.catalogue.voice import AgeGroup, Option, PinKind, Question
from planner.room.layout import Id, Point

__all__ = ["GROUPS", "PIN_KINDS", "Answer", "Group", "Option", "Pin", "PinKind", "Question", "questions"]

Group = AgeGroup
GROUPS: Final[tuple[Group, ...]] = ("0-1", "2-3", "4-6", "7-9")
PIN_KINDS: Final[tuple[PinKind, ...]] = ("good", "loud", "cannot_see", "hard_to_reach", "want_here")
TEXTS: Final = ("star1", "star2", "text", "wish")
MOST_OF_ALL: Final = 60
LONGEST_OF_ALL: Final = 2000
TextId = Literal["star1", "star2", "text", "wish"]
Side = Literal[0, 1]
PINS_GRID: Final = 1
"""Pins are kept to the decimetre: nobody can be told by how exactly they tap."""


class Pin(BaseModel):
    """One pin on a layout: of what kind, where in metres, on which of the round's layouts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: PinKind
    at: Point
    layout: Side = 0

    @field_validator("at")
    @classmethod
    def _to_the_decimetre(cls, at: tuple[float, float]) -> tuple[float, float]:
        return round(at[0], PINS_GRID), round(at[1], PINS_GRID)


class Answer(BaseModel):
    """One student's answer; everything may be left out.

    Attributes
    ----------
    choices
        The option of a question with faces or steps, by the question's id.
    reasons
        The options of a question with reasons.
    words
        Texts by the id of their question; what cannot be seen is taken out of them, and an empty text
        is none.
    vote
        The layout that was preferred, by its number.
    proposal
        Patches of furniture and zones, one after the other, on the first layout (``planner.room.patch``).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    choices: Annotated[dict[Id, Id], Field(max_length=MOST_OF_ALL)] = Field(default_factory=dict)
    reasons: Annotated[
        dict[Id, Annotated[tuple[Id, ...], Field(max_length=MOST_OF_ALL)]], Field(max_length=MOST_OF_ALL)
    ] = Field(default_factory=dict)
    pins: Annotated[tuple[Pin, ...], Field(max_length=MOST_OF_ALL)] = ()
    words: dict[TextId, Annotated[str, Field(max_length=LONGEST_OF_ALL)]] = Field(default_factory=dict)
    vote: Side | None = None
    proposal: Annotated[tuple[dict[str, Any], ...], Field(max_length=MOST_OF_ALL)] | None = None

    @field_validator("words")
    @classmethod
    def _plain(cls, words: dict[TextId, str]) -> dict[TextId, str]:
        plain = {key: plain_text(text) for key, text in words.items()}
        return {key: plain[key] for key in TEXTS if plain.get(key)}

    @field_validator("reasons")
    @classmethod
    def _in_order(cls, reasons: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {key: tuple(sorted(set(options))) for key, options in sorted(reasons.items()) if options}

    @field_validator("pins")
    @classmethod
    def _sorted(cls, pins: tuple[Pin, ...]) -> tuple[Pin, ...]:
        # In which order somebody tapped is nobody's business.
        return tuple(sorted(pins, key=lambda pin: (pin.layout, pin.kind, pin.at)))

    @property
    def empty(self) -> bool:
        """Whether every question was skipped."""
        return not (self.choices or self.reasons or self.pins or self.words or self.proposal) and (
            self.vote is None
        )


def questions(group: Group, layouts: int = 1) -> tuple[Question, ...]:
    """Return the questions of an age group about one layout, or about two to choose between."""
    asked = load_voice().questions.values()
    return tuple(question for question in asked if group in question.groups and layouts >= question.layouts)


def plain_text(text: str) -> str:
    """Return a text in one line without what cannot be seen: control characters, turned directions."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(" " if c.isspace() else c for c in composed if c.isspace() or _visible(c))
    return " ".join(seen.split())


def _visible(character: str) -> bool:
    # The joiner holds emoji together, such as those of a family.
    return character == "\u200d" or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"}
