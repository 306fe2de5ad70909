"""What has to be known to read an assignment: what no placement can do, and what is not recorded."""

from typing import TYPE_CHECKING

from planner.participation.assignment.words import (
    both,
    everyone,
    lost_words,
    option_words,
    rendered,
    say,
    who,
)
from planner.participation.bands import student_words
from planner.participation.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.catalogue.message import Message
    from planner.participation.assignment.model import Problem


def notes_of(problem: "Problem") -> "tuple[Message, ...]":
    """Return the notes of a problem."""
    told = (_lost_pins, _closed_pins, _one_place, _no_places, _unnamed)
    return tuple(note for tell in told for note in tell(problem))


def _lost_pins(problem: "Problem") -> "Iterator[Message]":
    """Tell of what the teacher has decided and the plan does not have any more."""
    for pin in problem.lost:
        why = rendered(lost_words(problem, pin))
        yield say("assign_note", "lost_pin", student=student_words(pin.student), why=why)


def _closed_pins(problem: "Problem") -> "Iterator[Message]":
    """Tell of what the teacher has decided though the check says that it is not possible."""
    for (s, t), o in problem.pinned.items():
        if problem.costs[s].get(o) == Verdict.NOT_POSSIBLE:
            words = {"student": who(problem, s), "option": option_words(problem, o)}
            yield say("assign_note", "closed_pin", phase=problem.phases[t].title, **words)


def _one_place(problem: "Problem") -> "Iterator[Message]":
    """Tell of pairs to keep apart in phases that happen in one place."""
    for one, other, phases in problem.asunder:
        missing = [phase.title for t, phase in enumerate(problem.phases) if t not in phases]
        if missing:
            titles = tuple(both(title) for title in missing)
            yield say("assign_note", "one_place", students=everyone(problem, (one, other)), phases=titles)


def _no_places(problem: "Problem") -> "Iterator[Message]":
    """Tell of options whose zone nobody has recorded: everybody fits there, as far as anybody knows."""
    open_ = {option_words(problem, o).en: o for o, option in enumerate(problem.options) if not option.known}
    if open_:
        yield say("assign_note", "no_places", options=tuple(option_words(problem, o) for o in open_.values()))


def _unnamed(problem: "Problem") -> "Iterator[Message]":
    if problem.unnamed:
        yield say("assign_note", "unnamed", n=problem.unnamed)
