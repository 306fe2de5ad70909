"""The narrow views of a plan that rules look through."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.catalogue.base import Words
    from planner.catalogue.model import Limits
    from planner.lesson.model import Activity, Phase, Plan
    from planner.participation.sound import PhaseSound
    from planner.room.facts import RoomFacts, Route, ZoneFacts


@dataclass(frozen=True, slots=True)
class Mobility:
    """How a student gets around: on foot, or step-free with a clear width in metres."""

    wheels: bool
    clear_m: float

    def passes(self, route: "Route | None", slack_m: float) -> bool:
        """Whether a route is wide and level enough; a width on the limit counts as wide enough."""
        if route is None:
            return False
        clear_m = route.wheel_clear_m if self.wheels else route.clear_m
        return clear_m > 0 and clear_m >= self.clear_m - slack_m


@dataclass(frozen=True, slots=True)
class TaskView:
    """An activity and when it runs; ``start`` and ``end`` in minutes from the start of the lesson.

    ``questions`` are the words for the ten H's.
    """

    plan: "Plan"
    phase_index: int
    activity: "Activity"
    start: float
    end: float
    limits: "Limits"
    questions: "Mapping[str, Words]"

    @property
    def phase(self) -> "Phase":
        """The phase the activity belongs to."""
        return self.plan.lesson.phases[self.phase_index]


@dataclass(frozen=True, slots=True)
class ZoneView:
    """A zone with its facts, whatever is done there."""

    zone: "ZoneFacts"
    limits: "Limits"


@dataclass(frozen=True, slots=True)
class OptionView:
    """An activity in a zone while the whole phase runs."""

    phase: "Phase"
    activity: "Activity"
    zone: "ZoneFacts"
    facts: "RoomFacts"
    sound: "PhaseSound"
    mobility: Mobility
    limits: "Limits"
