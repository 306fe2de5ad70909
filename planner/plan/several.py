"""Several changes as one: made together, named together, and undone in one step."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.errors import PlannerError
from planner.locale import mark
from planner.room.patch_words import both

if TYPE_CHECKING:
    from planner.lesson.model import Plan
    from planner.plan.changes import Change


@dataclass(frozen=True, slots=True)
class Several:
    """Changes made one after the other, all or none of them."""

    changes: "tuple[Change, ...]"

    def label(self, plan: "Plan") -> Message:
        """Name the first change for the history, and how many come with it."""
        if not self.changes:
            raise PlannerError(mark("There is nothing to change."))
        first, more = both(self.changes[0].label(plan)), len(self.changes) - 1
        facts: dict[str, Value] = {"what": first, "n": more}
        return Message(load_catalogue().words["repair"]["done_more" if more else "done"], facts)

    def apply(self, plan: "Plan") -> "Plan":
        """Return the plan with all of them made; PlannerError where one does not fit."""
        for change in self.changes:
            plan = change.apply(plan)
        return plan
