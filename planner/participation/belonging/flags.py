"""What is told of one lesson: time apart, a group apart without a frame, no choice, no way in the class."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.lesson.rules_group import lacking_apart
from planner.lesson.scene import LESSON, names, titles

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.catalogue.message import Value
    from planner.lesson.model import Activity, Phase
    from planner.lesson.scene import Scene
    from planner.participation.belonging.model import LessonBelonging, Part, Span, StudentLesson


def lesson_flags(scene: "Scene", lesson: "LessonBelonging") -> tuple["Finding", ...]:
    """Return what stands out in a lesson, rule by rule, students in the order of their codes."""
    rules = (time_apart, only_outside, apart_frame, no_choice)
    return tuple(found for rule in rules for found in rule(scene, lesson))


def time_apart(scene: "Scene", lesson: "LessonBelonging") -> Iterator["Finding"]:
    """Rule 4: nobody is away from the class for more than half of the lesson."""
    most = scene.limits["apart_share"]
    unsure = 0
    for student in lesson.students:
        if student.apart.least > most * student.minutes:
            facts = apart_facts(student.student, student.apart, student.minutes, most)
            variant = "found" if student.apart.known else "at_least"
            yield scene.found("belonging_share", f"student:{student.student}", variant, facts)
        elif student.apart.most > most * student.minutes:
            unsure += 1
    if unsure:
        yield scene.found("belonging_share", LESSON, "missing", {"n": unsure, "most": 100 * most})


def apart_facts(student: str, apart: "Span", minutes: float, most: float) -> "dict[str, Value]":
    """Return the facts of a sentence about minutes apart."""
    return {
        "student": student,
        "value": apart.least,
        "limit": most * minutes,
        "unit": "min",
        "total": minutes,
        "most": 100 * most,
    }


def only_outside(scene: "Scene", lesson: "LessonBelonging") -> Iterator["Finding"]:
    """Rule 5: in each phase everybody can take part inside the class."""
    for student in lesson.students:
        for variant, parts in (
            ("found", [part for part in student.parts if part.only_outside]),
            ("missing", [part for part in student.parts if part.unsure_inside]),
        ):
            yield from _in_phases(scene, "belonging_outside", variant, student, parts)


def no_choice(scene: "Scene", lesson: "LessonBelonging") -> Iterator["Finding"]:
    """Rule 9: where a phase offers a choice, everybody has one; who has no way at all is told elsewhere."""
    few = scene.limits["options_few"]
    for student in lesson.students:
        offered = [part for part in student.parts if part.offered >= few]
        for variant, parts in (
            ("found", [part for part in offered if 0 < part.options.most < few]),
            ("missing", [part for part in offered if part.options.least < few <= part.options.most]),
        ):
            yield from _in_phases(scene, "belonging_choice", variant, student, parts)


def _in_phases(
    scene: "Scene", rule: str, variant: str, student: "StudentLesson", parts: "list[Part]"
) -> Iterator["Finding"]:
    if not parts:
        return
    phases = [phase for phase in scene.phases if any(part.phase == phase.id for part in parts)]
    at = (f"student:{student.student}", *(f"phase:{phase.id}" for phase in phases))
    yield scene.found(rule, at, variant, {"student": student.student, "titles": titles(phases)})


def apart_frame(scene: "Scene", lesson: "LessonBelonging") -> Iterator["Finding"]:
    """Rule 6: whoever is apart for certain is so with a purpose, an adult, an end and a way back."""
    for phase in scene.phases:
        for activity in phase.activities:
            students = _surely_on(lesson, phase, activity)
            if activity.apart is not None and activity.kind != "break" and students:
                yield from _frame(scene, phase, activity, students)
    yield from _not_back(scene, lesson)


def _surely_on(lesson: "LessonBelonging", phase: "Phase", activity: "Activity") -> list[str]:
    return [
        student.student
        for student in lesson.students
        for part in student.parts
        if part.phase == phase.id and part.activities == (activity.id,)
    ]


def _frame(scene: "Scene", phase: "Phase", activity: "Activity", students: list[str]) -> Iterator["Finding"]:
    lacking = list(lacking_apart(activity))
    if activity.apart and activity.apart.returns_to and not _returns(scene, phase, activity):
        lacking.append(("return", True))
    at = (f"activity:{activity.id}", f"phase:{phase.id}", *(f"student:{one}" for one in students))
    for variant, chosen in (("found", True), ("missing", False)):
        words = tuple(scene.words("apart", key) for key, by_choice in lacking if by_choice == chosen)
        if words:
            facts: dict[str, Value] = {"title": activity.title, "students": names(students)}
            facts |= {"lacking": words, "n": len(students)}
            yield scene.found("belonging_frame", at, variant, facts)


def _returns(scene: "Scene", phase: "Phase", activity: "Activity") -> bool:
    """Whether the phase a group returns to comes later in the lesson."""
    later = scene.phases[scene.phases.index(phase) + 1 :]
    return activity.apart is not None and any(one.id == activity.apart.returns_to for one in later)


def _not_back(scene: "Scene", lesson: "LessonBelonging") -> Iterator["Finding"]:
    """Tell of a group that is still apart in the phase in which it should be back: it has no end."""
    for phase in scene.phases:
        for activity in phase.activities:
            if activity.apart is None or not _returns(scene, phase, activity):
                continue
            back = next(one for one in scene.phases if one.id == activity.apart.returns_to)
            there = _surely_on(lesson, phase, activity)
            still = [code for code in there if _apart_in(lesson, code, back)]
            if still:
                at = (f"phase:{back.id}", f"activity:{activity.id}", *(f"student:{one}" for one in still))
                facts: dict[str, Value] = {"title": back.title, "students": names(still), "n": len(still)}
                yield scene.found("belonging_frame", at, "not_back", facts)


def _apart_in(lesson: "LessonBelonging", code: str, phase: "Phase") -> bool:
    student = lesson.student(code)
    return student is not None and any(
        part.phase == phase.id and part.apart.least > 0 for part in student.parts
    )
