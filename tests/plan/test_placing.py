"""Places for the whole class, after a plan was carried into another room."""

from planner.exchange.documents import layout_by_id
from planner.exchange.shapes import read_shape
from planner.plan.parts import replace_activity, without_field
from planner.plan.placing import least_places, with_places

ROWS = layout_by_id("rows")


def test_a_plan_with_places_enough_stays_as_it_is() -> None:
    plan = read_shape("gallery-walk", "da")
    assert least_places(plan, ROWS) == 24
    assert with_places(plan, ROWS, 24) == plan


def test_zones_with_seats_in_the_same_room_are_opened_until_the_class_fits() -> None:
    plan = read_shape("gallery-walk", "da")
    start = plan.lesson.phases[0].activities[0].model_copy(update={"zones": ("rowA",)})
    short = replace_activity(plan, "plan", start)
    assert least_places(short, ROWS) == 8
    zones = with_places(short, ROWS, 16).lesson.phases[0].activities[0].zones
    assert zones == ("rowA", "rowB", "rowC")


def test_an_activity_that_lost_its_zone_gets_the_one_used_least() -> None:
    plan = read_shape("gallery-walk", "da")
    phase = next(phase for phase in plan.lesson.phases if phase.id == "make")
    lost = replace_activity(plan, "make", without_field(phase.activities[1], "zones"))
    placed = next(phase for phase in with_places(lost, ROWS, 24).lesson.phases if phase.id == "make")
    assert placed.activities[1].zones == ("rowB",)


def test_a_calm_zone_is_opened_for_the_lowest_voice() -> None:
    layout = layout_by_id("group-tables")
    plan = read_shape("think-pair-share", "da")
    phase = next(phase for phase in plan.lesson.phases if phase.id == "pair")
    for activity in phase.activities:
        plan = replace_activity(plan, "pair", activity.model_copy(update={"zones": ("near",)}))
    placed = next(p for p in with_places(plan, layout, 34).lesson.phases if p.id == "pair")
    calm = [activity.id for activity in placed.activities if "group_room" in (activity.zones or ())]
    assert calm == ["pair_write"]


def test_a_class_too_large_for_the_room_gets_all_of_it_and_is_told_by_the_check() -> None:
    plan = with_places(read_shape("gallery-walk", "da"), ROWS, 40)
    assert least_places(plan, ROWS) == 29


def test_a_carried_plan_opens_a_calm_zone_for_a_low_voice_with_an_adult() -> None:
    layout = layout_by_id("group-tables")
    plan = read_shape("gallery-walk", "da")
    for phase in plan.lesson.phases:
        for activity in phase.activities:
            plan = replace_activity(plan, phase.id, activity.model_copy(update={"zones": ("near", "far")}))
    there = {phase.id: phase for phase in with_places(plan, layout, 26, calm=True).lesson.phases}
    assert [a.zones for a in there["make"].activities] == [("near", "far", "group_room"), ("near", "far")]
    assert there["plan"].activities[0].zones == ("near", "far", "high")
    assert with_places(plan, layout, 24).lesson.phases[2] == plan.lesson.phases[2]
