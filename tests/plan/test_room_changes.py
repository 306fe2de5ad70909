import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import InputError, PlannerError
from planner.exchange.documents import layout_by_id, read_plan, sample_plans
from planner.lesson.model import Activity, Phase, Plan
from planner.participation.check import moved_layout
from planner.plan.document import plan_text, stored_plan
from planner.plan.room_changes import EditLayout, EditPhaseLayout, SetLayout, own_layout, phase_moves
from planner.room.patch import Patch, layout_json, make_patch, read_patch
from planner.services.checking import check_plan

ROOM = layout_by_id("zoned-classroom")
SAMPLE = read_plan(sample_plans()["fractions-grade-5"])
PLAN = SAMPLE.model_copy(update={"layout": ROOM})


def item(collection: str, id_: str, **changes: Any) -> Patch:
    [found] = [one for one in layout_json(ROOM)[collection] if one["id"] == id_]
    return read_patch({"put": {collection: [{**found, **changes}]}})


def gone(**ids: list[str]) -> Patch:
    return read_patch({"remove": ids})


def the_phase(plan: Plan, id_: str) -> Phase:
    return next(phase for phase in plan.lesson.phases if phase.id == id_)


def the_activity(plan: Plan, id_: str) -> Activity:
    return next(a for phase in plan.lesson.phases for a in phase.activities if a.id == id_)


def in_phase(plan: Plan, patch: Patch, phase: str = "work") -> Plan:
    return EditPhaseLayout(phase, patch).apply(plan)


def da(change: EditLayout | EditPhaseLayout | SetLayout, plan: Plan = PLAN) -> str:
    return change.label(plan).text("da")


def test_a_patch_changes_the_room_of_the_plan_and_nothing_else() -> None:
    change = EditLayout(item("furniture", "w1", at=[5.0, 4.0]))
    after = change.apply(PLAN)

    assert own_layout(after).furniture[7].at == (5.0, 4.0)
    assert after.lesson == PLAN.lesson
    assert da(change) == "gruppebordet w1 flyttet"


def test_a_removed_zone_leaves_the_activities_and_the_label_says_how_many() -> None:
    change = EditLayout(gone(zones=["cave", "high"]))
    after = change.apply(PLAN)

    assert not the_activity(after, "quiet").recorded("zones")
    assert the_activity(after, "relay").zones == ("camp",)
    assert da(change) == "2 zoner slettet – 1 aktivitet mangler nu en zone"
    assert da(EditLayout(gone(zones=["high"]))) == "zonen Højbordet slettet"


def test_a_plan_without_the_zone_is_checked_like_any_other() -> None:
    check_plan(EditLayout(gone(zones=["cave"])).apply(PLAN))


def test_removed_furniture_takes_its_moves_along() -> None:
    moved = in_phase(PLAN, item("furniture", "cu4", at=[8.2, 1.2]))
    kept = EditLayout(gone(furniture=["w1"])).apply(moved)
    dropped = EditLayout(gone(furniture=["cu4"])).apply(moved)

    assert [move.id for move in the_phase(kept, "work").moves] == ["cu4"]
    assert not the_phase(dropped, "work").recorded("moves")


def test_furniture_that_is_fixed_now_is_not_moved_any_more() -> None:
    moved = in_phase(PLAN, item("furniture", "cu4", at=[8.2, 1.2]))

    assert the_phase(EditLayout(item("furniture", "cu4", fixed=True)).apply(moved), "work").moves == ()


def test_a_room_that_a_phase_does_not_fit_any_more_is_refused_with_the_phase() -> None:
    zone = next(z for z in layout_json(ROOM)["zones"] if z["id"] == "cave")
    right = max(x for x, _ in ROOM.rooms[0].outline)
    moved = in_phase(
        PLAN, item("zones", "cave", polygon=[[right - 1, 1], [right - 0.1, 1], [right - 0.1, 2]])
    )
    narrow = [[0, 0], [right - 0.6, 0], [right - 0.6, 20], [0, 20]]
    smaller = {
        "put": {
            "rooms": [layout_json(ROOM)["rooms"][0] | {"outline": narrow}],
            "zones": [zone | {"polygon": [[1, 1], [2, 1], [2, 2]]}],
        },
        "remove": {"zones": [other.id for other in ROOM.zones if other.id != "cave"]},
    }

    with pytest.raises(InputError, match=r"Vælg din vej: .* uden for"):
        EditLayout(read_patch(smaller)).apply(moved)


def test_what_a_phase_moves_is_kept_as_the_difference_alone() -> None:
    change = EditPhaseLayout("work", item("furniture", "cu4", at=[8.2, 1.2]))
    moves = the_phase(change.apply(PLAN), "work").moves

    assert [move.model_dump(exclude_unset=True) for move in moves] == [{"id": "cu4", "at": (8.2, 1.2)}]
    assert da(change) == f"{the_phase(PLAN, 'work').title}: puden cu4 flyttet"


def test_moving_back_leaves_the_phase_without_moves() -> None:
    back = item("furniture", "cu4")

    assert in_phase(in_phase(PLAN, item("furniture", "cu4", angle=90)), back) == PLAN


def test_a_whole_turn_is_no_move() -> None:
    angle = next(one.angle for one in ROOM.furniture if one.id == "w1")

    assert in_phase(PLAN, item("furniture", "w1", angle=angle - 360)) == PLAN


def test_a_zone_of_a_phase_keeps_its_outline_for_that_phase_only() -> None:
    ring = [[1.0, 1.0], [2.0, 1.0], [2.0, 2.0]]
    moved = in_phase(PLAN, item("zones", "cave", polygon=ring))

    assert own_layout(moved) == ROOM
    assert moved_layout(ROOM, the_phase(moved, "work"), 2).zones[3].polygon == ((1, 1), (2, 1), (2, 2))


@pytest.mark.parametrize(
    "patch",
    [
        gone(furniture=["w1"]),
        read_patch({"fields": {"name": "Nyt"}}),
        item("furniture", "w1", size=[1, 1]),
        item("furniture", "w1", id="w9"),
        item("zones", "cave", name="Grotten"),
        item("rooms", ROOM.rooms[0].id, height_m=2.8),
    ],
)
def test_a_phase_can_only_move(patch: Patch) -> None:
    with pytest.raises(PlannerError, match="only be moved"):
        in_phase(PLAN, patch)


def test_a_phase_cannot_move_what_is_fixed() -> None:
    with pytest.raises(InputError, match="sidder fast"):
        in_phase(PLAN, item("furniture", "sink", at=[3, 3]))


def test_a_plan_that_only_names_its_room_says_so() -> None:
    with pytest.raises(PlannerError, match="does not carry"):
        EditLayout(Patch()).apply(SAMPLE)


def test_another_room_takes_the_zones_along_and_says_what_is_lost() -> None:
    change = SetLayout(layout_by_id("group-tables"))
    after = change.apply(PLAN)

    assert own_layout(after).id == "group-tables"
    assert the_activity(after, "plan").zones == ("front",)
    assert the_activity(after, "quiet").zones == ("group_room",)
    assert da(change) == "andet lokale: Klasse med gruppeborde – 1 aktivitet mangler nu en zone"
    check_plan(after)


PIECES = st.sampled_from([one.id for one in ROOM.furniture if not one.fixed])
STEPS = st.lists(st.tuples(PIECES, st.floats(0, 8), st.floats(0, 6), st.integers(-360, 360)), max_size=5)


@settings(max_examples=30, deadline=None)
@given(steps=STEPS)
def test_the_moves_of_a_phase_lead_to_the_room_that_was_drawn(
    steps: list[tuple[str, float, float, int]],
) -> None:
    plan = PLAN
    for id_, x, y, angle in steps:
        plan = in_phase(plan, item("furniture", id_, at=[x, y], angle=angle))
    moved = moved_layout(ROOM, the_phase(plan, "work"), 2)
    drawn = {id_: (x, y) for id_, x, y, _ in steps}

    assert phase_moves(ROOM, moved) == the_phase(plan, "work").moves
    assert {one.id: one.at for one in moved.furniture if one.id in drawn} == drawn
    assert stored_plan(plan_text(plan)) == plan


def test_patches_journey_as_json_within_a_change() -> None:
    patch = make_patch(remove={"zones": ("cave",)})

    assert EditLayout(read_patch(json.loads(json.dumps({"remove": {"zones": ["cave"]}})))) == EditLayout(
        patch
    )
