"""The ten H's: the questions a student needs answered to find their way in a lesson."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.lesson.model import Activity, Plan
    from planner.lesson.scene import Scene

TEN_H: Final = (
    "what",
    "why",
    "how",
    "where",
    "when",
    "how_long",
    "with_whom",
    "how_much",
    "help",
    "next",
)
MANDATORY: Final = ("what", "where", "how_long", "with_whom", "help", "next")


def answered(plan: "Plan", phase_index: int, activity: "Activity") -> Mapping[str, bool]:
    """Say for each of the ten H's whether the plan answers it for an activity of a phase.

    *When* and *how long* follow from the order and the minutes of the phases. *What comes next* is the
    next phase, or the end of the lesson; for a group apart it is the phase it returns to.
    """
    phase = plan.lesson.phases[phase_index]
    offered = {*plan.lesson.supports, *phase.supports, *activity.supports}
    return {
        "what": bool(activity.title.strip()),
        "why": bool(plan.lesson.goal and plan.lesson.goal.strip()),
        "how": bool(activity.instructions) or bool(activity.ways_in and activity.ways_out),
        "where": bool(activity.zones),
        "when": True,
        "how_long": phase.minutes > 0,
        "with_whom": activity.social_form is not None,
        "how_much": bool(activity.instructions) or bool(offered & {"step_list", "open_extension"}),
        "help": activity.adult is not None or "help_signal" in offered,
        "next": activity.apart is None or activity.apart.returns_to is not None,
    }


_FIELD: Final = {"where": "zones", "with_whom": "social_form", "help": "adult"}


def _none_by_choice(activity: "Activity", question: str) -> bool:
    """Whether an unanswered question was left so on purpose, such as ``"adult": null``."""
    if question == "next":
        return activity.apart is not None and activity.apart.recorded("returns_to")
    return question in _FIELD and activity.recorded(_FIELD[question])


def ten_hs(scene: "Scene") -> Iterator["Finding"]:
    """Rule 1: what, where, how long, with whom, who helps and what next are answered everywhere."""
    for index, phase in enumerate(scene.phases):
        for activity in phase.activities:
            answers = answered(scene.plan, index, activity)
            open_questions = [h for h in MANDATORY if not answers[h]]
            if activity.kind != "break":
                yield from _open(scene, activity, open_questions)


def _open(scene: "Scene", activity: "Activity", questions: list[str]) -> Iterator["Finding"]:
    for variant, chosen in (("found", True), ("missing", False)):
        asked = [h for h in questions if _none_by_choice(activity, h) == chosen]
        if asked:
            words = tuple(scene.words("ten_h", h) for h in asked)
            at = f"activity:{activity.id}"
            yield scene.found("ten_hs", at, variant, {"title": activity.title, "questions": words})
