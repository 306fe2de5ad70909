"""The changes a person makes to who is where: a place is decided, let go, and a whole placement kept.

A decided place holds whenever the class is placed again. One that names what the plan has no longer stays
until somebody takes it out: only a student who leaves the class takes their places along.
"""

from dataclasses import dataclass

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.errors import PlannerError
from planner.lesson.model import Placed, Plan
from planner.locale import mark
from planner.participation.bands import student_words
from planner.plan.placed import key_of, known_in, put, with_placed


@dataclass(frozen=True, slots=True)
class SetPin:
    """A student does this activity, in this zone, in this phase, whatever else is best.

    In a placement that was kept the student moves there too.
    """

    student: str
    phase: str
    activity: str
    zone: str | None = None

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        activity = _activity_title(plan, self.phase, self.activity)
        phase = _phase_title(plan, self.phase)
        return _label("pinned", student=student_words(self.student), activity=activity, phase=phase)

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the place decided; PlannerError where the plan does not have it."""
        placed = self._placed()
        if not known_in(plan).fits(placed):
            raise PlannerError(mark("This place is not in the plan."))
        pinned = with_placed(plan, "pins", put(plan.pins, placed))
        return with_placed(pinned, "places", put(plan.places, placed)) if plan.places else pinned

    def _placed(self) -> Placed:
        zone = {} if self.zone is None else {"zone": self.zone}
        return Placed.model_validate(
            {"student": self.student, "phase": self.phase, "activity": self.activity, **zone}
        )


@dataclass(frozen=True, slots=True)
class RemovePin:
    """A decided place that is decided no longer, be it one the plan has or not."""

    student: str
    phase: str

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        return _label("unpinned", student=student_words(self.student), phase=_phase_title(plan, self.phase))

    def apply(self, plan: Plan) -> Plan:
        """Return the plan without the decision; PlannerError where there is none."""
        left = tuple(pin for pin in plan.pins if key_of(pin) != (self.student, self.phase))
        if left == plan.pins:
            raise PlannerError(mark("Nothing is decided for this student in this phase."))
        return with_placed(plan, "pins", left)


@dataclass(frozen=True, slots=True)
class KeepPlaces:
    """A whole placement, kept in the plan; ``()`` lets it go."""

    places: tuple[Placed, ...]

    def label(self, plan: Plan) -> Message:  # noqa: ARG002 – every change is asked with its plan
        """Name the change for the history."""
        return _label("kept" if self.places else "kept_none")

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the placement; PlannerError where a place is new and the plan lacks it."""
        known = known_in(plan)
        if not all(known.fits(one) or one in plan.places for one in self.places):
            raise PlannerError(mark("The placement does not fit the plan any more. Look at the newest one."))
        if len({key_of(one) for one in self.places}) < len(self.places):
            raise PlannerError(mark("A student has two places in the same phase."))
        return with_placed(plan, "places", self.places)


def _phase_title(plan: Plan, phase: str) -> str:
    return next((one.title for one in plan.lesson.phases if one.id == phase), phase)


def _activity_title(plan: Plan, phase: str, activity: str) -> str:
    activities = (a for one in plan.lesson.phases if one.id == phase for a in one.activities)
    return next((one.title for one in activities if one.id == activity), activity)


def _label(key: str, **params: Value) -> Message:
    return Message(load_catalogue().words["changes_places"][key], params)
