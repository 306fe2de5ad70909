"""Prerequisites about people: an adult near by, a small group; the safe peer is asked in ``peers``."""

from planner.participation.outcome import MET, Outcome, missing, short, unmet
from planner.participation.registry import Parameters, task_rule
from planner.participation.views import TaskView


@task_rule
def adult_near(view: TaskView, _p: Parameters) -> Outcome:
    """Ask for an adult on the activity who is present for the whole phase."""
    if not view.activity.recorded("adult"):
        return missing()
    if view.activity.adult is None:
        return unmet()
    shared = _elsewhere(view)
    if shared:
        return unmet("shared", also=shared)
    there = _minutes_present(view)
    needed = view.end - view.start
    return MET if there >= needed else short(there, needed, "min", "leaves")


def _elsewhere(view: TaskView) -> str | None:
    """Return the title of another activity that has the same adult somewhere else at the same time."""
    mine = view.activity
    for other in view.phase.activities:
        if other is not mine and other.adult == mine.adult and other.zones != mine.zones:
            return other.title
    return None


def _minutes_present(view: TaskView) -> float:
    for adult in view.plan.adults:
        if adult.id == view.activity.adult and adult.present is not None:
            return max(0.0, min(adult.present[1], view.end) - max(adult.present[0], view.start))
    return view.end - view.start


@task_rule
def small_group(view: TaskView, p: Parameters) -> Outcome:
    """Ask for a pair, one alone, or a group that is kept small."""
    form, size = view.activity.social_form, view.activity.group_size
    if form in ("pair", "individual"):
        return MET
    if size is not None and size.max is not None:
        return MET if size.max <= p["most"] else short(size.max, p["most"], "", n=int(p["most"]))
    if form == "whole_class":
        return unmet("whole_class")
    stated = form == "group" and view.activity.recorded("group_size")
    open_end = size is None or "max" in size.model_fields_set
    return unmet("no_limit") if stated and open_end else missing()
