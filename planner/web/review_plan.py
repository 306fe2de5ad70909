"""A plan to read: what the teacher sees, with nothing to change."""

from planner.services.plans import OpenPlan
from planner.web.desk import PlanDesk
from planner.web.speech import Speech


def show(desk: PlanDesk, opened: OpenPlan, speech: Speech) -> None:
    """Draw the plan."""
