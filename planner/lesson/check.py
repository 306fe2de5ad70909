"""Ask every lesson rule that the plan alone can answer."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from planner.lesson.readability import readability
from planner.lesson.rules_adults import co_teaching
from planner.lesson.rules_frame import option_count, plan_visible, same_goal, shared_start_finish
from planner.lesson.rules_group import group_apart, grouping_varied, small_group_size
from planner.lesson.rules_time import listening, sitting, time_budget, transitions
from planner.lesson.rules_ways import plenary_alternative, ways_in_out
from planner.lesson.scene import Scene
from planner.lesson.ten_h import ten_hs

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.catalogue.model import Catalogue, Limits
    from planner.lesson.model import Plan

LessonRule = Callable[[Scene], Iterator["Finding"]]

RULES: Final[tuple[LessonRule, ...]] = (
    ten_hs,
    plan_visible,
    shared_start_finish,
    group_apart,
    grouping_varied,
    small_group_size,
    option_count,
    same_goal,
    ways_in_out,
    plenary_alternative,
    sitting,
    listening,
    transitions,
    time_budget,
    co_teaching,
    readability,
)


def lesson_findings(plan: "Plan", catalogue: "Catalogue", limits: "Limits") -> tuple["Finding", ...]:
    """Return what the lesson rules find in a plan; rules that ask the room stand in ``setting_rules``."""
    scene = Scene(plan, catalogue, limits)
    return tuple(found for rule in RULES for found in rule(scene))
