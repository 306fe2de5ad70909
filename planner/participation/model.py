"""What the participation check answers: verdicts, barriers, paths."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from planner.catalogue.base import Words
from planner.catalogue.finding import Finding
from planner.catalogue.message import Message


class Verdict(IntEnum):
    """How a student can take part, best first."""

    AS_PLANNED = 0
    WITH_SUPPORT = 1
    UNKNOWN = 2
    NOT_POSSIBLE = 3

    @property
    def id(self) -> str:
        """The word of the JSON contract, such as ``as_planned``."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Barrier:
    """A prerequisite that an option does not meet, or that cannot be answered.

    Attributes
    ----------
    prerequisite
        Its id, or ``place`` or ``route`` for what an option asks of anyone.
    place
        Where the fact stands, as ``zone:shop``, ``activity:bars``, ``phase:work`` or ``door:D1``.
    value, limit, unit
        The fact that falls short; None where it is not a number.
    message
        The cause path in one sentence; for a gap what to record.
    remedies
        Sentences of what would help, from the catalogue.
    sureness, source
        How sure the rule is and where it comes from.
    """

    prerequisite: str
    place: str
    message: Message
    remedies: tuple[Message, ...]
    sureness: str
    source: Words
    value: float | None = None
    limit: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class OptionVerdict:
    """One student's verdict on one option.

    ``barriers`` are the unmet prerequisites, ``gaps`` those not recorded, ``own_supports`` the supports
    of the student that make the difference, as ``(prerequisite, support)``.
    """

    activity: str
    zone: str | None
    verdict: Verdict
    barriers: tuple[Barrier, ...] = ()
    gaps: tuple[Barrier, ...] = ()
    own_supports: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One student in one phase: the best verdict and every option's."""

    student: str
    phase: str
    verdict: Verdict
    options: tuple[OptionVerdict, ...]


@dataclass(frozen=True, slots=True)
class StudentPath:
    """One student's way through the lesson.

    ``choices`` counts the open options per phase, ``in_community`` those not apart from the class.
    ``breaks_at`` is the phase of the smallest cut where no path leads through; ``narrowest`` the
    phase with the smallest cut where one does.
    """

    student: str
    complete: bool
    breaks_at: str | None
    narrowest: str | None
    choices: Mapping[str, int]
    in_community: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Check:
    """The whole answer: a cell per student and phase, a path per student, the findings."""

    cells: tuple[Cell, ...]
    paths: tuple[StudentPath, ...]
    findings: tuple[Finding, ...]

    def cell(self, student: str, phase: str) -> Cell:
        """Return one cell; KeyError where there is none."""
        for cell in self.cells:
            if cell.student == student and cell.phase == phase:
                return cell
        raise KeyError((student, phase))
