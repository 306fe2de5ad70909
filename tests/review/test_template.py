"""What the planner fills into the template: facts of the setting, without counting who stands for many."""

from datetime import date
from functools import cache

from builders import activity, phase, plan
from hypothesis import given, settings
from hypothesis import strategies as st
from random_lessons import Size, parse, random_case

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message
from planner.lesson.model import Plan
from planner.participation.check import check
from planner.participation.model import Check
from planner.plan.compare import Side
from planner.review.known import Knowledge, day_words, known_of
from planner.review.model import PARTS, PartId, Step
from planner.review.template import template
from planner.review.unmet import unmet_of


@cache
def checked(seed: int, bands: bool = False) -> tuple[Plan, Check]:  # noqa: FBT001, FBT002 – which case
    size = Size(students=0 if bands else 5, bands=(2, 4) if bands else (0, 0))
    raw, facts = random_case(seed, size)
    own, catalogue = parse(raw), load_catalogue()
    return own, check(own, facts, catalogue, catalogue.limits())


def said(part: PartId, own: Plan, answer: Check | None = None, **more: object) -> list[str]:
    knowledge = Knowledge(Side(own, None, answer), **more)  # type: ignore[arg-type]
    return [one.text("da") for one in known_of(part, knowledge)]


@settings(max_examples=30)
@given(st.integers(0, 200), st.booleans())
def test_whatever_the_plan_says_every_part_can_be_read(seed: int, bands: bool) -> None:  # noqa: FBT001
    own, answer = checked(seed, bands)
    for part in template(Knowledge(Side(own, None, answer)), {}):
        for line in part.known:
            assert line.text("da").strip()
            assert "{" not in line.text("en")
        assert all(slot.note is None and slot.expected is None for slot in part.slots)


@settings(max_examples=30)
@given(st.integers(0, 200))
def test_how_many_stand_behind_a_band_is_never_told(seed: int) -> None:
    own, answer = checked(seed, bands=True)
    names = [load_catalogue().prerequisites[one.prerequisite].name.da for one in unmet_of(answer)]
    lines = [line for line in said("findings", own, answer) if line.startswith("Ikke på plads")]
    assert len(lines) == len(names)
    assert all(line.startswith("Ikke på plads i ") for line in lines)


@settings(max_examples=20)
@given(st.integers(0, 200))
def test_only_what_keeps_somebody_out_is_unmet(seed: int) -> None:
    _, answer = checked(seed)
    shut = {(cell.student, cell.phase) for cell in answer.cells if cell.verdict.id == "not_possible"}
    for one in unmet_of(answer):
        assert set(one.students) <= {student for student, _ in shut}
        assert set(one.phases) <= {phase for _, phase in shut}


def test_every_part_has_its_place() -> None:
    parts = template(Knowledge(Side(plan(), None, None)), {})
    assert tuple(part.id for part in parts) == PARTS


def test_a_plan_that_cannot_be_checked_says_so() -> None:
    assert said("findings", plan()) == ["Planen kan ikke tjekkes, som den står."]


def test_adults_are_told_with_their_time() -> None:
    adults = [{"id": "L", "role": "teacher"}, {"id": "P", "role": "social_educator", "present": [0, 25]}]
    lines = said("context", plan(adults=adults))
    assert lines[-1] == "Voksne: lærer hele lektionen og pædagog fra minut 0 til 25."
    assert "Klassens størrelse er ikke noteret." in lines


NO_RETURN = "Det er ikke noteret, hvornår gruppen er tilbage."


def test_the_way_back_of_a_group_apart_is_told_or_asked_for() -> None:
    back = activity("read", apart={"purpose": "Ro til at læse.", "returns_to": "end"})
    lost = activity("walk", apart={})
    own = plan(phase("work", activity(), back, lost), phase("end", activity("share")))
    assert said("evaluation", own, evaluation=date(2026, 5, 4)) == [
        "I ser på det igen 4. maj 2026.",
        "»Read« arbejder for sig i »Work«: Ro til at læse. Tilbage i »End«.",
        f"»Walk« arbejder for sig i »Work«: formålet er ikke noteret. {NO_RETURN}",
    ]


def test_there_is_room_for_as_many_steps_as_are_left() -> None:
    steps = (Step("Timer", "Bo", date(2026, 5, 4)),) * 3
    assert said("steps", plan(), steps=steps[:2]) == ["Der er plads til 1 tiltag mere."]
    assert said("steps", plan(), steps=steps) == []


def test_what_students_said_stands_in_both_places_it_belongs() -> None:
    voice = (Message(load_catalogue().words["review_known"]["round_few"]),)
    for part in ("voice", "perspectives"):
        assert "En runde har for få svar til at vise dem endnu." in said(part, plan(), voice=voice)
        assert "Eleverne er ikke spurgt endnu." in said(part, plan())


def test_a_day_is_written_as_people_do() -> None:
    assert day_words(date(2026, 12, 1)).model_dump(exclude_none=True) == {
        "da": "1. december 2026",
        "en": "1 December 2026",
    }
