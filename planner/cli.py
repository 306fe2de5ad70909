"""The planner from a terminal: the same services as in the browser.

Exit status: 0 checked, 1 something stops, 2 the input was refused (one line: where and why).
"""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn, cast

import typer

from planner.cli_accounts import account_app, link_command
from planner.cli_data import backup_command, purge_command, restore_command
from planner.errors import InputError, PlannerError, UnavailableError
from planner.locale import gettext, ngettext
from planner.settings import read_settings

if TYPE_CHECKING:
    from planner.catalogue.base import Language, Profile
    from planner.lesson.model import Plan
    from planner.room.layout import Layout

STOPS: Final = 1
REFUSED: Final = 2
LONGEST_LINE: Final = 400

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Can every student take part, in every phase, in more than one way?",
    pretty_exceptions_enable=False,
)
app.add_typer(account_app, name="account")
app.command("link")(link_command)
app.command("backup")(backup_command)
app.command("restore")(restore_command)
app.command("purge")(purge_command)


class Speech(StrEnum):
    """The languages of the answer."""

    DA = "da"
    EN = "en"


class Standard(StrEnum):
    """The profiles of limits."""

    DK = "DK"
    ADA = "ADA"


class Part(StrEnum):
    """The parts of the catalogue."""

    PREREQUISITES = "prerequisites"
    SUPPORTS = "supports"
    FURNITURE = "furniture"
    THRESHOLDS = "thresholds"
    RULES = "rules"


class Format(StrEnum):
    """The file formats that have a schema."""

    LAYOUT = "layout"
    PLAN = "plan"


AsJson = Annotated[bool, typer.Option("--json", help="Write the answer as JSON.")]
Timed = Annotated[bool, typer.Option("--timings", help="Add the seconds of each stage to the JSON.")]
In = Annotated[Speech | None, typer.Option("--language", help="Language of the sentences.")]
By = Annotated[Standard, typer.Option("--profile", help="Whose limits apply.")]
Pinned = Annotated[
    list[str],
    typer.Option(
        "--pin",
        help="Put a student somewhere: STUDENT=PHASE/ACTIVITY/ZONE; several times.",
        show_default=False,
    ),
]
File = Annotated[Path, typer.Argument(show_default=False)]


class Stopwatch:
    """Seconds per stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Time a stage."""
        start = perf_counter()
        yield
        self.seconds[stage] = round(perf_counter() - start, 4)


@app.command("check")
def check_command(
    plan: File,
    as_json: AsJson = False,
    timings: Timed = False,
    language: In = None,
    profile: By = Standard.DK,
) -> None:
    """Say for each student and phase whether and how they can take part."""
    speech, watch = _language(language), Stopwatch()
    with _refusing(plan, speech):
        read, layout = _read(plan, speech, watch)
        with watch("import"):
            from planner.participation.report import check_report  # noqa: PLC0415 – geometry loads slowly
            from planner.services.checking import check_once  # noqa: PLC0415 – and not for a broken file
        checked = check_once(read, layout, _profile(profile), speech, watch)
    if as_json or timings:
        with watch("report"):
            report = check_report(checked.check, speech)
        _write_json({**report, "timings": watch.seconds} if timings else report)
    else:
        from planner.exchange.terminal import print_check  # noqa: PLC0415 – only for people

        print_check(checked.plan, checked.check, speech)
    raise typer.Exit(STOPS if checked.stops else 0)


@app.command("room")
def room_command(
    layout: File,
    as_json: AsJson = False,
    timings: Timed = False,
    language: In = None,
    profile: By = Standard.DK,
) -> None:
    """Say how people get around in a room, what they see and hear, and what is wrong with it."""
    speech, watch = _language(language), Stopwatch()
    with _refusing(layout, speech):
        with watch("read"):
            from planner.exchange.documents import read_layout  # noqa: PLC0415 – first when needed

            read = read_layout(layout, speech)
        with watch("import"):
            from planner.services.checking import report_room  # noqa: PLC0415 – geometry loads slowly
        with watch("room"):
            report = report_room(read, _profile(profile), speech)
    if as_json or timings:
        _write_json({**report, "timings": watch.seconds} if timings else report)
    else:
        from planner.exchange.terminal import print_room  # noqa: PLC0415 – only for people

        print_room(read, report, speech)
    raise typer.Exit(STOPS if any(found["severity"] == "stop" for found in report["findings"]) else 0)


@app.command("assign")
def assign_command(  # noqa: PLR0913, PLR0917 – one argument per option of the command
    plan: File,
    as_json: AsJson = False,
    timings: Timed = False,
    language: In = None,
    profile: By = Standard.DK,
    pin: Pinned = [],  # noqa: B006 – typer copies it
) -> None:
    """Give every student a place in every phase, or say why not everyone can have one."""
    speech, watch = _language(language), Stopwatch()
    with _refusing(plan, speech):
        read, layout = _read(plan, speech, watch)
        with watch("import"):
            from planner.services import assigning, checking  # noqa: PLC0415 – geometry loads slowly
        pins = tuple(assigning.read_pin(text, speech) for text in pin)
        checked = checking.check_once(read, layout, _profile(profile), speech, watch)
        with watch("assign"):
            assigned = assigning.assign_checked(checked, _profile(profile), pins, speech)
    if as_json or timings:
        from planner.participation.assignment.report import assignment_report  # noqa: PLC0415 – where asked for

        report = assignment_report(assigned.problem, assigned.assignment, speech)
        _write_json({**report, "timings": watch.seconds} if timings else report)
    else:
        from planner.exchange.terminal_assignment import print_assignment  # noqa: PLC0415 – only for people

        print_assignment(read.title, assigned.problem, assigned.assignment, speech)
    raise typer.Exit(STOPS if assigned.stops else 0)


@app.command("repair")
def repair_command(
    plan: File,
    as_json: AsJson = False,
    timings: Timed = False,
    language: In = None,
    profile: By = Standard.DK,
) -> None:
    """Propose the smallest changes after which every student has a way, a choice and a place."""
    speech, watch = _language(language), Stopwatch()
    with _refusing(plan, speech):
        read, layout = _read(plan, speech, watch)
        with watch("import"):
            from planner.services import checking, repairing  # noqa: PLC0415 – geometry loads slowly
        checked = checking.check_once(read, layout, _profile(profile), speech, watch)
        with watch("repair"):
            repaired = repairing.repair_checked(checked, _profile(profile))
    if as_json or timings:
        from planner.plan.repair import repair_report  # noqa: PLC0415 – where it is asked for

        report = repair_report(repaired, speech)
        _write_json({**report, "timings": watch.seconds} if timings else report)
    else:
        from planner.exchange.terminal_repair import print_repairs  # noqa: PLC0415 – only for people

        print_repairs(read.title, repaired, speech)
    raise typer.Exit(STOPS if repaired.stops else 0)


@app.command("catalogue")
def catalogue_command(
    part: Annotated[Part | None, typer.Argument(show_default=False)] = None,
    as_json: AsJson = False,
    language: In = None,
) -> None:
    """Show what the planner knows, each entry with its source and how sure it is."""
    from planner.catalogue.loader import load_catalogue  # noqa: PLC0415 – only where it is asked for
    from planner.exchange.catalogue import catalogue_tables  # noqa: PLC0415

    tables = catalogue_tables(load_catalogue(), part.value if part else None)
    if as_json:
        _write_json(
            {name: [entry.model_dump(mode="json") for entry in rows] for name, rows in tables.items()}
        )
    else:
        from planner.exchange.terminal import print_catalogue  # noqa: PLC0415 – only for people

        print_catalogue(tables, _language(language))


@app.command("schema")
def schema_command(kind: Annotated[Format, typer.Argument(show_default=False)]) -> None:
    """Write the JSON Schema of a file format."""
    from planner.exchange.schema import schema_of  # noqa: PLC0415 – only where it is asked for

    _write_json(schema_of(kind.value))


def main() -> None:
    """Run the planner; letters are written as UTF-8 whatever the terminal says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


def _language(chosen: Speech | None) -> "Language":
    return cast("Language", chosen.value if chosen else read_settings().language)


def _profile(chosen: Standard) -> "Profile":
    return chosen.value


def _write_json(answer: dict[str, Any]) -> None:
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))


def _read(file: Path, language: "Language", watch: Stopwatch) -> "tuple[Plan, Layout]":
    """Read a plan and its room."""
    with watch("read"):
        from planner.exchange.documents import layout_of, read_plan  # noqa: PLC0415 – first when needed

        plan = read_plan(file, language)
        return plan, layout_of(plan, file.resolve().parent, language)


@contextmanager
def _refusing(file: Path, language: "Language") -> Iterator[None]:
    """Turn a refused input into one line and status 2."""
    try:
        yield
    except InputError as error:
        first, more = error.faults[0], len(error.faults) - 1
        rest = ngettext("({n} more fault)", "({n} more faults)", more, language).format(n=more)
        _refuse(f"{file}: {first}" + (f" {rest}" if more else ""))
    except (PlannerError, UnavailableError) as error:
        _refuse(f"{file}: {gettext(str(error), language)}")


def _refuse(line: str) -> NoReturn:
    """Write one line, whatever a hostile file put into it, and leave."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in line)
    typer.echo(plain if len(plain) <= LONGEST_LINE else plain[: LONGEST_LINE - 1] + "…", err=True)
    raise typer.Exit(REFUSED)


if __name__ == "__main__":
    main()
