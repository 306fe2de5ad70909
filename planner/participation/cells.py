"""From arrays to what people read: cells with options and barriers, and each student's way."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from planner.participation.barriers import Barriers
from planner.participation.layers import open_to
from planner.participation.model import Barrier, Cell, OptionVerdict, StudentPath, Verdict
from planner.participation.outcome import Outcome, State
from planner.participation.words import own_support

if TYPE_CHECKING:
    from planner.participation.compiled import Compiled
    from planner.participation.path_needs import PathAnswer
    from planner.participation.table import Row

VERDICTS = tuple(Verdict)


def cells_of(compiled: "Compiled") -> tuple[Cell, ...]:
    """Return a cell per student and phase, in the order of the plan."""
    phases = compiled.table.setting.plan.lesson.phases
    maker = _OptionVerdicts(compiled)
    rows = [maker.phases_of(p) for p in range(len(compiled.profiles))]
    return tuple(
        Cell(student.code, phase.id, best, options)
        for student, p in zip(compiled.table.setting.plan.students, compiled.students, strict=True)
        for phase, (best, options) in zip(phases, rows[p], strict=True)
    )


class _OptionVerdicts:
    """Makes option verdicts; students judged alike on an option share one."""

    def __init__(self, compiled: "Compiled") -> None:
        self._compiled = compiled
        self._table = compiled.table
        self._barriers = Barriers(compiled.table.setting)
        judged = compiled.judged
        words = np.concatenate([judged.unmet, judged.unknown, judged.own], axis=2)
        kinds = np.ascontiguousarray(words).view(np.dtype((np.void, words.shape[2] * 8)))[:, :, 0]
        self._kinds: list[list[bytes]] = kinds.tolist()
        self._verdicts: list[list[int]] = judged.verdicts.tolist()
        self._asked = _asked(compiled)
        self._known: list[dict[object, OptionVerdict]] = [{} for _ in compiled.table.options]
        self._known_barriers: dict[tuple[int, int], Barrier] = {}
        self._breaks: dict[tuple[int, int], list[PathAnswer]] = {}
        for answer in compiled.paths:
            self._breaks.setdefault((answer.profile, answer.phase), []).append(answer)

    def phases_of(self, p: int) -> list[tuple[Verdict, tuple[OptionVerdict, ...]]]:
        """Return one profile's best verdict and options in each phase."""
        found = []
        for t, phase in enumerate(self._compiled.layers.phases):
            options = tuple([self._verdict(p, o) for o in range(phase.start, phase.stop)])
            if (p, t) in self._breaks:
                options = self._broken(p, self._breaks[p, t], options)
            found.append((min([option.verdict for option in options]), options))
        return found

    def _verdict(self, p: int, o: int) -> OptionVerdict:
        known, kind = self._known[o], self._kinds[p][o]
        verdict = known.get(kind)
        if verdict is None:
            verdict = self._make(p, o)
            if not verdict.own_supports:
                known[kind] = verdict
        return verdict

    def _make(self, p: int, o: int) -> OptionVerdict:
        """Return a verdict with what is unmet, what is not recorded, and the own supports that help."""
        option, verdict = self._table.options[o], VERDICTS[self._verdicts[p][o]]
        unmet: list[Barrier] = []
        gaps: list[Barrier] = []
        own: list[tuple[str, str]] = []
        for n, row, support in self._asked[p] if verdict else ():
            outcome = row[o]
            state = outcome.with_own if support and outcome.state else outcome.state
            if state is State.UNMET:
                unmet.append(self._barrier(n, o))
            elif state is State.MISSING:
                gaps.append(self._barrier(n, o))
            elif support and outcome.state:
                own.append((self._table.needs[n].prerequisite, support))
        return OptionVerdict(option.activity.id, option.zone, verdict, tuple(unmet), tuple(gaps), tuple(own))

    def _barrier(self, n: int, o: int) -> Barrier:
        barrier = self._known_barriers.get((n, o))
        if barrier is None:
            need, option = self._table.needs[n], self._table.options[o]
            barrier = self._barriers.of_option(need, option, self._table.rows[n][o])
            self._known_barriers[n, o] = barrier
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


def _asked(compiled: "Compiled") -> "list[list[tuple[int, Row, str | None]]]":
    """Return per profile the position and outcomes of each need, and the own support that serves it."""
    table = compiled.table
    position = {need: n for n, need in enumerate(table.needs)}
    return [
        [
            (position[need], table.rows[position[need]], own_support(need, profile, table.setting.catalogue))
            for need in profile.needs
        ]
        for profile in compiled.profiles
    ]


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
    return tuple(
        StudentPath(
            student.code,
            complete=breaks[p] == len(ids),
            breaks_at=None if breaks[p] == len(ids) else ids[breaks[p]],
            narrowest=None if narrowest[p] < 0 else ids[narrowest[p]],
            choices=dict(zip(ids, open_[p], strict=True)),
            in_community=dict(zip(ids, shared[p], strict=True)),
        )
        for student, p in zip(compiled.table.setting.plan.students, compiled.students, strict=True)
    )


def _per_phase(
    compiled: "Compiled", flags: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]"
) -> list[list[int]]:
    counts = [flags[:, phase].sum(axis=1) for phase in compiled.layers.phases]
    rows: list[list[int]] = np.stack(counts, axis=1).tolist()
    return rows
