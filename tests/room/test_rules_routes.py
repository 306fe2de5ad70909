"""Rules about getting around: what must be found, what must not, and what is said."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from builders import Raw, box, layout_of, raw_layout, zone

from planner.catalogue.base import Profile
from planner.catalogue.finding import Finding
from planner.catalogue.loader import load_catalogue
from planner.room.routes import Passing, route_facts
from planner.room.rules_routes import ROUTE_RULES, route_findings

LAYOUTS = Path(__file__).parents[1] / "data" / "layouts"
EXPECTED: Mapping[str, Mapping[str, list[list[str]]]] = json.loads((LAYOUTS / "expected.json").read_text())
OWN = {rule.__name__.removeprefix("rule_") for rule in ROUTE_RULES}


def _sample(name: str) -> Raw:
    raw: Raw = json.loads((LAYOUTS / f"{name}.json").read_text(encoding="utf-8"))
    return raw


def _findings(raw: Raw, profile: Profile = "DK") -> tuple[Finding, ...]:
    catalogue, layout = load_catalogue(), layout_of(raw)
    limits = catalogue.limits(profile)
    return route_findings(layout, route_facts(layout, limits), catalogue, limits)


def _of(raw: Raw, rule: str, profile: Profile = "DK") -> dict[str, Finding]:
    return {found.at: found for found in _findings(raw, profile) if found.rule.id == rule}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_known_problems_are_found_and_the_right_things_pass(name: str) -> None:
    found = {(one.rule.id, one.at) for one in _findings(_sample(name))}
    assert {(rule, at) for rule, at in EXPECTED[name]["fail"] if rule in OWN} <= found
    assert {rule for rule, _ in found}.isdisjoint(EXPECTED[name]["pass"])


@pytest.mark.parametrize(
    ("name", "rule", "at", "value"),
    [
        ("rows", "wheelchair_passage", "zone:rowB", 0.70),
        ("rows", "wheelchair_passage", "zone:rowC", 0.70),
        ("rows", "wheelchair_comfort", "zone:front", 0.80),
        ("rows", "wheelchair_comfort", "zone:rowA", 0.80),
        ("rows", "turning_space", "zone:rowB", 0.0),
        ("zoned-classroom", "wheelchair_passage", "zone:cave", 0.62),
        ("common-area", "exit_blocked", "door:X2", 0.30),
        ("old-building", "exit_blocked", "door:D1", 0.70),
        ("old-building", "exit_blocked", "door:D2", 0.41),
        ("old-building", "door_width", "door:D1", 0.70),
        ("old-building", "threshold", "door:D2", 0.15),
        ("old-building", "step", "step:podium", 0.16),
    ],
)
def test_values_are_those_worked_out_by_hand(name: str, rule: str, at: str, value: float) -> None:
    assert _of(_sample(name), rule)[at].value == pytest.approx(value, abs=0.006)


def test_rows_without_the_television_keep_their_findings() -> None:
    raw = _sample("rows")
    before = {(one.rule.id, one.at) for one in _findings(raw)}
    raw["furniture"] = [item for item in raw["furniture"] if item["id"] != "tv"]
    assert {(one.rule.id, one.at) for one in _findings(raw)} == before


def test_moving_the_bookcases_lets_a_wheelchair_into_the_cave_but_only_just() -> None:
    raw = _sample("zoned-classroom")
    for item in raw["furniture"]:
        if item["id"] in {"bcA", "bcB"}:
            item["at"][0] = round(item["at"][0] - 0.30, 3)
    assert "zone:cave" not in _of(raw, "wheelchair_passage")
    assert "zone:cave" in _of(raw, "wheelchair_comfort")


def test_without_the_sofa_the_exit_is_free_and_more_people_pass_the_quiet_zone() -> None:
    raw = _sample("common-area")
    limits = load_catalogue().limits("DK")
    before = route_facts(layout_of(raw), limits).passing["quiet"].routes
    raw["furniture"] = [item for item in raw["furniture"] if item["id"] != "sf3"]
    assert _of(raw, "exit_blocked") == {}
    assert route_facts(layout_of(raw), limits).passing["quiet"].routes > before


def test_a_ramp_and_low_thresholds_leave_the_narrow_aisles() -> None:
    raw = _sample("old-building")
    raw["steps"][0]["ramp"] = True
    for door in raw["doors"]:
        door["threshold_m"] = 0.02
    assert _of(raw, "threshold") == _of(raw, "step") == {}
    passage = _of(raw, "wheelchair_passage")
    assert set(passage) == {"zone:podium", "zone:rowA", "zone:rowB", "zone:rowC"}
    assert passage["zone:rowA"].value == pytest.approx(0.70, abs=0.006)
    assert passage["zone:rowC"].value == pytest.approx(0.50, abs=0.006)


def _gap(width: float, **fields: Any) -> Raw:
    """Return a room whose zone b lies behind a gap of a width."""
    furniture = [box("low", 4, 1.5, 0.5, 3.0), box("up", 4, 4.5 + width / 2, 0.5, 3.0 - width)]
    return raw_layout(furniture=furniture, zones=[zone("a", 1, 3), zone("b", 7, 3)], **fields)


@pytest.mark.parametrize(
    ("width", "rules"), [(0.78, {"wheelchair_passage"}), (0.80, {"wheelchair_comfort"}), (0.90, set())]
)
def test_a_passage_is_too_narrow_tight_or_fine(width: float, rules: set[str]) -> None:
    assert {found.rule.id for found in _findings(_gap(width))} - {"turning_space"} == rules


def test_the_american_profile_asks_for_more() -> None:
    assert set(_of(_gap(0.80), "wheelchair_passage", "ADA")) == {"zone:b"}


def test_the_narrow_passage_is_told_with_what_makes_it_narrow() -> None:
    found = _of(_sample("zoned-classroom"), "wheelchair_passage")["zone:cave"]
    assert found.text("da") in {
        "Cave (hule): vejen dertil er 0,62 m mellem væggen og reolen bcB. En kørestol skal bruge 0,80 m.",
        "Cave (hule): vejen dertil er 0,62 m mellem reolen bcB og væggen. En kørestol skal bruge 0,80 m.",
    }
    assert found.also == ("furniture:bcB",)


def test_the_narrow_door_is_told_as_a_door() -> None:
    found = _of(_sample("rows"), "wheelchair_comfort")["zone:front"]
    assert found.text("da") == (
        "Front / teacher: en kørestol kan komme dertil, men det er snævert: 0,80 m i døren D1. "
        "Med 0,90 m er der god plads."
    )
    assert found.text("en").endswith("0.80 m in door D1. 0.90 m is comfortable.")


def test_steps_in_the_way_are_named() -> None:
    found = _of(_sample("old-building"), "wheelchair_passage")["zone:podium"]
    assert found.text("da") == (
        "Podium: der er ingen vej uden trin. I vejen er dørtrinnet i D1 og trinnet podium."
    )
    assert found.also == ("door:D1", "step:podium")


def test_a_free_circle_that_is_too_small_is_told_with_its_size() -> None:
    raw = raw_layout(1.3, 6, zones=[zone("a", 0.65, 4)])
    raw["doors"][0]["clear_m"] = 0.9
    found = _of(raw, "turning_space")["zone:a"]
    assert found.text("da") == (
        "a: den største frie cirkel, en kørestol kan nå, er 1,30 m. For at vende skal den bruge 1,50 m."
    )
    assert _of(raw_layout(1.5, 6, zones=[zone("a", 0.75, 4)]), "turning_space") == {}


def test_no_place_to_turn_is_told() -> None:
    found = _of(_sample("zoned-classroom"), "turning_space")["zone:cave"]
    assert found.text("da") == (
        "Cave (hule): en kørestol kan ikke nå en plet, hvor den kan vende (1,50 m fri cirkel)."
    )


def test_a_walled_off_zone_cannot_be_reached() -> None:
    found = _of(_gap(0.3), "unreachable")
    assert set(found) == {"zone:b"}
    assert found["zone:b"].severity == "stop"
    assert found["zone:b"].text("da") == (
        "b: man kan ikke komme dertil fra nogen indgang, heller ikke med stolene skubbet ind."
    )
    assert _of(_gap(0.46), "unreachable") == {}


def test_a_zone_shut_off_altogether_is_told_for_wheelchairs_too() -> None:
    raw = raw_layout(zones=[zone("b", 7, 3)], walls=[{"id": "w", "line": [[4, 0], [4, 6]]}])
    found = _of(raw, "wheelchair_passage")["zone:b"]
    assert found.text("da") == "b: der er ingen vej dertil udefra."


def test_without_a_door_from_outside_the_ways_are_not_recorded() -> None:
    found = _findings(_gap(0.3, doors=[]))
    assert [(one.rule.id, one.at, one.severity) for one in found] == [("unreachable", "layout:room", "look")]
    assert found[0].text("da") == (
        "Indretningen har ingen dør udefra. Tegn den dør, man kommer ind ad, så vejene kan beregnes."
    )


@pytest.mark.parametrize(("clear", "found"), [(0.76, True), (0.77, False)])
def test_a_door_is_wide_enough_from_its_limit_on(clear: float, *, found: bool) -> None:
    raw = raw_layout()
    raw["doors"][0]["clear_m"] = clear
    narrow = _of(raw, "door_width")
    assert bool(narrow) == found
    if found:
        assert narrow["door:D"].text("da") == "Døren D er 0,76 m fri. En dør skal være mindst 0,77 m."


@pytest.mark.parametrize(("rise", "found"), [(0.026, True), (0.025, False)])
def test_a_threshold_may_be_as_high_as_its_limit(rise: float, *, found: bool) -> None:
    raw = raw_layout()
    raw["doors"][0]["threshold_m"] = rise
    high = _of(raw, "threshold")
    assert bool(high) == found
    if found:
        assert high["door:D"].text("da") == "Dørtrinnet i D er 26 mm. Højst 25 mm kan køres over."


@pytest.mark.parametrize(
    ("rise", "ramp", "found"), [(0.1, False, True), (0.1, True, False), (0.02, False, False)]
)
def test_a_step_needs_a_ramp(rise: float, *, ramp: bool, found: bool) -> None:
    step = {"id": "s", "line": [[4, 0], [4, 6]], "rise_m": rise, "ramp": ramp}
    noticed = _of(raw_layout(steps=[step]), "step")
    assert bool(noticed) == found
    if found:
        assert noticed["step:s"].text("da") == "Trinnet s er 100 mm højt og uden rampe."


@pytest.mark.parametrize(("gap", "found"), [(0.6, True), (0.8, False)])
def test_an_exit_needs_the_width_of_a_door(gap: float, *, found: bool) -> None:
    sofa = box("sofa", gap + 0.4, 3, 0.8, 3.0)
    blocked = _of(raw_layout(furniture=[sofa], zones=[zone("a", 5, 3)]), "exit_blocked")
    assert bool(blocked) == found
    if found:
        assert blocked["door:D"].value == pytest.approx(0.6, abs=0.006)
        assert blocked["door:D"].text("da").startswith("Vejen ud ad D er kun 0,60 m mellem ")


def test_an_exit_that_is_shut_off_is_told() -> None:
    raw = raw_layout(zones=[zone("a", 6, 3)], walls=[{"id": "w", "line": [[4, 0], [4, 6]]}])
    assert _of(raw, "exit_blocked")["door:D"].text("da") == "Vejen ud ad D er spærret."


def test_a_door_inside_the_house_is_no_exit() -> None:
    raw = raw_layout(zones=[zone("a", 6, 3)])
    second = {**raw["rooms"][0], "id": "S", "outline": [[8.12, 0], [12, 0], [12, 6], [8.12, 6]]}
    inner = {"id": "E", "at": [8.06, 3], "angle": 90, "clear_m": 0.9, "rooms": ["R", "S"]}
    blocker = box("b", 7.85, 3, 0.2, 2)
    raw |= {"rooms": [*raw["rooms"], second], "doors": [*raw["doors"], inner], "furniture": [blocker]}
    assert _of(raw, "exit_blocked") == {}


def test_traffic_is_told_as_an_estimate() -> None:
    found = _of(_sample("zoned-classroom"), "passage_traffic")["zone:camp"]
    assert found.severity == "note"
    assert found.text("da").endswith(" veje mellem andre steder går igennem eller tæt forbi (skøn).")
    assert " af 21 " in found.text("da")


def test_no_routes_are_no_traffic() -> None:
    assert Passing(0, 0).share == 0
    assert Passing(1, 4).share == 0.25
