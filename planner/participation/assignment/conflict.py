"""Why not everyone has a place, in sentences: nobody is left out without one."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from planner.participation.assignment.core import SERVE, Conditions
from planner.participation.assignment.hall import Shortage, shortages
from planner.participation.assignment.model import NO_PLACE, Conflict, Effort, Grid, Problem
from planner.participation.assignment.words import (
    adult_words,
    counted,
    everyone,
    option_words,
    rendered,
    say,
    sizes_words,
    who,
    zone_name,
    zones_named,
)

if TYPE_CHECKING:
    from planner.catalogue.message import Message
    from planner.participation.assignment.rows import Key

Sentences = Iterator["Message"]

Pairs = set[tuple[int, int]]


def conflicts_of(problem: Problem, grid: Grid, effort: Effort) -> tuple[Conflict, ...]:
    """Return why students have no place, so that everyone who has none stands in one of the conflicts."""
    out = {(s, t) for s, row in enumerate(grid) for t, o in enumerate(row) if o == NO_PLACE}
    return tuple(_Telling(problem, out, effort).conflicts())


class _Telling:
    """Explains who is left out; ``left`` are those nothing has explained yet."""

    def __init__(self, problem: Problem, out: Pairs, effort: Effort) -> None:
        self.problem, self.effort = problem, effort
        self.out, self.left = frozenset(out), out

    def conflicts(self) -> Iterator[Conflict]:
        """Yield what stands inside each phase, then across phases, then what time was too short for."""
        for t in range(len(self.problem.phases)):
            yield from self._closed(t)
            yield from self._seats(t)
            yield from self._cores((t,))
        yield from self._cores(tuple(range(len(self.problem.phases))))
        yield from (_time(self.problem, s, t) for s, t in sorted(self.left))

    def _in(self, phase: int) -> list[int]:
        return sorted(s for s, t in self.left if t == phase)

    def _closed(self, phase: int) -> Iterator[Conflict]:
        for s in self._in(phase):
            if not self.problem.allowed[s][phase]:
                self.left.discard((s, phase))
                yield _closed(self.problem, s, phase)

    def _seats(self, phase: int) -> Iterator[Conflict]:
        if not self._in(phase):
            return
        for short in shortages(self.problem, phase, set(self._in(phase))):
            told = [s for s in short.students if (s, phase) in self.left][: short.short_by]
            self.left.difference_update((s, phase) for s in told)
            yield _seats(self.problem, phase, short)

    def _cores(self, phases: tuple[int, ...]) -> Iterator[Conflict]:
        """Yield sets of conditions that cannot hold together, until the others can."""
        if not any(t in phases for _, t in self.left):
            return
        conditions = Conditions(self.problem, phases, self.effort)
        while core := conditions.core({(SERVE, s, t) for s, t in self.out - self.left}):
            explained = {(int(key[1]), int(key[2])) for key in core if key[0] == SERVE} & self.left
            if not explained:
                return
            self.left -= explained
            yield _core(self.problem, core, phases)


def _closed(problem: Problem, student: int, phase: int) -> Conflict:
    title, reasons = problem.phases[phase].title, problem.closed.get((student, phase), ())
    words = tuple(rendered(reason) for reason in reasons)
    said = (
        say("assign_conflict", "closed", phase=title, student=who(problem, student), reasons=words[0])
        if words
        else say("assign_conflict", "closed_bare", phase=title, student=who(problem, student))
    )
    return Conflict("closed", problem.phases[phase].id, (problem.students[student],), (), said, reasons)


def _seats(problem: Problem, phase: int, short: Shortage) -> Conflict:
    key = "seats" if len(short.places) == 1 else "seats_together"
    title, zones = problem.phases[phase].title, zones_named(problem, short.places)
    said = say(
        "assign_conflict",
        key,
        phase=title,
        zones=zones,
        places=counted("places", short.seats),
        n=len(short.students),
    )
    students = tuple(problem.students[s] for s in short.students)
    at = problem.phases[phase].id
    chosen = tuple(_only(problem, s, phase) for s in short.students if (s, phase) in problem.pinned)
    return Conflict("seats", at, students, short.places, said, chosen, short.short_by)


def _time(problem: Problem, student: int, phase: int) -> Conflict:
    said = say("assign_conflict", "time", phase=problem.phases[phase].title, student=who(problem, student))
    return Conflict("time", problem.phases[phase].id, (problem.students[student],), (), said)


def _core(problem: Problem, core: "tuple[Key, ...]", phases: tuple[int, ...]) -> Conflict:
    served = [(int(key[1]), int(key[2])) for key in core if key[0] == SERVE]
    students = tuple(dict.fromkeys(s for s, _ in served))
    zones = tuple(str(key[2]) for key in core if key[0] == "capacity")
    named = everyone(problem, students)
    if len(phases) == 1:
        phase = problem.phases[phases[0]]
        said, at = say("assign_conflict", "core", phase=phase.title, students=named), phase.id
    else:
        said, at = say("assign_conflict", "core_lesson", students=named), None
    conditions = tuple(sentence for key in core for sentence in SENTENCES[str(key[0])](problem, key))
    conditions += _peers(problem, core, phases, set(served))
    return Conflict("core", at, tuple(problem.students[s] for s in students), zones, said, conditions)


def _peers(
    problem: Problem, core: "tuple[Key, ...]", phases: tuple[int, ...], told: Pairs
) -> "tuple[Message, ...]":
    """Return where those can be whose company is asked for, unless the conflict says so already."""
    asked = {int(key[1]) for key in core if key[0] == "together"}
    peers = [p for s, peers in problem.together if s in asked for p in peers]
    at = sorted({t for _, t in told} & set(phases))
    return tuple(
        _only(problem, p, t) for p in peers for t in at if (p, t) not in told and problem.allowed[p][t]
    )


def _only(problem: Problem, student: int, phase: int) -> "Message":
    options = tuple(option_words(problem, o) for o in problem.allowed[student][phase])
    kind = "pin" if (student, phase) in problem.pinned else "only"
    title = problem.phases[phase].title
    return say("assign_condition", kind, student=who(problem, student), options=options, phase=title)


def _serve(problem: Problem, key: "Key") -> Sentences:
    yield _only(problem, int(key[1]), int(key[2]))


def _capacity(problem: Problem, key: "Key") -> Sentences:
    t, place = int(key[1]), str(key[2])
    places = counted("places", problem.capacity[t, place])
    yield say("assign_condition", "capacity", zone=zone_name(problem, place), places=places)


def _group(problem: Problem, key: "Key") -> Sentences:
    o = int(key[1])
    sizes = sizes_words(problem.options[o].least, problem.options[o].most)
    yield say("assign_condition", "group", option=option_words(problem, o), sizes=sizes)


def _adult(problem: Problem, key: "Key") -> Sentences:
    yield say("assign_condition", "adult", adult=adult_words(problem, str(key[2])))


def _together(problem: Problem, key: "Key") -> Sentences:
    s = int(key[1])
    peers = next(peers for student, peers in problem.together if student == s)
    kind = "together" if len(peers) == 1 else "together_any"
    yield say("assign_condition", kind, student=who(problem, s), peers=everyone(problem, peers))


def _asunder(problem: Problem, key: "Key") -> Sentences:
    one, other, _ = problem.asunder[int(key[1])]
    yield say("assign_condition", "asunder", students=everyone(problem, (one, other)))


def _quiet(problem: Problem, key: "Key") -> Sentences:
    s = int(key[1])
    limit = min(limit for (student, _), limit in problem.quiet.items() if student == s)
    yield say("assign_condition", "quiet", student=who(problem, s), limit=limit)


def _way(problem: Problem, key: "Key") -> Sentences:
    yield say("assign_condition", "way", student=who(problem, int(key[1])))


def _journey(problem: Problem, key: "Key") -> Sentences:
    journey = problem.journeys[int(key[1])]
    yield say("assign_condition", journey.kind, student=who(problem, journey.student), limit=journey.limit)


SENTENCES: Final[Mapping[str, Callable[[Problem, "Key"], Sentences]]] = MappingProxyType(
    {
        SERVE: _serve,
        "capacity": _capacity,
        "group": _group,
        "adult": _adult,
        "together": _together,
        "asunder": _asunder,
        "quiet": _quiet,
        "way": _way,
        "journey": _journey,
    }
)
