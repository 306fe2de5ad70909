"""Part of the class: how many are with it in the phases of work and in those of being together."""

from planner.catalogue.loader import load_catalogue
from planner.exchange.documents import read_plan, sample_plans
from planner.participation.assignment.model import Place
from planner.participation.belonging.between import together
from planner.participation.belonging.lesson import lesson_belonging
from planner.participation.belonging.model import LessonBelonging, Span
from planner.services.checking import check_plan

CHECKED = check_plan(read_plan(sample_plans()["water-samples-grade-8"]))


def belonging(places: tuple[Place, ...] | None = None) -> LessonBelonging:
    return lesson_belonging(CHECKED.plan, CHECKED.check.cells, load_catalogue().limits(), places)


def test_work_and_teaching_are_the_subject_the_others_each_other() -> None:
    sides = {one.title: one.side for one in together(CHECKED.plan, belonging())}
    assert sides == {
        "Plan og sikkerhed": "social",
        "Demonstration og hypotese": "academic",
        "Undersøg": "academic",
        "Lav jeres produkt": "academic",
        "Stille gallerivandring og exit": "social",
    }


def test_without_places_it_is_between_two_numbers_and_nobody_without_a_way_is_there() -> None:
    for one in together(CHECKED.plan, belonging()):
        cells = [cell for cell in CHECKED.check.cells if cell.phase == one.phase]
        assert one.of == len(CHECKED.plan.students) == len(cells)
        assert 0 <= one.students.least <= one.students.most <= one.of


def test_with_places_it_counts_who_is_placed_with_the_class() -> None:
    phase = CHECKED.plan.lesson.phases[3]
    inside = next(one for one in phase.activities if one.apart is None)
    away = next(one for one in phase.activities if one.apart is not None)
    places = tuple(
        Place(phase.id, code, activity.id, (activity.zones or (None,))[0])
        for code, activity in (("C01", inside), ("C02", inside), ("C03", away))
    )
    found = {one.phase: one.students for one in together(CHECKED.plan, belonging(places))}
    assert found[phase.id] == Span(2, 2)
    assert found[CHECKED.plan.lesson.phases[0].id] == Span(0, 0)
