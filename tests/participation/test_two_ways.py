"""The whole class on arrays and one student on graphs give one answer."""

from builders import Raw
from hypothesis import given, settings
from hypothesis import strategies as st
from random_lessons import Size, parse, random_case

from planner.catalogue.loader import load_catalogue
from planner.participation.bands import checked_students
from planner.participation.check import verdicts
from planner.participation.compiled import compile_check
from planner.participation.explain import Explainer
from planner.participation.options import setting_of
from planner.room.facts import RoomFacts

CATALOGUE = load_catalogue()
LIMITS = CATALOGUE.limits("DK")
PATHS = ("fixed_place", "few_moves", "move_often", "safe_peer", "step_free")


@given(seed=st.integers(0, 10**6))
@settings(max_examples=30)
def test_arrays_and_graphs_agree(seed: int) -> None:
    raw, facts = random_case(seed)
    hold_equal(raw, facts)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=30)
def test_arrays_and_graphs_agree_on_a_class_without_codes(seed: int) -> None:
    raw, facts = random_case(seed, Size(bands=(1, 5), students=seed % 3, gaps=0.05))
    hold_equal(raw, facts)


@given(seed=st.integers(0, 10**6), need=st.sampled_from(PATHS))
@settings(max_examples=40)
def test_arrays_and_graphs_agree_on_ways(seed: int, need: str) -> None:
    raw, facts = random_case(seed, Size(needs=(0, 1), phases=4, gaps=0.05))
    for student in raw["students"]:
        student["prerequisites"] = [other for other in student["prerequisites"] if other != need] + [need]
    hold_equal(raw, facts)


def hold_equal(raw: Raw, facts: dict[str, RoomFacts]) -> None:
    plan = parse(raw)
    setting = setting_of(plan, facts, CATALOGUE, LIMITS)
    compiled, explainer = compile_check(setting), Explainer(setting)
    _, paths = verdicts(plan, facts, CATALOGUE, LIMITS)
    for student, row, path in zip(checked_students(plan), compiled.students, paths, strict=True):
        explained = explainer.explain(student.code)
        assert [int(verdict) for verdict in explained.verdicts] == compiled.verdicts[row].tolist()
        assert explained.path == path
