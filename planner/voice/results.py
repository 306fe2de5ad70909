"""What the released answers come to: counts, pins, votes and the words that were let through."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planner.voice.model import Answer, Pin, PinKind, Question

WordState = Literal["waiting", "shown", "hidden"]
WordKind = Literal["star1", "star2", "wish", "text", "proposal"]


@dataclass(frozen=True, slots=True)
class Word:
    """A text of a student, or a proposal as JSON, and whether others may see it."""

    id: str
    kind: WordKind
    text: str
    state: WordState


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each option of a question was chosen; ``answered`` counts who chose any."""

    question: Question
    counts: tuple[tuple[str, int], ...]
    answered: int


@dataclass(frozen=True, slots=True)
class Results:
    """What a round has come to.

    Attributes
    ----------
    answers
        How many students' answers are in it.
    tallies
        Of questions with faces, steps or reasons, and of the vote, in the order they were asked.
    pins
        Of all released answers, by layout, kind and place.
    words
        Only those that were let through, by kind and text.
    """

    answers: int
    tallies: tuple[Tally, ...]
    pins: tuple[Pin, ...]
    words: tuple[Word, ...] = ()

    def pins_of(self, kind: PinKind, layout: int = 0) -> tuple[Pin, ...]:
        """Return the pins of one kind on one layout."""
        return tuple(pin for pin in self.pins if pin.kind == kind and pin.layout == layout)

    def tally(self, question: str) -> Tally | None:
        """Return the counts of a question, None where it was not asked."""
        return next((tally for tally in self.tallies if tally.question.id == question), None)


def count_results(
    answers: tuple[Answer, ...], asked: tuple[Question, ...], words: tuple[Word, ...] = ()
) -> Results:
    """Return what answers come to; ``words`` are those that were let through."""
    pins = sorted(
        (pin for answer in answers for pin in answer.pins), key=lambda pin: (pin.layout, pin.kind, pin.at)
    )
    tallies = tuple(_tally(answers, question) for question in asked if _counted(question))
    return Results(
        len(answers), tallies, tuple(pins), tuple(sorted(words, key=lambda word: (word.kind, word.text)))
    )


def _counted(question: Question) -> bool:
    return question.kind in {"faces", "scale", "reasons", "vote"}


def _tally(answers: tuple[Answer, ...], question: Question) -> Tally:
    chosen = [tuple(chosen_options(answer, question)) for answer in answers]
    counts = Counter(option for options in chosen for option in options)
    return Tally(
        question,
        tuple((option.id, counts[option.id]) for option in question.options),
        sum(1 for options in chosen if options),
    )


def chosen_options(answer: Answer, question: Question) -> Iterator[str]:
    """Give the options of a question an answer has chosen."""
    if question.kind == "vote" and answer.vote is not None:
        yield str(answer.vote)
    elif question.id in answer.choices:
        yield answer.choices[question.id]
    else:
        yield from answer.reasons.get(question.id, ())


def words_of(answer: Answer) -> dict[WordKind, str]:
    """Return what of an answer waits for the teacher's look: its texts and its proposal."""
    words: dict[WordKind, str] = dict(answer.words.items())
    if answer.proposal:
        words["proposal"] = json.dumps(answer.proposal, ensure_ascii=False)
    return words
