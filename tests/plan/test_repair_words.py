"""What is lacking and what turns, in sentences: each student once, a whole class as such, never a ranking."""

from builders import activity, phase, raw_plan

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Plan
from planner.participation.repair.model import Lacks
from planner.plan.repair_words import effort_sentence, effort_words, now_sentences, touches_sentence
from planner.services.checking import check_plan


def sentences(zones: list[str], lacks: Lacks, needy: int = 1) -> list[str]:
    """Say what is lacking of a class of six of whom some cannot read a text."""
    students = [{"code": f"A{n}", "prerequisites": ["read_aloud"] if n < needy else []} for n in range(6)]
    work = phase("work", activity("read", zones=zones, ways_in=["text"], voice=0))
    plan = Plan.model_validate(raw_plan(work, layout="zoned-classroom", students=students))
    return [said.text("da") for said in now_sentences(lacks, check_plan(plan).check, plan)]


def everyone(*codes: str) -> tuple[tuple[str, str], ...]:
    return tuple((code, "work") for code in codes)


CODES = tuple(f"A{n}" for n in range(6))


def test_those_without_an_option_are_told_apart_from_those_with_one() -> None:
    said = sentences(["camp"], Lacks(ways=everyone("A0"), choices=everyone(*CODES)))
    assert said == [
        "A0 har ingen mulighed i »Work«.",
        "alle andre elever har kun én mulighed i »Work« – der er ikke noget at vælge imellem.",
    ]


def test_a_few_are_named_by_their_codes() -> None:
    said = sentences(["camp"], Lacks(choices=everyone("A1", "A4")))
    assert said == ["A1 og A4 har kun én mulighed i »Work« – der er ikke noget at vælge imellem."]


def test_a_place_that_was_not_found_is_not_said_to_be_impossible() -> None:
    said = sentences(["camp"], Lacks(places=everyone("A1", "A0")))
    assert said == [
        "A1 kan være med i »Work«, men der blev ikke fundet plads, da hele klassen blev placeret."
    ]


def test_effort_is_told_in_plain_words_and_as_a_number() -> None:
    limits = load_catalogue().limits("DK")
    assert [effort_words(effort, limits).text("da") for effort in (2.0, 2.5, 5.0, 5.5)] == [
        "lille indsats",
        "nogen indsats",
        "nogen indsats",
        "stor indsats",
    ]
    assert effort_sentence(2.5).text("da") == "Indsats 2,5, hvor 1 er at lægge én aktivitet i en anden zone."


def test_whom_else_a_proposal_touches_is_said_for_all_others_at_once() -> None:
    work = phase("work", activity("read", zones=["camp"], voice=0))
    students = [{"code": code} for code in CODES]
    plan = Plan.model_validate(raw_plan(work, layout="zoned-classroom", students=students))
    check = check_plan(plan).check
    assert touches_sentence(CODES[1:], 1, check).text("da") == "Ændrer også noget for alle andre elever."
    assert touches_sentence(("A1",), 1, check).text("da") == "Ændrer også noget for A1."
    assert touches_sentence((), 1, check).text("da") == "Ændrer ikke noget for andre."
