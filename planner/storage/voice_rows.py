"""What happens to the rows of a round: answers change, are released, and forget their devices."""

from secrets import token_hex
from typing import TYPE_CHECKING, Final, TypeVar, cast

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from planner.catalogue.base import Language, Words
from planner.errors import NotFoundError
from planner.locale import mark
from planner.storage.voice_tables import AnswerRow, ReplyRow, RoundRow, WordRow
from planner.voice.batches import EMPTY, Kept, stored_answer, to_release
from planner.voice.results import Word, WordKind, WordState, words_of
from planner.voice.round import Reply, Round, layouts_text, stored_layouts

if TYPE_CHECKING:
    from planner.voice.model import Group

NOT_THERE: Final = mark("This does not exist.")
WAITING: Final = "waiting"
RowT = TypeVar("RowT")


def found(row: RowT | None) -> RowT:
    """Return a row that is there; NotFoundError where it is not."""
    if row is None:
        raise NotFoundError(NOT_THERE)
    return row


def locked(session: Session, round_id: str) -> RoundRow:
    """Return a round that nobody else writes to until the transaction ends.

    Two looks at once must not release a batch each, nor an answer come in while the round is closed.
    """
    return found(session.get(RoundRow, round_id, with_for_update=True, populate_existing=True))


def kept_answers(session: Session, round_id: str) -> tuple[Kept, ...]:
    """Return the answers of a round by their random ids."""
    query = select(AnswerRow.id, AnswerRow.content, AnswerRow.released).where(AnswerRow.round == round_id)
    return tuple(sorted((Kept(*row) for row in session.execute(query)), key=lambda kept: kept.id))


def change_answer(session: Session, row: AnswerRow, content: str) -> None:
    """Write another content; one that is taken back before it was ever released leaves nothing."""
    row.content = content
    if content == row.released == EMPTY:
        session.delete(row)


def release_waiting(session: Session, round_id: str, least: float) -> None:
    """Copy what waits into what results show, if it is enough; texts that are new wait for a look."""
    session.flush()
    for answer in to_release(kept_answers(session, round_id), least):
        session.get_one(AnswerRow, answer.id).released = answer.content
        _renew_words(session, round_id, answer)
    session.flush()


def _renew_words(session: Session, round_id: str, answer: Kept) -> None:
    """Put the words of an answer in place of its old ones; those that are the same stay as they are.

    A changed text has another id: who lets through a text lets through the one that was read.
    """
    words = words_of(stored_answer(answer.content))
    for row in session.scalars(select(WordRow).where(WordRow.answer == answer.id)).all():
        if words.get(cast("WordKind", row.kind)) == row.text:
            del words[cast("WordKind", row.kind)]
        else:
            session.delete(row)
    session.add_all(
        WordRow(id=token_hex(8), round=round_id, answer=answer.id, kind=kind, text=text, state=WAITING)
        for kind, text in words.items()
    )


def forget_devices(session: Session, round_id: str) -> None:
    """Write the answers of a round anew, under other ids and without their devices.

    A database keeps rows in the order they came in and marks those that were written together; written
    all at once, by ids that are random, they tell nothing of that.
    """
    session.flush()
    answers = kept_answers(session, round_id)
    words = [
        (word_of(row), row.answer)
        for row in session.scalars(select(WordRow).where(WordRow.round == round_id))
    ]
    new = {answer.id: token_hex(8) for answer in answers}
    session.execute(delete(WordRow).where(WordRow.round == round_id))
    session.execute(delete(AnswerRow).where(AnswerRow.round == round_id))
    session.add_all(
        AnswerRow(id=new[a.id], round=round_id, device=None, content=a.content, released=a.released)
        for a in sorted(answers, key=lambda answer: new[answer.id])
    )
    session.flush()
    session.add_all(
        WordRow(
            id=word.id, round=round_id, answer=new[answer], kind=word.kind, text=word.text, state=word.state
        )
        for word, answer in sorted(words, key=lambda entry: entry[0].id)
    )


def round_row(new: Round) -> RoundRow:
    """Return the row of a new round."""
    return RoundRow(
        id=new.id,
        code=new.code,
        plan=new.plan,
        edit=new.edit,
        age=new.group,
        layouts=layouts_text(new.layouts),
        language=new.language,
        opened=new.opened,
        closes=new.closes,
        closed=new.closed,
        expected=new.expected,
        shared=new.shared,
    )


def round_of(row: RoundRow) -> Round:
    """Return the round of a row."""
    return Round(
        id=row.id,
        code=row.code,
        plan=row.plan,
        edit=row.edit,
        group=cast("Group", row.age),
        layouts=stored_layouts(row.layouts),
        language=cast("Language", row.language),
        opened=row.opened,
        closes=row.closes,
        closed=row.closed,
        expected=row.expected,
        shared=row.shared,
    )


def word_of(row: WordRow) -> Word:
    """Return the word of a row."""
    return Word(row.id, cast("WordKind", row.kind), row.text, cast("WordState", row.state))


def reply_row(round_id: str, reply: Reply) -> ReplyRow:
    """Return the row of a new reply; its time is the one it says."""
    return ReplyRow(
        id=token_hex(8),
        round=round_id,
        said=reply.said,
        did=reply.did,
        because=reply.because,
        edit=reply.edit,
        check_da=reply.check.da if reply.check else None,
        check_en=reply.check.en if reply.check else None,
        at=reply.at,
    )


def reply_of(row: ReplyRow) -> Reply:
    """Return the reply of a row."""
    check = Words(da=row.check_da, en=row.check_en or row.check_da) if row.check_da else None
    return Reply(row.said, row.did, row.because, row.edit, check, row.id, row.at)
