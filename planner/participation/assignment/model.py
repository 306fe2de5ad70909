"""What is assigned and what the answer says.

Inside, students, phases and options are numbers: a :data:`Grid` holds one option per student and phase.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from planner.catalogue.message import Message
    from planner.participation.assignment.noise import Sounds

NO_PLACE: Final = -1
"""Stands in a grid where a student has no place."""
Grid = tuple[tuple[int, ...], ...]
"""``[student][phase]``: the number of the option, or ``NO_PLACE``."""
Status = Literal["optimal", "best_found", "infeasible", "cancelled"]
Way = Literal["fixed_place", "few_moves", "move_often"]
Aim = Literal["left_out", "worst_off", "burden", "alone_or_apart", "wishes_missed", "moves"]
AIMS: Final[tuple[Aim, ...]] = (
    "left_out",
    "worst_off",
    "burden",
    "alone_or_apart",
    "wishes_missed",
    "moves",
)
"""In the order in which they count: a later aim never costs anything of an earlier one."""


@dataclass(frozen=True, slots=True)
class PhaseOf:
    """A phase of the lesson: its id, title and minutes."""

    id: str
    title: str
    minutes: float


@dataclass(frozen=True, slots=True)
class Option:
    """One activity in one zone during one phase.

    Attributes
    ----------
    place
        The zone; for an activity nobody has given a zone of the layout, a place of its own.
    known
        Whether ``place`` is a zone of the layout.
    adult
        Id of the adult of the activity, None where there is none or it is left open.
    apart
        Whether the group is away from the class.
    least, most
        Students in one group; None where nothing is asked. Several groups may work side by side.
    """

    phase: int
    activity: str
    title: str
    zone: str | None
    place: str
    known: bool = True
    adult: str | None = None
    apart: bool = False
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """What a student needs of the way through the lesson.

    ``limit`` counts moves (``few_moves``) or minutes of sitting (``move_often``); ``free`` are the options
    in which it is not asked; ``counts`` are the phases in which it is.
    """

    student: int
    kind: Way
    limit: float
    free: frozenset[int]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pin:
    """What the teacher has decided: a student does this activity, in this zone, in this phase."""

    student: str
    phase: str
    activity: str
    zone: str | None = None


@dataclass(frozen=True)
class Problem:
    """Everything an assignment has to hold to.

    Attributes
    ----------
    costs
        Per student the options open to them, with the verdict as a number (0 as planned … 3 not possible,
        for an option only a pin opens).
    capacity
        Places of a zone in a phase, under ``(phase, place)``; none where it is not known.
    together
        Students with those of whom at least one has to be on the same option.
    asunder
        Pairs of students who are not to be in the same zone, with the phases that have another one.
    wishes
        Students with those they would like to be with.
    beside
        ``(student, option)`` in which the adult of the activity has to be in the zone.
    quiet
        Highest level in dB(A) around a student on an option, under ``(student, option)``.
    blocked
        Per student ``(phase, from, to)``: zones they cannot get between as the phase begins.
    closed
        Why a student has no option at all in a phase, under ``(student, phase)``.
    pinned
        The option the teacher has chosen, under ``(student, phase)``.
    lost
        Pins of the plan that name what it does not have any more.
    unnamed
        How many students the class has besides those who are placed.
    """

    phases: tuple[PhaseOf, ...]
    students: tuple[str, ...]
    options: tuple[Option, ...]
    costs: tuple[Mapping[int, int], ...]
    capacity: Mapping[tuple[int, str], int] = field(default_factory=dict)
    together: tuple[tuple[int, tuple[int, ...]], ...] = ()
    asunder: tuple[tuple[int, int, tuple[int, ...]], ...] = ()
    wishes: tuple[tuple[int, tuple[int, ...]], ...] = ()
    beside: frozenset[tuple[int, int]] = frozenset()
    quiet: Mapping[tuple[int, int], float] = field(default_factory=dict)
    sounds: "tuple[Sounds | None, ...]" = ()
    journeys: tuple[Journey, ...] = ()
    blocked: tuple[frozenset[tuple[int, str, str]], ...] = ()
    closed: "Mapping[tuple[int, int], tuple[Message, ...]]" = field(default_factory=dict)
    pinned: Mapping[tuple[int, int], int] = field(default_factory=dict)
    zone_names: Mapping[str, str] = field(default_factory=dict)
    adult_roles: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[Pin, ...] = ()
    unnamed: int = 0

    @cached_property
    def allowed(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """``[student][phase]``: the options open, the teacher's own choice alone where there is one."""
        return tuple(
            tuple(self._allowed(s, t) for t in range(len(self.phases))) for s in range(len(self.students))
        )

    def _allowed(self, student: int, phase: int) -> tuple[int, ...]:
        if (student, phase) in self.pinned:
            return (self.pinned[student, phase],)
        return tuple(o for o in self.costs[student] if self.options[o].phase == phase)

    @cached_property
    def by_phase(self) -> tuple[tuple[int, ...], ...]:
        """The options of each phase."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for number, option in enumerate(self.options):
            found[option.phase].append(number)
        return tuple(tuple(found[t]) for t in range(len(self.phases)))

    @property
    def empty(self) -> Grid:
        """The grid in which nobody has a place yet."""
        return ((NO_PLACE,) * len(self.phases),) * len(self.students)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one student is in one phase."""

    phase: str
    student: str
    activity: str
    zone: str | None


@dataclass(frozen=True, slots=True)
class Breach:
    """One condition a placement does not hold: what kind, where, who, and one sentence."""

    kind: str
    phase: str | None
    students: tuple[str, ...]
    message: "Message"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why not everyone has a place.

    Attributes
    ----------
    kind
        ``closed`` (the check leaves no option), ``seats`` (too few places), ``core`` (conditions that
        cannot hold together, none of which is superfluous) or ``time`` (no place found in the time given).
    students
        Everyone it is about.
    short_by
        Places that are missing, for ``seats``.
    message
        The conflict in one sentence.
    conditions
        The conditions, each in one sentence.
    """

    kind: Literal["closed", "seats", "core", "time"]
    phase: str | None
    students: tuple[str, ...]
    zones: tuple[str, ...]
    message: "Message"
    conditions: "tuple[Message, ...]" = ()
    short_by: int | None = None


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to look: in the solver's own units, which repeat exactly, and in seconds as a safety net.

    ``conflict`` is what each question about a conflict may take, in units.
    """

    deterministic: float
    seconds: float
    conflict: float = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """The best placement so far and the numbers no placement gets below; ``proven``: how many aims are."""

    grid: Grid
    bound: Mapping[Aim, int]
    proven: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the search is: the aim at hand, the best found of it and its bound.

    ``found`` is what is held once the search is done with the aim.
    """

    aim: Aim
    objective: int
    bound: int
    found: Found | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """The answer.

    Attributes
    ----------
    status
        ``optimal``: everyone has a place and nothing better exists; ``best_found``: time ran out, see
        ``gap``; ``infeasible``: it is proven that not everyone can have a place, and this is the best
        without; ``cancelled``: stopped, with the best so far.
    places
        In the order of the phases, then of the students.
    left_out
        ``(student, phase)`` without a place.
    objective, bound
        Per aim the number reached, and the number no placement gets below.
    gap
        Share of the first unproven aim that may still be gained, 0 where all is proven.
    conflicts
        Why not everyone has a place.
    notes
        What else has to be known to read the answer.
    """

    status: Status
    grid: Grid
    places: tuple[Place, ...]
    left_out: tuple[tuple[str, str], ...]
    objective: Mapping[Aim, int]
    bound: Mapping[Aim, int]
    gap: float
    conflicts: tuple[Conflict, ...] = ()
    notes: "tuple[Message, ...]" = ()

    @property
    def proven(self) -> bool:
        """Whether no placement is better."""
        return self.objective == self.bound


def places_of(problem: Problem, grid: Grid) -> tuple[Place, ...]:
    """Return a grid in ids, in the order of the phases, then of the students."""
    return tuple(
        Place(phase.id, student, problem.options[o].activity, problem.options[o].zone)
        for t, phase in enumerate(problem.phases)
        for student, row in zip(problem.students, grid, strict=True)
        for o in (row[t],)
        if o != NO_PLACE
    )


def grid_of(problem: Problem, places: tuple[Place, ...]) -> Grid:
    """Return places as a grid; KeyError for a student, phase or option that does not exist."""
    student = {code: s for s, code in enumerate(problem.students)}
    phase = {entry.id: t for t, entry in enumerate(problem.phases)}
    rows = [list(row) for row in problem.empty]
    for place in places:
        t = phase[place.phase]
        rows[student[place.student]][t] = option_number(problem, t, place.activity, place.zone)
    return tuple(tuple(row) for row in rows)


def option_number(problem: Problem, phase: int, activity: str, zone: str | None) -> int:
    """Return the number of an option; without a zone, the first of the activity. KeyError: there is none."""
    for number in problem.by_phase[phase]:
        option = problem.options[number]
        if option.activity == activity and zone in (None, option.zone):
            return number
    raise KeyError((phase, activity, zone))
