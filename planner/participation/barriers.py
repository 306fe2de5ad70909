"""From an outcome to the barrier a teacher reads: the cause path in one sentence, with what may help."""

from typing import TYPE_CHECKING

from planner.catalogue.message import Message, Value
from planner.participation.model import Barrier
from planner.participation.outcome import State
from planner.participation.rules import TASK_RULES

if TYPE_CHECKING:
    from planner.catalogue.model import Condition, Prerequisite
    from planner.participation.needs import Need
    from planner.participation.options import Option, Setting
    from planner.participation.outcome import Outcome


class Barriers:
    """Makes barriers; students who meet the same one share it, so that it is worded once."""

    def __init__(self, setting: "Setting") -> None:
        catalogue = setting.catalogue
        self._setting = setting
        self._entries: dict[str, Prerequisite | Condition] = {
            **catalogue.prerequisites,
            **catalogue.conditions,
        }
        self._remedies: dict[str, tuple[Message, ...]] = {}

    def of_option(self, need: "Need", option: "Option", outcome: "Outcome") -> Barrier:
        """Return the barrier of a need at an option."""
        params: dict[str, Value] = {**outcome.params, "activity": option.activity.title}
        if need.prerequisite not in TASK_RULES:
            params["zone"] = option.place.name if option.place else option.zone or ""
        return self._barrier(need.prerequisite, outcome, params, outcome.place or _place(need, option))

    def of_phase(self, need: "Need", phase: int, outcome: "Outcome") -> Barrier:
        """Return the barrier of a need at a phase, where the way through the lesson breaks."""
        here = self._setting.plan.lesson.phases[phase]
        return self._barrier(
            need.prerequisite, outcome, {**outcome.params, "phase": here.title}, f"phase:{here.id}"
        )

    def _barrier(
        self, prerequisite: str, outcome: "Outcome", params: dict[str, Value], place: str
    ) -> Barrier:
        entry = self._entries[prerequisite]
        words = entry.messages.get(outcome.variant)
        if words is None:
            # What an option of unknown place or use cannot answer is said alike for all prerequisites.
            words = self._setting.catalogue.conditions["place"].messages[outcome.variant]
        return Barrier(
            prerequisite,
            place,
            Message(words, params),
            # What is not recorded has one remedy, and its sentence says it: record it.
            self._remedies_of(entry) if outcome.state is State.UNMET else (),
            entry.sureness,
            entry.origin,
            outcome.value,
            outcome.limit,
            outcome.unit,
        )

    def _remedies_of(self, entry: "Prerequisite | Condition") -> tuple[Message, ...]:
        known = self._remedies.get(entry.id)
        if known is None:
            known = self._remedies[entry.id] = tuple(Message(words) for words in entry.remedies)
        return known


def _place(need: "Need", option: "Option") -> str:
    about_task = need.prerequisite in TASK_RULES or need.prerequisite == "safe_peer"
    return f"activity:{option.activity.id}" if about_task or option.zone is None else f"zone:{option.zone}"
