"""A change that may repair a plan: how it is made, how it is told, and what it asks of the adults."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.catalogue.loader import load_repairs
from planner.catalogue.message import Message
from planner.participation.repair.model import Candidate

if TYPE_CHECKING:
    from planner.catalogue.message import Value
    from planner.lesson.model import Plan
    from planner.plan.changes import Change

Build = Callable[["Plan"], "tuple[Change, ...]"]
"""Returns the changes a plan takes; PlannerError where they do not fit it."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """One entry of the catalogue of changes, made for a plan.

    Attributes
    ----------
    kind
        Its id in the catalogue.
    at, to
        What it changes and what that becomes, such as ``activity:bars`` and ``water``.
    phase
        The phase it changes, None where it changes more than one.
    slot
        Remedies with the same slot exclude each other.
    moved
        Where it moves furniture, the new position in metres.
    part
        The activity whose options alone it changes.
    """

    kind: str
    at: str
    to: str
    message: Message
    build: Build
    phase: str | None = None
    slot: str = ""
    moved: tuple[float, float] | None = None
    part: str = ""

    @property
    def candidate(self) -> Candidate:
        """What the search has to know of it."""
        key = f"{self.kind} {self.at} {self.to}"
        return Candidate(key, load_repairs()[self.kind].effort, self.phase, self.slot, self.part)

    @property
    def word(self) -> str:
        """The word of the public contract for what it does."""
        return load_repairs()[self.kind].word


def told(kind: str, variant: str, **params: "Value") -> Message:
    """Return the sentence of a kind of change."""
    return Message(load_repairs()[kind].messages[variant], params)


def apply_remedies(plan: "Plan", remedies: Iterable[Remedy]) -> "tuple[Plan, tuple[Change, ...]]":
    """Return the plan with the remedies made one after the other, and the changes that were made.

    Raises
    ------
    PlannerError
        Where one does not fit the plan the others leave.
    """
    made: list[Change] = []
    for remedy in remedies:
        for change in remedy.build(plan):
            plan = change.apply(plan)
            made.append(change)
    return plan, tuple(made)
