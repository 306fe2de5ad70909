"""What students do, without an account: find the questions of a code, answer, see what came of it.

Whoever holds a code may ask what is here. Nothing here leads to the plan, its class or anybody's answer but
one's own.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from planner.catalogue.base import Language
from planner.catalogue.faults import fault
from planner.catalogue.loader import load_catalogue
from planner.errors import InputError, NotFoundError
from planner.room.layout import Layout
from planner.services.doors import Doors
from planner.services.limits import count_wrong_code, require_code_tries
from planner.storage.store import Store
from planner.storage.voice import NO_ROUND, Given, VoiceStore
from planner.voice.batches import answer_text, stored_answer
from planner.voice.checking import check_answer
from planner.voice.model import Answer, Group, Question
from planner.voice.proposal import short_proposal
from planner.voice.round import Reply, Round, plain_code

LONGEST_TOKEN: Final = 200


@dataclass(frozen=True, slots=True)
class OpenRound:
    """What a student's page needs to know of a round.

    ``open`` is whether it takes answers, ``shared`` whether several students use one tablet.
    """

    code: str
    group: Group
    questions: tuple[Question, ...]
    layouts: tuple[Layout, ...]
    closes: datetime
    language: Language
    open: bool
    shared: bool = False


def enter_round(doors: Doors, store: Store, code: str, address: str, now: datetime) -> OpenRound:
    """Find a round for somebody at a network address; wrong codes are counted, right ones are not.

    A right code never waits, however many wrong ones came before it: all it shows is the plan of a room,
    and one student with a list of made-up codes must not silence a whole school behind one address.

    Raises
    ------
    NotFoundError
        There is no such code.
    WaitError
        This one is wrong, and too many were before it from this address.
    """
    try:
        return find_round(store, code, now)
    except NotFoundError:
        require_code_tries(doors, address, now)
        count_wrong_code(doors, address, now)
        raise


def find_round(store: Store, code: str, now: datetime) -> OpenRound:
    """Return the round of a code, open or not; NotFoundError where there is none."""
    voice, one = _round(store, code)
    if not one.open_at(now):
        voice.close_due(now)
    return OpenRound(
        code=one.code,
        group=one.group,
        questions=one.questions,
        layouts=one.layouts,
        closes=one.closes,
        language=one.language,
        open=one.open_at(now),
        shared=one.shared,
    )


def own_answer(store: Store, code: str, device: str, now: datetime) -> Answer | None:
    """Return what a device has answered; None where it has not, or the round is closed."""
    voice, one = _round(store, code)
    if not one.open_at(now):
        voice.close_due(now)
        return None
    text = voice.answer(one.id, device_digest(one, device))
    return stored_answer(text) if text else None


def give_answer(store: Store, code: str, device: str, answer: Answer, now: datetime) -> None:
    """Keep the answer of a device in place of the one before; an empty answer takes it back.

    Raises
    ------
    InputError
        It does not fit what is asked, or says who somebody is; or the browser has no token.
    ConflictError
        The round is closed.
    NotFoundError
        There is no such code.
    """
    voice, one = _round(store, code)
    if not device.strip():
        # Everybody without a token would be one and the same.
        raise InputError((fault("voice_device", "", one.language),))
    check_answer(answer, one.questions, one.layouts, one.language)
    if answer.proposal is not None:
        shortest = short_proposal(one.layouts[0], answer.proposal) or None
        answer = answer.model_copy(update={"proposal": shortest})
    most = load_catalogue().limits()["voice_answers_most"]
    voice.keep_answer(one.id, Given(device_digest(one, device), answer_text(answer)), now, most)


def came_of_it(store: Store, code: str) -> tuple[Reply, ...]:
    """Return what the teacher has replied under a code, the newest first; without what it links."""
    voice, one = _round(store, code)
    return tuple(
        Reply(said.said, said.did, said.because, check=said.check, at=said.at)
        for said in voice.replies(one.id)
    )


def device_digest(one: Round, device: str) -> str:
    """Return what is kept of a device's token: another digest in every round, so that none can be joined."""
    return sha256(f"{one.id}:{device[:LONGEST_TOKEN]}".encode()).hexdigest()


def _round(store: Store, code: str) -> tuple[VoiceStore, Round]:
    plain = plain_code(code)
    if not plain:
        raise NotFoundError(NO_ROUND)
    voice = VoiceStore(store.engine)
    return voice, voice.round_by_code(plain)
