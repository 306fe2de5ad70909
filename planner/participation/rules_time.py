"""Prerequisites about knowing and following time: what happens, when it changes, who helps."""

from typing import TYPE_CHECKING, Final

from planner.lesson.ten_h import MANDATORY, answered
from planner.participation.outcome import MET, Outcome, missing, unmet
from planner.participation.registry import Parameters, task_rule
from planner.participation.views import TaskView

if TYPE_CHECKING:
    from planner.lesson.model import Activity

FIELD: Final = {"where": "zones", "with_whom": "social_form", "help": "adult"}


@task_rule
def know_next(view: TaskView, _p: Parameters) -> Outcome:
    """Ask for a visible plan, and an answer to what, where, how long, with whom, help and next.

    A question the plan answers with "none" is unmet; one that it leaves out is not recorded.
    """
    phase = view.phase
    if "visual_schedule" not in {*view.plan.lesson.supports, *phase.supports, *view.activity.supports}:
        return unmet("no_schedule")
    answers = answered(view.plan, view.phase_index, view.activity)
    open_questions = [question for question in MANDATORY if not answers[question]]
    if not open_questions:
        return MET
    chosen = [question for question in open_questions if _stated(view.activity, question)]
    asked = tuple(view.questions[question] for question in chosen or open_questions)
    return unmet(questions=asked) if chosen else missing(questions=asked)


def _stated(activity: "Activity", question: str) -> bool:
    """Whether the plan says "none" where the answer would stand."""
    if question == "next":
        return activity.apart is not None and activity.apart.recorded("returns_to")
    return question not in FIELD or activity.recorded(FIELD[question])


@task_rule
def warn_change(_view: TaskView, _p: Parameters) -> Outcome:
    """Ask for a warning before the change; only a support gives it."""
    return unmet()


@task_rule
def see_time(_view: TaskView, _p: Parameters) -> Outcome:
    """Ask for remaining time in sight; only a support gives it."""
    return unmet()


@task_rule
def know_help(view: TaskView, _p: Parameters) -> Outcome:
    """Ask for an adult on the activity; a signal for help does as well."""
    if not view.activity.recorded("adult"):
        return missing()
    return unmet() if view.activity.adult is None else MET
