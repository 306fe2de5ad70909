"""An assignment as tables for people who read it in a terminal."""

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from planner.catalogue.loader import load_catalogue
from planner.exchange.terminal import new_console
from planner.locale import gettext, mark
from planner.participation.assignment.model import AIMS
from planner.participation.assignment.words import status_words
from planner.participation.bands import student_words

if TYPE_CHECKING:
    from rich.console import Console

    from planner.catalogue.base import Language
    from planner.participation.assignment.model import Assignment, Problem


def print_assignment(title: str, problem: "Problem", found: "Assignment", language: "Language") -> None:
    """Print who is where in each phase, how good that is, and why somebody has no place."""
    out = new_console()
    table = Table(title=escape(title), title_justify="left")
    for head in (mark("Phase"), mark("Activity"), mark("Zone"), mark("Students")):
        table.add_column(gettext(head, language))
    for row in _rows(problem, found, language):
        table.add_row(*(escape(text) for text in row))
    out.print(table)
    out.print(escape(status_text(found, language)))
    _print_aims(out, found, language)
    _print_conflicts(out, found, language)
    for note in found.notes:
        out.print(f"  • {escape(note.text(language))}")


def status_text(found: "Assignment", language: "Language") -> str:
    """Say in one sentence what kind of answer an assignment is."""
    return status_words(found).text(language)


def _rows(problem: "Problem", found: "Assignment", language: "Language") -> list[tuple[str, str, str, str]]:
    students: dict[tuple[int, int], list[str]] = {}
    for s, row in enumerate(found.grid):
        for t, o in enumerate(row):
            students.setdefault((t, o), []).append(student_words(problem.students[s]).text(language))
    return [
        (
            problem.phases[t].title,
            problem.options[o].title,
            problem.zone_names.get(problem.options[o].place, "–"),
            ", ".join(there),
        )
        for (t, o), there in sorted(students.items())
        if o >= 0
    ]


def _print_aims(out: "Console", found: "Assignment", language: "Language") -> None:
    words = load_catalogue().words["assign_aim"]
    for aim in AIMS:
        reached, bound = found.objective[aim], found.bound[aim]
        best = (
            "" if reached == bound else " (" + gettext("at best {bound}", language).format(bound=bound) + ")"
        )
        out.print(f"  {escape(words[aim].text(language))}: {reached}{escape(best)}")


def _print_conflicts(out: "Console", found: "Assignment", language: "Language") -> None:
    if found.conflicts:
        out.print(f"\n[bold]{escape(gettext('Why not everyone has a place', language))}[/bold]")
    for conflict in found.conflicts:
        out.print(f"  ✕ {escape(conflict.message.text(language))}")
        for condition in conflict.conditions if conflict.kind == "core" else ():
            out.print(f"      – {escape(condition.text(language))}")
