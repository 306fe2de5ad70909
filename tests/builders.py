"""Tiny builders of plans for tests; only what a test says differs from a good lesson."""

from typing import Any

from planner.lesson.model import Plan

Raw = dict[str, Any]


def activity(id_: str = "do", **fields: Any) -> Raw:
    """Return an activity in which everything a rule asks for is recorded."""
    return {
        "id": id_,
        "title": id_.capitalize(),
        "kind": "work",
        "zones": ["z"],
        "ways_in": ["speech", "objects"],
        "ways_out": ["building", "speech_group"],
        "social_form": "pair",
        "voice": 2,
        "display": False,
        "sensory": [],
        "adult": "L",
        "posture": "free",
        **fields,
    }


def phase(id_: str, *activities: Raw, **fields: Any) -> Raw:
    """Return a phase of ten minutes with a warning before its end."""
    title = id_.capitalize()
    supports = ["transition_warning"]
    return {
        "id": id_,
        "title": title,
        "minutes": 10,
        "supports": supports,
        "activities": list(activities),
        **fields,
    }


def raw_plan(*phases: Raw, lesson: Raw | None = None, **fields: Any) -> Raw:
    """Return a plan as it stands in a file, with a goal, a visible schedule and one teacher."""
    inner = {"goal": "Vi kan dele", "supports": ["visual_schedule"], "phases": list(phases), **(lesson or {})}
    return {
        "schema": "planner/plan/1",
        "title": "Brøker",
        "grade": 5,
        "layout": "room",
        "adults": [{"id": "L", "role": "teacher"}],
        "students": [],
        "lesson": inner,
        **fields,
    }


def plan(*phases: Raw, lesson: Raw | None = None, **fields: Any) -> Plan:
    """Return a plan of phases; without any, of one good phase."""
    return Plan.model_validate(raw_plan(*(phases or (phase("work", activity()),)), lesson=lesson, **fields))


def without(raw: Raw, *fields: str) -> Raw:
    """Return a piece of a plan with fields left out: not recorded."""
    return {key: value for key, value in raw.items() if key not in fields}
