"""What is told of the adults of a lesson, phase by phase."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.catalogue.message import Message
    from planner.catalogue.model import Catalogue, Limits
    from planner.lesson.model import Plan
    from planner.room.facts import RoomFacts

Task = Literal["activity", "one_observes", "one_assists", "team", "idle", "open", "part", "away"]
WITHOUT_PLACE: tuple[Task, ...] = ("one_observes", "one_assists", "team", "open")
"""What somebody may do anywhere in the room, as far as the plan says."""
Oversight = Literal["there", "seen", "partly", "unseen", "unknown"]
Seen = Mapping[tuple[str, str], float]
"""The share of a zone seen from another, as in :func:`planner.room.oversight.zones_seen`."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What is looked at: the plan, and by phase id the facts of the room and its sight lines."""

    plan: "Plan"
    facts: "Mapping[str, RoomFacts]"
    seen: Mapping[str, Seen]
    catalogue: "Catalogue"
    limits: "Limits"


@dataclass(frozen=True, slots=True)
class Reach:
    """The way of an adult to a zone: metres on foot, 0 where they are, None where no way leads."""

    zone: str
    distance_m: float | None


@dataclass(frozen=True, slots=True)
class AdultPhase:
    """One adult in one phase.

    Attributes
    ----------
    task, message
        What they do, and that in a sentence.
    minutes
        How long they are there.
    activities, zones
        Ids of the activities they are set on, and of the zones these use; empty where the plan gives them
        no place of their own.
    sees
        Share of each zone in use that is seen from the best place in one of their zones.
    reaches
        The shortest way to each zone in use.
    """

    adult: str
    phase: str
    task: Task
    message: "Message"
    minutes: float
    activities: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    sees: Mapping[str, float] | None = None
    reaches: tuple[Reach, ...] = ()


@dataclass(frozen=True, slots=True)
class Watch:
    """A zone in use in a phase, breaks left out.

    Attributes
    ----------
    oversight
        ``there``: an adult is set on an activity in it; ``seen`` and ``partly``: from elsewhere, above or
        below the share of the catalogue; ``unknown``: nobody is, and where an adult is has not been recorded.
    by
        The adults who are there, or who see most of it.
    share
        How much of it is seen, 0-1; None where an adult is there.
    nearest_m
        The shortest way of an adult to it; None where no way leads.
    """

    phase: str
    zone: str
    name: str
    activities: tuple[str, ...]
    oversight: Oversight
    by: tuple[str, ...]
    share: float | None
    nearest_m: float | None


@dataclass(frozen=True, slots=True)
class Teaching:
    """How the adults of a phase work together: what is planned, what each does, what rule 20 finds of it."""

    phase: str
    model: str | None
    planned: "Message"
    tasks: "tuple[Message, ...]"
    findings: "tuple[Finding, ...]"


@dataclass(frozen=True, slots=True)
class AdultsView:
    """The adults of a lesson, in the order of the phases, then of the plan."""

    adults: tuple[AdultPhase, ...]
    watches: tuple[Watch, ...]
    teaching: tuple[Teaching, ...]
    findings: "tuple[Finding, ...]"
