"""The pieces between two plans that are about who is where."""

from collections.abc import Iterator

from planner.lesson.model import Plan
from planner.plan.changes import Change
from planner.plan.place_changes import KeepPlaces, RemovePin, SetPin
from planner.plan.placed import key_of


def place_steps(plan: Plan, target: Plan) -> Iterator[Change]:
    """Yield the changes that lead to the decided and kept places of the target."""
    old, new = ({key_of(pin): pin for pin in one.pins} for one in (plan, target))
    for key in old:
        if key not in new:
            yield RemovePin(*key)
    for key, pin in new.items():
        if old.get(key) != pin:
            yield SetPin(pin.student, pin.phase, pin.activity, pin.zone)
    if old != new or plan.places != target.places:
        yield KeepPlaces(target.places)
