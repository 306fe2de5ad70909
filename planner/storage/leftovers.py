"""What lies around after its time: old log lines, ended sessions, used-up links, rounds left open."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, delete, func, select
from sqlalchemy.orm import Session

from planner.storage.account_tables import AttemptRow, AuditRow, OneTimeRow, SessionRow
from planner.storage.database import writing
from planner.storage.tables import Base
from planner.storage.voice import VoiceStore
from planner.storage.voice_tables import RoundRow


@dataclass(frozen=True, slots=True)
class Dates:
    """From when on what is kept: sessions unseen since, attempts and log lines older than."""

    now: datetime
    seen: datetime
    tried: datetime
    noted: datetime


@dataclass(frozen=True, slots=True)
class Leftovers:
    """How many rows are over; ``rounds`` are over but were not closed, and still know devices."""

    sessions: int
    links: int
    attempts: int
    happenings: int
    rounds: int


class LeftoverStore:
    """The sweeping of a database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def count(self, dates: Dates) -> Leftovers:
        """Count what is over."""
        with Session(self._engine) as session:
            numbers = [
                session.scalar(select(func.count()).select_from(table).where(over)) or 0
                for table, over in _over(dates)
            ]
            due = select(func.count()).where(RoundRow.closed.is_(None), RoundRow.closes <= dates.now)
            sessions, links, attempts, happenings = numbers
            return Leftovers(sessions, links, attempts, happenings, session.scalar(due) or 0)

    def sweep(self, dates: Dates) -> None:
        """Close the rounds that are over, and delete the rest."""
        VoiceStore(self._engine).close_due(dates.now)
        with writing(self._engine) as session:
            for table, over in _over(dates):
                session.execute(delete(table).where(over))


def _over(dates: Dates) -> tuple[tuple[type[Base], ColumnElement[bool]], ...]:
    """Return the tables with what is over in them, in the order of ``Leftovers``."""
    return (
        (SessionRow, (SessionRow.ends <= dates.now) | (SessionRow.seen <= dates.seen)),
        (OneTimeRow, OneTimeRow.ends <= dates.now),
        (AttemptRow, AttemptRow.at < dates.tried),
        (AuditRow, AuditRow.at < dates.noted),
    )
