"""A counter-proposal in pieces: changes that, made one after the other, lead from one plan to another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Final

from planner.errors import PlannerError
from planner.lesson.model import Plan
from planner.locale import mark
from planner.plan.changes import Change
from planner.plan.class_changes import RemoveStudents
from planner.plan.compare import Side, plain_difference
from planner.plan.document import plan_document, plan_text
from planner.plan.lesson_changes import (
    AddActivity,
    AddAdult,
    AddPhase,
    MoveActivity,
    RemoveActivity,
    RemoveAdult,
    RemovePhase,
)
from planner.plan.new_parts import activity_ids, phase_ids
from planner.plan.place_changes import RemovePin
from planner.plan.placed import FIELDS, key_of
from planner.review.class_pieces import PutStudent, class_steps, whole_class
from planner.review.lesson_pieces import LESSON_STEPS, plan_fields_set, whole_lesson
from planner.review.model import Piece
from planner.review.place_pieces import place_steps
from planner.review.room_pieces import room_needs, room_steps, whole_room
from planner.room.layout import Layout
from planner.room.patch import COLLECTIONS, items_of
from planner.room.patch_words import both

Step = Callable[[Plan, Plan], Iterator[Change]]
Topic = Callable[[Plan], object]
GONE: Final = mark("What this is about is no longer in the plan.")


def pieces_between(before: Plan, after: Plan, layout: Layout | None = None) -> tuple[Piece, ...]:
    """Return the pieces that lead from one plan to another, in an order in which each fits.

    Where small changes do not lead there, the lesson, the class or the room is one piece. The order of
    students, adults and supports, and of things in a room, counts for nothing. ``layout`` names the
    zones of plans that do not carry their room.
    """
    walk = _Walk(before, (), layout)
    for topic, ways in _TOPICS:
        walk = _led(walk, after, topic, ways)
    return walk.pieces


def same_plan(one: Plan, other: Plan) -> bool:
    """Whether two plans are the same apart from orders that count for nothing."""
    return all(topic(one) == topic(other) for topic, _ in _TOPICS)


def piece_state(piece: Piece, plan: Plan) -> Piece:
    """Return a piece as it stands to a plan: open, done already, or stuck."""
    if _done(piece.change, plan):
        return replace(piece, state="done", trouble=None)
    if not set(piece.needs) <= _there(plan):
        return piece.refused(PlannerError(GONE))
    try:
        after = piece.change.apply(plan)
    except PlannerError as error:
        return piece.refused(error)
    same = plan_text(after) == plan_text(plan)
    return replace(piece, state="done" if same else "open", trouble=None)


@dataclass(frozen=True, slots=True)
class _Walk:
    """A plan on its way to another one, and the pieces it took so far."""

    plan: Plan
    pieces: tuple[Piece, ...]
    layout: Layout | None

    def taken(self, change: Change) -> "_Walk":
        after = change.apply(self.plan)
        if plan_text(after) == plan_text(self.plan):
            return self
        return replace(self, plan=after, pieces=(*self.pieces, self._piece(change, after)))

    def _piece(self, change: Change, after: Plan) -> Piece:
        before, now = self._side(self.plan), self._side(after)
        twins = sum(piece.change == change for piece in self.pieces)
        return Piece(
            id=sha256(repr((twins, change)).encode()).hexdigest()[:16],
            label=both(change.label(self.plan)),
            said=tuple(one.message for one in plain_difference(before, now)),
            change=change,
            needs=(*room_needs(change, self.plan.layout), *_student_needed(change, self.plan)),
        )

    def _side(self, plan: Plan) -> Side:
        return Side(plan, plan.layout if isinstance(plan.layout, Layout) else self.layout, None)


def _led(walk: _Walk, target: Plan, topic: Topic, ways: tuple[tuple[Step, ...], ...]) -> _Walk:
    """Lead a plan to a target in one topic, by the first of several ways that gets there."""
    for steps in ways:
        try:
            there = _walked(walk, target, steps)
        except PlannerError:
            continue
        if topic(there.plan) == topic(target):
            return there
    return walk


def _walked(walk: _Walk, target: Plan, steps: tuple[Step, ...]) -> _Walk:
    for step in steps:
        for change in tuple(step(walk.plan, target)):
            walk = walk.taken(change)
    return walk


def _room(plan: Plan) -> object:
    layout = plan_document(plan)["layout"]
    if not isinstance(layout, dict):
        return layout
    return layout | {name: _by(layout.get(name, []), "id") for name in COLLECTIONS}


def _lesson(plan: Plan) -> object:
    document = plan_document(plan)
    lesson = _sorted_supports(document["lesson"])
    lesson["phases"] = [_sorted_supports(phase) for phase in lesson["phases"]]
    for phase in lesson["phases"]:
        phase["activities"] = [_sorted_supports(activity) for activity in phase["activities"]]
    return lesson, _by(document.get("adults", []), "id")


def _class(plan: Plan) -> object:
    document = plan_document(plan)
    bands = {band.prerequisite.id: band for band in plan.bands}
    return _by(document.get("students", []), "code"), bands, plan.class_size


def _placed(plan: Plan) -> object:
    return [sorted(getattr(plan, field), key=key_of) for field in FIELDS]


def _itself(plan: Plan) -> object:
    document = plan_document(plan)
    return [document.get(field) for field in ("title", "subject", "grade", "language", "between_form")]


def _sorted_supports(part: dict[str, Any]) -> dict[str, Any]:
    return part | {"supports": sorted(part["supports"])} if "supports" in part else dict(part)


def _by(items: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    return sorted(items, key=lambda item: str(item[key]))


_TOPICS: Final[tuple[tuple[Topic, tuple[tuple[Step, ...], ...]], ...]] = (
    (_room, ((room_steps,), (whole_room,))),
    (_lesson, (LESSON_STEPS, (whole_lesson,))),
    (_itself, ((plan_fields_set,),)),
    (_class, ((class_steps,), (whole_class,))),
    (_placed, ((place_steps,),)),
)
"""What a plan is made of, how it is told whether that is the same, and the ways to lead it there."""


def _student_needed(change: Change, plan: Plan) -> tuple[tuple[str, str], ...]:
    known = isinstance(change, PutStudent) and change.student.code in {one.code for one in plan.students}
    return (("students", change.student.code),) if known and isinstance(change, PutStudent) else ()


def _there(plan: Plan) -> set[tuple[str, str]]:
    students = {("students", student.code) for student in plan.students}
    if not isinstance(plan.layout, Layout):
        return students
    layout = plan.layout
    return students | {(name, item.id) for name in COLLECTIONS for item in items_of(layout, name)}


def _done(change: Change, plan: Plan) -> bool:
    """Whether what is to come is there already, or what is to go is gone."""
    if isinstance(change, AddPhase):
        return change.phase.id in phase_ids(plan)
    if isinstance(change, RemovePhase):
        return change.phase not in phase_ids(plan)
    if isinstance(change, AddActivity):
        return change.activity.id in activity_ids(plan)
    if isinstance(change, RemoveActivity):
        return change.activity not in activity_ids(plan)
    if isinstance(change, RemovePin):
        return (change.student, change.phase) not in {key_of(pin) for pin in plan.pins}
    return _moved(change, plan) or _adult_done(change, plan) or _students_done(change, plan)


def _moved(change: Change, plan: Plan) -> bool:
    """Whether an activity is in the phase it was to go to, wherever it stands there."""
    if not isinstance(change, MoveActivity) or change.phase == change.to_phase:
        return False
    phases = {activity.id: phase.id for phase in plan.lesson.phases for activity in phase.activities}
    return phases.get(change.activity) == change.to_phase


def _adult_done(change: Change, plan: Plan) -> bool:
    adults = {adult.id for adult in plan.adults}
    if isinstance(change, AddAdult):
        return change.adult.id in adults
    return isinstance(change, RemoveAdult) and change.adult not in adults


def _students_done(change: Change, plan: Plan) -> bool:
    codes = {student.code for student in plan.students}
    return isinstance(change, RemoveStudents) and codes.isdisjoint(change.codes)
