"""Adults: where they are, what they see and reach, zones nobody sees, and what breaks without one of them."""

from typing import Any

import pytest
from builders import Raw, activity, phase, plan, room_facts, route, without, zone_facts

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Plan
from planner.participation.adults.model import AdultsView, Ground, Watch
from planner.participation.adults.plan_b import Answered, PlanB, plan_b, without_adult
from planner.participation.adults.view import adults_view
from planner.participation.check import check
from planner.room.facts import RoomFacts

CATALOGUE = load_catalogue()
LIMITS = CATALOGUE.limits()
TWO = [{"id": "L", "role": "teacher"}, {"id": "P", "role": "social_educator"}]
ZONES = (zone_facts("camp"), zone_facts("cave"))


def ground(checked: Plan, share: float = 0.0, facts: RoomFacts | None = None) -> Ground:
    """Return a ground of two zones of which that share is seen from the other."""
    seen = {("camp", "cave"): share, ("cave", "camp"): share}
    phases = [one.id for one in checked.lesson.phases]
    known = facts or room_facts(*ZONES)
    return Ground(checked, dict.fromkeys(phases, known), dict.fromkeys(phases, seen), CATALOGUE, LIMITS)


def work(**fields: Any) -> Raw:
    """Return a phase with the teacher in the camp and somebody, or nobody, in the cave."""
    return phase("work", activity("bars", zones=["camp"]), activity("calm", **{"zones": ["cave"], **fields}))


def lesson(*phases: Raw, **fields: Any) -> Plan:
    return plan(*phases, **{"adults": TWO, **fields})


def view(checked: Plan, share: float = 0.0, facts: RoomFacts | None = None) -> AdultsView:
    return adults_view(ground(checked, share, facts))


def cave(found: AdultsView) -> Watch:
    return next(one for one in found.watches if one.zone == "cave")


def told(found: AdultsView) -> list[str]:
    return [one.text("da") for one in found.findings]


def test_each_adult_has_a_place_and_a_task() -> None:
    found = view(lesson(work(adult="P")), 0.5)
    teacher, educator = found.adults
    assert teacher.message.text("da") == "L (lærer) er på »Bars«."
    assert (educator.zones, educator.activities, educator.minutes) == (("cave",), ("calm",), 10)
    assert teacher.sees == {"camp": 1, "cave": 0.5}
    assert {way.zone: way.distance_m for way in educator.reaches} == {"camp": 5, "cave": 0}
    assert cave(found).oversight == "there"
    assert (cave(found).by, cave(found).share, cave(found).nearest_m) == (("P",), None, 0)
    assert told(found) == []


@pytest.mark.parametrize(
    ("share", "expected", "sentences"),
    [
        (0.8, "seen", []),
        (0.79, "partly", ["I »Work« ses kun ca. 79 % af CAVE under »Calm« (skøn); prøv 80 %."]),
        (0.0, "unseen", ["I »Work« ser ingen voksen CAVE under »Calm« (skøn)."]),
    ],
)
def test_a_zone_without_an_adult_is_seen_or_not(share: float, expected: str, sentences: list[str]) -> None:
    found = view(lesson(work(adult=None)), share)
    assert cave(found).oversight == expected
    assert told(found) == sentences
    assert cave(found).by == (("L",) if share else ())


def test_where_an_adult_is_has_to_be_recorded() -> None:
    open_ = phase(
        "work", activity("bars", zones=["camp"]), without(activity("calm", zones=["cave"]), "adult")
    )
    found = view(lesson(open_))
    assert cave(found).oversight == "unknown"
    assert told(found) == [
        "Skriv, hvor de voksne er i »Work«: ellers kan det ikke siges, om nogen ser CAVE under »Calm«."
    ]
    assert found.adults[1].message.text("da") == "Det er ikke skrevet, hvad P (pædagog) gør."
    assert cave(view(lesson(open_), 0.9)).oversight == "seen"


def test_an_adult_who_goes_around_may_be_anywhere() -> None:
    found = view(lesson({**work(adult=None), "co_teaching": "one_assists"}))
    assert found.adults[1].message.text("en") == "P (social educator) goes around and assists."
    assert cave(found).oversight == "unknown"


@pytest.mark.parametrize(
    ("present", "sentence"),
    [([0, 5], "P (pædagog) er der kun 5 af 10 min."), ([20, 30], "P (pædagog) er der ikke.")],
)
def test_an_adult_who_is_not_there_all_the_phase_does_not_count(present: list[int], sentence: str) -> None:
    adults = [TWO[0], {**TWO[1], "present": present}]
    found = view(lesson(work(adult="P"), adults=adults))
    assert found.adults[1].message.text("da") == sentence
    assert cave(found).oversight == "unseen"


def test_an_adult_without_a_task_is_told_as_such() -> None:
    found = view(lesson(work(adult=None)))
    assert found.adults[1].message.text("da") == "P (pædagog) er der, men har ingen opgave."


def test_a_zone_that_is_seen_is_to_be_reached_too() -> None:
    def way(distance_m: float | None) -> list[str]:
        there = {("camp", "cave"): route(distance_m=distance_m)}
        return told(view(lesson(work(adult=None)), 0.9, room_facts(*ZONES, routes=there)))

    assert way(15) == []
    assert way(16) == ["I »Work« er der 16 m hen til CAVE under »Calm«; prøv højst 15 m."]
    assert way(None) == ["I »Work« ses CAVE under »Calm«, men ingen voksen kan komme derhen."]


def test_breaks_are_not_watched() -> None:
    assert [one.zone for one in view(lesson(work(adult=None, kind="break"))).watches] == ["camp"]


def test_the_model_stands_beside_what_the_adults_do() -> None:
    [named] = view(lesson({**work(adult="P"), "co_teaching": "team"})).teaching
    assert named.planned.text("da") == "»Work« er planlagt som teamundervisning."
    assert [one.text("da") for one in named.tasks] == ["L (lærer) er på »Bars«.", "P (pædagog) er på »Calm«."]
    assert [one.message.text("da") for one in named.findings] == [
        (
            "»Work« er planlagt som teamundervisning, men hver voksen har sin egen aktivitet; "
            "det ligner stationer."
        )
    ]
    [unnamed] = view(lesson(work(adult="P"))).teaching
    assert unnamed.planned.text("da") == "»Work« har ingen aftalt måde at være flere voksne på."
    [alone] = view(lesson(work(adult=None), adults=TWO[:1])).teaching
    assert alone.planned.text("da") == "I »Work« er der én voksen."
    [nobody] = view(lesson(work(adult=None), adults=[])).teaching
    assert nobody.planned.text("en") == "In “Work” no adult is there for the whole phase."


def answered(checked: Plan) -> Answered:
    on = ground(checked)
    return Answered(on, check(checked, on.facts, CATALOGUE, LIMITS), adults_view(on))


def broken(checked: Plan, adult: str = "P", start: float = 0) -> PlanB:
    return plan_b(adult, start, answered(checked), answered(without_adult(checked, adult, start)))


def near(**fields: Any) -> Plan:
    """Return a lesson for a student who needs an adult near by and can only work in the cave."""
    students = [{"code": "A1", "prerequisites": ["adult_near"]}, {"code": "A2"}]
    return lesson(phase("work", activity("calm", zones=["cave"], adult="P")), students=students, **fields)


def test_without_an_adult_their_tasks_students_and_zones_are_told() -> None:
    found = broken(near())
    assert found.breaks
    assert found.summary is None
    assert found.title.text("da") == "Plan B uden P (pædagog)"
    assert [one.text("da") for one in found.tasks] == ["I »Work« mangler der en voksen på »Calm«."]
    assert [one.message.text("da") for one in found.students] == ["A1 kan ikke længere være med i »Work«."]
    assert [one.zone for one in found.watches] == ["cave"]
    assert "I »Work« ser ingen voksen CAVE under »Calm« (skøn)." in [one.text("da") for one in found.findings]
    assert [one.id for one in found.plan.adults] == ["L"]


def test_an_adult_who_leaves_is_missing_from_then_on() -> None:
    checked = lesson(*({**work(adult="P"), "id": n, "title": n} for n in ("a", "b", "c")))
    copy = without_adult(checked, "P", 15)
    assert [one.activities[1].adult for one in copy.lesson.phases] == ["P", None, None]
    assert copy.adults[1].present == (0, 15)
    assert without_adult(checked, "P", 10).lesson.phases[0] == checked.lesson.phases[0]
    found = plan_b("P", 15, answered(checked), answered(copy))
    assert found.title.text("da") == "Plan B uden P (pædagog) fra minut 15"
    assert [one.text("da") for one in found.tasks] == [
        "I »b« mangler der en voksen på »Calm«.",
        "I »c« mangler der en voksen på »Calm«.",
    ]


def test_an_adult_who_was_gone_already_is_not_missed() -> None:
    away = [TWO[0], {**TWO[1], "present": [0, 5]}]
    checked = lesson(phase("work", activity("bars", zones=["camp"])), adults=away)
    found = broken(checked, "P", 5)
    assert not found.breaks
    assert found.summary is not None
    assert found.summary.text("da") == "Lektionen holder uden P (pædagog), så vidt planen kan sige det."


def test_who_taught_together_is_missed_without_an_activity_of_their_own() -> None:
    checked = lesson({**phase("work", activity("bars", zones=["camp"])), "co_teaching": "team"})
    found = broken(checked)
    assert [one.text("da") for one in found.tasks] == ["I »Work« var P (pædagog) med som teamundervisning."]
    assert [one.rule.id for one in found.findings] == ["co_teaching"]


def test_an_adult_the_plan_does_not_have_cannot_be_missing() -> None:
    with pytest.raises(KeyError):
        without_adult(near(), "X")
