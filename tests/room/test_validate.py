import copy
import json
import math
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.catalogue.base import Language
from planner.errors import InputError
from planner.room.validate import layout_schema, validate_layout

LAYOUTS = sorted(
    p for p in (Path(__file__).parents[1] / "data" / "layouts").glob("*.json") if "expected" not in p.name
)
MUST_GO_ROUND = " – must go round once without crossing"
RING = [[0, 0], [4, 0], [4, 4], [0, 4]]


def _small(**changes: Any) -> dict[str, Any]:
    room = {"id": "R", "name": "Lokale", "outline": RING, "height_m": 3, "use": "classroom"}
    return {"schema": "planner/layout/1", "id": "small", "name": "Lille", "rooms": [room], **changes}


def _room(**changes: Any) -> dict[str, Any]:
    return {**_small()["rooms"][0], **changes}


def _refused(raw: object, language: Language = "da") -> list[str]:
    with pytest.raises(InputError) as caught:
        validate_layout(raw, language)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda p: p.stem)
def test_every_given_layout_is_read_and_fits_the_schema(path: Path) -> None:
    raw = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(raw, layout_schema())
    assert validate_layout(raw).id == path.stem


def test_all_faults_are_told_at_once_with_their_fields() -> None:
    raw = _small(rooms=[_room(height_m="3")], zones=[{"id": "z"}], frniture=[])
    told = _refused(raw)
    assert 'rooms[0].height_m: fandt "3" – skal være et tal' in told
    assert 'frniture: ukendt felt "frniture" – fjern det eller ret navnet (mente du "furniture"?)' in told
    assert "zones[0].polygon: feltet mangler – det skal være med" in told


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e9, "x", None, [], True])
def test_a_height_that_is_no_height_is_refused(value: object) -> None:
    assert [line.split(":")[0] for line in _refused(_small(rooms=[_room(height_m=value)]))] == [
        "rooms[0].height_m"
    ]


def test_furniture_of_no_size_or_an_unknown_kind_is_refused() -> None:
    desk = {"id": "d", "kind": "desk", "at": [1, 1]}
    assert _refused(_small(furniture=[{**desk, "size": [0, 1]}])) == [
        "furniture[0].size[0]: fandt 0 – skal være over 0"
    ]
    told = _refused(_small(furniture=[{**desk, "kind": "boookcase"}]))[0]
    assert told.startswith('furniture[0].kind: "boookcase" findes ikke – skal være en slags møbel')
    assert told.endswith('(mente du "bookcase"?)')


def test_an_id_stands_once_in_its_list() -> None:
    desk = {"id": "d", "kind": "desk", "at": [1, 1]}
    assert _refused(_small(furniture=[desk, desk]), "en") == [
        'furniture[1].id: "d" stands there twice – each id may be used only once'
    ]


def test_a_door_leads_to_rooms_that_are_there() -> None:
    door = {"id": "D", "at": [1, 0], "clear_m": 0.9}
    (told,) = _refused(_small(doors=[{**door, "rooms": ["R2", None]}]))
    assert told.startswith('doors[0].rooms[0]: "R2" findes ikke – skal være et af lokalerne')
    assert _refused(_small(doors=[{**door, "rooms": ["R", "R"]}]))[0].startswith("doors[0].rooms: ")
    elsewhere = _refused(_small(doors=[{**door, "rooms": ["R", None], "opens_into": "X"}]))
    assert elsewhere == ['doors[0].opens_into: døren går ikke til "X" – skal være et af dørens lokaler']


def test_crossing_and_clockwise_outlines_are_refused() -> None:
    zone = {"id": "z", "name": "Z", "use": "quiet"}
    assert _refused(_small(zones=[{**zone, "polygon": [[0, 0], [2, 2], [2, 0], [0, 2]]}]), "en") == [
        "zones[0].polygon: the outline crosses itself or runs back and forth" + MUST_GO_ROUND
    ]
    assert _refused(_small(rooms=[_room(outline=RING[::-1])])) == [
        "rooms[0].outline: hjørnerne står med uret – skal stå mod uret; vend rækkefølgen om"
    ]


def test_a_zone_lies_in_one_room_and_rooms_lie_beside_each_other() -> None:
    zone = {"id": "z", "name": "Z", "use": "quiet", "polygon": [[3, 1], [5, 1], [5, 2], [3, 2]]}
    told = _refused(_small(zones=[zone]))
    assert told[0].startswith("zones[0].polygon: 1,00 m² af zonen »Z« ligger uden for lokalet – ")
    rooms = [_room(), _room(id="S", outline=[[3, 0], [6, 0], [6, 4], [3, 4]])]
    assert _refused(_small(rooms=rooms)) == [
        'rooms[1].outline: "S" og "R" ligger 4,00 m² oven i hinanden – lokaler må ikke overlappe'
    ]


def test_no_name_in_a_room_is_a_diagnosis_or_a_civil_number() -> None:
    zone = {"id": "z", "name": "Hjørne til elever med autisme", "polygon": RING, "use": "quiet"}
    named = _small(name="Til 010203-1234", rooms=[_room(name="ADHD-rum")], zones=[zone])
    kind = "skriv hvad eleverne skal bruge for at deltage, ikke en diagnose eller et stempel"
    assert _refused(named) == [
        "name: noget, der ligner et CPR-nummer – brug en kode, som kun I kender",
        f'rooms[0].name: ordet "ADHD" – {kind}',
        f'zones[0].name: ordet "autisme" – {kind}',
    ]
    near = zone | {"name": "Nautisk hjørne, ad hoc"}
    assert validate_layout(_small(name="Rum 2", rooms=[_room(name="Badhuset")], zones=[near]))


def test_lines_have_length_and_boards_stand_upright() -> None:
    board = {"id": "B", "line": [[1, 0], [1, 0]], "bottom_m": 2, "top_m": 1}
    assert [line.split(":")[0] for line in _refused(_small(boards=[board]))] == [
        "boards[0].line",
        "boards[0].top_m",
    ]


def test_two_thousand_items_are_refused() -> None:
    items = [{"id": "d", "kind": "desk", "at": [1e9, math.nan], "size": [0, 0]} for _ in range(2000)]
    assert _refused(_small(furniture=items))


def test_five_hundred_rooms_on_top_of_each_other_are_refused() -> None:
    corners = [
        [2 + 2 * math.cos(a * math.tau / 200), 2 + 2 * math.sin(a * math.tau / 200)] for a in range(200)
    ]
    rooms = [_room(id=f"R{i}", outline=corners) for i in range(500)]
    zones = [{"id": f"z{i}", "name": "Z", "use": "quiet", "polygon": corners} for i in range(500)]
    assert len(_refused(_small(rooms=rooms, zones=zones))) == 200


def test_a_layout_that_holds_itself_is_refused() -> None:
    raw = _small()
    raw["rooms"][0]["name"] = raw
    assert _refused(raw) == [
        "indholdet kan ikke skrives som JSON – skal være en indretning af tekster, tal, lister og felter"
    ]


@pytest.mark.parametrize("raw", [None, 3, "x", [], {}, {"schema": "planner/layout/2"}, b"x"])
def test_what_is_no_layout_is_refused(raw: object) -> None:
    assert _refused(raw)


SCRAPS = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(["rooms", "zones", "doors", "furniture", "walls", "boards", "students"]), SCRAPS)
def test_nonsense_in_any_field_never_ends_in_a_traceback(field: str, scrap: object) -> None:
    raw = copy.deepcopy(_small())
    raw[field] = scrap
    try:
        validate_layout(raw)
    except InputError as error:
        told = error.faults
    else:
        return
    assert told
