"""What the students' voice tells a review: how far each round is, pins, words let through, replies."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from planner.catalogue.base import Words
from planner.catalogue.message import Message
from planner.review.known import known_message
from planner.room.patch_words import both
from planner.services.archive import Archive
from planner.services.rounds import RoundState, replies_of, round_state, rounds_of
from planner.voice.results import Results

MOST_ROUNDS: Final = 2
MOST_WORDS: Final = 5
MOST_REPLIES: Final = 3


def heard(archive: Archive, plan: str, now: datetime) -> tuple[Message, ...]:
    """Return what the newest rounds of a plan tell, nothing where students were not asked.

    Only what is released for everybody who may read it: counts from five answers on, words let through.
    """
    if not archive.may(plan, "read_voice"):
        return ()
    rounds = rounds_of(archive, plan, now)[:MOST_ROUNDS]
    return tuple(line for one in rounds for line in _round(archive, round_state(archive, one.id, now), now))


def _round(archive: Archive, state: RoundState, now: datetime) -> Iterator[Message]:
    if state.results is not None:
        yield known_message("round_shown", n=state.shown)
        yield from _results(state, state.results)
    elif state.round.open_at(now):
        yield known_message("round_open", n=state.answers)
    else:
        yield known_message("round_few")
    replies = replies_of(archive, state.round.id)
    if replies:
        yield known_message("replies", n=len(replies))
    for reply in replies[:MOST_REPLIES]:
        parts = {"said": reply.said, "did": reply.did, "because": reply.because or "–"}
        yield known_message("said_did", **{key: _ended(text) for key, text in parts.items()})


def _results(state: RoundState, results: Results) -> Iterator[Message]:
    pins = tuple(_pins(state, results))
    if pins:
        yield known_message("round_pins", pins=pins)
    said = [word for word in results.words if word.kind != "proposal"]
    yield from (known_message("said", text=word.text) for word in said[:MOST_WORDS])


def _pins(state: RoundState, results: Results) -> Iterator[Words]:
    layouts = state.round.layouts
    for question in state.round.questions:
        for option in question.options if question.kind == "pins" else ():
            for placed in results.places:
                if placed.kind == option.id and not placed.few:
                    where = f" – {layouts[placed.layout].name}" if len(layouts) > 1 else ""
                    pin = Words(da=option.words.da + where, en=option.words.en + where)
                    yield both(known_message("pin", pin=pin, n=len(placed.students)))


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "–")) else f"{text}."
