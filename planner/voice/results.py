"""What the released answers come to: counts, pins, votes and the words that were let through."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planner.room.layout import Point
from planner.voice.batches import least_answers
from planner.voice.model import Answer, PinKind, Question

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
    """How often each option of a question was chosen; ``answered`` counts who chose any.

    Where too few have answered it, nothing is counted: neither who chose what nor how many they were.
    """

    question: Question
    counts: tuple[tuple[str, int], ...]
    answered: int

    @property
    def few(self) -> bool:
        """Whether too few have answered it for anything to be told."""
        return not self.counts


@dataclass(frozen=True, slots=True)
class Placed:
    """Where students have put pins of one kind on one layout: the pins of each student, in metres.

    Without students where too few have put any.
    """

    kind: PinKind
    layout: int
    students: tuple[tuple[Point, ...], ...] = ()

    @property
    def few(self) -> bool:
        """Whether too few students have used this kind of pin for anything to be told."""
        return not self.students


@dataclass(frozen=True, slots=True)
class Results:
    """What a round has come to.

    Attributes
    ----------
    answers
        How many students' answers are in it.
    tallies
        Of questions with faces, steps or reasons, and of the vote, in the order they were asked.
    places
        The pins of all released answers by layout and kind, for each that anybody has used.
    words
        Only those that were let through, by kind and text.
    """

    answers: int
    tallies: tuple[Tally, ...]
    places: tuple[Placed, ...]
    words: tuple[Word, ...] = ()

    def placed(self, kind: PinKind, layout: int = 0) -> Placed | None:
        """Return the pins of one kind on one layout, None where nobody has put any."""
        return next((one for one in self.places if (one.kind, one.layout) == (kind, layout)), None)

    def tally(self, question: str) -> Tally | None:
        """Return the counts of a question, None where it was not asked."""
        return next((tally for tally in self.tallies if tally.question.id == question), None)


def count_results(
    answers: tuple[Answer, ...], asked: tuple[Question, ...], words: tuple[Word, ...] = ()
) -> Results:
    """Return what answers come to; ``words`` are those that were let through.

    What rests on too few answers is withheld here, so that no page and no file can tell it: a question
    that most have skipped, a kind of pin that few have used.
    """
    least = least_answers()
    tallies = tuple(_tally(answers, question, least) for question in asked if _counted(question))
    told = tuple(sorted(words, key=lambda word: (word.kind, word.text)))
    return Results(len(answers), tallies, _places(answers, least), told)


def _counted(question: Question) -> bool:
    return question.kind in {"faces", "scale", "reasons", "vote"}


def _tally(answers: tuple[Answer, ...], question: Question, least: float) -> Tally:
    chosen = [options for answer in answers if (options := tuple(chosen_options(answer, question)))]
    if len(chosen) < least:
        return Tally(question, (), 0)
    counts = Counter(option for options in chosen for option in options)
    return Tally(question, tuple((option.id, counts[option.id]) for option in question.options), len(chosen))


def _places(answers: tuple[Answer, ...], least: float) -> tuple[Placed, ...]:
    """Return the pins by layout and kind; each student's stay together, students in no order."""
    found: dict[tuple[int, PinKind], list[tuple[Point, ...]]] = {}
    for answer in answers:
        own: dict[tuple[int, PinKind], list[Point]] = {}
        for pin in answer.pins:
            own.setdefault((pin.layout, pin.kind), []).append(pin.at)
        for key, spots in own.items():
            found.setdefault(key, []).append(tuple(spots))
    return tuple(
        Placed(kind, layout, tuple(sorted(students)) if len(students) >= least else ())
        for (layout, kind), students in sorted(found.items())
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
