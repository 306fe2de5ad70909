import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.catalogue.finding import Finding
from planner.catalogue.loader import load_catalogue
from planner.room.check import check_room, room_report
from planner.room.validate import validate_layout

DATA = Path(__file__).parents[1] / "data" / "layouts"
SHIPPED = sorted((Path(__file__).parents[2] / "layouts").glob("*.json"))
EXPECTED: dict[str, dict[str, Any]] = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))
CATALOGUE = load_catalogue()
LIMITS = CATALOGUE.limits()

FAILS = [(name, rule, at) for name, rows in EXPECTED.items() for rule, at in rows["fail"]]
PASSES = [(name, rule) for name, rows in EXPECTED.items() for rule in rows["pass"]]
LISTED = [
    ("rows", "board_far", "zone:rowA"),
    ("rows", "board_far", "zone:rowC"),
    ("zoned-classroom", "board_far", "zone:water"),
    ("zoned-classroom", "facing_away", "zone:water"),
    ("zoned-classroom", "board_oblique", "zone:camp"),
    ("common-area", "quiet_zone_noise", "zone:pods"),
    ("common-area", "board_oblique", "zone:R1z"),
    ("common-area", "facing_away", "zone:R2z"),
    ("common-area", "facing_away", "zone:R3z"),
    ("old-building", "exit_blocked", "door:D2"),
    ("old-building", "wheelchair_passage", "zone:rowB"),
]


def _raw(name: str) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return raw


def _check(raw: dict[str, Any]) -> tuple[Finding, ...]:
    return check_room(validate_layout(raw), CATALOGUE, LIMITS)


def _places(raw: dict[str, Any]) -> set[tuple[str, str]]:
    return {(found.rule.id, found.at) for found in _check(raw)}


def _without(raw: dict[str, Any], *ids: str) -> dict[str, Any]:
    return {**raw, "furniture": [piece for piece in raw["furniture"] if piece["id"] not in ids]}


@pytest.mark.parametrize(("name", "rule", "at"), FAILS + LISTED)
def test_what_is_wrong_with_a_given_layout_is_found(name: str, rule: str, at: str) -> None:
    assert (rule, at) in _places(_raw(name))


@pytest.mark.parametrize(("name", "rule"), PASSES)
def test_what_is_right_with_a_given_layout_is_left_alone(name: str, rule: str) -> None:
    assert [found.text("en") for found in _check(_raw(name)) if found.rule.id == rule] == []


@pytest.mark.parametrize(
    ("name", "rule", "at", "value"),
    [
        ("rows", "board_hidden", "zone:rowA", 22.2),
        ("rows", "board_far", "zone:rowA", 8.2),
        ("rows", "floor_area", "room:R", 2.19),
        ("zoned-classroom", "board_far", "zone:water", 8.6),
        ("zoned-classroom", "board_oblique", "zone:camp", 20.6),
        ("zoned-classroom", "facing_away", "zone:water", 50),
        ("common-area", "absorption", "room:F", 108.7),
        ("common-area", "board_oblique", "zone:R1z", 10.2),
        ("old-building", "overlap", "furniture:dX", 0.08),
        ("old-building", "outside_room", "furniture:cup1", 0.075),
        ("old-building", "door_swing", "furniture:dA2", 0.018),
        ("old-building", "reverberation", "room:R", 1.0),
        ("old-building", "floor_area", "room:R", 1.78),
        ("old-building", "air_volume", "room:R", 5.65),
        ("old-building", "glazing", "room:R", 5.05),
    ],
)
def test_the_values_are_those_worked_out_by_hand(name: str, rule: str, at: str, value: float) -> None:
    (found,) = (one for one in _check(_raw(name)) if (one.rule.id, one.at) == (rule, at))
    assert found.value == pytest.approx(value, rel=0.01, abs=0.005)


@pytest.mark.parametrize(
    ("name", "zone", "level"), [("zoned-classroom", "cave", 67), ("common-area", "quiet", 68)]
)
def test_quiet_zones_are_about_as_loud_as_expected(name: str, zone: str, level: float) -> None:
    (found,) = (
        one for one in _check(_raw(name)) if (one.rule.id, one.at) == ("quiet_zone_noise", f"zone:{zone}")
    )
    assert found.value == pytest.approx(level, abs=2.5)


def test_rows_without_the_trolley_show_the_board_and_nothing_unrelated_appears() -> None:
    before, after = _places(_raw("rows")), _places(_without(_raw("rows"), "tv"))
    assert after == {place for place in before if place[0] != "board_hidden"}


def _move_bookcases(raw: dict[str, Any]) -> dict[str, Any]:
    for piece in raw["furniture"]:
        if piece["id"] in {"bcA", "bcB"}:
            piece["at"] = [piece["at"][0] - 0.3, piece["at"][1]]
    return raw


def test_bookcases_moved_open_the_cave_to_a_wheelchair_but_not_comfortably() -> None:
    after = _places(_move_bookcases(_raw("zoned-classroom")))
    assert ("wheelchair_passage", "zone:cave") not in after
    assert ("wheelchair_comfort", "zone:cave") in after
    assert after - _places(_raw("zoned-classroom")) == {("wheelchair_comfort", "zone:cave")}


def test_the_common_area_without_the_sofa_has_its_exit() -> None:
    before, after = _raw("common-area"), _without(_raw("common-area"), "sf3")
    assert ("exit_blocked", "door:X2") not in _places(after)

    def traffic(raw: dict[str, Any]) -> float:
        return next(
            one.value or 0.0
            for one in _check(raw)
            if (one.rule.id, one.at) == ("passage_traffic", "zone:quiet")
        )

    assert traffic(after) > traffic(before)


def test_a_ramp_and_low_thresholds_open_the_old_building_up_to_its_narrow_spots() -> None:
    raw = _raw("old-building")
    raw["steps"][0]["ramp"] = True
    for door in raw["doors"]:
        door["threshold_m"] = 0.02
    after = _places(raw)
    assert not {rule for rule, _ in after} & {"threshold", "step"}
    assert ("wheelchair_passage", "zone:rowA") in after
    assert after <= _places(_raw("old-building"))


def _unrecorded(raw: dict[str, Any]) -> dict[str, Any]:
    for key in ("students", "adults", "windows"):
        raw.pop(key, None)
    for room in raw["rooms"]:
        room.pop("reverberation_s")
    return raw


@pytest.mark.parametrize(
    ("name", "rule", "at", "says"),
    [
        ("common-area", "floor_area", "room:F", "ikke noteret, hvor mange elever"),
        ("common-area", "air_volume", "room:F", "elever og voksne"),
        ("common-area", "absorption", "room:F", "efterklangstiden er ikke noteret"),
        ("common-area", "reverberation", "room:R1", "Lokale 1: efterklangstiden er ikke noteret"),
        ("common-area", "quiet_zone_noise", "zone:quiet", "lyden kan ikke beregnes"),
        ("common-area", "glazing", "room:R2", "ikke tegnet vinduer"),
    ],
)
def test_what_is_not_recorded_is_said_and_never_stops(name: str, rule: str, at: str, says: str) -> None:
    (found,) = (one for one in _check(_unrecorded(_raw(name))) if (one.rule.id, one.at) == (rule, at))
    assert says in found.text("da")
    assert found.severity in {"look", "note"}


@pytest.mark.parametrize(
    ("name", "rule", "sentence"),
    [
        (
            "rows",
            "board_hidden",
            "Row A (door side): fra 10 pladser er tavlen delvist skjult.",
        ),
        (
            "rows",
            "board_far",
            "Row A (door side): 2 pladser er længere end 8 m fra tavlen, den fjerneste 8,2 m.",
        ),
        ("rows", "floor_area", "Der er 2,19 m² gulv til hver af de 28 elever. Rådet er mindst 2,5 m²."),
        (
            "zoned-classroom",
            "facing_away",
            "Watering hole (vandhul): 4 af 8 pladser vender ryggen til tavlen.",
        ),
        (
            "common-area",
            "absorption",
            "Fællesareal: der er 109 m² lydabsorption.",
        ),
        (
            "old-building",
            "reverberation",
            "Gl. skolestue: efterklangstiden er 1,0 s. I et undervisningsrum må den højst være 0,6 s.",
        ),
        (
            "old-building",
            "air_volume",
            "Der er 5,65 m³ luft til hver af de 26 personer. Der skal være mindst 6 m³.",
        ),
        (
            "old-building",
            "glazing",
            "Gl. skolestue: vinduesglasset er 5,1 % af gulvet. Det bør være mindst 10 %.",
        ),
        ("old-building", "overlap", "Enkeltbordet dX og dobbeltbordet dA4 står oven i hinanden (0,08 m²)."),
        ("old-building", "outside_room", "Skabet cup1 stikker 0,075 m² uden for lokalet."),
        ("old-building", "door_swing", "Døren D1 rammer dobbeltbordet dA2, når den går op (0,018 m²)."),
    ],
)
def test_a_finding_is_one_danish_sentence(name: str, rule: str, sentence: str) -> None:
    first = next(one for one in _check(_raw(name)) if one.rule.id == rule)
    assert first.text("da").startswith(sentence)
    assert first.text("en")


def test_the_noise_sentence_names_the_loudest_and_says_it_is_an_estimate() -> None:
    (found,) = (one for one in _check(_raw("zoned-classroom")) if one.rule.id == "quiet_zone_noise")
    assert "mest fra Workshop (værksted)" in found.text("da")
    assert "skøn, ±5" in found.text("da")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_no_shipped_room_stops_anybody(path: Path) -> None:
    found = _check(json.loads(path.read_text(encoding="utf-8")))
    assert [(one.at, one.text("en")) for one in found if one.severity == "stop"] == []


def test_six_rooms_are_shipped() -> None:
    assert len(SHIPPED) == 6


def test_the_report_is_the_public_contract() -> None:
    report = room_report(validate_layout(_raw("zoned-classroom")), CATALOGUE, LIMITS, "en")
    cave = next(zone for zone in report["zones"] if zone["id"] == "cave")
    assert (cave["room"], cave["seats"], cave["area_m2"]) == ("R", 6, 6.1)
    way = next(r for r in report["routes"] if (r["from"], r["to"]) == ("door:D1", "cave"))
    assert way["clear_m"] == pytest.approx(0.62, abs=0.01)
    assert way["step_free"] is True
    sound = next(s for s in report["sound"] if (s["from"], s["to"]) == ("shop", "cave"))
    assert 2 < sound["reduction_db"] < 12
    assert {"rule", "severity", "sureness", "at", "message", "source"} <= set(report["findings"][0])
    json.dumps(report, allow_nan=False)


def test_what_cannot_be_known_is_null_in_the_report() -> None:
    report = room_report(validate_layout(_unrecorded(_raw("zoned-classroom"))), CATALOGUE, LIMITS)
    assert {row["reduction_db"] for row in report["sound"]} == {None}


@pytest.mark.parametrize("mix", [sorted, lambda items: list(reversed(items))], ids=["sorted", "reversed"])
def test_the_order_in_the_file_changes_nothing(mix: Callable[[list[str]], list[str]]) -> None:
    raw = _raw("old-building")
    order = mix([piece["id"] for piece in raw["furniture"]])
    shuffled = {**raw, "furniture": sorted(raw["furniture"], key=lambda piece: order.index(piece["id"]))}
    rules = {place for place in _places(raw) if place[0] != "overlap"}
    assert {place for place in _places(shuffled) if place[0] != "overlap"} == rules
