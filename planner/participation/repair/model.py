"""What a repair is looked for with: candidates, the goal, how much to look, and what was found.

The search knows no plans: a candidate is a name with an effort, and whoever asks says what a plan is
like with some candidates made (:data:`Measure`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.participation.compiled import Compiled

OptionKey = tuple[str, str, str | None]
"""Phase, activity and zone: an option that stays the same whatever else changes."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One change that may be made.

    Attributes
    ----------
    key
        Its name; no two candidates share one.
    effort
        What it asks of the adults, see the catalogue of changes.
    phase
        The phase it changes, None where it changes more than one.
    slot
        Candidates with the same slot cannot be made together; empty for those that can.
    part
        The activity whose options alone it changes; empty where it changes others as well.
    """

    key: str
    effort: float
    phase: str | None = None
    slot: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A plan with some candidates made.

    ``left_out`` asks for the ``(student, phase)`` without a place, which takes longer than the check.
    """

    compiled: "Compiled"
    left_out: Callable[[], tuple[tuple[str, str], ...]]


Measure = Callable[[tuple[Candidate, ...]], Measured | None]
"""Answers with the plan with these candidates made, or None where they do not go together."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a repair is to reach: ``choices`` options in every phase, and how many alternatives are shown."""

    choices: int
    alternatives: int


@dataclass(frozen=True, slots=True)
class Budget:
    """How much to look, in steps that repeat exactly: measured plans, and steps of a search per phase."""

    checks: int
    steps: int


@dataclass(frozen=True, slots=True)
class Lacks:
    """What the goal still lacks, each as ``(student, phase)``, in the order of the plan.

    ``ways`` are the phases in which a student's way through the lesson ends, ``choices`` those with too few
    options, ``places`` those in which a placement of the whole class leaves the student out.
    """

    ways: tuple[tuple[str, str], ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[str, str], ...] = ()

    @property
    def count(self) -> int:
        """How much is lacking."""
        return len(self.ways) + len(self.choices) + len(self.places)

    @property
    def weight(self) -> tuple[int, int, int]:
        """How bad it is: no way, then no choice, then no place, which is asked where nothing else lacks."""
        return len(self.ways), len(self.choices), len(self.places)


@dataclass(frozen=True, slots=True)
class Found:
    """A set of candidates that was measured as a whole, and what it leaves lacking."""

    candidates: tuple[Candidate, ...]
    lacks: Lacks

    @property
    def keys(self) -> frozenset[str]:
        """The names of its candidates."""
        return frozenset(one.key for one in self.candidates)

    @property
    def effort(self) -> float:
        """The effort of all its candidates together."""
        return sum(one.effort for one in self.candidates)


Further = Callable[[Found], "Sequence[Candidate]"]
"""Answers with candidates that may help once some are made: barriers nobody met before."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: which candidates there are, what a plan is like with them, and what it is to reach.

    ``further`` is asked where the candidates do not do; None: nothing more is tried.
    """

    candidates: "Sequence[Candidate]"
    measure: Measure
    goal: Goal
    budget: Budget
    further: Further | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search answers.

    Attributes
    ----------
    before
        What is lacking with nothing changed.
    repairs
        Sets after which nothing lacks, the least effort first; each differs from the others, and none has a
        candidate that could be left out.
    nearest
        Where there is no repair, the set that leaves the least lacking; None where nothing helps.
    checks
        How many plans were measured.
    """

    before: Lacks
    repairs: tuple[Found, ...]
    nearest: Found | None
    checks: int
