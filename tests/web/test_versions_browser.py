"""Versions and classes in a real browser: by keyboard, over a reload, and in nobody's way."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from serving import Server
from typer.testing import CliRunner

from planner.cli import app
from planner.plan.changes import SetMinutes
from planner.plan.set_field import SetField
from planner.services import classes, plans
from planner.services.archive import Archive
from planner.storage.classes import ClassStore
from planner.storage.store import open_store

pytestmark = pytest.mark.browser
SAMPLE = "fractions-grade-5"


def complaints(page: Page) -> list[str]:
    results: dict[str, Any] = Axe().run(page).response
    return [
        f"{found['id']}: {node['target']}"
        for found in results["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


@pytest.fixture
def plan(server: Server) -> str:
    """Make a plan with two versions and a class that ends soon, beside the running server."""
    archive, now = Archive(open_store(f"sqlite:///{server.data / 'planner.sqlite3'}")), datetime.now(UTC)
    made = plans.open_sample(archive, SAMPLE, now)
    bare = SetField("lesson", (), "supports", ())
    head = plans.change_plan(archive, (made, plans.load_plan(archive, made).head), bare, now).head
    head = plans.save_version(archive, (made, head), now, "Uden støtte").head
    plans.change_plan(archive, (made, head), SetMinutes("work", 15), now)
    known = classes.new_class(archive, f"Klasse {made[:4]}", now)
    ClassStore(archive.store.engine).change(known, f"Klasse {made[:4]}", now.date() + timedelta(days=5))
    classes.put_in_class(archive, made, known)
    archive.store.close()
    return made


def test_versions_and_classes_are_used_by_keyboard(browser: Browser, server: Server, plan: str) -> None:
    context = browser.new_context(base_url=server.url, locale="da-DK", bypass_csp=True)
    page = context.new_page()
    page.goto(f"/versions?id={plan}")
    expect(page.get_by_text("minutterne – før 22 min, nu 15 min")).to_be_visible()
    before = page.get_by_role("combobox", name="Før")
    before.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("planen åbnet")
    page.keyboard.press("Enter")
    expect(page.get_by_role("table", name="Hvem deltager på en anden måde")).to_be_visible()
    expect(page.get_by_text("▲ 0 bedre, ▼ 10 dårligere")).to_be_visible()
    assert complaints(page) == []
    page.reload()
    expect(page.get_by_text("▲ 0 bedre, ▼ 10 dårligere")).to_be_visible()
    back = page.get_by_role("button", name="frem")
    back.first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Udgaven vises igen. Fortryd tager den tilbage.")).to_be_visible()
    expect(page.get_by_role("button", name="Fortryd: tidligere udgave hentet frem")).to_be_visible()
    page.goto("/")
    expect(page.get_by_text(f"Klassen Klasse {plan[:4]} slutter om 5 dage").first).to_be_visible()
    page.goto("/classes")
    erase = page.get_by_role("button", name=f"Slet Klasse {plan[:4]} …")
    erase.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ingen kan hente det tilbage.")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("button", name="Ja, slet det for altid").press("Enter")
    expect(page.get_by_text("Det er slettet.")).to_be_visible()
    expect(erase).to_have_count(0)
    page.goto(f"/versions?id={plan}")
    expect(page.get_by_text("Den plan findes ikke")).to_be_visible()
    context.close()


def test_a_backup_is_not_brought_back_under_a_running_server(
    server: Server, plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(server.data))
    monkeypatch.delenv("PLANNER_DATABASE", raising=False)
    monkeypatch.setenv("PLANNER_LANGUAGE", "en")
    file = str(server.data / f"{plan}.zip")
    assert CliRunner().invoke(app, ["backup", file]).exit_code == 0
    refused = CliRunner().invoke(app, ["restore", file])
    assert refused.exit_code == 2
    assert "The planner is running on this database." in refused.stderr
