"""A room as tables and back: the pure part."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.catalogue.base import Language
from planner.errors import InputError
from planner.exchange.documents import layout_by_id, layout_ids
from planner.room.layout import Layout
from planner.room.patch import COLLECTIONS, Collection, apply_patch, item_json, items_of, patch_json
from planner.web.room_columns import COLUMNS
from planner.web.room_tables import table_patch, table_rows

ROOM = layout_by_id("zoned-classroom")


def rows(collection: Collection, layout: Layout = ROOM, language: Language = "da") -> list[dict[str, Any]]:
    return table_rows(layout, collection, language)


def made(collection: Collection, changed: list[dict[str, Any]], layout: Layout = ROOM) -> Layout:
    return apply_patch(layout, table_patch(layout, collection, changed, "da"))


def refused(collection: Collection, changed: list[dict[str, Any]]) -> str:
    with pytest.raises(InputError) as caught:
        table_patch(ROOM, collection, changed, "da")
    return str(caught.value)


def item(layout: Layout, collection: Collection, id_: str) -> Any:
    return next(one for one in items_of(layout, collection) if one.id == id_)


@pytest.mark.parametrize("collection", COLLECTIONS)
@pytest.mark.parametrize("name", layout_ids())
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_table_nobody_changed_changes_nothing(
    name: str, collection: Collection, language: Language
) -> None:
    layout = layout_by_id(name)

    assert table_patch(layout, collection, rows(collection, layout, language), language).empty


@pytest.mark.parametrize("collection", COLLECTIONS)
@pytest.mark.parametrize("name", layout_ids())
def test_a_table_typed_again_from_nothing_gives_the_same_room(name: str, collection: Collection) -> None:
    layout = layout_by_id(name)
    typed = [row | {"was": None} for row in rows(collection, layout)]
    bare = layout.model_copy(update={collection: ()})
    again = table_patch(bare, collection, typed, "da").added(collection)

    assert [_millimetres(item_json(one)) for one in again] == [
        _millimetres(item_json(one)) for one in items_of(layout, collection)
    ]


def _millimetres(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _millimetres(part) for key, part in value.items() if part not in (None, [], False)}
    if isinstance(value, list):
        points = [_millimetres(part) for part in value]
        return sorted(points) if points and isinstance(points[0], list) else points
    return round(value, 3) if isinstance(value, float) else value


def test_every_field_of_every_collection_has_a_column() -> None:
    for collection in COLLECTIONS:
        model = type(items_of(full_room(), collection)[0])
        assert {field.name for field in COLUMNS[collection]} | {"id"} == set(model.model_fields)


def full_room() -> Layout:
    return Layout.model_validate(
        {
            "id": "r",
            "name": "R",
            "rooms": [
                {"id": "R", "name": "R", "outline": [[0, 0], [4, 0], [4, 4]], "height_m": 3, "use": "special"}
            ],
            "walls": [{"id": "v", "line": [[0, 0], [1, 1]]}],
            "steps": [{"id": "s", "line": [[0, 0], [1, 1]], "rise_m": 0.1}],
            "doors": [{"id": "D", "at": [1, 0], "clear_m": 1, "rooms": ["R", None]}],
            "windows": [{"id": "W", "line": [[0, 0], [1, 0]], "sill_m": 1, "head_m": 2}],
            "boards": [{"id": "B", "line": [[0, 0], [1, 0]], "bottom_m": 1, "top_m": 2}],
            "furniture": [{"id": "f", "kind": "desk", "at": [1, 1]}],
            "zones": [{"id": "z", "name": "Z", "use": "group", "polygon": [[0, 0], [1, 0], [1, 1]]}],
        }
    )


def test_a_changed_cell_is_one_patch_of_that_item() -> None:
    table = rows("furniture")
    table[7]["x"] = 5.0
    patch = table_patch(ROOM, "furniture", table, "da")

    assert [one.id for one in patch.put.furniture] == ["w1"]
    assert item(apply_patch(ROOM, patch), "furniture", "w1").at == (5.0, ROOM.furniture[7].at[1])
    assert item(apply_patch(ROOM, patch), "furniture", "w1").model_fields_set == {"id", "kind", "at"}


def test_a_row_that_is_gone_is_removed_and_a_new_one_gets_an_id() -> None:
    table = rows("furniture")[1:]
    new = {"kind": "desk", "x": 3.0, "y": 3.0, "fixed": None}
    patch = patch_json(table_patch(ROOM, "furniture", [*table, new, {}], "da"))

    assert patch == {
        "put": {"furniture": [{"id": "f1", "kind": "desk", "at": [3.0, 3.0]}]},
        "remove": {"furniture": ["be1"]},
    }


def test_another_id_is_another_item() -> None:
    table = rows("zones")
    table[0]["id"] = "fire"

    assert patch_json(table_patch(ROOM, "zones", table, "da"))["remove"] == {"zones": ["camp"]}


def test_a_rectangle_is_typed_by_its_size_and_a_polygon_by_its_points() -> None:
    table = rows("rooms")
    assert table[0]["outline"] is None
    table[0] |= {"width_m": 10.0}
    assert max(x for x, _ in made("rooms", table).rooms[0].outline) == 10.0
    table[0] |= {"outline": "0 0; 12 0; 12 9,5; 3 9,5; 0 8"}

    assert made("rooms", table).rooms[0].outline[2] == (12, 9.5)


def test_an_emptied_cell_is_not_recorded() -> None:
    table = rows("zones")
    table[0]["light_lux"] = None

    assert "light_lux" not in item(made("zones", table), "zones", "camp").model_fields_set


def test_nothing_and_zero_are_told_apart() -> None:
    table = rows("doors")
    table[0]["threshold_m"] = 0.0

    assert "threshold_m" in made("doors", table).doors[0].model_fields_set


def test_seats_are_typed_and_taken_away() -> None:
    table = rows("furniture")
    assert table[7]["seats"] is None
    table[7]["seats"] = "0 -0,8 90 stol; 0 0,8 270 høj stol"
    typed = made("furniture", table)
    assert item(typed, "furniture", "w1").seats == ((0, -0.8, 90, "chair"), (0, 0.8, 270, "high"))
    table[7]["seats"] = "-"

    assert item(made("furniture", table), "furniture", "w1").seats == ()


def test_a_door_to_the_outside_has_an_empty_room() -> None:
    table = rows("doors")
    assert table[0]["room_2"] is None
    table[0]["room_1"] = None

    assert refused("doors", table) == "Række 1, Fra lokale: cellen er tom – skal udfyldes"


@pytest.mark.parametrize(
    ("collection", "cells", "sentence"),
    [
        ("furniture", {"x": "ude"}, 'Række 1, Fra venstre, m: fandt "ude" – skal være et tal, fx 1,25'),
        ("furniture", {"y": None}, "Række 1, Fra bunden, m: cellen er tom – skal udfyldes"),
        ("furniture", {"x": 900.0}, "Række 1, Fra venstre, m: fandt 900.0 – må højst være 200"),
        ("furniture", {"x": None, "y": None}, "Række 1, Fra venstre, m: feltet mangler – det skal være med"),
        ("furniture", {"id": "be2"}, 'Række 2, Id: "be2" står der to gange – hvert id må kun bruges én gang'),
        ("furniture", {"id": "b 1"}, "Række 1, Id: "),
        ("furniture", {"width_m": 1.0}, "Række 1, Dybde, m: cellen er tom – skal udfyldes"),
        (
            "zones",
            {"outline": "0 0; 1 0"},
            'Række 1, Omrids, x y; x y; …: fandt "0 0; 1 0" – skal være mindst 3',
        ),
        ("zones", {"outline": "0 0; 1; 1 1"}, 'Række 1, Omrids, x y; x y; …: fandt "0 0; 1; 1 1"'),
        ("zones", {"seats": "1 1 90 hest"}, 'Række 1, Pladser, x y grader måde; …: fandt "1 1 90 hest"'),
        ("zones", {"use": None}, "Række 1, Bruges til: feltet mangler"),
        ("zones", {"outline": None}, "Række 1, Omrids, x y; x y; …: feltet mangler"),
    ],
)
def test_a_bad_cell_says_where_what_and_what_was_expected(
    collection: Collection, cells: dict[str, Any], sentence: str
) -> None:
    table = rows(collection)
    table[0] |= cells

    assert refused(collection, table).startswith(sentence)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), collection=st.sampled_from(COLLECTIONS))
def test_whatever_is_typed_is_a_patch_or_a_sentence(data: st.DataObject, collection: Collection) -> None:
    cell = st.none() | st.text(max_size=12) | st.floats(allow_nan=False) | st.booleans()
    table = rows(collection)
    for row in table:
        for key in row:
            if key != "was" and data.draw(st.integers(0, 9)) == 0:
                row[key] = data.draw(cell)
    try:
        found = len(patch_json(table_patch(ROOM, collection, table, "da")))
    except InputError as error:
        found = len(error.faults)

    assert found in {0, 1, 2}
