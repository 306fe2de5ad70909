"""The tables of the students' voice: rounds, answers, their words, and what came of it.

Nobody's name, no time of an answer and no order are in them. The ids of answers and words are random, and in
SQLite these tables are kept in the order of their ids; ``VoiceStore`` gives the rows new ids at the close.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from planner.storage.tables import Base, Moment

METADATA: Final = Base.metadata
"""All tables of the planner, these included."""


class RoundRow(Base):
    """A round of questions about a plan, see ``planner.voice.round``; ``layouts`` is a JSON list."""

    __tablename__ = "rounds"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    plan: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    edit: Mapped[int] = mapped_column(ForeignKey("edits.id"))
    age: Mapped[str] = mapped_column(String(8))
    layouts: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    opened: Mapped[datetime] = mapped_column(Moment)
    closes: Mapped[datetime] = mapped_column(Moment, index=True)
    closed: Mapped[datetime | None] = mapped_column(Moment)
    expected: Mapped[int | None]
    shared: Mapped[bool]


class AnswerRow(Base):
    """An answer: what it says now and the copy that results show.

    ``device`` is a digest of the round and the device's token; None once the round is closed.
    """

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("round", "device", name="one_answer"), {"sqlite_with_rowid": False})

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    round: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)
    device: Mapped[str | None] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(Text)
    released: Mapped[str] = mapped_column(Text)


class WordRow(Base):
    """A released text or proposal of an answer; ``state`` is waiting, shown or hidden."""

    __tablename__ = "words"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    round: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)
    answer: Mapped[str] = mapped_column(ForeignKey("answers.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))


class ReplyRow(Base):
    """You said – we did – because, and what the check of the room says about it."""

    __tablename__ = "replies"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    round: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)
    said: Mapped[str] = mapped_column(Text)
    did: Mapped[str] = mapped_column(Text)
    because: Mapped[str] = mapped_column(Text)
    edit: Mapped[int | None] = mapped_column(ForeignKey("edits.id"))
    check_da: Mapped[str | None] = mapped_column(Text)
    check_en: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
