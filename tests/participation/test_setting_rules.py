"""Lesson rules that ask the room or the verdicts: a triggering case, a near miss, not recorded, the words."""

from math import nan
from typing import Any

import numpy as np
import pytest
from builders import Raw, activity, phase, plan, without

from planner.catalogue.finding import Finding
from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Plan
from planner.participation.model import Cell, OptionVerdict, Verdict
from planner.participation.setting_rules import setting_findings
from planner.room.facts import RoomFacts, Route, SoundFacts, ZoneFacts

ROUTE = Route(
    clear_m=1.2,
    clear_pushed_in_m=1.2,
    distance_m=5.0,
    wheel_clear_m=1.2,
    wheel_distance_m=5.0,
    step_free=True,
    narrowest=None,
    wheel_narrowest=None,
)
OK, WITH, OPEN, NO = Verdict.AS_PLANNED, Verdict.WITH_SUPPORT, Verdict.UNKNOWN, Verdict.NOT_POSSIBLE


def route(**changed: Any) -> Route:
    fields = {name: getattr(ROUTE, name) for name in Route.__dataclass_fields__}
    return Route(**{**fields, **changed})


def zone(id_: str = "z", **changed: Any) -> ZoneFacts:
    fields: Raw = {
        "id": id_,
        "name": id_.capitalize(),
        "room": "R",
        "use": "group",
        "area_m2": 20.0,
        "seats": (),
        "places": 20,
        "places_estimated": False,
        "entrance": ROUTE,
        "turning_m": 1.5,
        "views": (),
        "speaking": (None, (0.0, 0.0)),
        "passing": 0.0,
        "passing_routes": 0,
        "screened": False,
        "light_lux": None,
    }
    return ZoneFacts(**{**fields, **changed})


def facts(*zones: ZoneFacts, reduction_db: float = 0.0, distance_m: float | None = 5.0) -> RoomFacts:
    """Return the facts of a layout in which the same reduction lies between any two zones."""
    ids = tuple(one.id for one in zones)
    transfer = np.full((len(ids), len(ids)), -10.0 - reduction_db)
    np.fill_diagonal(transfer, -10.0)
    here = np.ones(len(ids))
    return RoomFacts(
        layout="r",
        zones={one.id: one for one in zones},
        routes={(a, b): route(distance_m=distance_m) for a in ids for b in ids if a != b},
        sound=SoundFacts(zones=ids, transfer_db=transfer, volume_m3=here, reverberation_s=here),
    )


def findings(rule: str, checked: Plan, room: RoomFacts, *cells: Cell) -> list[Finding]:
    catalogue = load_catalogue()
    by_phase = {one.id: room for one in checked.lesson.phases}
    found = setting_findings(checked, by_phase, cells, catalogue, catalogue.limits())
    return [one for one in found if one.rule.id == rule]


def sentences(rule: str, checked: Plan, room: RoomFacts, *cells: Cell) -> list[str]:
    return [one.text("da") for one in findings(rule, checked, room, *cells)]


def split_phase(id_: str, minutes: int) -> Raw:
    apart = activity(f"{id_}-away", apart={"purpose": "Ro", "returns_to": "end"})
    return phase(id_, activity(f"{id_}-in"), apart, minutes=minutes)


def cell(in_phase: str, inside: Verdict, away: Verdict, student: str = "A1") -> Cell:
    options = (OptionVerdict(f"{in_phase}-in", "z", inside), OptionVerdict(f"{in_phase}-away", "z", away))
    return Cell(student, in_phase, min(inside, away), options)


def lesson(first: int, second: int) -> Plan:
    return plan(split_phase("a", first), split_phase("b", second), students=[{"code": "A1"}, {"code": "A2"}])


@pytest.mark.parametrize(("first", "second", "count"), [(21, 20, 1), (20, 20, 0), (19, 20, 0)])
def test_nobody_can_only_take_part_apart_for_most_of_the_lesson(first: int, second: int, count: int) -> None:
    cells = (cell("a", NO, OK), cell("b", OK, OK))

    assert len(findings("class_is_base", lesson(first, second), facts(zone()), *cells)) == count


def test_time_apart_is_told_with_its_minutes() -> None:
    cells = (cell("a", NO, WITH), cell("b", OK, NO))

    [found] = findings("class_is_base", lesson(30, 15), facts(zone()), *cells)
    assert found.text("da") == "A1 kan kun være med væk fra klassen i 30 af 45 min; hold det under 50 %."
    assert (found.at, found.value, found.limit) == ("student:A1", 30, 22.5)


def test_everyone_can_take_part_inside_the_community() -> None:
    room, checked = facts(zone()), lesson(10, 10)

    assert sentences("inside_shared", checked, room, cell("a", WITH, OK)) == []
    assert sentences("inside_shared", checked, room, cell("a", NO, NO)) == []
    assert sentences("inside_shared", checked, room, cell("a", NO, OK)) == [
        "I »A« kan én elev kun deltage væk fra klassen: A1."
    ]
    both = (cell("a", NO, OK), cell("a", NO, OK, "A2"))
    assert sentences("inside_shared", checked, room, *both) == [
        "I »A« kan 2 elever kun deltage væk fra klassen: A1 og A2."
    ]
    assert sentences("inside_shared", checked, room, cell("a", OPEN, OK)) == [
        (
            "I »A« kan det ikke siges, om én elev kan være med i fællesskabet: A1; "
            "se hvad der mangler at blive skrevet."
        )
    ]


def test_walking_and_settling_take_a_small_share() -> None:
    phases = [phase(i, activity(i, zones=[z])) for i, z in zip("abc", "zyz", strict=True)]
    short = [{**one, "minutes": 4} for one in phases]

    assert sentences("transitions", plan(*phases), facts(zone("z"), zone("y"))) == []
    assert sentences("transitions", plan(*short), facts(zone("z"), zone("y"))) == [
        "Overgange tager ca. 2 af 12 min (skøn); prøv højst 15 %."
    ]
    silent = [without(activity("a"), "zones"), activity("b")]
    assert sentences("transitions", plan(*(phase(a["id"], a) for a in silent)), facts(zone())) == [
        "Skriv zoner i »B« og fasen før, så gangtiden kan regnes ud."
    ]


@pytest.mark.parametrize(
    ("voice", "reduction_db", "expected"),
    [
        (
            3,
            12.0,
            ["»Do« er højlydt og åben mod Cave i »Work«: kun ca. 12 dB imellem (skøn), 20 dB skal der til."],
        ),
        (3, 20.0, []),
        (2, 12.0, []),
        (
            3,
            nan,
            ["Skriv efterklangstiden, så man kan se, om »Do« kan høres i Cave i »Work«."],
        ),
        (None, 12.0, ["Skriv stemmen for »Do« i »Work«: den ligger ved den stille zone Cave."]),
        (None, 20.0, []),
    ],
)
def test_no_loud_activity_beside_a_quiet_zone(
    voice: int | None, reduction_db: float, expected: list[str]
) -> None:
    room = facts(zone(), zone("cave", use="quiet"), reduction_db=reduction_db)
    reading = activity("read", zones=["cave"], voice=0)
    checked = plan(phase("work", activity(voice=voice), reading))

    assert sentences("quiet_zone_loud", checked, room) == expected


def test_a_quiet_zone_counts_when_someone_is_or_may_go_there() -> None:
    room = facts(zone(), zone("cave", use="quiet"))
    loud = phase("work", activity(voice=4))
    withdraws = [{"code": "A1", "prerequisites": ["break_exit"]}]

    assert findings("quiet_zone_loud", plan(loud), room) == []
    assert len(findings("quiet_zone_loud", plan(loud, students=withdraws), room)) == 1


def test_a_loud_activity_inside_a_quiet_zone() -> None:
    checked = plan(phase("work", activity(voice=4, zones=["cave"])))

    assert sentences("quiet_zone_loud", checked, facts(zone("cave", use="quiet"))) == [
        "»Do« er højlydt og ligger i den stille zone Cave i »Work«."
    ]


def test_each_phase_has_a_place_for_everyone() -> None:
    checked = plan(students=[{"code": f"A{i}"} for i in range(3)])
    half = plan(
        phase("work", activity("a"), without(activity("b"), "zones")),
        students=[{"code": f"A{i}"} for i in range(3)],
    )

    assert sentences("capacity", checked, facts(zone(places=3))) == []
    [found] = findings("capacity", checked, facts(zone(places=2)))
    assert (found.severity, found.text("da")) == ("stop", "»Work« har 2 pladser til 3 elever.")
    assert sentences("capacity", checked, facts(zone(places=2, places_estimated=True))) == [
        "»Work« har ca. 2 pladser (skøn) til 3 elever."
    ]
    [missing] = findings("capacity", half, facts(zone(places=2)))
    assert missing.severity == "look"
    assert missing.text("da") == (
        "Skriv zoner for »B«: de andre aktiviteter i »Work« har 2 pladser til 3 elever."
    )


def test_two_activities_in_one_zone_share_its_places() -> None:
    checked = plan(phase("work", activity("a"), activity("b")), students=[{"code": "A"}, {"code": "B"}])

    assert len(findings("capacity", checked, facts(zone(places=1)))) == 1


@pytest.mark.parametrize(
    ("clear_m", "expected"),
    [
        (0.80, []),
        (0.79, []),
        (0.62, ["Den niveaufri vej til Z er 0,62 m bred; en kørestol skal bruge 0,80 m."]),
        (0.0, ["Ingen niveaufri vej fører til Z."]),
    ],
)
def test_a_step_free_way_leads_to_every_zone_in_use(clear_m: float, expected: list[str]) -> None:
    room = facts(zone(entrance=route(wheel_clear_m=clear_m)), zone("unused", entrance=route(wheel_clear_m=0)))
    twice = plan(phase("a", activity("a")), phase("b", activity("b")))

    assert sentences("step_free_path", twice, room) == expected


def test_the_toilet_is_asked_about_where_someone_needs_a_step_free_way() -> None:
    checked = plan(students=[{"code": "A1", "prerequisites": ["step_free"]}])

    assert sentences("step_free_path", checked, facts(zone())) == [
        "Toilettet er ikke tegnet i indretningen: se selv efter, om vejen dertil er niveaufri."
    ]


def test_an_adult_is_in_or_in_sight_of_every_zone() -> None:
    def told(away: ZoneFacts, *left_out: str, **changed: Any) -> list[str]:
        alone = without(activity("b", **{"zones": ["niche"], "adult": None, **changed}), *left_out)
        return sentences("adult_in_sight", plan(phase("work", activity("a"), alone)), facts(zone("z"), away))

    assert told(zone("niche")) == []
    assert told(zone("niche", room="Q")) == ["Ingen voksen er i lokalet med Niche under »B«."]
    assert told(zone("niche", room="Q"), adult="L") == []
    assert told(zone("niche", room="Q"), kind="break") == []
    assert told(zone("niche", screened=True)) == [
        "Niche er skærmet af: den voksne i lokalet kan næppe se »B« (skøn)."
    ]
    assert told(zone("niche", room="Q"), "adult") == ["Skriv, hvilken voksen der kan se Niche under »B«."]


def test_an_adult_who_has_left_sees_nothing() -> None:
    checked = plan(adults=[{"id": "L", "role": "teacher", "present": [0, 5]}])

    assert sentences("adult_in_sight", checked, facts(zone())) == [
        "Ingen voksen er i lokalet med Z under »Do«."
    ]
