"""Prerequisites about the task: how it is given, how it is answered, what carries it."""

from collections.abc import Collection

from planner.participation.outcome import MET, Outcome, missing, unmet
from planner.participation.registry import TASK_RULES, Parameters, task_rule
from planner.participation.views import TaskView

# What only a support of the lesson, the phase, the activity or the student can give.
CARRIED_BY_SUPPORT = ("think_time", "chunked", "model", "language", "challenge", "extra_time")


def asks_for_support(_view: TaskView, _p: Parameters) -> Outcome:
    """Answer unmet unless a support meets it, which is asked before any rule."""
    return unmet()


TASK_RULES.update(dict.fromkeys(CARRIED_BY_SUPPORT, asks_for_support))


def _not_only(way: str, ways: Collection[str] | None) -> Outcome:
    return unmet() if set(ways or ()) == {way} else MET


@task_rule
def read_aloud(view: TaskView, _p: Parameters) -> Outcome:
    """Ask that text is not the only way in."""
    activity = view.activity
    return _not_only("text", activity.ways_in) if activity.recorded("ways_in") else missing()


@task_rule
def write_alt(view: TaskView, _p: Parameters) -> Outcome:
    """Ask that writing is not the only way out."""
    activity = view.activity
    return _not_only("writing", activity.ways_out) if activity.recorded("ways_out") else missing()


@task_rule
def speak_alt(view: TaskView, _p: Parameters) -> Outcome:
    """Ask that speaking to the whole class is not the only way out."""
    activity = view.activity
    return _not_only("speech_plenary", activity.ways_out) if activity.recorded("ways_out") else missing()


@task_rule
def concrete(view: TaskView, _p: Parameters) -> Outcome:
    """Ask that objects are a way in."""
    if not view.activity.recorded("ways_in"):
        return missing()
    return MET if "objects" in (view.activity.ways_in or ()) else unmet()


@task_rule
def low_smell_touch(view: TaskView, _p: Parameters) -> Outcome:
    """Ask that the activity asks for neither smelling nor touching."""
    if not view.activity.recorded("sensory"):
        return missing()
    return unmet("_".join(("unmet", *sorted(set(view.activity.sensory))))) if view.activity.sensory else MET
