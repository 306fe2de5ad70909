"""The administrator's page: accounts, links to choose a password with, and the log."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from doors import PASSWORD
from sparring import School, button, html, labels, make_school, now
from streamlit.testing.v1 import AppTest

from planner.services import plans, sharing
from planner.services.accounts import list_accounts
from planner.services.inviting import invited_account
from planner.services.school import AuditLine
from planner.services.sessions import Attempt, sign_in
from planner.web.school import LINK, link_address
from planner.web.school_log import WHAT, log_table
from planner.web.server.session import the_doors
from planner.web.speech import Speech

HERE = "192.0.2.1"


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> School:  # noqa: ARG001
    return make_school(tmp_path, monkeypatch)


def opened(school: School, **state: object) -> AppTest:
    app = school.open(school.eva, "school")
    for key, value in state.items():
        app.session_state[key] = value
    return app.run()


@pytest.mark.parametrize("who", ["anna", "kim"])
def test_nobody_else_sees_it(school: School, who: str) -> None:
    app = school.open(getattr(school, who), "school")
    assert "Kun en administrator kan se denne side." in html(app)
    assert not app.button
    assert "4 konti" not in html(app)
    start = school.open(getattr(school, who), "start")
    assert "Skolen" not in [link.proto.label for link in start.get("page_link")]


def test_the_front_page_leads_there(school: School) -> None:
    start = school.open(school.eva, "start")
    assert "Skolen" in [link.proto.label for link in start.get("page_link")]


def test_accounts_stand_there_with_what_there_is_to_know(school: School) -> None:
    sign_in(the_doors(), Attempt("anna", PASSWORD, HERE), datetime.now(UTC))
    said = html(opened(school))
    assert "4 konti" in said
    assert "<strong>anna</strong> · lærer · logget ind i 1 browser · 1 dokument" in said
    assert "<strong>kim</strong> · vejleder" in said


def test_an_account_is_made_with_a_link_that_is_shown_once(school: School) -> None:
    app = opened(school, school_add=True)
    app.text_input(key="new_name").set_value("Ny@Skole.example").run()
    app.selectbox(key="new_role").select("coach").run()
    button(app, "Lav kontoen").click().run()
    assert "Giv linket til ny@skole.example og ikke til andre." in html(app)
    link = app.code[0].value
    account = invited_account(the_doors(), link.rsplit("/", 1)[1], datetime.now(UTC))
    assert account is not None
    assert (account.name, account.role) == ("ny@skole.example", "coach")
    button(app, "Jeg har givet det videre").click().run()
    assert not app.code
    assert LINK not in app.session_state


def test_an_account_is_made_with_a_password(school: School) -> None:
    app = opened(school, school_add=True)
    app.text_input(key="new_name").set_value("ny").run()
    app.radio(key="new_way").set_value("password").run()
    app.text_input(key="new_password").set_value("kort").run()
    button(app, "Lav kontoen").click().run()
    assert "Adgangskoden skal være på mindst 12 tegn." in html(app)
    app.text_input(key="new_password").set_value(PASSWORD).run()
    button(app, "Lav kontoen").click().run()
    assert "Kontoen ny er lavet." in html(app)
    assert sign_in(the_doors(), Attempt("ny", PASSWORD, HERE), datetime.now(UTC))


def test_a_name_that_is_taken_is_told(school: School) -> None:
    app = opened(school, school_add=True)
    app.text_input(key="new_name").set_value("ANNA").run()
    button(app, "Lav kontoen").click().run()
    assert "taget" in html(app) or "findes allerede" in html(app)
    assert len(list_accounts(the_doors())) == 4


def test_an_account_is_closed_opened_and_handed_over(school: School) -> None:
    app = opened(school, **{f"person_{school.anna.id}": True})
    button(app, "Luk kontoen").click().run()
    assert "Kontoen anna er lukket." in html(app)
    assert {"Åbn kontoen igen"} <= set(labels(app))
    app.selectbox(key=f"taker:{school.anna.id}").select(school.bo.id).run()
    assert "bo ejer så planerne med deres klasser" in html(app)
    button(app, "Giv dem til bo").click().run()
    assert school.archive(school.bo).relation(school.plan) == "owner"
    button(app, "Åbn kontoen igen").click().run()
    assert "Kontoen anna er åben." in html(app)


def test_another_role_is_given_and_nobody_locks_themselves_out(school: School) -> None:
    app = opened(school, **{f"person_{school.bo.id}": True, f"person_{school.eva.id}": True})
    app.selectbox(key=f"role:{school.bo.id}").select("coach").run()
    assert "bo er vejleder fra nu af." in html(app)
    assert f"role:{school.eva.id}" not in {box.key for box in app.selectbox}
    assert f"disable:{school.eva.id}" not in {one.key for one in app.button}


def test_a_link_and_an_end_of_all_sessions_are_at_hand(school: School) -> None:
    token = sign_in(the_doors(), Attempt("bo", PASSWORD, HERE), datetime.now(UTC))
    assert token
    app = opened(school, **{f"person_{school.bo.id}": True})
    app.button(key=f"sign_out:{school.bo.id}").click().run()
    assert "bo er logget ud overalt." in html(app)
    app.button(key=f"invite:{school.bo.id}").click().run()
    token = app.code[0].value.rsplit("/", 1)[1]
    assert invited_account(the_doors(), token, datetime.now(UTC)) == school.bo


def test_the_log_says_who_did_what_and_is_filtered(school: School) -> None:
    anna = school.archive(school.anna)
    plans.export_plan(anna, school.plan, now())
    sharing.put_in_library(anna, school.plan, now())
    app = opened(school, school_part="log")
    said = html(app)
    assert "<td>anna</td><td>hentede</td><td>en plan fra anna (" in said
    assert "<td>delte (kim, må læse og kommentere)</td>" in said
    assert "<td>delte (i biblioteket)</td>" in said
    assert "Brøker" not in said
    app.selectbox(key="log_what").select("exported").run()
    assert "1 linje" in html(app)
    app.selectbox(key="log_who").select(school.bo.id).run()
    assert "0 linjer" in html(app)


def test_what_nobody_has_named_is_shown_as_it_is() -> None:
    line = AuditLine(now(), "never_named", "bo<", "", "", "", "x 3")
    table = log_table((line,), Speech("da"), None)
    assert "<td>bo&lt;</td><td>never_named (x, 3)</td><td></td>" in table


def test_what_is_gone_is_said_to_be_deleted_and_a_proposal_is_no_share() -> None:
    gone = "0123456789abcdef"
    lines = (
        AuditLine(now(), "proposed", "kim", "plan", gone, "kim", "anna"),
        AuditLine(now(), "opened", "anna", "", gone, "", ""),
        AuditLine(now(), "class_exported", "anna", "", gone, "", ""),
    )
    table = log_table(lines, Speech("da"), None)
    assert "<td>begyndte et modforslag (anna)</td><td>en plan fra kim (012345)</td>" in table
    assert "<td>åbnede</td><td>slettet (012345)</td>" in table
    assert "<td>en klasse (012345)</td>" in table


def test_everything_that_is_written_down_has_a_name() -> None:
    """Return what the code notes: each is a literal beside ``Happening(`` or ``note(``."""
    import re

    from serving import ROOT

    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "planner").rglob("*.py"))
    noted = set(re.findall(r'Happening\(\s*"([a-z_]+)"', text)) | set(
        re.findall(r'note\(archive, "([a-z_]+)"', text)
    )
    assert noted - WHAT.keys() == set()


def test_a_link_is_for_the_address_people_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_URL", "https://planner.example/")
    assert link_address("t") == "https://planner.example/password/t"
