"""The options of a lesson: every activity of every phase in every zone it may use."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.catalogue.model import Catalogue, Limits
    from planner.lesson.model import Activity, Phase, Plan
    from planner.participation.needs import Need
    from planner.participation.outcome import Outcome
    from planner.room.facts import RoomFacts, ZoneFacts


@dataclass(slots=True)
class Memory:
    """Answers about single options, kept while variants of one plan are checked for the same class.

    Such an answer rests on the phase and the facts of the room alone; both are held here, so that they are
    known again as the same objects. Other phases are asked anew each time.
    """

    phases: "dict[int, Phase]"
    facts: "dict[int, RoomFacts]"
    answers: "dict[Need, dict[tuple[int, int, int, int], Outcome]]" = field(default_factory=dict)

    def of(self, need: "Need") -> "dict[tuple[int, int, int, int], Outcome]":
        """Return the answers to one need."""
        return self.answers.setdefault(need, {})

    def holds(self, phase: "Phase", facts: "RoomFacts") -> bool:
        """Whether answers about a phase in a room are kept."""
        return id(phase) in self.phases and id(facts) in self.facts


@dataclass(frozen=True, slots=True)
class Setting:
    """What is checked: a plan, the facts of the room in each phase, what is known and the limits."""

    plan: "Plan"
    facts: "tuple[RoomFacts, ...]"
    catalogue: "Catalogue"
    limits: "Limits"
    memory: Memory | None = None


def setting_of(
    plan: "Plan",
    facts_by_phase: "Mapping[str, RoomFacts]",
    catalogue: "Catalogue",
    limits: "Limits",
    memory: Memory | None = None,
) -> Setting:
    """Bundle what is checked, the facts under each phase's id put in the order of the phases."""
    facts = tuple(facts_by_phase[phase.id] for phase in plan.lesson.phases)
    return Setting(plan, facts, catalogue, limits, memory)


@dataclass(frozen=True, slots=True)
class Task:
    """An activity with its phase and when it runs; ``offered`` are the supports everyone has there."""

    phase: int
    activity: "Activity"
    start: float
    end: float
    offered: frozenset[str]


@dataclass(frozen=True, slots=True)
class Option:
    """One concrete way to take part.

    ``zone`` is the id the plan gives, None where it gives none; ``place`` its facts, None where the
    layout does not have it. ``task`` is the position of the activity among all of the lesson.
    """

    phase: int
    task: int
    activity: "Activity"
    zone: str | None
    place: "ZoneFacts | None"


def tasks_of(plan: "Plan") -> tuple[Task, ...]:
    """Return the activities of all phases in the order of the plan."""
    found: list[Task] = []
    start = 0.0
    for index, phase in enumerate(plan.lesson.phases):
        common = {*plan.lesson.supports, *phase.supports}
        end = start + phase.minutes
        found += [
            Task(index, activity, start, end, frozenset(common | {*activity.supports}))
            for activity in phase.activities
        ]
        start = end
    return tuple(found)


def options_of(tasks: tuple[Task, ...], facts: "tuple[RoomFacts, ...]") -> tuple[Option, ...]:
    """Return every option in the order of the plan; an activity without zones has one, nowhere."""
    return tuple(
        Option(task.phase, number, task.activity, zone, facts[task.phase].zones.get(zone) if zone else None)
        for number, task in enumerate(tasks)
        for zone in dict.fromkeys(task.activity.zones or (None,))
    )
