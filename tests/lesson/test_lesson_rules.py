"""The lesson rules of the plan: each with a triggering case, a near miss, what is not recorded, its words."""

from collections.abc import Sequence
from typing import Any

import pytest
from builders import Raw, activity, phase, plan, raw_plan, without

from planner.catalogue.finding import Finding
from planner.catalogue.loader import load_catalogue
from planner.lesson.check import lesson_findings
from planner.lesson.model import Plan

TWO_ADULTS = [{"id": "L", "role": "teacher"}, {"id": "P", "role": "social_educator"}]


def findings(rule: str, checked: Plan) -> list[Finding]:
    catalogue = load_catalogue()
    found = lesson_findings(checked, catalogue, catalogue.limits())
    return [one for one in found if one.rule.id == rule]


def sentences(rule: str, checked: Plan) -> list[str]:
    return [one.text("da") for one in findings(rule, checked)]


def one(*fields: str, **changed: Any) -> Plan:
    return plan(phase("work", without(activity(**changed), *fields)))


def options(*activities: Raw) -> Plan:
    return plan(phase("start", activity("start")), phase("work", *activities), phase("end", activity("end")))


def test_every_finding_speaks_both_languages_and_names_its_source() -> None:
    bad = plan(
        phase("work", without(activity("a", social_form="group"), "zones", "posture"), minutes=100),
        phase("end", activity("b", adult=None, apart={}, kind="teach", ways_out=["speech_plenary"])),
        lesson={"goal": None, "supports": []},
        adults=TWO_ADULTS,
    )
    catalogue = load_catalogue()

    for found in lesson_findings(bad, catalogue, catalogue.limits()):
        assert found.text("da").endswith((".", "…"))
        assert found.text("en") != found.text("da")
        assert found.rule.source
        assert "{" not in found.text("en")


def test_ten_hs_names_the_questions_left_open() -> None:
    assert sentences("ten_hs", one(adult=None)) == ["Det fremgår ikke af »Do«: hvem hjælper."]
    assert sentences("ten_hs", one()) == []
    assert sentences("ten_hs", one(adult=None, supports=["help_signal"])) == []
    assert sentences("ten_hs", one("zones", "social_form")) == [
        "»Do«: skriv hvor og med hvem, så eleverne ved det på forhånd."
    ]


def test_the_plan_is_visible_in_every_phase() -> None:
    hidden = plan(lesson={"supports": []})
    partly = plan(phase("a", activity("a"), supports=["visual_schedule"]), phase("b", activity("b")))
    partly = partly.model_copy(update={"lesson": partly.lesson.model_copy(update={"supports": ()})})
    silent = plan(without(phase("work", activity()), "supports"))
    silent = Plan.model_validate(
        {
            **silent.model_dump(by_alias=True, exclude_unset=True),
            "lesson": {"goal": "x", "phases": [without(phase("w", activity()), "supports")]},
        }
    )

    assert sentences("plan_visible", plan()) == []
    assert sentences("plan_visible", hidden) == ["Planen for lektionen er ikke synlig i nogen fase."]
    assert sentences("plan_visible", partly) == ["Planen er ikke synlig i »B«."]
    assert sentences("plan_visible", silent) == [
        "Skriv, om eleverne kan se planen for lektionen (synlig dagsorden)."
    ]


def test_the_class_begins_and_ends_together() -> None:
    split = plan(phase("a", activity("a"), activity("b")), phase("c", activity("c", apart={"purpose": "ro"})))

    assert sentences("shared_start_finish", plan()) == []
    assert sentences("shared_start_finish", split) == [
        "Lektionen begynder ikke fælles: »A« har 2 aktiviteter på én gang.",
        "Lektionen slutter ikke fælles: »C« er væk fra klassen.",
    ]


def test_a_group_apart_has_purpose_adult_and_return() -> None:
    back = {"purpose": "Ro", "returns_to": "end"}

    assert sentences("group_apart", options(activity("a", apart=back))) == []
    assert sentences("group_apart", options(activity("a", apart=back, adult=None))) == [
        "»A« foregår væk fra klassen uden en voksen."
    ]
    assert sentences("group_apart", options(activity("a", apart={}))) == [
        "»A« foregår væk fra klassen: skriv et formål og en fase at vende tilbage til."
    ]


def test_one_plan_says_that_it_cannot_tell_several_lessons() -> None:
    back = {"purpose": "Ro", "returns_to": "end"}

    assert sentences("grouping_varied", options(activity("a"))) == []
    [found] = findings("grouping_varied", options(activity("a", apart=back), activity("b", apart=back)))
    assert found.severity == "note"
    assert found.text("da") == (
        "Én plan kan ikke vise, om de samme elever er væk fra klassen flere lektioner i træk; "
        "hold øje med, at det højst er 2."
    )


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ({"max": 5}, []),
        (
            {"max": 6},
            ["»Do« har grupper på op til 6 elever; en lille gruppe har højst 5."],
        ),
        ({"min": 2}, ["»Do« er gruppearbejde: skriv, hvor mange der højst er i en gruppe."]),
    ],
)
def test_a_small_group_is_small(size: Raw, expected: Sequence[str]) -> None:
    assert sentences("small_group_size", one(social_form="group", group_size=size)) == expected
    assert sentences("small_group_size", one(social_form="pair", group_size=size)) == []


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, ["»Work« har kun én vej; 2-4 giver flere mulighed for at være med."]),
        (2, []),
        (4, []),
        (5, ["»Work« har 5 veje at vælge imellem; over 4 bliver valget i sig selv svært."]),
    ],
)
def test_two_to_four_options_in_work(count: int, expected: Sequence[str]) -> None:
    checked = plan(phase("work", *(activity(f"a{i}", supports=["step_list"][:i]) for i in range(count))))

    assert sentences("option_count", checked) == expected


def test_routes_lead_to_one_goal_and_differ() -> None:
    alike = plan(phase("work", activity("a"), activity("b")))
    differ = plan(phase("work", activity("a"), activity("b", ways_in=["text"])))
    silent = plan(phase("work", *(without(activity(i), "ways_in", "ways_out") for i in "ab")))
    no_goal = Plan.model_validate(
        {
            **plan().model_dump(by_alias=True, exclude_unset=True),
            "lesson": {"phases": [phase("w", activity())]},
        }
    )

    assert sentences("same_goal", differ) == []
    assert sentences("same_goal", alike) == [
        "»A« og »B« adskiller sig kun af navn: samme veje ind og ud, samme form."
    ]
    assert sentences("same_goal", silent) == [
        "Skriv veje ind og ud for »A« og »B«, så man kan se, hvordan de adskiller sig."
    ]
    assert sentences("same_goal", plan(lesson={"goal": " "})) == ["Lektionen har intet fælles mål."]
    assert sentences("same_goal", no_goal) == ["Skriv målet for lektionen, så alle veje kan føre derhen."]


def test_each_phase_has_two_ways_in_and_out() -> None:
    assert sentences("ways_in_out", one(ways_in=["text"], ways_out=["writing"])) == [
        "»Work« har kun én vej ind til stoffet; mindst 2 gør, at flere kommer med.",
        "»Work« har kun én måde at vise, hvad man kan; tilbyd mindst 2.",
    ]
    assert sentences("ways_in_out", one()) == []
    assert sentences("ways_in_out", one(kind="orient", ways_out=["pointing"])) == []
    assert sentences("ways_in_out", one("ways_in", "ways_out")) == [
        "»Do«: skriv, hvordan eleverne møder stoffet (veje ind).",
        "»Do«: skriv, hvordan eleverne viser, hvad de kan (veje ud).",
    ]


def test_speaking_to_all_is_never_the_only_way() -> None:
    aloud = {"kind": "share", "ways_out": ["speech_plenary"]}

    assert sentences("plenary_alternative", one(**aloud)) == [
        "I »Do« kan man kun svare ved at tale for hele klassen."
    ]
    assert sentences("plenary_alternative", one(**aloud, supports=["own_card"])) == []
    assert sentences("plenary_alternative", one(kind="share", ways_out=["speech_plenary", "pointing"])) == []
    assert sentences("plenary_alternative", one("ways_out", kind="share")) == [
        "»Do«: skriv, om man kan svare på andre måder end ved at tale for alle."
    ]


@pytest.mark.parametrize(("grade", "minutes", "count"), [(5, 15, 0), (5, 16, 1), (6, 30, 0), (6, 31, 1)])
def test_nobody_sits_longer_than_the_age_allows(grade: int, minutes: int, count: int) -> None:
    sit = [phase(i, activity(i, posture="sitting"), minutes=minutes) for i in "ab"]

    assert len(findings("sitting", plan(*sit, grade=grade))) == count
    assert findings("sitting", plan(sit[0], phase("c", activity("c")), sit[1], grade=grade)) == []


def test_sitting_says_how_long_and_what_is_not_recorded() -> None:
    sit = [phase(i, activity(i, posture="sitting"), minutes=20) for i in "ab"]
    silent = [phase(i, without(activity(i), "posture"), minutes=20) for i in "ab"]

    assert sentences("sitting", plan(*sit)) == [
        "En elev kan komme til at sidde 40 min i træk fra »A« til »B«; højst 30 min anbefales."
    ]
    assert sentences("sitting", plan(*silent)) == [
        (
            "Skriv, om eleverne sidder, står eller bevæger sig fra »A« til »B«: "
            "måske sidder de 40 min i træk (højst 30 anbefales)."
        )
    ]
    assert sentences("sitting", plan(*silent, lesson={"supports": ["movement_break"]})) == []


@pytest.mark.parametrize(("grade", "limit"), [(3, 10), (4, 15), (6, 15), (7, 20)])
def test_the_whole_class_listens_no_longer_than_its_stage(grade: int, limit: int) -> None:
    talk = activity(kind="teach", social_form="whole_class")

    assert sentences("listening", plan(phase("work", talk, minutes=limit), grade=grade)) == []
    assert sentences("listening", plan(phase("work", talk, minutes=limit + 1), grade=grade)) == [
        f"Hele klassen lytter {limit + 1} min i træk i »Work«; prøv højst {limit} min på dette trin."
    ]


def test_a_talk_without_a_form_is_asked_about() -> None:
    talk = without(activity(kind="teach"), "social_form")

    assert sentences("listening", plan(phase("work", talk, minutes=30))) == [
        "»Do«: skriv, om klassen er samlet eller arbejder i par og grupper."
    ]


def test_few_transitions_each_announced() -> None:
    phases = [phase(i, activity(i)) for i in "abcde"]

    assert sentences("transitions", plan(*phases[:4])) == []
    assert sentences("transitions", plan(*phases)) == [
        "Der er 4 overgange på 50 min; prøv højst 3 pr. 45 min."
    ]
    quiet = [phase("a", activity("a"), supports=[]), phase("b", activity("b"), supports=[])]
    assert sentences("transitions", plan(*quiet)) == ["Skiftet bliver ikke varslet i »A«."]
    silent = [without(quiet[0], "supports"), quiet[1]]
    assert sentences("transitions", plan(*silent)) == [
        "Skriv, om skiftet bliver varslet i »A« (varsel før skift)."
    ]


def test_phases_fit_into_the_lesson_where_its_length_is_known() -> None:
    def said(**lesson: Any) -> list[str]:
        two = (phase("a", activity("a")), phase("b", activity("b"), minutes=12.5))
        return sentences("time_budget", plan(*two, lesson=lesson))

    assert said(minutes=20) == ["Faserne varer 22,5 min i alt, men lektionen er kun på 20 min."]
    assert said(minutes=22.5) == said() == []


def test_two_adults_name_their_model_and_both_have_a_task() -> None:
    def pair(model: str | None, *on: str, **fields: Any) -> list[str]:
        activities = [activity(f"a{i}", adult=adult) for i, adult in enumerate(on)]
        phases = phase("work", *activities, **({"co_teaching": model} if model else {}), **fields)
        return sentences("co_teaching", plan(phases, adults=TWO_ADULTS))

    evaluate = "Planen viser ikke, om I to planlægger og evaluerer sammen; aftal hvornår."
    idle = "P (pædagog) har ingen opgave i »Work«."
    unnamed = "Vælg, hvordan I to voksne deler opgaven i »Work«: parallelt, på stationer, sammen …"
    assist = "Den ene voksne hjælper kun til i 100 % af tiden sammen; prøv højst 50 %."

    assert sentences("co_teaching", plan()) == []
    assert pair("station", "L", "P") == [evaluate]
    assert pair("station", "L") == [idle, evaluate]
    assert pair("team", "L") == [evaluate]
    assert pair(None, "L", "P") == [unnamed, evaluate]
    assert pair("one_assists", "L") == [assist, evaluate]


def test_a_model_for_two_wants_two_adults_all_the_phase() -> None:
    def planned(*adults: Raw, **fields: Any) -> list[str]:
        work = phase("work", activity("a"), activity("b", adult=None), co_teaching="station")
        return [
            said
            for said in sentences("co_teaching", plan(work, adults=list(adults), **fields))
            if "Work" in said
        ]

    teacher, late = TWO_ADULTS[0], {**TWO_ADULTS[1], "present": [5, 45]}
    alone = "»Work« er planlagt som stationsundervisning, men kun én voksen er der hele fasen."
    assert planned(teacher) == [alone]
    assert planned(teacher, late) == [alone]
    assert planned(teacher, {**late, "present": [0, 10]}) == ["P (pædagog) har ingen opgave i »Work«."]
    unsaid = raw_plan(phase("work", activity(adult=None), co_teaching="team"))
    assert sentences("co_teaching", Plan.model_validate(without(unsaid, "adults"))) == [
        "»Work« er planlagt som teamundervisning: skriv, hvilke voksne der er med."
    ]
    nobody = plan(phase("work", activity(adult=None), co_teaching="team"), adults=[])
    assert sentences("co_teaching", nobody) == [
        "»Work« er planlagt som teamundervisning, men ingen voksen er der hele fasen."
    ]


@pytest.mark.parametrize("model", ["station", "alternative", "parallel"])
def test_a_model_that_divides_the_class_wants_something_to_divide_it_between(model: str) -> None:
    def said(*activities: Raw) -> bool:
        asked = plan(phase("work", *activities, co_teaching=model), adults=TWO_ADULTS)
        return any("kun én aktivitet at fordele klassen på" in one for one in sentences("co_teaching", asked))

    open_ = without(activity("a"), "adult")
    assert said(open_)
    assert not said(activity("a"))
    assert not said(open_, activity("b", adult="P"))
    assert said({**open_, "zones": ["x", "y"]}) is (model != "parallel")


@pytest.mark.parametrize("model", ["team", "one_assists", "one_observes"])
def test_adults_with_an_activity_each_do_not_teach_one_thing(model: str) -> None:
    def said(*adults: str | None) -> list[str]:
        activities = [activity(f"a{i}", adult=adult) for i, adult in enumerate(adults)]
        asked = plan(phase("work", *activities, co_teaching=model), adults=TWO_ADULTS)
        return [one for one in sentences("co_teaching", asked) if "sin egen aktivitet" in one]

    name = load_catalogue().words["co_teaching"][model].da
    assert said("L", "P") == [
        f"»Work« er planlagt som {name}, men hver voksen har sin egen aktivitet; det ligner stationer."
    ]
    assert said("L", "L") == said("L", None) == []


def test_an_adult_who_leaves_early_is_not_counted_on() -> None:
    adults = [{"id": "L", "role": "teacher"}, {"id": "P", "role": "social_educator", "present": [0, 5]}]

    assert sentences("co_teaching", plan(phase("work", activity(adult="P")), adults=adults)) == [
        "P (pædagog) står på »Do«, men er der ikke hele fasen."
    ]


def test_hard_instructions_are_told_for_the_grade() -> None:
    hard = (
        "Undersøg sammenhængen mellem vandkvalitet og biodiversitet, "
        "dokumentér observationerne og begrund konklusionen, "
        "og vis så de andre i din gruppe, hvad du har set og målt i dag ved søen."
    )

    assert sentences("readability", one(instructions="Hent to bøger. Læg dem på bordet.")) == []
    assert sentences("readability", one()) == []
    [sentence] = sentences("readability", one(instructions=hard))
    assert sentence == (
        "Instruktionen til »Do« har LIX 57 (meget svær), 24 passer til klassetrinnet; "
        "længste sætning har 29 ord, lange ord: observationerne, biodiversitet, konklusionen."
    )


def test_all_twenty_rules_stand_in_the_catalogue() -> None:
    rules = load_catalogue().lesson_rules.values()

    assert sorted(rule.number for rule in rules if rule.number) == list(range(1, 21))
    assert all(rule.remedies and rule.messages for rule in rules)
