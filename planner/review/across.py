"""What stands across plans: recurring unmet prerequisites, adult minutes, use of zones, minutes apart."""

from dataclasses import dataclass

from planner.catalogue.base import Words
from planner.catalogue.message import Message


@dataclass(frozen=True, slots=True)
class UnmetRow:
    """A prerequisite that is unmet for ``students`` (five or more), in ``plans`` plans."""

    prerequisite: str
    name: Words
    students: int
    plans: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan: minutes of the lesson, of its adults together, and the share of students' minutes apart.

    ``apart`` is None where the size of the class is not known, or below five.
    """

    name: Words
    minutes: float
    adult_minutes: float
    apart: float | None


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """A zone of a room: how long it is open, and an estimate of students × minutes in it."""

    room: str
    zone: str
    use: Words
    minutes: float
    student_minutes: float


@dataclass(frozen=True, slots=True)
class Across:
    """What stands across plans, and what is not shown of it.

    ``plans`` is how many were looked at; ``notes`` are sentences about what is hidden, left out or an
    estimate; ``hint`` what to do with it, and what not.
    """

    plans: int
    unmet: tuple[UnmetRow, ...]
    rows: tuple[PlanRow, ...]
    zones: tuple[ZoneRow, ...]
    apart: float | None
    notes: tuple[Message, ...]
    hint: tuple[Words, ...]
