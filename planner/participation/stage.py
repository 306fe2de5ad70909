"""What a lesson rule looks at that asks the room or the verdicts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.lesson.model import Activity, Phase
    from planner.lesson.scene import Scene
    from planner.participation.model import Cell
    from planner.room.facts import RoomFacts, ZoneFacts


@dataclass(frozen=True, slots=True)
class Stage:
    """A lesson in its room: the scene, the facts of the room in each phase, and the verdicts."""

    scene: "Scene"
    facts: Mapping[str, "RoomFacts"]
    cells: tuple["Cell", ...]

    def used(self, phase: "Phase") -> Iterator[tuple["Activity", "ZoneFacts"]]:
        """Every activity of a phase with each of its zones."""
        zones = self.facts[phase.id].zones
        for activity in phase.activities:
            for zone in activity.zones or ():
                if zone in zones:
                    yield activity, zones[zone]

    def away(self) -> dict[str, frozenset[str]]:
        """Return the activities apart from the class under the id of each phase that has any."""
        found = {
            phase.id: frozenset(activity.id for activity in phase.activities if activity.apart)
            for phase in self.scene.phases
        }
        return {phase: activities for phase, activities in found.items() if activities}
