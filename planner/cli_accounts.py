"""Accounts from a terminal: whoever may use the server's terminal may give others access."""

import sys
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final, cast

import typer

from planner.errors import PlannerError, UnavailableError
from planner.locale import gettext, mark
from planner.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.catalogue.base import Language
    from planner.services.doors import Doors
    from planner.storage.accounts import Account

REFUSED: Final = 2
ADDED: Final = mark("Made: {name} ({role}).")
CHANGED: Final = mark("Done: {name}.")
LINK: Final = mark("Open this within 30 minutes to make an administrator's account:")
INVITED: Final = mark("{name} opens this within three days and chooses a password:")
HANDED: Final = mark("Handed over to {name}: {n}.")
DIFFERENT: Final = mark("The two passwords are not the same.")
SHOWN: Final = {"administrator": mark("administrator"), "coach": mark("coach"), "teacher": mark("teacher")}
CLOSED: Final = mark("closed")

account_app = typer.Typer(no_args_is_help=True, help="Who may sign in: add, list, disable, enable, password.")


class RoleChoice(StrEnum):
    """The roles."""

    TEACHER = "teacher"
    COACH = "coach"
    ADMINISTRATOR = "administrator"


Name = Annotated[str, typer.Argument(show_default=False, help="An e-mail address or a short user name.")]
School = Annotated[bool, typer.Option("--school", help="Without a password: signs in through the school.")]
Url = Annotated[str | None, typer.Option(help="Where the planner is reached, if PLANNER_URL does not say.")]


@account_app.command("add")
def add_command(
    name: Name,
    role: Annotated[RoleChoice, typer.Option(help="What the person may do.")] = RoleChoice.TEACHER,
    school: School = False,
) -> None:
    """Make an account; asks for the password twice, or reads it from the input."""
    with _doors() as (doors, settings):
        from planner.services.accounts import TERMINAL, Wanted, add_account  # noqa: PLC0415

        password = None if school else _password(settings)
        account = add_account(doors, Wanted(name, role.value, password), TERMINAL, _now())
        _say(settings, ADDED, name=account.name, role=gettext(SHOWN[account.role], _language(settings)))


@account_app.command("list")
def list_command() -> None:
    """List all accounts."""
    with _doors() as (doors, settings):
        from planner.services.accounts import list_accounts  # noqa: PLC0415

        for account in list_accounts(doors):
            role = gettext(SHOWN[account.role], _language(settings))
            closed = f"\t{gettext(CLOSED, _language(settings))}" if account.disabled else ""
            typer.echo(f"{account.name}\t{role}{closed}")


@account_app.command("disable")
def disable_command(name: Name) -> None:
    """Close an account and sign it out everywhere; what it owns is kept."""
    from planner.services.accounts import disable_account  # noqa: PLC0415

    _change(name, disable_account)


@account_app.command("enable")
def enable_command(name: Name) -> None:
    """Open a closed account again."""
    from planner.services.accounts import enable_account  # noqa: PLC0415

    _change(name, enable_account)


@account_app.command("sign-out")
def sign_out_command(name: Name) -> None:
    """Sign an account out everywhere."""
    from planner.services.sessions import sign_out_everywhere  # noqa: PLC0415

    _change(name, sign_out_everywhere)


@account_app.command("password")
def password_command(name: Name) -> None:
    """Give an account another password and sign it out everywhere."""
    with _doors() as (doors, settings):
        from planner.services.accounts import TERMINAL, set_password  # noqa: PLC0415

        account = set_password(doors, name, _password(settings), TERMINAL, _now())
        _say(settings, CHANGED, name=account.name)


@account_app.command("link")
def invite_command(name: Name, url: Url = None) -> None:
    """Print a link with which somebody chooses the password of their account, once, within three days."""
    with _doors() as (doors, settings):
        from planner.services.accounts import TERMINAL, find_account  # noqa: PLC0415
        from planner.services.inviting import make_invitation  # noqa: PLC0415

        account = find_account(doors, name)
        token = make_invitation(doors, account.id, TERMINAL, _now())
        _say(settings, INVITED, name=account.name)
        typer.echo(f"{_address(settings, url)}/password/{token}")


@account_app.command("hand-over")
def hand_over_command(
    name: Name, to: Annotated[str, typer.Argument(show_default=False, help="The account that gets them.")]
) -> None:
    """Make the documents and classes of a closed account another one's."""
    with _doors() as (doors, settings):
        from planner.services.accounts import TERMINAL, hand_over  # noqa: PLC0415

        number = hand_over(doors, name, to, TERMINAL, _now())
        _say(settings, HANDED, n=str(number), name=to)


def link_command(url: Url = None) -> None:
    """Print a link that makes one administrator's account, once, within half an hour."""
    with _doors() as (doors, settings):
        from planner.services.accounts import make_link  # noqa: PLC0415

        _say(settings, LINK)
        typer.echo(f"{_address(settings, url)}/first/{make_link(doors, _now())}")


def _address(settings: Settings, url: str | None) -> str:
    """Return where the planner is reached."""
    return (url or settings.url or "http://127.0.0.1:8501").rstrip("/")


def _change(name: str, act: "Callable[[Doors, str, str, datetime], Account]") -> None:
    with _doors() as (doors, settings):
        from planner.services.accounts import TERMINAL  # noqa: PLC0415

        _say(settings, CHANGED, name=act(doors, name, TERMINAL, _now()).name)


@contextmanager
def _doors() -> "Iterator[tuple[Doors, Settings]]":
    """Give the doors of the settings; what is refused ends in one line and status 2."""
    from planner.services.doors import open_doors  # noqa: PLC0415 – the database loads first when needed

    settings = read_settings()
    try:
        with closing(open_doors(settings)) as doors:
            yield doors, settings
    except (PlannerError, UnavailableError) as error:
        typer.echo(gettext(str(error), _language(settings)), err=True)
        raise typer.Exit(REFUSED) from error


def _password(settings: Settings) -> str:
    """Ask for a password twice; from a script, read one line of the input."""
    if not _at_terminal():
        return sys.stdin.readline().rstrip("\r\n")
    language = _language(settings)
    password: str = typer.prompt(gettext(mark("Password"), language), hide_input=True)
    again: str = typer.prompt(gettext(mark("The password once more"), language), hide_input=True)
    if password != again:
        raise PlannerError(DIFFERENT)
    return password


def _at_terminal() -> bool:
    return sys.stdin.isatty()


def _say(settings: Settings, text: str, **parts: str) -> None:
    typer.echo(gettext(text, _language(settings)).format(**parts))


def _language(settings: Settings) -> "Language":
    return cast("Language", settings.language)


def _now() -> datetime:
    return datetime.now(UTC)
