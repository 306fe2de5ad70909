"""What a change did, in participation terms: who can take part better or worse, what came and went."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from planner.catalogue.finding import Finding
from planner.participation.model import Cell, Check, Verdict

Place = tuple[str, str]
Direction = Literal["better", "worse", "changed"]


def direction(before: Verdict, after: Verdict) -> Direction | None:
    """Say how a verdict changed, None where it is the same.

    Between not possible and unknown there is no better: unknown is never fine, and it may be either.
    """
    if before is after:
        return None
    if min(before, after) >= Verdict.UNKNOWN:
        return "changed"
    return "better" if after < before else "worse"


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A student in a phase whose verdict is another one now."""

    student: str
    phase: str
    before: Verdict
    after: Verdict

    @property
    def direction(self) -> Direction | None:
        """Whether the student takes part better or worse than before, or neither can be said."""
        return direction(self.before, self.after)


@dataclass(frozen=True, slots=True)
class ChangedChoice:
    """A student in a phase who has another number of open ways to take part now."""

    student: str
    phase: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference between two checks.

    Attributes
    ----------
    cells
        Changed verdicts of cells both checks have, in the order of the later check.
    choices
        Changed numbers of open options of such cells, as the checks count them.
    better, worse, changed
        How many students take part better or worse, by phase, and for how many it is now unknown where it
        was not possible, or the reverse; phases without any are left out.
    came, went
        Findings only the later or only the earlier check has.
    new, gone
        ``(student, phase)`` only the later or only the earlier check has.
    paths_opened, paths_broken
        Students who get through the whole lesson now and did not before, and the reverse.
    """

    cells: tuple[ChangedCell, ...]
    choices: tuple[ChangedChoice, ...]
    better: Mapping[str, int]
    worse: Mapping[str, int]
    changed: Mapping[str, int]
    came: tuple[Finding, ...]
    went: tuple[Finding, ...]
    new: tuple[Place, ...]
    gone: tuple[Place, ...]
    paths_opened: tuple[str, ...]
    paths_broken: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing changed for anyone, and no finding came or went."""
        return not any((self.cells, self.choices, self.came, self.went, self.new, self.gone, *self._paths))

    @property
    def _paths(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self.paths_opened, self.paths_broken


def participation_difference(before: Check, after: Check) -> Difference:
    """Compare two checks by student and phase, whatever their order; students and phases may differ."""
    old, new = _by_place(before), _by_place(after)
    both = [(old[place], cell) for place, cell in new.items() if place in old]
    cells = tuple(_changed(was, now) for was, now in both if was.verdict != now.verdict)
    through_before, through_after = _complete(before), _complete(after)
    return Difference(
        cells=cells,
        choices=_choices(before, after),
        better=_by_phase(cells, "better"),
        worse=_by_phase(cells, "worse"),
        changed=_by_phase(cells, "changed"),
        came=_only_first(after.findings, before.findings),
        went=_only_first(before.findings, after.findings),
        new=tuple(place for place in new if place not in old),
        gone=tuple(place for place in old if place not in new),
        paths_opened=_turned(through_before, through_after, to=True),
        paths_broken=_turned(through_before, through_after, to=False),
    )


def _by_place(check: Check) -> dict[Place, Cell]:
    return {(cell.student, cell.phase): cell for cell in check.cells}


def _changed(was: Cell, now: Cell) -> ChangedCell:
    return ChangedCell(now.student, now.phase, was.verdict, now.verdict)


def _by_phase(cells: tuple[ChangedCell, ...], turn: Direction) -> Counter[str]:
    return Counter(cell.phase for cell in cells if cell.direction == turn)


def _choices(before: Check, after: Check) -> tuple[ChangedChoice, ...]:
    old = {path.student: path.choices for path in before.paths}
    return tuple(
        ChangedChoice(path.student, phase, old[path.student][phase], now)
        for path in after.paths
        for phase, now in path.choices.items()
        if old.get(path.student, {}).get(phase, now) != now
    )


def _complete(check: Check) -> dict[str, bool]:
    return {path.student: path.complete for path in check.paths}


def _turned(before: dict[str, bool], after: dict[str, bool], *, to: bool) -> tuple[str, ...]:
    return tuple(
        student for student, now in after.items() if now is to and before.get(student, now) is not to
    )


def _only_first(findings: tuple[Finding, ...], others: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings the others do not have; one with other numbers at the same place is the same."""
    left = Counter(_key(finding) for finding in others)
    only = []
    for finding in findings:
        if left[_key(finding)] > 0:
            left[_key(finding)] -= 1
        else:
            only.append(finding)
    return tuple(only)


def _key(finding: Finding) -> tuple[str, str, frozenset[str], str]:
    return finding.rule.id, finding.at, frozenset(finding.also), finding.message.template.en
