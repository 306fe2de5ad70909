"""Lesson shapes: whole plans that check well where they are at home, and hold up in every other room."""

from functools import cache

import pytest

from planner.catalogue.loader import load_catalogue
from planner.errors import NotFoundError
from planner.exchange.documents import layout_by_id, layout_ids
from planner.exchange.shapes import SHAPES, list_shapes, read_shape
from planner.lesson.model import Activity, Plan, Student
from planner.participation.model import Verdict
from planner.plan.fitting import fitted
from planner.plan.placing import least_places, with_places
from planner.services.beginning import usual_class
from planner.services.checking import CheckedPlan, check_plan

LANGUAGES = ("da", "en")
UNAVOIDABLE = {"step_free_path"}
"""The toilet is drawn in no room; the planner asks the teacher to look for themselves."""
ONE_ROOM = ("old-building", "rows", "zoned-classroom")
"""Where all work happens within hearing: a student who needs quiet cannot be in every phase of work."""
MOST_NOT_POSSIBLE = 3
NEW_LOOKS = {
    ("stations", "common-area"): {"adult_in_sight"},
    ("individual-retreat", "niche-class"): {"adult_in_sight"},
    ("alternative-teaching", "zoned-classroom"): {"inside_shared"},
}
"""What is worth a look in a room a shape was carried to, as its geometry has it."""


def mixed_class(size: int) -> tuple[Student, ...]:
    """A class in which every prerequisite of the catalogue is somebody's; some have two, some none."""
    ids, first = list(load_catalogue().prerequisites), min(size, 24)
    raw = [{"code": f"E{n + 1}", "prerequisites": ids[n::first] if n < first else []} for n in range(size)]
    for student in raw:
        if "safe_peer" in student["prerequisites"]:
            student["with"] = ["E2", "E3"]
    return tuple(Student.model_validate(student) for student in raw)


def with_class(plan: Plan, size: int) -> Plan:
    return plan.model_copy(update={"students": mixed_class(size)})


@cache
def at_home(shape: str, language: str = "da") -> CheckedPlan:
    plan = read_shape(shape, "en" if language == "en" else "da")
    return check_plan(with_class(plan, usual_class(layout_by_id(str(plan.layout)))))


def carried(shape: str, layout: str) -> CheckedPlan:
    plan, after = read_shape(shape, "da"), layout_by_id(layout)
    size = usual_class(after)
    fit = fitted(plan, layout_by_id(str(plan.layout)), after, similar=True)
    there = with_places(fit.plan, after, size, calm=plan.layout != layout)
    return check_plan(with_class(there, size), after)


def lesson_findings(checked: CheckedPlan) -> list[tuple[str, str, str]]:
    rules = load_catalogue().lesson_rules
    return [
        (found.rule.id, found.severity, found.message.text("da"))
        for found in checked.check.findings
        if found.rule.id in rules
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shape_has_a_card_in_the_readers_language(language: str) -> None:
    cards = list_shapes("en" if language == "en" else "da")
    assert [card.id for card in cards] == list(SHAPES)
    assert all(card.about and card.title and card.phases for card in cards)
    assert {card.minutes for card in cards} == {45, 90}
    assert {len(card.phases) for card in cards} == {4, 6, 7}
    assert {card.adults for card in cards} == {1, 2}


def test_an_unknown_shape_is_refused() -> None:
    with pytest.raises(NotFoundError):
        read_shape("../samples/fractions-grade-5", "da")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_is_the_same_plan_in_both_languages(shape: str) -> None:
    def bones(plan: Plan) -> object:
        return [
            (phase.model_dump(exclude={"title", "activities"}), [skeleton(a) for a in phase.activities])
            for phase in plan.lesson.phases
        ]

    def skeleton(activity: Activity) -> object:
        back = activity.apart and activity.apart.returns_to
        return activity.model_dump(exclude={"title", "instructions", "apart"}), back

    danish, english = (read_shape(shape, "da"), read_shape(shape, "en"))
    assert bones(danish) == bones(english)
    assert danish.language == "da"
    assert english.language == "en"
    assert danish.title != english.title


@pytest.mark.parametrize("shape", SHAPES)
def test_every_field_of_every_activity_is_recorded(shape: str) -> None:
    fields = ("zones", "ways_in", "ways_out", "social_form", "voice", "display", "sensory", "adult")
    for phase in read_shape(shape, "da").lesson.phases:
        for activity in phase.activities:
            for field in (*fields, "supports", "posture", "instructions"):
                assert activity.recorded(field), (activity.id, field)
            assert activity.social_form != "group" or activity.group_size


@pytest.mark.parametrize("shape", SHAPES)
def test_everybody_takes_part_in_every_phase_and_chooses_where_they_work(shape: str) -> None:
    checked = at_home(shape)
    phases = {phase.id: phase for phase in checked.plan.lesson.phases}
    for cell in checked.check.cells:
        assert cell.verdict <= Verdict.WITH_SUPPORT, (cell.student, cell.phase)
        if any(activity.kind == "work" for activity in phases[cell.phase].activities):
            ways = [option for option in cell.options if option.verdict <= Verdict.WITH_SUPPORT]
            assert len(ways) >= 2, (cell.student, cell.phase)
    assert all(path.complete for path in checked.check.paths)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_found_that_the_shape_could_have_avoided(shape: str, language: str) -> None:
    worth_a_look = [
        rule for rule, severity, _ in lesson_findings(at_home(shape, language)) if severity != "note"
    ]
    assert set(worth_a_look) <= UNAVOIDABLE
    notes = {rule for rule, severity, _ in lesson_findings(at_home(shape, language)) if severity == "note"}
    # What one plan cannot show: evaluation together, and whether the same are apart again.
    assert notes <= {"co_teaching", "grouping_varied"}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("layout", layout_ids())
def test_a_shape_holds_up_in_every_room(shape: str, layout: str) -> None:
    checked = carried(shape, layout)
    verdicts = [(cell.verdict, cell.student) for cell in checked.check.cells]
    out = [student for verdict, student in verdicts if verdict is Verdict.NOT_POSSIBLE]
    assert Verdict.UNKNOWN not in {verdict for verdict, _ in verdicts}
    assert len(out) <= (MOST_NOT_POSSIBLE if layout in ONE_ROOM else 0)
    quiet = {s.code for s in checked.plan.students if "low_noise" in {need.id for need in s.prerequisites}}
    assert set(out) <= quiet
    found = {(rule, severity) for rule, severity, _ in lesson_findings(checked) if severity != "note"}
    assert not [rule for rule, severity in found if severity == "stop"]
    assert {rule for rule, _ in found} <= UNAVOIDABLE | NEW_LOOKS.get((shape, layout), set())
    assert least_places(checked.plan, checked.layout) >= len(checked.plan.students)
