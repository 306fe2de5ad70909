"""Answers as tables for people who read them in a terminal."""

from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from planner.catalogue.loader import load_catalogue
from planner.catalogue.model import FurnitureKind, Prerequisite, Rule, Support, Threshold
from planner.locale import gettext, mark
from planner.participation.bands import student_words
from planner.participation.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.catalogue.base import Entry, Language
    from planner.catalogue.finding import Finding
    from planner.lesson.model import Plan
    from planner.participation.model import Check
    from planner.room.layout import Layout

SYMBOLS: Final = {
    Verdict.AS_PLANNED: "✓",
    Verdict.WITH_SUPPORT: "+",
    Verdict.UNKNOWN: "?",
    Verdict.NOT_POSSIBLE: "✕",
}
COLOURS: Final = {
    Verdict.AS_PLANNED: "green",
    Verdict.WITH_SUPPORT: "cyan",
    Verdict.UNKNOWN: "yellow",
    Verdict.NOT_POSSIBLE: "red",
}
SEVERITIES: Final = ("stop", "look", "note")
WIDEST: Final = 100


def new_console() -> Console:
    """Return a console in which sentences do not break early."""
    console = Console(highlight=False)
    # A pipe has no width of its own; sentences should not break at the 80 columns rich assumes.
    return console if console.is_terminal else Console(highlight=False, width=max(console.width, WIDEST))


def print_check(plan: "Plan", check: "Check", language: "Language") -> None:
    """Print students × phases, what keeps whom from taking part, and the findings."""
    console, words = new_console(), load_catalogue().words["verdict"]
    table = Table(title=escape(plan.title), title_justify="left")
    table.add_column(gettext("Student", language))
    for phase in plan.lesson.phases:
        table.add_column(escape(phase.title))
    for path in check.paths:
        cells = [check.cell(path.student, phase.id).verdict for phase in plan.lesson.phases]
        marks = [
            f"[{COLOURS[v]}]{SYMBOLS[v]} {escape(words[v.id].text(language))}[/{COLOURS[v]}]" for v in cells
        ]
        table.add_row(escape(student_words(path.student).text(language)), *marks)
    console.print(table)
    _print_barriers(console, check, language)
    _print_findings(console, check.findings, language)


def _print_barriers(console: Console, check: "Check", language: "Language") -> None:
    """Print each cause once, with the students it keeps out of a phase."""
    causes: dict[str, list[str]] = {}
    for cell in check.cells:
        if cell.verdict is Verdict.NOT_POSSIBLE:
            for sentence in dict.fromkeys(b.message.text(language) for o in cell.options for b in o.barriers):
                causes.setdefault(sentence, []).append(student_words(cell.student).text(language))
    if causes:
        console.print(f"\n[bold]{escape(gettext('What stands in the way', language))}[/bold]")
    for sentence, students in causes.items():
        console.print(f"  ✕ {escape(sentence)} [dim]({escape(', '.join(dict.fromkeys(students)))})[/dim]")


def _print_findings(console: Console, findings: "Iterable[Finding]", language: "Language") -> None:
    told = [(f.severity, f.text(language)) for f in findings]
    _print_told(console, told, language)


def _print_told(console: Console, told: list[tuple[Any, str]], language: "Language") -> None:
    words = load_catalogue().words["severity"]
    for severity in SEVERITIES:
        lines = [text for weight, text in told if weight == severity]
        if lines:
            console.print(f"\n[bold]{escape(words[severity].text(language))}[/bold]")
        for text in lines:
            console.print(f"  • {escape(text)}")


def print_room(layout: "Layout", report: "Mapping[str, Any]", language: "Language") -> None:
    """Print the zones of a room, the ways from the doors, and the findings."""
    console = new_console()
    names = {zone.id: zone.name for zone in layout.zones}
    table = Table(title=escape(layout.name), title_justify="left")
    for head in (mark("Zone"), mark("Area, m²"), mark("Seats"), mark("Seats that see the board")):
        table.add_column(gettext(head, language), justify="left" if head == "Zone" else "right")
    for zone in report["zones"]:
        numbers = (_number(zone["area_m2"], 1, language), str(zone["seats"]), str(zone["seats_with_board"]))
        table.add_row(escape(names.get(zone["id"], zone["id"])), *numbers)
    console.print(table)
    _print_ways(console, report["routes"], names, language)
    told = [(found["severity"], found["message"]) for found in report["findings"]]
    _print_told(console, told, language)


def _print_ways(
    console: Console, routes: "Iterable[Mapping[str, Any]]", names: "Mapping[str, str]", language: "Language"
) -> None:
    """Print the ways from the doors to the zones."""
    table = Table()
    for head in (mark("From"), mark("To"), mark("Walk, m"), mark("Clear width, m"), mark("Step-free")):
        table.add_column(gettext(head, language))
    yes, no = gettext("yes", language), gettext("no", language)
    for route in routes:
        kind, _, door = route["from"].partition(":")
        if kind == "door":
            numbers = (_number(route[key], digits, language) for key, digits in WAY_NUMBERS)
            step_free = yes if route["step_free"] else no
            table.add_row(escape(door), escape(names.get(route["to"], route["to"])), *numbers, step_free)
    if table.row_count:
        console.print(table)


WAY_NUMBERS: Final = (("distance_m", 1), ("clear_m", 2))


def _number(value: float | None, digits: int, language: "Language") -> str:
    """Write a number with its decimals, a dash where there is none."""
    text = "–" if value is None else f"{value:.{digits}f}"
    return text.replace(".", ",") if language == "da" else text


def print_catalogue(tables: "Mapping[str, list[Entry]]", language: "Language") -> None:
    """Print the entries of the catalogue with their values, sources and how sure they are."""
    console, sure = new_console(), load_catalogue().words["sureness"]
    for name, rows in tables.items():
        table = Table(title=gettext(TITLES[name], language), title_justify="left")
        for head in (mark("Id"), mark("Name"), mark("Value"), mark("Source"), mark("How sure")):
            table.add_column(gettext(head, language), no_wrap=head == "Id")
        for entry in rows:
            sureness, source = getattr(entry, "sureness", None), getattr(entry, "origin", None)
            told = sure[sureness].text(language) if sureness else ""
            name_of = entry.name.text(language) if isinstance(entry, NAMED) else ""
            texts = (
                getattr(entry, "id", ""),
                name_of,
                _value(entry, language),
                source.text(language) if source else "",
                told,
            )
            table.add_row(*(escape(text) for text in texts))
        console.print(table)


NAMED: Final = (Prerequisite, Support, FurnitureKind, Threshold, Rule)
TITLES: Final = {
    "prerequisites": mark("Participation prerequisites"),
    "supports": mark("Supports"),
    "furniture": mark("Furniture"),
    "thresholds": mark("Thresholds"),
    "rules": mark("Rules"),
}


def _value(entry: "Entry", language: "Language") -> str:
    """Say the number or the weight of an entry, where it has one."""
    if isinstance(entry, Threshold):
        others = "".join(f"; {profile} {value:g}" for profile, value in entry.profiles.items())
        unit = load_catalogue().words["unit"].get(entry.unit)
        told = unit.text(language) if unit else entry.unit
        return f"{entry.value:g} {told}{others}"
    if isinstance(entry, FurnitureKind):
        return f"{entry.size[0]:g} × {entry.size[1]:g} × {entry.height_m:g} m"
    if isinstance(entry, Rule):
        return load_catalogue().words["severity"][entry.severity].text(language)
    return ""
