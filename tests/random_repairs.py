"""Random lessons in a shipped room in which something is to be repaired; one seed gives one plan."""

from random import Random
from typing import Any

from builders import Raw, activity, phase, raw_plan

from planner.exchange.documents import layout_of
from planner.lesson.model import Plan

NEEDS = (
    "know_next",
    "warn_change",
    "see_time",
    "know_help",
    "read_aloud",
    "write_alt",
    "speak_alt",
    "think_time",
    "chunked",
    "model",
    "language",
    "challenge",
    "extra_time",
    "concrete",
    "adult_near",
    "small_group",
    "see_face",
    "low_visual",
    "reach",
    "few_moves",
    "fixed_place",
)
KINDS = ("orient", "teach", "work", "work", "work", "share")


def random_plan(
    seed: int, students: int = 28, phases: int = 6, room: str = "zoned-classroom", wheels: float = 0.0
) -> Plan:
    """Return a class in a room; ``wheels`` is the share of students who need a wide way without steps."""
    random = Random(seed)  # noqa: S311 – repeatable tests, no secrets
    zones = [
        zone.id
        for zone in layout_of(Plan.model_validate(raw_plan(phase("p", activity()), layout=room))).zones
    ]
    class_ = [_student(random, n, wheels) for n in range(students)]
    made = [_phase(random, t, zones) for t in range(phases)]
    adults = [{"id": "L", "role": "teacher"}, {"id": "P", "role": "social_educator"}]
    return Plan.model_validate(raw_plan(*made, layout=room, students=class_, adults=adults))


def _student(random: Random, n: int, wheels: float) -> Raw:
    needs: list[Any] = random.sample(NEEDS, random.choice([0, 0, 0, 1, 2, 3]))
    if random.random() < 0.1:
        needs.append({"id": "low_noise", "level_db": random.choice([55, 60])})
    if random.random() < wheels:
        needs.append("step_free")
    return {"code": f"S{n}", "prerequisites": needs}


def _phase(random: Random, t: int, zones: list[str]) -> Raw:
    kind = KINDS[t % len(KINDS)]
    count = random.randint(3, 4) if kind == "work" else random.randint(1, 2)
    free = random.sample(zones, len(zones))
    activities = [_activity(random, f"a{t}{n}", kind, free[n::count]) for n in range(count)]
    return phase(f"p{t}", *activities)


def _activity(random: Random, id_: str, kind: str, zones: list[str]) -> Raw:
    fields: Raw = {
        "kind": kind,
        "zones": zones[: random.randint(1, 2)] if kind == "work" else zones,
        "ways_in": random.choice([["text"], ["speech", "pictures"], ["speech", "objects"]]),
        "ways_out": random.choice([["writing"], ["speech_plenary"], ["speech_group", "drawing"]]),
        "social_form": random.choice(["group", "pair", "individual"]),
        "group_size": {"max": random.choice([4, 6, 8])},
        "voice": random.choice([0, 1, 2, 3]),
        "adult": random.choice([None, "L", "P"]),
        "supports": random.sample(["step_list", "word_wall", "think_time"], random.randint(0, 2)),
    }
    return activity(id_, **fields)
