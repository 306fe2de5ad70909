"""The aims of an assignment as sums over a CP-SAT model, and the order of students who are alike."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from planner.participation.assignment.aims import LEFT_OUT
from planner.participation.assignment.model import NO_PLACE, Aim, Grid, Problem
from planner.participation.assignment.rows import Rows, Sum, total


def left_out(rows: Rows) -> Sum:
    """Count phases without a place."""
    return total(rows.u.values())


def _burden(rows: Rows, student: int) -> Sum:
    costs = rows.problem.costs[student]
    borne = [costs[o] * rows.x[student, o] for row in rows.problem.allowed[student] for o in row if costs[o]]
    return total(borne + [LEFT_OUT * rows.u[student, t] for t in rows.phases])


def worst_off(rows: Rows) -> Sum:
    """Return the largest burden of a student."""
    most = rows.model.new_int_var(0, LEFT_OUT * len(rows.phases), "worst")
    for s in range(len(rows.problem.students)):
        rows.model.add(_burden(rows, s) <= most)
    return most


def burden(rows: Rows) -> Sum:
    """Add up the burdens of all."""
    return total(_burden(rows, s) for s in range(len(rows.problem.students)))


def alone_or_apart(rows: Rows) -> Sum:
    """Count students away from the class, or with nobody else in their zone."""
    return total(one for t in rows.phases for one in _alone_or_apart(rows, t))


def _alone_or_apart(rows: Rows, phase: int) -> Iterator[Sum]:
    there: defaultdict[str, list[int]] = defaultdict(list)
    for o in rows.problem.by_phase[phase]:
        if rows.may(o):
            there[rows.problem.options[o].place].append(o)
    for options in there.values():
        company = total(rows.on(o) for o in options)
        for o in options:
            if rows.problem.options[o].apart:
                yield rows.on(o)
                continue
            used, alone = (rows.model.new_bool_var(f"{name} {o}") for name in ("used", "alone"))
            for s in range(len(rows.problem.students)):
                if (s, o) in rows.x:
                    rows.model.add_implication(rows.x[s, o], used)
            rows.model.add(company + alone >= 2 * used)
            yield alone


def wishes_missed(rows: Rows) -> Sum:
    """Count wishes of a phase that are not met."""
    return total(missed for s, peers in rows.problem.wishes for missed in _missed(rows, s, peers))


def _missed(rows: Rows, student: int, peers: tuple[int, ...]) -> Iterator[Sum]:
    for t in rows.phases:
        met = []
        for o in rows.problem.allowed[student][t]:
            company = [rows.x[p, o] for p in peers if (p, o) in rows.x]
            if company:
                one = rows.model.new_bool_var(f"met {student},{o}")
                rows.model.add_implication(one, rows.x[student, o])
                rows.model.add(one <= total(company))
                met.append(one)
        yield 1 - total(met)


def moves(rows: Rows) -> Sum:
    """Count changes of zone, as the total variation over zones: its relaxation is far closer than pairs."""
    return total(
        one for s in range(len(rows.problem.students)) for t in rows.phases[1:] for one in _moves(rows, s, t)
    )


def _moves(rows: Rows, student: int, phase: int) -> Iterator[Sum]:
    options = rows.problem.options
    places = dict.fromkeys(options[o].place for o in rows.problem.allowed[student][phase] if options[o].known)
    for place in places:
        here, before = rows.here(student, phase, place), rows.here(student, phase - 1, place)
        came = rows.model.new_bool_var(f"came {student},{phase},{place}")
        rows.model.add(total(here) <= came + total(before) + rows.nowhere(student, phase - 1))
        yield came


SUMS: Final[Mapping[Aim, Callable[[Rows], Sum]]] = MappingProxyType(
    {
        "left_out": left_out,
        "worst_off": worst_off,
        "burden": burden,
        "alone_or_apart": alone_or_apart,
        "wishes_missed": wishes_missed,
        "moves": moves,
    }
)


def alike(problem: Problem) -> list[list[int]]:
    """Return groups of students no condition and no aim tells apart."""
    named = {s for s, peers in (*problem.together, *problem.wishes) for s in (s, *peers)}
    named |= {s for one, other, _ in problem.asunder for s in (one, other)}
    named |= {s for s, _ in problem.pinned}
    asked: defaultdict[int, list[object]] = defaultdict(list)
    for j in problem.journeys:
        asked[j.student].append((j.kind, j.limit, j.free, j.counts))
    for s, o in sorted(problem.beside):
        asked[s].append(o)
    for (s, o), limit in sorted(problem.quiet.items()):
        asked[s].append((o, limit))
    groups: defaultdict[object, list[int]] = defaultdict(list)
    for s in range(len(problem.students)):
        if s not in named:
            ways = problem.blocked[s] if problem.blocked else frozenset()
            groups[tuple(problem.costs[s].items()), tuple(asked[s]), ways].append(s)
    return [group for group in groups.values() if len(group) > 1]


def _deciding(problem: Problem, student: int) -> int | None:
    """Return the first phase in which a student has a choice."""
    row = problem.allowed[student]
    return next((t for t, options in enumerate(row) if len(options) > 1), None)


def ordered(problem: Problem, grid: Grid) -> Grid:
    """Return the same placement with students who are alike in the order the rows ask for."""
    rows = list(grid)
    for group in alike(problem):
        t = _deciding(problem, group[0])
        if t is not None:
            for s, row in zip(group, sorted((grid[s] for s in group), key=lambda row: row[t]), strict=True):
                rows[s] = row
    return tuple(rows)


def order_alike(rows: Rows) -> None:
    """Let students who are alike stand in one order: the others are the same placement with other names."""
    for group in alike(rows.problem):
        t = _deciding(rows.problem, group[0])
        if t is None:
            continue
        options = rows.problem.allowed[group[0]][t]
        ranks = [total(o * rows.x[s, o] for o in options) + NO_PLACE * rows.u[s, t] for s in group]
        for one, other in pairwise(ranks):
            rows.model.add(one <= other)
