"""A class without codes: the check asks for one student per band and counts honestly."""

from typing import Any

from builders import Raw, activity, phase, plan, room_facts, seat, zone_facts
from hypothesis import given, settings
from hypothesis import strategies as st
from random_lessons import Size, parse, random_case

from planner.catalogue.finding import Finding
from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Plan
from planner.participation.bands import checked_students, class_size, is_band, student_words
from planner.participation.check import check, verdicts
from planner.participation.model import Check, Verdict
from planner.participation.report import check_report
from planner.participation.transitions import transitions

CATALOGUE = load_catalogue()
LIMITS = CATALOGUE.limits("DK")
QUIET = {"prerequisite": {"id": "low_noise", "level_db": 45}, "count": "1-2"}
LOUD = phase("work", activity("talk", voice=4, social_form="group", group_size={"max": 4}))


def band(prerequisite: str, count: str = "3+") -> Raw:
    return {"prerequisite": prerequisite, "count": count}


def checked(subject: Plan, facts: Any = None) -> Check:
    known = facts or room_facts()
    return check(subject, {p.id: known for p in subject.lesson.phases}, CATALOGUE, LIMITS)


def found(answer: Check, rule: str) -> list[Finding]:
    return [finding for finding in answer.findings if finding.rule.id == rule]


def sentences(answer: Check, student: str) -> set[str]:
    cells = [cell for cell in answer.cells if cell.student == student]
    options = [option for cell in cells for option in cell.options]
    return {barrier.message.text("da") for option in options for barrier in (*option.barriers, *option.gaps)}


def test_each_band_is_one_student_of_the_check_after_the_codes() -> None:
    subject = plan(students=[{"code": "A1"}], bands=[QUIET, band("know_next")])
    students = checked_students(subject)
    assert [student.code for student in students] == ["A1", "band:low_noise", "band:know_next"]
    assert students[1].prerequisites[0].parameters == (("level_db", 45.0),)
    assert [is_band(student.code) for student in students] == [False, True, True]


def test_a_band_is_judged_as_a_student_who_needs_the_same() -> None:
    subject = plan(LOUD, students=[{"code": "A1", "prerequisites": [QUIET["prerequisite"]]}], bands=[QUIET])
    answer = checked(subject.model_copy(update={"class_size": 20}), room_facts(transfer_db=-5.0))
    by_code, by_band = (answer.cell(student, "work") for student in ("A1", "band:low_noise"))
    assert by_code.verdict is by_band.verdict is Verdict.NOT_POSSIBLE
    assert by_code.options == by_band.options


def test_a_band_is_said_in_words() -> None:
    words = student_words("band:low_noise")
    assert words.da == "en elev, der har brug for et lavt lydniveau"
    assert words.en == "a student who needs a low noise level"
    assert student_words("A1").da == "A1"


def test_every_prerequisite_ends_the_sentence_of_a_band() -> None:
    for entry in CATALOGUE.prerequisites.values():
        words = student_words(f"band:{entry.id}")
        assert entry.need.da in words.da
        assert entry.need.en in words.en


def test_the_report_names_a_band_by_its_id() -> None:
    report = check_report(checked(plan(bands=[QUIET], class_size=20)), "da")
    assert {row["student"] for row in report["verdicts"]} == {"band:low_noise"}
    assert [path["student"] for path in report["paths"]] == ["band:low_noise"]


def test_the_class_is_as_large_as_recorded_and_never_smaller_than_its_codes() -> None:
    two = [{"code": "A1"}, {"code": "A2"}]
    assert class_size(plan(students=two), LIMITS).least == 2
    assert class_size(plan(students=two, class_size=24), LIMITS).least == 24
    assert class_size(plan(students=two, class_size=1), LIMITS).least == 2
    assert class_size(plan(), LIMITS).least == 0


def test_a_band_counts_two_or_at_least_three_and_leaves_the_size_open() -> None:
    few, more = class_size(plan(bands=[QUIET]), LIMITS), class_size(plan(bands=[band("know_next")]), LIMITS)
    assert (few.least, more.least) == (2, 3)
    assert not few.known
    assert class_size(plan(bands=[QUIET], class_size=24), LIMITS).known
    assert class_size(plan(students=[{"code": "A1"}]), LIMITS).known


def test_places_are_counted_for_the_recorded_size() -> None:
    [short] = found(checked(plan(students=[{"code": "A1"}], class_size=5)), "capacity")
    assert short.text("da") == "»Work« har 4 pladser til 5 elever."
    assert found(checked(plan(students=[{"code": "A1"}], class_size=4)), "capacity") == []


def test_places_cannot_be_counted_while_the_size_is_open() -> None:
    [asked] = found(checked(plan(bands=[QUIET])), "capacity")
    assert asked.severity == "look"
    assert asked.text("da") == "Skriv, hvor mange elever der er i klassen, så pladserne kan tælles op."
    narrow = room_facts(zone_facts(seats=(seat(2, 0), seat(2, 1))))
    told = [
        finding.text("da") for finding in found(checked(plan(bands=[band("know_next")]), narrow), "capacity")
    ]
    assert "»Work« har 2 pladser til 3 elever." in told


def test_quiet_is_not_promised_while_the_size_is_open() -> None:
    calm = phase("work", activity("read", voice=0))
    gap = "Read: Skriv, hvor mange elever der er i klassen, så lyden kan vurderes."
    open_ = checked(plan(calm, bands=[band("low_noise")]))
    assert open_.cell("band:low_noise", "work").verdict is Verdict.UNKNOWN
    assert sentences(open_, "band:low_noise") == {gap}
    told = checked(plan(calm, bands=[band("low_noise")], class_size=20))
    assert told.cell("band:low_noise", "work").verdict is Verdict.AS_PLANNED


def test_what_is_too_loud_for_a_few_is_too_loud_for_more() -> None:
    answer = checked(plan(LOUD, bands=[QUIET]), room_facts(transfer_db=-5.0))
    assert answer.cell("band:low_noise", "work").verdict is Verdict.NOT_POSSIBLE


def test_the_rules_of_belonging_speak_of_a_band_in_words() -> None:
    apart = activity("calm", voice=0, zones=["q"], apart={"purpose": "Ro", "returns_to": None})
    lesson = phase("work", activity("talk", voice=4, social_form="group", ways_in=["text"]), apart)
    needy = {"prerequisite": {"id": "low_noise", "level_db": 40}, "count": "3+"}
    facts = room_facts(zone_facts("z"), zone_facts("q"), transfer_db=[[-5.0, -70.0], [-70.0, -25.0]])
    answer = checked(plan(lesson, bands=[needy], class_size=4), facts)
    [base] = found(answer, "class_is_base")
    assert base.at == "student:band:low_noise"
    assert base.text("da") == (
        "I klassen er der en elev, der har brug for et lavt lydniveau, som kun kan være med væk fra klassen "
        "i 10 af 10 min; hold det under 50 %."
    )
    [shared] = found(answer, "inside_shared")
    assert shared.text("da") == (
        "I »Work« kan nogle kun deltage væk fra klassen: en elev, der har brug for et lavt lydniveau."
    )


def test_a_calm_place_or_a_level_way_is_asked_for_by_a_band_too() -> None:
    level = found(checked(plan(bands=[band("step_free")], class_size=4)), "step_free_path")
    assert [finding.text("en") for finding in level] == [
        "The toilet is not drawn in the layout: see for yourselves whether the way there is step-free."
    ]


def test_a_safe_peer_nobody_can_name_is_met_by_fixed_partners() -> None:
    asked = checked(plan(bands=[band("safe_peer")], class_size=4))
    assert asked.cell("band:safe_peer", "work").verdict is Verdict.UNKNOWN
    offered = plan(bands=[band("safe_peer")], class_size=4, lesson={"supports": ["fixed_partner"]})
    assert checked(offered).cell("band:safe_peer", "work").verdict is Verdict.AS_PLANNED


@given(seed=st.integers(0, 10**6))
@settings(max_examples=20)
def test_bands_stand_after_the_students_and_change_none_of_their_ways(seed: int) -> None:
    raw, facts = random_case(seed, Size(bands=(1, 4)))
    # The size changes the sound, so that both are asked about the same one.
    raw["class_size"] = 20
    alone = raw | {"bands": []}
    (cells, paths), (before, ways) = (verdicts(parse(one), facts, CATALOGUE, LIMITS) for one in (raw, alone))
    assert cells[: len(before)] == before
    assert paths[: len(ways)] == ways
    codes = [student.code for student in checked_students(parse(raw))]
    assert [path.student for path in paths] == codes
    for step in transitions(parse(raw), facts, CATALOGUE, LIMITS):
        assert list(step.reach) == codes
