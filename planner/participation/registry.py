"""Where each prerequisite finds its rule: by the name of the function, sorted by what it looks at."""

from collections.abc import Callable, Mapping

from planner.participation.outcome import Outcome
from planner.participation.views import OptionView, TaskView, ZoneView

Parameters = Mapping[str, float]
TaskRule = Callable[[TaskView, Parameters], Outcome]
ZoneRule = Callable[[ZoneView, Parameters], Outcome]
OptionRule = Callable[[OptionView, Parameters], Outcome]

# Filled while the rules_* modules load, never after.
TASK_RULES: dict[str, TaskRule] = {}
ZONE_RULES: dict[str, ZoneRule] = {}
OPTION_RULES: dict[str, OptionRule] = {}

# Questions about company and about a way through the lesson are answered for a student, not an option.
PEER_RULES = frozenset({"safe_peer"})
# Their answer depends on how the student gets around.
MOBILITY_RULES = frozenset({"break_exit"})
PATH_RULES = frozenset({"fixed_place", "few_moves", "move_often"})


def task_rule(rule: TaskRule) -> TaskRule:
    """Register a rule about an activity; it answers the prerequisite of its own name."""
    TASK_RULES[rule.__name__] = rule
    return rule


def zone_rule(rule: ZoneRule) -> ZoneRule:
    """Register a rule about a zone; it answers the prerequisite of its own name."""
    ZONE_RULES[rule.__name__] = rule
    return rule


def option_rule(rule: OptionRule) -> OptionRule:
    """Register a rule about an activity in a zone; it answers the prerequisite of its own name."""
    OPTION_RULES[rule.__name__] = rule
    return rule


def known_rules() -> frozenset[str]:
    """Return the ids of every prerequisite that has a rule."""
    return frozenset(TASK_RULES) | frozenset(ZONE_RULES) | frozenset(OPTION_RULES) | PEER_RULES | PATH_RULES
