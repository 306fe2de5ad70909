"""From arrays to what people read: cells with options and barriers, and each student's way."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from planner.participation.bands import checked_students
from planner.participation.barriers import Barriers
from planner.participation.layers import open_to
from planner.participation.model import Barrier, Cell, OptionVerdict, StudentPath, Verdict
from planner.participation.outcome import Outcome, State
from planner.participation.rules import TASK_RULES
from planner.participation.words import bits, own_support

if TYPE_CHECKING:
    from planner.participation.compiled import Compiled
    from planner.participation.path_needs import PathAnswer

VERDICTS = tuple(Verdict)
OwnSupports = tuple[tuple[str, str], ...]


def cells_of(compiled: "Compiled") -> tuple[Cell, ...]:
    """Return a cell per student and phase, in the order of the plan."""
    phases = compiled.table.setting.plan.lesson.phases
    maker = _OptionVerdicts(compiled)
    rows = [maker.phases_of(p) for p in range(len(compiled.profiles))]
    best = _best(compiled)
    asked = checked_students(compiled.table.setting.plan)
    return tuple(
        Cell(student.code, phase.id, VERDICTS[verdict], options)
        for student, p in zip(asked, compiled.students, strict=True)
        for phase, verdict, options in zip(phases, best[p], rows[p], strict=True)
    )


def _best(compiled: "Compiled") -> list[list[int]]:
    best = [compiled.verdicts[:, phase].min(axis=1) for phase in compiled.layers.phases]
    rows: list[list[int]] = np.stack(best, axis=1).tolist()
    return rows


class _OptionVerdicts:
    """Makes option verdicts; students judged alike on an option share one.

    What fails is read from the bit words: a kind is the words of unmet, not recorded and own, as bytes.
    """

    def __init__(self, compiled: "Compiled") -> None:
        self._compiled = compiled
        self._table = compiled.table
        self._barriers = Barriers(compiled.table.setting)
        judged = compiled.judged
        words = np.concatenate([judged.unmet, judged.unknown, judged.own], axis=2)
        self._size = judged.own.shape[2] * words.itemsize
        kinds = np.ascontiguousarray(words).view(np.dtype((np.void, 3 * self._size)))[:, :, 0]
        self._kinds: list[list[bytes]] = kinds.tolist()
        self._verdicts: list[list[int]] = judged.verdicts.tolist()
        nothing = bytes(self._size)
        self._known: list[dict[bytes, OptionVerdict]] = [{} for _ in compiled.table.options]
        self._failing: list[dict[bytes, tuple[Barrier, ...]]] = [
            {nothing: ()} for _ in compiled.table.options
        ]
        self._helping: list[dict[bytes, OwnSupports]] = [{nothing: ()} for _ in compiled.profiles]
        self._of_task = [need.prerequisite in TASK_RULES for need in compiled.table.needs]
        self._tasks = [option.task for option in compiled.table.options]
        self._known_barriers: list[dict[int, Barrier]] = [{} for _ in compiled.table.needs]
        self._breaks: dict[tuple[int, int], list[PathAnswer]] = {}
        for answer in compiled.paths:
            self._breaks.setdefault((answer.profile, answer.phase), []).append(answer)

    def phases_of(self, p: int) -> list[tuple[OptionVerdict, ...]]:
        """Return one profile's options in each phase."""
        each = zip(self._known, self._kinds[p], strict=True)
        row = tuple([known.get(kind) or self._make(p, o, kind) for o, (known, kind) in enumerate(each)])
        phases = [row[phase] for phase in self._compiled.layers.phases]
        return [
            self._broken(p, self._breaks[p, t], options) if (p, t) in self._breaks else options
            for t, options in enumerate(phases)
        ]

    def _make(self, p: int, o: int, kind: bytes) -> OptionVerdict:
        """Return a verdict with what is unmet, what is not recorded, and the own supports that help."""
        option, size = self._table.options[o], self._size
        verdict = OptionVerdict(
            option.activity.id,
            option.zone,
            VERDICTS[self._verdicts[p][o]],
            self._fail(o, kind[:size]),
            self._fail(o, kind[size : 2 * size]),
            self._help(p, kind[2 * size :]),
        )
        if not verdict.own_supports:
            self._known[o][kind] = verdict
        return verdict

    def _fail(self, o: int, word: bytes) -> tuple[Barrier, ...]:
        """Return the barriers of the needs of a word at an option."""
        barriers = self._failing[o].get(word)
        if barriers is None:
            barriers = self._failing[o][word] = tuple([self._barrier(n, o) for n in bits(word)])
        return barriers

    def _help(self, p: int, word: bytes) -> OwnSupports:
        """Return the supports a profile brings for the needs of a word."""
        own = self._helping[p].get(word)
        if own is None:
            profile, catalogue = self._compiled.profiles[p], self._table.setting.catalogue
            needs = [self._table.needs[n] for n in bits(word)]
            served = [(need.prerequisite, own_support(need, profile, catalogue)) for need in needs]
            own = self._helping[p][word] = tuple([(need, support) for need, support in served if support])
        return own

    def _barrier(self, n: int, o: int) -> Barrier:
        # What the task itself asks is the same in all zones of the activity.
        known, where = self._known_barriers[n], self._tasks[o] if self._of_task[n] else o
        barrier = known.get(where)
        if barrier is None:
            need, option = self._table.needs[n], self._table.options[o]
            barrier = known[where] = self._barriers.of_option(need, option, self._table.rows[n][o])
        return barrier

    def _broken(
        self, p: int, answers: "list[PathAnswer]", options: tuple[OptionVerdict, ...]
    ) -> tuple[OptionVerdict, ...]:
        """Return the options of a phase in which the way breaks, with the barriers of the way."""
        profile = self._compiled.profiles[p]
        for answer in answers:
            barrier = self._barriers.of_phase(answer.need, answer.phase, answer.outcome)
            support = own_support(answer.need, profile, self._table.setting.catalogue)
            options = tuple(with_break(option, answer.outcome, barrier, support) for option in options)
        return options


def with_break(
    option: OptionVerdict, outcome: Outcome, barrier: Barrier, support: str | None
) -> OptionVerdict:
    """Return an option verdict with what the way adds: a barrier, a gap, or the support that helps."""
    if support is not None:
        own = (*option.own_supports, (barrier.prerequisite, support))
        return replace(option, verdict=max(option.verdict, Verdict.WITH_SUPPORT), own_supports=own)
    if outcome.state is State.UNMET:
        return replace(option, verdict=Verdict.NOT_POSSIBLE, barriers=(*option.barriers, barrier))
    return replace(option, verdict=max(option.verdict, Verdict.UNKNOWN), gaps=(*option.gaps, barrier))


def paths_of(compiled: "Compiled") -> tuple[StudentPath, ...]:
    """Return each student's way through the lesson, in the order of the plan."""
    ids = [phase.id for phase in compiled.table.setting.plan.lesson.phases]
    flags = open_to(compiled.verdicts, known=False)
    inside = np.array([option.activity.apart is None for option in compiled.table.options])
    open_, shared = _per_phase(compiled, flags), _per_phase(compiled, flags & inside)
    breaks, narrowest = compiled.breaks.tolist(), compiled.narrowest.tolist()
    asked = checked_students(compiled.table.setting.plan)
    return tuple(
        StudentPath(
            student.code,
            complete=breaks[p] == len(ids),
            breaks_at=None if breaks[p] == len(ids) else ids[breaks[p]],
            narrowest=None if narrowest[p] < 0 else ids[narrowest[p]],
            choices=dict(zip(ids, open_[p], strict=True)),
            in_community=dict(zip(ids, shared[p], strict=True)),
        )
        for student, p in zip(asked, compiled.students, strict=True)
    )


def _per_phase(
    compiled: "Compiled", flags: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]"
) -> list[list[int]]:
    counts = [flags[:, phase].sum(axis=1) for phase in compiled.layers.phases]
    rows: list[list[int]] = np.stack(counts, axis=1).tolist()
    return rows
