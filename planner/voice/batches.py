"""Which answers are shown: in batches, so that no look tells what one student has said or changed.

An answer has a content, which its device may change, and a released copy, which is what results show. New and
changed answers wait until there are enough of them; then all that wait are copied at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.catalogue.loader import load_catalogue
from planner.voice.model import Answer

EMPTY = ""
"""The text of an answer in which everything was skipped, and of one that was never released."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is kept: its random id, its content and the copy that was released, as texts."""

    id: str
    content: str
    released: str

    @property
    def waits(self) -> bool:
        """Whether its content differs from what was released; one that was changed back does not."""
        return self.content != self.released


def answer_text(answer: Answer) -> str:
    """Return an answer as text: equal answers give equal texts."""
    if answer.empty:
        return EMPTY
    choices = dict(sorted(answer.choices.items()))
    return answer.model_copy(update={"choices": choices}).model_dump_json(exclude_defaults=True)


def stored_answer(text: str) -> Answer:
    """Read an answer that was written by ``answer_text``."""
    return Answer.model_validate_json(text) if text else Answer()


def waiting(kept: Iterable[Kept]) -> tuple[Kept, ...]:
    """Return the answers whose content has not been released."""
    return tuple(answer for answer in kept if answer.waits)


def to_release(kept: Iterable[Kept], least: float) -> tuple[Kept, ...]:
    """Return the answers that are released now: all that wait, or none where they are too few."""
    found = waiting(kept)
    return found if len(found) >= least else ()


def shown(kept: Iterable[Kept], least: float) -> tuple[Answer, ...]:
    """Return the answers results are made of, none where they are too few; in no order of time."""
    texts = sorted(answer.released for answer in kept if answer.released)
    return tuple(stored_answer(text) for text in texts) if len(texts) >= least else ()


def given(kept: Iterable[Kept]) -> int:
    """Return how many students have answered anything."""
    return sum(1 for answer in kept if answer.content)


def least_answers() -> float:
    """Return how many answers it takes to be shown, and to be a batch."""
    return load_catalogue().limits("DK")["voice_answers_least"]
