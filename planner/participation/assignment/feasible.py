"""What a placement breaks, asked one condition at a time and without any solver."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from planner.participation.assignment.journeys import worst_of
from planner.participation.assignment.model import NO_PLACE, Breach, Grid, Journey, Option, Problem
from planner.participation.assignment.words import (
    adult_words,
    both,
    counted,
    everyone,
    option_words,
    say,
    sizes_words,
    who,
    zone_name,
    zones_named,
)

Asked = Iterator[Breach]


def is_feasible(problem: Problem, grid: Grid) -> tuple[Breach, ...]:
    """Return every condition a placement does not hold, each with one sentence; empty means fine.

    Having no place is not a breach here: who is left out stands in the answer by itself.
    """
    return tuple(breaches(problem, grid))


def holds(problem: Problem, grid: Grid) -> bool:
    """Whether a placement breaks nothing."""
    return next(breaches(problem, grid), None) is None


def breaches(problem: Problem, grid: Grid) -> Asked:
    """Yield every condition a placement does not hold; what belongs to no phase is told alone."""
    strange = tuple(_unknown_option(problem, grid))
    yield from strange or (breach for ask in CONDITIONS for breach in ask(problem, grid))


def groups_fit(number: int, least: int | None, most: int | None) -> bool:
    """Whether a number of students can be split into groups of a size; nobody is always fine."""
    smallest = least or 1
    if number == 0 or most is None:
        return number == 0 or number >= smallest
    groups = -(-number // most)
    return groups * smallest <= number


def _taken(problem: Problem, grid: Grid) -> Iterator[tuple[int, int, int, Option]]:
    """Yield student, phase, and the option by number and as it is."""
    for s, row in enumerate(grid):
        for t, o in enumerate(row):
            if o != NO_PLACE:
                yield s, t, o, problem.options[o]


def _breach(problem: Problem, kind: str, phase: int, about: tuple[int, ...], **params: object) -> Breach:
    """Make a breach; ``variant`` is the name of its sentence where it is not the kind."""
    of = problem.phases[phase]
    key = str(params.pop("variant", kind))
    message = say("assign_breach", key, phase=of.title, **params)  # type: ignore[arg-type]
    return Breach(kind, of.id, tuple(problem.students[s] for s in about), message)


def _unknown_option(problem: Problem, grid: Grid) -> Asked:
    for s, row in enumerate(grid):
        for t, o in enumerate(row):
            if o != NO_PLACE and o not in problem.by_phase[t]:
                yield _breach(problem, "unknown_option", t, (s,), student=who(problem, s))


def _not_allowed(problem: Problem, grid: Grid) -> Asked:
    for s, t, o, _ in _taken(problem, grid):
        if o not in problem.costs[s]:
            option = option_words(problem, o)
            yield _breach(problem, "not_allowed", t, (s,), student=who(problem, s), option=option)


def _pins(problem: Problem, grid: Grid) -> Asked:
    for (s, t), chosen in problem.pinned.items():
        if grid[s][t] not in (chosen, NO_PLACE):
            option = option_words(problem, chosen)
            yield _breach(problem, "pin", t, (s,), student=who(problem, s), option=option)


def _capacity(problem: Problem, grid: Grid) -> Asked:
    there: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for s, t, _, option in _taken(problem, grid):
        there[t, option.place].append(s)
    for (t, place), students in there.items():
        places = problem.capacity.get((t, place))
        if places is not None and len(students) > places:
            words = {"places": counted("places", places), "students": counted("students", len(students))}
            zone = zone_name(problem, place)
            yield _breach(problem, "capacity", t, tuple(students), zone=zone, **words)


def _groups(problem: Problem, grid: Grid) -> Asked:
    there: defaultdict[int, list[int]] = defaultdict(list)
    for s, _, o, _ in _taken(problem, grid):
        there[o].append(s)
    for o, students in there.items():
        one, number = problem.options[o], len(students)
        if not groups_fit(number, one.least, one.most):
            words = {"option": option_words(problem, o), "sizes": sizes_words(one.least, one.most)}
            yield _breach(problem, "group", one.phase, tuple(students), n=number, **words)


def _adults(problem: Problem, grid: Grid) -> Asked:
    beside: defaultdict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for s, t, o, option in _taken(problem, grid):
        if (s, o) in problem.beside and option.adult is not None:
            beside[t, option.adult].append((s, option.place))
    for (t, adult), asked in beside.items():
        places = sorted({place for _, place in asked})
        if len(places) > 1:
            students = tuple(s for s, _ in asked)
            words = {"adult": adult_words(problem, adult), "students": everyone(problem, students)}
            yield _breach(problem, "adult", t, students, zones=zones_named(problem, places), **words)


def _together(problem: Problem, grid: Grid) -> Asked:
    for s, peers in problem.together:
        for t, o in enumerate(grid[s]):
            if o != NO_PLACE and all(grid[peer][t] != o for peer in peers):
                variant = "together" if len(peers) == 1 else "together_any"
                words = {"student": who(problem, s), "peers": everyone(problem, peers)}
                yield _breach(problem, "together", t, (s, *peers), variant=variant, **words)


def _asunder(problem: Problem, grid: Grid) -> Asked:
    for one, other, phases in problem.asunder:
        for t in phases:
            a, b = grid[one][t], grid[other][t]
            if NO_PLACE not in (a, b) and problem.options[a].place == problem.options[b].place:
                pair, zone = (one, other), zone_name(problem, problem.options[a].place)
                students = everyone(problem, pair)
                yield _breach(problem, "asunder", t, pair, students=students, zone=zone)


def _quiet(problem: Problem, grid: Grid) -> Asked:
    for t, sounds in enumerate(problem.sounds):
        if sounds is None:
            continue
        asked = [(s, row[t]) for s, row in enumerate(grid) if (s, row[t]) in problem.quiet]
        levels = sounds.levels(Counter(row[t] for row in grid if row[t] != NO_PLACE)) if asked else {}
        for s, o in asked:
            place, limit = problem.options[o].place, problem.quiet[s, o]
            if levels.get(place, limit) > limit:
                numbers = {"value": levels[place], "limit": limit}
                words = {"student": who(problem, s), "zone": zone_name(problem, place)}
                yield _breach(problem, "quiet", t, (s,), **words, **numbers)


def _ways(problem: Problem, grid: Grid) -> Asked:
    for s, t, _, option in _taken(problem, grid):
        before = grid[s][t - 1] if t else NO_PLACE
        if before == NO_PLACE or not problem.blocked:
            continue
        start = problem.options[before].place
        if (t, start, option.place) in problem.blocked[s]:
            zones = {"start": both(zone_name(problem, start)), "end": both(zone_name(problem, option.place))}
            yield _breach(problem, "way", t, (s,), student=who(problem, s), **zones)


def _journeys(problem: Problem, grid: Grid) -> Asked:
    for journey in problem.journeys:
        value, t = worst_of(problem, journey, grid[journey.student])
        if value > limit_of(journey):
            s = journey.student
            numbers = {} if journey.kind == "fixed_place" else {"value": value, "limit": journey.limit}
            yield _breach(problem, journey.kind, t, (s,), student=who(problem, s), **numbers)


def limit_of(journey: Journey) -> float:
    """Return the number a way is held to: one place, or the student's own limit."""
    return 1.0 if journey.kind == "fixed_place" else journey.limit


CONDITIONS: Final[tuple[Callable[[Problem, Grid], Asked], ...]] = (
    _not_allowed,
    _pins,
    _capacity,
    _groups,
    _adults,
    _together,
    _asunder,
    _quiet,
    _ways,
    _journeys,
)
