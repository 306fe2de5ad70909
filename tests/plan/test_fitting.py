from typing import Any

from builders import Raw, activity, phase, plan

from planner.exchange.documents import layout_by_id, layout_ids, layout_of, read_plan, sample_plans
from planner.lesson.faults import check_references
from planner.lesson.model import Plan
from planner.plan.fitting import Fitted, fitted
from planner.room.layout import Layout

RING = [[0, 0], [20, 0], [20, 10], [0, 10]]


def zone(id_: str, use: str, x: float, width: float = 3.0, seats: int = 0) -> Raw:
    ring = [[x, 0], [x + width, 0], [x + width, 4], [x, 4]]
    places = [[x + 0.1 + 0.1 * n, 1, 90, "chair"] for n in range(seats)]
    return {"id": id_, "name": id_, "polygon": ring, "use": use, "seats": places}


def room(*zones: Raw, **fields: Any) -> Layout:
    inner = {"id": "R", "name": "R", "outline": RING, "height_m": 3, "use": "classroom"}
    return Layout.model_validate({"id": "room", "name": "Rum", "rooms": [inner], "zones": zones, **fields})


def stations(**fields: Any) -> Plan:
    work = phase("work", activity("a", zones=["one"]), activity("b", zones=["two"]), **fields)
    return plan(work, class_size=24)


def test_a_zone_of_the_same_id_is_the_first_choice() -> None:
    before = room(zone("one", "group", 0), zone("two", "group", 4))
    after = room(zone("two", "quiet", 0), zone("other", "group", 4))

    assert fitted(stations(), before, after).mapped == {"one": "other", "two": "two"}


def test_two_zones_are_spread_over_two_zones_of_their_use() -> None:
    before = room(zone("one", "group", 0), zone("two", "group", 4))
    after = room(zone("big", "group", 0, seats=16), zone("small", "group", 4, seats=4))

    assert set(fitted(stations(), before, after).mapped.values()) == {"big", "small"}


def test_two_zones_share_the_only_one_of_their_use() -> None:
    before = room(zone("one", "group", 0), zone("two", "group", 4))
    result = fitted(stations(), before, room(zone("only", "group", 0)))

    assert result.mapped == {"one": "only", "two": "only"}
    assert result.lost == ()


def test_a_zone_with_places_enough_comes_before_a_smaller_one() -> None:
    before = room(zone("one", "group", 0))
    after = room(zone("small", "group", 0, seats=8), zone("large", "group", 4, seats=25))
    whole_class = plan(phase("work", activity("a", zones=["one"])), class_size=24)

    assert fitted(whole_class, before, after).mapped == {"one": "large"}


def test_an_activity_without_a_counterpart_has_its_zone_not_recorded() -> None:
    before = room(zone("one", "group", 0), zone("two", "quiet", 4))
    result = fitted(stations(), before, room(zone("only", "group", 0)))
    lost = result.plan.lesson.phases[0].activities[1]

    assert result.lost == (("work", "b"),)
    assert not lost.recorded("zones")


def test_a_similar_use_stands_in_only_where_that_is_asked_for() -> None:
    before = room(zone("one", "practical", 0), zone("two", "quiet", 4))
    after = room(zone("desks", "individual", 0), zone("tables", "group", 4))

    assert fitted(stations(), before, after).mapped == {}
    assert fitted(stations(), before, after, similar=True).mapped == {"one": "tables"}


def test_what_a_phase_moves_is_dropped_unless_it_stands_the_same_in_both() -> None:
    table = {"id": "t", "kind": "desk", "at": [1, 1]}
    moves = [{"id": "t", "at": [2.0, 1.0]}, {"id": "one", "polygon": [[0, 0], [2, 0], [2, 2]]}]
    before = room(zone("one", "group", 0), zone("two", "group", 4), furniture=[table])
    after = room(zone("one", "group", 0, width=2.0), zone("two", "group", 4), furniture=[table])
    other = after.model_copy(update={"rooms": (after.rooms[0].model_copy(update={"height_m": 2.5}),)})

    kept = fitted(stations(moves=moves), before, after).plan.lesson.phases[0]
    dropped = fitted(stations(moves=moves), before, other).plan.lesson.phases[0]

    assert [move.id for move in kept.moves] == ["t"]
    assert not dropped.recorded("moves")


def test_the_sample_plans_fit_every_room_without_a_zone_that_is_not_there() -> None:
    for path in sample_plans().values():
        sample = read_plan(path)
        for name in layout_ids():
            for similar in (False, True):
                _check(fitted(sample, layout_of(sample), layout_by_id(name), similar=similar))


def _check(result: Fitted) -> None:
    assert isinstance(result.plan.layout, Layout)
    check_references(result.plan, result.plan.layout)


def test_in_its_own_room_a_plan_stays_as_it_is() -> None:
    sample = read_plan(sample_plans()["fractions-grade-5"])
    own = layout_of(sample)

    assert fitted(sample, own, own).plan.lesson == sample.lesson
