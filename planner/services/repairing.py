"""Repair a plan: the changes that may help, measured together, and what each proposal does for whom."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planner.catalogue.loader import load_catalogue
from planner.errors import PlannerError
from planner.participation.assignment.heuristic import quick_grid
from planner.participation.assignment.model import Effort
from planner.participation.assignment.problem import problem_of
from planner.participation.assignment.solve import fullest_grid, unplaced
from planner.participation.cells import cells_of, paths_of
from planner.participation.check import check, moved_layout
from planner.participation.compiled import compile_check
from planner.participation.model import Check
from planner.participation.options import Memory, setting_of
from planner.participation.repair.model import Budget, Candidate, Goal, Measured, Question
from planner.participation.repair.search import find_repairs
from planner.participation.repair.standing import standing_of
from planner.plan.difference import participation_difference
from planner.plan.remedies import Case, lesson_remedies
from planner.plan.remedies_room import room_remedies
from planner.plan.remedy import Remedy, apply_remedies
from planner.plan.repair import Proposal, Repaired
from planner.plan.room_changes import own_layout
from planner.room.check import check_room
from planner.room.facts_of import room_facts
from planner.services.checking import check_plan

if TYPE_CHECKING:
    from planner.catalogue.base import Profile
    from planner.catalogue.finding import Finding
    from planner.lesson.model import Move, Phase, Plan
    from planner.participation.compiled import Compiled
    from planner.participation.repair.model import Found, Lacks
    from planner.room.facts import RoomFacts
    from planner.room.layout import Layout
    from planner.services.checking import CheckedPlan


def repair_plan(plan: "Plan", layout: "Layout | None" = None, profile: "Profile" = "DK") -> Repaired:
    """Return proposals after which everyone has a way, a choice and a place; as :func:`repair_checked`.

    Raises
    ------
    InputError
        Where the plan names what does not exist.
    """
    return repair_checked(check_plan(plan, layout, profile), profile)


def repair_checked(checked: "CheckedPlan", profile: "Profile" = "DK") -> Repaired:
    """Return proposals for a plan that is checked already; the plan itself stays as it is."""
    limits = load_catalogue().limits(profile)
    room = _Workshop(checked, profile)
    goal = Goal(int(limits["repair_choices"]), int(limits["repair_alternatives"]))
    before = room.lacks(goal.choices)
    asked = frozenset((*before.ways, *before.choices, *before.places))
    found = room.remedies_of(Case(room.plan, checked.check, dict(checked.facts_by_phase), asked, limits))
    budget = Budget(int(limits["repair_checks"]), int(limits["repair_steps"]))
    answer = find_repairs(Question(found, room.measure, goal, budget, room.further))
    return Repaired(
        checked.plan,
        checked.check,
        answer.before,
        tuple(room.proposal(one) for one in answer.repairs),
        room.proposal(answer.nearest) if answer.nearest else None,
        answer.checks,
        goal.choices,
    )


def lacking(checked: "CheckedPlan", profile: "Profile" = "DK") -> "Lacks":
    """Return what a checked plan lacks by a first look, without looking for repairs.

    The class is placed at once for it, so that somebody may seem to have no place who could have one.
    """
    room = _Workshop(checked, profile)
    room.effort = None
    return room.lacks(int(load_catalogue().limits(profile)["repair_choices"]))


@dataclass
class _Workshop:
    """A plan that carries its room, and what it is like with some remedies made."""

    checked: "CheckedPlan"
    profile: "Profile"
    remedies: dict[str, Remedy] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.catalogue = load_catalogue()
        self.limits = self.catalogue.limits(self.profile)
        layout = self.checked.layout
        self.plan = self.checked.plan.model_copy(update={"layout": layout})
        work, seconds = self.limits["repair_place_work"], self.limits["assign_seconds"]
        self.effort: Effort | None = Effort(work, seconds)
        self.tries = int(self.limits["repair_place_tries"])
        by_phase = self.checked.facts_by_phase
        phases = self.plan.lesson.phases
        self.known: list[tuple[Layout, tuple[Move, ...], RoomFacts]] = [
            (layout, phase.moves, by_phase[phase.id]) for phase in phases
        ]
        self.memory = Memory(
            {id(phase): phase for phase in phases}, {id(facts): facts for facts in by_phase.values()}
        )

    def lacks(self, choices: int) -> "Lacks":
        """Return what the plan lacks as it is."""
        found = self._measured(self.plan)
        return standing_of(found.compiled).lacks(choices, found.left_out())

    def measure(self, candidates: tuple[Candidate, ...]) -> Measured | None:
        """Measure the plan with some remedies made; None where they do not fit each other."""
        try:
            plan, _ = apply_remedies(self.plan, self._of(candidates))
            return self._measured(plan)
        except PlannerError:
            return None

    def remedies_of(self, case: Case) -> list[Candidate]:
        """Return what may help in a case."""
        found = (*lesson_remedies(case), *room_remedies(case, case.layout))
        self.remedies |= {remedy.candidate.key: remedy for remedy in found}
        return [remedy.candidate for remedy in found]

    def further(self, found: "Found") -> list[Candidate]:
        """Return what may help with some remedies made, for those who lack something then."""
        plan, _ = apply_remedies(self.plan, self._of(found.candidates))
        facts = self.facts(plan)
        answer = check(plan, facts, self.catalogue, self.limits)
        lacks = found.lacks
        asked = frozenset((*lacks.ways, *lacks.choices, *lacks.places))
        return self.remedies_of(Case(plan, answer, facts, asked, self.limits))

    def _of(self, candidates: tuple[Candidate, ...]) -> list[Remedy]:
        """Return the remedies in the order in which they are made, that of the catalogue."""
        wanted = {one.key for one in candidates}
        return [remedy for key, remedy in self.remedies.items() if key in wanted]

    def _measured(self, plan: "Plan") -> Measured:
        setting = setting_of(plan, self.facts(plan), self.catalogue, self.limits, self.memory)
        compiled = compile_check(setting)
        return Measured(compiled, lambda: self._left_out(compiled))

    def _left_out(self, compiled: "Compiled") -> tuple[tuple[str, str], ...]:
        """Place the class with care until that has failed often enough; then at once."""
        left = _left_out(compiled, self.effort if self.tries > 0 else None)
        self.tries -= bool(left)
        return left

    def facts(self, plan: "Plan") -> "dict[str, RoomFacts]":
        """Return the facts of the room in each phase; each room is measured once."""
        layout = own_layout(plan)
        return {phase.id: self._facts(layout, phase, n) for n, phase in enumerate(plan.lesson.phases)}

    def _facts(self, layout: "Layout", phase: "Phase", number: int) -> "RoomFacts":
        for one, moves, facts in self.known:
            if moves == phase.moves and (one is layout or one == layout):
                return facts
        facts = room_facts(moved_layout(layout, phase, number), self.limits)
        self.known.append((layout, phase.moves, facts))
        return facts

    def proposal(self, found: "Found") -> Proposal:
        """Apply a set of remedies to a copy, check it, and say what it does for whom."""
        remedies = self._of(found.candidates)
        plan, changes = apply_remedies(self.plan, remedies)
        facts = self.facts(plan)
        answer = check(plan, facts, self.catalogue, self.limits)
        answer = replace(answer, findings=(*answer.findings, *self._room_findings(plan)))
        difference = participation_difference(self.checked.check, answer)
        return Proposal(tuple(remedies), changes, found.effort, plan, answer, difference, found.lacks)

    def _room_findings(self, plan: "Plan") -> "tuple[Finding, ...]":
        if plan.layout == self.checked.layout:
            before = len(check(self.plan, self.facts(self.plan), self.catalogue, self.limits).findings)
            return self.checked.check.findings[before:]
        return check_room(own_layout(plan), self.catalogue, self.limits)


def _left_out(compiled: "Compiled", effort: Effort | None) -> tuple[tuple[str, str], ...]:
    """Return who has no place though they have an option there; by a placement at once without an effort."""
    answer = Check(cells_of(compiled), paths_of(compiled), ())
    problem = problem_of(answer, compiled.table)
    return unplaced(problem, fullest_grid(problem, effort) if effort else quick_grid(problem))
