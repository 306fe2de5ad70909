"""What is remembered of a plan's phases while its variants are tried changes no answer."""

import numpy as np
import pytest
from random_repairs import random_plan

from planner.catalogue.loader import load_catalogue
from planner.participation.compiled import compile_check
from planner.participation.options import setting_of
from planner.plan.remedies import Case
from planner.plan.remedy import apply_remedies
from planner.services.checking import check_plan
from planner.services.repairing import _Workshop


@pytest.mark.parametrize("seed", range(3))
def test_every_variant_is_judged_as_if_nothing_was_remembered(seed: int) -> None:
    checked = check_plan(random_plan(seed, students=8, phases=3))
    limits = load_catalogue().limits("DK")
    room = _Workshop(checked, "DK")
    lacks = room.lacks(2)
    asked = frozenset((*lacks.ways, *lacks.choices))
    tried = room.remedies_of(Case(room.plan, checked.check, dict(checked.facts_by_phase), asked, limits))
    assert len(tried) > 20
    for candidate in tried:
        measured = room.measure((candidate,))
        if measured is None:  # it does not fit the plan
            continue
        plan, _ = apply_remedies(room.plan, [room.remedies[candidate.key]])
        afresh = compile_check(setting_of(plan, room.facts(plan), load_catalogue(), limits))
        assert np.array_equal(measured.compiled.verdicts, afresh.verdicts), candidate.key
        assert np.array_equal(measured.compiled.judged.unmet, afresh.judged.unmet), candidate.key
        assert measured.compiled.table.rows == afresh.table.rows, candidate.key
