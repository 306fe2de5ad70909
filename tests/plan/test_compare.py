"""Two versions beside each other: every field of the format is said, and what it did for whom."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from builders import Raw, activity, phase, raw_plan
from pydantic import BaseModel

from planner.exchange.documents import read_plan, sample_plans
from planner.lesson import model as lesson
from planner.lesson.model import Plan
from planner.participation.model import Verdict
from planner.plan.changes import SetSupport
from planner.plan.compare import Side, compare
from planner.plan.compare_values import excerpts
from planner.plan.set_field import SetField
from planner.room import layout as room
from planner.services.comparing import compare_plans

SAMPLE = "fractions-grade-5"
ROOM: Raw = {
    "schema": "planner/layout/1",
    "id": "own",
    "name": "Lokale 3",
    "students": 20,
    "adults": 2,
    "rooms": [
        {
            "id": "R",
            "name": "Rum",
            "outline": [[0, 0], [8, 0], [8, 6], [0, 6]],
            "height_m": 3.0,
            "reverberation_s": 0.5,
            "use": "classroom",
        }
    ],
    "walls": [
        {"id": "v1", "line": [[2, 2], [3, 2]], "thickness_m": 0.1, "height_m": 2, "reduction_db": 20},
        {"id": "v2", "line": [[5, 2], [6, 2]]},
    ],
    "steps": [{"id": "s1", "line": [[0, 1], [1, 1]], "rise_m": 0.1, "ramp": False}],
    "doors": [
        {
            "id": "D1",
            "at": [0, 3],
            "angle": 90,
            "clear_m": 0.9,
            "thickness_m": 0.1,
            "rooms": ["R", None],
            "leaf": "left",
            "opens_into": "R",
            "threshold_m": 0.01,
            "reduction_db": 25,
            "state": "closed",
            "exit": True,
        }
    ],
    "windows": [{"id": "W1", "line": [[1, 6], [3, 6]], "sill_m": 0.9, "head_m": 2.2, "faces": "N"}],
    "boards": [{"id": "B1", "line": [[3, 0], [5, 0]], "bottom_m": 0.9, "top_m": 2.1}],
    "furniture": [
        {
            "id": "t1",
            "kind": "group_table_4",
            "at": [2, 4],
            "angle": 0,
            "size": [1.2, 1.2],
            "height_m": 0.7,
            "fixed": False,
            "seats": [[0.5, 0.5, 0, "chair"]],
        },
        {"id": "t2", "kind": "group_table_4", "at": [5, 4]},
    ],
    "zones": [
        {
            "id": "z",
            "name": "Bordene",
            "polygon": [[1, 1], [4, 1], [4, 5], [1, 5]],
            "use": "group",
            "seats": [[1.5, 1.5, 0, "floor"]],
            "light_lux": 500,
            "screened": False,
        },
        {"id": "y", "name": "Hulen", "polygon": [[5, 3], [7, 3], [7, 5], [5, 5]], "use": "quiet"},
    ],
    "underlay": {
        "image": "0" * 64,
        "at": [0, 0],
        "width_m": 8,
        "height_m": 6,
        "angle": 0,
        "opacity": 0.5,
    },
}
WORK = activity(
    "do",
    group_size={"min": 2, "max": 4},
    supports=["worked_example"],
    apart={"purpose": "øve", "returns_to": "end"},
    instructions="Byg en brøk",
)
WHOLE: Raw = raw_plan(
    phase(
        "work",
        WORK,
        activity("more", zones=["y"]),
        moves=[{"id": "t1", "at": [3, 4], "angle": 90}, {"id": "z", "polygon": [[1, 1], [3, 1], [3, 3]]}],
        co_teaching="team",
    ),
    phase("end", activity("share")),
    lesson={"minutes": 45},
    subject="matematik",
    language="da",
    layout=ROOM,
    adults=[{"id": "L", "role": "teacher", "present": [0, 45]}, {"id": "P", "role": "social_educator"}],
    students=[
        {
            "code": "A1",
            "prerequisites": ["know_next", {"id": "low_noise", "level_db": 50}],
            "supports": ["headphones"],
            "with": ["A2"],
            "apart_from": ["A3"],
            "wishes": ["A4"],
        },
        *({"code": code} for code in ("A2", "A3", "A4")),
    ],
    bands=[{"prerequisite": {"id": "low_noise", "level_db": 50}, "count": "1-2"}],
    class_size=24,
    between_form="group_based",
    pins=[{"student": "A1", "phase": "work", "activity": "do", "zone": "z"}],
    places=[{"student": "A1", "phase": "work", "activity": "do", "zone": "z"}],
)
WORK_AT = ("lesson", "phases", 0, "activities", 0)
OTHER: dict[type[BaseModel], tuple[tuple[Any, ...], dict[str, Any]]] = {
    lesson.Plan: (
        (),
        {
            "title": "Decimaltal",
            "subject": "dansk",
            "grade": 6,
            "language": "en",
            "class_size": 25,
            "between_form": "class_based",
            "adults": [{"id": "L", "role": "teacher", "present": [0, 45]}],
            "students": [{"code": "B1"}],
            "bands": [],
            "pins": [],
            "places": [],
        },
    ),
    lesson.Placed: (
        ("pins", 0),
        {"student": "A2", "phase": "end", "activity": "more", "zone": "y"},
    ),
    lesson.Adult: (("adults", 0), {"id": "Q", "role": "assistant", "present": [0, 30]}),
    lesson.Student: (
        ("students", 0),
        {
            "code": "A9",
            "prerequisites": ["know_next"],
            "supports": ["own_timer"],
            "with": ["A3"],
            "apart_from": [],
            "wishes": ["A2"],
        },
    ),
    lesson.NeededPrerequisite: (("students", 0, "prerequisites", 1), {"id": "turning", "level_db": 45}),
    lesson.Band: (("bands", 0), {"prerequisite": {"id": "low_noise", "level_db": 45}, "count": "3+"}),
    lesson.Lesson: (
        ("lesson",),
        {"minutes": 90, "goal": "Vi kan tælle", "supports": [], "phases": [phase("work", WORK)]},
    ),
    lesson.Phase: (
        ("lesson", "phases", 0),
        {
            "id": "other",
            "title": "Arbejde",
            "minutes": 12,
            "supports": ["visible_timer"],
            "moves": [],
            "activities": [activity("new")],
            "co_teaching": "station",
        },
    ),
    lesson.Activity: (
        WORK_AT,
        {
            "id": "build",
            "title": "Byg",
            "kind": "share",
            "zones": ["z", "y"],
            "ways_in": ["text"],
            "ways_out": ["writing"],
            "social_form": "group",
            "group_size": None,
            "voice": 3,
            "display": True,
            "sensory": ["smell"],
            "adult": "P",
            "supports": [],
            "apart": None,
            "posture": "sitting",
            "instructions": "Byg to brøker",
        },
    ),
    lesson.GroupSize: ((*WORK_AT, "group_size"), {"min": 3, "max": 5}),
    lesson.Apart: ((*WORK_AT, "apart"), {"purpose": "læse", "returns_to": None}),
    lesson.Move: (
        ("lesson", "phases", 0, "moves", 0),
        {"id": "t2", "at": [3, 5], "angle": 45, "polygon": [[0, 0], [1, 0], [1, 1]]},
    ),
    room.Layout: (
        ("layout",),
        {
            "id": "mine",
            "name": "Lokale 4",
            "students": 25,
            "adults": 1,
            **{
                part: ROOM[part][:-1]
                for part in ("walls", "steps", "doors", "windows", "boards", "furniture", "zones")
            },
            "rooms": [*ROOM["rooms"], ROOM["rooms"][0] | {"id": "S"}],
            "underlay": None,
        },
    ),
    room.Room: (
        ("layout", "rooms", 0),
        {
            "id": "S",
            "name": "Salen",
            "outline": [[0, 0], [9, 0], [9, 6], [0, 6]],
            "height_m": 3.2,
            "reverberation_s": 0.8,
            "use": "special",
        },
    ),
    room.Wall: (
        ("layout", "walls", 0),
        {"id": "v3", "line": [[2, 2], [3, 3]], "thickness_m": 0.2, "height_m": 1.5, "reduction_db": 30},
    ),
    room.Step: (
        ("layout", "steps", 0),
        {"id": "s2", "line": [[0, 2], [1, 2]], "rise_m": 0.2, "ramp": True},
    ),
    room.Door: (
        ("layout", "doors", 0),
        {
            "id": "D2",
            "at": [0, 4],
            "angle": 0,
            "clear_m": 0.8,
            "thickness_m": 0.2,
            "rooms": ["R", "R"],
            "leaf": "right",
            "opens_into": None,
            "threshold_m": 0.02,
            "reduction_db": 30,
            "state": "open",
            "exit": False,
        },
    ),
    room.Window: (
        ("layout", "windows", 0),
        {"id": "W2", "line": [[1, 6], [4, 6]], "sill_m": 1, "head_m": 2, "faces": "S"},
    ),
    room.Board: (
        ("layout", "boards", 0),
        {"id": "B2", "line": [[3, 0], [6, 0]], "bottom_m": 0.8, "top_m": 2},
    ),
    room.Furniture: (
        ("layout", "furniture", 0),
        {
            "id": "t3",
            "kind": "cupboard",
            "at": [2, 5],
            "angle": 45,
            "size": [1, 1],
            "height_m": 0.8,
            "fixed": True,
            "seats": [],
        },
    ),
    room.Zone: (
        ("layout", "zones", 0),
        {
            "id": "x",
            "name": "Borde",
            "polygon": [[1, 1], [5, 1], [5, 5], [1, 5]],
            "use": "practical",
            "seats": [],
            "light_lux": 300,
            "screened": True,
        },
    ),
    room.Underlay: (
        ("layout", "underlay"),
        {"image": "1" * 64, "at": [1, 0], "width_m": 9, "height_m": 7, "angle": 5, "opacity": 0.4},
    ),
}
NAMES = {"together": "with"}
NEW = [(kind, field) for kind, (_, fields) in OTHER.items() for field in fields]


def plan_of(raw: Raw) -> Plan:
    return Plan.model_validate(raw)


def side(plan: Plan) -> Side:
    return Side(plan, plan.layout if isinstance(plan.layout, room.Layout) else None, None)


def sentences(before: Plan, after: Plan) -> list[str]:
    said = compare(side(before), side(after)).said
    texts = [one.message.text(language) for language in ("da", "en") for one in said]
    assert all(text and "{" not in text and "None" not in text for text in texts)
    return texts[: len(said)]


def inside(raw: Raw, path: tuple[Any, ...]) -> Any:
    found: Any = raw
    for step in path:
        found = found[step]
    return found


def formats() -> Iterator[type[BaseModel]]:
    """Yield all parts of the plan and the layout format."""
    for module in (lesson, room):
        for kind in vars(module).values():
            own = isinstance(kind, type) and kind.__module__ == module.__name__
            if own and issubclass(kind, BaseModel) and kind.__name__ != "Part":
                yield kind


def test_the_test_knows_every_field_of_the_plan_format() -> None:
    written = {"schema_", "layout", "lesson"}
    for kind in formats():
        fields = {NAMES.get(name, name) for name in kind.model_fields} - written
        extra = {"level_db"} if kind is lesson.NeededPrerequisite else set()
        assert set(OTHER[kind][1]) == fields | extra, kind


@pytest.mark.parametrize(("kind", "field"), NEW, ids=[f"{kind.__name__}-{field}" for kind, field in NEW])
def test_every_field_that_differs_is_said(kind: type[BaseModel], field: str) -> None:
    path, values = OTHER[kind]
    raw = copy.deepcopy(WHOLE)
    inside(raw, path)[field] = values[field]
    before, after = plan_of(WHOLE), plan_of(raw)
    assert sentences(before, after)
    assert sentences(after, before)


@pytest.mark.parametrize(
    "path",
    [
        ("subject",),
        ("class_size",),
        ("between_form",),
        ("adults", 0, "present"),
        ("students", 0, "prerequisites"),
        ("students", 0, "supports"),
        ("lesson", "minutes"),
        ("lesson", "goal"),
        ("lesson", "supports"),
        ("lesson", "phases", 0, "supports"),
        ("lesson", "phases", 0, "moves"),
        ("lesson", "phases", 0, "co_teaching"),
        *((*WORK_AT, field) for field in WORK if field not in {"id", "title", "kind"}),
        ("layout", "zones", 0, "light_lux"),
        ("layout", "rooms", 0, "reverberation_s"),
    ],
    ids=lambda path: "-".join(map(str, path)),
)
def test_what_is_no_longer_recorded_is_said_apart_from_none(path: tuple[Any, ...]) -> None:
    raw = copy.deepcopy(WHOLE)
    del inside(raw, path[:-1])[path[-1]]
    said = sentences(plan_of(WHOLE), plan_of(raw))
    assert said
    assert not any("nu ingen" in text for text in said)


def test_none_and_not_recorded_differ() -> None:
    raw = copy.deepcopy(WHOLE)
    inside(raw, WORK_AT)["adult"] = None
    none = plan_of(raw)
    del inside(raw, WORK_AT)["adult"]
    assert sentences(none, plan_of(raw)) == ["Work · Do: den voksne – før ingen, nu ikke noteret"]


@pytest.mark.parametrize("field", ["students", "bands", "adults"])
def test_an_empty_list_that_is_recorded_differs_from_none_at_all(field: str) -> None:
    recorded = plan_of(raw_plan(phase("work", activity())) | {field: []})
    raw = raw_plan(phase("work", activity()))
    raw.pop(field, None)
    left_out = plan_of(raw)
    assert len(sentences(left_out, recorded)) == 1
    assert len(sentences(recorded, left_out)) == 1


def test_the_same_plan_differs_in_nothing() -> None:
    assert compare(side(plan_of(WHOLE)), side(plan_of(copy.deepcopy(WHOLE)))).empty


def test_a_room_of_ones_own_that_is_like_the_one_named_is_the_same() -> None:
    plan = read_plan(sample_plans()[SAMPLE])
    compared = compare_plans(plan, plan)
    own = plan.model_copy(update={"layout": compared.before.layout})
    assert compare_plans(plan, own).comparison.said == ()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (("lesson", "phases"), "Faserne kommer i en anden rækkefølge: End og Work"),
        (("lesson", "phases", 0, "activities"), "Work: aktiviteterne står i en anden rækkefølge: More og Do"),
        (("students",), "Klasselisten står i en anden rækkefølge: A4, A3, A2 og A1"),
        (("adults",), "De voksne står i en anden rækkefølge: P og L"),
        (("layout", "zones"), "Ligger i en anden rækkefølge: zonen Hulen og zonen Bordene"),
        (("lesson", "phases", 0, "moves"), "Det, der flyttes, står i en anden rækkefølge: Bordene og t1"),
        (("students", 0, "prerequisites"), "A1: det, der betyder noget – i en anden rækkefølge"),
    ],
    ids=lambda value: "-".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_another_order_is_said(path: tuple[Any, ...], said: str) -> None:
    raw = copy.deepcopy(WHOLE)
    inside(raw, path).reverse()
    assert sentences(plan_of(WHOLE), plan_of(raw)) == [said]


def test_an_activity_that_went_to_another_phase_is_said_to_have_moved() -> None:
    raw = copy.deepcopy(WHOLE)
    phases = raw["lesson"]["phases"]
    phases[1]["activities"].append(phases[0]["activities"].pop())
    assert sentences(plan_of(WHOLE), plan_of(raw)) == ["More er flyttet fra Work til End"]


def test_what_was_moved_in_the_room_says_how_far() -> None:
    raw = copy.deepcopy(WHOLE)
    raw["layout"]["furniture"][0]["at"] = [2.3, 4.4]
    assert sentences(plan_of(WHOLE), plan_of(raw)) == ["Flyttet 0,50 m: gruppebordet t1"]


def test_a_difference_too_small_to_read_is_not_silent() -> None:
    raw = copy.deepcopy(WHOLE)
    raw["layout"]["rooms"][0]["height_m"] = 3.00001
    assert sentences(plan_of(WHOLE), plan_of(raw)) == ["Lokalet Rum: højden – ændret en smule"]


def test_long_texts_are_shown_from_where_they_differ() -> None:
    same = "Læs opgaven højt for hinanden, og byg den så med brøkstænger på bordet foran jer. "
    one, other = excerpts(f"{same}Tegn den.", f"{same}Skriv den.")
    assert (one[-9:], other[-10:]) == ("Tegn den.", "Skriv den.")
    assert one.startswith("…")


def test_another_room_is_one_sentence() -> None:
    raw = copy.deepcopy(WHOLE) | {"layout": "rows"}
    other = plan_of(raw)
    from planner.services.plans import plan_layout

    before, after = side(plan_of(WHOLE)), Side(other, plan_layout(other), None)
    said = [one.message.text("da") for one in compare(before, after).said if one.topic == "room"]
    assert said == [f"Et andet lokale – før Lokale 3, nu {plan_layout(other).name}"]


def test_text_of_people_is_no_template() -> None:
    plan = plan_of(WHOLE)
    hostile = SetField("plan", (), "title", "{n} {where!r} <b>").apply(plan)
    [said] = compare(side(plan), side(hostile)).said
    assert "{n} {where!r} <b>" in said.message.text("da")


def test_verdicts_are_counted_by_phase_and_named_by_student() -> None:
    plan = read_plan(sample_plans()[SAMPLE])
    bare = SetField("lesson", (), "supports", ()).apply(plan)
    comparison = compare_plans(plan, bare).comparison
    first = comparison.phases[0]
    assert (first.phase, first.changed) == ("plan", True)
    assert first.before == {Verdict.AS_PLANNED: 23, Verdict.WITH_SUPPORT: 1, Verdict.NOT_POSSIBLE: 2}
    assert first.after == {Verdict.AS_PLANNED: 21, Verdict.WITH_SUPPORT: 1, Verdict.NOT_POSSIBLE: 4}
    assert comparison.participation is not None
    changed = [cell for cell in comparison.participation.cells if cell.phase == "plan"]
    assert [cell.after for cell in changed] == [Verdict.NOT_POSSIBLE] * 2


def test_options_that_were_lost_and_gained_name_the_students() -> None:
    plan = read_plan(sample_plans()[SAMPLE])
    activities = plan.lesson.phases[2].activities
    fewer = plan.model_copy(
        update={
            "lesson": plan.lesson.model_copy(
                update={
                    "phases": tuple(
                        one.model_copy(update={"activities": one.activities[1:]}) if one.id == "work" else one
                        for one in plan.lesson.phases
                    )
                }
            )
        }
    )
    lost = [one for one in compare_plans(plan, fewer).comparison.options if one.lost]
    assert {one.activity for one in lost} == {activities[0].id}
    assert all(one.there == (True, False) for one in lost)
    gained = [one for one in compare_plans(fewer, plan).comparison.options if one.gained]
    assert [one.gained for one in gained] == [one.lost for one in lost]


def test_a_phase_that_is_gone_has_no_counts_afterwards() -> None:
    plan = read_plan(sample_plans()[SAMPLE])
    shorter = plan.model_copy(
        update={"lesson": plan.lesson.model_copy(update={"phases": plan.lesson.phases[:-1]})}
    )
    gone = compare_plans(plan, shorter).comparison.phases[-1]
    assert (gone.phase, gone.after) == (plan.lesson.phases[-1].id, None)
    assert gone.before is not None


def test_a_state_that_cannot_be_checked_is_still_compared_in_words() -> None:
    plan = read_plan(sample_plans()[SAMPLE])
    lost = plan.model_copy(update={"layout": "no-such-room"})
    compared = compare_plans(plan, lost)
    assert compared.comparison.participation is None
    assert [one.topic for one in compared.comparison.said] == ["room"]
    assert not compared.comparison.empty


def test_a_support_for_all_is_said_and_counted_as_better() -> None:
    plan = read_plan(sample_plans()[SAMPLE])
    more = SetSupport("phase", ("work",), "visible_timer", on=True).apply(plan)
    [said] = compare_plans(plan, more).comparison.said
    assert said.message.text("da") == "Vælg din vej: støtten til alle – synligt ur er kommet til"
