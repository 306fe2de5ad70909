"""What sparring about a plan is made of: comments at a place, notes, agreed steps, proposals in pieces."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal, get_args

from planner.catalogue.base import Words
from planner.catalogue.message import Message
from planner.errors import ConflictError, PlannerError
from planner.plan.changes import Change
from planner.plan.compare import Comparison
from planner.plan.status import Status

AnchorKind = Literal["plan", "verdict", "finding", "phase", "activity", "zone"]
DEPTH: Final[dict[AnchorKind, int]] = {
    "plan": 0,
    "verdict": 2,
    "finding": 2,
    "phase": 1,
    "activity": 2,
    "zone": 1,
}

PartId = Literal[
    "context",
    "goal",
    "findings",
    "perspectives",
    "maintaining",
    "strengths",
    "steps",
    "signs",
    "voice",
    "evaluation",
]
PARTS: Final[tuple[PartId, ...]] = get_args(PartId)

NoteField = Literal[
    "context",
    "question",
    "findings",
    "perspective_context",
    "perspective_students",
    "perspective_individual",
    "maintaining",
    "strengths",
    "signs",
    "voice",
    "evaluation",
    "return_plan",
]
NOTE_FIELDS: Final[tuple[NoteField, ...]] = get_args(NoteField)
"""What people write in the template; agreed steps and the evaluation date have fields of their own."""

STEPS: Final = "steps"
EVALUATION_DATE: Final = "evaluation_date"
MOST_STEPS: Final = 3


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the school; ``name`` is empty for the one person of a planner without accounts."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a comment is about.

    ``ids`` is empty for the plan, ``(student, phase)`` for a verdict, ``(rule, at)`` for a finding,
    ``(phase,)``, ``(phase, activity)`` or ``(zone,)``.
    """

    kind: AnchorKind
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a comment stands.

    Attributes
    ----------
    then
        What the place was called in the version the comment is about.
    now
        What it is called in the plan as it stands; None where it is gone.
    words
        The sentence to show: the place, and that it is gone or was called otherwise.
    """

    then: Words
    now: Words | None
    words: Words

    @property
    def there(self) -> bool:
        """Whether the place is still in the plan."""
        return self.now is not None


@dataclass(frozen=True, slots=True)
class NewComment:
    """A comment as it is written: about a place in one version (``edit``), or an answer to another one."""

    edit: int
    anchor: Anchor
    text: str
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as it is read.

    Attributes
    ----------
    edit
        The version of the plan it is about.
    text
        As it was last corrected; empty where it was withdrawn.
    corrected
        When the text was last replaced; None where it stands as it was first written.
    settled
        Who settled the thread; None while it is open. Answers are never settled by themselves.
    mine
        Whether the reader wrote it, and so may correct or withdraw it.
    """

    id: int
    plan: str
    edit: int
    anchor: Anchor
    place: Place
    author: Person
    at: datetime
    text: str
    corrected: datetime | None = None
    settled: Person | None = None
    withdrawn: bool = False
    mine: bool = False
    answers: tuple["Comment", ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in a field of the template: who wrote it, and when."""

    id: int
    field: str
    text: str
    author: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """A note as it is written; ``expected`` is the note it replaces, None where there was none."""

    field: NoteField
    text: str
    expected: int | None = None


class NoteConflictError(ConflictError):
    """Somebody else wrote in the same field first; both texts are here to choose between."""

    def __init__(self, message: str, mine: str, theirs: Note) -> None:
        super().__init__(message)
        self.mine = mine
        self.theirs = theirs


@dataclass(frozen=True, slots=True)
class Step:
    """An agreed step: what is tried, who does it, and until when."""

    what: str
    who: str
    when: date


@dataclass(frozen=True, slots=True)
class Steps:
    """The agreed steps, at most three; ``expected`` is ``id`` of the steps these replace."""

    steps: tuple[Step, ...] = ()
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A field of the template where people write: its name, what to write there, what stands there."""

    field: NoteField
    name: Words
    hint: Words
    note: Note | None

    @property
    def expected(self) -> int | None:
        """The id of the note that a new one replaces."""
        return self.note.id if self.note else None


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """One of the ten parts of the template.

    ``known`` is what the planner fills in; its sentences hold names and titles that people typed.
    """

    id: PartId
    number: int
    name: Words
    hint: Words
    known: tuple[Message, ...]
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A move of the plan from one status to another; ``edit`` is the state it was in then."""

    before: Status
    after: Status
    actor: Person
    at: datetime
    edit: int | None


@dataclass(frozen=True, slots=True)
class SinceLast:
    """What happened to the plan since it was last looked at together, in plain words and for the students.

    Where nobody has looked yet (``looked`` is False) it is what happened since the plan was said to be ready.
    """

    edit: int
    at: datetime
    comparison: Comparison
    looked: bool = True


@dataclass(frozen=True, slots=True)
class Review:
    """All that a review page shows beside the plan itself.

    ``moves`` are the statuses the reader may move the plan to; ``steps_id`` and ``evaluation_id`` are what
    new steps and a new date replace (``expected``).
    """

    plan: str
    title: str
    head: int
    status: Status
    moves: tuple[Status, ...]
    coaches: tuple[Person, ...]
    parts: tuple[TemplatePart, ...]
    steps: tuple[Step, ...]
    steps_id: int | None
    evaluation: date | None
    evaluation_id: int | None
    history: tuple[Moved, ...]
    since_last: SinceLast | None
    may_propose: bool


PieceState = Literal["open", "done", "stuck"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One change of a counter-proposal, which can be adopted alone.

    Attributes
    ----------
    said
        The change in sentences, from what to what.
    needs
        What must be in the plan for the change to mean what it meant: ``(collection, id)`` of its room, or
        ``("students", code)``.
    state
        Done where the plan is so already, stuck where the change does not fit it (any more).
    trouble
        Why it is stuck.
    """

    id: str
    label: Words
    said: tuple[Message, ...]
    change: Change
    needs: tuple[tuple[str, str], ...] = ()
    state: PieceState = "open"
    trouble: PlannerError | None = None

    def refused(self, trouble: PlannerError) -> "Piece":
        """Return the piece as one that does not fit."""
        return replace(self, state="stuck", trouble=trouble)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A counter-proposal: the copy (``id``) of a plan in which a coach shows what could be otherwise."""

    id: str
    plan: str
    author: Person
    at: datetime
    pieces: tuple[Piece, ...] = ()


WaitingKind = Literal[
    "ready", "in_review", "adjusting", "comments", "proposal", "steps", "evaluate", "wishes", "words"
]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a person: a plan, what with it, how many, and since when where it is known."""

    kind: WaitingKind
    plan: str
    title: str
    words: Message
    n: int = 1
    since: datetime | None = None
