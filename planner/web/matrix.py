"""The participation matrix: what it shows, worst-off first, and the cell somebody chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from planner.lesson.model import Phase, Plan
from planner.participation.bands import is_band, student_words
from planner.participation.model import Cell, Check, StudentPath, Verdict
from planner.plan.difference import direction
from planner.web.component import encode, load_component
from planner.web.hyphens import breakable
from planner.web.speech import Speech
from planner.web.ways import Ways, ways_of, ways_text

SYMBOLS: Final = {
    Verdict.AS_PLANNED: "✓",
    Verdict.WITH_SUPPORT: "+",
    Verdict.UNKNOWN: "?",
    Verdict.NOT_POSSIBLE: "✕",
}
_mount = load_component("matrix")

Verdicts = Mapping[tuple[str, str], Verdict]


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the matrix; ``seq`` numbers the choices of one tab."""

    student: str
    phase: str
    seq: int = 0


def verdicts(check: Check) -> Verdicts:
    """Return the verdict of every student and phase."""
    return {(cell.student, cell.phase): cell.verdict for cell in check.cells}


def cells_by_student(check: Check) -> dict[str, tuple[Cell, ...]]:
    """Return the cells of every student, in the order of the check."""
    rows: dict[str, list[Cell]] = {}
    for cell in check.cells:
        rows.setdefault(cell.student, []).append(cell)
    return {student: tuple(cells) for student, cells in rows.items()}


def worst_first(check: Check) -> tuple[str, ...]:
    """Order the students: most phases that are not possible first, then broken paths, then unknowns."""
    broken = {path.student for path in check.paths if not path.complete}
    rows = cells_by_student(check)

    def weight(student: str) -> tuple[int, ...]:
        counts = [sum(cell.verdict is verdict for cell in rows[student]) for verdict in reversed(Verdict)]
        return (-counts[0], -int(student in broken), *(-count for count in counts[1:-1]))

    return tuple(sorted(rows, key=weight))


def first_place(check: Check) -> Place | None:
    """Return the worst cell of the worst-off student, None without students."""
    order = worst_first(check)
    if not order:
        return None
    cell = max(cells_by_student(check)[order[0]], key=lambda cell: cell.verdict)
    return Place(cell.student, cell.phase)


def capital(words: str) -> str:
    """Begin with a capital letter."""
    return words[:1].upper() + words[1:]


def student_name(student: str, speech: Speech) -> str:
    """Return what people read of a student: the code, or who is meant where there is none."""
    return capital(speech.words(student_words(student))) if is_band(student) else student


def verdict_word(verdict: Verdict, speech: Speech) -> str:
    """Say a verdict as it stands alone."""
    return capital(speech.word("verdict", verdict.id))


def change_word(now: Verdict, before: Verdict | None, speech: Speech) -> str:
    """Say how a verdict differs from the one of the saved version; empty when it is the same."""
    turn = None if before is None else direction(before, now)
    if turn is None:
        return ""
    if turn == "changed":
        return "◆ " + speech.gettext("changed")
    return "▲ " + speech.gettext("better") if turn == "better" else "▼ " + speech.gettext("worse")


def _cell_data(cell: Cell, title: str, before: Verdict | None, ways: Ways, speech: Speech) -> dict[str, str]:
    word = verdict_word(cell.verdict, speech)
    change = change_word(cell.verdict, before, speech)
    open_ = ways_text(ways.open(cell), speech)
    label = f"{student_name(cell.student, speech)}, {title}: {word}" + (f", {open_}" if open_ else "")
    if change and before is not None:
        label += ". " + speech.gettext("Saved version: {verdict}", verdict=verdict_word(before, speech))
    return {
        "phase": cell.phase,
        "verdict": cell.verdict.id,
        "symbol": SYMBOLS[cell.verdict],
        "word": word,
        "ways": open_,
        "mark": ways.mark(cell),
        "change": change,
        "label": label,
    }


def _note(path: StudentPath | None, cells: tuple[Cell, ...], speech: Speech) -> str:
    """Say that the way is broken where no cell of the row shows it already."""
    shown = any(cell.verdict is Verdict.NOT_POSSIBLE for cell in cells)
    return speech.gettext("way is broken") if path and not path.complete and not shown else ""


def unasked(plan: Plan) -> frozenset[str]:
    """Return the students of whom nothing is recorded: the check has nothing to ask for them."""
    return frozenset(student.code for student in plan.students if not student.recorded("prerequisites"))


def _phase_data(phase: Phase, speech: Speech) -> dict[str, str]:
    minutes = speech.gettext("{minutes} min", minutes=speech.number(phase.minutes))
    return {"id": phase.id, "title": breakable(phase.title), "minutes": minutes}


def matrix_data(
    plan: Plan, check: Check, saved: Verdicts, chosen: Place | None, speech: Speech
) -> dict[str, Any]:
    """Return what the matrix shows, as plain data; ``saved`` are the verdicts of the saved version."""
    titles = {phase.id: phase.title for phase in plan.lesson.phases}
    ways = ways_of(plan.lesson, check)
    rows, silent = cells_by_student(check), unasked(plan)
    return {
        "language": speech.language,
        "caption": speech.gettext("Participation: students by phases"),
        "corner": speech.gettext("Student"),
        "hint": speech.gettext("Move with the arrow keys, choose a cell with Enter to see why."),
        "phases": [_phase_data(phase, speech) for phase in plan.lesson.phases],
        "rows": [
            {
                "student": student,
                "name": student_name(student, speech),
                "note": _note(ways.paths.get(student), rows[student], speech),
                "aside": speech.gettext("nothing recorded") if student in silent else "",
                "cells": [
                    _cell_data(cell, titles[cell.phase], saved.get((student, cell.phase)), ways, speech)
                    for cell in rows[student]
                ],
            }
            for student in worst_first(check)
        ],
        "chosen": {"student": chosen.student, "phase": chosen.phase, "seq": chosen.seq} if chosen else None,
    }


def read_place(value: object, check: Check) -> Place | None:
    """Read what the browser reports as chosen; None for anything that is no cell of the check."""
    if not isinstance(value, Mapping):
        return None
    student, phase, seq = value.get("student"), value.get("phase"), value.get("seq")
    known = any(cell.student == student and cell.phase == phase for cell in check.cells)
    if not known or not isinstance(seq, int):
        return None
    return Place(str(student), str(phase), seq)


def show_matrix(data: dict[str, Any], *, key: str) -> object:
    """Draw the matrix and return what the browser reports as chosen."""
    return _mount(key=key, data=encode(data), on_chosen_change=lambda: None).get("chosen")
