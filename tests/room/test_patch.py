import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import Fault, InputError
from planner.exchange.documents import layout_by_id
from planner.room.layout import Layout
from planner.room.patch import (
    COLLECTIONS,
    Patch,
    apply_patch,
    items_of,
    layout_json,
    layout_patch,
    make_patch,
    patch_json,
    read_patch,
)
from planner.room.patch_words import fault_words, patch_label
from planner.room.validate import validate_layout

ROOM = layout_by_id("zoned-classroom")
TABLES = [item for item in ROOM.furniture if item.kind == "group_table_4"]


def _table(**changes: Any) -> dict[str, Any]:
    [table] = [item for item in layout_json(ROOM)["furniture"] if item["id"] == TABLES[0].id]
    return {**table, **changes}


def _put(collection: str, *items: dict[str, Any]) -> Patch:
    return read_patch({"put": {collection: list(items)}})


def _label(patch: Patch) -> str:
    return patch_label(ROOM, patch).text("da")


def _refused(patch: Patch) -> str:
    with pytest.raises(InputError) as caught:
        apply_patch(ROOM, patch)
    return str(caught.value)


def _by_id(layout: Layout) -> dict[str, Any]:
    raw = layout_json(layout)
    return raw | {name: sorted(raw.get(name, []), key=lambda item: item["id"]) for name in COLLECTIONS}


@st.composite
def edited(draw: st.DrawFn) -> Layout:
    raw = layout_json(ROOM)
    for item in raw["furniture"]:
        if draw(st.integers(0, 3)) == 0:
            item["at"] = [draw(st.floats(0, 8)), draw(st.floats(0, 6))]
        if draw(st.integers(0, 5)) == 0:
            item["height_m"] = draw(st.none() | st.floats(0, 2))
    keep = draw(st.integers(0, len(raw["furniture"])))
    raw["furniture"] = draw(st.permutations(raw["furniture"]))[:keep]
    raw["zones"] = draw(st.permutations(raw["zones"]))[: draw(st.integers(0, len(raw["zones"])))]
    for field, values in (("students", st.integers(0, 40)), ("name", st.text(min_size=1, max_size=20))):
        if draw(st.booleans()):
            raw[field] = draw(values)
    if draw(st.booleans()):
        raw.pop("students", None)
    return validate_layout(json.loads(json.dumps(raw)))


@settings(max_examples=40, deadline=None)
@given(before=edited(), after=edited())
def test_the_patch_between_two_layouts_turns_one_into_the_other(before: Layout, after: Layout) -> None:
    patch = layout_patch(before, after)

    assert _by_id(apply_patch(before, patch)) == _by_id(after)
    assert patch.empty == (_by_id(before) == _by_id(after))


@settings(max_examples=40, deadline=None)
@given(before=edited(), after=edited())
def test_a_patch_is_the_same_after_a_journey_as_json(before: Layout, after: Layout) -> None:
    patch = layout_patch(before, after)

    assert patch_json(read_patch(json.loads(json.dumps(patch_json(patch))))) == patch_json(patch)


@settings(max_examples=40, deadline=None)
@given(before=edited(), after=edited())
def test_a_patch_made_twice_is_made_once(before: Layout, after: Layout) -> None:
    patch = layout_patch(before, after)
    once = apply_patch(before, patch)

    assert apply_patch(once, patch) == once


def test_an_item_keeps_its_place_in_the_list_and_what_is_not_recorded() -> None:
    moved = apply_patch(ROOM, _put("furniture", _table(at=[3.0, 3.0])))

    assert [item.id for item in moved.furniture] == [item.id for item in ROOM.furniture]
    assert moved.furniture[ROOM.furniture.index(TABLES[0])].model_fields_set == TABLES[0].model_fields_set


def test_a_new_item_comes_last() -> None:
    added = apply_patch(ROOM, _put("furniture", _table(id="new")))

    assert added.furniture[-1].id == "new"


def test_removing_what_is_gone_already_changes_nothing() -> None:
    patch = read_patch({"remove": {"furniture": ["never"]}})

    assert apply_patch(ROOM, patch) == ROOM
    assert _label(patch) == "lokalet som før"


def test_a_field_that_is_null_is_not_recorded_any_more() -> None:
    with_number = apply_patch(ROOM, read_patch({"fields": {"students": 24}}))
    without = apply_patch(with_number, read_patch({"fields": {"students": None}}))

    assert with_number.students == 24
    assert "students" not in without.model_fields_set


def test_an_underlay_comes_and_goes() -> None:
    picture = {"image": "a" * 64, "at": [0, 0], "width_m": 9.0, "height_m": 7.0}
    with_picture = apply_patch(ROOM, read_patch({"fields": {"underlay": picture}}))

    assert with_picture.underlay is not None
    assert with_picture.underlay.opacity == 0.5
    assert apply_patch(with_picture, read_patch({"fields": {"underlay": None}})).underlay is None


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (
            {"put": {"furniture": [_table(at=[math.inf, 0])]}},
            "put.furniture[0].at[0]: fandt Infinity – skal være et endeligt tal",
        ),
        (
            {"put": {"furniture": [_table(at=[900, 0])]}},
            "put.furniture[0].at[0]: fandt 900 – må højst være 200",
        ),
        ({"put": {"chairs": []}}, "put.chairs: "),
        ({"remove": {"zones": "cave"}}, 'remove.zones: fandt "cave" – skal være en liste'),
        ([], "fandt [] – skal være et objekt med felter, {…}"),
    ],
)
def test_a_broken_patch_is_refused_with_its_field(raw: object, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        read_patch(raw)
    assert str(caught.value).startswith(sentence)


def test_a_patch_that_breaks_the_layout_is_refused_as_a_whole() -> None:
    zone = layout_json(ROOM)["zones"][0] | {"polygon": [[50, 50], [51, 50], [51, 51]]}

    assert "ligger uden for lokalet" in _refused(_put("zones", zone))
    assert "findes ikke" in _refused(_put("furniture", _table(kind="throne")))
    assert _refused(read_patch({"remove": {"rooms": [ROOM.rooms[0].id]}}))


def _said(patch: Patch) -> str:
    with pytest.raises(InputError) as caught:
        apply_patch(ROOM, patch)
    return fault_words(ROOM, patch, caught.value.faults[0], "da")


def test_the_fault_of_an_item_names_it_as_people_say_it() -> None:
    zone = layout_json(ROOM)["zones"][0] | {"polygon": [[50, 50], [51, 50], [51, 51]]}
    new = zone | {"id": "new", "name": "Ny"}

    assert _said(_put("zones", zone)) == f"0,50 m² af zonen {zone['name']} ligger uden for lokalet."
    assert _said(_put("zones", new)) == "0,50 m² af zonen Ny ligger uden for lokalet."
    assert fault_words(ROOM, Patch(), Fault("name", "a", "b"), "en") == "name: a – b"


@pytest.mark.parametrize(
    ("patch", "label"),
    [
        (_put("furniture", _table(at=[3, 3])), "gruppebordet w1 flyttet"),
        (_put("furniture", _table(angle=45)), "gruppebordet w1 drejet"),
        (_put("furniture", _table(at=[3, 3], angle=45)), "gruppebordet w1 flyttet"),
        (_put("furniture", _table(size=[1, 1])), "gruppebordet w1 ændret"),
        (_put("furniture", _table(id="w99")), "gruppebordet w99 sat ind"),
        (make_patch(remove={"furniture": ("w1", "w2")}), "2 møbler slettet"),
        (make_patch(remove={"furniture": ("w1",), "zones": (ROOM.zones[0].id,)}), "2 ændringer i lokalet"),
        (read_patch({"fields": {"name": "5.B {x}"}}), "lokalet hedder nu 5.B {x}"),
        (read_patch({"fields": {"students": 24}}), "antallet af elever i lokalet ændret"),
        (Patch(), "lokalet som før"),
    ],
)
def test_the_label_says_what_is_done(patch: Patch, label: str) -> None:
    assert _label(patch) == label


def test_a_zone_moved_as_it_is_is_moved_and_a_dragged_corner_changes_it() -> None:
    zone = layout_json(ROOM)["zones"][0]
    shifted = zone | {"polygon": [[x + 0.1, y] for x, y in zone["polygon"]]}
    pulled = zone | {"polygon": [[zone["polygon"][0][0] + 0.1, zone["polygon"][0][1]], *zone["polygon"][1:]]}

    assert _label(_put("zones", shifted)) == f"zonen {zone['name']} flyttet"
    assert _label(_put("zones", pulled)) == f"zonen {zone['name']} ændret"
    assert patch_label(ROOM, _put("zones", pulled)).text("en") == f"zone {zone['name']} changed"


def test_the_items_of_every_collection_can_be_asked_for() -> None:
    assert sum(len(items_of(ROOM, name)) for name in COLLECTIONS) > len(ROOM.furniture)
