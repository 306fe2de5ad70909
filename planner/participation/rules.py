"""All rules in one place: importing this module loads every rule, so that the registry is complete."""

from planner.participation import rules_people, rules_place, rules_senses, rules_task, rules_time
from planner.participation.registry import OPTION_RULES, PATH_RULES, TASK_RULES, ZONE_RULES, known_rules

MODULES = (rules_people, rules_place, rules_senses, rules_task, rules_time)

__all__ = ["MODULES", "OPTION_RULES", "PATH_RULES", "TASK_RULES", "ZONE_RULES", "known_rules"]
