"""Read an answer a browser has sent, and hold it to what the round asks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.catalogue.document import Document
from planner.catalogue.faults import fault
from planner.catalogue.private_words import is_private
from planner.errors import Fault, InputError
from planner.voice.model import Answer, Question
from planner.voice.places import on_drawing
from planner.voice.proposal import merged_patch, proposed_layout

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.room.layout import Layout

_ANSWER = Document(Answer, "planner/answer/1", "not_json")
TAPPED = ("faces", "scale")


def read_answer(raw: object, language: "Language" = "da") -> Answer:
    """Turn parsed JSON into an answer; InputError with every fault of a field."""
    return _ANSWER.read(raw, language)


def check_answer(
    answer: Answer,
    questions: tuple[Question, ...],
    layouts: "tuple[Layout, ...]",
    language: "Language" = "da",
) -> None:
    """Hold an answer to the questions of its round.

    Raises
    ------
    InputError
        With everything that is wrong: an unknown question or option, too many pins, a pin outside the
        drawing, a text that is too long or says who somebody is, a proposal that is none.
    """
    asked = {question.id: question for question in questions}
    faults = (
        *_choice_faults(answer, asked, language),
        *_pin_faults(answer, asked, layouts, language),
        *_text_faults(answer, asked, language),
        *_other_faults(answer, asked, layouts, language),
    )
    if faults:
        raise InputError(faults)
    if answer.proposal:
        proposed_layout(layouts[0], answer.proposal, language)


def _choice_faults(answer: Answer, asked: dict[str, Question], language: "Language") -> Iterator[Fault]:
    for key, option in answer.choices.items():
        if not _offers(asked, key, TAPPED, (option,)):
            yield fault("voice_unknown", f"choices.{key}", language)
    for key, options in answer.reasons.items():
        if not _offers(asked, key, ("reasons",), options):
            yield fault("voice_unknown", f"reasons.{key}", language)
        elif len(options) > asked[key].most:
            yield _many(f"reasons.{key}", len(options), asked[key].most, language)


def _pin_faults(
    answer: Answer, asked: dict[str, Question], layouts: "tuple[Layout, ...]", language: "Language"
) -> Iterator[Fault]:
    if not answer.pins:
        return
    if not _offers(asked, "pins", ("pins",), tuple(pin.kind for pin in answer.pins)):
        yield fault("voice_unknown", "pins", language)
    elif len(answer.pins) > asked["pins"].most:
        yield _many("pins", len(answer.pins), asked["pins"].most, language)
    for number, pin in enumerate(answer.pins):
        if pin.layout >= len(layouts):
            yield fault("voice_unknown", f"pins[{number}].layout", language)
        elif not on_drawing(layouts[pin.layout], pin.at):
            yield fault("voice_pin_outside", f"pins[{number}].at", language)


def _text_faults(answer: Answer, asked: dict[str, Question], language: "Language") -> Iterator[Fault]:
    for key, text in answer.words.items():
        if not _offers(asked, key, ("text",), ()):
            yield fault("voice_unknown", f"words.{key}", language)
        elif len(text) > asked[key].most:
            yield fault("voice_text_long", f"words.{key}", language, number=len(text), most=asked[key].most)
        elif is_private(text):
            yield fault("voice_private", f"words.{key}", language)


def _other_faults(
    answer: Answer, asked: dict[str, Question], layouts: "tuple[Layout, ...]", language: "Language"
) -> Iterator[Fault]:
    if answer.vote is not None and ("vote" not in asked or answer.vote >= len(layouts)):
        yield fault("voice_unknown", "vote", language)
    if answer.proposal and "proposal" not in asked:
        yield fault("voice_unknown", "proposal", language)
    elif answer.proposal and (size := merged_patch(answer.proposal, language).size) > asked["proposal"].most:
        yield _many("proposal", size, asked["proposal"].most, language)


def _offers(asked: dict[str, Question], key: str, kinds: tuple[str, ...], options: tuple[str, ...]) -> bool:
    """Whether a question of one of the kinds is asked and has these options."""
    question = asked.get(key)
    if question is None or question.kind not in kinds:
        return False
    return set(options) <= {option.id for option in question.options}


def _many(path: str, number: int, most: int, language: "Language") -> Fault:
    return fault("voice_many", path, language, number=number, most=most)
