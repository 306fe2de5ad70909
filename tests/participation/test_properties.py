"""What must hold for every lesson, whatever it looks like."""

from typing import Any

from builders import Raw
from hypothesis import given, settings
from hypothesis import strategies as st
from random_lessons import Size, parse, random_case

from planner.catalogue.loader import load_catalogue
from planner.participation.check import verdicts
from planner.participation.model import Cell, Verdict
from planner.participation.registry import PATH_RULES
from planner.room.facts import RoomFacts

CATALOGUE = load_catalogue()
LIMITS = CATALOGUE.limits("DK")
SEEDS = st.integers(0, 10**6)
Key = tuple[str, str, str, str | None]
# What holds per option does not speak of needs about the whole way: easing an early phase moves the
# break of a way to a later one. For them the way itself must not get worse.
LOCAL = Size(needs=(0, 4))


def without_paths(raw: Raw) -> Raw:
    for student in raw["students"]:
        student["prerequisites"] = [n for n in student["prerequisites"] if _id(n) not in PATH_RULES]
    return raw


def _id(needed: Any) -> str:
    return needed if isinstance(needed, str) else needed["id"]


def judged(raw: Raw, facts: dict[str, RoomFacts]) -> dict[Key, Verdict]:
    cells, _ = verdicts(parse(raw), facts, CATALOGUE, LIMITS)
    return {
        (cell.student, cell.phase, option.activity, option.zone): option.verdict
        for cell in cells
        for option in cell.options
    }


def breaks(raw: Raw, facts: dict[str, RoomFacts]) -> dict[str, int]:
    """Return how many phases each student gets through."""
    ids = [phase["id"] for phase in raw["lesson"]["phases"]]
    _, paths = verdicts(parse(raw), facts, CATALOGUE, LIMITS)
    return {path.student: ids.index(path.breaks_at) if path.breaks_at else len(ids) for path in paths}


def with_support(raw: Raw, where: str, support: str, n: int) -> Raw:
    lesson = raw["lesson"]
    phases = lesson["phases"]
    phase = phases[n % len(phases)]
    place: Raw = {
        "lesson": lesson,
        "phase": phase,
        "activity": phase["activities"][n % len(phase["activities"])],
        "student": raw["students"][n % len(raw["students"])],
    }[where]
    place["supports"] = sorted({*place["supports"], support})
    return raw


WHERE = st.sampled_from(["lesson", "phase", "activity", "student"])
SUPPORTS = st.sampled_from(sorted(CATALOGUE.supports))


@given(seed=SEEDS, where=WHERE, support=SUPPORTS, n=st.integers(0, 50))
@settings(max_examples=60)
def test_a_support_never_worsens_a_verdict(seed: int, where: str, support: str, n: int) -> None:
    before, facts = random_case(seed, LOCAL)
    after, _ = random_case(seed, LOCAL)
    without_paths(before)
    with_support(without_paths(after), where, support, n)
    old, new = judged(before, facts), judged(after, facts)
    assert all(new[key] <= old[key] for key in old)


@given(seed=SEEDS, where=WHERE, support=SUPPORTS, n=st.integers(0, 50))
@settings(max_examples=40)
def test_a_support_never_shortens_a_way(seed: int, where: str, support: str, n: int) -> None:
    before, facts = random_case(seed, LOCAL)
    after, _ = random_case(seed, LOCAL)
    with_support(after, where, support, n)
    old, new = breaks(before, facts), breaks(after, facts)
    assert all(new[code] >= old[code] for code in old)


@given(seed=SEEDS)
@settings(max_examples=30)
def test_without_prerequisites_everyone_takes_part_wherever_there_is_a_place_and_a_way(seed: int) -> None:
    raw, facts = random_case(seed, Size(needs=(0, 0)))
    plan = parse(raw)
    found = judged(raw, facts)
    slack = LIMITS["limit_tie_m"]
    for phase in plan.lesson.phases:
        for activity in phase.activities:
            for zone in activity.zones or ():
                place = facts[phase.id].zones[zone]
                least = (activity.group_size.min if activity.group_size else None) or 1
                fits = place.places >= least
                walkable = place.entrance.clear_m >= LIMITS["walking_width_m"] - slack
                expected = Verdict.AS_PLANNED if fits and walkable else Verdict.NOT_POSSIBLE
                assert found["S0", phase.id, activity.id, zone] is expected


FIELDS: dict[str, Any] = {
    "ways_in": ["text"],
    "ways_out": ["writing"],
    "social_form": "whole_class",
    "group_size": {"max": 12},
    "voice": 3,
    "display": True,
    "sensory": ["smell"],
    "adult": None,
    "zones": ["z0"],
    "posture": "sitting",
}
GAPS = Size(gaps=0.4)


@given(seed=SEEDS, field=st.sampled_from(sorted(FIELDS)), n=st.integers(0, 50))
@settings(max_examples=80)
def test_recording_a_fact_never_turns_not_possible_into_unknown(seed: int, field: str, n: int) -> None:
    before, facts = random_case(seed, GAPS)
    after, _ = random_case(seed, GAPS)
    for raw in (before, after):
        without_paths(raw)
    phases = after["lesson"]["phases"]
    task = phases[n % len(phases)]["activities"][n % 3]
    if field in task:
        return
    task[field] = FIELDS[field]
    old, new = judged(before, facts), judged(after, facts)
    worse = [key for key in old if old[key] is Verdict.NOT_POSSIBLE and new.get(key) is Verdict.UNKNOWN]
    assert worse == []


# A zone spreads the class anew, one speaker at a time is quieter, and a board gives the adult a place to
# speak from: these may ease what was counted on without them. Nothing else may.
NEVER_EASES = sorted(FIELDS.keys() - {"zones", "social_form", "display"})


@given(seed=SEEDS, field=st.sampled_from(NEVER_EASES), n=st.integers(0, 50))
@settings(max_examples=30)
def test_recording_a_fact_never_opens_a_way_that_known_barriers_close(seed: int, field: str, n: int) -> None:
    before, facts = random_case(seed, GAPS)
    after, _ = random_case(seed, GAPS)
    phases = after["lesson"]["phases"]
    phases[n % len(phases)]["activities"][n % 3].setdefault(field, FIELDS[field])
    old, new = breaks(before, facts), breaks(after, facts)
    assert all(new[code] <= old[code] for code in old)


def renamed(raw: Raw) -> Raw:
    """Return the plan with every activity and student called something else, students in another order."""
    for phase in raw["lesson"]["phases"]:
        for task in phase["activities"]:
            task["id"] = f"x{task['id']}"
        phase["activities"].reverse()
    for student in raw["students"]:
        student["code"] = f"T{student['code']}"
        student["with"] = [f"T{code}" for code in reversed(student.get("with", ()))] or student.get(
            "with", []
        )
        student["prerequisites"].reverse()
        student["supports"].reverse()
    raw["students"].reverse()
    return raw


@given(seed=SEEDS)
@settings(max_examples=40)
def test_names_and_order_change_nothing(seed: int) -> None:
    raw, facts = random_case(seed)
    for student in raw["students"]:
        student.setdefault("with", [])
    old = judged(raw, facts)
    ways = breaks(raw, facts)
    renamed(raw)
    new = judged(raw, facts)
    assert new == {
        (f"T{s}", phase, f"x{task}", zone): verdict for (s, phase, task, zone), verdict in old.items()
    }
    assert breaks(raw, facts) == {f"T{code}": through for code, through in ways.items()}


@given(seed=SEEDS)
@settings(max_examples=20)
def test_a_cell_is_its_best_option_and_stands_in_the_order_of_the_plan(seed: int) -> None:
    raw, facts = random_case(seed)
    plan = parse(raw)
    cells, _ = verdicts(plan, facts, CATALOGUE, LIMITS)
    assert [(cell.student, cell.phase) for cell in cells] == [
        (student.code, phase.id) for student in plan.students for phase in plan.lesson.phases
    ]
    for cell in cells:
        assert cell.verdict is min(option.verdict for option in cell.options)
        _hold_consistent(cell)


def _hold_consistent(cell: Cell) -> None:
    for option in cell.options:
        assert (option.verdict is Verdict.NOT_POSSIBLE) == bool(option.barriers)
        if option.verdict is Verdict.UNKNOWN:
            assert option.gaps
        if option.verdict is Verdict.WITH_SUPPORT:
            assert option.own_supports
