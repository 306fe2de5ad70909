"""Accounts from a terminal: one line says what was done, or why not."""

from pathlib import Path
from typing import Any

import pytest
from databases import rows
from typer.testing import CliRunner, Result

from planner import cli_accounts
from planner.cli import app

GOOD = "tolv grønne trapper\n"


@pytest.fixture
def run(tmp_path: Path, quick_hashes: None) -> Any:  # noqa: ARG001
    runner = CliRunner(env={"PLANNER_DATA": str(tmp_path), "PLANNER_DATABASE": "", "PLANNER_LANGUAGE": ""})

    def call(*arguments: str, said: str | None = GOOD) -> Result:
        return runner.invoke(app, arguments, input=said)

    return call


def test_an_account_is_made_and_listed(run: Any) -> None:
    assert run("account", "list").stdout == ""
    made = run("account", "add", "Eva@Skole.example", "--role", "administrator")
    assert (made.exit_code, made.stdout) == (0, "Lavet: eva@skole.example (administrator).\n")
    assert run("account", "add", "bo").stdout == "Lavet: bo (lærer).\n"
    assert run("account", "add", "kim", "--role", "coach", "--school").exit_code == 0
    assert run("account", "disable", "BO").stdout == "Klaret: bo.\n"
    assert run("account", "list").stdout.splitlines() == [
        "bo\tlærer\tlukket",
        "eva@skole.example\tadministrator",
        "kim\tvejleder",
    ]
    assert run("account", "enable", "bo").exit_code == 0
    assert run("account", "sign-out", "bo").stdout == "Klaret: bo.\n"
    assert "lukket" not in run("account", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "said", "why"),
    [
        (("add", "eva"), "kort\n", "Adgangskoden skal være på mindst 12 tegn."),
        (("add", "eva"), "", "Adgangskoden skal være på mindst 12 tegn."),
        (("add", "eva"), "folkeskole2026\n", "Den adgangskode ville andre hurtigt gætte."),
        (("add", "eva hansen"), GOOD, "Skriv en mailadresse eller et kort brugernavn"),
        (("disable", "nobody"), GOOD, "Den konto findes ikke."),
        (("enable", "nobody"), GOOD, "Den konto findes ikke."),
        (("sign-out", "nobody"), GOOD, "Den konto findes ikke."),
        (("password", "nobody"), GOOD, "Den konto findes ikke."),
    ],
)
def test_what_is_refused_says_why_in_one_line(run: Any, arguments: Any, said: str, why: str) -> None:
    result = run("account", *arguments, said=said)
    assert result.exit_code == 2
    assert result.stderr.startswith(why)
    assert result.stderr.count("\n") == 1
    assert run("account", "list").stdout == ""


def test_a_name_is_taken_once(run: Any) -> None:
    run("account", "add", "eva")
    assert run("account", "add", "EVA").stderr == "Navnet er optaget.\n"


def test_a_password_is_changed_and_asked_for_twice(
    run: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run("account", "add", "eva")
    url = f"sqlite:///{tmp_path / 'planner.sqlite3'}"
    before = rows(url, "SELECT password FROM accounts")
    assert run("account", "password", "eva", said="fjorten lilla sejlbåde\n").exit_code == 0
    assert rows(url, "SELECT password FROM accounts") != before
    monkeypatch.setattr(cli_accounts, "_at_terminal", lambda: True)
    twice = run("account", "password", "eva", said="fjorten lilla sejlbåde\nnoget andet her\n")
    assert (twice.exit_code, "De to adgangskoder er ikke ens." in twice.stderr) == (2, True)
    assert "sejlbåde" not in twice.output
    assert run("account", "password", "eva", said=GOOD + GOOD).exit_code == 0


def test_a_link_is_printed_for_where_the_planner_is(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("link").stdout.splitlines()[1].startswith("http://127.0.0.1:8501/first/")
    assert "\nhttps://a.example/first/" in run("link", "--url", "https://a.example/").stdout
    monkeypatch.setenv("PLANNER_URL", "https://b.example/")
    assert "\nhttps://b.example/first/" in run("link").stdout


def test_a_closed_account_hands_its_documents_over(run: Any) -> None:
    for name in ("bo", "mia"):
        run("account", "add", name)
    refused = run("account", "hand-over", "bo", "mia")
    assert (refused.exit_code, refused.stderr.startswith("Luk kontoen først")) == (2, True)
    run("account", "disable", "bo")
    assert run("account", "hand-over", "bo", "mia").stdout == "Givet videre til mia: 0.\n"
    assert run("account", "hand-over", "bo", "nobody").exit_code == 2


def test_a_link_to_choose_a_password_is_printed(run: Any) -> None:
    run("account", "add", "bo", "--school")
    said, link = run("account", "link", "bo", "--url", "https://planner.example/").stdout.splitlines()
    assert said == "bo åbner det her inden tre dage og vælger en adgangskode:"
    assert link.startswith("https://planner.example/password/")
    assert run("account", "link", "nobody").exit_code == 2


def test_the_last_administrator_is_not_closed(run: Any) -> None:
    for name in ("eva", "ada"):
        run("account", "add", name, "--role", "administrator")
    run("account", "add", "bo")
    assert run("account", "disable", "eva").exit_code == 0
    refused = run("account", "disable", "ada")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("Skolen skal have en administrator")
    assert "ada\tadministrator\n" in run("account", "list").stdout
    assert run("account", "disable", "bo").exit_code == 0
