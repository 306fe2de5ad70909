"""Who is at the page: asked on every run, and nothing is shown to who is not signed in."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from doors import PASSWORD, make_account
from serving import ROOT
from streamlit.testing.v1 import AppTest

from planner.services.archive import LOCAL
from planner.services.sessions import Attempt, sign_in, sign_out
from planner.storage.accounts import Role
from planner.web import visitor
from planner.web.server.session import the_doors

APP = str(ROOT / "planner" / "web" / "app.py")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> Path:  # noqa: ARG001
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    return tmp_path


def enters(monkeypatch: pytest.MonkeyPatch, data: Path, name: str, role: Role = "teacher") -> str:
    """Make an account, sign it in and let its session be that of the page."""
    make_account(data, name, role)
    token = sign_in(the_doors(), Attempt(name, PASSWORD, "here"), datetime.now(UTC))
    assert token is not None
    monkeypatch.setattr(visitor, "visitor_token", lambda: token)
    return token


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_without_accounts_one_person_uses_it_and_no_name_stands_there() -> None:
    app = AppTest.from_file(APP, default_timeout=60).run()
    assert not app.exception
    assert visitor.current_account() == LOCAL
    assert "Log ud" not in html(app)


def test_the_name_and_the_way_out_stand_on_every_page(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    enters(monkeypatch, data, "eva<b>")
    app = AppTest.from_file(APP, default_timeout=60).run()
    assert "<span>eva&lt;b&gt;</span>" in html(app)
    assert 'action="/logout"' in html(app)
    app.switch_page("screens/new.py").run()
    assert "Log ud" in html(app)


def test_who_is_signed_out_sees_nothing_but_the_way_back(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    token = enters(monkeypatch, data, "eva")
    app = AppTest.from_file(APP, default_timeout=60).run()
    assert app.button
    sign_out(the_doors(), token, datetime.now(UTC))
    app.run()
    assert "Du er logget ud" in html(app)
    assert not app.button
    assert "eva" not in html(app)
    monkeypatch.setattr(visitor, "visitor_token", lambda: None)
    assert "Du er logget ud" in html(app.run())


def test_what_a_tab_remembers_is_forgotten_when_another_person_goes_on(
    monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    enters(monkeypatch, data, "eva")
    app = AppTest.from_file(APP, default_timeout=60).run()
    app.session_state["mine"] = "secret"
    app.run()
    assert app.session_state["mine"] == "secret"
    enters(monkeypatch, data, "bo")
    app.run()
    assert "mine" not in app.session_state


def part() -> None:
    """A page for coaches only."""
    import streamlit as st

    from planner.web.visitor import require

    account = require("coach", "administrator")
    st.text(f"for {account.role}")


@pytest.mark.parametrize(("role", "seen"), [("teacher", False), ("coach", True), ("administrator", True)])
def test_a_part_for_some_roles_ends_the_run_for_others(
    monkeypatch: pytest.MonkeyPatch, data: Path, role: Role, *, seen: bool
) -> None:
    enters(monkeypatch, data, "eva", role)
    app = AppTest.from_function(part).run()
    assert [text.value for text in app.text] == ([f"for {role}"] if seen else [])
    assert ("Det har du ikke adgang til." in html(app)) is not seen
