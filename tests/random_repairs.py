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
    seed: int, students: int = 28, phases: int = 6, *, calm: bool = False, wide: bool = False
) -> Plan:
    """Return a class in a room.

    A lesson that is ``calm`` is as a teacher would have planned it: quiet, with an adult everywhere and two
    ways in, so that a few students lack something; otherwise nearly everyone does. In one that is ``wide``,
    some need a wider way than the furniture leaves.
    """
    random = Random(seed)  # noqa: S311 – repeatable tests, no secrets
    room = "common-area" if wide else "zoned-classroom"
    zones = [
        zone.id
        for zone in layout_of(Plan.model_validate(raw_plan(phase("p", activity()), layout=room))).zones
    ]
    class_ = [_student(random, n, wide=wide) for n in range(students)]
    made = [_phase(random, t, zones) for t in range(phases)]
    if calm:
        made = [_calmed(random, one) for one in made]
        class_ = [_hardened(one) for one in class_]
    adults = [{"id": "L", "role": "teacher"}, {"id": "P", "role": "social_educator"}]
    return Plan.model_validate(raw_plan(*made, layout=room, students=class_, adults=adults))


def _student(random: Random, n: int, *, wide: bool) -> Raw:
    needs: list[Any] = random.sample(NEEDS, random.choice([0, 0, 0, 1, 2, 3]))
    if random.random() < 0.1:
        needs.append({"id": "low_noise", "level_db": random.choice([55, 60])})
    if random.random() < 0.12 and wide:
        needs.append({"id": "step_free", "clear_m": 1.2})
    return {"code": f"S{n}", "prerequisites": needs}


def _hardened(student: Raw) -> Raw:
    """Return a student who does not need it quieter than a whispering class is."""
    needs = [one | {"level_db": 60} if "level_db" in one else one for one in student["prerequisites"]]
    return student | {"prerequisites": needs}


def _phase(random: Random, t: int, zones: list[str]) -> Raw:
    kind = KINDS[t % len(KINDS)]
    count = random.randint(3, 4) if kind == "work" else random.randint(1, 2)
    free = random.sample(zones, len(zones))
    activities = [_activity(random, f"a{t}{n}", kind, free[n::count]) for n in range(count)]
    return phase(f"p{t}", *activities)


def _calmed(random: Random, made: Raw) -> Raw:
    """Return a phase with low voices, adults, more than one way in and out, and most of what helps many."""
    usual = ["transition_warning", "visible_timer", "help_signal"]
    made["supports"] = [one for one in usual if random.random() < 0.8]
    for one in made["activities"]:
        one["voice"] = random.choice([0, 0, 1])
        one["adult"] = random.choice(["L", "P"])
        one["ways_in"] = random.choice([["speech", "pictures"], ["speech", "objects"]])
        one["ways_out"] = random.choice([["writing", "drawing"], ["speech_group", "drawing"]])
        helpful = [
            "step_list",
            "word_wall",
            "think_time",
            "worked_example",
            "open_extension",
            "continue_later",
        ]
        one["supports"] = [one for one in helpful if random.random() < 0.7]
        one["group_size"] = {"max": random.choice([4, 5, 10])}
    return made


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
