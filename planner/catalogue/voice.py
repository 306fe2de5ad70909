"""What students are asked about a room, and when their words and the check disagree."""

from collections.abc import Mapping
from typing import Literal

from planner.catalogue.base import Entry, Words
from planner.catalogue.model import Rule

AgeGroup = Literal["0-1", "2-3", "4-6", "7-9"]
PinKind = Literal["good", "loud", "cannot_see", "hard_to_reach", "want_here"]
Trouble = Literal["loud", "cannot_see", "hard_to_reach"]
QuestionKind = Literal["faces", "reasons", "scale", "text", "vote", "pins", "proposal"]


class Option(Entry):
    """One answer that can be tapped: its words and the name of its picture.

    ``says`` is the trouble it tells of, None where it tells of none.
    """

    id: str
    words: Words
    picture: str
    says: Trouble | None = None


class Question(Entry):
    """One question to students.

    Attributes
    ----------
    groups
        The age groups it is for.
    options
        In the order they are shown; none for a text and a proposal.
    most
        How many options, pins, characters or moved pieces an answer may have.
    layouts
        How many layouts a round has at least for the question to be asked.
    """

    id: str
    kind: QuestionKind
    groups: tuple[AgeGroup, ...]
    words: Words
    options: tuple[Option, ...] = ()
    most: int = 1
    layouts: int = 1


class ToldBy(Entry):
    """Where the check speaks of a trouble: ids of its rules and prerequisites.

    ``against_good`` is whether a place that students call good contradicts it.
    """

    rules: tuple[str, ...]
    prerequisites: tuple[str, ...]
    against_good: bool = False


class Voice(Entry):
    """All about the students' voice.

    ``questions`` stand in the order they are asked, ``told_by`` says where the check speaks of a trouble,
    ``replies`` what it says about a change that students wished for.
    """

    questions: Mapping[str, Question]
    rules: Mapping[str, Rule]
    told_by: Mapping[Trouble, ToldBy]
    replies: Mapping[str, Words]
