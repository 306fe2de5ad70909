"""A plan, a round about it and a class that answers, for the tests of the students' voice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from planner.services.answering import give_answer
from planner.services.archive import Archive
from planner.services.plans import load_plan, open_sample, plan_layout
from planner.services.rounds import Asked, RoundState, open_round, round_state
from planner.storage.store import Store
from planner.voice.model import Answer, Group
from planner.voice.round import Round

SAMPLE = "fractions-grade-5"


@dataclass(frozen=True)
class Questions:
    """A round in the hands of its teacher, at one moment."""

    archive: Archive
    round: Round
    now: datetime

    def give(self, device: int, at: datetime | None = None, **answer: Any) -> None:
        """Answer as a device."""
        give_answer(self.store, self.round.code, f"device {device}", Answer(**answer), at or self.now)

    def wish(self, *devices: int, text: str = "ro") -> None:
        """Wish for something from several devices, each in other words."""
        for device in devices:
            self.give(device, words={"wish": f"{text} {device}"})

    def look(self, at: datetime | None = None) -> RoundState:
        """Look at where the round stands."""
        return round_state(self.archive, self.round.id, at or self.now)

    @property
    def store(self) -> Store:
        """The database, as students reach it."""
        return self.archive.store


def ask(archive: Archive, now: datetime, group: Group = "4-6", **fields: Any) -> Questions:
    """Open a round of an hour about a sample plan in its own layout."""
    plan = open_sample(archive, SAMPLE, now)
    layout = plan_layout(load_plan(archive, plan).plan)
    asked = Asked(group, **{"layouts": (layout,), "minutes_open": 60, **fields})
    return Questions(archive, open_round(archive, plan, asked, now), now)
