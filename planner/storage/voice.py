"""The students' voice in a database: rounds and their answers, one for each device, released in batches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from planner.errors import ConflictError, NotFoundError, PlannerError
from planner.locale import mark
from planner.storage.database import writing
from planner.storage.tables import DocumentRow
from planner.storage.voice_rows import (
    change_answer,
    forget_devices,
    found,
    kept_answers,
    locked,
    release_waiting,
    reply_of,
    reply_row,
    round_of,
    round_row,
    word_of,
)
from planner.storage.voice_tables import AnswerRow, ReplyRow, RoundRow, WordRow
from planner.voice.batches import EMPTY, Kept, least_answers, to_release
from planner.voice.report import round_report
from planner.voice.results import Word, WordState
from planner.voice.round import Reply, Round

NO_ROUND: Final = mark("There are no questions under this code.")
CLOSED: Final = mark("The round is closed. Thank you for what you have answered.")
FULL: Final = mark("This round has all the answers it can hold.")


@dataclass(frozen=True, slots=True)
class Given:
    """What a device gives: its digest (of round and token) and its answer as text, empty to take it back."""

    device: str
    content: str


class VoiceStore:
    """Rounds, answers, words and replies; each writing in one transaction that is on disk when it ends."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add_round(self, new: Round) -> bool:
        """Keep a new round; False where its code is taken."""
        try:
            with writing(self._engine) as session:
                session.add(round_row(new))
        except IntegrityError:
            if not self._taken(new.code):
                raise
            return False
        return True

    def round(self, round_id: str) -> Round:
        """Return a round; NotFoundError where there is none."""
        with Session(self._engine) as session:
            return round_of(found(session.get(RoundRow, round_id)))

    def round_by_code(self, code: str) -> Round:
        """Return the round of a code; NotFoundError where there is none, or its plan is off the lists."""
        listed = select(RoundRow).join(DocumentRow, DocumentRow.id == RoundRow.plan)
        query = listed.where(RoundRow.code == code, DocumentRow.removed.is_(None))
        with Session(self._engine) as session:
            row = session.scalars(query).one_or_none()
            if row is None:
                raise NotFoundError(NO_ROUND)
            return round_of(row)

    def rounds(self, plan: str) -> tuple[Round, ...]:
        """Return the rounds of a plan, the newest first."""
        query = select(RoundRow).where(RoundRow.plan == plan).order_by(RoundRow.opened.desc(), RoundRow.id)
        with Session(self._engine) as session:
            return tuple(map(round_of, session.scalars(query)))

    def close_due(self, now: datetime) -> None:
        """Close the rounds whose time is over; whoever looks at rounds does this first."""
        query = select(RoundRow.id).where(RoundRow.closed.is_(None), RoundRow.closes <= now)
        with Session(self._engine) as session:
            due = tuple(session.scalars(query))
        for round_id in due:
            self.close(round_id, now)

    def close(self, round_id: str, now: datetime) -> bool:
        """Close a round: a last batch is released, devices are forgotten. False where it was closed."""
        with writing(self._engine) as session:
            row = locked(session, round_id)
            if row.closed is not None:
                return False
            release_waiting(session, round_id, least_answers())
            row.closed = min(now, row.closes)
            forget_devices(session, round_id)
        return True

    def answer(self, round_id: str, device: str) -> str | None:
        """Return what a device has answered, None where it has not, or the round is closed."""
        query = select(AnswerRow.content).where(AnswerRow.round == round_id, AnswerRow.device == device)
        with Session(self._engine) as session:
            return session.scalar(query)

    def keep_answer(self, round_id: str, new: Given, now: datetime, most: float) -> None:
        """Keep the answer of a device in place of the one it gave before.

        Raises
        ------
        ConflictError
            The round is closed.
        PlannerError
            The round has as many answers as it may.
        """
        of_round = select(AnswerRow).where(AnswerRow.round == round_id)
        with writing(self._engine) as session:
            if not round_of(locked(session, round_id)).open_at(now):
                raise ConflictError(CLOSED)
            known = session.scalars(of_round.where(AnswerRow.device == new.device)).one_or_none()
            if known is not None:
                change_answer(session, known, new.content)
            elif new.content:
                _require_room(session, round_id, most)
                session.add(_answer_row(round_id, new))

    def release(self, round_id: str) -> None:
        """Release the answers that wait, if they are enough."""
        if to_release(self.kept(round_id), least_answers()):
            with writing(self._engine) as session:
                locked(session, round_id)
                release_waiting(session, round_id, least_answers())

    def kept(self, round_id: str) -> tuple[Kept, ...]:
        """Return the answers of a round, in no order of time."""
        with Session(self._engine) as session:
            return kept_answers(session, round_id)

    def words(self, round_id: str) -> tuple[Word, ...]:
        """Return the released words of a round, by kind and text."""
        query = select(WordRow).where(WordRow.round == round_id)
        with Session(self._engine) as session:
            words = [word_of(row) for row in session.scalars(query)]
        return tuple(sorted(words, key=lambda word: (word.kind, word.text, word.id)))

    def round_of_word(self, word: str) -> Round:
        """Return the round a word belongs to; NotFoundError where there is no such word (any more)."""
        with Session(self._engine) as session:
            return round_of(session.get_one(RoundRow, found(session.get(WordRow, word)).round))

    def set_word(self, word: str, state: WordState) -> None:
        """Let a word through or hold it back; NotFoundError where it was changed or taken back."""
        with writing(self._engine) as session:
            found(session.get(WordRow, word, with_for_update=True)).state = state

    def add_reply(self, round_id: str, reply: Reply) -> Reply:
        """Keep a reply and return it with its id."""
        with writing(self._engine) as session:
            row = reply_row(round_id, reply)
            session.add(row)
            session.flush()
            return reply_of(row)

    def replies(self, round_id: str) -> tuple[Reply, ...]:
        """Return the replies of a round, the newest first."""
        query = select(ReplyRow).where(ReplyRow.round == round_id).order_by(ReplyRow.at.desc(), ReplyRow.id)
        with Session(self._engine) as session:
            return tuple(map(reply_of, session.scalars(query)))

    def erase(self, session: Session, documents: Iterable[str]) -> None:
        """Erase all that students have said about some plans, in the transaction of who erases the plans."""
        plans = tuple(documents)
        rounds = select(RoundRow.id).where(RoundRow.plan.in_(plans))
        for table in (WordRow, AnswerRow, ReplyRow):
            session.execute(delete(table).where(table.round.in_(rounds)))
        session.execute(delete(RoundRow).where(RoundRow.plan.in_(plans)))

    def export(self, documents: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        """Return as plain data what the rounds of some plans came to, under the plans' ids.

        Only what was released is in it, as counts: what one student said stands nowhere together.
        """
        return {plan: [self._report(one) for one in self.rounds(plan)] for plan in documents}

    def _report(self, one: Round) -> dict[str, Any]:
        return round_report(one, self.kept(one.id), self.words(one.id), self.replies(one.id))

    def _taken(self, code: str) -> bool:
        with Session(self._engine) as session:
            return session.scalar(select(RoundRow.id).where(RoundRow.code == code)) is not None


def _answer_row(round_id: str, new: Given) -> AnswerRow:
    return AnswerRow(id=token_hex(8), round=round_id, device=new.device, content=new.content, released=EMPTY)


def _require_room(session: Session, round_id: str, most: float) -> None:
    number = session.scalar(select(func.count()).select_from(AnswerRow).where(AnswerRow.round == round_id))
    if (number or 0) >= most:
        raise PlannerError(FULL)
