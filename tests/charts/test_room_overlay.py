import json
from math import isnan
from pathlib import Path

import pytest

from planner.catalogue.loader import load_catalogue
from planner.charts.room_overlay import everyday_levels, overlays, phase_levels
from planner.exchange.documents import (
    layout_by_id,
    layout_ids,
    layout_of,
    read_layout,
    read_plan,
    sample_plans,
)
from planner.plan.parts import changed_part, replace_activity
from planner.room.check import check_room, look_at
from planner.room.layout import Layout

LAYOUTS = Path(__file__).parents[1] / "data" / "layouts"
CATALOGUE = load_catalogue()
LIMITS = CATALOGUE.limits()
PLAN = read_plan(sample_plans()["fractions-grade-5"])
ROOM = layout_of(PLAN)


def laid_over(layout: Layout) -> dict[str, list[dict[str, object]]]:
    look = look_at(layout, LIMITS)
    return overlays(layout, look, everyday_levels(layout, look.facts, LIMITS), LIMITS, "da")


@pytest.mark.parametrize("name", layout_ids())
def test_every_overlay_is_plain_json_of_places_in_the_layout(name: str) -> None:
    layout = layout_by_id(name)
    found = json.loads(json.dumps(laid_over(layout), allow_nan=False))
    zones = {zone.id for zone in layout.zones}

    assert set(found) == {"routes", "narrow", "sound", "sight", "seats"}
    assert {one["to"] for one in found["routes"]} <= zones
    assert {one["zone"] for one in found["sound"]} <= zones
    assert all(one["text"] for kind in ("routes", "narrow", "sound", "sight") for one in found[kind])


def test_a_look_finds_what_the_rules_find() -> None:
    assert look_at(ROOM, LIMITS).findings == check_room(ROOM, CATALOGUE, LIMITS)


def test_ways_and_narrow_spots_say_their_width() -> None:
    found = laid_over(ROOM)
    [cave] = [one for one in found["routes"] if one["to"] == "cave"]

    assert cave["text"] == "5,0 m, bredeste vej 0,90 m"
    assert {"at": [4.2, 0.0], "clear_m": 0.9, "text": "0,90 m"} in found["narrow"]


def test_a_narrow_spot_between_two_zones_is_shown_too() -> None:
    found = laid_over(read_layout(LAYOUTS / "zoned-classroom.json"))

    assert "0,62 m" in {one["text"] for one in found["narrow"]}


def test_seats_that_do_not_see_the_board_say_why() -> None:
    found = laid_over(layout_by_id("group-tables"))["sight"]

    assert {one["text"] for one in found if one["sees"]} == {"ser tavlen"}
    assert "9,3 m til tavlen – det er for langt" in {one["text"] for one in found if not one["sees"]}


def test_sound_in_everyday_use_and_in_a_phase_is_told_as_an_estimate() -> None:
    facts = look_at(ROOM, LIMITS).facts
    work = next(phase for phase in PLAN.lesson.phases if phase.id == "work")
    everyday, in_phase = everyday_levels(ROOM, facts, LIMITS), phase_levels(PLAN, work, facts, LIMITS)

    assert set(everyday) == set(in_phase) == set(facts.zones)
    assert all(str(one["text"]).startswith("ca. ") for one in laid_over(ROOM)["sound"])


def test_sound_nobody_can_tell_is_said_to_be_unknown() -> None:
    silent = ROOM.model_copy(update={"rooms": (changed_room(),)})
    facts = look_at(silent, LIMITS).facts
    levels = everyday_levels(silent, facts, LIMITS)
    shown = overlays(silent, look_at(silent, LIMITS), levels, LIMITS, "en")["sound"]

    assert all(isnan(level) for level in levels.values())
    assert {one["text"] for one in shown} == {"sound not known yet"}
    assert not any(one["loud"] for one in shown)


def changed_room() -> object:
    return ROOM.rooms[0].model_copy(update={"reverberation_s": None})


def test_a_voice_that_is_not_recorded_leaves_the_sound_of_a_phase_unknown() -> None:
    work = next(phase for phase in PLAN.lesson.phases if phase.id == "work")
    open_ = work.activities[0].model_validate(
        work.activities[0].model_dump(by_alias=True, exclude_unset=True, exclude={"voice"})
    )
    plan = replace_activity(PLAN, "work", open_)
    phase = next(phase for phase in plan.lesson.phases if phase.id == "work")
    levels = phase_levels(plan, phase, look_at(ROOM, LIMITS).facts, LIMITS)

    assert all(isnan(level) for level in levels.values())


def test_a_room_without_zones_has_no_sound() -> None:
    bare = changed_part(PLAN, layout=ROOM.model_copy(update={"zones": ()})).layout
    assert isinstance(bare, Layout)

    assert laid_over(bare)["sound"] == []
