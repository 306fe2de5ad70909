"""Look for repairs: cover every phase, measure the whole, mend what did not hold, leave out what is idle.

The cover works on what each candidate does alone. What several do together is measured, so that every answer
is one that was checked as a whole; the same question gives the same answer.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Final

from planner.participation.bands import checked_students
from planner.participation.repair.combine import SMALL, good_sets
from planner.participation.repair.cover import PhaseCover
from planner.participation.repair.dive import Dive
from planner.participation.repair.effects import measured_effects
from planner.participation.repair.model import Answer, Candidate, Found, Lacks, Question
from planner.participation.repair.standing import Standing, standing_of

if TYPE_CHECKING:
    from planner.participation.repair.combine import SetOf
    from planner.participation.repair.effects import PhaseEffects
    from planner.participation.repair.model import Measure

PER_PHASE: Final = 3
"""How many covers of a phase are kept."""
TRIED: Final = 4
"""How many sets are measured before more is asked of the phases in which they fall short."""
ROUNDS: Final = 4
"""How often more is asked."""
DEARER: Final = 2.0
"""What a candidate of an earlier repair costs more when another one is looked for."""
TURNS: Final = 3
"""How many searches are made for each alternative that is asked for."""


def find_repairs(question: Question) -> Answer:
    """Return sets of candidates after which nothing of the goal lacks, or the nearest one.

    The first is the one with the least effort that was found; the others are found by making its candidates
    dearer, and differ in at least a third of theirs.
    """
    return _Search(question).answer()


class _Search:
    """One question; counts what it measures."""

    def __init__(self, question: Question, known: Standing | None = None) -> None:
        measure, goal = question.measure, question.goal
        self.candidates = tuple(question.candidates)
        self.goal, self.budget, self.further = goal, question.budget, question.further
        self._measure, self.checks = measure, 0
        found = measure(())
        if found is None:
            raise AssertionError
        self.base = standing_of(found.compiled, known)
        self.origin = known or self.base
        self.before = self.base.lacks(goal.choices)
        if not known or not self.before.count:
            self.before = self.base.lacks(goal.choices, found.left_out())
        self.known: dict[frozenset[str], Found | None] = {frozenset(): Found((), self.before)}
        self.nearest: Found | None = None
        self.grown: dict[frozenset[str], Found | None] = {}
        self.covers: dict[tuple[str, tuple[float, ...]], PhaseCover] = {}

    def answer(self) -> Answer:
        if not self.before.count:
            return Answer(self.before, (), None, self.checks)
        phases = measured_effects(self.base, self.candidates, self._standing)
        found: list[Found] = []
        used: Counter[str] = Counter()
        for _ in range(TURNS * self.goal.alternatives):
            if len(found) == self.goal.alternatives or self.checks >= self.budget.checks:
                break
            one = self._one(phases, used, found)
            if one is None:
                break
            used.update(one.keys)
            if all(_differs(one, other) for other in found):
                found.append(one)
        repairs = tuple(sorted(found, key=lambda one: (one.effort, _simple(one))))
        nearest = self._without_idle(self.nearest) if self.nearest and not repairs else None
        return Answer(self.before, repairs, nearest, self.checks)

    def _standing(self, tried: tuple[Candidate, ...]) -> Standing | None:
        if self.checks >= self.budget.checks:
            return None
        self.checks += 1
        found = self._measure(tried)
        return standing_of(found.compiled, self.origin) if found else None

    def _one(
        self, phases: "Sequence[PhaseEffects]", used: Mapping[str, int], others: Sequence[Found]
    ) -> Found | None:
        """Return one repair that avoids candidates used before, None where there is none."""
        asked = self._asked(self.before.places, Counter())
        dear = [replace(one, effort=one.effort * DEARER ** used.get(one.key, 0)) for one in self.candidates]
        covers = [self._cover(phase, dear) for phase in phases]
        dive = Dive(phases, dear, self.goal.choices)
        best: Found | None = None
        for _ in range(ROUNDS):
            left = [one for one in (best,) if one is not None]
            whole: list[Found] = []
            for lacking, chosen in self._sets(good_sets(dive, covers, dear, asked)):
                one = self._tried(chosen)
                if one is not None:
                    (left if one.lacks.count else whole).append(one)
                if lacking or (whole and len(chosen) > SMALL):
                    break
            if whole:
                prices = {one.key: one.effort for one in dear}
                return self._without_idle(_cheapest(whole, others, prices))
            if not left or self.checks >= self.budget.checks:
                break
            best = min(left, key=_order)
            asked = self._asked((*best.lacks.ways, *best.lacks.choices, *best.lacks.places), asked)
        return self._grown(best) if best else None

    def _cover(self, phase: "PhaseEffects", dear: Sequence[Candidate]) -> PhaseCover:
        """Return what looks for covers of a phase; what it has found holds as long as prices there do."""
        prices = phase.phase, tuple(dear[n].effort for n in phase.effects if dear[n].phase is not None)
        if prices not in self.covers:
            steps = self.budget.steps
            self.covers[prices] = PhaseCover(phase, dear, self.goal.choices, steps, PER_PHASE)
        return self.covers[prices]

    def _grown(self, found: Found) -> Found | None:
        """Look for what is still missing, with what is found made: it may bring barriers of its own."""
        if self.further is None or self.checks >= self.budget.checks:
            return None
        if found.keys not in self.grown:
            more = [one for one in self.further(found) if one.key not in found.keys]
            goal = replace(self.goal, alternatives=1)
            budget = replace(self.budget, checks=self.budget.checks - self.checks)
            answer = _Search(Question(more, self._beside(found), goal, budget), self.origin).answer()
            self.checks += answer.checks
            rest = next(iter((*answer.repairs, *filter(None, (answer.nearest,)))), None)
            whole = self._tried((*found.candidates, *rest.candidates)) if rest else None
            self.grown[found.keys] = self._without_idle(whole) if whole and not whole.lacks.count else None
        return self.grown[found.keys]

    def _beside(self, found: Found) -> "Measure":
        return lambda tried: self._measure((*found.candidates, *tried))

    def _sets(self, sets: "Iterator[SetOf]") -> "Iterator[tuple[int, tuple[Candidate, ...]]]":
        """Yield the first sets, each once, with what they are to leave lacking."""
        seen: set[frozenset[int]] = {frozenset()}
        for lacking, _, chosen in sets:
            if chosen not in seen and len(seen) <= TRIED:
                seen.add(chosen)
                yield lacking, tuple(self.candidates[n] for n in sorted(chosen))

    def _tried(self, candidates: tuple[Candidate, ...]) -> Found | None:
        """Measure a set as a whole, once; None where its candidates do not go together."""
        keys = frozenset(one.key for one in candidates)
        if keys not in self.known:
            self.known[keys] = found = self._measured(candidates)
            if found and (self.nearest is None or _order(found) < _order(self.nearest)):
                self.nearest = found if _order(found) < (self.before.weight, 0.0) else self.nearest
        return self.known[keys]

    def _measured(self, candidates: tuple[Candidate, ...]) -> Found | None:
        if self.checks >= self.budget.checks:
            return None
        self.checks += 1
        found = self._measure(candidates)
        if found is None:
            return None
        lacks = standing_of(found.compiled, self.origin).lacks(self.goal.choices)
        if not lacks.count:
            lacks = Lacks(places=found.left_out())
        return Found(candidates, lacks)

    def _without_idle(self, found: Found) -> Found:
        """Leave out every candidate without which no more is lacking, the dearest first."""
        for one in sorted(found.candidates, key=lambda one: (-one.effort, one.key)):
            fewer = self._tried(tuple(other for other in found.candidates if other != one))
            if fewer is not None and fewer.lacks.weight <= found.lacks.weight:
                found = fewer
        return found

    def _asked(
        self, lacks: tuple[tuple[str, str], ...], before: Mapping[tuple[str, int], int]
    ) -> Counter[tuple[str, int]]:
        """Ask for one option more in the phases that fall short, and before them, where a way has to lead."""
        ids, asked = self.base.phase_ids(), Counter(before)
        profile = {
            student.code: p
            for student, p in zip(
                checked_students(self.base.compiled.table.setting.plan),
                self.base.compiled.students,
                strict=True,
            )
        }
        for student, phase in dict.fromkeys(lacks):
            t = ids.index(phase)
            for where in ids[max(0, t - 1) : t + 1]:
                asked[where, profile[student]] = min(before.get((where, profile[student]), 0) + 1, ROUNDS)
        return asked


def _cheapest(whole: list[Found], others: Sequence[Found], prices: Mapping[str, float]) -> Found:
    """Return the repair with the least effort, of those that differ from others where there are any.

    Of some that ask the same, it is the one with the least of what others have, then with the fewest steps.
    """
    fresh = [one for one in whole if all(_differs(one, other) for other in others)]
    return min(
        fresh or whole, key=lambda one: (one.effort, sum(prices[key] for key in one.keys), _simple(one))
    )


def _simple(found: Found) -> tuple[int, list[str]]:
    """Order repairs by the number of their steps, then by name."""
    return len(found.keys), sorted(found.keys)


def _order(found: Found) -> tuple[tuple[int, int, int], float]:
    return found.lacks.weight, found.effort


def _differs(one: Found, other: Found) -> bool:
    """Whether at least a third of a repair's candidates are not in another one."""
    return len(one.keys - other.keys) >= ceil(len(one.keys) / 3)
