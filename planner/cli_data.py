"""The whole database from a terminal: back it up, bring a backup back, clean up."""

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, cast

import typer

from planner.errors import PlannerError
from planner.locale import gettext, mark, ngettext
from planner.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.catalogue.base import Language
    from planner.services.purging import Purged

REFUSED: Final = 2
WRITTEN: Final = mark("Written: {file} ({size} bytes, revision {revision}).")
BROUGHT: Final = mark("Brought back: the database as it was at {made}. Everybody signs in again.")
KEPT: Final = mark("What was there before is kept: {kept}")
WOULD: Final = mark("Nothing has been changed. This would go:")
NOTHING: Final = mark("There is nothing to clean up.")
CLASS: Final = mark("Class {name}, ended {ends}, plans: {plans}")
LATER: Final = mark("The database is in use: what was erased leaves the disk at the next clean-up.")

File = Annotated[Path, typer.Argument(show_default=False, help="The file of the backup.")]
Days = Annotated[
    int | None, typer.Option(min=0, help="Erase a class so many days after its end, instead of 30.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")]


def backup_command(file: File) -> None:
    """Write the whole database to one new file, while the planner runs."""
    with _refusing() as settings:
        from planner.services.backup import back_up  # noqa: PLC0415 – the database loads first when needed

        made = back_up(settings, file, _now())
        _say(settings, WRITTEN, file=file, size=made.size, revision=made.revision)


def restore_command(file: File) -> None:
    """Bring a backup back, while the planner does not run; what was there is kept beside it."""
    with _refusing() as settings:
        from planner.services.backup import bring_back  # noqa: PLC0415

        restored = bring_back(settings, file, _now())
        _say(settings, BROUGHT, made=restored.manifest.made)
        if restored.kept:
            _say(settings, KEPT, kept=restored.kept)


def purge_command(dry_run: DryRun = False, days: Days = None) -> None:
    """Erase what has had its time: classes 30 days after their end, old log lines, ended sessions."""
    with _refusing() as settings:
        from planner.services.purging import purge  # noqa: PLC0415
        from planner.storage.store import open_store  # noqa: PLC0415

        store = open_store(settings.database_url)
        try:
            purged = purge(store, settings.idle, _now(), days=days, dry_run=dry_run)
        finally:
            store.close()
        _tell(settings, purged, dry_run=dry_run)


def _tell(settings: Settings, purged: "Purged", *, dry_run: bool) -> None:
    lines = _lines(settings, purged)
    if dry_run and lines:
        _say(settings, WOULD)
    for line in lines:
        typer.echo(line)
    if not lines:
        _say(settings, NOTHING)
    if not purged.settled:
        _say(settings, LATER)


def _lines(settings: Settings, purged: "Purged") -> list[str]:
    language, over = _language(settings), purged.leftovers
    classes = [
        gettext(CLASS, language).format(name=one.name, ends=one.ends.isoformat(), plans=one.plans)
        for one in purged.classes
    ]
    counts = [
        (
            ngettext("{n} picture without a plan", "{n} pictures without a plan", purged.pictures, language),
            purged.pictures,
        ),
        (ngettext("{n} round that is over", "{n} rounds that are over", over.rounds, language), over.rounds),
        (
            ngettext("{n} session that has ended", "{n} sessions that have ended", over.sessions, language),
            over.sessions,
        ),
        (
            ngettext("{n} link that has run out", "{n} links that have run out", over.links, language),
            over.links,
        ),
        (
            ngettext("{n} old try to sign in", "{n} old tries to sign in", over.attempts, language),
            over.attempts,
        ),
        (
            ngettext("{n} old line of the log", "{n} old lines of the log", over.happenings, language),
            over.happenings,
        ),
    ]
    return classes + [said.format(n=n) for said, n in counts if n]


@contextmanager
def _refusing() -> "Iterator[Settings]":
    """Give the settings; what is refused ends in one line and status 2."""
    settings = read_settings()
    try:
        yield settings
    except PlannerError as error:
        typer.echo(gettext(str(error), _language(settings)), err=True)
        if isinstance(error.__cause__, RuntimeError):
            # What another program said of it; whoever is at the terminal may need it.
            typer.echo(str(error.__cause__).strip(), err=True)
        raise typer.Exit(REFUSED) from error


def _say(settings: Settings, text: str, **parts: object) -> None:
    typer.echo(gettext(text, _language(settings)).format(**parts))


def _language(settings: Settings) -> "Language":
    return cast("Language", settings.language)


def _now() -> datetime:
    return datetime.now(UTC)
