"""Fifty edits of every kind: undo leads back to the very first state, redo to the last."""

import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from planner.catalogue.loader import load_catalogue
from planner.errors import PlannerError
from planner.exchange.documents import layout_by_id
from planner.lesson.model import Plan
from planner.plan.changes import NOT_RECORDED, Change, SetMinutes, SetSupport, SetVoice
from planner.plan.class_changes import AddStudents, RemoveStudents, SetPrerequisite, proposed_codes
from planner.plan.lesson_changes import AddPhase, MovePhase, RemoveActivity, RemovePhase
from planner.plan.new_parts import copy_phase
from planner.plan.room_changes import EditLayout, EditPhaseLayout, SetLayout
from planner.plan.set_field import SetField
from planner.room.layout import Furniture, Layout
from planner.room.patch import make_patch
from planner.services import plans
from planner.services.archive import Archive

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
EDITS = 50
Draw = random.Random


def phase_of(plan: Plan, draw: Draw) -> str:
    return draw.choice(plan.lesson.phases).id


def room_of(plan: Plan) -> Layout:
    return plans.plan_layout(plan)


def shifted(plan: Plan, draw: Draw) -> Furniture:
    loose = [item for item in room_of(plan).furniture if not item.fixed]
    item = draw.choice(loose)
    x, y = item.at
    return item.model_copy(update={"at": (round(x + draw.uniform(-0.2, 0.2), 3), y)})


def set_voice(plan: Plan, draw: Draw) -> Change:
    phase = draw.choice(plan.lesson.phases)
    return SetVoice(phase.id, draw.choice(phase.activities).id, draw.choice([0, 1, 2, 3, 4, NOT_RECORDED]))


def set_support(_: Plan, draw: Draw) -> Change:
    return SetSupport("lesson", (), draw.choice(sorted(load_catalogue().supports)), draw.random() < 0.5)


def set_title(_: Plan, draw: Draw) -> Change:
    return SetField("plan", (), "title", f"Plan {draw.randrange(99)}")


def set_goal(_: Plan, draw: Draw) -> Change:
    return SetField("lesson", (), "goal", draw.choice(["Kan måle", NOT_RECORDED]))


def add_phase(plan: Plan, draw: Draw) -> Change:
    return AddPhase(draw.randrange(len(plan.lesson.phases) + 1), copy_phase(plan, phase_of(plan, draw)))


def remove_activity(plan: Plan, draw: Draw) -> Change:
    phase = draw.choice(plan.lesson.phases)
    return RemoveActivity(phase.id, draw.choice(phase.activities).id)


def remove_students(plan: Plan, draw: Draw) -> Change:
    return RemoveStudents((draw.choice(plan.students).code,) if plan.students else ("A1",))


def add_students(plan: Plan, draw: Draw) -> Change:
    taken = [student.code for student in plan.students]
    return AddStudents(proposed_codes(draw.randrange(1, 4), taken))


def set_prerequisite(plan: Plan, draw: Draw) -> Change:
    codes = tuple(student.code for student in plan.students if draw.random() < 0.3)
    wanted = draw.choice(sorted(load_catalogue().prerequisites))
    return SetPrerequisite(codes, wanted, draw.random() < 0.6)


def move_furniture(plan: Plan, draw: Draw) -> Change:
    return EditLayout(make_patch({"furniture": (shifted(plan, draw),)}))


def remove_furniture(plan: Plan, draw: Draw) -> Change:
    return EditLayout(make_patch(remove={"furniture": (draw.choice(room_of(plan).furniture).id,)}))


def move_in_a_phase(plan: Plan, draw: Draw) -> Change:
    return EditPhaseLayout(phase_of(plan, draw), make_patch({"furniture": (shifted(plan, draw),)}))


def another_room(_: Plan, draw: Draw) -> Change:
    return SetLayout(layout_by_id(draw.choice(["zoned-classroom", "rows"])))


KINDS: tuple[Callable[[Plan, Draw], Change], ...] = (
    set_voice,
    set_support,
    set_title,
    set_goal,
    add_phase,
    remove_activity,
    remove_students,
    add_students,
    set_prerequisite,
    move_furniture,
    remove_furniture,
    move_in_a_phase,
    another_room,
    lambda plan, draw: RemovePhase(phase_of(plan, draw)),
    lambda plan, draw: MovePhase(phase_of(plan, draw), draw.randrange(len(plan.lesson.phases))),
    lambda plan, draw: SetMinutes(phase_of(plan, draw), draw.randrange(1, 30)),
)


def content(archive: Archive, plan: str) -> str:
    return archive.document(plan, "plan").content


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_fifty_mixed_edits_are_undone_to_the_first_state_and_redone_to_the_last(
    archive: Archive, seed: int
) -> None:
    draw = random.Random(seed)  # noqa: S311 – edits of a test, not secrets
    plan = plans.open_sample(archive, "fractions-grade-5", NOW)
    states = [content(archive, plan)]
    kinds: set[str] = set()
    while len(states) <= EDITS:
        opened = plans.load_plan(archive, plan)
        try:
            change = draw.choice(KINDS)(opened.plan, draw)
            plans.change_plan(archive, (plan, opened.head), change, NOW)
        except PlannerError:
            assert content(archive, plan) == states[-1]
            continue
        if content(archive, plan) != states[-1]:
            states.append(content(archive, plan))
            kinds.add(type(change).__name__)
    assert len(kinds) >= 9
    for state in reversed(states[:-1]):
        assert plans.undo(archive, (plan, plans.load_plan(archive, plan).head)).stored.content == state
    assert not plans.load_plan(archive, plan).can_undo
    for state in states[1:]:
        assert plans.redo(archive, (plan, plans.load_plan(archive, plan).head)).stored.content == state
