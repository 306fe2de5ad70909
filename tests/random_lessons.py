"""Random plans with room facts for properties and benchmarks; one seed gives one case."""

from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from builders import Raw, board_view, raw_plan, room_facts, route, seat, zone_facts

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Plan
from planner.room.facts import RoomFacts

WAYS_IN = ("speech", "text", "pictures", "objects")
WAYS_OUT = ("speech_plenary", "speech_group", "writing", "drawing", "movement")
OFFERED = ("visual_schedule", "visible_timer", "transition_warning", "movement_break", "materials_brought")
TASK_SUPPORTS = ("step_list", "worked_example", "word_wall", "think_time", "manipulatives", "microphone")


@dataclass(frozen=True)
class Size:
    """How large a random case is; ``gaps`` is the share of fields left out."""

    students: int = 5
    phases: int = 3
    activities: int = 3
    zones: int = 4
    uses: tuple[int, int] = (1, 2)
    needs: tuple[int, int] = (0, 4)
    bands: tuple[int, int] = (0, 0)
    gaps: float = 0.15


def random_case(seed: int, size: Size = Size()) -> tuple[Raw, dict[str, RoomFacts]]:
    """Return a plan as raw JSON and the room facts of each phase."""
    random = Random(seed)  # noqa: S311 – repeatable tests, no secrets
    zones = [f"z{n}" for n in range(size.zones)]
    facts = random_facts(random, zones)
    phases = [_phase(random, t, zones, size) for t in range(size.phases)]
    students = [_student(random, n, size) for n in range(size.students)]
    lesson = {"supports": _some(random, OFFERED, 2)}
    adults = [{"id": "L", "role": "teacher"}, {"id": "P", "role": "assistant", "present": [0, 25]}]
    plan = raw_plan(*phases, lesson=lesson, students=students, adults=adults, grade=random.choice([4, 8]))
    return plan | _bands(seed, size), {phase["id"]: facts for phase in phases}


def _bands(seed: int, size: Size) -> Raw:
    """Return bands and, for half of the cases, a class size; drawn apart from all the rest."""
    if size.bands == (0, 0):
        return {}
    random = Random(seed + 1)  # noqa: S311 – repeatable tests, no secrets
    ids = random.sample(sorted(load_catalogue().prerequisites), random.randint(*size.bands))
    bands = [{"prerequisite": id_, "count": random.choice(["1-2", "3+"])} for id_ in ids]
    recorded = {"class_size": random.randint(1, 30)} if random.random() < 0.5 else {}
    return {"bands": bands, **recorded}


def parse(raw: Raw) -> Plan:
    return Plan.model_validate(raw)


def random_facts(random: Random, zones: list[str]) -> RoomFacts:
    made = [
        zone_facts(
            zone,
            use=random.choice(["quiet", "group"]),
            seats=tuple(_seat(random) for _ in range(random.randint(0, 6))),
            places=random.randint(0, 8),
            entrance=_route(random),
            turning_m=random.choice([0.0, 1.2, 1.5]),
            views=tuple(_view(random) for _ in range(random.randint(0, 3))),
            passing=random.random() / 3,
            screened=random.random() < 0.2,
            light_lux=random.choice([None, 150.0, 500.0, 2000.0]),
        )
        for zone in zones
    ]
    routes = {(a, b): _route(random) for a in zones for b in zones if a != b}
    transfer = np.array([[random.uniform(-60, -20) for _ in zones] for _ in zones])
    transfer[np.diag_indices(len(zones))] = -20.0
    seconds = random.choice([0.4, 0.6, 1.0])
    return room_facts(*made, routes=routes, transfer_db=transfer, reverberation_s=seconds)


def _route(random: Random) -> Any:
    return route(random.choice([0.0, 0.4, 0.6, 0.79, 1.2, 1.2, 1.2]))


def _seat(random: Random) -> Any:
    posture = random.choice(["chair", "floor", "stand"])
    height = random.choice([0.72, 0.72, None, 0.0, 1.1])
    x, y = random.uniform(0, 8), random.uniform(0, 8)
    return seat(x, y, random.uniform(0, 360), posture=posture, table_height_m=height)


def _view(random: Random) -> Any:
    return board_view(
        visible=random.choice([0.3, 1.0]), distance_m=random.uniform(2, 10), angle_deg=random.uniform(20, 90)
    )


def _some(random: Random, ids: tuple[str, ...], most: int) -> list[str]:
    return random.sample(ids, random.randint(0, min(most, len(ids))))


def _phase(random: Random, t: int, zones: list[str], size: Size) -> Raw:
    activities = [_activity(random, f"a{t}_{n}", zones, size) for n in range(size.activities)]
    supports = _some(random, OFFERED, 1)
    minutes = random.choice([5, 10, 20, 35])
    return {
        "id": f"p{t}",
        "title": f"Fase {t}",
        "minutes": minutes,
        "supports": supports,
        "activities": activities,
    }


def _activity(random: Random, id_: str, zones: list[str], size: Size) -> Raw:
    kind = random.choice(["orient", "teach", "work", "work", "work", "share", "break"])
    fields: Raw = {
        "zones": random.sample(zones, random.randint(*size.uses)),
        "ways_in": _some(random, WAYS_IN, 3),
        "ways_out": _some(random, WAYS_OUT, 3),
        "social_form": random.choice(["whole_class", "group", "pair", "individual"]),
        "group_size": random.choice([None, {"max": 4}, {"min": 2, "max": 6}, {"min": 4}]),
        "voice": random.randint(0, 4),
        "display": random.random() < 0.4,
        "sensory": random.choice([[], [], ["smell"], ["touch", "smell"]]),
        "adult": random.choice([None, "L", "P"]),
        "posture": random.choice(["sitting", "standing", "free"]),
    }
    kept = {field: value for field, value in fields.items() if random.random() >= size.gaps}
    apart = {"apart": {"purpose": "Ro", "returns_to": None}} if random.random() < 0.1 else {}
    supports = _some(random, TASK_SUPPORTS, 2)
    return {"id": id_, "title": f"Opgave {id_}", "kind": kind, "supports": supports, **kept, **apart}


def _student(random: Random, n: int, size: Size) -> Raw:
    catalogue = load_catalogue()
    ids = random.sample(sorted(catalogue.prerequisites), random.randint(*size.needs))
    needs: list[str | Raw] = [
        {"id": id_, "level_db": random.choice([45, 60])} if id_ == "low_noise" else id_ for id_ in ids
    ]
    usable = [s for id_ in ids for s in _supports(id_) if random.random() < 0.25]
    others = [f"S{k}" for k in range(size.students) if k != n]
    together = {"with": _some(random, tuple(others), 2)} if random.random() < 0.7 else {}
    return {"code": f"S{n}", "prerequisites": needs, "supports": sorted(set(usable)), **together}


def _supports(id_: str) -> tuple[str, ...]:
    entry = load_catalogue().prerequisites[id_]
    return entry.supports + entry.own_supports
